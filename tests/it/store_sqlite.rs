//! What the SQLite file promises beyond the contract of all stores.
//!
//! - everything is there again after closing and opening
//! - a new file gets its folder; a file of a later release, of another program, or
//!   that is no database is refused, untouched, with its path in the message
//! - a store of an earlier release is brought up to date, with all its words
//! - while one process writes, another waits, then fails with a clear error
//! - a reader sees whole passes only, also while the writer works, and cannot write
//! - two processes may make one file at the same instant
//! - whatever passes bring in whatever order, no table holds a stray row

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId};
use pressroom::desk::{DeskRefusal, Door, KeptArticle, Name, Permit};
use pressroom::fingerprint::Fingerprint;
use pressroom::section::Slug;
use pressroom::selection::Selection;
use pressroom::source_memory::{Judgement, SourceMemory, SourceName};
use pressroom::store::{
    Arrival, Arrivals, Change, DESK, Edit, Listing, Push, PushedItem, PushedWord, Removal,
    Retention, SqliteStore, Store, StoreError, Terms,
};
use pressroom::text::{CleanHtml, XmlText};
use pressroom::web_address::WebAddress;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn minute(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap() + TimeDelta::minutes(minutes)
}

fn world() -> Slug {
    "world".parse().unwrap()
}

fn article(number: usize, title: &str) -> Article {
    Article {
        id: ArticleId::made_from(&number.to_string()),
        title: XmlText::new(title),
        url: Some(WebAddress::parse(&format!("https://news.example/{number}")).unwrap()),
        published: minute(0),
        updated: minute(0),
        authors: Vec::new(),
        summary: XmlText::default(),
        content: CleanHtml::kept(format!("<p>{title}</p>")),
        language: None,
        sections: [world()].into(),
        tags: Vec::new(),
        media: Vec::new(),
        origin: None,
        rights: None,
        corrections: Vec::new(),
        author_note: None,
        episode: None,
        home: Default::default(),
        id_in_address: Default::default(),
    }
}

fn pass(source: &str, at: i64, articles: impl IntoIterator<Item = (usize, Article)>) -> Arrivals {
    let items = articles.into_iter().map(|(key, article)| Arrival {
        key: key.to_string(),
        arrived: Fingerprint::of(article.title.as_bytes()),
        article,
        terms: Terms::default(),
        said: None,
        formerly: Vec::new(),
    });
    Arrivals {
        source: SourceName::new(source),
        rank: 0,
        began: minute(at),
        at: minute(at),
        items: items.collect(),
        taken_back: Vec::new(),
        present: None,
        listing: Listing::default(),
        refusals: Some(Vec::new()),
        memory: SourceMemory::default(),
        by: None,
    }
}

fn hundred(title: &str) -> Arrivals {
    pass("wire", 1, (0..100).map(|number| (number, article(number, title))))
}

fn newest(store: &mut SqliteStore) -> Vec<Article> {
    store.newest(&world(), minute(1_000), 1_000, Duration::ZERO).unwrap()
}

fn retract(store: &mut SqliteStore, id: &ArticleId, at: i64) {
    let change = Change::Retract(Some("why".to_owned()));
    store.edit(id, &Edit { change, by: DESK.to_owned(), at: minute(at) }).unwrap();
}

struct Place {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    Place { path: folder.path().join("data/deep/news.sqlite"), _folder: folder }
}

#[test]
fn everything_is_there_again() {
    let place = place();
    let mut store = SqliteStore::open(&place.path).unwrap();
    store.accept(&hundred("One")).unwrap();
    store.accept(&hundred("Two")).unwrap();
    retract(&mut store, &ArticleId::made_from("7"), 2);
    let (articles, record) = (newest(&mut store), store.source(&SourceName::new("wire")).unwrap());
    assert_eq!(articles.len(), 99);
    drop(store);
    let mut store = SqliteStore::open(&place.path).unwrap();
    assert_eq!(newest(&mut store), articles);
    assert_eq!(store.source(&SourceName::new("wire")).unwrap(), record);
    assert_eq!(store.revisions(&ArticleId::made_from("7")).unwrap().len(), 2);
    assert_eq!(store.withdrawn(&world(), minute(0)).unwrap().len(), 1);
}

#[test]
fn readers_are_never_locked_out_by_the_file_itself() {
    let place = place();
    drop(SqliteStore::open(&place.path).unwrap());
    let file = Connection::open(&place.path).unwrap();
    let mode: String = file.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn a_store_of_an_earlier_release_gets_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.sqlite");
    let file = Connection::open(&path).unwrap();
    for step in EARLIER {
        file.execute_batch(step).unwrap();
    }
    file.execute_batch(OLD_ARTICLE).unwrap();
    drop(file);
    let mut store = SqliteStore::open(&path).unwrap();
    let found = |store: &mut SqliteStore, query: &str| {
        let query = Some(query.parse().unwrap());
        let selection = Selection { query, ..Selection::default() };
        store.select(&selection, minute(1_000), 100, Duration::ZERO).unwrap()
    };
    assert_eq!(found(&mut store, "sindh -snow"), newest(&mut store));
    assert_eq!(newest(&mut store).len(), 1);
    assert_eq!(found(&mut store, "snow"), []);
}

/// The steps of the release before words were kept.
const EARLIER: [&str; 4] = [
    include_str!("../../src/store/sqlite/migrations/0001_articles.sql"),
    include_str!("../../src/store/sqlite/migrations/0002_due.sql"),
    include_str!("../../src/store/sqlite/migrations/0003_answers.sql"),
    include_str!("../../src/store/sqlite/migrations/0004_duplicates.sql"),
];

/// One article as that release kept it.
const OLD_ARTICLE: &str = r#"
PRAGMA application_id = 1886548851; PRAGMA user_version = 4;
INSERT INTO source (number, name, rank, memory, failures) VALUES (1, 'wire', 0, '{}', 0);
INSERT INTO section VALUES (1, 'world');
INSERT INTO text (number, head, content) VALUES (1, '{"title": "Flood"}', '<p>In <b>Sindh</b>.</p>');
INSERT INTO article (number, id, published, updated, sections, text, fingerprint, revision, revised, source)
  VALUES (1, 'urn:uuid:1', 1790000000000000, 1790000000000000, 'world', 1, x'00000000000000000000000000000000', 1, 1790000000000000, 1);
INSERT INTO placement VALUES (1, 1790000000000000, 'urn:uuid:1', 1);
"#;

#[test]
fn a_store_from_the_future_is_refused_untouched() {
    let place = place();
    drop(SqliteStore::open(&place.path).unwrap());
    let file = Connection::open(&place.path).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    drop(file);
    let before = std::fs::read(&place.path).unwrap();
    for opened in [SqliteStore::open(&place.path), SqliteStore::open_to_read(&place.path)] {
        let error = opened.unwrap_err();
        assert!(matches!(error, StoreError::FromTheFuture { found: 99, .. }), "{error}");
        assert!(error.to_string().contains(place.path.to_str().unwrap()), "{error}");
    }
    assert_eq!(std::fs::read(&place.path).unwrap(), before);
}

#[test]
fn another_programs_database_is_refused_untouched() {
    let place = place();
    std::fs::create_dir_all(place.path.parent().unwrap()).unwrap();
    let file = Connection::open(&place.path).unwrap();
    file.execute_batch("CREATE TABLE article (theirs TEXT)").unwrap();
    drop(file);
    let before = std::fs::read(&place.path).unwrap();
    for opened in [SqliteStore::open(&place.path), SqliteStore::open_to_read(&place.path)] {
        let error = opened.unwrap_err();
        assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    }
    assert_eq!(std::fs::read(&place.path).unwrap(), before);
}

#[test]
fn what_cannot_be_opened_is_named() {
    let place = place();
    let missing = SqliteStore::open_to_read(&place.path).unwrap_err().to_string();
    assert!(missing.contains(place.path.to_str().unwrap()), "{missing}");
    assert!(!place.path.exists(), "reading must not make the file");
    std::fs::create_dir_all(&place.path).unwrap();
    let folder = SqliteStore::open(&place.path).unwrap_err().to_string();
    assert!(folder.contains(place.path.to_str().unwrap()), "{folder}");
    let below = place.path.join("file");
    #[expect(clippy::disallowed_methods, reason = "a fixture that nobody reads half of")]
    std::fs::write(&below, "this is no database, it is a long line of text".repeat(100)).unwrap();
    let text = SqliteStore::open(&below).unwrap_err().to_string();
    assert!(text.contains(below.to_str().unwrap()) && text.contains("not a database"), "{text}");
    let under_a_file = SqliteStore::open(&below.join("x.sqlite")).unwrap_err().to_string();
    assert!(under_a_file.contains("x.sqlite"), "{under_a_file}");
}

#[test]
fn a_second_writer_waits_and_then_is_told() {
    let place = place();
    let mut store =
        SqliteStore::open_with_patience(&place.path, Duration::from_millis(30)).unwrap();
    let other = Connection::open(&place.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = store.accept(&hundred("One")).unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    assert!(error.to_string().contains("second pressroom"), "{error}");
    assert!(newest(&mut store).is_empty(), "reading goes on while another writes");
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(store.accept(&hundred("One")).unwrap().new, 100);
}

#[test]
fn two_writers_on_one_file_lose_nothing() {
    let place = place();
    let write = |source: &'static str, path: PathBuf| {
        std::thread::spawn(move || {
            // Both make the file, and then write by turns as the lock allows.
            let mut store = SqliteStore::open(&path).unwrap();
            for number in 0..50 {
                let key = if source == "wire" { number } else { number + 1_000 };
                let one = pass(source, 1, [(key, article(key, source))]);
                assert_eq!(store.accept(&one).unwrap().new, 1);
            }
        })
    };
    let writers = [write("wire", place.path.clone()), write("desk", place.path.clone())];
    for writer in writers {
        writer.join().unwrap();
    }
    let mut store = SqliteStore::open(&place.path).unwrap();
    assert_eq!(newest(&mut store).len(), 100);
    assert_sound(&place.path);
}

#[test]
fn many_may_make_one_file_at_once() {
    for _ in 0..10 {
        let place = place();
        let start = std::sync::Barrier::new(6);
        std::thread::scope(|scope| {
            for number in 0..6 {
                let (start, path) = (&start, &place.path);
                scope.spawn(move || {
                    start.wait();
                    // Six queue for one lock, on a disk that others use as well.
                    let patience = std::time::Duration::from_secs(60);
                    let mut store = SqliteStore::open_with_patience(path, patience).unwrap();
                    store.accept(&pass("wire", 1, [(number, article(number, "One"))])).unwrap();
                });
            }
        });
        assert_eq!(newest(&mut SqliteStore::open(&place.path).unwrap()).len(), 6);
    }
}

#[test]
fn a_reader_sees_whole_passes_and_cannot_write() {
    let place = place();
    let mut writer = SqliteStore::open(&place.path).unwrap();
    writer.accept(&hundred("0")).unwrap();
    let path = place.path.clone();
    let reading = std::thread::spawn(move || {
        let mut reader = SqliteStore::open_to_read(&path).unwrap();
        assert!(reader.accept(&hundred("never")).is_err());
        loop {
            let titles: BTreeSet<String> =
                newest(&mut reader).iter().map(|article| article.title.to_string()).collect();
            assert_eq!(titles.len(), 1, "half a pass was seen: {titles:?}");
            if titles.contains("30") {
                break;
            }
        }
    });
    for turn in 1..=30 {
        writer.accept(&hundred(&turn.to_string())).unwrap();
    }
    reading.join().unwrap();
}

/// One step of a store's life.
#[derive(Clone, Debug)]
enum Step {
    Accept { source: usize, rank: u32, items: Vec<(usize, usize, usize)>, whole: bool },
    Withdraw(usize),
    Restore(usize),
    Retain(Option<i64>, Option<usize>),
}

fn any_step() -> impl Strategy<Value = Step> {
    let items = proptest::collection::vec((0..5_usize, 0..5_usize, 0..6_usize), 0..5);
    prop_oneof![
        8 => (0..3_usize, 0..3_u32, items, any::<bool>())
            .prop_map(|(source, rank, items, whole)| Step::Accept { source, rank, items, whole }),
        2 => (0..5_usize).prop_map(Step::Withdraw),
        1 => (0..5_usize).prop_map(Step::Restore),
        1 => (proptest::option::of(-3..3_i64), proptest::option::of(0..4_usize))
            .prop_map(|(before, most)| Step::Retain(before, most)),
    ]
}

fn take(store: &mut SqliteStore, step: &Step, at: i64) {
    let id = |number: usize| ArticleId::made_from(&number.to_string());
    match step {
        Step::Accept { source, rank, items, whole } => {
            let items = items.iter().map(|&(key, number, form)| {
                let mut article = article(number, ["One", "Two", "Three"][form % 3]);
                article.published = minute(i64::try_from(number).unwrap() - 2);
                if form >= 3 {
                    article.sections.insert("sport".parse().unwrap());
                }
                (key, article)
            });
            let mut arrivals = pass(["wire", "desk", "club"][*source], at, items);
            arrivals.rank = *rank;
            let keys = arrivals.items.iter().map(|item| item.key.clone());
            arrivals.present = whole.then(|| keys.collect());
            let first = store.accept(&arrivals).unwrap();
            if !first.odd.is_empty() {
                // What has the words of what was taken back settles when what stood beside
                // it is gone.
                store.accept(&arrivals).unwrap();
            }
            let again = store.accept(&arrivals).unwrap();
            assert_eq!((again.new, again.changed, again.withdrawn), (0, 0, 0), "{step:?}");
        }
        Step::Withdraw(number) => {
            retract(store, &id(*number), at);
        }
        Step::Restore(number) => {
            let (by, at) = (DESK.to_owned(), minute(at));
            store.edit(&id(*number), &Edit { change: Change::Undo, by, at }).unwrap();
        }
        Step::Retain(before, most) => {
            let published_before = before.map(minute);
            store
                .retain(Retention {
                    published_before,
                    per_section: *most,
                    told_since: None,
                    keeps_pages: false,
                })
                .unwrap();
        }
    }
}

/// Each query lists rows that must not be.
const STRAY: [(&str, &str); 8] = [
    (
        "a text that nobody has",
        "SELECT number FROM text WHERE number NOT IN (SELECT text FROM article)
           AND number NOT IN (SELECT text FROM arrival WHERE text IS NOT NULL)",
    ),
    (
        "an article without its text",
        "SELECT number FROM article WHERE text NOT IN (SELECT number FROM text)",
    ),
    (
        "an arrival without its text",
        "SELECT key FROM arrival WHERE article IS NOT NULL
           AND (text IS NULL OR text NOT IN (SELECT number FROM text))",
    ),
    (
        "a live article that no source has",
        "SELECT number FROM article WHERE withdrawn IS NULL
           AND number NOT IN (SELECT article FROM arrival WHERE article IS NOT NULL)",
    ),
    (
        "a place of no live article, or a wrong one",
        "SELECT p.id FROM placement AS p JOIN section AS s ON s.number = p.section
         LEFT JOIN article AS a ON a.number = p.article
         WHERE a.number IS NULL OR a.withdrawn IS NOT NULL OR a.id <> p.id
            OR a.published <> p.published
            OR instr(' ' || a.sections || ' ', ' ' || s.slug || ' ') = 0",
    ),
    (
        "a live article that lacks a place",
        "SELECT a.id FROM article AS a WHERE a.withdrawn IS NULL
           AND (SELECT count(*) FROM placement AS p WHERE p.article = a.number)
            <> (CASE a.sections WHEN '' THEN 0
                ELSE 1 + length(a.sections) - length(replace(a.sections, ' ', '')) END)",
    ),
    ("a date of change before the date", "SELECT id FROM article WHERE updated < published"),
    (
        "revisions that do not lead up to the present one",
        "SELECT a.id FROM article AS a WHERE a.revision <>
           1 + (SELECT count(*) FROM revision AS r WHERE r.article = a.number)",
    ),
];

/// The file itself is whole, and so is what it says.
fn assert_sound(path: &Path) {
    let file = Connection::open(path).unwrap();
    let whole: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
    let mut dangling = file.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(!dangling.exists([]).unwrap());
    for (what, query) in STRAY {
        assert!(!file.prepare(query).unwrap().exists([]).unwrap(), "{what}");
    }
}

#[test]
fn no_life_leaves_a_stray_row() {
    let steps = proptest::collection::vec(any_step(), 5..20);
    let config = Config { cases: 40, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&steps, |steps| {
            let place = place();
            let mut store = SqliteStore::open(&place.path).unwrap();
            for (at, step) in (10..).zip(&steps) {
                take(&mut store, step, at);
            }
            assert_sound(&place.path);
            Ok(())
        })
        .unwrap();
}

#[test]
fn nobody_changes_an_article_between_the_look_at_it_and_the_push() {
    let place = place();
    let mut store = SqliteStore::open(&place.path).unwrap();
    store.accept(&pass("wire", 1, [(7, article(7, "One"))])).unwrap();
    let brief = std::time::Duration::from_millis(20);
    let other = SqliteStore::open_with_patience(&place.path, brief).unwrap();
    let other = std::cell::RefCell::new(other);
    let (id, looks) = (ArticleId::made_from("7"), std::cell::Cell::new(0));
    let condition = |kept: Option<&KeptArticle>| {
        looks.set(looks.get() + 1);
        let edit = Edit { change: Change::Retract(None), by: DESK.to_owned(), at: minute(2) };
        let meddling = other.borrow_mut().edit(&id, &edit);
        assert!(matches!(meddling, Err(StoreError::Busy { .. })), "{meddling:?}");
        kept.is_some_and(|kept| kept.withdrawn.is_none())
    };
    let arrival = pass("push", 3, [(7, article(7, "Two"))]).items.remove(0);
    let name = Name { key: arrival.key.clone(), ids: vec![id.clone()] };
    let item = PushedItem {
        name,
        id: None,
        word: PushedWord::Article(Box::new(arrival)),
        warnings: Vec::new(),
    };
    let source = SourceName::new("push");
    let judged = Judgement { by: Fingerprint::of(b"settings"), places: BTreeSet::new() };
    let push = Push { source, rank: 0, judged, at: minute(3), items: vec![item] };
    let permit = Permit { by: "cms", door: Door::Push, sections: &[], condition: &condition };
    let pushed = store.push(&push, &permit).unwrap().unwrap();
    assert_eq!((pushed.articles.len(), looks.get()), (1, 1));
    assert_eq!(store.article(&id).unwrap().unwrap().title.as_str(), "Two");
    retract(&mut other.borrow_mut(), &id, 4);
    let refused = store.push(&push, &Permit::of_the_desk()).unwrap().unwrap_err();
    assert!(matches!(&refused, DeskRefusal::TakenBack { reason: Some(why), .. } if why == "why"));
}
