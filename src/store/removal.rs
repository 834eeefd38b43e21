//! What need not be kept any longer. How much is kept, the settings say.

use super::StoreError;
use crate::source_memory::{Aged, SourceName};
use chrono::{DateTime, Utc};

/// How much is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Remove what was published before this.
    pub published_before: Option<DateTime<Utc>>,
    /// Keep at most this many of a section; an article of several sections stays
    /// while one of them still keeps it.
    pub per_section: Option<usize>,
    /// What was taken back after this stays all the same: readers are being told.
    pub told_since: Option<DateTime<Utc>>,
    /// What has its page in the web edition stays, and so does its address.
    pub keeps_pages: bool,
}

/// Removing what need not be kept.
///
/// # Errors
/// Each fails when the engine does.
pub trait Removal {
    /// Removes the articles that need not be kept; returns their number. Their
    /// items stay known, so that a source that still lists them does not bring them
    /// back.
    fn retain(&mut self, retention: Retention) -> Result<usize, StoreError>;

    /// How many articles [`Removal::retain`] would remove.
    fn surplus(&mut self, retention: Retention) -> Result<usize, StoreError>;

    /// How many of the live articles [`Removal::retain`] would remove at `now` for an age that
    /// they have come to here; one that was as old when it came is none of them.
    fn aged(&mut self, retention: Retention, now: DateTime<Utc>) -> Result<Aged, StoreError>;

    /// Forgets those items of a source whose articles were removed for an age that is kept
    /// now, so that the next pass brings them anew; returns their number.
    fn readmit(
        &mut self,
        source: &SourceName,
        kept_since: Option<DateTime<Utc>>,
    ) -> Result<usize, StoreError>;
}
