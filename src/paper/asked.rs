//! What a reader searches for in the paper, and which part of what was found. It knows no
//! syntax of queries.

use super::{Paper, Route};

/// So many parts of what was found are shown: who wants more searches for less.
const PARTS: u32 = 20;

/// What a reader asks the search page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Asked {
    /// In the reader's words.
    pub words: String,
    /// Which part of what is found, from 1.
    pub part: u32,
}

impl Asked {
    /// The first part of what these words find.
    #[must_use]
    pub fn of(words: impl Into<String>) -> Self {
        Self { words: words.into(), part: 1 }
    }

    /// What the query of a request says: of several words or parts the first. A part that
    /// there cannot be is the first one.
    #[must_use]
    pub fn read(query: &str) -> Option<Self> {
        let named = |wanted: &str| {
            let mut pairs = url::form_urlencoded::parse(query.as_bytes());
            pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
        };
        let words = legible(&named("q")?);
        let part = named("page").and_then(|part| part.parse().ok());
        let part = part.filter(|part| (1..=PARTS).contains(part)).unwrap_or(1);
        Some(Self { words, part })
    }

    /// The part that is so many further; `None` where there is none.
    #[must_use]
    pub fn beside(&self, step: i64) -> Option<Self> {
        let part = u32::try_from(i64::from(self.part) + step).ok()?;
        (1..=PARTS).contains(&part).then(|| Self { words: self.words.clone(), part })
    }

    /// What readers call its page, without the host.
    #[must_use]
    pub fn href(&self, paper: &Paper) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &self.words);
        if self.part > 1 {
            query.append_pair("page", &self.part.to_string());
        }
        format!("{}?{}", paper.href(&Route::Search), query.finish())
    }
}

/// The words with a blank for each sign that no page may have (HTML §13.1.4) and nobody means.
fn legible(words: &str) -> String {
    let is_sign = |c: char| !c.is_control() && !is_noncharacter(c);
    words.chars().map(|c| if is_sign(c) { c } else { ' ' }).collect()
}

/// What Unicode has for no interchange (§23.7).
fn is_noncharacter(c: char) -> bool {
    let point = u32::from(c);
    point & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&point)
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn signs_that_no_page_may_have_are_none_of_the_words() {
        let asked = Asked::read("q=%00x%0b%1by%ef%bf%bf%C2%85%EF%B7%90").unwrap();
        assert_eq!(asked.words, " x  y   ");
    }
}
