//! What the store foretells, and how busy sections were: for people who look at the
//! newsroom. It decides nothing.

use super::StoreError;
use crate::article::ArticleId;
use crate::section::Slug;
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

/// What happens to an article by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Foretold {
    /// It becomes visible to readers.
    Appears,
    /// Its time is over, and it is withdrawn.
    Ends,
}

/// When, to which article, and what.
pub type Coming = (DateTime<Utc>, ArticleId, Foretold);

/// The questions. The rules of [`super::Store`] hold.
///
/// # Errors
/// Each fails when the engine does.
pub trait Foretelling {
    /// What happens to articles after `from`, and at `until` at the latest, in that order.
    fn foretold(
        &mut self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Coming>, StoreError>;

    /// How many live articles each source has that were published after `from` and are out at
    /// `now`, and how many wait for their time.
    fn by_source(
        &mut self,
        from: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<BTreeMap<SourceName, (u64, u64)>, StoreError>;

    /// When an article ends by itself; `None` if it does not.
    fn end_of(&mut self, id: &ArticleId) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// How many live articles a section has that were published between each two of these
    /// instants, the later one included.
    fn counted_between(
        &mut self,
        section: &Slug,
        instants: &[DateTime<Utc>],
    ) -> Result<Vec<u64>, StoreError>;
}
