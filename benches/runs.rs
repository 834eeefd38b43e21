//! What it costs to find something inside a run of letters without blanks: `cargo bench
//! --bench runs`, with the number of articles as an argument (20,000 when there is none).
//! Half of them are in such a script, half have words; letters and words are as common as in
//! a language, the nth one of them an nth as often as the first. Each query is of both. It
//! judges nothing: it prints.

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId};
use pressroom::fingerprint::Fingerprint;
use pressroom::search_query::Query;
use pressroom::selection::Selection;
use pressroom::source_memory::{SourceMemory, SourceName};
use pressroom::store::{Arrival, Arrivals, Listing, SqliteStore, Store, Terms};
use pressroom::text::{CleanHtml, XmlText};
use std::time::{Duration, Instant};

type Failure = Box<dyn std::error::Error>;

/// Letters of a text, or words of one: about as many bytes.
const LETTERS: usize = 600;
const WORDS: usize = 280;
/// Articles of a pass.
const BATCH: usize = 500;
/// As many letters as a newspaper uses, and words.
const ALPHABET: u64 = 3_500;
const VOCABULARY: u64 = 20_000;

/// Numbers by lot, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// The rank of something of which there are `count`, the second half as often as the first.
    fn rank(&mut self, count: u64) -> u64 {
        let share = self.below(1 << 24) as f64 / f64::from(1 << 24);
        ((count as f64).powf(share) as u64).min(count) - 1
    }
}

fn letter(rank: u64) -> char {
    u32::try_from(0x4e00 + rank).ok().and_then(char::from_u32).unwrap_or('一')
}

fn word(rank: u64) -> String {
    let letter = |n: u64| char::from(b'a' + u8::try_from(n % 26).unwrap_or_default());
    [rank, rank / 26, rank / 676, rank / 17_576].map(letter).iter().collect()
}

fn text(dice: &mut Dice, is_run: bool) -> String {
    if is_run {
        return (0..LETTERS).map(|_| letter(dice.rank(ALPHABET))).collect();
    }
    let words: Vec<String> = (0..WORDS).map(|_| word(dice.rank(VOCABULARY))).collect();
    words.join(" ")
}

fn article(number: usize, text: String) -> Article {
    let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(i64::try_from(number).unwrap_or_default());
    Article {
        id: ArticleId::made_from(&number.to_string()),
        title: XmlText::new(format!("{number}")),
        url: None,
        published: at,
        updated: at,
        authors: Vec::new(),
        summary: XmlText::default(),
        content: CleanHtml::kept(text),
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

fn pass(articles: Vec<Article>, at: DateTime<Utc>) -> Arrivals {
    let items = articles.into_iter().map(|article| Arrival {
        key: article.id.to_string(),
        arrived: Fingerprint::of(article.id.as_str().as_bytes()),
        article,
        terms: Terms::default(),
        said: None,
        formerly: Vec::new(),
    });
    Arrivals {
        source: SourceName::new("wire"),
        rank: 0,
        began: at,
        at,
        items: items.collect(),
        taken_back: Vec::new(),
        present: None,
        listing: Listing::default(),
        refusals: Some(Vec::new()),
        memory: SourceMemory::default(),
        by: None,
    }
}

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn ask(store: &mut SqliteStore, what: &str, text: &str, now: DateTime<Utc>) -> Result<(), Failure> {
    let selection = Selection { query: Some(text.parse::<Query>()?), ..Selection::default() };
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..50 {
        let begin = Instant::now();
        found = store.select(&selection, now, 50, Duration::ZERO)?.len();
        times.push(begin.elapsed());
    }
    times.sort();
    let median = times[times.len() / 2];
    println!("{what:<44}{found:>4} found{:>14}", format!("{median:.0?}"));
    Ok(())
}

fn main() -> Result<(), Failure> {
    let count: usize = std::env::args().find_map(|text| text.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir()?;
    let mut store = SqliteStore::open(&folder.path().join("runs.sqlite"))?;
    let now = DateTime::UNIX_EPOCH + TimeDelta::days(10_000);
    let mut dice = Dice(1127);
    let texts: Vec<String> = (0..count).map(|n| text(&mut dice, n.is_multiple_of(2))).collect();
    let mut articles: Vec<Article> =
        texts.iter().enumerate().map(|(number, text)| article(number, text.clone())).collect();
    while !articles.is_empty() {
        let rest = articles.split_off(articles.len().min(BATCH));
        store.accept(&pass(std::mem::replace(&mut articles, rest), now))?;
    }
    // Two in the middle, so that half of all are newer.
    let middle = count / 4 * 2;
    let (run, line) = (&texts[middle], &texts[middle + 1]);
    let part = |length: usize| run.chars().skip(100).take(length).collect::<String>();
    let phrase = |length: usize| {
        let words: Vec<&str> = line.split(' ').skip(50).take(length).collect();
        format!("\"{}\"", words.join(" "))
    };
    let common = [letter(1), letter(2)].iter().collect::<String>();
    ask(&mut store, "the commonest letter", &letter(0).to_string(), now)?;
    ask(&mut store, "the commonest word", &word(0), now)?;
    ask(&mut store, "two common letters, one after the other", &common, now)?;
    ask(&mut store, "two common words so", &format!("\"{} {}\"", word(1), word(2)), now)?;
    for length in [2, 4, 8] {
        ask(&mut store, &format!("{length} letters of one text"), &part(length), now)?;
        ask(&mut store, &format!("{length} words of one text"), &phrase(length), now)?;
    }
    ask(&mut store, "a letter that is rare", &letter(ALPHABET - 2).to_string(), now)?;
    ask(&mut store, "a word that is rare", &word(VOCABULARY - 2), now)?;
    Ok(())
}
