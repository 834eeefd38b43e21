//! Why the store cannot do what it is asked, and what to do about it.

use crate::desk::DeskRefusal;
use std::path::PathBuf;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine's own error.
    #[error("the article store {path}: {source}")]
    Engine {
        /// Which store.
        path: PathBuf,
        /// What the engine says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The store was made by a later release.
    #[error(
        "the article store {path} was written by a later pressroom (version {found}, this one knows up to {known}): install that release, or restore a backup"
    )]
    FromTheFuture {
        /// Which store.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The last version this program knows.
        known: i64,
    },
    /// The store was made by an earlier release, and may only be read.
    #[error(
        "the article store {path} is of an earlier pressroom (version {found}, this one needs {known}): start the service once, it brings the store up to date"
    )]
    Outdated {
        /// Which store.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The version this program reads.
        known: i64,
    },
    /// The file is a database of some other program.
    #[error(
        "{path} is a database of another program, not an article store: name another file in [store]"
    )]
    Foreign {
        /// Which file.
        path: PathBuf,
    },
    /// An answer took longer than it may.
    #[error("the article store {path} did not answer within {most:?}")]
    TooSlow {
        /// Which store.
        path: PathBuf,
        /// How long it might take.
        most: std::time::Duration,
    },
    /// Another process kept the store locked for longer than one may wait.
    #[error(
        "the article store {path} has been locked by another process for {waited:?}: is a second pressroom running on it?"
    )]
    Busy {
        /// Which store.
        path: PathBuf,
        /// How long it was waited for.
        waited: std::time::Duration,
    },
}

impl From<StoreError> for DeskRefusal {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.to_string())
    }
}
