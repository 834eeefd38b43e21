//! Whom a letter about an article is for: its writer, or one of those whose addresses its text
//! leaves out. From an address of a page nobody can tell the address that it leads to.

use super::ShortId;
use super::short_id::DIGITS;
use crate::fingerprint::Fingerprint;
use std::fmt;

/// So many digits tell the addresses of one article apart.
const MARK: usize = 4;

/// Who is written to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addressee {
    /// Who wrote the article.
    Writer,
    /// Whose address has this mark in the article.
    Marked(Mark),
}

/// Some digits made of an article's short id and an address in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(String);

impl Addressee {
    /// Whoever has this address in the article at a short id.
    #[must_use]
    pub fn of(id: &ShortId, address: &str) -> Self {
        let (id, address) = (id.to_string(), address.to_lowercase());
        let made = Fingerprint::of_parts([id.as_bytes(), address.as_bytes()]);
        let digit = |byte: &u8| char::from(DIGITS[usize::from(byte & 31)]);
        Self::Marked(Mark(made.to_bytes().iter().take(MARK).map(digit).collect()))
    }

    /// What stands behind the short id in a path; `None` for what means nobody.
    pub(super) fn read(text: &str) -> Option<Self> {
        let right = text.len() == MARK && text.bytes().all(|byte| DIGITS.contains(&byte));
        right.then(|| Self::Marked(Mark(text.to_owned())))
    }
}

impl fmt::Display for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Writer => Ok(()),
            Self::Marked(Mark(digits)) => write!(f, "/{digits}"),
        }
    }
}
