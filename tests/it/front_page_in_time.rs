//! The front page keeps time by itself, from the store to the served documents:
//! - a pin counts from its article's page or id, though the article is in no feed any
//!   more, and ends at its instant; so does the window of breaking news;
//! - the press is told of that instant, and a printing before it changes nothing;
//! - breaking news is on the front page though the section's feed is full of newer
//!   articles, and a pinned article that is taken back is not;
//! - it is chosen from the newest of a section, however few of them the section's feed holds;
//! - what tells the same story is linked in every format, and the gate lets it out.

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::clock::Clock;
use pressroom::config::{Environment, from_text};
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::{PassEnd, Pipeline};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

const CONFIG: &str = r#"
[site]
title = "The Test"
url = "https://test.example/"
founded = 2026-01-01
timezone = "Asia/Karachi"
[publish]
items = 3
window = "0s"
[duplicates]
enabled = false
[front_page]
items = 4
per_section = 2
alike = 0.6
[[front_page.pin]]
article = "http://www.test.example/old?utm_source=desk"
until = 2026-01-05T17:30:00
[[front_page.pin]]
article = "https://test.example/taken-back"
until = 2027-01-01T00:00:00Z
[front_page.breaking]
tags = ["breaking"]
window = "4h"
[[section]]
title = "World"
[[section]]
title = "Sports"
[[source]]
name = "desk"
schedule = "@yearly"
[source.folder]
path = "articles"
"#;

/// Noon in UTC, five in the afternoon in Karachi.
const NOON: &str = "2026-01-05T12:00:00Z";

struct Desk {
    folder: tempfile::TempDir,
    clock: Clock,
    pipeline: Arc<Pipeline>,
}

impl Desk {
    fn new() -> Self {
        Self::of(CONFIG)
    }

    fn of(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("articles")).unwrap();
        let path = folder.path().join("config.toml");
        let settings = from_text(config, &path, &Environment::default());
        let settings = settings.unwrap_or_else(|problems| panic!("{problems}"));
        let clock = Clock::fixed(NOON.parse().unwrap());
        let (health, metrics) = (Health::new(), Metrics::new());
        let pipeline = Pipeline::open(Arc::new(settings), clock.clone(), health, metrics);
        Self { folder, clock, pipeline: Arc::new(pipeline.unwrap()) }
    }

    /// An article with a page of its name, published so many minutes before noon.
    fn write(&self, name: &str, minutes: i64, head: &str, text: &str) {
        let noon: DateTime<Utc> = NOON.parse().unwrap();
        let date = (noon - TimeDelta::minutes(minutes)).to_rfc3339();
        let text = format!(
            "+++\ntitle = \"{name}\"\ndate = {date}\nurl = \"https://test.example/{name}\"\n{head}\n+++\n{text}\n"
        );
        let path = self.folder.path().join("articles").join(format!("{name}.md"));
        write(&path, &text);
    }

    /// One pass over the folder, and what came of it published.
    async fn gather(&self) {
        let source = &self.pipeline.settings().sources[0];
        assert!(matches!(self.pipeline.gatherer.gather(source).await.end, PassEnd::Done { .. }));
        self.print();
    }

    fn print(&self) -> usize {
        let printing = self.pipeline.publish_all(true).unwrap();
        assert_eq!(printing.held_back, [""; 0]);
        printing.changed
    }

    fn at(&self, instant: &str) {
        self.clock.set(instant.parse().unwrap());
    }

    fn document(&self, path: &str) -> String {
        let edition = self.pipeline.edition().load_full();
        String::from_utf8(edition.get(path).unwrap().identity.to_vec()).unwrap()
    }

    fn titles(&self, feed: &str) -> Vec<String> {
        let feed: Value = serde_json::from_str(&self.document(feed)).unwrap();
        let items = feed["items"].as_array().unwrap();
        items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
    }

    fn front(&self) -> Vec<String> {
        self.titles("/feeds/front-page.json")
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    // It is whole: nobody has to wait whether more is written.
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
}

const WORLD: &str = "sections = [\"world\"]";

#[tokio::test]
async fn pins_and_breaking_news_end_at_their_instants() {
    let desk = Desk::new();
    desk.write("old", 9000, WORLD, "Of last week.");
    desk.write("taken-back", 8000, WORLD, "It was not so.");
    desk.write("quake", 200, "sections = [\"world\"]\ntags = [\"Breaking\"]", "It shook.");
    for (name, minutes) in [("a", 10), ("b", 20), ("c", 30), ("d", 40)] {
        desk.write(name, minutes, WORLD, "Something else.");
    }
    desk.gather().await;
    desk.write("taken-back", 8000, "sections = [\"world\"]\nwithdrawn = \"No.\"", "");
    desk.gather().await;

    assert_eq!(desk.titles("/feeds/world.json"), ["a", "b", "c"]);
    // The world has two by its quota: what was decided takes both.
    assert_eq!(desk.front(), ["old", "quake"]);
    let next = || desk.pipeline.printer.next_change().unwrap();
    assert_eq!(next(), Some("2026-01-05T12:30:00Z".parse().unwrap()), "in the newsroom's zone");

    desk.at("2026-01-05T12:29:59Z");
    assert_eq!((desk.print(), desk.front()), (0, vec!["old".to_owned(), "quake".to_owned()]));
    desk.at("2026-01-05T12:30:00Z");
    assert!(desk.print() > 0);
    assert_eq!(desk.front(), ["a", "quake"]);
    assert_eq!(next(), Some("2026-01-05T12:40:00Z".parse().unwrap()), "four hours of the quake");

    desk.at("2026-01-05T12:40:00Z");
    assert!(desk.print() > 0);
    assert_eq!(desk.front(), ["a", "b"]);
    desk.at("2026-01-09T00:00:00Z");
    assert_eq!((desk.print(), desk.front()), (0, vec!["a".to_owned(), "b".to_owned()]));
}

#[tokio::test]
async fn one_story_is_one_entry_with_links_in_every_format() {
    let desk = Desk::new();
    let story: String = (0..150).map(|place| format!("word{place} ")).collect();
    desk.write("first", 50, "sections = [\"sports\"]", &story);
    desk.write("second", 10, WORLD, &format!("{story}. And a little more."));
    desk.write("other", 20, WORLD, "Something else.");
    desk.gather().await;

    assert_eq!(desk.front(), ["second", "other"]);
    assert_eq!(desk.titles("/feeds/sports.json"), ["first"]);
    let json: Value = serde_json::from_str(&desk.document("/feeds/front-page.json")).unwrap();
    let also = &json["items"][0]["_pressroom"]["also"][0];
    assert_eq!(also["title"], "first");
    assert_eq!(also["url"], "https://test.example/first");
    let link = "<a href=\"https://test.example/first\">first</a>";
    assert!(json["items"][0]["content_html"].as_str().unwrap().contains(link));
    assert!(json["items"][1]["_pressroom"]["also"].is_null());
    let atom = desk.document("/feeds/front-page.atom");
    let related = "<link href=\"https://test.example/first\" rel=\"related\" title=\"first\"/>";
    assert_eq!(atom.matches(related).count(), 1, "{atom}");
    assert!(desk.document("/feeds/front-page.rss").contains("Also: <a href="));
    assert!(desk.document("/feeds/front-page.html").contains(link));
    assert!(!desk.document("/feeds/world.rss").contains("Also: "));
}

#[tokio::test]
async fn it_is_chosen_from_a_sections_articles_whatever_its_feed_holds() {
    let config = CONFIG
        .replace("items = 3\nwindow", "items = 2\nwindow")
        .replace("items = 4\nper_section = 2", "items = 6\nper_section = 5");
    let desk = Desk::of(&config);
    for number in 1..=8 {
        desk.write(&format!("w{number}"), 10 * number, WORLD, "Something else.");
    }
    desk.write("s1", 100, "sections = [\"sports\"]", "A match.");
    desk.gather().await;
    assert_eq!(desk.titles("/feeds/world.json"), ["w1", "w2"]);
    assert_eq!(desk.front(), ["w1", "w2", "w3", "w4", "w5", "s1"]);
    // What becomes of an article reaches the page, though its section's feed has it no more.
    desk.write("w4", 40, WORLD, "It was mended.");
    desk.write("w3", 30, "sections = [\"world\"]\nwithdrawn = \"No.\"", "");
    desk.gather().await;
    assert_eq!(desk.front(), ["w1", "w2", "w4", "w5", "w6", "s1"]);
    assert!(desk.document("/feeds/front-page.json").contains("It was mended."));
}
