//! What the law may ask for: an article's text goes out of the store and out of the
//! archive. It changes sealed pages for good. It publishes nothing: the
//! next printing does.

use crate::archive::Page;
use crate::article::ArticleId;
use crate::edition::DocumentName;
use crate::publish::cut;
use crate::publish::gate::{self, Limits, Refusal};
use crate::store::{SqliteStore, Store, StoreError};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// Why an article was not purged; nothing of it was changed then.
#[derive(Debug, thiserror::Error)]
pub enum PurgeError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A page without the article would be broken.
    #[error("without the article, an archive page would be broken: {0}")]
    Page(#[from] Refusal),
}

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
) -> Result<Option<usize>, PurgeError> {
    let (mut pages, mut sealed) = (Vec::new(), Vec::new());
    let names = store.pages_with(id)?;
    for name in &names {
        let Some(page) = store.page(name)? else { continue };
        if let Some(bytes) = cut(&page.bytes, id.as_str()) {
            pages.push(replaced(&page, bytes, now)?);
        }
    }
    let sections: BTreeSet<_> = names.iter().map(|name| (&name.feed, name.number)).collect();
    for (section, number) in sections {
        for page in store.as_sealed(section, number, now)?.0 {
            let bytes = cut(&page.bytes, id.as_str());
            sealed.extend(bytes.map(|bytes| Page { bytes, ..page }));
        }
    }
    let purged = store.purge(id, now, reason, &pages, &sealed)?;
    Ok(purged.then_some(names.len()))
}

/// Does the purges that a store which was put back does not know of yet. What they are about
/// may not be there; then they wait for it.
///
/// # Errors
/// As [`purge`].
pub fn purge_owed(store: &mut SqliteStore) -> Result<(), PurgeError> {
    for owed in store.owed_purges()? {
        if purge(store, &owed.id, &owed.reason, owed.at)?.is_some() {
            store.purged(&owed)?;
        }
    }
    Ok(())
}

fn replaced(page: &Page, bytes: Vec<u8>, now: DateTime<Utc>) -> Result<Page, Refusal> {
    let name = DocumentName::Archive(page.name.clone());
    let limits = Limits { max_document_bytes: usize::MAX, collapse_below: 0.0 };
    gate::check(&name, &bytes, None, &limits, now)?;
    Ok(page.saying(bytes, now))
}
