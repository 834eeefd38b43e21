//! When two items are one article. It compares nothing.

use crate::source_memory::SourceName;
use std::collections::BTreeSet;
use std::time::Duration;

/// `[duplicates]`: when two items are one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicates {
    /// What tells the same story is joined; otherwise only equal ids are.
    pub enabled: bool,
    /// Only stories that were published this close to each other are compared.
    pub window: Duration,
    /// The part of the shorter text that must be in the longer one, from 0.0 to 1.0.
    pub alike: f64,
    /// The sources that take no part in it.
    pub except: BTreeSet<SourceName>,
}

impl Default for Duplicates {
    /// What holds where nothing is configured.
    fn default() -> Self {
        let window = Duration::from_secs(3 * 24 * 60 * 60);
        Self { enabled: true, window, alike: 0.8, except: BTreeSet::new() }
    }
}
