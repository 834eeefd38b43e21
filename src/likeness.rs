//! How alike two stories are, by their words alone, in any language. It decides
//! nothing: which likeness makes one article of two is the store's rule.

use crate::article::Article;
use std::collections::HashSet;

/// Words that a text must have before its likeness to another says anything.
pub const FEWEST_WORDS: usize = 40;

/// How many marks a text has. Two texts that share nine tenths of their runs of
/// three words have one of these in common but for one time in a thousand.
const MARKS: usize = 3;

/// Words in a run: the smallest thing that two texts can have in common. One word
/// says little, three in a row are rarely written twice by chance.
const RUN: usize = 3;

/// A word, as a hash of its lower-case form; the lowest bit says that there is a
/// digit in it.
type Word = u64;

/// The words of a story, in order. Marks are kept by the store, so the hashes in
/// here must never change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    title: Vec<Word>,
    text: Vec<Word>,
}

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
        Self { title: words(title), text: words(html) }
    }

    /// How many words the text has. Where a script has no spaces, each character
    /// is a word.
    #[must_use]
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// What to look a text up by: alike texts very likely have one in common, and
    /// others hardly ever. None of a text that is too short to be compared.
    #[must_use]
    pub fn marks(&self) -> Vec<u64> {
        let mut lowest: Vec<u64> = Vec::with_capacity(MARKS + 1);
        if self.text.len() < FEWEST_WORDS {
            return lowest;
        }
        for run in self.runs() {
            if lowest.len() == MARKS && lowest.last().is_some_and(|last| run >= *last) {
                continue;
            }
            if let Err(place) = lowest.binary_search(&run) {
                lowest.insert(place, run);
                lowest.truncate(MARKS);
            }
        }
        lowest
    }

    /// The part of the longer text's runs of three words that the shorter one has
    /// too, and the same of the shorter text's: both from 0.0 to 1.0.
    #[must_use]
    pub fn shares(&self, other: &Self) -> Shares {
        let (mine, theirs) = (set(self.runs()), set(other.runs()));
        let common = mine.intersection(&theirs).count() as f64;
        let (shorter, longer) = (mine.len().min(theirs.len()), mine.len().max(theirs.len()));
        Shares {
            of_longer: common / longer.max(1) as f64,
            of_shorter: common / shorter.max(1) as f64,
        }
    }

    /// The part of the shorter title's words that the other title has too.
    #[must_use]
    pub fn titles(&self, other: &Self) -> f64 {
        let (mine, theirs) = (set(self.title.iter().copied()), set(other.title.iter().copied()));
        let shorter = mine.len().min(theirs.len());
        mine.intersection(&theirs).count() as f64 / shorter.max(1) as f64
    }

    /// Whether each names a number in its title that the other's title lacks.
    #[must_use]
    pub fn titles_contradict(&self, other: &Self) -> bool {
        let numbers = |words: &[Word]| set(words.iter().copied().filter(|word| is_number(*word)));
        differ_both_ways(&numbers(&self.title), &numbers(&other.title))
    }

    /// Whether the two tell different things in the same phrases, as two weather
    /// reports do: each has a number that the other lacks, or each has a word in
    /// its title and text that the other has nowhere.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.all(), other.all());
        let numbers = |of: &HashSet<Word>| set(of.iter().copied().filter(|word| is_number(*word)));
        if differ_both_ways(&numbers(&mine), &numbers(&theirs)) {
            return true;
        }
        self.names_beyond(&theirs) && other.names_beyond(&mine)
    }

    fn all(&self) -> HashSet<Word> {
        set(self.title.iter().chain(&self.text).copied())
    }

    /// Whether it names something in its title, and again in its text, that is not
    /// in `other`.
    fn names_beyond(&self, other: &HashSet<Word>) -> bool {
        let text = set(self.text.iter().copied());
        self.title.iter().any(|word| text.contains(word) && !other.contains(word))
    }

    /// The text's runs of three words, each as a hash, in order.
    pub fn runs(&self) -> impl Iterator<Item = u64> {
        self.text
            .windows(RUN)
            .map(|run| run.iter().fold(0, |hash: u64, word| mixed(hash.rotate_left(23) ^ word)))
    }
}

/// How much two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Of the longer text.
    pub of_longer: f64,
    /// Of the shorter text.
    pub of_shorter: f64,
}

fn set(words: impl Iterator<Item = u64>) -> HashSet<u64> {
    words.collect()
}

fn differ_both_ways(mine: &HashSet<u64>, theirs: &HashSet<u64>) -> bool {
    !mine.is_subset(theirs) && !theirs.is_subset(mine)
}

fn is_number(word: Word) -> bool {
    word & 1 == 1
}

/// The words of a text; tags and entities of HTML end a word and are none.
fn words(html: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(html.len() / 6);
    let mut open = Open::default();
    let mut rest = html.chars();
    while let Some(c) = rest.next() {
        match c {
            '<' | '&' => {
                open.end(&mut words);
                skip(&mut rest, c);
            }
            _ if c.is_ascii_alphanumeric() => open.push(c.to_ascii_lowercase(), c.is_ascii_digit()),
            _ if c.is_ascii() => {
                let groups = c == ','
                    && open.digit
                    && rest.clone().next().is_some_and(|c| c.is_ascii_digit());
                if !groups {
                    open.end(&mut words);
                }
            }
            // Before the letters: some of these count as such.
            _ if joins(c) => {}
            _ if stands_alone(c) => {
                open.end(&mut words);
                open.push(c, false);
                open.end(&mut words);
            }
            _ if c.is_alphanumeric() => {
                let digit = c.is_numeric();
                c.to_lowercase().for_each(|c| open.push(c, digit));
            }
            _ => open.end(&mut words),
        }
    }
    open.end(&mut words);
    words
}

/// Goes on behind a tag, or an entity. What only looks like one is left as it is.
fn skip(rest: &mut std::str::Chars<'_>, mark: char) {
    const LONGEST_ENTITY: usize = 32;
    let text = rest.as_str();
    let end = match mark {
        '<' => text.find('>'),
        _ => text
            .bytes()
            .take(LONGEST_ENTITY)
            .take_while(|byte| !byte.is_ascii_whitespace())
            .position(|byte| byte == b';'),
    };
    if let Some(end) = end {
        *rest = text[end + 1..].chars();
    }
}

/// Letters of scripts that put no space between words: each is a word by itself.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// What stands within a word and shows nothing: joiners, soft hyphens, marks that
/// steer the direction, and the strokes above and below letters.
fn joins(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{300}'..='\u{36F}'
        | '\u{94D}' | '\u{9CD}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

/// The word that is being read.
#[derive(Default)]
struct Open {
    hash: u64,
    digit: bool,
    any: bool,
}

impl Open {
    fn push(&mut self, c: char, digit: bool) {
        let before = if self.any { self.hash } else { 0xcbf2_9ce4_8422_2325 };
        // FNV-1a, a character at a time.
        self.hash = (before ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
        self.digit |= digit;
        self.any = true;
    }

    fn end(&mut self, words: &mut Vec<Word>) {
        if self.any {
            words.push(mixed(self.hash) & !1 | u64::from(self.digit));
            *self = Self::default();
        }
    }
}

/// Spreads what differs in a few bits over all 64 (the finaliser of SplitMix64).
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
