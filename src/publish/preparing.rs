//! From a candidate to a document beside its place: through the gate, compressed, dated and
//! written. Nothing is in its place yet, and readers see nothing of it.

use super::candidate::{Candidate, ChangedDocument, Outcome, Prepared};
use super::compression::{Effort, compressed};
use super::dating::{FAR_AHEAD, modified, since};
use super::folder::Contents;
use super::gate;
use super::last_good::whole_seconds;
use super::publisher::Publisher;
use crate::edition::Document;
use chrono::{DateTime, TimeDelta, Utc};
use rayon::prelude::*;
use std::sync::{Arc, Mutex, PoisonError, mpsc};

/// How many documents are written at one time. Syncing is waiting, and a file
/// system makes one journal entry of what waits together; more than this brings
/// nothing more.
const WRITERS: usize = 8;

impl Publisher {
    /// The outcome of every change, in their order. Compressing takes the
    /// processors and syncing waits for the disk, so the two overlap.
    pub(super) fn prepare(
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
}
