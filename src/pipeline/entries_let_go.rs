//! Takes entries out of archive pages for good; every other byte of a page stays. Which ones,
//! others decide.

use crate::archive::Page;
use crate::article::ArticleId;
use crate::edition::DocumentName;
use crate::publish::cut;
use crate::publish::gate::{self, Limits, Refusal};
use crate::section::Slug;
use crate::store::{PartedEntry, Store, StoreError};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// Why entries are where they were; nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveCutError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A page without them would be broken.
    #[error("without the article, an archive page would be broken: {0}")]
    Page(#[from] Refusal),
}

/// A page without some entries, in the formats in which it had one of them: as it is published,
/// and as it was sealed, which is kept where notices stand in it.
#[derive(Default)]
pub(super) struct WithoutEntries {
    /// As it is published.
    pub(super) pages: Vec<Page>,
    /// As it was sealed.
    pub(super) sealed: Vec<Page>,
}

/// A section's page without the entries `ids`, and as it was sealed without `sealed_ids`.
pub(super) fn without(
    store: &mut dyn Store,
    (section, number): (&Slug, u32),
    (ids, sealed_ids): (&[&ArticleId], &[&ArticleId]),
    now: DateTime<Utc>,
) -> Result<WithoutEntries, ArchiveCutError> {
    let mut found = WithoutEntries::default();
    for sealed in store.as_sealed(section, number, now)?.0 {
        if let Some(page) = store.page(&sealed.name)?
            && let Some(bytes) = all_cut(&page.bytes, ids)
        {
            found.pages.push(replaced(&page, bytes, now)?);
        }
        let bytes = all_cut(&sealed.bytes, sealed_ids);
        found.sealed.extend(bytes.map(|bytes| Page { bytes, ..sealed }));
    }
    Ok(found)
}

/// Takes out of `pages` pages at most the entries that were made while their articles were
/// joined with what was put apart since; returns the changed pages, and whether those were all.
///
/// # Errors
/// When the store fails, or a page would be broken; the others are changed all the same.
pub(super) fn let_parted_go(
    store: &mut dyn Store,
    pages: usize,
    now: DateTime<Utc>,
) -> Result<(Vec<Page>, bool), ArchiveCutError> {
    let parted = store.parted_entries(pages)?;
    let places: BTreeSet<(&Slug, u32)> =
        parted.iter().map(|entry| (&entry.section, entry.page)).collect();
    let (mut changed, mut refused) = (Vec::new(), None);
    for (section, number) in &places {
        let is_here = |entry: &&PartedEntry| entry.section == **section && entry.page == *number;
        let here: Vec<PartedEntry> = parted.iter().filter(is_here).cloned().collect();
        let sealed_ids: Vec<&ArticleId> = here.iter().map(|entry| &entry.id).collect();
        let ids: Vec<&ArticleId> =
            here.iter().filter(|entry| !entry.has_notice).map(|entry| &entry.id).collect();
        match without(store, (section, *number), (&ids, &sealed_ids), now) {
            Ok(without) => {
                store.let_go(&here, &without.pages, &without.sealed)?;
                changed.extend(without.pages);
            }
            Err(error @ ArchiveCutError::Page(_)) => refused = refused.or(Some(error)),
            Err(error) => return Err(error),
        }
    }
    refused.map_or(Ok((changed, places.len() < pages)), Err)
}

/// A page without these; `None` where it has none of them.
fn all_cut(page: &[u8], ids: &[&ArticleId]) -> Option<Vec<u8>> {
    let mut rest = None;
    for id in ids {
        rest = cut(rest.as_deref().unwrap_or(page), id.as_str()).or(rest);
    }
    rest
}

fn replaced(page: &Page, bytes: Vec<u8>, now: DateTime<Utc>) -> Result<Page, Refusal> {
    let name = DocumentName::Archive(page.name.clone());
    let limits = Limits { max_document_bytes: usize::MAX, collapse_below: 0.0 };
    gate::check(&name, &bytes, None, &limits, now)?;
    Ok(page.saying(bytes, now))
}
