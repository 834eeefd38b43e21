//! What becomes of documents that are published already: compressed better, dated anew,
//! taken down. It lets nothing out.

use super::PublishError;
use super::candidate::{ChangedDocument, Outcome, Prepared};
use super::compression::{Effort, compressed};
use super::dating::{FAR_AHEAD, since};
use super::last_good::whole_seconds;
use super::publisher::Publisher;
use crate::archive::Said;
use crate::edition::{Document, DocumentName};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Publisher {
    /// Compresses once more, and better, what was published in a hurry. Documents
    /// and validators stay as they are, so no reader downloads anything again.
    ///
    /// # Errors
    /// When a file cannot be written; the forms that were there stay.
    pub fn refine(&mut self) -> Result<(), PublishError> {
        let edition = self.edition.load_full();
        let rough: Vec<&Arc<Document>> =
            self.rough.iter().filter_map(|name| edition.document(name)).collect();
        let better = rough
            .into_par_iter()
            .map(|document| {
                let (gzip, brotli) =
                    compressed(&document.name, &document.identity, Effort::Thorough)?;
                let better = Document { gzip, brotli, ..Document::clone(document) };
                let items = self.items.get(&document.name).copied().unwrap_or_default();
                Ok(self.stage(better, items))
            })
            .collect::<Result<Vec<_>, PublishError>>()?;
        self.rough.clear();
        let mut placed = Vec::with_capacity(better.len());
        for outcome in better {
            match outcome {
                Outcome::Prepared(Prepared { document, items, staged }) => {
                    self.folder.place(staged)?;
                    placed.push((document, items));
                }
                Outcome::Failed(_, error) | Outcome::Unwritten(_, _, error) => return Err(error),
                Outcome::Refused(_) => {}
            }
        }
        if placed.is_empty() {
            return Ok(());
        }
        let synced = self.folder.sync();
        self.swap(placed);
        synced
    }

    /// Removes documents of ours that are no longer configured, from the folder
    /// and from the edition; returns the names of those that were in the folder.
    /// Files that pressroom did not publish are left alone.
    ///
    /// # Errors
    /// When a file cannot be removed; the edition has lost the documents even so.
    pub fn retire(
        &mut self,
        keep: &BTreeSet<DocumentName>,
    ) -> Result<Vec<DocumentName>, PublishError> {
        self.items.retain(|name, _| keep.contains(name));
        self.unwritten.retain(|name| keep.contains(name));
        self.edition.store(Arc::new(self.edition.load().only(keep)));
        self.folder.remove_all_but(keep)
    }

    /// Serves these documents to nobody, and removes their files, until they are published
    /// anew.
    ///
    /// # Errors
    /// When a file cannot be removed; the edition has lost the documents even so.
    pub fn take_down(&mut self, names: &BTreeSet<DocumentName>) -> Result<(), PublishError> {
        let edition = self.edition.load_full();
        let others = edition.documents().map(|document| document.name.clone());
        self.retire(&others.filter(|name| !names.contains(name)).collect()).map(drop)
    }

    /// Says of what was loaded since when it is sent, as far as the program before knew.
    pub(super) fn go_on_from(&mut self, said: &BTreeMap<String, Said>) {
        let edition = self.edition.load_full();
        let known = edition.documents().filter_map(|document| {
            let said = said.get(&document.name.file_name())?;
            let since = said.since.filter(|_| said.stamp.fingerprint == document.fingerprint)?;
            let items = self.items.get(&document.name).copied().unwrap_or_default();
            Some((Arc::new(Document { since, ..Document::clone(document) }), items))
        });
        let known: Vec<(Arc<Document>, usize)> = known.collect();
        if !known.is_empty() {
            self.swap(known);
        }
    }

    /// Says of what else was loaded since when it is sent, and dates anew what was dated by a clock
    /// that was ahead and is not changed now: until that date comes, a reader
    /// who knows no entity tag would be sent the whole document at each request.
    pub(super) fn redate(&mut self, now: DateTime<Utc>, changed: &[ChangedDocument<'_>]) {
        let edition = self.edition.load_full();
        let is_changed = |name: &DocumentName| changed.iter().any(|c| c.candidate.name == *name);
        let is_ahead = |document: &Document| document.modified > now + FAR_AHEAD;
        let is_loaded = |document: &Document| document.since == DateTime::<Utc>::MAX_UTC;
        let anew: Vec<(Arc<Document>, usize)> = edition
            .documents()
            .filter(|document| is_ahead(document) || is_loaded(document))
            .filter(|document| !is_changed(&document.name))
            .map(|document| {
                let items = self.items.get(&document.name).copied().unwrap_or_default();
                let modified = document.modified;
                let modified = if is_ahead(document) { whole_seconds(now) } else { modified };
                let since = since(Some(document), modified, now);
                (Arc::new(Document { modified, since, ..Document::clone(document) }), items)
            })
            .collect();
        let ahead = edition.documents().filter(|document| is_ahead(document));
        let ahead = ahead.filter(|document| !is_changed(&document.name));
        self.unwritten.extend(ahead.map(|document| document.name.clone()));
        if !anew.is_empty() {
            self.swap(anew);
        }
    }
}
