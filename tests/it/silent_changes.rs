//! Promise: readers are told of changes that are changes, and of no others.
//! - an address that is only spelled otherwise (https, another `base_url`, a signed
//!   picture, parameters that count visitors) is shown as it is now, moves no date,
//!   and seals no archive page again;
//! - whatever else is different moves the date of that article, and of no other;
//! - a feed's own date never goes back, whatever leaves the feed.

use crate::program::{DESK, Newsroom, article};
use icu_normalizer::DecomposingNormalizerBorrowed;
use pressroom::article::{Article, ArticleId, Media};
use pressroom::text::{CleanHtml, XmlText};
use proptest::prelude::*;
use serde_json::Value;

const WIRE: &str = "[[section]]\ntitle = \"World\"\n[[source]]\nname = \"wire\"\n\
    schedule = \"@yearly\"\nsections = [\"world\"]\nfeed.file = \"wire.rss\"\n";

/// Title, date of the last change, page, text: of each item of a feed.
fn items(newsroom: &Newsroom, feed: &str) -> Vec<[String; 4]> {
    let items = newsroom.json(&format!("feeds/{feed}.json"))["items"].clone();
    let text = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
    let item =
        |item: &Value| ["title", "date_modified", "url", "content_html"].map(|k| text(item, k));
    items.as_array().unwrap().iter().map(item).collect()
}

fn dates(items: &[[String; 4]]) -> Vec<&str> {
    items.iter().map(|[_, date, ..]| date.as_str()).collect()
}

/// The archive's pages, with their bytes.
fn archive(newsroom: &Newsroom) -> Vec<(String, Vec<u8>)> {
    let files = newsroom.published().into_iter().filter(|(name, ..)| name.starts_with("archive/"));
    files.map(|(name, bytes, _)| (name, bytes)).collect()
}

fn replace(newsroom: &Newsroom, file: &str, from: &str, to: &str) {
    let text = newsroom.read(file);
    assert!(text.contains(from), "{from} is in {file}");
    newsroom.write(file, &text.replace(from, to));
}

#[test]
fn another_base_url_moves_no_date_and_seals_no_page() {
    let newsroom =
        Newsroom::new(&format!("[publish]\nitems = 2\nwindow = \"1s\"\narchive_items = 2\n{DESK}"));
    replace(&newsroom, "config.toml", "base_url = \"https://test", "base_url = \"http://test");
    for number in 1..=6 {
        let text = "See [the map](/maps/1) and ![it](/img/map.jpg).";
        let date = format!("2026-01-0{number}T10:00:00Z");
        let file = article(&format!("Story {number}"), "\"world\"", &date, text);
        newsroom.write(&format!("articles/{number}.md"), &file);
    }
    newsroom.ended(&["run"], 0);
    let (before, sealed) = (items(&newsroom, "world"), archive(&newsroom));
    assert!(!sealed.is_empty() && before[0][2].starts_with("http://test"), "{before:?}");
    for (from, to) in [
        ("http://test", "https://test"),
        ("https://test.example/\"\n[source", "https://www.new.example/\"\n[source"),
    ] {
        replace(
            &newsroom,
            "config.toml",
            &format!("base_url = \"{from}"),
            &format!("base_url = \"{to}"),
        );
        newsroom.ended(&["run"], 0);
        let after = items(&newsroom, "world");
        assert_eq!(dates(&before), dates(&after), "{to}");
        assert_ne!(before[0][2], after[0][2], "the page is shown as it is now");
        assert_ne!(before[0][3], after[0][3], "and so are the links in the text");
        assert_eq!(archive(&newsroom), sealed, "no page is sealed again");
    }
}

#[test]
fn a_base_url_with_another_path_moves_no_date() {
    let newsroom =
        Newsroom::new(&format!("[publish]\nitems = 2\nwindow = \"1s\"\narchive_items = 2\n{DESK}"));
    for number in 1..=6 {
        let text = "See [it](map), [the map](/maps/1), [more](https://test.example/about), \
                    ![it](../img/map.jpg).";
        let date = format!("2026-01-0{number}T10:00:00Z");
        let file = article(&format!("Story {number}"), "\"world\"", &date, text);
        let file = file.replacen("+++\n", "+++\nimage = \"beside.jpg\"\n", 1);
        newsroom.write(&format!("articles/a/{number}.md"), &file);
    }
    newsroom.ended(&["run"], 0);
    let (mut before, sealed) = (items(&newsroom, "world"), archive(&newsroom));
    assert!(!sealed.is_empty() && before[0][2] == "https://test.example/a/6", "{before:?}");
    let dates_then = dates(&before).iter().map(|date| (*date).to_owned()).collect::<Vec<_>>();
    let mut from = "https://test.example/".to_owned();
    for to in
        ["https://test.example/news/", "https://www.new.example/blog/2026", "https://test.example"]
    {
        let at = |base: &str| format!("base_url = \"{base}\"\n[source.folder]");
        let foreseen = newsroom.read("config.toml").replace(&at(&from), &at(to));
        newsroom.write("other.toml", &foreseen);
        let told = newsroom.told(&["preview", "other.toml", "--json"]);
        newsroom.write("config.toml", &foreseen);
        newsroom.ended(&["run"], 0);
        let after = items(&newsroom, "world");
        assert_eq!(dates_then, dates(&after), "{to}");
        assert_ne!(before[0][2], after[0][2], "the page is shown as it is now");
        assert!(after[0][2].starts_with(to.trim_end_matches('/')), "{after:?}");
        assert_ne!(before[0][3], after[0][3], "and so are the links in the text");
        assert_eq!(archive(&newsroom), sealed, "no page is sealed again");
        let judged = &told["judged"][0];
        assert_eq!((&judged["changed"], &judged["respelled"]), (&0.into(), &6.into()), "{told}");
        (before, from) = (after, to.to_owned());
    }
    // A link that leads elsewhere is a change of that article, and of no other.
    let file = newsroom.read("articles/a/6.md").replace("/maps/1", "/maps/2");
    newsroom.write("articles/a/6.md", &file);
    newsroom.ended(&["run"], 0);
    let after = items(&newsroom, "world");
    assert_ne!(dates_then[0], dates(&after)[0]);
    assert_eq!(dates_then[1..], dates(&after)[1..]);
}

fn wire(items: &[(&str, &str, &str)]) -> String {
    let item = |(title, link, text): &(&str, &str, &str)| {
        format!(
            "<item><title>{title}</title><guid isPermaLink=\"false\">{}</guid><link>{link}</link>\
             <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><description><![CDATA[{text}]]>\
             </description></item>",
            &title[..5]
        )
    };
    let items: String = items.iter().map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>Wire</title>{items}</channel></rss>")
}

#[test]
fn only_what_really_changed_has_another_date() {
    let newsroom = Newsroom::new(WIRE);
    // Long enough for a summary to be made of its beginning.
    let korean = "시의회는 목요일 항구와 시장을 잇는 새 도로 계획을 승인했다고 밝혔다. ".repeat(12);
    let taken_apart = DecomposingNormalizerBorrowed::new_nfd().normalize(&korean);
    let picture =
        |sign: &str| format!("<p>Rain.</p><img src=\"https://pic.example/a.jpg?s={sign}\">");
    newsroom.write(
        "wire.rss",
        &wire(&[
            ("Rain in the hills", "http://wire.example/rain", &picture("9f8e7d6c5b4a")),
            ("Wind at the coast", "https://wire.example/wind?utm_source=rss", "<p>Wind.</p>"),
            ("Snow on the pass", "https://wire.example/snow", "<p>Snow.</p>"),
            ("Cafes: Caf\u{E9} Zo\u{EB}", "https://wire.example/cafe", "<p>Trần Văn Lân.</p>"),
            ("Korea", "https://wire.example/korea", &korean),
        ]),
    );
    newsroom.ended(&["run"], 0);
    let before = items(&newsroom, "world");
    newsroom.write(
        "wire.rss",
        &wire(&[
            ("Rain in the hills", "https://wire.example/rain", &picture("0a1b2c3d4e5f")),
            ("Wind at the coast", "https://wire.example/wind?utm_source=atom", "<p>Wind.</p>"),
            ("Snow on every pass", "https://wire.example/snow", "<p>Snow.</p>"),
            (
                "Cafes: Cafe\u{301} Zoe\u{308}",
                "https://wire.example/cafe",
                "<p>Tra\u{302}\u{300}n Va\u{306}n La\u{302}n.</p>",
            ),
            ("Korea", "https://wire.example/korea", &taken_apart),
        ]),
    );
    newsroom.ended(&["run"], 0);
    let after = items(&newsroom, "world");
    for [title, date, page, text] in &after {
        let [_, was, ..] = before.iter().find(|item| item[0][..5] == title[..5]).unwrap();
        assert_eq!(date == was, !title.starts_with("Snow"), "{title}: {was} and {date}");
        if title.starts_with("Rain") {
            assert!(page.starts_with("https:") && text.contains("0a1b2c3d4e5f"), "{page} {text}");
        }
    }
}

#[test]
fn how_often_it_was_answered_moves_no_date() {
    let newsroom = Newsroom::new(WIRE);
    let at = |number: u32| {
        let posted = format!("<p>A post.</p><p>Points: 1{number}</p><p># Comments: {number}</p>");
        let avatar = format!(
            "<p>By <img src=\"https://wire.example/avatar.php?userid=5&stamp=160{number}\"> \
             Ann</p><p><a href=\"https://wire.example/b#comments\">{number} Comments</a></p>"
        );
        wire(&[
            ("First post of all", "https://wire.example/a", &posted),
            ("Other page of it", "https://wire.example/b", &avatar),
            ("Storm takes lives", "https://wire.example/c", &format!("<p>{number} dead.</p>")),
        ])
    };
    newsroom.write("wire.rss", &at(3));
    newsroom.ended(&["run"], 0);
    let before = items(&newsroom, "world");
    newsroom.write("wire.rss", &at(4));
    newsroom.ended(&["run"], 0);
    for [title, date, _, text] in &items(&newsroom, "world") {
        let [_, was, ..] = before.iter().find(|item| item[0] == *title).unwrap();
        assert_eq!(date == was, !title.starts_with("Storm"), "{title}: {was} and {date}");
        assert!(text.contains('4'), "what is shown is what came last: {text}");
    }
}

fn story(html: &str, media: &[&str]) -> Article {
    let date = "2026-01-05T10:00:00Z".parse().unwrap();
    Article {
        id: ArticleId::made_from("one"),
        title: XmlText::new("A story"),
        url: Some("https://www.test.example/a".parse().unwrap()),
        published: date,
        updated: date,
        authors: Vec::new(),
        summary: XmlText::default(),
        content: CleanHtml::clean(html, Some(&"https://www.test.example/".parse().unwrap())),
        language: None,
        sections: Default::default(),
        tags: Vec::new(),
        media: media
            .iter()
            .map(|url| Media {
                url: url.parse().unwrap(),
                media_type: XmlText::new("image/jpeg"),
                length: None,
                size: None,
                seconds: None,
                description: None,
                credit: None,
                thumbnail: None,
                renditions: Vec::new(),
            })
            .collect(),
        origin: None,
        rights: None,
        corrections: Vec::new(),
        author_note: None,
        episode: None,
        home: Default::default(),
        id_in_address: Default::default(),
    }
}

#[test]
fn a_spelling_is_no_change_and_another_target_is_one() {
    let same = [
        ("<a href=\"http://x.example/p\">p</a>", "<a href=\"https://www.x.example/p/\">p</a>"),
        ("<a href=\"https://x.example/p?utm_id=1\">p</a>", "<a href=\"https://x.example/p\">p</a>"),
        (
            "<img src=\"https://a.example/i.png?w=600\">",
            "<img src=\"https://b.example/i.png?w=900\">",
        ),
        (
            "<img src=\"https://a.example/i.png\" width=\"6\" height=\"4\">",
            "<img src=\"https://a.example/i.png\">",
        ),
        (
            "<video src=\"https://a.example/f?token=ab\"></video>",
            "<video src=\"https://a.example/f?token=cd\"></video>",
        ),
        ("<a href=\"/a#note\">1</a>", "<a href=\"http://www.test.example/a#note\">1</a>"),
        ("<p>Rain.</p><p>12 comments</p>", "<p>Rain.</p><p>1,204 comments</p>"),
        ("<p>Points: 3</p><p># Comments: 4</p>", "<p>Points: 7</p><p># Comments: 9</p>"),
        ("<p>Rain.</p><p>1,203 views</p>", "<p>Rain.</p><p>1,204 views</p>"),
        ("<p>Rain.</p><p>👍 3 likes</p>", "<p>Rain.</p><p>👍 4 likes</p>"),
        ("<p>5 minutes ago</p><p>Rain.</p>", "<p>1 hour ago</p><p>Rain.</p>"),
        ("<p>Vor 5 Minuten</p><p>Rain.</p>", "<p>Rain.</p>"),
        ("<p>5分前</p><p>Rain.</p>", "<p>2時間前</p><p>Rain.</p>"),
        ("<p>Rain.</p>", "<p>Rain.</p><p>&nbsp;</p>"),
        ("<p>Rain.</p><p>Snow.</p>", "<p>Rain.</p><p> </p><p>Snow.</p>"),
        ("<p>One</p><p>two</p>", "<p> One\n</p>\n\n<p>two </p>\n"),
        ("<p>One</p><p>two</p>", "<div><p>One</p><p>two</p></div>"),
        ("<p>One</p><p>two</p>", "<div class=\"body\"><div><p>One</p>\n</div><p>two</p></div>"),
        ("One <b>two</b>", "<div>One <b>two</b></div>"),
        ("<div>One</div><div>two</div>", "<div><div>One</div>\n<div>two</div></div>"),
        (
            "<p>A<a href=\"/a#n-8f\">1</a></p><p id=\"n-8f\">Note</p>",
            "<p>A<a href=\"/a#n-03\">1</a></p><p id=\"n-03\">Note</p>",
        ),
    ];
    for (before, after) in same {
        assert_eq!(
            story(before, &[]).substance(),
            story(after, &[]).substance(),
            "{before} {after}"
        );
    }
    let other = [
        ("<a href=\"https://x.example/p\">p</a>", "<a href=\"https://x.example/q\">p</a>"),
        ("<a href=\"https://x.example/p\">p</a>", "<a href=\"https://y.example/p\">p</a>"),
        ("<a href=\"https://x.example/?id=1\">p</a>", "<a href=\"https://x.example/?id=2\">p</a>"),
        ("<img src=\"https://a.example/i.png\">", "<img src=\"https://a.example/j.png\">"),
        (
            "<img src=\"https://a.example/i.png\" alt=\"A\">",
            "<img src=\"https://a.example/i.png\" alt=\"B\">",
        ),
        ("<p>Two</p>", "<p>Three</p>"),
        ("<p>Two</p>", "<h2>Two</h2>"),
        ("<a href=\"#n1\">1</a>", "<a href=\"#n2\">1</a>"),
        ("<p>Points: 3</p>", "<p>Points: 7</p>"),
        ("<p>Passed by <b>12 likes</b>.</p>", "<p>Passed by <b>13 likes</b>.</p>"),
        ("<p>It was 5 minutes ago.</p>", "<p>It was 6 minutes ago.</p>"),
        ("<p>Vor 1945</p>", "<p>Vor 1946</p>"),
        ("<pre>3 views</pre>", "<pre>4 views</pre>"),
        ("<p>It drew 12 comments at once.</p>", "<p>It drew 13 comments at once.</p>"),
        ("<p>12 dead</p><p>3 comments</p>", "<p>14 dead</p><p>3 comments</p>"),
        ("<pre>a b</pre>", "<pre>a  b</pre>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("One two", "<div>One</div> two"),
        ("<div>One</div><div>two</div>", "<div>One two</div>"),
        ("<div>One</div><div>two</div>", "<div>Onetwo</div>"),
        ("<div>One</div>", "<div>Two</div>"),
        ("<div>One</div>", "<blockquote>One</blockquote>"),
        ("<pre>a<div>b</div></pre>", "<pre>a b</pre>"),
        (
            "<p>A<a href=\"#x\">1</a></p><p id=\"x\">B</p><p id=\"y\">C</p>",
            "<p>A<a href=\"#y\">1</a></p><p id=\"x\">B</p><p id=\"y\">C</p>",
        ),
    ];
    for (before, after) in other {
        assert_ne!(
            story(before, &[]).substance(),
            story(after, &[]).substance(),
            "{before} {after}"
        );
    }
    let media = |url| story("", &[url]).substance();
    assert_eq!(media("https://a.example/1.jpg?s=1"), media("http://cdn.example/1.jpg?s=2"));
    assert_ne!(media("https://a.example/1.jpg"), media("https://a.example/2.jpg"));
}

proptest! {
    /// No word is ever taken for a spelling.
    #[test]
    fn every_other_word_is_a_change(before in "[a-z<>&\" ]{0,40}", after in "[a-z<>&\" ]{0,40}") {
        let of = |text: &str| {
            let plain = text.replace('&', "&amp;").replace('<', "&lt;");
            story(&format!("<p>{plain}</p>"), &[])
        };
        let (one, other) = (of(&before), of(&after));
        let words = |story: &Article| {
            story.content.split_whitespace().collect::<Vec<_>>().join(" ").replace(" <", "<").replace("> ", ">")
        };
        prop_assert_eq!(one.substance() == other.substance(), words(&one) == words(&other));
    }
}

#[test]
fn a_feeds_date_never_goes_back() {
    let newsroom =
        Newsroom::new(&format!("[publish]\nitems = 2\nwindow = \"1s\"\narchive_items = 0\n{DESK}"));
    let write = |name: &str, sections: &str, date: &str, updated: &str| {
        let text = article(name, sections, date, "Text.");
        let text = text.replacen("date =", &format!("updated = {updated}\ndate ="), 1);
        newsroom.write(&format!("articles/{name}.md"), &text);
    };
    let feed_date = |feed: &str| {
        let atom = newsroom.read(&format!("feeds/{feed}.atom"));
        atom.split("<updated>").nth(1).unwrap()[..20].to_owned()
    };
    write("a", "\"world\"", "2026-01-02T10:00:00Z", "2026-02-05T10:00:00Z");
    newsroom.ended(&["run"], 0);
    let first = [feed_date("world"), feed_date("front-page")];
    assert_eq!(first[0], "2026-02-05T10:00:00Z");
    // Newer ones take its place: what it was corrected at is not in the feed any more.
    write("b", "\"world\"", "2026-01-03T10:00:00Z", "2026-01-03T10:00:00Z");
    write("c", "\"world\"", "2026-01-04T10:00:00Z", "2026-01-04T10:00:00Z");
    newsroom.ended(&["run"], 0);
    assert!(!newsroom.read("feeds/world.atom").contains("<title>a</title>"));
    assert_eq!(feed_date("world"), first[0]);
    // All of them go to another section.
    for name in ["a", "b", "c"] {
        write(name, "\"sports\"", "2026-01-02T10:00:00Z", "2026-01-02T10:00:00Z");
    }
    newsroom.ended(&["run"], 0);
    assert!(!newsroom.read("feeds/world.atom").contains("<entry>"));
    assert!(feed_date("world") >= first[0] && feed_date("front-page") >= first[1]);
}
