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
        let words = named("q")?;
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
