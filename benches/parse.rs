//! How fast feeds are read, beside plain `feed-rs` and Python's `feedparser`, in
//! one run and by turns: `cargo bench --bench parse [folder of feeds]`. It reads
//! the feeds that pressroom itself renders, and those of the folder that all of
//! them can read. It asserts nothing: it prints medians, and how many times faster.
//!
//! `feedparser` takes part when `PRESSROOM_PYTHON` names a Python that has it;
//! `scripts/bench-parse` sees to that.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark is for people")]

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId, Author};
use pressroom::feed_document::{FeedDocument, Format, Masthead};
use pressroom::render::render;
use pressroom::sources::Known;
use pressroom::sources::feed::{Document, read};
use pressroom::text::{CleanHtml, XmlText};
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

const ROUNDS: usize = 21;
const ITEMS: usize = 50;
const PARAGRAPH: &str = "<p>The committee met on Tuesday and, after a debate of more than three \
    hours, agreed that the bridge over the river would be rebuilt by next spring, \
    <a href=\"https://news.example/2026/09/bridge?a=1&amp;b=2\">as had been reported</a> earlier, \
    though several members said that the cost — put at 14 million — was too high.</p>\n";

/// Reads each file named on its standard input several times, and prints the
/// median of each in nanoseconds.
const PYTHON: &str = "
import sys, time, feedparser
for path in sys.stdin.read().splitlines():
    data = open(path, 'rb').read()
    took = []
    for _ in range(5):
        start = time.perf_counter_ns()
        feedparser.parse(data)
        took.append(time.perf_counter_ns() - start)
    print(sorted(took)[2])
";

struct Feed {
    name: String,
    bytes: Vec<u8>,
}

fn main() {
    // `cargo bench` itself adds an argument.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let mut feeds = rendered();
    if let Some(folder) = &folder {
        feeds.extend(in_folder(Path::new(folder)));
    }
    feeds.retain(|feed| both_read(&feed.bytes));
    let times: Vec<(Duration, Duration)> = feeds.iter().map(|feed| by_turns(&feed.bytes)).collect();
    let python = feedparser(&feeds);

    println!(
        "{:34} {:>8} {:>10} {:>10} {:>12}",
        "feed", "bytes", "pressroom", "feed-rs", "feedparser"
    );
    for (at, (feed, (ours, theirs))) in feeds.iter().zip(&times).enumerate() {
        let slow = python.get(at).map_or_else(|| "-".to_owned(), |time| format!("{time:.1?}"));
        println!(
            "{:34} {:>8} {:>10} {:>10} {slow:>12}",
            feed.name,
            feed.bytes.len(),
            format!("{ours:.1?}"),
            format!("{theirs:.1?}")
        );
    }
    let bytes: usize = feeds.iter().map(|feed| feed.bytes.len()).sum();
    let ours: Duration = times.iter().map(|(ours, _)| *ours).sum();
    let speed = |time: Duration| bytes as f64 / time.as_secs_f64() / 1e6;
    println!("\n{} feeds, {bytes} bytes; the sum of medians of {ROUNDS} rounds:", feeds.len());
    println!("pressroom  {:>9.1} MB/s", speed(ours));
    let against = |name: &str, of_each: Vec<Duration>| {
        let whole: Duration = of_each.iter().sum();
        let mut ratios: Vec<f64> = of_each
            .iter()
            .zip(&times)
            .map(|(theirs, (ours, _))| theirs.as_secs_f64() / ours.as_secs_f64())
            .collect();
        ratios.sort_by(f64::total_cmp);
        println!(
            "{name:10} {:>9.1} MB/s: pressroom is {:.2} times as fast over all, {:.2} on the median feed, {:.2} on its worst",
            speed(whole),
            whole.as_secs_f64() / ours.as_secs_f64(),
            ratios[ratios.len() / 2],
            ratios[0]
        );
    };
    against("feed-rs", times.iter().map(|(_, theirs)| *theirs).collect());
    if python.len() == feeds.len() {
        against("feedparser", python);
    }
}

fn ours(bytes: &[u8]) -> usize {
    let document = Document { bytes, content_type: None, base: None };
    read(&document, &Known::default()).map_or(0, |reading| reading.items.len())
}

/// `feed-rs` on its own; it panics on some documents, which do not count.
fn theirs(bytes: &[u8]) -> usize {
    std::panic::catch_unwind(|| feed_rs::parser::parse(bytes).map_or(0, |feed| feed.entries.len()))
        .unwrap_or(0)
}

/// Whether both find the same items: only what is right for both is compared.
fn both_read(bytes: &[u8]) -> bool {
    let found = ours(bytes);
    found > 0 && found == theirs(bytes)
}

/// The medians of both, read one after the other.
fn by_turns(bytes: &[u8]) -> (Duration, Duration) {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (read, times) in [ours as fn(&[u8]) -> usize, theirs].iter().zip(&mut times) {
            let start = Instant::now();
            black_box(read(black_box(bytes)));
            times.push(start.elapsed());
        }
    }
    let [ours, theirs] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    (ours, theirs)
}

/// The medians of `feedparser`; nothing when it is not there.
fn feedparser(feeds: &[Feed]) -> Vec<Duration> {
    let Ok(python) = std::env::var("PRESSROOM_PYTHON") else { return Vec::new() };
    let folder = tempfile::tempdir().unwrap();
    let mut paths = String::new();
    for (at, feed) in feeds.iter().enumerate() {
        let path = folder.path().join(at.to_string());
        std::fs::File::create(&path).unwrap().write_all(&feed.bytes).unwrap();
        paths.push_str(&format!("{}\n", path.display()));
    }
    let list = folder.path().join("list");
    std::fs::File::create(&list).unwrap().write_all(paths.as_bytes()).unwrap();
    let output = Command::new(python)
        .args(["-c", PYTHON])
        .stdin(std::fs::File::open(&list).unwrap())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    told.lines().map(|nanos| Duration::from_nanos(nanos.parse().unwrap())).collect()
}

fn in_folder(folder: &Path) -> Vec<Feed> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let feed = |path: std::path::PathBuf| Feed {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: std::fs::read(path).unwrap(),
    };
    paths.into_iter().filter(|path| path.is_file()).map(feed).collect()
}

/// A section of 50 articles, in the three formats.
fn rendered() -> Vec<Feed> {
    let document = document();
    Format::ALL
        .into_iter()
        .map(|format| Feed {
            name: format!("rendered.{}", format.extension()),
            bytes: render(&document, format).unwrap(),
        })
        .collect()
}

fn document() -> FeedDocument {
    let noon: DateTime<Utc> = "2026-09-01T12:00:00Z".parse().unwrap();
    FeedDocument {
        slug: "world".parse().unwrap(),
        id: XmlText::new("tag:news.example,2026:world"),
        title: XmlText::new("World"),
        description: XmlText::new("News of the world"),
        page: "https://news.example/world".parse().unwrap(),
        folder: "https://news.example/feeds/".parse().unwrap(),
        language: "en-PK".parse().unwrap(),
        masthead: Arc::new(Masthead {
            paper: None,
            hosts: Vec::new(),
            title: XmlText::new("News"),
            site: "https://news.example/".parse().unwrap(),
            rights: None,
            editor: None,
            webmaster: None,
            logo: None,
            icon: None,
            hubs: Vec::new(),
            sections: Vec::new(),
            timezone: chrono_tz::UTC,
            minutes_between_looks: 5,
        }),
        updated: noon,
        entries: (0..ITEMS).map(|number| Arc::new(article(number, noon))).collect(),
        also: Default::default(),
        withdrawn: Vec::new(),
        query: None,
        profile: None,
        history: pressroom::feed_document::History::None,
    }
}

/// About 3 KB of text.
fn article(number: usize, noon: DateTime<Utc>) -> Article {
    let published = noon - TimeDelta::minutes(i64::try_from(number).unwrap() * 7);
    Article {
        id: ArticleId::made_from(&format!("wire {number}")),
        title: XmlText::new(format!("Council agrees to rebuild bridge number {number}")),
        url: format!("https://news.example/2026/09/01/bridge-{number}").parse().ok(),
        published,
        updated: published,
        authors: vec![Author {
            name: XmlText::new("A. Correspondent"),
            url: None,
            avatar: None,
            email: None,
        }],
        summary: XmlText::new("The committee agreed. ".repeat(14)),
        content: CleanHtml::clean(&PARAGRAPH.repeat(9), None),
        language: None,
        sections: std::iter::once("world".parse().unwrap()).collect(),
        tags: ["bridges", "council"].map(XmlText::new).to_vec(),
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
