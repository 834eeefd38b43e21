//! How long a command waits for the service that has the store locked.

use super::SqliteStore;
use super::failing::PATIENCE;
use crate::store::StoreError;
use std::path::Path;

impl SqliteStore {
    /// As [`SqliteStore::open`], for a command that somebody gave. On a busy disk a single
    /// commit of the service beside it takes seconds, and whoever waits has no place in a queue.
    ///
    /// # Errors
    /// As [`SqliteStore::open`], after three times as long.
    pub fn open_for_a_command(path: &Path) -> Result<Self, StoreError> {
        Self::open_with_patience(path, PATIENCE * 3)
    }
}
