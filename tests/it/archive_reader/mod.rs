//! A newsroom that is pushed to and has archives, and a reader that follows them from
//! the feed to the end. What is complete is judged by the tests.

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::archive::{Archive, FORMATS};
use pressroom::article::ArticleId;
use pressroom::clock::Clock;
use pressroom::desk::{Change, Permit};
use pressroom::feed_document::Format;
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::Pipeline;
use pressroom::section::Slug;

use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

pub(crate) const FEEDS: &str = "https://test.example/feeds/";

/// A newsroom that is pushed to; four articles fill a page.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clock: Clock,
    pub(crate) pipeline: Option<Pipeline>,
    pub(crate) title: &'static str,
    pub(crate) keep: &'static str,
    /// More of `[publish]`.
    pub(crate) publish: &'static str,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let mut desk = Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Clock::fixed("2026-03-01T12:00:00Z".parse().unwrap()),
            pipeline: None,
            title: "The Test",
            keep: "",
            publish: "",
        };
        desk.restart();
        desk
    }

    pub(crate) fn restart(&mut self) {
        self.pipeline = None;
        let text = format!(
            "[site]\ntitle = \"{}\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n\
             [publish]\nitems = 4\narchive_items = 4\nwindow = \"10m\"\ncollapse_below = 0.0\n{}\n\
             [store]\n{}\n[duplicates]\nenabled = false\n[[section]]\ntitle = \"World\"\n\
             [[section]]\ntitle = \"Sports\"\n\
             [[source]]\nname = \"unused\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
             [source.feed]\nurl = \"https://unused.example/\"\n",
            self.title, self.publish, self.keep
        );
        let file = self.folder.path().join("config.toml");
        let settings =
            pressroom::config::from_text(&text, &file, &pressroom::config::Environment::default())
                .unwrap_or_else(|problems| panic!("{problems}"));
        let (health, metrics) = (Health::new(), Metrics::new());
        let opened = Pipeline::open(Arc::new(settings), self.clock.clone(), health, metrics);
        self.pipeline = Some(opened.unwrap());
        self.publish_all();
    }

    pub(crate) fn pipeline(&self) -> &Pipeline {
        self.pipeline.as_ref().unwrap()
    }

    pub(crate) fn publish_all(&self) {
        while self.pipeline().publish_all(true).unwrap().unfinished {}
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn later(&self, minutes: i64) {
        self.clock.set(self.now() + TimeDelta::minutes(minutes));
    }

    /// Pushes an article to `world`, and publishes what that changes.
    pub(crate) fn push(&self, name: &str, text: &str, published: DateTime<Utc>) {
        self.push_with(name, text, published, &json!({}));
    }

    /// As [`Desk::push`], with more said of it.
    pub(crate) fn push_with(
        &self,
        name: &str,
        text: &str,
        published: DateTime<Utc>,
        more: &serde_json::Value,
    ) {
        let mut item = json!({
            "title": format!("Title of {name}"),
            "content_html": format!("<p>{text}</p>"),
            "date_published": published.to_rfc3339(),
            "url": format!("https://test.example/articles/{name}"),
            "sections": ["world"],
        });
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let desk = Permit::of_the_desk();
        let (_, sections) =
            self.pipeline().desk.push(item.to_string().as_bytes(), Some(name), &desk).unwrap();
        self.pipeline().printer.publish(&sections).unwrap();
    }

    pub(crate) fn withdraw(&self, name: &str) {
        self.edit(name, Change::Retract(Some("Not so.".to_owned())));
    }

    /// What the desk does by its own word.
    pub(crate) fn edit(&self, name: &str, change: Change) {
        let (_, sections) =
            self.pipeline().desk.change(name, &change, &Permit::of_the_desk()).unwrap();
        self.pipeline().printer.publish(&sections).unwrap();
    }

    pub(crate) fn id(&self, name: &str) -> ArticleId {
        self.pipeline().desk.find(name).unwrap().unwrap().article.id
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join("feeds").join(file)
    }

    pub(crate) fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub(crate) fn archive(&self) -> Arc<Archive> {
        Arc::clone(self.pipeline().edition().load().archive())
    }

    pub(crate) fn newest_page(&self) -> u32 {
        self.archive().newest(&world()).unwrap_or_default()
    }

    /// The bytes of every file of every page that is there.
    pub(crate) fn pages(&self) -> BTreeMap<String, Vec<u8>> {
        let Ok(folder) = std::fs::read_dir(self.path("archive")) else { return BTreeMap::new() };
        let files = folder.map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        });
        files.collect()
    }

    /// What a reader knows that comes for the first time, follows the archive to its
    /// end and believes the newest of what it finds (RFC 5005 §4, RFC 6721).
    pub(crate) fn history(&self, format: Format) -> BTreeMap<String, String> {
        let mut known: BTreeMap<String, (DateTime<Utc>, String)> = BTreeMap::new();
        let mut gone: BTreeMap<String, DateTime<Utc>> = BTreeMap::new();
        let mut next = Some(format!("{FEEDS}world.{}", format.extension()));
        let mut visited = BTreeSet::new();
        while let Some(address) = next {
            assert!(visited.insert(address.clone()), "{address} comes twice");
            let document = self.read(address.strip_prefix(FEEDS).unwrap());
            let seen = match format {
                Format::Atom => atom(&document),
                Format::Rss => rss(&document),
                Format::Json => json(&document),
            };
            gone.extend(seen.gone);
            for (id, updated, text) in seen.entries {
                let newer = known.get(&id).is_none_or(|(before, _)| *before < updated);
                if newer {
                    known.insert(id, (updated, text));
                }
            }
            next = seen.previous;
        }
        known.retain(|id, (updated, _)| gone.get(id).is_none_or(|when| *when < *updated));
        known.into_iter().map(|(id, (_, text))| (id, text)).collect()
    }

    /// The live articles of `world`, out of the store.
    pub(crate) fn live(&self) -> BTreeMap<String, String> {
        let now = self.now();
        let articles = self
            .pipeline()
            .ask(|store| store.newest(&world(), now, 10_000, std::time::Duration::ZERO))
            .unwrap();
        let text = |content: &str| content.trim().to_owned();
        articles.into_iter().map(|it| (it.id.to_string(), text(it.content.as_str()))).collect()
    }

    pub(crate) fn assert_complete(&self) {
        for format in FORMATS {
            assert_eq!(self.history(format), self.live(), "{format:?}");
        }
    }

    /// As [`Desk::assert_complete`], of which articles there are alone: a note of a
    /// correction is no part of an article's text in the store.
    pub(crate) fn assert_without_notes(&self) {
        let live: Vec<_> = self.live().into_keys().collect();
        for format in FORMATS {
            assert_eq!(self.history(format).into_keys().collect::<Vec<_>>(), live, "{format:?}");
        }
    }
}

pub(crate) fn world() -> Slug {
    "world".parse().unwrap()
}

/// One document as a reader takes it.
struct Seen {
    entries: Vec<(String, DateTime<Utc>, String)>,
    gone: BTreeMap<String, DateTime<Utc>>,
    previous: Option<String>,
}

fn atom(document: &str) -> Seen {
    let feed = atom_syndication::Feed::read_from(document.as_bytes()).unwrap();
    let entries: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| {
            let content = entry.content.as_ref().and_then(|content| content.value.clone());
            (entry.id.clone(), entry.updated.to_utc(), content.unwrap_or_default().trim().into())
        })
        .collect();
    let ids: BTreeSet<_> = entries.iter().map(|(id, ..)| id).collect();
    assert_eq!(ids.len(), entries.len(), "an id twice in one document");
    let tombstones = feed.extensions.get("at").and_then(|at| at.get("deleted-entry"));
    let gone = tombstones
        .into_iter()
        .flatten()
        .map(|one| (one.attrs["ref"].clone(), one.attrs["when"].parse::<DateTime<Utc>>().unwrap()));
    let link = feed.links.iter().find(|link| link.rel == "prev-archive");
    Seen { entries, gone: gone.collect(), previous: link.map(|link| link.href.clone()) }
}

/// JSON Feed has no archives, but a next part.
fn json(document: &str) -> Seen {
    let feed: serde_json::Value = serde_json::from_str(document).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let date = |value: &serde_json::Value| text(value).parse::<DateTime<Utc>>().unwrap();
    let items = feed["items"].as_array().unwrap().iter();
    let entries = items.map(|item| {
        let content = item["content_html"].as_str().unwrap_or_default().trim().to_owned();
        (text(&item["id"]), date(&item["date_modified"]), content)
    });
    let notices = feed["_pressroom"]["withdrawn"].as_array().into_iter().flatten();
    let gone = notices.map(|one| (text(&one["id"]), date(&one["date_withdrawn"])));
    let previous = feed["next_url"].as_str().map(str::to_owned);
    Seen { entries: entries.collect(), gone: gone.collect(), previous }
}

/// RSS has no `updated` and no tombstone: the one that is read first counts.
fn rss(document: &str) -> Seen {
    let channel = rss::Channel::read_from(document.as_bytes()).unwrap();
    let mut gone = BTreeMap::new();
    let mut entries = Vec::new();
    for item in &channel.items {
        let id = item.guid.as_ref().unwrap().value.clone();
        if item.extensions.get("dcterms").is_some_and(|terms| terms.contains_key("valid")) {
            gone.insert(id, DateTime::<Utc>::MAX_UTC);
        } else {
            let text = item.content.clone().unwrap_or_default().trim().to_owned();
            entries.push((id, DateTime::<Utc>::MIN_UTC, text));
        }
    }
    let links = channel.extensions.get("atom").and_then(|atom| atom.get("link"));
    let previous = links.into_iter().flatten().find(|link| link.attrs["rel"] == "prev-archive");
    Seen { entries, gone, previous: previous.map(|link| link.attrs["href"].clone()) }
}
