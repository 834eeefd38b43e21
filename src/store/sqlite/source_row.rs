//! The row of a source, which is made when it is first needed.

use crate::source_memory::SourceName;
use rusqlite::{Connection, OptionalExtension, params};

/// A source at the begin of a transaction.
pub(super) struct Source {
    pub(super) number: i64,
    /// Its rank is another than it was in the last pass.
    pub(super) rank_moved: bool,
}

/// Finds a source's row, or makes it, and keeps its rank where it is given.
pub(super) fn begin(
    connection: &Connection,
    name: &SourceName,
    rank: Option<u32>,
) -> rusqlite::Result<Source> {
    let known: Option<(i64, i64)> = connection
        .prepare_cached("SELECT number, rank FROM source WHERE name = ?1")?
        .query_row([name.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((number, before)) = known else {
        connection
            .prepare_cached(
                "INSERT INTO source (name, rank, memory, failures) VALUES (?1, ?2, '{}', 0)",
            )?
            .execute(params![name.as_str(), rank.unwrap_or_default()])?;
        return Ok(Source { number: connection.last_insert_rowid(), rank_moved: false });
    };
    let rank = rank.map_or(before, i64::from);
    if rank != before {
        connection
            .prepare_cached("UPDATE source SET rank = ?2 WHERE number = ?1")?
            .execute(params![number, rank])?;
    }
    Ok(Source { number, rank_moved: rank != before })
}
