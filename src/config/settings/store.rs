//! Where the articles are kept, and for how long. It opens nothing.

use crate::schedule::Timetable;
use std::path::PathBuf;
use std::time::Duration;

/// `[store]`: where the articles are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Store {
    /// The SQLite file.
    pub path: PathBuf,
    /// Articles older than this are removed; never when `None`.
    pub keep: Option<Duration>,
    /// Only the newest of a section are kept; all when `None`.
    pub keep_per_section: Option<usize>,
    /// When the store is looked after.
    pub maintenance: Timetable,
}

impl Store {
    /// The folder of the paper's own pictures: beside the file, and called after it.
    #[must_use]
    pub fn pictures(&self) -> PathBuf {
        self.path.with_extension("pictures")
    }
}
