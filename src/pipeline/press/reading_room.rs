//! Readers of the store that are kept open for searches. What they are asked is not known
//! here.

use crate::pipeline::shared_store::lock;
use crate::store::{SqliteStore, StoreError};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Readers of the store that are open and idle, and how often it was printed of.
#[derive(Debug)]
pub(in crate::pipeline) struct ReadingRoom {
    path: PathBuf,
    idle: Mutex<Vec<SqliteStore>>,
    printings: AtomicU64,
}

impl ReadingRoom {
    pub(in crate::pipeline) fn of(path: PathBuf) -> Self {
        Self { path, idle: Mutex::default(), printings: AtomicU64::new(0) }
    }

    /// What was found before may not be right any more.
    pub(in crate::pipeline) fn turn_page(&self) {
        self.printings.fetch_add(1, Ordering::AcqRel);
    }

    /// How often it was printed of.
    pub(super) fn printings(&self) -> u64 {
        self.printings.load(Ordering::Acquire)
    }

    /// Asks a reader that is free, or one more.
    pub(super) fn ask<T>(
        &self,
        ask: impl FnOnce(&mut SqliteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = lock(&self.idle).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => SqliteStore::open_to_read(&self.path)?,
        };
        // One that failed is closed.
        let answer = ask(&mut reader)?;
        lock(&self.idle).push(reader);
        Ok(answer)
    }
}
