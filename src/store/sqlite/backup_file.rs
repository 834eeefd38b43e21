//! Whether a file is a backup that can be put back, and else why not. It puts none back; what
//! is wrong with it says nothing of the store that is there.

use super::failing::PATIENCE;
use super::{SqliteStore, UNSHARED, schema};
use crate::belonging::Forbidden;
use crate::store::StoreError;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What a database of SQLite begins with.
const BEGINNING: &[u8] = b"SQLite format 3\0";

/// What packed files begin with, and how one is unpacked.
const PACKED: [(&[u8], &str); 5] = [
    (b"\x1f\x8b", "gunzip"),
    (b"\x28\xb5\x2f\xfd", "zstd -d"),
    (b"\xfd7zXZ\0", "unxz"),
    (b"BZh", "bunzip2"),
    (b"PK\x03\x04", "unzip"),
];

/// Opens a backup, for reading.
///
/// # Errors
/// When it is none, or one of a later release.
pub(super) fn open(from: &Path) -> Result<SqliteStore, StoreError> {
    look_at(from).map_err(|reason| no_backup(from, reason))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | UNSHARED;
    let opened = SqliteStore::with(Connection::open_with_flags(from, flags), from, PATIENCE);
    let opened = opened.and_then(|copy| {
        schema::require_known(&copy.connection, from, |error| copy.error(error))?;
        Ok(copy)
    });
    judged(from, opened)
}

/// What a failure says of the backup, and not of a store.
pub(super) fn judged<T>(from: &Path, result: Result<T, StoreError>) -> Result<T, StoreError> {
    result.map_err(|error| match error {
        StoreError::Damaged { reason, .. } => no_backup(from, format!("it is damaged ({reason})")),
        StoreError::Foreign { .. } => {
            no_backup(from, "it is a database of another program".to_owned())
        }
        StoreError::Engine { path, source } if path == from => {
            no_backup(from, format!("it cannot be read ({source})"))
        }
        StoreError::Io { path, reason } if path == from => {
            no_backup(from, format!("it cannot be read ({reason})"))
        }
        other => other,
    })
}

fn look_at(from: &Path) -> Result<(), String> {
    let unread = |error: std::io::Error| match Forbidden::to_read(from) {
        Some(why) => format!("{why}: {}", why.remedy()),
        None => format!("it cannot be read ({error})"),
    };
    let facts = std::fs::metadata(from).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => unread(error),
    })?;
    if facts.is_dir() {
        return Err("it is a folder".to_owned());
    }
    let mut begin = Vec::new();
    let file = File::open(from).map_err(unread)?;
    file.take(BEGINNING.len() as u64).read_to_end(&mut begin).map_err(unread)?;
    if begin == BEGINNING {
        return Ok(());
    }
    let packed = PACKED.iter().find(|(mark, _)| begin.starts_with(mark));
    Err(match packed {
        Some((_, unpack)) => format!("it is packed: unpack it first (`{unpack}`)"),
        None if begin.is_empty() => "it is empty".to_owned(),
        None => "it is no article store".to_owned(),
    })
}

fn no_backup(from: &Path, reason: String) -> StoreError {
    StoreError::NoBackup { path: from.to_owned(), reason }
}
