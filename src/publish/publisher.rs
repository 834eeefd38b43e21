//! Takes candidates through the gate and onto the disk, and then swaps the
//! edition that is served, once for all of them. It does not decide what is in a
//! document, nor tell anybody that there is a new one.

use super::PublishError;
use super::candidate::{Candidate, ChangedDocument, Outcome, Prepared, Published};
use super::folder::{Contents, Folder};
use super::gate::Limits;
use super::last_good::{self, LastGood};
use crate::archive::Said;
use crate::config::settings;
use crate::edition::{Document, DocumentName, Edition};
use crate::fingerprint::Fingerprint;
use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The folder of published files and the edition that is served from it.
pub struct Publisher {
    pub(super) folder: Folder,
    pub(super) limits: Limits,
    pub(super) edition: Arc<ArcSwap<Edition>>,
    pub(super) items: BTreeMap<DocumentName, usize>,
    /// The documents whose compressed forms were made in a hurry.
    pub(super) rough: BTreeSet<DocumentName>,
    /// The documents that are served and of which the folder has an older state, or none.
    pub(super) unwritten: BTreeSet<DocumentName>,
    /// The folder was made again; the pages of the archive are not in it yet.
    restored: bool,
    /// What was said of files before, by their names.
    pub(super) said: BTreeMap<String, Said>,
}

impl Publisher {
    /// Opens the folder, and reads the documents that `names` says are configured
    /// as the last good ones. A document that is broken is left out. Compressed
    /// forms that are missing, or not of their document, are made anew, and
    /// temporary files that a crash left are removed.
    ///
    /// # Errors
    /// When the folder cannot be made or read, or when another pressroom holds it.
    /// A single document that cannot be read is left out, with a warning.
    pub fn open(
        publish: &settings::Publish,
        names: &BTreeSet<DocumentName>,
    ) -> Result<Self, PublishError> {
        let mut folder = Folder::open(&publish.folder)?;
        let limits = Limits::from(publish);
        let names: Vec<&DocumentName> = names.iter().collect();
        let found: Vec<LastGood> =
            names.par_iter().filter_map(|name| last_good::read(&folder, name, &limits)).collect();
        if let Err(error) = folder.own(found.iter().map(|last| &last.document.name)) {
            tracing::warn!(%error, "a document that is retired later would stay in the folder");
        }
        let items = found.iter().map(|last| (last.document.name.clone(), last.items)).collect();
        let edition = Edition::of(found.into_iter().map(|last| last.document));
        Ok(Self {
            folder,
            limits,
            edition: Arc::new(ArcSwap::from_pointee(edition)),
            items,
            rough: BTreeSet::new(),
            unwritten: BTreeSet::new(),
            restored: false,
            said: BTreeMap::new(),
        })
    }

    /// Says again of the same bytes what was said of them before, where the folder no longer
    /// tells, and knows since when they are sent.
    #[must_use]
    pub fn saying(mut self, said: BTreeMap<String, Said>) -> Self {
        self.go_on_from(&said);
        Self { said, ..self }
    }

    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether the folder of archive pages may have been removed since this was last
    /// asked, together with all that was published.
    pub fn was_restored(&mut self) -> bool {
        std::mem::take(&mut self.restored)
    }

    /// How many items a document has as it was last published.
    #[must_use]
    pub fn items(&self, name: &DocumentName) -> Option<usize> {
        self.items.get(name).copied()
    }

    /// The edition that is served; it is swapped whenever something is published.
    #[must_use]
    pub fn edition(&self) -> Arc<ArcSwap<Edition>> {
        Arc::clone(&self.edition)
    }

    /// Judges by the limits of these settings from now on. The folder stays.
    pub fn go_by(&mut self, publish: &settings::Publish) {
        self.limits = Limits::from(publish);
    }

    /// Publishes what changed and passes the gate: each document wholly or not at
    /// all, all of them at one instant for whoever reads the edition. What it
    /// names as changed survives a power cut. What cannot be written is served from
    /// memory all the same: a full disk must not keep a withdrawn text before readers.
    ///
    /// `modified` becomes the candidate's `updated` when that is later than it
    /// was; when the bytes changed though the newest date did not move (an article
    /// left, a title was set), it becomes `now`, so that a reader who knows only
    /// `If-Modified-Since` learns of every change.
    ///
    /// # Errors
    /// When the folder as a whole fails. A single document's failure is in
    /// [`Published::failed`] and stops no other.
    pub fn publish(
        &mut self,
        candidates: Vec<Candidate>,
        now: DateTime<Utc>,
    ) -> Result<Published, PublishError> {
        self.let_out(candidates, now, now)
    }

    /// As [`Publisher::publish`], of documents that are published already and are to say
    /// less: they were not of the future when they were let out, whatever the clock says now.
    ///
    /// # Errors
    /// As [`Publisher::publish`].
    pub fn publish_less(
        &mut self,
        candidates: Vec<Candidate>,
        now: DateTime<Utc>,
    ) -> Result<Published, PublishError> {
        self.let_out(candidates, now, DateTime::<Utc>::MAX_UTC)
    }

    /// `future` is from when on the gate refuses dates.
    fn let_out(
        &mut self,
        candidates: Vec<Candidate>,
        now: DateTime<Utc>,
        future: DateTime<Utc>,
    ) -> Result<Published, PublishError> {
        let mut disk = self.be_in_place();
        let edition = self.edition.load_full();
        let changed: Vec<ChangedDocument<'_>> = candidates
            .par_iter()
            .map(|candidate| ChangedDocument {
                candidate,
                fingerprint: Fingerprint::of(&candidate.bytes),
                last: edition.document(&candidate.name),
            })
            .filter(|change| change.last.map(|last| last.fingerprint) != Some(change.fingerprint))
            .collect();
        let unchanged = candidates.len() - changed.len();
        let mut published = Published { unchanged, ..Published::default() };
        let mut outcomes = self.prepare(&changed, now, future);
        self.redate(now, &changed);
        outcomes.extend(self.late(&self.edition.load_full(), &changed));
        if outcomes.is_empty() {
            return disk.map(|()| published);
        }
        let (mut ready, mut served) = (Vec::new(), Vec::new());
        for outcome in outcomes {
            match outcome {
                Outcome::Refused(refusal) => published.refused.push(refusal),
                Outcome::Failed(name, error) => published.failed.push((name, error)),
                Outcome::Unwritten(document, items, error) => {
                    published.failed.push((document.name.clone(), error));
                    served.push((document, items));
                }
                Outcome::Prepared(prepared) => ready.push(prepared),
            }
        }
        if disk.is_ok() {
            disk = self.folder.own(ready.iter().map(|prepared| &prepared.document.name));
        }
        for Prepared { document, items, staged } in ready {
            let name = document.name.clone();
            match disk.as_ref().map(|_| self.folder.place(staged)) {
                Ok(Ok(())) => published.changed.push(name),
                Ok(Err(error)) => published.failed.push((name, error)),
                Err(_) => {}
            }
            served.push((document, items));
        }
        let synced = disk.and_then(|()| self.folder.sync());
        self.rough.extend(published.changed.iter().cloned());
        let names = served.iter().map(|(document, _)| document.name.clone());
        self.unwritten.extend(names);
        self.unwritten.retain(|name| !published.changed.contains(name));
        self.swap(served);
        synced.map(|()| published)
    }

    /// The documents that are served and of which the folder has another state: the
    /// next attempt writes them.
    #[must_use]
    pub fn unwritten(&self) -> &BTreeSet<DocumentName> {
        &self.unwritten
    }

    /// What waits for the disk and is not changed now.
    fn late(&self, edition: &Edition, changed: &[ChangedDocument<'_>]) -> Vec<Outcome> {
        let is_changed = |name: &DocumentName| changed.iter().any(|c| c.candidate.name == *name);
        let late = self.unwritten.iter().filter(|name| !is_changed(name));
        late.filter_map(|name| {
            let items = self.items.get(name).copied().unwrap_or_default();
            Some(self.stage(Document::clone(edition.document(name)?), items))
        })
        .collect()
    }

    /// Whether pages of the archive are missing in the folder: see
    /// [`Publisher::was_restored`].
    #[must_use]
    pub fn lacks_pages(&self) -> bool {
        self.restored
    }

    /// Sees to it that the folder is there.
    pub(super) fn be_in_place(&mut self) -> Result<(), PublishError> {
        if self.folder.is_in_place() { Ok(()) } else { self.restore() }
    }

    /// Pages of the archive are not in the folder any more.
    pub(super) fn archive_was_lost(&mut self) {
        self.restored = true;
    }

    /// Makes the folder again that somebody removed, with all that is published.
    fn restore(&mut self) -> Result<(), PublishError> {
        let path = self.folder.path().to_owned();
        tracing::warn!(path = %path.display(), "the folder of published files was removed: it is made again");
        self.folder = Folder::open(&path)?;
        self.restored = true;
        let edition = self.edition.load_full();
        self.folder.own(edition.documents().map(|document| &document.name))?;
        for document in edition.documents() {
            let staged = self.folder.stage(&document.name, &Contents::of(document));
            if staged.and_then(|staged| self.folder.place(staged)).is_err() {
                // It is tried once more at once, and then that failure is told.
                self.unwritten.insert(document.name.clone());
            }
        }
        self.folder.sync()
    }

    pub(super) fn swap(&mut self, placed: Vec<(Arc<Document>, usize)>) {
        for (document, items) in &placed {
            self.items.insert(document.name.clone(), *items);
        }
        let documents = placed.into_iter().map(|(document, _)| document);
        self.edition.store(Arc::new(self.edition.load().with(documents)));
    }
}
