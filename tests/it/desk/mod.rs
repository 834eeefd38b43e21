//! A newsroom in a temporary folder, under a clock that stands still: articles are
//! pushed and published without a socket. It asserts nothing itself.
#![allow(dead_code, reason = "each test file uses its own part of this")]

use chrono::{DateTime, Utc};
use pressroom::clock::Clock;
use pressroom::config::{self, Environment, Settings};
use pressroom::desk::{Change, Permit};
use pressroom::edition::Edition;
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::Pipeline;
use pressroom::section::Slug;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What time it is at first.
pub(crate) const NOON: &str = "2026-11-23T12:00:00Z";

/// The top of every configuration: three sections and a folder that nothing is in.
const TOP: &str = r#"[site]
title = "The Test"
url = "https://test.example/"
founded = 2026-01-01
language = "en-GB"
[server]
listen = "127.0.0.1:0"
admin = "127.0.0.1:0"
[[section]]
title = "World"
[[section]]
title = "World News"
[[section]]
title = "Sports"
[[source]]
name = "desk"
schedule = "@yearly"
sections = ["world"]
[source.folder]
path = "articles"
"#;

pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clock: Clock,
    pub(crate) pipeline: Arc<Pipeline>,
}

/// The settings of the usual newsroom with more written below.
pub(crate) fn settings(folder: &std::path::Path, more: &str) -> Settings {
    std::fs::create_dir_all(folder.join("articles")).unwrap();
    let path = folder.join("config.toml");
    write(&path, &format!("{TOP}{more}"));
    config::load(&path, &Environment::default()).unwrap_or_else(|problems| panic!("{problems}"))
}

#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn write(path: &std::path::Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

impl Desk {
    /// The usual newsroom, with more said of its site.
    pub(crate) fn with_site(more: &str) -> Self {
        let desk = Self::with("");
        let path = desk.folder.path().join("config.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        write(&path, &text.replacen("[server]", &format!("{more}[server]"), 1));
        let settings = config::load(&path, &Environment::default()).unwrap();
        let pipeline = desk.pipeline.under(Arc::new(settings)).unwrap();
        Self { pipeline: Arc::new(pipeline), ..desk }
    }

    /// The usual newsroom, with more written below.
    pub(crate) fn with(more: &str) -> Self {
        let clock = Clock::fixed(NOON.parse::<DateTime<Utc>>().unwrap());
        Self::open(tempfile::tempdir().unwrap(), clock, more)
    }

    /// The same newsroom after a restart.
    pub(crate) fn restarted(self, more: &str) -> Self {
        let Self { folder, clock, pipeline } = self;
        drop(pipeline);
        Self::open(folder, clock, more)
    }

    fn open(folder: tempfile::TempDir, clock: Clock, more: &str) -> Self {
        let settings = Arc::new(settings(folder.path(), more));
        let pipeline = Pipeline::open(settings, clock.clone(), Health::new(), Metrics::new());
        Self { folder, clock, pipeline: Arc::new(pipeline.unwrap()) }
    }

    /// Pushes one item, with a title of its id and a plain text unless it has others;
    /// gives the sections in which something changed.
    pub(crate) fn push(&self, item: Value) -> BTreeSet<Slug> {
        let title = format!("Story {}", item["id"].as_str().unwrap());
        let text = format!("<p>This is what happened in {title}.</p>");
        let mut whole = json!({"title": title, "content_html": text, "sections": ["world"],
            "date_published": "2026-11-23T10:00:00Z"});
        whole.as_object_mut().unwrap().extend(item.as_object().unwrap().clone());
        let bytes = serde_json::to_vec(&whole).unwrap();
        self.pipeline.desk.push(&bytes, None, &Permit::of_the_desk()).unwrap().1
    }

    /// Pushes one item and publishes what changed by it.
    pub(crate) fn publish(&self, item: Value) -> usize {
        self.print(&self.push(item))
    }

    /// Publishes what changed in these sections; gives how many documents that were.
    pub(crate) fn print(&self, sections: &BTreeSet<Slug>) -> usize {
        let printing = self.pipeline.printer.publish(sections).unwrap();
        assert_eq!(printing.held_back, Vec::<String>::new());
        printing.changed
    }

    pub(crate) fn withdraw(&self, id: &str) -> BTreeSet<Slug> {
        let change = Change::Retract(Some("It was not so.".to_owned()));
        self.pipeline.desk.change(id, &change, &Permit::of_the_desk()).unwrap().1
    }

    pub(crate) fn edition(&self) -> Arc<Edition> {
        self.pipeline.edition().load_full()
    }

    /// What is published under a path.
    pub(crate) fn text(&self, path: &str) -> String {
        let edition = self.edition();
        let document = edition.get(path).unwrap_or_else(|| panic!("{path} is not published"));
        String::from_utf8(document.identity.to_vec()).unwrap()
    }

    /// The titles in a published feed.
    pub(crate) fn titles(&self, feed: &str) -> Vec<String> {
        titles(&self.text(&format!("/feeds/{feed}.json")))
    }
}

/// The titles in a JSON Feed.
pub(crate) fn titles(feed: &str) -> Vec<String> {
    let feed: Value = serde_json::from_str(feed).unwrap();
    let items = feed["items"].as_array().unwrap();
    items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}
