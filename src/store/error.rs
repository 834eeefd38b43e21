//! Why the store cannot do what it is asked, and what to do about it.

use super::Loss;
use crate::belonging::Forbidden;
use crate::desk::DeskRefusal;
use std::path::{Path, PathBuf};

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
    /// The disk has no room.
    #[error(
        "the disk is full, so {path} cannot be written: make room (`df`); what sources bring is tried again by itself, what was pushed or said at the desk is to be said again"
    )]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The system fails to read or write it.
    #[error(
        "the article store {path} cannot be read or written ({reason}): see what the system says of its disk (`dmesg`), and what this account may use of it (`quota`, `ulimit -f`)"
    )]
    Io {
        /// Which store.
        path: PathBuf,
        /// What the engine says.
        reason: String,
    },
    /// This account may not use it.
    #[error("the article store {path}: {why}: {}", why.remedy())]
    Forbidden {
        /// Which store.
        path: PathBuf,
        /// Which of its files, and whose that is.
        why: Forbidden,
    },
    /// The file is damaged.
    #[error(
        "the article store {path} is damaged: {reason}. Stop the service and put a backup in its place with `pressroom restore FILE`; without one, move the file away with those that end in -wal and -shm, say `pressroom confirm --new-store`, and the next start makes a new one from the sources (what was pushed, corrected or retracted is in a backup alone). Readers get what was published last"
    )]
    Damaged {
        /// Which store.
        path: PathBuf,
        /// What the engine says.
        reason: String,
    },
    /// It is new, or empty, where something was published already.
    #[error(
        "the article store {path} is new or empty, and {feeds} has what this newsroom published: nobody knows any more what was pushed, corrected or retracted, so nothing is gathered or published. Stop the service, put a backup in its place (without those that end in -wal and -shm), and start it again. Without one, say `pressroom confirm --new-store` and start it again: then what the sources have comes out anew, what was retracted too. Readers get what was published last"
    )]
    Blank {
        /// Which store.
        path: PathBuf,
        /// Where the published files are.
        feeds: PathBuf,
    },
    /// The file was removed while it is in use.
    #[error(
        "the article store {path} was removed while it is in use, so nothing is kept any more: stop the service, put the file back if there is a backup, and start it again"
    )]
    Removed {
        /// Which store.
        path: PathBuf,
    },
    /// Another file was put in its place while it is in use.
    #[error(
        "another file was put in the place of the article store {path} while it is in use, so nothing is kept any more: stop the service, see that the right file is there, without the -wal and -shm of the other, and start it again"
    )]
    Replaced {
        /// Which store.
        path: PathBuf,
    },
    /// The log in which what was written last stands was removed or cut while it is in use.
    #[error(
        "the log of the article store, {path}-wal, was removed or cut while it is in use, and what was kept last with it; so nothing is kept any more: stop the service, and put a backup in the place of the store with `pressroom restore FILE`, or start it again with what is left. Readers get what was published last"
    )]
    LogLost {
        /// Which store.
        path: PathBuf,
    },
    /// There is a file where one is to be made.
    #[error("{path} is there already and is not written over: name another file")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The store was made by a later release.
    #[error(
        "the article store {path} was written by a later pressroom (version {found}, this one knows up to {known}): install that release, or go back to {}",
        way_back(copy.as_deref())
    )]
    FromTheFuture {
        /// Which store.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The last version this program knows.
        known: i64,
        /// What the upgrade left beside it, where that is still there.
        copy: Option<PathBuf>,
    },
    /// The file to put back is no backup, or a damaged one.
    #[error(
        "{path} cannot be put back: {reason}. The article store was not touched: name another backup"
    )]
    NoBackup {
        /// The file.
        path: PathBuf,
        /// What it is, in a sentence.
        reason: String,
    },
    /// The copy to put back is what it is to take the place of.
    #[error("{path} is the store itself: name the backup that is to take its place")]
    Itself {
        /// Which store.
        path: PathBuf,
    },
    /// The journal knows of more than the store that was put back.
    #[error(
        "the article store {path} was put back, and this came since and is brought by nobody again: {}. Nothing is served before `pressroom restore --accept-loss` says that it is known",
        named(losses)
    )]
    Lossy {
        /// Which store.
        path: PathBuf,
        /// What is lost.
        losses: Vec<Loss>,
    },
    /// The store is new, and the journal beside it knows of one that was there.
    #[error(
        "the article store {path} is new, and the journal beside it knows of one that was lost, with what nobody brings again: {}. So nothing is gathered or published, and readers get what was published last. Stop the service, put a backup back with `pressroom restore FILE`, and start it again. Without one, say `pressroom confirm --new-store` and start it again: then what the sources have comes out anew, and what was retracted stays so",
        named(losses)
    )]
    Lost {
        /// Which store.
        path: PathBuf,
        /// What is lost.
        losses: Vec<Loss>,
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
        /// The file.
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

impl StoreError {
    /// Whether nothing can be kept until somebody puts the file right and starts the
    /// program again.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        matches!(
            self,
            Self::Damaged { .. }
                | Self::Blank { .. }
                | Self::Lost { .. }
                | Self::Removed { .. }
                | Self::Replaced { .. }
                | Self::LogLost { .. }
        )
    }
}

impl StoreError {
    /// Whether nothing can be kept until somebody makes room or lets it be written; that may
    /// end without another start.
    #[must_use]
    pub fn is_hindrance(&self) -> bool {
        matches!(self, Self::Full { .. } | Self::Io { .. } | Self::Forbidden { .. })
    }
}

/// How to go on with an earlier release.
fn way_back(copy: Option<&Path>) -> String {
    match copy {
        Some(copy) => {
            format!("the copy that its upgrade made, with `pressroom restore {}`", copy.display())
        }
        None => "a backup of before the upgrade, with `pressroom restore FILE`".to_owned(),
    }
}

/// The first of what is lost, in words.
fn named(losses: &[Loss]) -> String {
    const NAMED: usize = 5;
    let mut named: Vec<String> = losses.iter().take(NAMED).map(Loss::to_string).collect();
    if losses.len() > NAMED {
        named.push(format!("and {} more", losses.len() - NAMED));
    }
    named.join("; ")
}

impl From<StoreError> for DeskRefusal {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.to_string())
    }
}
