//! Why a store cannot be used until somebody puts its file right and starts the program
//! again. It finds none of that out.

use crate::store::{Loss, StoreError};
use std::path::{Path, PathBuf};

/// Why nothing can be asked of a store.
#[derive(Clone, Debug)]
pub(super) enum OutOfUse {
    /// As somebody found out.
    Damaged(String),
    /// It knows of nothing, and this folder has what was published.
    Blank(PathBuf),
    /// It is new, and this was in the one before.
    Lost(Vec<Loss>),
    /// Its file was removed.
    Removed,
    /// Another file is in its place.
    Replaced,
    /// The log beside it was removed or cut.
    LogLost,
}

impl OutOfUse {
    /// What this error says of which store; nothing of an error that may end by itself.
    pub(super) fn of(error: &StoreError) -> Option<(PathBuf, Self)> {
        Some(match error {
            StoreError::Damaged { path, reason } => (path.clone(), Self::Damaged(reason.clone())),
            StoreError::Blank { path, feeds } => (path.clone(), Self::Blank(feeds.clone())),
            StoreError::Lost { path, losses } => (path.clone(), Self::Lost(losses.clone())),
            StoreError::Removed { path } => (path.clone(), Self::Removed),
            StoreError::Replaced { path } => (path.clone(), Self::Replaced),
            StoreError::LogLost { path } => (path.clone(), Self::LogLost),
            _ => return None,
        })
    }

    /// The error of whoever asks.
    pub(super) fn told_of(&self, path: &Path) -> StoreError {
        let path = path.to_owned();
        match self.clone() {
            Self::Damaged(reason) => StoreError::Damaged { path, reason },
            Self::Blank(feeds) => StoreError::Blank { path, feeds },
            Self::Lost(losses) => StoreError::Lost { path, losses },
            Self::Removed => StoreError::Removed { path },
            Self::Replaced => StoreError::Replaced { path },
            Self::LogLost => StoreError::LogLost { path },
        }
    }
}
