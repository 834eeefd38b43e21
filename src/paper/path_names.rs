//! The names in the paper's paths: of an article, of a tag or an author, of a month, each as it
//! is written there and read again. It does not know which path begins how.

use super::short_id::ShortId;
use crate::search_query::Term;
use crate::section::Slug;
use crate::text::folded::lasting;
use crate::text::mail;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::fmt;

/// How long the words of a headline may be in an address.
const LONGEST_SLUG: usize = 60;

/// What is left as it is in a name within a path (RFC 3986 §2.3, but `_`, which is a blank).
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'~');

/// Where an article's page is: the id decides, the rest is for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticlePath {
    /// The section.
    pub section: Slug,
    /// The words of the headline; empty when they have no letters of ASCII.
    pub words: String,
    /// The article.
    pub id: ShortId,
}

impl ArticlePath {
    /// The article of a page below a section.
    pub(super) fn read(section: &str, page: &str) -> Option<Self> {
        let (words, id) = page.rsplit_once('-').unwrap_or(("", page));
        Some(Self {
            section: section.parse().ok()?,
            words: words.to_owned(),
            id: ShortId::read(id)?,
        })
    }

    /// The path of an article with this headline.
    #[must_use]
    pub fn new(section: Slug, given: &str, id: ShortId) -> Self {
        // Whatever readers may see of somebody's e-mail address, its place is in no address.
        let title = mail::replaced(given, |_| Some(" ".to_owned()));
        let words = title.as_deref().map_or_else(|| words_of(given), words_of);
        Self { section, words, id }
    }
}

/// A name that people gave, and which part of its list, from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The part, from 1.
    pub part: u32,
}

impl Named {
    /// The first part of the list of what a name is of; `None` for a name without a letter or a
    /// digit, by which nothing is found.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Term::of(name).map(|_| Self { name: name.to_owned(), part: 1 })
    }
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Month {
    pub(super) fn read(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let right = year.len() == 4 && month.len() == 2 && text.bytes().all(is_of_date);
        let read = Self { year: year.parse().ok()?, month: month.parse().ok()? };
        (right && (1..=12).contains(&read.month)).then_some(read)
    }
}

fn is_of_date(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'-'
}

/// A name and which part of its list; the first part is not written.
pub(super) fn parted(text: &str) -> Option<(&str, u32)> {
    let Some((name, part)) = text.split_once('/') else { return Some((text, 1)) };
    let part = part.parse().ok().filter(|part| *part > 1 && *part < 100_000)?;
    Some((name, part))
}

/// A name in a path. A slash in it is written as in a JSON Pointer (RFC 6901), since proxies
/// decode `%2F`; one that was decoded, or that an older release wrote, is read all the same.
/// With a slash at its end it is another path, as everywhere.
pub(super) fn named(text: &str) -> Option<Named> {
    let (name, part) = parted(text).or_else(|| (!text.ends_with('/')).then_some((text, 1)))?;
    let name = percent_decode_str(&name.replace('_', " ")).decode_utf8().ok()?.into_owned();
    let name = name.replace("~1", "/").replace("~0", "~");
    let right = name.len() <= 400 && !name.contains(char::is_control);
    Named::of(&name).filter(|_| right).map(|named| Named { part, ..named })
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.replace('~', "~0").replace('/', "~1");
        let words: Vec<String> =
            name.split(' ').map(|word| utf8_percent_encode(word, NAME).to_string()).collect();
        f.write_str(&words.join("_"))?;
        if self.part > 1 { write!(f, "/{}", self.part) } else { Ok(()) }
    }
}

/// The words of a headline as they stand in an address: whole words, in small letters and
/// digits of ASCII.
fn words_of(title: &str) -> String {
    let mut words = String::new();
    let folded = lasting(title).replace(['\'', '’'], "");
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        let word: String = word.chars().filter(char::is_ascii).collect();
        if word.is_empty() {
            continue;
        }
        if words.len() + 1 + word.len() > LONGEST_SLUG {
            break;
        }
        if !words.is_empty() {
            words.push('-');
        }
        words.push_str(&word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_headline_stand_whole() {
        assert_eq!(words_of("It’s Élan: 5% — up!"), "its-elan-5-up");
        assert_eq!(words_of("بجٹ"), "");
        assert!(words_of(&"word ".repeat(40)).len() <= LONGEST_SLUG);
    }
}
