//! Promise: what goes out is right for the strictest judge.
//! - `<` and `&` in titles, categories and names of RSS are written as the RSS profile
//!   wants them;
//! - no entry of Atom is without content or page, no item of RSS has a text and no
//!   description, and a summary does not run into the text behind it;
//! - what stands beside the entries of Atom stands where RFC 4287's grammar takes it;
//! - language tags are in their canonical form, and no noncharacter is published;
//! - a medium of unknown length is there all the same, and what plays comes before what
//!   is only looked at;
//! - a podcast keeps what players ask for, several sizes of a picture stay together, and
//!   an item has its thumbnail;
//! - the list for people names every feed to whoever looks for feeds, and dates for
//!   people are in the newsroom's time zone;
//! - a feed that is made for an aggregator tells the withdrawal only of what it carried.

use crate::desk::Desk;
use crate::render_newsroom as newsroom;
use crate::site::{self, Site};
use pressroom::compose::{archive_page, masthead, section_feed};
use pressroom::feed_document::{FeedDocument, Format};
use pressroom::render::render;
use pressroom::text::Language;
use roxmltree::{Document, Node};
use serde_json::{Value, json};

fn published(items: &[Value]) -> Desk {
    let desk = Desk::with("");
    items.iter().for_each(|item| drop(desk.push(item.clone())));
    let printing = desk.pipeline.publish_all(false).unwrap();
    assert_eq!(printing.held_back, Vec::<String>::new());
    desk.pipeline.printer.publish_pages().unwrap();
    desk
}

fn named<'a>(document: &'a Document<'_>, name: &str) -> Vec<Node<'a, 'a>> {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let space = match prefix {
        "content" => Some("http://purl.org/rss/1.0/modules/content/"),
        "media" => Some("http://search.yahoo.com/mrss/"),
        "itunes" => Some("http://www.itunes.com/dtds/podcast-1.0.dtd"),
        "podcast" => Some("https://podcastindex.org/namespace/1.0"),
        _ => None,
    };
    let all = document.descendants();
    all.filter(|node| {
        node.tag_name().name() == local && (space.is_none() || node.tag_name().namespace() == space)
    })
    .collect()
}

fn text<'a>(node: Node<'a, '_>) -> &'a str {
    node.text().unwrap_or_default()
}

fn items<'a>(rss: &'a Document<'_>) -> Vec<Node<'a, 'a>> {
    rss.descendants().filter(|node| node.has_tag_name("item")).collect()
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.tag_name().name() == name)
}

#[test]
fn titles_and_names_of_rss_are_written_as_its_profile_says() {
    let desk = published(&[json!({
        "id": "a", "title": "If a <x then b & c", "tags": ["R&D", "<tag"],
        "authors": [{"name": "Ann & Co"}], "summary": "A <x & b.",
    })]);
    let rss = desk.text("/feeds/world.rss");
    for written in [
        "<title>If a &#x3C;x then b &#x26; c</title>",
        ">R&#x26;D</category>",
        ">&#x3C;tag</category>",
        "<dc:creator>Ann &#x26; Co</dc:creator>",
        // A description is HTML, whole in a section of its own.
        "<![CDATA[<p>A &lt;x &amp; b.</p>",
    ] {
        assert!(rss.contains(written), "{written} is not in\n{rss}");
    }
}

#[test]
fn the_list_of_feeds_says_nothing_that_validators_doubt() {
    let opml = published(&[]).text("/feeds/index.opml");
    assert!(!opml.contains("<docs"), "{opml}");
}

#[test]
fn no_entry_is_empty_and_no_text_is_without_a_description() {
    let picture = "<p><img src=\"https://test.example/a.jpg\" alt=\"\"></p>";
    let desk = published(&[
        json!({"id": "title", "content_html": "", "external_url": "https://other.example/title"}),
        json!({"id": "linked", "content_html": "", "external_url": "https://other.example/linked"}),
        json!({"id": "picture", "content_html": picture}),
    ]);
    let atom = desk.text("/feeds/world.atom");
    let atom = Document::parse(&atom).unwrap();
    let entries = named(&atom, "entry");
    assert_eq!(entries.len(), 3);
    for entry in entries {
        let said = ["content", "summary"].iter().filter_map(|name| child(entry, name));
        let said: Vec<&str> = said.map(text).collect();
        assert!(!said.is_empty() && said.iter().all(|said| !said.trim().is_empty()), "{said:?}");
    }
    let rss = desk.text("/feeds/world.rss");
    let rss = Document::parse(&rss).unwrap();
    for item in items(&rss) {
        let described = child(item, "description").is_some_and(|it| !text(it).trim().is_empty());
        assert!(described || child(item, "encoded").is_none(), "{:?}", child(item, "guid"));
    }
}

#[test]
fn a_summary_does_not_run_into_the_text() {
    let words = "The council met on Monday and heard from many people. ".repeat(12);
    let desk = published(&[json!({
        "id": "a", "summary": "A plan for the river", "content_html": format!("<p>{words}</p>"),
    })]);
    let rss = desk.text("/feeds/world.rss");
    let rss = Document::parse(&rss).unwrap();
    let description = child(items(&rss)[0], "description").map(text).unwrap();
    assert_eq!(description.split("</p>").next(), Some("<p>A plan for the river"), "{description}");
    assert!(description.contains("<p>The council met on Monday"), "{description}");
}

#[test]
fn what_stands_beside_the_entries_of_atom_stands_before_them() {
    let settings = newsroom::settings();
    let articles =
        || vec![newsroom::article("a", newsroom::at("2026-09-01T10:00:00Z"), &["world"])];
    let section = &settings.sections[0];
    let now = newsroom::at(newsroom::NOW);
    let taken_back = pressroom::article::Withdrawn {
        id: pressroom::article::ArticleId::made_from("gone"),
        at: now,
        published: now,
        url: None,
        reason: Some("Not so & <never>.".into()),
        place: None,
        id_in_address: Default::default(),
    };
    let feed =
        section_feed(&settings, masthead(&settings), section, articles(), vec![taken_back], now);
    let page = archive_page(&settings, masthead(&settings), section, 1, articles(), now);
    for (document, element) in [(feed, "deleted-entry"), (page, "archive")] {
        let atom = String::from_utf8(render(&document, Format::Atom).unwrap()).unwrap();
        let atom = Document::parse(&atom).unwrap();
        let children = atom.root_element().children().filter(Node::is_element);
        let names: Vec<&str> = children.map(|child| child.tag_name().name()).collect();
        let place = |name: &str| names.iter().position(|found| *found == name);
        let (beside, entry) = (place(element), place("entry"));
        assert!(beside.is_some() && beside < entry, "{element} in {names:?}");
        let last = names.iter().rposition(|name| *name != "entry");
        assert!(last < entry, "{names:?}");
    }
}

#[test]
fn language_tags_are_canonical() {
    let given = ["EN_us", "urd", "iw", "ZH-hant-hk", "en-uk", "de-DE-1996"];
    let right = ["en-US", "ur", "he", "zh-Hant-HK", "en-GB", "de-DE-1996"];
    let story = |tag: &str| {
        let date =
            format!("2026-11-23T0{}:00:00Z", given.iter().position(|it| *it == tag).unwrap());
        json!({"id": tag, "language": tag, "date_published": date})
    };
    let desk = published(&given.map(story));
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let told = feed["items"].as_array().unwrap().iter().rev();
    let told: Vec<&str> = told.map(|item| item["language"].as_str().unwrap()).collect();
    assert_eq!(told, right);
    for tag in right {
        assert!(desk.text("/feeds/world.atom").contains(&format!("xml:lang=\"{tag}\"")), "{tag}");
    }
}

#[test]
fn a_language_tag_says_nothing_twice() {
    let wrong = ["de-1901-1901", "de-1996-1901-1996", "en-u-ca-roc-u-nu-latn", "en-a-bbb-A-ccc"];
    for tag in wrong {
        assert!(tag.parse::<Language>().is_err(), "{tag}");
    }
    let canonical = |tag: &str| tag.parse::<Language>().unwrap().to_string();
    assert_eq!(canonical("en-u-ca-roc-a-bbb-x-u-u"), "en-a-bbb-u-ca-roc-x-u-u");
    assert_eq!(canonical("de-1996-scouse"), "de-1996-scouse");
    // What an earlier release kept is right as far as it goes.
    let kept: Language = serde_json::from_str("\"de-1901-1901\"").unwrap();
    assert_eq!(kept.as_str(), "de-1901");
}

#[test]
fn no_noncharacter_is_published() {
    let strange = "A\u{FDD0}B\u{FDEF}C\u{1FFFE}D\u{10FFFF}E";
    let desk = published(&[json!({
        "id": "a", "title": strange, "summary": strange, "tags": [strange],
        "content_html": format!("<p title=\"{strange}\">{strange} &#xFDD1;</p>"),
    })]);
    for document in desk.edition().documents() {
        let text = std::str::from_utf8(&document.identity).unwrap();
        let wrong = text
            .chars()
            .find(|c| matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(*c) & 0xFFFE == 0xFFFE);
        assert_eq!(wrong, None, "{}", document.name);
    }
    assert_eq!(desk.titles("world"), ["ABCDE"]);
}

#[test]
fn a_medium_of_unknown_length_is_there_all_the_same() {
    let desk = published(&[json!({
        "id": "a", "image": "https://test.example/cover.jpg",
        "attachments": [{"url": "https://test.example/a.mp3", "mime_type": "audio/mpeg"}],
    })]);
    let rss = desk.text("/feeds/world.rss");
    let enclosure =
        "<enclosure url=\"https://test.example/a.mp3\" length=\"0\" type=\"audio/mpeg\"";
    assert!(rss.contains(enclosure), "{rss}");
}

#[test]
fn json_feed_has_the_icon_and_the_faces_of_authors() {
    let face = "https://test.example/ann.png";
    let desk = published(&[json!({"id": "a", "authors": [{"name": "Ann", "avatar": face}]})]);
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    assert_eq!(feed["items"][0]["authors"], json!([{"name": "Ann", "avatar": face}]));

    let settings = newsroom::settings();
    let now = newsroom::at(newsroom::NOW);
    let section = &settings.sections[0];
    let feed: FeedDocument =
        section_feed(&settings, masthead(&settings), section, vec![], vec![], now);
    let feed: Value = serde_json::from_slice(&render(&feed, Format::Json).unwrap()).unwrap();
    assert_eq!(feed["icon"], "https://news.example/icon.png");
}

#[test]
fn a_feed_for_an_aggregator_tells_the_withdrawal_only_of_what_it_carried() {
    let desk = Desk::with("[[feed]]\ntitle = \"For them\"\nprofile = \"msn\"\n");
    let large = json!([{"url": "https://test.example/a.jpg", "mime_type": "image/jpeg"}]);
    let good = json!({"id": "good", "title": "A title that is long enough for everybody",
        "url": "https://test.example/good", "attachments": large});
    let bad = json!({"id": "bad", "title": "Short", "url": "https://test.example/bad"});
    let plain = json!({"id": "plain", "title": "Another title that is long enough for them",
        "url": "https://test.example/plain"});
    for item in [&good, &bad, &plain] {
        desk.push(item.clone());
    }
    desk.pipeline.publish_all(false).unwrap();
    let carried = desk.titles("for-them");
    assert!(!carried.iter().any(|title| title == "Short"), "{carried:?}");
    assert!(carried.iter().any(|title| title.starts_with("Another")), "{carried:?}");
    for id in ["bad", "plain"] {
        desk.withdraw(id);
    }
    desk.pipeline.publish_all(true).unwrap();
    let notices = |feed: &str| {
        let feed: Value = serde_json::from_str(&desk.text(&format!("/feeds/{feed}.json"))).unwrap();
        let told = feed["_pressroom"]["withdrawn"].as_array().cloned().unwrap_or_default();
        let mut urls: Vec<String> =
            told.iter().map(|one| one["url"].as_str().unwrap().to_owned()).collect();
        urls.sort();
        urls
    };
    assert_eq!(notices("for-them"), ["https://test.example/plain"]);
    assert_eq!(notices("world"), ["https://test.example/bad", "https://test.example/plain"]);
}

/// An upstream with these items.
async fn relayed(items: &str) -> site::Desk {
    let site = Site::new();
    site.put(
        "/wire",
        format!(
            "<rss version='2.0' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' \
             xmlns:podcast='https://podcastindex.org/namespace/1.0' \
             xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Wire</title>\
             <link>https://wire.example/</link><description>d</description>{items}</channel></rss>"
        ),
    );
    let desk = site::Desk::new(&format!("[source.feed]\nurl = \"{}\"", site.url("/wire")));
    desk.pass().await;
    let printing = desk.pipeline.publish_all(false).unwrap();
    assert_eq!(printing.held_back, Vec::<String>::new());
    desk
}

fn document(desk: &site::Desk, name: &str) -> String {
    let edition = desk.pipeline.edition().load_full();
    let document = edition.get(&format!("/feeds/{name}")).expect("it is published");
    String::from_utf8(document.identity.to_vec()).unwrap()
}

#[tokio::test]
async fn a_podcast_keeps_what_players_ask_for() {
    let desk = relayed(
        "<item><title>Episode</title><guid isPermaLink='false'>e1</guid>\
         <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><description>Talk.</description>\
         <enclosure url='https://wire.example/e1.mp3' type='audio/mpeg' length='77'/>\
         <itunes:duration>1:02:03</itunes:duration><itunes:episode>7</itunes:episode>\
         <itunes:season>2</itunes:season><itunes:episodeType>bonus</itunes:episodeType>\
         <itunes:explicit>yes</itunes:explicit><itunes:image href='https://wire.example/e1.jpg'/>\
         <podcast:transcript url='https://wire.example/e1.vtt' type='text/vtt' language='EN' rel='captions'/>\
         <podcast:transcript url='/e1.srt' type='application/srt'/>\
         <podcast:chapters url='https://wire.example/e1.json' type='application/json+chapters'/>\
         </item>",
    )
    .await;
    for name in ["world.rss", "world.atom"] {
        let feed = document(&desk, name);
        let feed = Document::parse(&feed).unwrap();
        let one = |name: &str| {
            let found = named(&feed, name);
            assert_eq!(found.len(), 1, "{name}");
            found[0]
        };
        assert_eq!(text(one("itunes:duration")), "3723", "{name}");
        assert_eq!(text(one("itunes:episode")), "7");
        assert_eq!(text(one("itunes:season")), "2");
        assert_eq!(text(one("itunes:episodeType")), "bonus");
        assert_eq!(text(one("itunes:explicit")), "true");
        assert_eq!(one("itunes:image").attribute("href"), Some("https://wire.example/e1.jpg"));
        let chapters = one("podcast:chapters");
        assert_eq!(chapters.attribute("url"), Some("https://wire.example/e1.json"));
        assert_eq!(chapters.attribute("type"), Some("application/json+chapters"));
        let transcripts = named(&feed, "podcast:transcript");
        let said = |at: usize, name: &str| transcripts[at].attribute(name);
        assert_eq!(transcripts.len(), 2);
        assert_eq!(said(0, "url"), Some("https://wire.example/e1.vtt"));
        assert_eq!((said(0, "type"), said(0, "language")), (Some("text/vtt"), Some("en")));
        assert_eq!((said(0, "rel"), said(1, "rel")), (Some("captions"), None));
        assert_eq!(said(1, "url"), Some("https://wire.example/e1.srt"));
    }
    let feed: Value = serde_json::from_str(&document(&desk, "world.json")).unwrap();
    let episode = &feed["items"][0]["_pressroom"]["episode"];
    assert_eq!((&episode["number"], &episode["season"]), (&json!(7), &json!(2)));
    assert_eq!(episode["transcripts"][1]["url"], "https://wire.example/e1.srt");
}

#[tokio::test]
async fn what_is_no_episode_has_nothing_of_a_podcast() {
    let desk = relayed(
        "<item><title>News</title><guid isPermaLink='false'>n1</guid>\
         <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><description>Text.</description>\
         <itunes:episode>soon</itunes:episode><podcast:chapters url='javascript:x' type='y'/></item>",
    )
    .await;
    for name in ["world.rss", "world.atom", "world.json"] {
        let feed = document(&desk, name);
        assert!(!feed.contains("itunes") && !feed.contains("podcast"), "{feed}");
    }
}

#[tokio::test]
async fn several_sizes_of_a_picture_stay_together() {
    let desk = relayed(
        "<item><title>Flood</title><guid isPermaLink='false'>f1</guid>\
         <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><description>Water.</description>\
         <media:group><media:content url='https://wire.example/f-400.jpg' medium='image' width='400' height='300'/>\
         <media:content url='https://wire.example/f-1600.jpg' medium='image' width='1600' height='1200'/>\
         <media:content url='https://wire.example/f-800.jpg' medium='image' width='800' height='600'/>\
         <media:credit>Ann</media:credit></media:group></item>",
    )
    .await;
    let rss = document(&desk, "world.rss");
    let rss = Document::parse(&rss).unwrap();
    let groups = named(&rss, "media:group");
    assert_eq!(groups.len(), 1);
    let sizes = groups[0].children().filter(|node| node.tag_name().name() == "content");
    let sizes: Vec<(&str, bool)> = sizes
        .map(|node| (node.attribute("width").unwrap(), node.attribute("isDefault") == Some("true")))
        .collect();
    assert_eq!(sizes, [("1600", true), ("800", false), ("400", false)]);
    assert_eq!(named(&rss, "media:credit").len(), 1);
    let thumbnail = child(items(&rss)[0], "thumbnail").expect("the item has one");
    assert_eq!(thumbnail.attribute("url"), Some("https://wire.example/f-400.jpg"));
    let feed: Value = serde_json::from_str(&document(&desk, "world.json")).unwrap();
    assert_eq!(feed["items"][0]["image"], "https://wire.example/f-1600.jpg");
    let attachments = feed["items"][0]["attachments"].as_array().unwrap();
    assert_eq!(attachments.len(), 1);
}

#[test]
fn an_item_with_a_picture_has_its_thumbnail() {
    let desk = published(&[json!({"id": "a", "image": "https://test.example/cover.jpg"})]);
    let rss = desk.text("/feeds/world.rss");
    let rss = Document::parse(&rss).unwrap();
    let thumbnail = child(items(&rss)[0], "thumbnail").expect("the item has one");
    assert_eq!(thumbnail.attribute("url"), Some("https://test.example/cover.jpg"));
}

#[test]
fn the_list_for_people_names_every_feed() {
    let desk = published(&[]);
    let index = desk.text("/feeds/index.html");
    let head = index.split("</head>").next().unwrap();
    for feed in ["front-page.rss", "front-page.atom", "front-page.json", "world.rss", "sports.rss"]
    {
        let named = head.lines().any(|line| {
            line.starts_with("<link rel=\"alternate\"")
                && line.contains(&format!("/feeds/{feed}\""))
        });
        assert!(named, "{feed} is not in\n{head}");
    }
}

#[test]
fn dates_for_people_are_in_the_zone_of_the_newsroom() {
    let settings = newsroom::settings();
    let now = newsroom::at(newsroom::NOW);
    for (article, shown) in [
        ("2026-09-01T10:00:00Z", "1 September 2026, 15:00 PKT"),
        ("2026-08-31T21:30:00Z", "1 September 2026, 02:30 PKT"),
    ] {
        let articles = vec![newsroom::article("a", newsroom::at(article), &["world"])];
        let section = &settings.sections[0];
        let feed = section_feed(&settings, masthead(&settings), section, articles, vec![], now);
        let page = String::from_utf8(pressroom::render::page(&feed).unwrap()).unwrap();
        assert!(page.contains(&format!(">{shown}</time>")), "{page}");
        assert!(page.contains(&format!("datetime=\"{article}\"")), "{page}");
    }
}

#[test]
fn what_was_taken_back_before_its_time_is_never_told() {
    let desk = published(&[]);
    desk.push(json!({"id": "soon", "url": "https://test.example/soon",
        "date_published": "2026-11-23T18:00:00Z"}));
    desk.push(json!({"id": "out", "url": "https://test.example/out"}));
    desk.pipeline.publish_all(false).unwrap();
    for id in ["soon", "out"] {
        desk.withdraw(id);
    }
    desk.pipeline.publish_all(true).unwrap();
    for feed in ["world.json", "front-page.atom", "world.rss"] {
        let text = desk.text(&format!("/feeds/{feed}"));
        assert!(!text.contains("/soon"), "{text}");
    }
    assert!(desk.text("/feeds/world.json").contains("/out"), "what was out is told");
}
