//! Takes candidates through the gate and onto the disk, and then swaps the
//! edition that is served, once for all of them. It does not decide what is in a
//! document, nor tell anybody that there is a new one.

use super::PublishError;
use super::compression::{Effort, compressed};
use super::dating::{FAR_AHEAD, modified, since};
use super::folder::{Contents, Folder, Staged};
use super::gate::{self, Limits, Refusal};
use super::last_good::{self, LastGood, whole_seconds};
use crate::archive::Said;
use crate::config::settings;
use crate::edition::{Document, DocumentName, Edition};
use crate::fingerprint::Fingerprint;
use arc_swap::ArcSwap;
use chrono::{DateTime, TimeDelta, Utc};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

/// How many documents are written at one time. Syncing is waiting, and a file
/// system makes one journal entry of what waits together; more than this brings
/// nothing more.
const WRITERS: usize = 8;

/// A document that wants to be published.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which one.
    pub name: DocumentName,
    /// The uncompressed bytes.
    pub bytes: Vec<u8>,
    /// The newest date in it: of an article's change or of a withdrawal.
    pub updated: DateTime<Utc>,
    /// It may have far fewer items than the last one: the configuration changed,
    /// or somebody took articles back on purpose.
    pub allow_collapse: bool,
    /// By how many bytes it may be larger than the limit says: notices of withdrawal
    /// are never cut.
    pub beyond: usize,
}

/// What became of the candidates.
#[derive(Debug, Default)]
pub struct Published {
    /// Published, in memory and on the disk.
    pub changed: Vec<DocumentName>,
    /// How many were the same as what is published; nothing was written for them.
    pub unchanged: usize,
    /// Held back by the gate; the last good ones stay.
    pub refused: Vec<Refusal>,
    /// Let through, and served from memory, but not written: on the disk the last good
    /// ones stay, and the next attempt tries again.
    pub failed: Vec<(DocumentName, PublishError)>,
}

/// The folder of published files and the edition that is served from it.
pub struct Publisher {
    pub(super) folder: Folder,
    limits: Limits,
    pub(super) edition: Arc<ArcSwap<Edition>>,
    pub(super) items: BTreeMap<DocumentName, usize>,
    /// The documents whose compressed forms were made in a hurry.
    pub(super) rough: BTreeSet<DocumentName>,
    /// The documents that are served and of which the folder has an older state, or none.
    pub(super) unwritten: BTreeSet<DocumentName>,
    /// The folder was made again; the pages of the archive are not in it yet.
    restored: bool,
    /// What was said of files before, by their names.
    said: BTreeMap<String, Said>,
}

/// A candidate that is on the disk but not in its place.
pub(super) struct Prepared {
    pub(super) document: Arc<Document>,
    pub(super) items: usize,
    pub(super) staged: Staged,
}

/// A candidate whose bytes are not those that are published.
pub(super) struct ChangedDocument<'a> {
    pub(super) candidate: &'a Candidate,
    fingerprint: Fingerprint,
    last: Option<&'a Arc<Document>>,
}

/// What became of one change before anything is in its place.
pub(super) enum Outcome {
    Refused(Refusal),
    Failed(DocumentName, PublishError),
    /// It can be served, but is not on the disk.
    Unwritten(Arc<Document>, usize, PublishError),
    Prepared(Prepared),
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

    /// The outcome of every change, in their order. Compressing takes the
    /// processors and syncing waits for the disk, so the two overlap.
    fn prepare(
        &self,
        changes: &[ChangedDocument<'_>],
        now: DateTime<Utc>,
        future: DateTime<Utc>,
    ) -> Vec<Outcome> {
        let (sender, receiver) = mpsc::channel::<(usize, Document, usize)>();
        let receiver = Mutex::new(receiver);
        let next = || receiver.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
        let mut outcomes = std::thread::scope(|scope| {
            let write = || {
                let to_write = std::iter::from_fn(next);
                to_write.map(|(at, document, items)| (at, self.stage(document, items))).collect()
            };
            let writers: Vec<_> =
                (0..WRITERS.min(changes.len())).map(|_| scope.spawn(write)).collect();
            let mut outcomes: Vec<(usize, Outcome)> = changes
                .par_iter()
                .enumerate()
                .filter_map(|(at, change)| match self.judge(change, now, future) {
                    Ok((document, items)) => {
                        let unsent = sender.send((at, document, items)).err();
                        unsent.map(|mpsc::SendError((at, document, items))| {
                            (at, self.stage(document, items))
                        })
                    }
                    Err(outcome) => Some((at, outcome)),
                })
                .collect();
            drop(sender);
            let written = writers.into_iter().filter_map(|writer| writer.join().ok());
            outcomes.extend(written.flat_map(|written: Vec<(usize, Outcome)>| written));
            outcomes
        });
        outcomes.sort_by_key(|(at, _)| *at);
        outcomes.into_iter().map(|(_, outcome)| outcome).collect()
    }

    /// The new document with the number of its items, or why there is none.
    fn judge(
        &self,
        change: &ChangedDocument<'_>,
        now: DateTime<Utc>,
        future: DateTime<Utc>,
    ) -> Result<(Document, usize), Outcome> {
        let Candidate { name, bytes, updated, allow_collapse, beyond } = change.candidate;
        let last_items = self.items.get(name).copied().filter(|_| !allow_collapse);
        let limits = self.limits.and_beyond(*beyond);
        let facts =
            gate::check(name, bytes, last_items, &limits, future).map_err(Outcome::Refused)?;
        let (gzip, brotli) = compressed(name, bytes, Effort::Prompt)
            .map_err(|error| Outcome::Failed(name.clone(), error))?;
        let said = self.said_before(change, now);
        let modified =
            said.unwrap_or_else(|| modified(self.last_modified(change, now), *updated, now));
        let document = Document {
            name: name.clone(),
            fingerprint: change.fingerprint,
            modified,
            since: since(change.last.map(Arc::as_ref), modified, now),
            gzip,
            brotli,
            identity: bytes.clone().into(),
        };
        Ok((document, facts.items))
    }

    /// What was said of these very bytes before the folder was lost.
    fn said_before(
        &self,
        change: &ChangedDocument<'_>,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let said = self.said.get(&change.candidate.name.file_name())?.stamp;
        let is_it = change.last.is_none() && said.fingerprint == change.fingerprint;
        (is_it && said.modified <= now + FAR_AHEAD).then_some(said.modified)
    }

    /// What was said of the bytes that these take the place of. A document that comes beside
    /// others may be an old one under another name: it is of now.
    fn last_modified(
        &self,
        change: &ChangedDocument<'_>,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let second = TimeDelta::seconds(1);
        let is_first = self.edition.load().documents().next().is_none();
        let last = change.last.map(|last| last.modified);
        last.or_else(|| (!is_first).then(|| whole_seconds(now) - second))
    }

    pub(super) fn stage(&self, document: Document, items: usize) -> Outcome {
        let staged = self.folder.stage(&document.name, &Contents::of(&document));
        let document = Arc::new(document);
        match staged {
            Ok(staged) => Outcome::Prepared(Prepared { document, items, staged }),
            Err(error) => Outcome::Unwritten(document, items, error),
        }
    }

    pub(super) fn swap(&mut self, placed: Vec<(Arc<Document>, usize)>) {
        for (document, items) in &placed {
            self.items.insert(document.name.clone(), *items);
        }
        let documents = placed.into_iter().map(|(document, _)| document);
        self.edition.store(Arc::new(self.edition.load().with(documents)));
    }
}
