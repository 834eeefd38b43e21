//! What the rules of a source did to an item. It knows no rule.

use crate::raw_item::RawItem;
use serde::Serialize;
use std::fmt;

/// What one rule did to one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// The header of the rule: `keep`, `edit` or `rule`.
    pub rule: &'static str,
    /// Its place among those of its source, from 1.
    pub number: usize,
    /// What it did, in a few words.
    pub did: String,
}

impl fmt::Display for Applied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.rule, self.number, self.did)
    }
}

/// An item that came in.
pub(in crate::normalise) struct Admitted {
    pub(in crate::normalise) item: RawItem,
    /// An edit said where it belongs, and nothing else may.
    pub(in crate::normalise) sections_are_set: bool,
    pub(in crate::normalise) applied: Vec<Applied>,
}
