//! The table of what no source says again, from which the journal beside the store is
//! written. Triggers fill it; when it is written down, `journal` knows.

use super::journal_entry::Entry;
use super::value::{from_instant, unwritable};
use crate::article::ArticleId;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

/// The rows after a number.
pub(super) fn after(connection: &Connection, told: i64) -> rusqlite::Result<Vec<(i64, String)>> {
    connection
        .prepare_cached("SELECT number, entry FROM journal WHERE number > ?1 ORDER BY number")?
        .query_map([told], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The rows after a number; those up to it stand in the file, and are removed.
pub(super) fn untold(connection: &Connection, told: i64) -> rusqlite::Result<Vec<(i64, String)>> {
    let rows = after(connection, told)?;
    if !rows.is_empty() {
        connection.prepare_cached("DELETE FROM journal WHERE number <= ?1")?.execute([told])?;
    }
    Ok(rows)
}

/// The last number that the table ever gave.
pub(super) fn position(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0)",
        )?
        .query_row([], |row| row.get(0))
}

/// The table gives no number up to this one any more.
pub(super) fn go_on_after(connection: &Connection, last: i64) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'journal'", [])?;
    connection
        .execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('journal', ?1)", params![last])?;
    Ok(())
}

/// Notes a purge down: of its notes and its text nothing may be left, so no trigger can.
pub(super) fn note_purge(
    connection: &Connection,
    id: &ArticleId,
    at: DateTime<Utc>,
    reason: &str,
) -> rusqlite::Result<()> {
    let (id, note) = (id.as_str().to_owned(), Some(reason.to_owned()));
    let entry = Entry::Purge { id, at: from_instant(at), note };
    let json = serde_json::to_string(&entry).map_err(unwritable)?;
    connection.prepare_cached("INSERT INTO journal (entry) VALUES (?1)")?.execute([json])?;
    Ok(())
}
