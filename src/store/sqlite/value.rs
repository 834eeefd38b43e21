//! How the words of the newsroom stand in a row: instants, fingerprints, lists of
//! sections. It knows no table.

use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use chrono::{DateTime, Utc};
use rusqlite::Row;
use rusqlite::types::Type;
use std::collections::BTreeSet;

/// Microseconds since 1970.
pub(super) fn from_instant(instant: DateTime<Utc>) -> i64 {
    instant.timestamp_micros()
}

/// Microseconds since 1970 of an instant that need not be there.
pub(super) fn from_instant_if_any(instant: Option<DateTime<Utc>>) -> Option<i64> {
    instant.map(from_instant)
}

/// The instant in a column.
pub(super) fn instant(row: &Row<'_>, column: usize) -> rusqlite::Result<DateTime<Utc>> {
    let micros: i64 = row.get(column)?;
    DateTime::from_timestamp_micros(micros)
        .ok_or(rusqlite::Error::IntegralValueOutOfRange(column, micros))
}

/// The instant in a column that may be empty.
pub(super) fn instant_if_any(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<DateTime<Utc>>> {
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => instant(row, column).map(Some),
    }
}

/// The fingerprint in a column.
pub(super) fn fingerprint(row: &Row<'_>, column: usize) -> rusqlite::Result<Fingerprint> {
    row.get(column).map(Fingerprint::from_bytes)
}

/// Sections as a column holds them.
pub(super) fn from_sections(sections: &BTreeSet<Slug>) -> String {
    let slugs: Vec<&str> = sections.iter().map(Slug::as_str).collect();
    slugs.join(" ")
}

/// The sections in a column.
pub(super) fn sections(row: &Row<'_>, column: usize) -> rusqlite::Result<BTreeSet<Slug>> {
    let list = row.get_ref(column)?.as_str().map_err(|error| unreadable(column, error))?;
    list.split_ascii_whitespace()
        .map(|slug| slug.parse::<Slug>().map_err(|error| unreadable(column, error)))
        .collect()
}

/// The error of a column that holds what nobody can read.
pub(super) fn unreadable(
    column: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}

/// The error of a word that cannot be written.
pub(super) fn unwritable(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}
