//! What becomes of a raw item:
//! - its identity depends on its name alone
//! - a title that people can read, whatever was given in its place
//! - dates: never lost, never changed in the future, embargoes kept
//! - authors, tags, summary and media clean and without repeats
//! - sections by source, by itself and by rules; without one, a reason that says
//!   what to do
//! - any item at all becomes an article that keeps every promise of `Article`,
//!   or a rejection with a reason

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::Article;
use pressroom::config::settings::{Judging, Rule};
use pressroom::fingerprint::Fingerprint;
use pressroom::normalise::{JudgeContext, Judged, judge};
use pressroom::placement::SectionNames;
use pressroom::raw_item::{RawAuthor, RawItem, RawMedia, RawOrigin, RawText, Rejection};
use pressroom::section::Slug;
use pressroom::source_memory::SourceName;
use pressroom::text::xml_text::is_xml_char;
use pressroom::text::{Embeds, PublicMail};
use proptest::prelude::*;

fn slug(name: &str) -> Slug {
    name.parse().unwrap()
}

fn source() -> Judging {
    Judging {
        sections: vec![slug("world")],
        base_url: Some("https://wire.example/".parse().unwrap()),
        ..Judging::of_everything(SourceName::new("wire"), 0)
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-02T12:00:00Z".parse().unwrap()
}

fn bring(item: RawItem, source: &Judging) -> Result<Article, Rejection> {
    judged(item, source).map(|judged| judged.article)
}

fn judged(item: RawItem, source: &Judging) -> Result<Judged, Rejection> {
    let sections: SectionNames = ["world", "sports", "top-story"].into_iter().map(slug).collect();
    let embeds = Embeds::default();
    judge(
        item,
        &JudgeContext {
            judging: source,
            sections: Some(&sections),
            embeds: &embeds,
            public_mail: &PublicMail::default(),
            now: now(),
            came: now(),
        },
    )
}

fn article(item: RawItem) -> Article {
    bring(item, &source()).unwrap()
}

fn plain(text: &str) -> Option<RawText> {
    Some(RawText::Plain(text.to_owned()))
}

fn html(text: &str) -> Option<RawText> {
    Some(RawText::Html(text.to_owned()))
}

fn item() -> RawItem {
    RawItem { key: "k".to_owned(), title: plain("Title"), ..RawItem::default() }
}

#[test]
fn who_made_the_lead_picture_is_read_from_its_caption() {
    for (caption, wanted) in [
        ("Quay at dawn © Ann Lee / Reuters", Some("Ann Lee / Reuters")),
        ("<span>Boats in the bay.</span> <small>Foto: dpa</small>", Some("dpa")),
        ("The mayor at work <cite>AFP/Getty</cite>", Some("AFP/Getty")),
        ("The crane that fell. Image credit: Bob Hope", Some("Bob Hope")),
        ("The crane that fell (Photo by Bob Hope)", Some("Bob Hope")),
        ("Last <small>Photograph: Murdo Roe/The Courier</small>", Some("Murdo Roe/The Courier")),
        ("La grue. Crédit photo : Léa Petit", Some("Léa Petit")),
        ("The picture: a boy with a dog on the quay.", None),
        ("A photo by the door of the hall.", None),
        ("The crane <small>Click to enlarge it</small>", None),
        ("The crane that fell", None),
    ] {
        let content = format!(
            "<p>Text.</p><figure><img src='/b.jpg'><figcaption>Foto: Other</figcaption></figure>\
             <figure><img src='/a.jpg'><figcaption>{caption}</figcaption></figure>"
        );
        let media =
            RawMedia { url: "https://wire.example/a.jpg".to_owned(), ..RawMedia::default() };
        let item = RawItem {
            title: Some(RawText::Plain("Quay".to_owned())),
            content: Some(RawText::Html(content)),
            media: vec![media.clone()],
            ..RawItem::default()
        };
        let of = |item: RawItem| {
            let article = article(item);
            article.media[0].credit.as_ref().map(ToString::to_string)
        };
        assert_eq!(of(item.clone()).as_deref(), wanted, "{caption}");
        let given = RawMedia { credit: Some("Given".to_owned()), ..media };
        assert_eq!(of(RawItem { media: vec![given], ..item }).as_deref(), Some("Given"));
    }
}

#[test]
fn identity_is_the_name_alone() {
    let one = article(item());
    let changed = RawItem { title: plain("Other"), url: Some("/x".to_owned()), ..item() };
    assert_eq!(article(changed).id, one.id);
    let elsewhere = Judging { name: SourceName::new("other"), ..source() };
    assert_ne!(bring(item(), &elsewhere).unwrap().id, one.id);
    let global = RawItem { key: "tag:x.example,2026:1".to_owned(), key_is_global: true, ..item() };
    assert_eq!(bring(global.clone(), &elsewhere).unwrap().id, article(global).id);
    assert_eq!(one.id.as_str(), "urn:uuid:89ac37d2-daee-574d-9f2d-fa30066355b8");
}

#[test]
fn titles_are_what_people_should_read() {
    let table = [
        (plain("  Two\n lines "), "Two lines"),
        (plain("AT&T < Verizon"), "AT&T < Verizon"),
        (plain("Tom &amp; Jerry"), "Tom & Jerry"),
        (html("Tom &amp;amp; Jerry&amp;#8217;s"), "Tom & Jerry’s"),
        (html("A <b>bold</b> <i>claim</i><script>x</script>"), "A bold claim<script>x</script>"),
        (html("&lt;b&gt;Bold&lt;/b&gt; claim"), "Bold claim"),
        (html("How to use &lt;table&gt;"), "How to use <table>"),
        (plain("bell\u{7} \u{202E}turned\u{FFFE}"), "bell turned"),
        (plain("🏏 Pakistan جیت گیا"), "🏏 Pakistan جیت گیا"),
    ];
    for (title, expected) in table {
        assert_eq!(
            article(RawItem { title: title.clone(), ..item() }).title.as_str(),
            expected,
            "{title:?}"
        );
    }
}

#[test]
fn without_a_title_there_is_still_one() {
    let none = || RawItem { title: html(" <br> "), ..item() };
    let text = format!("<p>{}</p>", "word ".repeat(40));
    let made = article(RawItem { content: html(&text), ..none() }).title;
    assert!(made.chars().count() <= 80 && made.ends_with("word…"), "{made}");
    assert_eq!(
        article(RawItem { summary: plain("Only a summary."), ..none() }).title.as_str(),
        "Only a summary."
    );
    assert_eq!(
        article(RawItem { url: Some("/a".to_owned()), ..none() }).title.as_str(),
        "https://wire.example/a"
    );
    let picture = RawMedia {
        url: "/a.jpg".to_owned(),
        description: Some("A cat".to_owned()),
        ..RawMedia::default()
    };
    assert_eq!(article(RawItem { media: vec![picture], ..none() }).title.as_str(), "A cat");
    let bare = RawItem { content: html("<img src=\"/a.jpg\">"), ..none() };
    assert!(bring(bare, &source()).is_err(), "the address of a picture is no headline");
    let refused = bring(none(), &source()).unwrap_err();
    assert!(refused.reason.contains("give it a title"), "{}", refused.reason);
}

#[test]
fn dates_are_kept_and_bounded() {
    let at = |hours: i64| Some(now() + TimeDelta::hours(hours));
    let table = [
        (None, None, 0, 0),
        (at(-5), None, -5, -5),
        (at(-5), at(-2), -5, -2),
        (at(-5), at(-9), -5, -5),
        (at(-5), at(3), -5, 0),
        (None, at(-2), -2, -2),
        (at(7), None, 7, 7),
        (at(7), at(2), 7, 7),
        (at(7), at(9), 7, 7),
    ];
    for (published, updated, wants_published, wants_updated) in table {
        let got = article(RawItem { published, updated, ..item() });
        assert_eq!(Some(got.published), at(wants_published), "{published:?} {updated:?}");
        assert_eq!(Some(got.updated), at(wants_updated), "{published:?} {updated:?}");
    }
    let odd = RawItem { unreadable_date: Some("yesterday".to_owned()), ..item() };
    assert_eq!(article(odd.clone()).published, now());
    let told = |odd: RawItem| judged(odd, &source()).unwrap().warnings;
    assert_eq!(
        told(odd.clone()),
        ["its date \"yesterday\" cannot be read: it is dated when it first came"]
    );
    let changed = RawItem { updated: at(-2), ..odd.clone() };
    assert_eq!(
        told(changed),
        ["its date \"yesterday\" cannot be read: the date of its last change stands for it"]
    );
    assert_eq!(told(RawItem { published: at(-2), ..odd }), Vec::<String>::new());
}

#[test]
fn people_and_tags_are_clean() {
    let author = |name: &str| RawAuthor {
        name: name.to_owned(),
        url: Some("me".to_owned()),
        email: Some("x@y.example".to_owned()),
        ..RawAuthor::default()
    };
    let addresses = "By ann.lee@wire.example and bo@desk.example";
    let names = ["By A. Khan", "a. khan", "", "first.last@wire.example", "B &amp; C", "<b>D</b>,"];
    let names: Vec<&str> = names.into_iter().chain([addresses]).collect();
    let tags = ["Cricket", "cricket ", "", "PSL &amp; more"].map(str::to_owned).to_vec();
    let got = article(RawItem { authors: names.into_iter().map(author).collect(), tags, ..item() });
    let names: Vec<&str> = got.authors.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["A. Khan", "first last", "B & C", "D", "ann lee and bo"]);
    assert_eq!(got.authors[0].url.as_ref().unwrap().as_str(), "https://wire.example/me");
    assert!(!serde_json::to_string(&got).unwrap().contains('@'));
    assert_eq!(
        got.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(),
        ["Cricket", "PSL & more"]
    );
}

#[test]
fn summaries_are_given_or_made() {
    let given = article(RawItem {
        summary: html("<p>One &amp; two.</p>"),
        content: html("<p>Text.</p>"),
        ..item()
    });
    assert_eq!(given.summary.as_str(), "One & two.");
    let sentence = "Here is one sentence of some length about the matter. ";
    let content = format!("<h2>Head</h2><p>{}</p>", sentence.repeat(30));
    let made = article(RawItem { content: html(&content), ..item() }).summary;
    assert!((300..=600).contains(&made.chars().count()) && made.ends_with("matter."), "{made}");
    assert!(!made.contains("Head"));
    let whole = article(RawItem { summary: plain(&sentence.repeat(30)), ..item() }).summary;
    assert!(whole.chars().count() <= 600);
}

#[test]
fn media_are_typed_and_the_picture_leads() {
    let media = |url: &str, kind: Option<&str>| RawMedia {
        url: url.to_owned(),
        media_type: kind.map(str::to_owned),
        ..RawMedia::default()
    };
    let given = vec![
        media("/a.mp3", Some("audio/mpeg")),
        media("/a.jpg", None),
        media("/a.jpg", Some("image/jpeg")),
        media("b", Some("image")),
        media("c.JPG", Some("image/jpg")),
        media("d.png", Some("not a type")),
        media("ftp://x.example/a.jpg", None),
        media("page.html", None),
        media("what", None),
    ];
    let got = article(RawItem { media: given, ..item() }).media;
    let got: Vec<(&str, &str)> =
        got.iter().map(|one| (one.url.as_str(), one.media_type.as_str())).collect();
    assert_eq!(
        got,
        [
            ("https://wire.example/a.jpg", "image/jpeg"),
            ("https://wire.example/b", "image/jpeg"),
            ("https://wire.example/c.JPG", "image/jpeg"),
            ("https://wire.example/d.png", "image/png"),
            ("https://wire.example/a.mp3", "audio/mpeg"),
        ]
    );
    let content = "<p>x</p><img src=\"javascript:x\"><img src=\"/lead.webp\" alt=\"Lead\" width=\"800\" height=\"450\">";
    let lead = &article(RawItem { content: html(content), ..item() }).media[0];
    assert_eq!(
        (lead.url.as_str(), lead.media_type.as_str()),
        ("https://wire.example/lead.webp", "image/webp")
    );
    assert_eq!((lead.size, lead.description.as_deref()), (Some((800, 450)), Some("Lead")));
}

#[test]
fn what_stands_in_for_a_picture_never_leads() {
    let picture = |url: &str| RawMedia {
        url: url.to_owned(),
        media_type: Some("image".to_owned()),
        ..RawMedia::default()
    };
    for stand_in in [
        "https://1.gravatar.com/avatar/0a1b?s=96&d=identicon",
        "https://secure.gravatar.com/avatar/0a1b",
        "https://wire.example/img/spacer.gif",
        "https://wire.example/img/1x1.png",
        "https://wire.example/Pixel.GIF",
    ] {
        let real = "https://wire.example/ferry.jpg";
        let media = vec![picture(stand_in), picture(real)];
        let found = article(RawItem { media, ..item() }).media;
        let urls: Vec<&str> = found.iter().map(|media| media.url.as_str()).collect();
        assert_eq!(urls, [real], "{stand_in}");
        let text = format!("<p>Text <img src='{stand_in}'> and</p><p><img src='{real}'></p>");
        let found = article(RawItem { content: html(&text), ..item() }).media;
        assert_eq!(found[0].url.as_str(), real, "{stand_in}");
    }
    let dot = RawMedia { width: Some(1), height: Some(1), ..picture("https://wire.example/c.jpg") };
    assert!(article(RawItem { media: vec![dot], ..item() }).media.is_empty());
}

#[test]
fn signs_that_were_lost_are_told() {
    let told = |title: &str, text: &str| {
        let item = RawItem { title: plain(title), content: plain(text), ..item() };
        judged(item, &source()).unwrap().warnings.join(" ")
    };
    assert!(
        told("Caf\u{FFFD} closed", "Caf\u{FFFD} and caf\u{FFFD}.")
            .contains("1 in its title, 2 in its text")
    );
    assert!(told("Closed", "The caf\u{FFFD} is.").contains("1 in its text"));
    assert_eq!(told("Café closed", "The café is."), "");
}

#[test]
fn plain_text_becomes_paragraphs() {
    let got = article(RawItem { content: plain("a < b & c\nd\n\n\ne"), ..item() }).content;
    assert_eq!(got.as_str(), "<p>a &lt; b &amp; c<br>d</p><p>e</p>");
}

#[test]
fn origin_needs_a_name() {
    let origin = |title: Option<&str>, site: Option<&str>| RawOrigin {
        title: title.map(str::to_owned),
        feed: None,
        site: site.map(str::to_owned),
        rights: None,
    };
    let of = |origin| {
        article(RawItem { origin: Some(origin), ..item() })
            .origin
            .map(|origin| origin.title.to_string())
    };
    assert_eq!(of(origin(Some("A &amp; B"), None)).as_deref(), Some("A & B"));
    assert_eq!(of(origin(Some(" "), Some("https://a.example/"))).as_deref(), Some("a.example"));
    assert_eq!(of(origin(None, None)), None);
}

#[test]
fn sections_come_from_everywhere() {
    let rule = |category: &[&str], address: &[&str], title: &[&str]| {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        Rule {
            sections: vec![slug("sports")],
            category: words(category),
            address: words(address),
            title: words(title),
        }
    };
    let table = [
        (rule(&["CRICKET"], &[], &[]), true),
        (rule(&["Cric"], &[], &[]), false),
        (rule(&[], &["/SPORT/"], &[]), true),
        (rule(&[], &[], &["istanbul"]), true),
        (rule(&[], &[], &["istan"]), false),
        (rule(&[], &[], &["beats ISTANBUL"]), true),
        (rule(&[], &[], &["karachi", "straße"]), true),
        (rule(&["cricket"], &["/nowhere/"], &[]), false),
        (rule(&["cricket", "hockey"], &["/sport/"], &["beats"]), true),
        (rule(&[], &[], &[]), false),
        (rule(&[], &[], &[" "]), false),
    ];
    for (rule, matches) in table {
        let source = Judging { sections: Vec::new(), rules: vec![rule.clone()], ..source() };
        let item = RawItem {
            title: plain("Karachi beats Istanbul: Straße!"),
            url: Some("https://wire.example/Sport/1".to_owned()),
            tags: vec!["Cricket".to_owned()],
            ..item()
        };
        assert_eq!(bring(item, &source).is_ok(), matches, "{rule:?}");
    }
    let own = RawItem { sections: vec![slug("top-story"), slug("unknown")], ..item() };
    assert_eq!(
        article(own.clone()).sections.into_iter().collect::<Vec<_>>(),
        [slug("top-story"), slug("world")]
    );
    let bare = Judging { sections: Vec::new(), ..source() };
    let refused =
        bring(RawItem { sections: vec![slug("unknown")], ..own.clone() }, &bare).unwrap_err();
    assert!(
        refused.reason.contains("\"unknown\"")
            && refused.reason.contains("sports, top-story, world"),
        "{}",
        refused.reason
    );
    let refused = bring(item(), &bare).unwrap_err();
    assert!(
        refused.reason.contains("no section") && refused.reason.contains("rule"),
        "{}",
        refused.reason
    );
    assert_eq!(refused.title.as_deref(), Some("Title"));
}

fn any_text() -> impl Strategy<Value = Option<RawText>> {
    prop_oneof![
        Just(None),
        "(\\PC|[\u{0}-\u{1f}]|<p>|</p>|<b>|<img src=a>|&amp;|&lt;|\n){0,40}"
            .prop_map(|text| Some(RawText::Html(text))),
        "(\\PC|[\u{0}-\u{1f}]|\n){0,40}".prop_map(|text| Some(RawText::Plain(text))),
    ]
}

fn any_date() -> impl Strategy<Value = Option<DateTime<Utc>>> {
    proptest::option::of(
        (-3_000_000_000_000i64..250_000_000_000_000)
            .prop_filter_map("a date", DateTime::from_timestamp_millis),
    )
}

proptest! {
    #[test]
    fn any_item_becomes_a_sound_article_or_a_reason(
        (title, summary, content) in (any_text(), any_text(), any_text()),
        (published, updated) in (any_date(), any_date()),
        (url, media, name, tag) in (proptest::option::of("\\PC{0,20}"), "\\PC{0,20}", "\\PC{0,20}", "\\PC{0,20}"),
    ) {
        let item = RawItem {
            key: "k".to_owned(),
            arrived: Some(Fingerprint::of(b"x")),
            title, summary, content, published, updated, url,
            media: vec![RawMedia { url: media, media_type: Some("image/png".to_owned()), ..RawMedia::default() }],
            authors: vec![RawAuthor { name, ..RawAuthor::default() }],
            tags: vec![tag],
            ..RawItem::default()
        };
        match bring(item.clone(), &source()) {
            Ok(article) => {
                prop_assert!(!article.title.trim().is_empty());
                prop_assert!(!article.title.chars().any(|c| c.is_control()));
                prop_assert!(article.updated >= article.published);
                prop_assert!(article.published > now() || article.updated <= now());
                prop_assert!(!article.summary.contains('\n'));
                prop_assert!(article.content.chars().all(is_xml_char));
                prop_assert!(article.authors.iter().all(|one| !one.name.trim().is_empty()));
                prop_assert!(!article.sections.is_empty());
                prop_assert_eq!(article, bring(item, &source()).unwrap());
            }
            Err(rejection) => prop_assert!(!rejection.reason.is_empty()),
        }
    }
}
