//! What the engine's errors mean for a store. It mends none.

use crate::store::StoreError;
use rusqlite::ErrorCode;
use std::path::Path;
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
        _ if is_damage(&error) => StoreError::Damaged { path, reason: error.to_string() },
        _ => StoreError::Engine { path, source: Box::new(error) },
    }
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
