//! Promise: a section's whole history can be read, and what is in its archive stays
//! as it is (RFC 5005 §4).
//! - A reader that follows `prev-archive` from the feed to the end has every live
//!   article, in the state that it has now, and none twice in one document; in Atom and
//!   in RSS, whatever came, late, corrected, taken back, in whatever order.
//! - A page that was published once never has other bytes: over restarts, corrections,
//!   withdrawals, another configuration, and after `feeds/` was deleted or damaged.
//! - An article whose time has not come is in no page and in no feed.
//! - A late arrival goes to the page that is open then; a corrected one is in the feed
//!   again, and in a later page.
//! - `purge` takes an article out of pages and store, and touches no other byte.
//! - What retention removed leaves the archive as whole pages, from the oldest on.

#![expect(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::archive::{Archive, FORMATS, PageName};
use pressroom::article::ArticleId;
use pressroom::clock::Clock;
use pressroom::feed_document::Format;
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::{Pipeline, purging};
use pressroom::section::Slug;
use proptest::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

const FEEDS: &str = "https://test.example/feeds/";

/// A newsroom that is pushed to; four articles fill a page.
struct Desk {
    folder: tempfile::TempDir,
    clock: Clock,
    pipeline: Option<Pipeline>,
    title: &'static str,
    keep: &'static str,
}

impl Desk {
    fn new() -> Self {
        let mut desk = Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Clock::fixed("2026-03-01T12:00:00Z".parse().unwrap()),
            pipeline: None,
            title: "The Test",
            keep: "",
        };
        desk.restart();
        desk
    }

    fn restart(&mut self) {
        self.pipeline = None;
        let text = format!(
            "[site]\ntitle = \"{}\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n\
             [publish]\nitems = 8\narchive_items = 4\nwindow = \"10m\"\ncollapse_below = 0.0\n\
             [store]\n{}\n[duplicates]\nenabled = false\n[[section]]\ntitle = \"World\"\n\
             [[section]]\ntitle = \"Sports\"\n\
             [[source]]\nname = \"unused\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
             [source.feed]\nurl = \"https://unused.example/\"\n",
            self.title, self.keep
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

    fn pipeline(&self) -> &Pipeline {
        self.pipeline.as_ref().unwrap()
    }

    fn publish_all(&self) {
        while self.pipeline().publish_all(true).unwrap().unfinished {}
    }

    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn later(&self, minutes: i64) {
        self.clock.set(self.now() + TimeDelta::minutes(minutes));
    }

    /// Pushes an article to `world`, and publishes what that changes.
    fn push(&self, name: &str, text: &str, published: DateTime<Utc>) {
        let item = json!({
            "title": format!("Title of {name}"),
            "content_html": format!("<p>{text}</p>"),
            "date_published": published.to_rfc3339(),
            "url": format!("https://test.example/articles/{name}"),
            "sections": ["world"],
        });
        let (_, sections) =
            self.pipeline().push(item.to_string().as_bytes(), Some(name), &[], &|_| true).unwrap();
        self.pipeline().publish(&sections).unwrap();
    }

    fn withdraw(&self, name: &str) {
        let sections = self.pipeline().withdraw(name, Some("Not so."), &[], &|_| true).unwrap();
        self.pipeline().publish(&sections).unwrap();
    }

    fn id(&self, name: &str) -> ArticleId {
        self.pipeline().find(name).unwrap().unwrap().article.id
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join("feeds").join(file)
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    fn archive(&self) -> Arc<Archive> {
        Arc::clone(self.pipeline().edition().load().archive())
    }

    fn newest_page(&self) -> u32 {
        self.archive().newest(&world()).unwrap_or_default()
    }

    /// The bytes of every file of every page that is there.
    fn pages(&self) -> BTreeMap<String, Vec<u8>> {
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
    fn history(&self, format: Format) -> BTreeMap<String, String> {
        let mut known: BTreeMap<String, (DateTime<Utc>, String)> = BTreeMap::new();
        let mut gone: BTreeMap<String, DateTime<Utc>> = BTreeMap::new();
        let mut next = Some(format!("{FEEDS}world.{}", format.extension()));
        let mut visited = BTreeSet::new();
        while let Some(address) = next {
            assert!(visited.insert(address.clone()), "{address} comes twice");
            let document = self.read(address.strip_prefix(FEEDS).unwrap());
            let seen = if format == Format::Atom { atom(&document) } else { rss(&document) };
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
    fn live(&self) -> BTreeMap<String, String> {
        let now = self.now();
        let articles = self
            .pipeline()
            .ask(|store| store.newest(&world(), now, 10_000, std::time::Duration::ZERO))
            .unwrap();
        let text = |content: &str| content.trim().to_owned();
        articles.into_iter().map(|it| (it.id.to_string(), text(it.content.as_str()))).collect()
    }

    fn assert_complete(&self) {
        for format in FORMATS {
            assert_eq!(self.history(format), self.live(), "{format:?}");
        }
    }
}

fn world() -> Slug {
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

/// Ten articles, one an hour.
fn ten(desk: &Desk) {
    for number in 0..10 {
        desk.later(60);
        desk.push(&format!("a{number}"), &format!("Text of {number}."), desk.now());
    }
}

#[test]
fn full_pages_are_linked_from_the_feed_to_the_end() {
    let desk = Desk::new();
    ten(&desk);
    assert_eq!(desk.newest_page(), 2);
    desk.publish_all();
    let feed = desk.read("world.atom");
    assert!(
        feed.contains(
            r#"href="https://test.example/feeds/archive/world-2.atom" rel="prev-archive""#
        ),
        "{feed}"
    );
    assert!(!feed.contains("history/1.0"), "declared where it is not used");
    let page = desk.read("archive/world-2.atom");
    for (rel, file) in [
        ("self", "archive/world-2.atom"),
        ("current", "world.atom"),
        ("prev-archive", "archive/world-1.atom"),
        ("next-archive", "archive/world-3.atom"),
    ] {
        assert!(page.contains(&format!("href=\"{FEEDS}{file}\" rel=\"{rel}\"")), "{rel}: {page}");
    }
    assert!(page.contains("<fh:archive"), "{page}");
    assert!(!desk.read("archive/world-1.atom").contains("prev-archive"));
    let rss = desk.read("archive/world-2.rss");
    assert!(rss.contains("<fh:archive") && rss.contains("rel=\"current\""), "{rss}");
    assert!(!rss.contains("<ttl>"), "{rss}");
    desk.assert_complete();
}

#[test]
fn a_page_keeps_its_bytes_whatever_happens() {
    let mut desk = Desk::new();
    ten(&desk);
    let before = desk.pages();
    assert_eq!(before.len(), 2 * 2 * 3, "two pages, two formats, three files");
    desk.later(5);
    desk.push("a1", "Text of 1, corrected.", desk.now());
    desk.withdraw("a2");
    desk.title = "Another Title";
    desk.restart();
    assert_eq!(desk.pages(), before, "after a correction, a withdrawal and a new title");
    desk.pipeline = None;
    std::fs::remove_dir_all(desk.folder.path().join("feeds")).unwrap();
    desk.restart();
    assert_eq!(desk.pages(), before, "after the folder was deleted");
    desk.pipeline = None;
    std::fs::remove_file(desk.path("archive/world-1.atom.br")).unwrap();
    let page = std::fs::File::options().write(true).open(desk.path("archive/world-2.rss")).unwrap();
    page.set_len(100).unwrap();
    desk.restart();
    assert_eq!(desk.pages(), before, "after files were lost and cut off");
    desk.assert_complete();
}

#[test]
fn the_folder_may_be_lost_while_it_runs() {
    let desk = Desk::new();
    ten(&desk);
    let before = desk.pages();
    std::fs::remove_dir_all(desk.folder.path().join("feeds")).unwrap();
    desk.later(5);
    desk.push("more", "More.", desk.now());
    desk.publish_all();
    assert_eq!(desk.pages(), before);
}

#[test]
fn a_late_arrival_is_in_the_feed_and_then_in_the_page_that_is_open() {
    let desk = Desk::new();
    ten(&desk);
    let before = desk.pages();
    let old = desk.now() - TimeDelta::days(30);
    desk.push("late", "It comes late.", old);
    assert!(desk.read("world.atom").contains("It comes late."), "in the feed at once");
    assert_eq!(desk.pages(), before);
    for number in 10..14 {
        desk.later(60);
        desk.push(&format!("a{number}"), "Later text.", desk.now());
    }
    assert!(desk.read("archive/world-3.atom").contains("It comes late."));
    desk.publish_all();
    assert!(!desk.read("world.atom").contains("It comes late."));
    desk.assert_complete();
}

#[test]
fn a_correction_of_what_is_sealed_reaches_readers_in_the_feed_and_in_a_later_page() {
    let desk = Desk::new();
    ten(&desk);
    desk.later(60);
    desk.push("a0", "Corrected text.", desk.now());
    assert!(desk.read("world.atom").contains("Corrected text."));
    desk.assert_complete();
    for number in 10..16 {
        desk.later(60);
        desk.push(&format!("a{number}"), "Later text.", desk.now());
    }
    desk.publish_all();
    assert!(!desk.read("world.atom").contains("Corrected text."));
    assert!(desk.read("archive/world-1.atom").contains("Text of 0."), "sealed is sealed");
    assert!(desk.read("archive/world-3.atom").contains("Corrected text."));
    desk.assert_complete();
}

#[test]
fn what_is_not_to_be_seen_yet_is_in_no_page() {
    let mut desk = Desk::new();
    for number in 0..9 {
        desk.later(60);
        desk.push(&format!("a{number}"), "Text.", desk.now());
        desk.push(&format!("secret{number}"), "zanzibar", desk.now() + TimeDelta::days(2));
        let all: Vec<u8> = desk.pages().into_values().flatten().collect();
        assert!(!String::from_utf8_lossy(&all).contains("zanzibar"));
        assert!(!desk.read("world.rss").contains("zanzibar"));
    }
    desk.assert_complete();
    desk.clock.set(desk.now() + TimeDelta::days(3));
    desk.restart();
    desk.assert_complete();
    assert!(desk.newest_page() >= 3);
}

#[test]
fn purging_takes_an_article_out_of_pages_and_store_and_touches_nothing_else() {
    let desk = Desk::new();
    ten(&desk);
    desk.push("a1", "Secretly harmful words.", desk.now());
    for number in 10..16 {
        desk.later(60);
        desk.push(&format!("a{number}"), "Later text.", desk.now());
    }
    let (id, before, archive) = (desk.id("a1"), desk.pages(), desk.archive());
    let now = desk.now();
    let purged = desk.pipeline().ask(|store| Ok(purging::purge(store, &id, "By order.", now)));
    assert_eq!(purged.unwrap().unwrap(), Some(4), "two pages in two formats");
    desk.publish_all();
    for format in FORMATS {
        let file = format!("world-1.{}", format.extension());
        let (old, new) = (text_of(&before, &file), text_of(&desk.pages(), &file));
        assert!(old.contains("Text of 1.") && !new.contains("Text of 1."));
        let (head, tail) = (shared(&old, &new), shared_end(&old, &new));
        assert!(head + tail >= new.len(), "all that is left is as it was");
        let name = PageName { feed: world(), number: 1, format };
        assert_ne!(desk.archive().stamp(&name), archive.stamp(&name), "its validators move");
        let other = PageName { number: 2, ..name };
        assert_eq!(desk.archive().stamp(&other), archive.stamp(&other));
    }
    let everything: Vec<u8> = desk.pages().into_values().flatten().collect();
    assert!(!String::from_utf8_lossy(&everything).contains("Secretly harmful"));
    assert!(desk.read("world.atom").contains("By order."), "the notice stands in the feed");
    for file in ["pressroom.sqlite", "pressroom.sqlite-wal"] {
        let bytes = std::fs::read(desk.folder.path().join(file)).unwrap_or_default();
        let there = bytes.windows(16).any(|window| window == b"Secretly harmful");
        assert!(!there, "{file} still holds the words");
    }
    let again = desk.pipeline().ask(|store| Ok(purging::purge(store, &id, "By order.", now)));
    assert_eq!(again.unwrap().unwrap(), Some(0));
    let never = ArticleId::made_from("never");
    let none = desk.pipeline().ask(|store| Ok(purging::purge(store, &never, "x", now)));
    assert_eq!(none.unwrap().unwrap(), None);
}

fn text_of(pages: &BTreeMap<String, Vec<u8>>, file: &str) -> String {
    String::from_utf8(pages[file].clone()).unwrap()
}

/// How many bytes two texts have in common at the start.
fn shared(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// How many bytes two texts have in common at the end.
fn shared_end(a: &str, b: &str) -> usize {
    a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count()
}

#[test]
fn what_retention_removed_leaves_as_whole_pages_but_never_the_newest() {
    let mut desk = Desk::new();
    desk.keep = "keep = \"1d\"";
    desk.restart();
    ten(&desk);
    let (second, newest) = (desk.read("archive/world-2.atom"), desk.newest_page());
    desk.later(18 * 60 + 30);
    assert!(desk.pipeline().retain().unwrap() > 0);
    desk.publish_all();
    assert!(!desk.path("archive/world-1.atom").exists());
    assert!(!desk.path("archive/world-1.rss.gz").exists());
    assert_eq!(desk.read("archive/world-2.atom"), second);
    desk.later(72 * 60);
    desk.pipeline().retain().unwrap();
    desk.publish_all();
    assert_eq!(desk.newest_page(), newest, "no number is given twice");
    desk.push("new", "New text.", desk.now());
    assert_eq!(desk.read("archive/world-2.atom"), second);
}

#[test]
fn a_section_that_is_no_more_takes_its_pages_along_and_brings_them_back() {
    let mut desk = Desk::new();
    ten(&desk);
    let stranger = desk.path("archive/somebody-else.txt");
    #[expect(clippy::disallowed_methods, reason = "a stranger's file")]
    std::fs::write(&stranger, "mine").unwrap();
    let before = desk.pages();
    desk.pipeline = None;
    let file = desk.folder.path().join("config.toml");
    let text = "[site]\ntitle = \"T\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n\
        [[section]]\ntitle = \"Sports\"\n[[source]]\nname = \"unused\"\nschedule = \"@yearly\"\n\
        sections = [\"sports\"]\n[source.feed]\nurl = \"https://unused.example/\"\n";
    let settings =
        pressroom::config::from_text(text, &file, &pressroom::config::Environment::default());
    let settings = Arc::new(settings.unwrap_or_else(|problems| panic!("{problems}")));
    let pipeline =
        Pipeline::open(settings, desk.clock.clone(), Health::new(), Metrics::new()).unwrap();
    pipeline.publish_all(true).unwrap();
    drop(pipeline);
    assert_eq!(desk.pages().into_keys().collect::<Vec<_>>(), ["somebody-else.txt"]);
    desk.restart();
    assert_eq!(desk.pages(), before);
}

/// What may happen in a newsroom.
#[derive(Clone, Debug)]
enum Event {
    New,
    Late(i64),
    Embargoed(i64),
    Corrected(usize),
    TakenBack(usize),
    Restart,
    FolderLost,
    Wait(i64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => Just(Event::New),
        2 => (1..5000_i64).prop_map(Event::Late),
        1 => (1..300_i64).prop_map(Event::Embargoed),
        2 => any::<usize>().prop_map(Event::Corrected),
        1 => any::<usize>().prop_map(Event::TakenBack),
        1 => Just(Event::Restart),
        1 => Just(Event::FolderLost),
        3 => (1..200_i64).prop_map(Event::Wait),
    ]
}

fn happen(desk: &mut Desk, event: &Event, count: &mut usize) {
    let name = |number: usize| format!("n{number}");
    // One step of the clock for each: an `updated` is told in whole seconds.
    desk.later(1);
    let (now, pick) = (desk.now(), |any: &usize| any % (*count).max(1));
    match event {
        Event::New | Event::Late(_) | Event::Embargoed(_) => {
            let minutes = match event {
                Event::Late(minutes) => -minutes,
                Event::Embargoed(minutes) => *minutes,
                _ => 0,
            };
            desk.push(&name(*count), "First.", now + TimeDelta::minutes(minutes));
            *count += 1;
        }
        Event::Corrected(any) if *count > 0 => {
            let number = pick(any);
            let kept = desk.pipeline().find(&name(number)).unwrap().unwrap();
            desk.push(&name(number), &format!("Corrected at {now}."), kept.article.published);
        }
        Event::TakenBack(any) if *count > 0 => desk.withdraw(&name(pick(any))),
        Event::Corrected(_) | Event::TakenBack(_) => {}
        Event::Restart => desk.restart(),
        Event::FolderLost => {
            desk.pipeline = None;
            std::fs::remove_dir_all(desk.folder.path().join("feeds")).unwrap();
            desk.restart();
        }
        Event::Wait(minutes) => {
            desk.later(*minutes);
            desk.publish_all();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]
    #[test]
    fn the_history_is_complete_and_pages_are_for_ever(events in prop::collection::vec(event(), 1..40)) {
        let mut desk = Desk::new();
        let mut count = 0;
        let mut pages = BTreeMap::new();
        for event in &events {
            happen(&mut desk, event, &mut count);
            for format in FORMATS {
                prop_assert_eq!(desk.history(format), desk.live(), "{:?}", format);
            }
            let now = desk.pages();
            for (file, bytes) in &pages {
                prop_assert_eq!(now.get(file), Some(bytes), "{} is another one now", file);
            }
            pages = now;
        }
    }
}
