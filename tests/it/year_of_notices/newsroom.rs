//! The program under test: two agencies' feeds, and the door for pushes. It knows no story.

use super::{Item, story};
use chrono::{DateTime, Utc};
use pressroom::clock::Clock;
use pressroom::config::{Environment, from_text};
use pressroom::desk::Permit;
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::{PassEnd, Pipeline};
use pressroom::section::Slug;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

pub(super) struct Newsroom {
    folder: tempfile::TempDir,
    pub(super) clock: Clock,
    pipeline: Arc<Pipeline>,
    runtime: tokio::runtime::Runtime,
}

fn config() -> String {
    let mut text = "[site]\ntitle = \"The Notices\"\nurl = \"https://notices.example/\"\n\
        founded = 2025-01-01\n[publish]\nitems = 40\n"
        .to_owned();
    for section in story::SECTIONS {
        write!(text, "[[section]]\ntitle = \"{section}\"\nslug = \"{section}\"\n").unwrap();
    }
    for agency in 0..2 {
        write!(
            text,
            "[[source]]\nname = \"agency-{agency}\"\nschedule = \"@yearly\"\n\
             feed.file = \"{agency}.xml\"\n"
        )
        .unwrap();
        for section in story::SECTIONS {
            write!(
                text,
                "[[source.rule]]\nsections = [\"{section}\"]\ncategory = [\"{section}\"]\n"
            )
            .unwrap();
        }
    }
    text
}

impl Newsroom {
    pub(super) fn new() -> Self {
        // In memory where the system has such a place: waiting for the disk would be most of
        // the year.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        let path = folder.path().join("config.toml");
        let settings = from_text(&config(), &path, &Environment::default());
        let settings = Arc::new(settings.unwrap_or_else(|problems| panic!("{problems}")));
        let clock = Clock::fixed(DateTime::<Utc>::UNIX_EPOCH);
        let pipeline = Pipeline::open(settings, clock.clone(), Health::new(), Metrics::new());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { folder, clock, pipeline: Arc::new(pipeline.unwrap()), runtime }
    }

    /// One pass over an agency's feed, which lists these.
    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    pub(super) fn gather(&self, agency: usize, items: &[Item]) {
        let items = items.iter().map(|Item { key, title, html, date, section }| {
            format!(
                "<item><guid>{key}</guid><link>{key}</link><title>{title}</title>\
                 <pubDate>{}</pubDate><category>{section}</category>\
                 <description><![CDATA[{html}]]></description></item>",
                date.to_rfc2822()
            )
        });
        let feed = format!(
            "<rss version=\"2.0\"><channel><title>Agency</title>\
             <link>https://agency-{agency}.example/</link>{}</channel></rss>",
            items.collect::<String>()
        );
        std::fs::write(self.folder.path().join(format!("{agency}.xml")), feed).unwrap();
        let source = &self.pipeline.settings().sources[agency];
        let report = self.runtime.block_on(self.pipeline.gatherer.gather(source));
        assert!(matches!(report.end, PassEnd::Done { .. }), "{report:?}");
    }

    /// Gives the sections in which something changed.
    pub(super) fn push(&self, items: &[Item]) -> BTreeSet<Slug> {
        if items.is_empty() {
            return BTreeSet::new();
        }
        let items: Vec<Value> = items
            .iter()
            .map(|Item { key, title, html, date, section }| {
                json!({
                    "id": key, "url": key, "title": title, "content_html": html,
                    "date_published": date.to_rfc3339(), "sections": [section],
                })
            })
            .collect();
        let body = json!({"version": "https://jsonfeed.org/version/1.1", "items": items});
        let desk = Permit::of_the_desk();
        let pushed = self.pipeline.desk.push(body.to_string().as_bytes(), None, &desk);
        pushed.unwrap_or_else(|refusal| panic!("{refusal}")).1
    }

    pub(super) fn publish(&self) {
        let published = self.pipeline.publish_all(true).unwrap();
        assert_eq!(published.held_back, [""; 0]);
    }

    /// A section's feed as its readers get it.
    pub(super) fn feed(&self, section: &str) -> Value {
        let edition = self.pipeline.edition().load_full();
        let document = edition.get(&format!("/feeds/{section}.json")).unwrap();
        serde_json::from_slice(&document.identity).unwrap()
    }
}
