//! The places of live articles in their sections, in the order of a feed. It does
//! not decide which sections those are.

use super::shown::Shown;
use crate::section::Slug;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Puts an article into its sections. It waits for an archive page there, unless
/// one has it as it was at `updated` by itself.
pub(super) fn place(
    connection: &Connection,
    article: i64,
    id: &str,
    (published, updated): (i64, i64),
    sections: &BTreeSet<Slug>,
) -> rusqlite::Result<()> {
    for section in sections {
        let section = section_number(connection, section)?;
        connection
            .prepare_cached(
                "INSERT INTO placement (section, published, id, article, unarchived)
                 VALUES (?1, ?2, ?3, ?4, NOT EXISTS (
                   SELECT 1 FROM archived
                   WHERE id = ?3 AND section = ?1 AND updated >= ?5 AND parted = 0))",
            )?
            .execute(params![section, published, id, article, updated])?;
    }
    Ok(())
}

/// Takes an article out of the sections it is shown in.
pub(super) fn unplace(connection: &Connection, shown: &Shown) -> rusqlite::Result<()> {
    for section in &shown.sections {
        connection
            .prepare_cached(
                "DELETE FROM placement WHERE published = ?2 AND id = ?3
                    AND section = (SELECT number FROM section WHERE slug = ?1)",
            )?
            .execute(params![section.as_str(), shown.published, shown.id])?;
    }
    Ok(())
}

/// Every section that an article was ever in: number and short name.
pub(super) fn all_sections(connection: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut sections = connection.prepare_cached("SELECT number, slug FROM section ORDER BY 1")?;
    let sections = sections.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    sections.collect()
}

/// The number of a section that was seen before.
pub(super) fn known_section(
    connection: &Connection,
    section: &Slug,
) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT number FROM section WHERE slug = ?1")?
        .query_row([section.as_str()], |row| row.get(0))
        .optional()
}

fn section_number(connection: &Connection, section: &Slug) -> rusqlite::Result<i64> {
    if let Some(number) = known_section(connection, section)? {
        return Ok(number);
    }
    connection
        .prepare_cached("INSERT INTO section (slug) VALUES (?1)")?
        .execute([section.as_str()])?;
    Ok(connection.last_insert_rowid())
}
