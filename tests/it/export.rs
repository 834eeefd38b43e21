//! Promise: articles leave the newsroom, and come back as the same ones.
//! - As a JSON Feed that `import` takes, and as a folder of Markdown that a source reads:
//!   under either each has the id, the date and the text that it had.
//! - All of them, or those of a section or of some days; nothing that is not out yet.
//! - Nothing is written over.

use crate::program::{DESK, Newsroom, article};
use serde_json::Value;
use std::collections::BTreeMap;

const NAMES: [(&str, &str, &str); 4] = [
    ("rain", "\"world\"", "2026-03-01T08:00:00Z"),
    ("goal", "\"sports\"", "2026-03-02T08:00:00Z"),
    ("both", "\"world\", \"sports\"", "2026-03-03T08:00:00Z"),
    ("later", "\"world\"", "2199-01-01T08:00:00Z"),
];

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    for (name, sections, date) in NAMES {
        let text = format!(
            "It was *{name}*, in two lines.\n\n```\ncode & <more>\n\nafter an empty line\n```\n\n- one\n- two\n"
        );
        let title = format!("A day of {name} — “quoted”");
        newsroom.write(&format!("articles/{name}.md"), &article(&title, sections, date, &text));
    }
    newsroom.ended(&["run"], 0);
    newsroom
}

/// Title, date and text of the articles of a feed by their ids.
fn articles(newsroom: &Newsroom, feed: &str) -> BTreeMap<String, [Value; 3]> {
    let feed = newsroom.json(&format!("feeds/{feed}.json"));
    let items = feed["items"].as_array().unwrap().iter();
    let said =
        |item: &Value| ["title", "date_published", "content_html"].map(|it| item[it].clone());
    items.map(|item| (item["id"].as_str().unwrap().to_owned(), said(item))).collect()
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
            continue;
        }
        std::fs::copy(entry.path(), &target).unwrap();
        let file = std::fs::File::options().write(true).open(&target).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    }
}

#[test]
fn a_json_feed_comes_back() {
    let newsroom = newsroom();
    assert!(newsroom.ended(&["export", "all.json"], 0).contains("3 articles"));
    let other = Newsroom::new(DESK);
    other.write("articles/.keep", "");
    std::fs::copy(newsroom.path("all.json"), other.path("all.json")).unwrap();
    other.ended(&["import", "all.json", "--source", "archive"], 0);
    other.ended(&["run"], 0);
    for feed in ["world", "sports", "front-page"] {
        let before = articles(&newsroom, feed);
        assert!(!before.is_empty());
        assert_eq!(articles(&other, feed), before, "{feed}");
    }
    let said = newsroom.ended(&["export", "all.json"], 1);
    assert!(said.contains("all.json is there already"), "{said}");
}

#[test]
fn a_folder_of_markdown_comes_back() {
    let newsroom = newsroom();
    newsroom.ended(&["export", "--format", "markdown", "out"], 0);
    let other = Newsroom::new(DESK);
    copy(&newsroom.path("out"), &other.path("articles"));
    other.ended(&["run"], 0);
    for feed in ["world", "sports", "front-page"] {
        assert_eq!(articles(&other, feed), articles(&newsroom, feed), "{feed}");
    }
    let said = newsroom.ended(&["export", "--format", "markdown", "out"], 1);
    assert!(said.contains("has files in it"), "{said}");
}

#[test]
fn a_part_is_what_was_asked_for() {
    let newsroom = newsroom();
    let count = |words: &[&str]| {
        let words: Vec<&str> = [&["export", "part.json", "--json"], words].concat();
        let told = newsroom.told(&words);
        std::fs::remove_file(newsroom.path("part.json")).unwrap();
        told["articles"].as_u64().unwrap()
    };
    assert_eq!(count(&["--section", "sports"]), 2);
    assert_eq!(count(&["--since", "2026-03-02"]), 2);
    assert_eq!(count(&["--until", "2026-03-02"]), 1);
    assert_eq!(count(&["--since", "2026-03-02", "--until", "2026-03-03", "--section", "world"]), 0);
    assert!(newsroom.ended(&["export", "x.json", "--section", "wrold"], 1).contains("world"));
    assert!(newsroom.ended(&["export", "x.json", "--since", "yesterday"], 1).contains("--since"));
}
