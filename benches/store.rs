//! How fast the article store is on this machine: `cargo bench --bench store`,
//! with the number of articles as an argument (100,000 when there is none). The
//! file is in the folder that `TMPDIR` names. It judges nothing: it prints.

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId, Author};
use pressroom::fingerprint::Fingerprint;
use pressroom::section::Slug;
use pressroom::source_memory::{SourceMemory, SourceName};
use pressroom::store::{
    Arrival, Arrivals, Listing, Removal, Retention, SqliteStore, Store, StoreError, Terms,
};
use pressroom::text::{CleanHtml, XmlText};
use pressroom::web_address::WebAddress;
use std::time::{Duration, Instant};

const BATCH: usize = 500;
const SECTIONS: [&str; 8] =
    ["world", "business", "sport", "culture", "science", "opinion", "local", "top"];
const PARAGRAPH: &str = "<p>The committee met on Tuesday and, after a debate of more than three \
    hours, agreed that the bridge over the river would be rebuilt by next spring, \
    <a href=\"https://news.example/2026/09/bridge\">as had been reported</a> earlier, \
    though several members said that the cost — put at 14 million — was too high.</p>\n";

fn morning() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// About 3 KB of text, in one section and for every fourth also in another.
fn article(number: usize, edition: usize) -> Article {
    let published = morning() + TimeDelta::seconds(i64::try_from(number).unwrap_or_default() * 97);
    let section = |place: usize| SECTIONS[place % SECTIONS.len()].parse::<Slug>().ok();
    let second = if number.is_multiple_of(4) { section(number / 8) } else { None };
    Article {
        id: ArticleId::made_from(&format!("wire {number}")),
        title: XmlText::new(format!("Council agrees to rebuild bridge number {number}")),
        url: WebAddress::parse(&format!("https://www.news.example/2026/09/01/bridge-{number}"))
            .ok(),
        published,
        updated: published,
        authors: vec![Author {
            name: XmlText::new("A. Correspondent"),
            url: None,
            avatar: None,
            email: None,
        }],
        summary: XmlText::new("The committee agreed. ".repeat(14)),
        content: CleanHtml::kept(format!("<h2>{edition}</h2>{}", PARAGRAPH.repeat(9))),
        language: "en-PK".parse().ok(),
        sections: section(number).into_iter().chain(second).collect(),
        tags: ["bridges", "council", "rivers"].map(XmlText::new).to_vec(),
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

fn pass(items: impl Iterator<Item = usize>, edition: usize) -> Arrivals {
    let items = items.map(|number| Arrival {
        key: format!("https://www.news.example/2026/09/01/bridge-{number}"),
        arrived: Fingerprint::of(format!("{number} {edition}").as_bytes()),
        article: article(number, edition / 2),
        terms: Terms::default(),
        said: None,
        formerly: Vec::new(),
    });
    Arrivals {
        source: SourceName::new("wire"),
        rank: 0,
        began: morning(),
        at: morning(),
        items: items.collect(),
        taken_back: Vec::new(),
        present: None,
        listing: Listing::default(),
        refusals: Some(Vec::new()),
        memory: SourceMemory::default(),
        by: None,
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn timed<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<Duration, StoreError> {
    let begin = Instant::now();
    work()?;
    Ok(begin.elapsed())
}

fn repeated<T>(
    times: usize,
    mut work: impl FnMut() -> Result<T, StoreError>,
) -> Result<Duration, StoreError> {
    Ok(median((0..times).map(|_| timed(&mut work)).collect::<Result<_, _>>()?))
}

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn print(what: &str, figure: String) {
    println!("{what:<52}{figure:>24}");
}

/// Keeps passes of 500 and prints the rate that the median pass had.
fn batches(
    store: &mut SqliteStore,
    what: &str,
    numbers: &[usize],
    edition: usize,
) -> Result<(), StoreError> {
    let passes: Vec<&[usize]> = numbers.chunks(BATCH).collect();
    let mut times = Vec::new();
    for chunk in passes {
        let arrivals = pass(chunk.iter().copied(), edition);
        times.push(timed(|| store.accept(&arrivals))?);
    }
    let (whole, each) = (times.iter().sum::<Duration>(), median(times));
    let rate = |time: Duration, rows: usize| rows as f64 / time.as_secs_f64();
    print(
        what,
        format!(
            "{:.0} rows/s ({:.0})",
            rate(each, BATCH.min(numbers.len())),
            rate(whole, numbers.len())
        ),
    );
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let articles = std::env::args().find_map(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("bench.sqlite");
    let mut store = SqliteStore::open(&path)?;
    let numbers: Vec<usize> = (0..articles).collect();
    let late = articles.saturating_sub(10_000);
    let now = morning() + TimeDelta::days(10_000);
    let (world, wire): (Slug, _) = ("world".parse()?, SourceName::new("wire"));

    batches(&mut store, "new, 500 a pass: median (mean)", &numbers, 0)?;
    batches(&mut store, "equal, other bytes, written", &numbers[late..], 1)?;
    batches(&mut store, "equal, same bytes, looked up", &numbers[late..], 1)?;
    batches(&mut store, "another text, a revision each", &numbers[late..], 2)?;
    let mut next = articles;
    let single = repeated(500, || {
        next += 1;
        store.accept(&pass(std::iter::once(next), 0))
    })?;
    print("one article, one commit", format!("{single:.0?}"));
    for at_least in [20, 50, 500] {
        let newest = repeated(500, || store.newest(&world, now, at_least, Duration::ZERO))?;
        print(&format!("newest {at_least} of a section"), format!("{newest:.0?}"));
    }
    let middle = morning() + TimeDelta::seconds(97 * i64::try_from(articles / 2)?);
    let newest = repeated(500, || store.newest(&world, middle, 50, Duration::ZERO))?;
    print("newest 50, as of the middle of all", format!("{newest:.0?}"));
    let mut store_reads =
        |what: &str, times, read: &dyn Fn(&mut SqliteStore) -> Result<(), StoreError>| {
            let time = repeated(times, || read(&mut store))?;
            print(what, format!("{time:.0?}"));
            Ok::<(), StoreError>(())
        };
    let hour = Duration::from_secs(3600);
    store_reads("next change", 500, &|store| store.next_change(middle, hour).map(drop))?;
    store_reads("withdrawn of a section", 500, &|store| store.withdrawn(&world, middle).map(drop))?;
    store_reads("known of the source", 20, &|store| store.known(&wire).map(drop))?;
    store_reads("record of the source", 20, &|store| store.source(&wire).map(drop))?;
    store_reads("counts of all sections", 20, &|store| store.counts(now).map(drop))?;
    let url = WebAddress::parse("http://news.example/2026/09/01/bridge-77")?;
    store_reads("by address", 500, &|store| store.by_address(&url).map(drop))?;
    let retention = Retention {
        published_before: Some(morning() + TimeDelta::seconds(97 * 5_000)),
        ..Retention::default()
    };
    let removed = Instant::now();
    let count = store.retain(retention)?;
    print(&format!("remove {count} old articles"), format!("{:.0?}", removed.elapsed()));
    drop(store);
    print("file", format!("{:.0} MB", std::fs::metadata(&path)?.len() as f64 / 1e6));
    Ok(())
}
