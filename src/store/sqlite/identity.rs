//! Which file a path leads to: somebody may remove the store that is open, or put another
//! in its place, and what is written then is in no file that anybody finds again.

use crate::store::StoreError;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// A file, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// Of the file at a path; `None` when there is none.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let facts = std::fs::metadata(path).ok()?;
        Some(Self { device: facts.dev(), inode: facts.ino() })
    }

    /// Says if the path no longer leads to this file.
    pub(super) fn require_at(self, path: &Path) -> Result<(), StoreError> {
        match Self::of(path) {
            Some(there) if there == self => Ok(()),
            Some(_) => Err(StoreError::Replaced { path: path.to_owned() }),
            None => Err(StoreError::Removed { path: path.to_owned() }),
        }
    }
}
