//! Promise: `try` shows what would come out of something, and keeps nothing.
//! - one line of JSON for each file, with every field of every item, and beside
//!   it the item as it was read, even where it is refused;
//! - a file that is nothing has an error and no item;
//! - it needs no configuration, and with one the configured sections apply.

use crate::program::{DESK, Newsroom, article};
use serde_json::Value;

const FEED: &str = "<rss version='2.0'><channel><title>Up</title><link>https://up.example/</link>\
    <item><title>A &amp; B</title><link>https://up.example/a</link><guid>https://up.example/a</guid>\
    <pubDate>Mon, 05 Jan 2026 10:00:00 +0500</pubDate><category>Cricket</category>\
    <description>&lt;p&gt;Hello &lt;script&gt;x&lt;/script&gt;&lt;b&gt;there&lt;/b&gt;&lt;/p&gt;</description>\
    <enclosure url='https://up.example/a.mp3' type='audio/mpeg' length='12'/></item>\
    <item></item></channel></rss>";

const FIELDS: [&str; 12] = [
    "title",
    "url",
    "id",
    "published",
    "updated",
    "authors",
    "summary",
    "content",
    "sections",
    "tags",
    "media",
    "language",
];

fn lines(newsroom: &Newsroom, words: &[&str]) -> Vec<Value> {
    let output = newsroom.run(words);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn one_line_a_file_with_every_field() {
    let newsroom = Newsroom::new(DESK);
    std::fs::remove_file(newsroom.path("config.toml")).unwrap();
    newsroom.write("up.rss", FEED);
    newsroom.write("note.md", &article("Note", "\"world\"", "2026-01-05T10:00:00Z", "*Text.*"));
    newsroom.write("bad.xml", "this is no feed");
    let told = lines(&newsroom, &["try", "--json", "up.rss", "note.md", "bad.xml", "gone.xml"]);
    assert_eq!(told.len(), 4);

    let item = &told[0]["items"][0];
    for field in FIELDS {
        assert!(item.get(field).is_some(), "{field} is missing in {item}");
    }
    assert_eq!(item["title"], "A & B");
    assert_eq!(item["url"], "https://up.example/a");
    assert_eq!(item["published"], "2026-01-05T05:00:00Z");
    assert_eq!(item["content"], "<p>Hello <b>there</b></p>");
    assert_eq!(item["tags"], serde_json::json!(["Cricket"]));
    assert_eq!(item["media"][0]["length"], 12);
    assert_eq!(told[0]["rejections"].as_array().unwrap().len(), 1);
    assert_eq!(item["read"]["title"]["text"], "A & B");
    assert_eq!(item["read"]["content"], Value::Null);
    assert_eq!(item["applied"], serde_json::json!([]));
    assert_eq!(told[0]["rejections"][0]["read"], Value::Null);
    assert!(told[0]["rejections"][0]["reason"].as_str().unwrap().len() > 10);

    assert_eq!(told[1]["items"][0]["content"], "<p><em>Text.</em></p>");
    assert_eq!(told[1]["items"][0]["sections"], serde_json::json!(["world"]));
    for nothing in [&told[2], &told[3]] {
        assert_eq!(nothing["items"], serde_json::json!([]));
        assert!(nothing["error"].as_str().unwrap().contains(nothing["file"].as_str().unwrap()));
    }
    assert!(!newsroom.path("pressroom.sqlite").exists() && !newsroom.path("feeds").exists());
}

#[test]
fn with_a_configuration_its_sections_apply() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/a.md", &article("A", "\"world\"", "2026-01-05T10:00:00Z", "Text."));
    newsroom.write("articles/b.md", &article("B", "\"wrold\"", "2026-01-05T10:00:00Z", "Text."));
    for target in ["desk", "articles/b.md"] {
        let told = &lines(&newsroom, &["try", "--json", target])[0];
        let reason = told["rejections"][0]["reason"].as_str().unwrap();
        assert!(reason.contains("wrold"), "{reason}");
    }
    assert!(newsroom.ended(&["try", "desk"], 0).contains("1 items, 1 rejected"));
    assert!(!newsroom.path("pressroom.sqlite").exists());
}

#[test]
fn what_was_saved_this_moment_is_shown_once_it_is_whole() {
    let newsroom = Newsroom::new(DESK);
    let text = article("Note", "\"world\"", "2026-01-05T10:00:00Z", "Text.");
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    let mut file = std::fs::File::create(newsroom.path("articles/note.md")).unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    drop(file);
    let told = lines(&newsroom, &["try", "--json", "desk"]);
    assert_eq!(told[0]["items"][0]["read"]["title"]["text"], "Note", "{told:?}");
}
