//! What is told of an archive that was brought in, and why one was not. It brings nothing in.

use crate::raw_item::{Rejection, Warning};
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::sources::feed::left_out::{self, LeftOut};
use crate::sources::feed::portions::ArchiveError;
use crate::store::StoreError;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

/// What became of an archive.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    /// Articles that were not there before.
    pub new: usize,
    /// Articles that were replaced.
    pub changed: usize,
    /// Articles that were there already.
    pub there: usize,
    /// Items whose id stood in the archive before.
    pub again: usize,
    /// Items that are no published articles: drafts, pages, pictures.
    pub left_out: usize,
    /// Those by kind.
    pub left_out_kinds: LeftOut,
    /// Those of them that were public, by the kind of post that a site made for itself.
    pub other_kinds: BTreeMap<String, usize>,
    /// The shortcodes of page builders that were taken off around what they lay out, and in how
    /// many articles each.
    pub unwrapped: BTreeMap<String, usize>,
    /// Articles older than the config keeps any; they were left out.
    pub too_old: usize,
    /// Items that were refused.
    pub rejections: Vec<Rejection>,
    /// What is odd about the others: above all that they were taken back, and stay so.
    pub odd: Vec<Warning>,
}

impl Tally {
    /// What is no published article, as in "3 drafts, 1 page".
    #[must_use]
    pub fn left_out_in_words(&self) -> String {
        left_out::in_words(&self.left_out_kinds)
    }
}

/// Why an archive was not brought in, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The article store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be opened.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        reason: io::Error,
    },
    /// The file cannot be read on.
    #[error("{path}: {reason}; what was imported before stays")]
    Archive {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: ArchiveError,
    },
    /// The source withdraws what it does not list.
    #[error(
        "source \"{0}\" withdraws what its folder does not have, and would take the archive back: import it under another name, as in --source archive"
    )]
    Mirrors(SourceName),
    /// A section that does not exist.
    #[error("there is no section \"{named}\"; there are: {there}")]
    NoSection {
        /// The name that was asked for.
        named: Slug,
        /// Those of the config.
        there: String,
    },
}
