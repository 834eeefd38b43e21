//! What a source's items must be to come in, and how they are changed: the
//! meaning of `[[source.keep]]`, `[[source.drop]]` and `[[source.edit]]`.
//! It judges and changes no item: `normalise` does.

mod spellings;

use crate::section::Slug;
use crate::text::{Language, folded};
use regex::{Regex, RegexBuilder};
use serde::{Serialize, Serializer};
use spellings::Spellings;
use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

/// The rules of one source. Filters judge an item as the source gave it, then
/// edits change it in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Policy {
    /// When there is any, an item must meet one of them.
    pub keep: Vec<Conditions>,
    /// An item that meets one of them does not come in.
    pub drop: Vec<Conditions>,
    /// Changes, in order: each sees what the ones before it left.
    pub edits: Vec<Edit>,
}

/// Conditions on an item: every one that is written must hold, and of its texts
/// one is enough.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Conditions {
    /// Found in the title.
    pub title: Vec<Pattern>,
    /// Found in the text, or in the summary where there is no text.
    pub text: Vec<Pattern>,
    /// Found in the name of an author.
    pub author: Vec<Pattern>,
    /// Found in a category.
    pub category: Vec<Pattern>,
    /// Found in the address.
    pub address: Vec<Pattern>,
    /// The language; `en` is every English, `en-GB` one.
    pub language: Vec<Language>,
    /// Published longer ago than this when it is gathered.
    pub older_than: Option<Duration>,
    /// The text has fewer words.
    pub words_below: Option<u32>,
    /// The text has more words.
    pub words_above: Option<u32>,
}

impl Conditions {
    /// Whether any of them is about the text.
    #[must_use]
    pub fn ask_for_text(&self) -> bool {
        !self.text.is_empty() || self.words_below.is_some() || self.words_above.is_some()
    }
}

/// One change of the items that meet its conditions.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Edit {
    /// Of which items; of all when no condition is written.
    pub only: Conditions,
    /// What is looked for, and replaced.
    pub find: Option<Pattern>,
    /// What comes in its place; `$1` is the first group.
    pub replace: String,
    /// Where it is looked for.
    pub within: Vec<Part>,
    /// Put before the title, with a space.
    pub prefix_title: Option<String>,
    /// Who wrote what nobody is named for.
    pub default_author: Option<String>,
    /// Further categories.
    pub add_tags: Vec<String>,
    /// The sections, in the place of all that it would have otherwise.
    pub set_sections: Vec<Slug>,
}

/// A part of an item in which something is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The title.
    Title,
    /// The words of the text and of the summary, never their tags.
    Text,
    /// The names of the authors.
    Author,
    /// The categories.
    Category,
}

impl Part {
    /// All of them, by the names they have in the file.
    pub const ALL: [(&'static str, Self); 4] = [
        ("title", Self::Title),
        ("text", Self::Text),
        ("author", Self::Author),
        ("category", Self::Category),
    ];
}

/// A regular expression in which letter case does not count, unless it says
/// `(?-i)`. It takes linear time on any text.
///
/// What is canonically equal is equal to it, and blanks of any kind, one or several, are a
/// blank. Letters that have another number of letters in capitals (`ß`, `İ`) are found in
/// every form, wherever they stand in it, and what nobody sees between letters (a soft hyphen)
/// is passed over.
#[derive(Clone)]
pub struct Pattern {
    /// As it was written, composed.
    written: String,
    regex: Regex,
    /// The same for a text with characters that nobody sees, made when there is one.
    through_invisible: OnceLock<Option<Regex>>,
    /// The words that it looks for, folded, where they are no more than words that fold to
    /// other ones.
    words: Option<String>,
}

/// The longest expression, in bytes as written.
const LONGEST: usize = 2000;
/// The most memory one may take, in bytes.
const LARGEST: usize = 1 << 20;

impl Pattern {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it, in a few words.
    pub fn new(written: &str) -> Result<Self, String> {
        if written.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} bytes"));
        }
        let composed = folded::composed(written);
        let is_plain = composed.chars().all(|c| c.is_alphanumeric() || c == ' ');
        let words = (is_plain && folds_to_others(&composed)).then(|| folded::same(&composed));
        let every = in_every_spelling(&composed, false);
        let written = composed.clone().into_owned();
        let regex = every.map_or_else(|| built(&composed), Ok);
        let through_invisible = OnceLock::new();
        let pattern = regex.map(|regex| Self { written, regex, through_invisible, words });
        pattern.map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => {
                "it repeats too much, and grows too large".to_owned()
            }
            other => {
                let told = other.to_string();
                let last = told.lines().last().unwrap_or_default();
                last.trim_start_matches("error: ").to_owned()
            }
        })
    }

    /// The expression, in every spelling that it finds in this text.
    #[must_use]
    pub fn regex_for(&self, text: &str) -> &Regex {
        if !text.contains(folded::is_invisible) {
            return &self.regex;
        }
        let through = || in_every_spelling(&self.written, true);
        self.through_invisible.get_or_init(through).as_ref().unwrap_or(&self.regex)
    }

    /// Whether it is found in a text.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let text = folded::composed(text);
        if self.regex_for(&text).is_match(&text) {
            return true;
        }
        if self.words.is_none() && !folds_to_others(&text) || self.written.contains("-i") {
            return false;
        }
        let text = folded::same(&text);
        self.regex.is_match(&text) || self.words.as_ref().is_some_and(|words| text.contains(words))
    }
}

/// The regular expression that finds other spellings too, where there are any; those of letters
/// where letter case does not count.
fn in_every_spelling(composed: &str, invisible: bool) -> Option<Regex> {
    let spellings = Spellings { letters: !composed.contains("-i"), invisible };
    spellings::with_other_spellings(composed, spellings)
        .and_then(|expression| built(&expression).ok())
}

fn built(expression: &str) -> Result<Regex, regex::Error> {
    let mut builder = RegexBuilder::new(expression);
    builder.case_insensitive(true).size_limit(LARGEST).dfa_size_limit(LARGEST).build()
}

/// Whether a text has blanks of other kinds, or letters whose other case is more than one
/// letter: what an expression does not see as equal.
fn folds_to_others(text: &str) -> bool {
    let is_other = |c: char| {
        !c.is_ascii()
            && (c.is_whitespace()
                || matches!(c, 'ı' | '\u{307}')
                || c.to_uppercase().len() > 1
                || c.to_lowercase().len() > 1)
    };
    text.contains("  ") || text.chars().any(is_other)
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.written, f)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}
