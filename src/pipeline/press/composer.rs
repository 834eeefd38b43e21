//! What feeds are composed of and by, and what a composition did. How it is done, the
//! files know that add to it.

use crate::article::Article;
use crate::compose;
use crate::config::Settings;
use crate::feed_document::Masthead;
use crate::pipeline::press::reassigning::Reassigned;
use crate::pipeline::shared_store::{SharedStore, lock};
use crate::section::Slug;
use crate::store::{KeptFeed, Store, StoreError};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What feeds are composed of and by: all that a composition needs, and nothing
/// that could publish it.
pub(in crate::pipeline) struct Composer {
    pub(in crate::pipeline) settings: Arc<Settings>,
    pub(in crate::pipeline) masthead: Arc<Masthead>,
    store: SharedStore,
    /// Articles that are to be taken for those of other sections than they are kept in.
    pub(in crate::pipeline) reassigned: Reassigned,
}

/// What a composition did.
pub(in crate::pipeline) struct Composed {
    /// The slugs of the documents that differ now.
    pub(in crate::pipeline) changed: BTreeSet<Slug>,
    /// What each feed that was composed had no room for.
    pub(in crate::pipeline) cut: BTreeMap<Slug, Cut>,
    /// When the front page may change though nothing came.
    pub(in crate::pipeline) front_page_changes: Option<DateTime<Utc>>,
    /// The feeds whose articles are chosen by other settings than when they were let out.
    pub(in crate::pipeline) chosen_otherwise: BTreeSet<Slug>,
    /// What was kept of every feed.
    pub(in crate::pipeline) kept: BTreeMap<Slug, KeptFeed>,
}

/// What a feed had no room for.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct Cut {
    /// How many items, of those that it would hold by `items` and `window`.
    pub(in crate::pipeline) dropped: usize,
    /// The articles that are larger than a document by themselves.
    pub(in crate::pipeline) too_large: Vec<Arc<Article>>,
    /// How many of what it dropped is in no page of its archive.
    pub(in crate::pipeline) unarchived: usize,
}

impl Cut {
    /// Whether anything had no room.
    pub(in crate::pipeline) fn is_any(&self) -> bool {
        self.dropped > 0 || !self.too_large.is_empty()
    }
}

impl Composer {
    pub(in crate::pipeline) fn new(settings: Arc<Settings>, store: SharedStore) -> Self {
        let reassigned = Reassigned::default();
        Self { masthead: compose::masthead(&settings), settings, store, reassigned }
    }

    /// The same, with some articles in other sections.
    pub(in crate::pipeline) fn with(self, reassigned: Reassigned) -> Self {
        Self { reassigned, ..self }
    }

    /// Asks the store something.
    pub(in crate::pipeline) fn ask<T>(
        &self,
        ask: impl FnOnce(&mut dyn Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        ask(lock(&self.store).as_mut())
    }
}
