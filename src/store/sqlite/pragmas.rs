//! How the engine is set, and the number by which it tells that somebody else has written.

use rusqlite::Connection;

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
