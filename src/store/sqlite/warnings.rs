//! What is odd about items that were kept, and about files that are none. It judges
//! nothing.

use super::source_row;
use super::value::from_instant;
use crate::raw_item::Warning;
use crate::source_memory::SourceName;
use crate::store::Warnings;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

/// Brings the warnings of a source up to date after a pass; the rules are those of
/// [`Warnings`].
pub(super) fn keep(
    connection: &Connection,
    name: &SourceName,
    warnings: &Warnings,
) -> rusqlite::Result<()> {
    let known: Option<i64> = connection
        .prepare_cached("SELECT number FROM source WHERE name = ?1")?
        .query_row([name.as_str()], |row| row.get(0))
        .optional()?;
    if known.is_none() && warnings.of_items.is_empty() && warnings.of_pass.is_empty() {
        return Ok(());
    }
    let source = match known {
        Some(number) => number,
        None => source_row::begin(connection, name, None)?.number,
    };
    for (number, key, stays) in kept(connection, source)? {
        let gone = warnings.present.as_ref().is_some_and(|present| !present.contains(&key));
        if !stays || gone || warnings.read.contains(&key) {
            connection
                .prepare_cached("DELETE FROM warning WHERE number = ?1")?
                .execute([number])?;
        }
    }
    let at = from_instant(warnings.at);
    let all = warnings.of_items.iter().map(|warning| (warning, true));
    let mut all = all.chain(warnings.of_pass.iter().map(|warning| (warning, false)));
    all.try_for_each(|one| add_one(connection, source, at, one))
}

/// Adds what else is odd about items that were kept in a pass.
pub(super) fn add(
    connection: &Connection,
    source: i64,
    at: DateTime<Utc>,
    odd: &[Warning],
) -> rusqlite::Result<()> {
    let at = from_instant(at);
    odd.iter().try_for_each(|warning| add_one(connection, source, at, (warning, true)))
}

fn add_one(
    connection: &Connection,
    source: i64,
    at: i64,
    (warning, stays): (&Warning, bool),
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO warning (source, key, stays, at, warning) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![source, warning.key, stays, at, warning.warning])?;
    Ok(())
}

/// Number and key of every warning of a source, and whether it stays with its item.
fn kept(connection: &Connection, source: i64) -> rusqlite::Result<Vec<(i64, String, bool)>> {
    let mut kept =
        connection.prepare_cached("SELECT number, key, stays FROM warning WHERE source = ?1")?;
    let kept = kept.query_map([source], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    kept.collect()
}

/// All warnings of a source, by their keys.
pub(super) fn of_source(connection: &Connection, source: i64) -> rusqlite::Result<Vec<Warning>> {
    let mut warnings = connection.prepare_cached(
        "SELECT key, warning FROM warning WHERE source = ?1 ORDER BY key, number",
    )?;
    let warnings = warnings
        .query_map([source], |row| Ok(Warning { key: row.get(0)?, warning: row.get(1)? }))?;
    warnings.collect()
}
