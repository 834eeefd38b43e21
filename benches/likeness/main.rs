//! What tells one story from two, measured on real texts: `cargo bench --bench
//! likeness -- FOLDER`, where `FOLDER/feeds` holds feeds and
//! `FOLDER/pages/ground-truth.json` the texts of pages by id (`articleBody`).
//! Variants of each text are made and brought by a second source; then all the
//! different texts are compared, and thousands of pairs of notices after one pattern;
//! with `cost` behind the folder only what the store pays is measured, with `patterns`
//! only the notices, with `aside` and `unseen` those that the rule was not made on, with
//! `pages` only the pages, with `curve` what the share does that is asked for. It judges nothing: it prints.

mod patterns;

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId};
use pressroom::fingerprint::Fingerprint;
use pressroom::likeness::{FEWEST_WORDS, Likeness, Told};
use pressroom::raw_item::RawText;
use pressroom::source_memory::{SourceMemory, SourceName};
use pressroom::sources::feed::{Document, read};
use pressroom::store::{Arrival, Arrivals, Listing, Recognition, SqliteStore, Store, Terms};
use pressroom::text::{CleanHtml, XmlText, plain_text};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

/// A title and a text in clean HTML.
type Story = (String, String);

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn print(line: &str) {
    println!("{line}");
}

fn escaped(plain: &str) -> String {
    plain.replace('&', "&amp;").replace('<', "&lt;")
}

fn pages(folder: &Path) -> Result<Vec<Story>, Failure> {
    let truth = std::fs::read_to_string(folder.join("pages/ground-truth.json"))?;
    let truth: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&truth)?;
    let bodies = truth.values().filter_map(|page| page["articleBody"].as_str());
    Ok(bodies
        .map(|body| {
            let (title, _) = body.split_once('\n').unwrap_or((body, ""));
            (title.to_owned(), escaped(body))
        })
        .collect())
}

fn feed_items(folder: &Path) -> Result<Vec<Story>, Failure> {
    let mut files: Vec<_> = std::fs::read_dir(folder.join("feeds"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.sort();
    let mut stories = Vec::new();
    for path in files {
        let bytes = std::fs::read(&path)?;
        let document = Document { bytes: &bytes, content_type: None, base: None };
        let Ok(reading) = read(&document, &HashSet::new()) else { continue };
        for item in reading.items {
            let text = item.content.as_ref().or(item.summary.as_ref()).map_or("", RawText::as_str);
            let title = item.title.as_ref().map_or("", RawText::as_str);
            stories.push((title.to_owned(), escaped(&plain_text::from_html(text))));
        }
    }
    Ok(stories)
}

/// Every `nth` word, counted from `first`, is another.
fn replaced(text: &str, first: usize, nth: usize, with: &str) -> String {
    let words = text.split(' ').enumerate();
    let words = words.map(|(at, word)| if at % nth == first { with } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// A text without its last part.
fn without_end(text: &str, keep: f64) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    words[..(words.len() as f64 * keep) as usize].join(" ")
}

const PARAGRAPH: &str = "A spokeswoman said later that the inquiry would go on for some weeks and \
    that nobody should expect its findings before the end of the season, although a first part \
    might be made known to the parties earlier than that if all of them agreed.";

const VARIANTS: [&str; 9] = [
    "the same text",
    "another headline",
    "agency lines before and after",
    "every 100th word mended",
    "every 50th word another",
    "every 25th word another",
    "a paragraph added",
    "the last fifth removed",
    "every 10th word another",
];

fn variant((title, text): &Story, which: usize) -> Story {
    let text = match which {
        2 => format!(
            "HARBOUR CITY (The Wire) - {text} © The Wire. Additional reporting by A. Writer; editing by B. Editor."
        ),
        3 => replaced(text, 7, 100, "mended"),
        4 => replaced(text, 7, 50, "another"),
        5 => replaced(text, 7, 25, "another"),
        6 => format!("{text} {PARAGRAPH}"),
        7 => without_end(text, 0.8),
        8 => replaced(text, 7, 10, "another"),
        _ => text.clone(),
    };
    let title = if which == 1 { "What we know so far".to_owned() } else { title.clone() };
    (title, text)
}

fn article(of: &str, (title, text): &Story, at: DateTime<Utc>) -> Article {
    Article {
        id: ArticleId::made_from(of),
        title: XmlText::new(title.as_str()),
        url: None,
        published: at,
        updated: at,
        authors: Vec::new(),
        summary: XmlText::default(),
        content: CleanHtml::kept(text.clone()),
        language: None,
        sections: Default::default(),
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

fn pass(source: &str, stories: &[Story]) -> Arrivals {
    let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    let items = stories.iter().enumerate().map(|(number, story)| {
        let key = format!("{source} {number}");
        let article = article(&key, story, now);
        Arrival {
            arrived: Fingerprint::of(key.as_bytes()),
            key,
            article,
            terms: Terms::default(),
            said: None,
            formerly: Vec::new(),
        }
    });
    Arrivals {
        source: SourceName::new(source),
        rank: 0,
        began: now,
        at: now,
        items: items.collect(),
        taken_back: Vec::new(),
        present: None,
        listing: Listing::default(),
        refusals: None,
        memory: SourceMemory::default(),
        by: None,
    }
}

fn store() -> Result<SqliteStore, Failure> {
    let mut store = SqliteStore::in_memory()?;
    let except = Default::default();
    store.recognise(Some(Recognition {
        window: TimeDelta::days(3),
        alike: 0.8,
        except,
        site: None,
    }));
    Ok(store)
}

/// The 64-bit SimHash of the same runs of words, to compare with.
fn simhash(text: &str) -> u64 {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let mut counts = [0_i32; 64];
    for run in words.windows(3) {
        let hash = Fingerprint::of(run.join(" ").as_bytes()).to_i64();
        for (bit, count) in counts.iter_mut().enumerate() {
            *count += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    counts.iter().enumerate().fold(0, |hash, (bit, count)| hash | u64::from(*count > 0) << bit)
}

fn quantile<T: PartialOrd + Copy>(values: &mut [T], part: f64) -> Option<T> {
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    values.get(((values.len().checked_sub(1)?) as f64 * part) as usize).copied()
}

fn likeness((title, text): &Story) -> Likeness {
    Likeness::of_text(title, text)
}

/// Names the stories that are two with their variants.
fn apart(stories: &[Story], altered: &[Story]) -> Result<(), Failure> {
    for (one, other) in stories.iter().zip(altered) {
        if !is_joined(one, other)? {
            let title: String = one.0.chars().take(60).collect();
            print(&format!("  apart: {} words, {title}", likeness(one).length()));
        }
    }
    Ok(())
}

fn variants(name: &str, stories: &[Story]) -> Result<(), Failure> {
    print(&format!("\n{name}: {} texts of {FEWEST_WORDS} words or more", stories.len()));
    print(
        "variant                           joined  of shorter p5/p50  of longer p5/p50  simhash p50/p95/max  in 4 bands",
    );
    for (which, what) in VARIANTS.iter().enumerate() {
        let altered: Vec<Story> = stories.iter().map(|story| variant(story, which)).collect();
        let mut store = store()?;
        store.accept(&pass("one", stories))?;
        let fresh = store.accept(&pass("two", &altered))?.new;
        if name == "pages" {
            apart(stories, &altered)?;
        }
        let (mut shorter, mut longer, mut distances, mut in_bands) = (vec![], vec![], vec![], 0);
        for (story, other) in stories.iter().zip(&altered) {
            let shares = likeness(story).shares(&likeness(other));
            shorter.push(shares.of_shorter);
            longer.push(shares.of_longer);
            let differ = simhash(&story.1) ^ simhash(&other.1);
            distances.push(differ.count_ones());
            in_bands += usize::from((0..4).any(|band| differ >> (16 * band) & 0xffff == 0));
        }
        let part = |count: usize| format!("{:.1} %", 100.0 * count as f64 / stories.len() as f64);
        let of = |values: &mut Vec<f64>| {
            (quantile(values, 0.05).unwrap_or(0.0), quantile(values, 0.5).unwrap_or(0.0))
        };
        let (s, l) = (of(&mut shorter), of(&mut longer));
        let d = [0.5, 0.95, 1.0].map(|part| quantile(&mut distances, part).unwrap_or(0));
        print(&format!(
            "{what:<33}{:>7}   {:.3} / {:.3}      {:.3} / {:.3}     {} / {} / {}      {:>9}",
            part(stories.len().saturating_sub(fresh)),
            s.0,
            s.1,
            l.0,
            l.1,
            d[0],
            d[1],
            d[2],
            part(in_bands)
        ));
    }
    Ok(())
}

fn strangers(name: &str, stories: &[Story]) -> Result<(), Failure> {
    let likenesses: Vec<Likeness> = stories.iter().map(likeness).collect();
    let (mut shares, mut distances) = (Vec::new(), Vec::new());
    for (at, one) in likenesses.iter().enumerate() {
        for (beyond, other) in likenesses[at + 1..].iter().enumerate() {
            shares.push(one.shares(other).of_shorter);
            let differ = simhash(&stories[at].1) ^ simhash(&stories[at + 1 + beyond].1);
            distances.push(differ.count_ones());
        }
    }
    let pairs = shares.len();
    let s = [0.5, 0.999, 1.0].map(|part| quantile(&mut shares, part).unwrap_or(0.0));
    let d = [0.0, 0.001, 0.5].map(|part| quantile(&mut distances, part).unwrap_or(0));
    let alike = shares.iter().filter(|share| **share >= 0.8).count();
    print(&format!(
        "{name}, {pairs} pairs of different texts: of shorter p50 {:.3}, p99.9 {:.3}, max {:.3}, {alike} at 0.8 or more; simhash min {}, p0.1 {}, p50 {}",
        s[0], s[1], s[2], d[0], d[1], d[2]
    ));
    // Each from a source of its own: nothing but the rule keeps them apart.
    let mut store = store()?;
    let mut fresh = 0;
    for (number, story) in stories.iter().enumerate() {
        let one = std::slice::from_ref(story);
        let accepted = store.accept(&pass(&format!("source {number}"), one))?;
        if accepted.new == 0 {
            print(&format!("  joined: {}", story.0.chars().take(70).collect::<String>()));
        }
        fresh += accepted.new;
    }
    print(&format!(
        "{name}: {} texts, each from a source of its own: {fresh} articles",
        stories.len()
    ));
    Ok(())
}

/// Whether a store makes one article of two stories, of two sources.
fn is_joined(one: &Story, other: &Story) -> Result<bool, Failure> {
    let mut store = store()?;
    store.accept(&pass("one", std::slice::from_ref(one)))?;
    Ok(store.accept(&pass("two", std::slice::from_ref(other)))?.new == 0)
}

/// Notices after one pattern, which are different stories, each pair in a store of its
/// own; then all of them in one store, each from its own source; then real tellings of
/// one story.
fn notices(folder: &str) -> Result<(), Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/likeness").join(folder);
    let patterns = patterns::read(&root)?;
    let mut languages: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for pattern in &patterns {
        let pairs = pattern.pairs();
        let of = languages.entry(&pattern.language).or_default();
        of.0 += 1;
        of.1 += pairs.len();
        for (one, other) in &pairs {
            if is_joined(one, other)? {
                of.2 += 1;
                print(&format!("  joined: {} {:?} / {:?}", one.0, one.1, other.1));
            }
        }
    }
    for (language, (count, pairs, joined)) in &languages {
        print(&format!("{folder}, {language}: {count} patterns, {pairs} pairs, joined {joined}"));
    }
    tellings(&patterns)
}

fn tellings(patterns: &[patterns::Pattern]) -> Result<(), Failure> {
    let first = |pattern: &patterns::Pattern| pattern.filled(&BTreeMap::new(), false);
    // Of notices of one language, one after the other, comes a report of many names.
    let long = patterns.chunks(4).filter(|of| of.len() == 4).map(|of| {
        let text: Vec<String> =
            of.iter().map(|pattern| format!("<p>{}</p>", first(pattern).1)).collect();
        (first(&of[0]).0, text.join(" "))
    });
    let long: Vec<Story> = long.collect();
    let short: Vec<Story> = patterns.iter().map(first).collect();
    for (which, what) in patterns::TELLINGS.iter().enumerate() {
        let joined = |stories: &[Story]| -> Result<usize, Failure> {
            let mut joined = 0;
            for story in stories {
                let (one, other) = patterns::telling(story, which);
                joined += usize::from(is_joined(&one, &other)?);
            }
            Ok(joined)
        };
        let (of_short, of_long) = (joined(&short)?, joined(&long)?);
        print(&format!(
            "{what:<33} joined {of_short} of {} notices, {of_long} of {} reports",
            short.len(),
            long.len()
        ));
    }
    Ok(())
}

/// How many variants of the pages are joined, and how many notices that are different
/// stories, at each share that may be asked for.
fn curve(pages: &[Story]) -> Result<(), Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/likeness");
    let mut notices = Vec::new();
    for folder in ["patterns", "aside", "unseen", "slots"] {
        for pattern in patterns::read(&root.join(folder))? {
            notices.extend(pattern.pairs());
        }
    }
    let is_once = |(one, other): &(Story, Story), alike: f64| {
        matches!(likeness(one).tells(&likeness(other), alike), Told::Once(_))
    };
    for alike in [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0] {
        let joined = (0..VARIANTS.len()).map(|which| {
            let pairs = pages.iter().map(|page| (page.clone(), variant(page, which)));
            pairs.filter(|pair| is_once(pair, alike)).count().to_string()
        });
        let joined: Vec<String> = joined.collect();
        let wrong = notices.iter().filter(|pair| is_once(pair, alike)).count();
        print(&format!(
            "alike {alike}: of {} pages each {}; of {} notices {wrong}",
            pages.len(),
            joined.join(" "),
            notices.len()
        ));
    }
    Ok(())
}

/// What the store pays: passes of 500 new articles, with recognition and without.
fn cost(stories: &[Story]) -> Result<(), Failure> {
    for (what, recognises) in
        [("without", false), ("with", true), ("without", false), ("with", true)]
    {
        let folder = tempfile::tempdir()?;
        let mut store = SqliteStore::open(&folder.path().join("cost.sqlite"))?;
        let rule = Recognition {
            window: TimeDelta::days(3),
            alike: 0.8,
            except: Default::default(),
            site: None,
        };
        store.recognise(recognises.then_some(rule));
        let (mut rows, mut seconds) = (0, 0.0);
        for round in 0..20 {
            let fresh: Vec<Story> = (0..500)
                .map(|number| {
                    let (title, text) = &stories[(round * 500 + number) % stories.len()];
                    // No two of them have a word in common.
                    let own = |word: &str| {
                        let letters: String =
                            word.chars().filter(|c| c.is_alphanumeric()).collect();
                        format!("{letters}q{round}q{number}")
                    };
                    let words: Vec<String> = text.split_whitespace().take(480).map(own).collect();
                    (title.clone(), words.join(" "))
                })
                .collect();
            let arrivals = pass(&format!("source {round}"), &fresh);
            let begin = Instant::now();
            rows += store.accept(&arrivals)?.new;
            seconds += begin.elapsed().as_secs_f64();
        }
        print(&format!("{what} recognition: {rows} new, {:.0} rows/s", rows as f64 / seconds));
    }
    Ok(())
}

fn main() -> Result<(), Failure> {
    let Some(folder) = std::env::args().skip(1).find(|word| !word.starts_with('-')) else {
        print("name the folder of the texts: cargo bench --bench likeness -- FOLDER");
        return Ok(());
    };
    let named = |what: &str| std::env::args().any(|word| word == what);
    if let Some(of) = ["patterns", "aside", "unseen", "slots"].into_iter().find(|of| named(of)) {
        return notices(of);
    }
    let folder = Path::new(&folder);
    let only_cost = named("cost");
    let long = |stories: Vec<Story>| -> Vec<Story> {
        let mut seen = HashSet::new();
        let long = stories.into_iter().filter(|story| likeness(story).length() >= FEWEST_WORDS);
        long.filter(|story| seen.insert(story.1.clone())).collect()
    };
    let (pages, items) = (long(pages(folder)?), long(feed_items(folder)?));
    if only_cost {
        return cost(&pages);
    }
    if named("curve") {
        return curve(&pages);
    }
    variants("pages", &pages)?;
    if named("pages") {
        return strangers("pages", &pages);
    }
    variants("feed items", &items)?;
    strangers("pages", &pages)?;
    strangers("feed items", &items)?;
    notices("patterns")?;
    cost(&pages)
}
