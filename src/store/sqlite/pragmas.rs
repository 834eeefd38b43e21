//! How the engine is set, and the number by which it tells that somebody else has written.

use rusqlite::{Connection, MAIN_DB};

/// Moves with each change that another connection makes.
pub(super) fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

/// What is kept in memory is little: the system caches the file anyway, and a
/// mapped file would count as the program's own.
pub(super) fn set_memory(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA cache_size = -16384; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;
         PRAGMA foreign_keys = ON;",
    )
}

/// A commit has returned only when the disk has it: a feed must not tell of an
/// article that a power cut can lose.
pub(super) fn set_durability(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA journal_size_limit = 67108864;",
    )
}

/// Whether a log of so many bytes has all that the engine means to stand in it. The engine
/// cuts it too, once all of it is in the store itself.
pub(super) fn log_holds_all(connection: &Connection, bytes: u64) -> bool {
    // Who only reads writes nothing that could be lost, and may not ask what is meant.
    if connection.is_readonly(MAIN_DB).unwrap_or(false) {
        return true;
    }
    // SQLite's file format, §4.1: a header, and one before each page.
    const HEADER: i64 = 32;
    const HEADER_OF_PAGE: i64 = 24;
    let meant = || -> rusqlite::Result<i64> {
        let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let pages: i64 =
            connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(1))?;
        Ok(if pages > 0 { HEADER + pages * (HEADER_OF_PAGE + page) } else { 0 })
    };
    let there = i64::try_from(bytes).unwrap_or(i64::MAX);
    meant().is_ok_and(|meant| meant <= there)
}
