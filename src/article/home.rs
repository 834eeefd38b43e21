//! Where the page of an article is, and how it is told from others there. The store decides
//! both once, when the article comes.

use serde::{Deserialize, Serialize};

/// How much of an article's id stands in the address of its page in the web edition. The
/// store decides it when the article comes, and it stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdInAddress {
    /// Its first digits, which are no other article's.
    #[default]
    Begin,
    /// All of it: an earlier article's begins with the same digits.
    Whole,
}

impl IdInAddress {
    pub(super) fn is_begin(&self) -> bool {
        *self == Self::Begin
    }
}

/// Where the page of an article is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Home {
    /// At its address, which its item gave; in the web edition, if it gave none.
    #[default]
    Elsewhere,
    /// In the web edition: its item gave no address, and what it has was made of where it
    /// stands in its folder.
    Here,
    /// At its address, and in the web edition too.
    Both,
}

impl Home {
    pub(crate) fn is_elsewhere(&self) -> bool {
        *self == Self::Elsewhere
    }

    /// Whether the web edition has a page of an article that has an address, or none.
    #[must_use]
    pub fn is_here(self, has_address: bool) -> bool {
        self != Self::Elsewhere || !has_address
    }

    /// Whether it has a page at its address and another in the web edition.
    #[must_use]
    pub fn is_both(self) -> bool {
        self == Self::Both
    }
}
