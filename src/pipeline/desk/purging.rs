//! What the law may ask for: an article's text goes out of the store and out of the
//! archive. It changes sealed pages for good. It publishes nothing: the
//! next printing does.

use crate::article::ArticleId;
use crate::pipeline::entries_let_go::{ArchiveCutError, let_parted_go, without};
use crate::store::{SqliteStore, Store};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// Removes what an article said from the store and from the archive pages that have
/// it; returns the number of those pages, or nothing when there is no such article. In
/// the feeds, the notice of its withdrawal stands for as long as of any other.
///
/// # Errors
/// When the store fails, or a page would be broken.
pub fn purge(
    store: &mut dyn Store,
    id: &ArticleId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Option<usize>, ArchiveCutError> {
    // Its words may stand under the name of what it was joined with.
    let_parted_go(store, usize::MAX, now)?;
    let (mut pages, mut sealed) = (Vec::new(), Vec::new());
    let names = store.pages_with(id)?;
    let places: BTreeSet<_> = names.iter().map(|name| (&name.feed, name.number)).collect();
    for place in places {
        let page = without(store, place, (&[id], &[id]), now)?;
        pages.extend(page.pages);
        sealed.extend(page.sealed);
    }
    let purged = store.purge(id, now, reason, &pages, &sealed)?;
    Ok(purged.then_some(names.len()))
}

/// Does the purges that a store which was put back does not know of yet. What they are about
/// may not be there; then they wait for it.
///
/// # Errors
/// As [`purge`].
pub fn purge_owed(store: &mut SqliteStore) -> Result<(), ArchiveCutError> {
    for owed in store.owed_purges()? {
        if purge(store, &owed.id, &owed.reason, owed.at)?.is_some() {
            store.purged(&owed)?;
        }
    }
    Ok(())
}
