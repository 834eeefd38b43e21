//! How alike two stories are, by their words alone, in any language. `rule` says when
//! two texts tell one story; who is compared with whom, and what becomes of
//! it, is the business of the store and of the front page.

mod alignment;
mod edited;
mod exchange;
mod lexicon;
mod order;
mod pattern;
mod rule;
mod side;
mod signs;
mod spelling;
mod tellings;
mod words;

pub use edited::Near;
pub use rule::Told;

use crate::article::Article;
use crate::text::folded::composed;
use foldhash::HashSet;
use std::sync::OnceLock;
use words::{Word, mixed, words};

/// Words that a text must have before its likeness to another says anything.
pub const FEWEST_WORDS: usize = 40;

/// Words that a headline has that is not written for many stories.
const FEWEST_OF_HEADLINE: usize = 5;

/// As many letters as a word has in scripts that put no blanks between words, where each letter
/// counts as a word.
const LETTERS_OF_A_WORD: usize = 3;

/// How many of all its runs of words a text is marked by. Two texts that share nine tenths
/// of their runs have one of these in common but for one time in a thousand.
const MARKS: usize = 3;

/// And how many of those that may name something: of texts after one pattern they are
/// what is not the same.
const MARKS_THAT_NAME: usize = 8;

/// Words in a run: the smallest thing that two texts can have in common. One word
/// says little, three in a row are rarely written twice by chance.
const RUN: usize = 3;

/// The words of a story, in order. Marks are kept by the store, so the hashes in
/// here must never change.
#[derive(Clone, Debug)]
pub struct Likeness {
    title: Vec<Word>,
    text: Vec<Word>,
    /// The text's runs, each once and in order of their hashes; made when it is first compared.
    distinct_runs: OnceLock<Box<[u64]>>,
}

impl PartialEq for Likeness {
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title && self.text == other.text
    }
}

impl Eq for Likeness {}

impl Likeness {
    /// The words of an article: of its text, or of its summary when it has none.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let text = if article.content.as_str().trim().is_empty() {
            article.summary.as_str()
        } else {
            article.content.as_str()
        };
        Self::of_text(&article.title, text)
    }

    /// The words of a plain title and of a text in clean HTML.
    #[must_use]
    pub fn of_text(title: &str, html: &str) -> Self {
        let [title, text] = [title, html].map(|text| words(&composed(text)));
        Self { title, text, distinct_runs: OnceLock::new() }
    }

    /// How many words the text has. Where a script has no spaces, each character
    /// is a word.
    #[must_use]
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// What to look a text up by: alike texts very likely have one in common, and
    /// others hardly ever, but where they are written after one pattern. None of a text
    /// that is too short to be compared.
    #[must_use]
    pub fn marks(&self) -> Vec<u64> {
        if self.text.len() < FEWEST_WORDS {
            return Vec::new();
        }
        let naming = self.text.windows(RUN).filter(|run| run.iter().any(Word::may_name));
        let mut marks = lowest(self.runs(), MARKS);
        marks.extend(lowest(naming.map(hash), MARKS_THAT_NAME));
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// The part of the longer text's runs of three words that the shorter one has
    /// too, and the same of the shorter text's: both from 0.0 to 1.0.
    #[must_use]
    pub fn shares(&self, other: &Self) -> Shares {
        let (mine, theirs) = (self.distinct_runs(), other.distinct_runs());
        let common = common(mine, theirs) as f64;
        let (shorter, longer) = (mine.len().min(theirs.len()), mine.len().max(theirs.len()));
        Shares {
            of_longer: common / longer.max(1) as f64,
            of_shorter: common / shorter.max(1) as f64,
        }
    }

    /// Whether both have one headline, word for word, that is long enough to be of one story
    /// and no name of a column or a kind of notice.
    #[must_use]
    pub fn has_headline_of(&self, other: &Self) -> bool {
        let letters = self.title.iter().filter(|word| word.is_one_letter).count();
        let words = self.title.len() - letters + letters / LETTERS_OF_A_WORD;
        words >= FEWEST_OF_HEADLINE && self.has_title_of(other)
    }

    /// Whether both have one title, word for word.
    #[must_use]
    pub fn has_title_of(&self, other: &Self) -> bool {
        self.title.len() == other.title.len()
            && self.title.iter().zip(&other.title).all(|(one, other)| one.meaning == other.meaning)
    }

    /// Whether both have one text, word for word.
    #[must_use]
    pub fn has_text_of(&self, other: &Self) -> bool {
        self.text == other.text
    }

    /// The part of the shorter title's words that the other title has too.
    #[must_use]
    pub fn titles(&self, other: &Self) -> f64 {
        let of =
            |title: &[Word]| -> HashSet<u64> { title.iter().map(|word| word.meaning).collect() };
        let (mine, theirs) = (of(&self.title), of(&other.title));
        let shorter = mine.len().min(theirs.len());
        mine.intersection(&theirs).count() as f64 / shorter.max(1) as f64
    }

    /// Whether each names a number in its title that the other's title lacks.
    #[must_use]
    pub fn titles_contradict(&self, other: &Self) -> bool {
        let numbers = |title: &[Word]| -> HashSet<u64> {
            title.iter().filter(|word| word.is_number()).map(|word| word.meaning).collect()
        };
        let (mine, theirs) = (numbers(&self.title), numbers(&other.title));
        !mine.is_subset(&theirs) && !theirs.is_subset(&mine)
    }

    fn distinct_runs(&self) -> &[u64] {
        self.distinct_runs.get_or_init(|| {
            let mut runs: Vec<u64> = self.runs().collect();
            runs.sort_unstable();
            runs.dedup();
            runs.into_boxed_slice()
        })
    }

    /// The text's runs of three words, each as a hash, in order.
    pub fn runs(&self) -> impl Iterator<Item = u64> {
        self.text.windows(RUN).map(hash)
    }
}

fn hash(run: &[Word]) -> u64 {
    run.iter().fold(0, |hash: u64, word| mixed(hash.rotate_left(23) ^ word.hash))
}

/// The lowest of these, in order.
fn lowest(runs: impl Iterator<Item = u64>, count: usize) -> Vec<u64> {
    let mut lowest: Vec<u64> = Vec::with_capacity(count + 1);
    for run in runs {
        if lowest.len() == count && lowest.last().is_some_and(|last| run >= *last) {
            continue;
        }
        if let Err(place) = lowest.binary_search(&run) {
            lowest.insert(place, run);
            lowest.truncate(count);
        }
    }
    lowest
}

/// How many values two sorted lists have in common.
fn common(mine: &[u64], theirs: &[u64]) -> usize {
    let (mut mine, mut theirs, mut common) = (mine, theirs, 0);
    while let (Some((first, others)), Some((first_of_theirs, others_of_theirs))) =
        (mine.split_first(), theirs.split_first())
    {
        common += usize::from(first == first_of_theirs);
        if first <= first_of_theirs {
            mine = others;
        }
        if first >= first_of_theirs {
            theirs = others_of_theirs;
        }
    }
    common
}

/// How much two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Of the longer text.
    pub of_longer: f64,
    /// Of the shorter text.
    pub of_shorter: f64,
}
