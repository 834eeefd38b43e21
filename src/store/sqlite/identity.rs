//! Which file a path leads to: somebody may remove the store that is open, or put another
//! in its place, and what is written then is in no file that anybody finds again.

use super::pragmas::bytes_meant_in_log;
use crate::store::StoreError;
use rusqlite::Connection;
use std::cell::Cell;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A file, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// Of the file at a path; `None` when there is none.
    pub(super) fn of(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().map(|facts| Self::from(&facts))
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

impl From<&Metadata> for Identity {
    fn from(facts: &Metadata) -> Self {
        Self { device: facts.dev(), inode: facts.ino() }
    }
}

/// The log beside a store, in which what was written last stands. As long as it is open,
/// nobody removes it but by mistake. Only its facts are looked at: to open the files of a
/// store and close them again gives up the locks that the engine holds.
#[derive(Debug, Default)]
pub(super) struct Log(Cell<Option<(Identity, u64)>>);

/// How often a log that is too short is looked at before it counts as cut.
const LOOKS: usize = 3;

/// What became of the log since the last look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Since {
    /// It is there, and no shorter.
    Whole,
    /// It had more bytes: the engine itself cuts it, or somebody did.
    Shorter,
    /// It is gone, or another one is in its place.
    Gone,
}

impl Log {
    /// Says if what was written last is gone with the log of the store at a path.
    pub(super) fn require_whole(
        &self,
        path: &Path,
        connection: &Connection,
    ) -> Result<(), StoreError> {
        let is_whole = match self.look(path) {
            Since::Whole => true,
            // Another process may write or cut it between the two looks, but not each time.
            Since::Shorter => (0..LOOKS).any(|_| {
                bytes_meant_in_log(connection)
                    .is_ok_and(|meant| log_of(path).is_some_and(|(_, bytes)| bytes >= meant))
            }),
            Since::Gone => false,
        };
        is_whole.then_some(()).ok_or_else(|| StoreError::LogLost { path: path.to_owned() })
    }

    fn look(&self, store: &Path) -> Since {
        let there = log_of(store);
        match (self.0.get(), there) {
            (None, None) => Since::Whole,
            (None, Some(_)) => self.note(there, Since::Whole),
            (Some((before, _)), Some((now, _))) if before != now => Since::Gone,
            (Some((_, before)), Some((_, now))) if now < before => self.note(there, Since::Shorter),
            (Some(_), Some(_)) => self.note(there, Since::Whole),
            (Some(_), None) => Since::Gone,
        }
    }

    fn note(&self, there: Option<(Identity, u64)>, since: Since) -> Since {
        self.0.set(there);
        since
    }
}

/// Which file the log beside a store is, and how many bytes it has.
fn log_of(store: &Path) -> Option<(Identity, u64)> {
    let mut path = store.as_os_str().to_owned();
    path.push("-wal");
    let facts = std::fs::metadata(PathBuf::from(path)).ok()?;
    Some((Identity::from(&facts), facts.len()))
}
