//! When each source is due, in an index. It knows no timetable: what is written
//! here was worked out elsewhere, and is only found again.

use super::value::{from_instant, instant_if_any};
use super::{Read, sources};
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

/// Replaces the whole plan.
pub(super) fn replan(
    connection: &Connection,
    plan: &[(SourceName, Option<DateTime<Utc>>)],
) -> rusqlite::Result<()> {
    connection.execute("UPDATE source SET due = NULL WHERE due IS NOT NULL", [])?;
    for (source, due) in plan {
        self::plan(connection, source, *due)?;
    }
    Ok(())
}

/// Plans one source.
pub(super) fn plan(
    connection: &Connection,
    source: &SourceName,
    due: Option<DateTime<Utc>>,
) -> rusqlite::Result<()> {
    let source = sources::begin(connection, source, None)?;
    connection
        .prepare_cached("UPDATE source SET due = ?2 WHERE number = ?1")?
        .execute(params![source.number, due.map(from_instant)])?;
    Ok(())
}

/// Takes what is due out of the plan.
pub(super) fn take_due(
    connection: &Connection,
    now: DateTime<Utc>,
    limit: usize,
) -> rusqlite::Result<Vec<SourceName>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let due: Vec<(i64, String)> = connection
        .prepare_cached(
            "SELECT number, name FROM source WHERE due <= ?1 ORDER BY due, name LIMIT ?2",
        )?
        .query_map(params![from_instant(now), limit], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut take = connection.prepare_cached("UPDATE source SET due = NULL WHERE number = ?1")?;
    for (number, _) in &due {
        take.execute([number])?;
    }
    Ok(due.into_iter().map(|(_, name)| SourceName::new(name)).collect())
}

impl Read<'_> {
    pub(super) fn next_due(&self) -> rusqlite::Result<Option<DateTime<Utc>>> {
        self.0
            .prepare_cached("SELECT min(due) FROM source WHERE due IS NOT NULL")?
            .query_row([], |row| instant_if_any(row, 0))
    }
}
