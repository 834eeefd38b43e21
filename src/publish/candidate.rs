//! A document on its way out, and what became of it. It goes nowhere by itself.

use super::PublishError;
use super::folder::Staged;
use super::gate::Refusal;
use crate::edition::{Document, DocumentName};
use crate::fingerprint::Fingerprint;
use chrono::{DateTime, Utc};
use std::sync::Arc;

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

/// A candidate that is on the disk but not in its place.
pub(super) struct Prepared {
    pub(super) document: Arc<Document>,
    pub(super) items: usize,
    pub(super) staged: Staged,
}

/// A candidate whose bytes are not those that are published.
pub(super) struct ChangedDocument<'a> {
    pub(super) candidate: &'a Candidate,
    pub(super) fingerprint: Fingerprint,
    pub(super) last: Option<&'a Arc<Document>>,
}

/// What became of one change before anything is in its place.
pub(super) enum Outcome {
    Refused(Refusal),
    Failed(DocumentName, PublishError),
    /// It can be served, but is not on the disk.
    Unwritten(Arc<Document>, usize, PublishError),
    Prepared(Prepared),
}
