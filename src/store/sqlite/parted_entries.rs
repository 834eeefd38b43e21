//! Entries in archive pages that were made while their article was joined with another: they
//! may say the other's words, which may be taken back one day under the other's name. They
//! leave their pages, and what the article says by itself waits for a page again. No page's
//! bytes are made here.

use super::placement::known_section;
use super::shown::Shown;
use super::value::unreadable;
use super::{notices, page_rows};
use crate::archive::Page;
use crate::article::ArticleId;
use crate::section::Slug;
use crate::store::archive::PartedEntry;
use rusqlite::{Connection, params};

/// Marks what is in pages of an article that is parted.
pub(super) fn mark(connection: &Connection, shown: &Shown) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE archived SET parted = 1 WHERE id = ?1")?
        .execute([&shown.id])?;
    connection
        .prepare_cached("UPDATE placement SET unarchived = 1 WHERE article = ?1")?
        .execute([shown.number])?;
    Ok(())
}

/// See [`crate::store::Archives::parted_entries`].
pub(super) fn all(connection: &Connection, pages: usize) -> rusqlite::Result<Vec<PartedEntry>> {
    let mut entries = connection.prepare_cached(
        "SELECT s.slug, e.page, e.id, e.notice IS NOT NULL
         FROM (SELECT DISTINCT section, page FROM archived INDEXED BY archived_parted
               WHERE parted = 1 ORDER BY section, page LIMIT ?1) AS p
           JOIN archived AS e ON e.section = p.section AND e.page = p.page AND e.parted = 1
           JOIN section AS s ON s.number = e.section
         ORDER BY e.section, e.page, e.id",
    )?;
    let entries = entries.query_map([i64::try_from(pages).unwrap_or(i64::MAX)], |row| {
        let slug: String = row.get(0)?;
        Ok(PartedEntry {
            section: slug.parse::<Slug>().map_err(|error| unreadable(0, error))?,
            page: row.get(1)?,
            id: ArticleId::kept(row.get(2)?),
            has_notice: row.get(3)?,
        })
    })?;
    entries.collect()
}

/// See [`crate::store::Archives::let_go`]. A notice stays, as readers had the article.
pub(super) fn let_go(
    connection: &Connection,
    entries: &[PartedEntry],
    pages: &[Page],
    sealed: &[Page],
) -> rusqlite::Result<()> {
    pages.iter().try_for_each(|page| page_rows::replace(connection, page))?;
    sealed.iter().try_for_each(|page| notices::reseal(connection, page))?;
    for PartedEntry { section, page, id, has_notice } in entries {
        let Some(section) = known_section(connection, section)? else { continue };
        let sql = match has_notice {
            true => "UPDATE archived SET parted = 0 WHERE section = ?1 AND page = ?2 AND id = ?3",
            false => "DELETE FROM archived WHERE section = ?1 AND page = ?2 AND id = ?3",
        };
        connection.prepare_cached(sql)?.execute(params![section, page, id.as_str()])?;
    }
    Ok(())
}
