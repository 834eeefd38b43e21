//! What somebody looks for: words, "phrases", `OR` between two that are both
//! welcome, `-` before one that is not, or any dash that a keyboard or a word processor makes
//! of it. It finds nothing: the store does, which writes it in its own language.

mod doubt;
mod signs;

use crate::text::folded;
use doubt::doubt;
use signs::{is_minus, is_quote};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// The most characters of a query.
pub const MOST_CHARACTERS: usize = 200;

/// The most words and phrases of a query.
pub const MOST_TERMS: usize = 16;

/// A query in its one normal form: equal questions are equal, and are written the
/// same by `Display`, which [`str::parse`] reads back.
///
/// ```
/// use pressroom::search_query::Query;
///
/// let query: Query = "Karachi  rain OR flood -cricket".parse()?;
/// assert_eq!(query, "-cricket karachi flood OR rain".parse()?);
/// # Ok::<(), pressroom::search_query::QueryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Query {
    /// Of each, one at least must be there.
    wanted: Vec<Vec<Term>>,
    /// None of these may be there.
    unwanted: Vec<Term>,
}

/// A word, or several that stand side by side in this order; folded letters and
/// digits only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(Vec<String>);

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{cause}: {remedy}")]
pub struct QueryError {
    /// The bytes that are wrong.
    pub at: Range<usize>,
    /// What is wrong with them.
    pub cause: String,
    /// What to write.
    pub remedy: &'static str,
}

impl Query {
    /// Groups of terms: of each group one at least must be there. Never empty.
    #[must_use]
    pub fn wanted(&self) -> &[Vec<Term>] {
        &self.wanted
    }

    /// Terms of which none may be there.
    #[must_use]
    pub fn unwanted(&self) -> &[Term] {
        &self.unwanted
    }
}

impl Term {
    /// The term that a text is as a whole; `None` if there is no letter or digit in it.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let words = folded::words(text);
        (!words.is_empty()).then_some(Self(words))
    }

    /// Its words, with a space between them.
    #[must_use]
    pub fn phrase(&self) -> String {
        self.0.join(" ")
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [word] => f.write_str(word),
            words => write!(f, "\"{}\"", words.join(" ")),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, group) in self.wanted.iter().enumerate() {
            f.write_str(if place == 0 { "" } else { " " })?;
            for (place, term) in group.iter().enumerate() {
                write!(f, "{}{term}", if place == 0 { "" } else { " OR " })?;
            }
        }
        self.unwanted.iter().try_for_each(|term| write!(f, " -{term}"))
    }
}

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, QueryError> {
        if text.chars().count() > MOST_CHARACTERS {
            let cause = format!("the query is longer than {MOST_CHARACTERS} characters");
            return Err(QueryError { at: 0..text.len(), cause, remedy: "leave words out" });
        }
        let mut reading = Reading::default();
        let mut rest = Pieces { text, at: 0 };
        while let Some(piece) = rest.next_piece()? {
            reading.take(piece)?;
        }
        reading.into_query(text.len())
    }
}

/// What hardly means in a query what it looks like, to somebody who knows other languages
/// of queries: here it is a word that must be there as any other.
#[must_use]
pub fn doubts(text: &str) -> Vec<QueryError> {
    let mut rest = Pieces { text, at: 0 };
    let mut doubts = Vec::new();
    while let Ok(Some(piece)) = rest.next_piece() {
        let Piece::Term { at, .. } = piece else { continue };
        let Some((what, remedy)) = doubt(&text[at.clone()]) else { continue };
        let cause = format!("`{}` {what}", &text[at.clone()]);
        doubts.push(QueryError { at, cause, remedy });
    }
    doubts
}

/// A part of a query as it is written.
enum Piece {
    Or(Range<usize>),
    Term { at: Range<usize>, term: Term, unwanted: bool },
}

/// What is read so far.
#[derive(Default)]
struct Reading {
    wanted: Vec<Vec<Term>>,
    unwanted: Vec<Term>,
    /// An `OR` that waits for what comes after it.
    open_or: Option<Range<usize>>,
    terms: usize,
    /// Whether an `OR` may follow.
    after_wanted: bool,
}

impl Reading {
    fn take(&mut self, piece: Piece) -> Result<(), QueryError> {
        match piece {
            Piece::Or(at) if !self.after_wanted => Err(lonely_or(at)),
            Piece::Or(at) => {
                self.open_or = Some(at);
                self.after_wanted = false;
                Ok(())
            }
            Piece::Term { at, .. } if self.terms == MOST_TERMS => {
                let cause = format!("more than {MOST_TERMS} words and phrases");
                Err(QueryError { at, cause, remedy: "leave some out" })
            }
            Piece::Term { term, unwanted: true, .. } => {
                if let Some(at) = self.open_or.take() {
                    return Err(lonely_or(at));
                }
                self.terms += 1;
                self.after_wanted = false;
                self.unwanted.push(term);
                Ok(())
            }
            Piece::Term { term, .. } => {
                self.terms += 1;
                self.after_wanted = true;
                match (self.open_or.take(), self.wanted.last_mut()) {
                    (Some(_), Some(group)) => group.push(term),
                    _ => self.wanted.push(vec![term]),
                }
                Ok(())
            }
        }
    }

    /// In normal form: the order of terms means nothing, nor does a repeated one.
    fn into_query(mut self, length: usize) -> Result<Query, QueryError> {
        if let Some(at) = self.open_or {
            return Err(lonely_or(at));
        }
        if self.wanted.is_empty() {
            let cause = match self.unwanted.is_empty() {
                true => "the query is empty",
                false => "the query says only what is not wanted",
            };
            let remedy = "name a word that an article must have";
            return Err(QueryError { at: 0..length, cause: cause.to_owned(), remedy });
        }
        for group in &mut self.wanted {
            group.sort_unstable();
            group.dedup();
        }
        self.wanted.sort_unstable();
        self.wanted.dedup();
        self.unwanted.sort_unstable();
        self.unwanted.dedup();
        Ok(Query { wanted: self.wanted, unwanted: self.unwanted })
    }
}

fn lonely_or(at: Range<usize>) -> QueryError {
    let cause = "`OR` has no word on one of its sides".to_owned();
    QueryError { at, cause, remedy: "write it between two words, as in `flood OR rain`" }
}

/// What is left of a query.
struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl Pieces<'_> {
    fn next_piece(&mut self) -> Result<Option<Piece>, QueryError> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        let start = self.at;
        let rest = &self.text[start..];
        if rest.is_empty() {
            return Ok(None);
        }
        let bare = rest.strip_prefix(is_minus).unwrap_or(rest);
        let unwanted = bare.len() < rest.len();
        let sign = rest.len() - bare.len();
        let (written, length) = match bare.strip_prefix(is_quote) {
            Some(inside) => {
                let quote = bare.len() - inside.len();
                let Some(end) = inside.find(is_quote) else {
                    let cause = "a quotation mark is not closed".to_owned();
                    let remedy = "write another one behind the last word of the phrase";
                    return Err(QueryError { at: start..self.text.len(), cause, remedy });
                };
                let closing = inside[end..].chars().next().map_or(0, char::len_utf8);
                (&inside[..end], sign + quote + end + closing)
            }
            None => {
                let end = bare.find(|c: char| c.is_whitespace() || is_quote(c));
                let word = &bare[..end.unwrap_or(bare.len())];
                (word, sign + word.len())
            }
        };
        self.at = start + length;
        let at = start..self.at;
        if &self.text[at.clone()] == "OR" {
            return Ok(Some(Piece::Or(at)));
        }
        let Some(term) = Term::of(written) else {
            let cause = format!("`{}` has no letter or digit in it", &self.text[at.clone()]);
            return Err(QueryError { at, cause, remedy: "write a word, or leave it out" });
        };
        Ok(Some(Piece::Term { at, term, unwanted }))
    }
}

#[cfg(test)]
mod tests {
    use super::Query;

    fn normal(text: &str) -> String {
        text.parse::<Query>().map_or_else(|error| format!("! {error}"), |query| query.to_string())
    }

    #[test]
    fn equal_questions_have_one_form() {
        assert_eq!(
            normal("Rain  OR flood -Cricket \"Tarbela  Dam\""),
            "flood OR rain \"tarbela dam\" -cricket"
        );
        assert_eq!(
            normal("“tarbela dam” rain OR flood flood OR RAIN -cricket"),
            normal("Rain OR flood -Cricket \"Tarbela Dam\"")
        );
        assert_eq!(normal("KSE-100"), "\"kse 100\"");
        for dash in ['–', '—', '‑', '‐', '−', '－'] {
            assert_eq!(normal(&format!("flood {dash}cricket")), "flood -cricket");
            assert_eq!(normal(&format!("flood {dash}“Tarbela Dam”")), "flood -\"tarbela dam\"");
            assert_eq!(normal(&format!("covid{dash}19")), "\"covid 19\"");
        }
        assert_eq!(normal("a\" b\""), "a b");
    }

    #[test]
    fn what_cannot_be_asked_is_told() {
        for (query, part) in [
            ("", "is empty"),
            ("-rain", "only what is not wanted"),
            ("OR rain", "`OR` has no word"),
            ("rain OR", "`OR` has no word"),
            ("rain OR OR flood", "`OR` has no word"),
            ("rain OR -flood", "`OR` has no word"),
            ("\"rain", "not closed"),
            ("rain *", "`*` has no letter"),
            ("rain – sun", "`–` has no letter"),
        ] {
            let told = normal(query);
            assert!(told.starts_with("! ") && told.contains(part), "{query}: {told}");
        }
    }
}
