//! A store's process is killed at any instant.
//!
//! - every pass whose `accept` had returned is there, whole
//! - of the pass that was being written there is everything or nothing
//! - the file is sound, and the next process goes on where the last one ended
//!
//! The writer is this test's own program, started again with an environment
//! variable; the instants come from a fixed seed. A killed process is not a power
//! cut: what the disk does then is the engine's promise (`synchronous=FULL`).

use chrono::{DateTime, Utc};
use pressroom::article::{Article, ArticleId};
use pressroom::fingerprint::Fingerprint;
use pressroom::source_memory::{SourceMemory, SourceName};
use pressroom::store::{Arrival, Arrivals, Listing, SqliteStore, Store, Terms};
use pressroom::text::{CleanHtml, XmlText};
use rusqlite::Connection;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const FILE: &str = "PRESSROOM_TEST_CRASH_FILE";
const FIRST: &str = "PRESSROOM_TEST_CRASH_FIRST";
const KILLS: u64 = 60;
const ITEMS: usize = 25;

fn morning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

/// Pass `number`: articles of its own, and a change of all articles of the pass
/// before, so that rows are added, replaced and removed.
fn pass(number: usize) -> Arrivals {
    let of = |pass: usize, text: usize| {
        (0..ITEMS).map(move |item| {
            let key = format!("{pass}-{item}");
            let article = Article {
                id: ArticleId::made_from(&key),
                title: XmlText::new(format!("{key} as of {text}")),
                url: None,
                published: morning(),
                updated: morning(),
                authors: Vec::new(),
                summary: XmlText::default(),
                content: CleanHtml::kept(format!("<p>{text}</p>").repeat(200)),
                language: None,
                sections: ["world".parse().unwrap(), "top".parse().unwrap()].into(),
                tags: Vec::new(),
                media: Vec::new(),
                origin: None,
                rights: None,
                corrections: Vec::new(),
                author_note: None,
                episode: None,
                home: Default::default(),
                id_in_address: Default::default(),
            };
            let arrived = Fingerprint::of(article.title.as_bytes());
            Arrival {
                key,
                arrived,
                article,
                terms: Terms::default(),
                said: None,
                formerly: Vec::new(),
            }
        })
    };
    let changed = number.checked_sub(1).into_iter().flat_map(|before| of(before, number));
    Arrivals {
        source: SourceName::new("wire"),
        rank: 0,
        began: morning(),
        at: morning(),
        items: of(number, number).chain(changed).collect(),
        taken_back: Vec::new(),
        present: None,
        listing: Listing::default(),
        refusals: Some(Vec::new()),
        memory: SourceMemory { etag: Some(number.to_string()), ..SourceMemory::default() },
        by: None,
    }
}

/// Not a test of its own: the process that is killed. Without the variable it
/// has nothing to do.
#[test]
fn writer() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let first: usize = std::env::var(FIRST).unwrap().parse().unwrap();
    let mut store = SqliteStore::open(&PathBuf::from(path)).unwrap();
    let mut out = std::io::stdout();
    for number in first.. {
        store.accept(&pass(number)).unwrap();
        writeln!(out, "\nkept {number}").unwrap();
        out.flush().unwrap();
    }
}

/// Runs the writer from pass `first` on, kills it some time after it kept its
/// first pass, and gives the last pass that it said it had kept.
fn write_until_killed(path: &Path, first: usize, after: Duration) -> usize {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store_crash::writer", "--nocapture", "--test-threads=1"])
        .env(FILE, path)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let kept = |line: std::io::Result<String>| -> Option<usize> {
        line.ok()?.strip_prefix("kept ")?.parse().ok()
    };
    let mut last = lines.by_ref().find_map(kept).expect("the writer keeps a first pass");
    // The one wait that is meant: the kill must come at an instant that neither
    // process chose.
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    for number in lines.filter_map(kept) {
        last = number;
    }
    last
}

/// Checks the file and gives how many passes are in it.
fn passes_kept(path: &Path, acknowledged: usize) -> usize {
    let mut store = SqliteStore::open(path).unwrap();
    let record = store.source(&SourceName::new("wire")).unwrap();
    let last: usize = record.memory.etag.unwrap().parse().unwrap();
    assert!(last == acknowledged || last == acknowledged + 1, "{last} after {acknowledged}");
    for section in ["world", "top"] {
        let section = section.parse().unwrap();
        let articles = store.newest(&section, morning(), usize::MAX, Duration::ZERO).unwrap();
        assert_eq!(articles.len(), (last + 1) * ITEMS);
        for article in articles {
            let pass: usize = article.title.split('-').next().unwrap().parse().unwrap();
            let text = (pass + 1).min(last);
            let expected = format!(" as of {text}");
            assert!(article.title.ends_with(&expected), "{} after {last}", article.title);
            assert!(article.content.starts_with(&format!("<p>{text}</p>")));
        }
    }
    assert_eq!(store.known(&SourceName::new("wire")).unwrap().len(), (last + 1) * ITEMS);
    let file = Connection::open(path).unwrap();
    let whole: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
    let revisions: i64 =
        file.query_row("SELECT count(*) FROM revision", [], |row| row.get(0)).unwrap();
    assert_eq!(usize::try_from(revisions).unwrap(), last * ITEMS);
    last + 1
}

#[test]
fn a_kill_loses_no_pass_that_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut passes = 0;
    let mut path = folder.path().join("0.sqlite");
    for kill in 0..KILLS {
        // A new file now and then, so that the checks stay quick.
        if kill % 10 == 0 {
            path = folder.path().join(format!("{kill}.sqlite"));
            passes = 0;
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let after = Duration::from_micros((random >> 33) % 30_000);
        let acknowledged = write_until_killed(&path, passes, after);
        passes = passes_kept(&path, acknowledged);
    }
}
