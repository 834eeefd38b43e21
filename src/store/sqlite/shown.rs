//! What is shown of an article now, as its row says. It decides nothing.

use super::value;
use crate::section::Slug;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// What is shown of an article now.
pub(super) struct Shown {
    pub(super) number: i64,
    pub(super) id: String,
    pub(super) published: i64,
    pub(super) updated: i64,
    pub(super) sections: BTreeSet<Slug>,
    pub(super) text: i64,
    pub(super) fingerprint: [u8; 16],
    /// Of the state that is shown; 1 for the first.
    pub(super) revision: i64,
    /// When that state was kept.
    pub(super) revised: i64,
    /// The source that brought it.
    pub(super) source: i64,
    pub(super) withdrawn: Option<i64>,
    /// Somebody took it back, so no source brings it back.
    pub(super) held: bool,
    /// When it ends by itself.
    pub(super) expires: Option<i64>,
    /// When the desk last changed what it says.
    pub(super) edited: Option<i64>,
    /// Who made the state that is shown, where that was not the source by itself.
    pub(super) by: Option<String>,
}

impl Shown {
    /// The article with this number.
    pub(super) fn load(connection: &Connection, number: i64) -> rusqlite::Result<Self> {
        connection
            .prepare_cached(
                "SELECT number, id, published, updated, sections, text, fingerprint, revision,
                        revised, source, withdrawn, held, expires, edited, by
                 FROM article WHERE number = ?1",
            )?
            .query_row([number], |row| {
                Ok(Self {
                    number: row.get(0)?,
                    id: row.get(1)?,
                    published: row.get(2)?,
                    updated: row.get(3)?,
                    sections: value::sections(row, 4)?,
                    text: row.get(5)?,
                    fingerprint: row.get(6)?,
                    revision: row.get(7)?,
                    revised: row.get(8)?,
                    source: row.get(9)?,
                    withdrawn: row.get(10)?,
                    held: row.get(11)?,
                    expires: row.get(12)?,
                    edited: row.get(13)?,
                    by: row.get(14)?,
                })
            })
    }

    /// Whether nothing is left of what it said, since it was purged: only then it has no title.
    pub(super) fn is_purged(&self, connection: &Connection) -> rusqlite::Result<bool> {
        connection
            .prepare_cached(
                "SELECT ?2 AND head ->> 'title' = '' AND content = '' FROM text WHERE number = ?1",
            )?
            .query_row(params![self.text, self.held], |row| row.get(0))
    }

    /// The number of the article with this id.
    pub(super) fn find(connection: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
        connection
            .prepare_cached("SELECT number FROM article WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()
    }
}
