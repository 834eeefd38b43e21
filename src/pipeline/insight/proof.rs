//! Holds the feeds, as they would be printed now, against what aggregators demand. It
//! writes nothing, and asks no source.

use crate::config::Settings;
use crate::feed_document::{FeedDocument, Format, Profile};
use crate::pipeline::press::composer::Composer;
use crate::profile::{self, Circumstances};
pub use crate::profile::{Flaw, Results};
use crate::render::{self, RenderError};
use crate::section::Slug;
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex};

/// Why no proof could be made.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The store cannot be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A feed cannot be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
}

/// What a profile says of these feeds (of all when none is named), in the order of
/// the configuration.
///
/// # Errors
/// When the store cannot be asked, or a feed not be rendered.
pub fn prove(
    store: Box<dyn Store>,
    settings: &Arc<Settings>,
    profile: Profile,
    wanted: &[Slug],
    now: DateTime<Utc>,
) -> Result<Vec<Results>, ProofError> {
    prove_for(&[profile], store, settings, wanted, now)
}

/// As [`prove`], for several profiles: feed by feed, each in the order of `profiles`.
///
/// # Errors
/// As [`prove`].
pub fn prove_for(
    profiles: &[Profile],
    store: Box<dyn Store>,
    settings: &Arc<Settings>,
    wanted: &[Slug],
    now: DateTime<Utc>,
) -> Result<Vec<Results>, ProofError> {
    let feeds = Composer::new(settings.clone(), Arc::new(Mutex::new(store))).all(now)?;
    let all: Vec<FeedDocument> =
        settings.feed_slugs().filter_map(|slug| feeds.get(&slug).cloned()).collect();
    let chosen = all.iter().filter(|doc| wanted.is_empty() || wanted.contains(&doc.slug));
    let mut proven = Vec::new();
    for doc in chosen {
        let bytes = Some(render::render(doc, Format::Rss)?.len());
        let seen = Circumstances { now, bytes, before: None, others: &all };
        let results = profiles.iter().map(|profile| profile::results(*profile, doc, &seen));
        proven.extend(results);
    }
    Ok(proven)
}

/// What was left out of the feeds that are made for an aggregator, and why.
///
/// # Errors
/// When the store cannot be asked.
pub fn left_out(
    store: Box<dyn Store>,
    settings: &Arc<Settings>,
    now: DateTime<Utc>,
) -> Result<Vec<Results>, StoreError> {
    Composer::new(settings.clone(), Arc::new(Mutex::new(store))).left_out(now)
}
