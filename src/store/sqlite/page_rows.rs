//! The rows and the bytes of archive pages. Which articles are in a page, and what it
//! says, is not known here.

use super::placement::known_section;
use super::value::{fingerprint, from_instant, instant, unreadable, unwritable};
use crate::archive::{FORMATS, Page, PageName, Stamp};
use crate::feed_document::Format;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::io::{Read as _, Write as _};

/// The stamp in three columns from `first` on: fingerprint, instant and length.
pub(super) fn stamp(row: &Row<'_>, first: usize) -> rusqlite::Result<Stamp> {
    Ok(Stamp {
        fingerprint: fingerprint(row, first)?,
        modified: instant(row, first + 1)?,
        length: row.get::<_, i64>(first + 2)?.unsigned_abs(),
    })
}

/// The name in the first three columns: section, number and format.
pub(super) fn page_name(row: &Row<'_>) -> rusqlite::Result<PageName> {
    let slug: String = row.get(0)?;
    let extension: String = row.get(2)?;
    let format = FORMATS.into_iter().find(|format| format.extension() == extension);
    Ok(PageName {
        feed: slug.parse().map_err(|error| unreadable(0, error))?,
        number: row.get(1)?,
        format: format.unwrap_or(Format::Atom),
    })
}

pub(super) fn keep_document(
    connection: &Connection,
    section: i64,
    document: &Page,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO archive_page (section, page, format, fingerprint, modified, length, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            section,
            document.name.number,
            document.name.format.extension(),
            document.stamp.fingerprint.to_bytes(),
            from_instant(document.stamp.modified),
            length(document),
            keep_body(connection, &document.bytes)?,
        ])?;
    Ok(())
}

/// Keeps a page in one more format.
pub(super) fn add_format(connection: &Connection, page: &Page) -> rusqlite::Result<()> {
    let Some(section) = known_section(connection, &page.name.feed)? else { return Ok(()) };
    let (number, format) = (page.name.number, page.name.format.extension());
    let (there, has_it): (bool, bool) = connection
        .prepare_cached(
            "SELECT count(*) > 0, coalesce(max(format = ?3), 0) FROM archive_page
             WHERE section = ?1 AND page = ?2",
        )?
        .query_row(params![section, number, format], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if there && !has_it { keep_document(connection, section, page) } else { Ok(()) }
}

/// Puts other bytes in the place of a page's. What it was sealed with stays, where that
/// is marked.
pub(super) fn replace(connection: &Connection, page: &Page) -> rusqlite::Result<()> {
    let Some(section) = known_section(connection, &page.name.feed)? else { return Ok(()) };
    let (number, format) = (page.name.number, page.name.format.extension());
    let body = keep_body(connection, &page.bytes)?;
    connection
        .prepare_cached(
            "DELETE FROM archive_body WHERE number = (
               SELECT body FROM archive_page WHERE section = ?1 AND page = ?2 AND format = ?3
                 AND body IS NOT sealed)",
        )?
        .execute(params![section, number, format])?;
    connection
        .prepare_cached(
            "UPDATE archive_page SET fingerprint = ?4, modified = ?5, length = ?6, body = ?7
             WHERE section = ?1 AND page = ?2 AND format = ?3",
        )?
        .execute(params![
            section,
            number,
            format,
            page.stamp.fingerprint.to_bytes(),
            from_instant(page.stamp.modified),
            length(page),
            body,
        ])?;
    Ok(())
}

fn length(page: &Page) -> i64 {
    i64::try_from(page.stamp.length).unwrap_or(i64::MAX)
}

pub(super) fn keep_body(connection: &Connection, bytes: &[u8]) -> rusqlite::Result<i64> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).map_err(unwritable)?;
    let packed = encoder.finish().map_err(unwritable)?;
    connection.prepare_cached("INSERT INTO archive_body (bytes) VALUES (?1)")?.execute([packed])?;
    Ok(connection.last_insert_rowid())
}

pub(super) fn unpack(packed: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut bytes).map_err(|error| unreadable(3, error))?;
    Ok(bytes)
}

/// Removes the pages of which no article is kept any more, from the oldest on, but
/// never a section's newest.
pub(super) fn drop_emptied(connection: &Connection) -> rusqlite::Result<()> {
    while let Some((section, page)) = oldest_emptied(connection)? {
        for sql in [
            "DELETE FROM archive_body WHERE number IN (
               SELECT body FROM archive_page WHERE section = ?1 AND page = ?2
               UNION ALL
               SELECT sealed FROM archive_page WHERE section = ?1 AND page = ?2)",
            "DELETE FROM archive_page WHERE section = ?1 AND page = ?2",
            "DELETE FROM archived WHERE section = ?1 AND page = ?2",
        ] {
            connection.prepare_cached(sql)?.execute([section, page])?;
        }
    }
    Ok(())
}

/// The oldest page of a section, if it is not its newest and nothing of it is kept.
fn oldest_emptied(connection: &Connection) -> rusqlite::Result<Option<(i64, i64)>> {
    connection
        .prepare_cached(
            "SELECT s.number, o.page
             FROM section AS s
               JOIN (SELECT section, min(page) AS page, max(page) AS newest FROM archive_page
                     GROUP BY section) AS o ON o.section = s.number
             WHERE o.page < o.newest AND NOT EXISTS (
               SELECT 1 FROM archived AS e JOIN article AS a ON a.id = e.id
               WHERE e.section = s.number AND e.page = o.page)
             LIMIT 1",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}
