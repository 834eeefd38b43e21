//! What is kept of the feeds themselves, whatever is in them: under which name each was
//! first published, and of which date it was at the latest.

use super::{NotShown, StoreError};
use crate::archive::Said;
use crate::article::{Article, ArticleId};
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// What is kept of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFeed {
    /// The name that it had first: its id is made of it.
    pub first_name: Slug,
    /// The latest date that it ever had; `None` while it was never published.
    pub updated: Option<DateTime<Utc>>,
    /// By what its articles were chosen when it was last let out; `None` where that was
    /// not said.
    pub chosen_by: Option<Fingerprint>,
    /// Other settings put articles elsewhere since it was last let out.
    pub is_rearranged: bool,
}

/// What the feeds are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedNames {
    /// All of them.
    pub there: BTreeSet<Slug>,
    /// Feeds that had another name before: that one, and the one of now.
    pub moved: BTreeMap<Slug, Slug>,
    /// The same of sections: what is in the store under the old name, articles and
    /// archive, is of the new one. Where that has articles or an archive of its own,
    /// the articles join them, and the old archive stays under its name.
    pub moved_sections: BTreeMap<Slug, Slug>,
}

/// The feeds. The rules of [`super::Store`] hold.
///
/// # Errors
/// Each fails when the engine does.
pub trait Feeds {
    /// Takes note of which feeds there are, and of those that have another name now.
    fn name_feeds(&mut self, names: &FeedNames) -> Result<(), StoreError>;

    /// What is kept of every feed.
    fn kept_feeds(&mut self) -> Result<BTreeMap<Slug, KeptFeed>, StoreError>;

    /// Keeps of which date feeds are; an earlier one than a feed had before counts for
    /// nothing.
    fn date_feeds(&mut self, dates: &BTreeMap<Slug, DateTime<Utc>>) -> Result<(), StoreError>;

    /// Keeps by what the articles of feeds were chosen that are let out now, and that
    /// nothing of them waits since settings put articles elsewhere. A section is so marked
    /// by [`super::Items::judged_again`].
    fn chose(&mut self, feeds: &BTreeMap<Slug, Fingerprint>) -> Result<(), StoreError>;

    /// Keeps that a feed lost most of its items because that is meant, until it is let out.
    fn rearranged(&mut self, feed: &Slug) -> Result<(), StoreError>;

    /// Keeps what is said of published files, by their names.
    fn keep_stamps(&mut self, stamps: &BTreeMap<String, Said>) -> Result<(), StoreError>;

    /// What was last said of published files.
    fn stamps(&mut self) -> Result<BTreeMap<String, Said>, StoreError>;

    /// Of these articles those that no feed may show at `now`: they were taken back, or are
    /// to be seen later only. What is not known here is not among them. The latest
    /// withdrawal first, then by id.
    fn not_shown(
        &mut self,
        ids: &[ArticleId],
        now: DateTime<Utc>,
    ) -> Result<Vec<NotShown>, StoreError>;

    /// The articles that are not out yet at `now`, the next one first.
    fn waiting(&mut self, now: DateTime<Utc>) -> Result<Vec<Article>, StoreError>;
}
