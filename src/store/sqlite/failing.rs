//! What errors of the engine and of files mean for a store. It mends none.

use super::beside::with;
use crate::belonging::Forbidden;
use crate::store::StoreError;
use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a lock of another process is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// An error of the engine, of the store in this file.
pub(super) fn engine_error(path: &Path, waited: Duration, error: rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StoreError::Busy { path, waited }
        }
        Some(ErrorCode::DiskFull) => StoreError::Full { path },
        Some(ErrorCode::SystemIoFailure) => StoreError::Io { path, reason: error.to_string() },
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
            match Forbidden::any_of(used(&path).iter().map(PathBuf::as_path)) {
                Some(why) => StoreError::Forbidden { path, why },
                None => StoreError::Engine { path, source: Box::new(error) },
            }
        }
        _ if is_damage(&error) => StoreError::Damaged { path, reason: error.to_string() },
        _ => StoreError::Engine { path, source: Box::new(error) },
    }
}

/// An error of a file beside a store, or of the one that it is made in.
pub(super) fn file_error(path: &Path, error: io::Error) -> StoreError {
    let owned = path.to_owned();
    let forbidden = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            return StoreError::Full { path: owned };
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            let folder = path.parent().filter(|_| !path.exists());
            Forbidden::any_of(std::iter::once(path).chain(folder))
        }
        _ => None,
    };
    match forbidden {
        Some(why) => StoreError::Forbidden { path: owned, why },
        None => StoreError::Engine { path: owned, source: Box::new(error) },
    }
}

/// What a store is kept in: the folder too, as SQLite makes files in it.
fn used(store: &Path) -> Vec<PathBuf> {
    let files = ["", "-wal", "-shm"].map(|end| with(store, end));
    let folder = store.parent().map(Path::to_owned);
    files.into_iter().filter(|file| file.exists()).chain(folder).collect()
}

/// What no sound file answers: every column is written in the type that it is read in.
fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error,
    };
    match error {
        FromSqlConversionFailure(..)
        | IntegralValueOutOfRange(..)
        | InvalidColumnType(..)
        | Utf8Error(..) => true,
        error => matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        ),
    }
}
