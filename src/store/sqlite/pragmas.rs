//! How the engine is set, and the number by which it tells that somebody else has written.

use rusqlite::{Connection, MAIN_DB, Row};

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

/// How many bytes the engine means to stand in the log now; 0 once all of it is in the store
/// itself. Who only reads is told 0: it writes nothing that could be lost, and may not ask.
pub(super) fn bytes_meant_in_log(connection: &Connection) -> rusqlite::Result<u64> {
    if connection.is_readonly(MAIN_DB)? {
        return Ok(0);
    }
    // SQLite's file format, §4.1: a header, and one before each page.
    const HEADER: u64 = 32;
    const HEADER_OF_PAGE: u64 = 24;
    let count = |row: &Row<'_>, column| Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or(0));
    let page = connection.pragma_query_value(None, "page_size", |row| count(row, 0))?;
    let pages = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| count(row, 1))?;
    Ok(if pages > 0 { HEADER + pages * (HEADER_OF_PAGE + page) } else { 0 })
}
