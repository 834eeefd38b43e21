//! The notices in archive pages of articles that the newsroom itself keeps from readers:
//! which page lacks one, what it was sealed with, and putting them in. What a notice looks
//! like is not known here.

use super::page_rows::{keep_body, replace, stamp, unpack};
use super::placement::known_section;
use super::reading::Read;
use super::value::unreadable;
use crate::archive::{FORMATS, Page, PageName};
use crate::article::{ArticleId, IdInAddress, Withdrawn};
use crate::section::Slug;
use crate::store::archive::PageNotice;
use crate::text::XmlText;
use crate::web_address::WebAddress;
use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

/// Whether readers had an article, of `article AS a`, that was put off since.
macro_rules! is_put_off {
    () => {
        "(a.recalled IS NOT NULL AND (a.withdrawn IS NULL OR a.withdrawn < a.published))"
    };
}

/// Whether the time of an article was over before `$now`.
macro_rules! is_over {
    ($now:literal) => {
        concat!("(a.withdrawn IS NOT NULL AND a.expires IS NOT NULL AND a.expires <= ", $now, ")")
    };
}

/// Whether the newsroom itself keeps an article from readers: it was retracted, its time has
/// not come, or is over. What a source merely no longer has stays in its pages.
macro_rules! is_kept_out {
    ($now:literal) => {
        concat!("(a.held = 1 OR ", is_put_off!(), " OR ", is_over!($now), ")")
    };
}

/// The notice of such an article, of `article AS a JOIN text AS t`: of one that was put off
/// as its feeds tell it, and nothing of what it is to say.
macro_rules! notice {
    () => {
        concat!(
            "CASE WHEN ",
            is_put_off!(),
            " THEN json_object('at', a.recalled, 'published', min(a.published, a.recalled),
                               'reason', NULL, 'url', a.recalled_page)
              ELSE json_object('at', a.withdrawn, 'published', a.published, 'reason', a.reason,
                               'url', json_extract(t.head, '$.url')) END"
        )
    };
}

/// A notice in the form in which it is kept.
#[derive(Deserialize)]
struct Form {
    at: i64,
    published: i64,
    reason: Option<String>,
    url: Option<WebAddress>,
}

/// See [`crate::store::Archives::outdated_pages`]. An article that was removed keeps its
/// notice.
pub(super) fn outdated_pages(
    connection: &Connection,
    now: i64,
) -> rusqlite::Result<Vec<(Slug, u32)>> {
    let mut pages = connection.prepare_cached(concat!(
        "WITH kept_out AS (
           SELECT number FROM article AS a INDEXED BY article_held WHERE held = 1
           UNION SELECT number FROM article AS a INDEXED BY article_recalled WHERE ",
        is_put_off!(),
        " UNION SELECT number FROM article AS a INDEXED BY article_over WHERE ",
        is_over!("?1"),
        ")
         SELECT s.slug, e.page FROM kept_out CROSS JOIN article AS a ON a.number = kept_out.number
           JOIN text AS t ON t.number = a.text
           JOIN archived AS e ON e.id = a.id JOIN section AS s ON s.number = e.section
         WHERE e.notice IS NOT ",
        notice!(),
        " UNION
         SELECT s.slug, e.page FROM archived AS e INDEXED BY archived_with_notice
           JOIN article AS a ON a.id = e.id JOIN section AS s ON s.number = e.section
         WHERE e.notice IS NOT NULL AND NOT ",
        is_kept_out!("?1"),
        " ORDER BY 1, 2"
    ))?;
    let pages = pages.query_map([now], |row| {
        let slug: String = row.get(0)?;
        let slug = slug.parse::<Slug>().map_err(|error| unreadable(0, error))?;
        Ok((slug, row.get(1)?))
    })?;
    pages.collect()
}

/// See [`crate::store::Archives::as_sealed`].
pub(super) fn as_sealed(
    read: &Read<'_>,
    (section, number): (&Slug, u32),
    now: i64,
) -> rusqlite::Result<(Vec<Page>, Vec<PageNotice>)> {
    let Some(known) = known_section(read.0, section)? else { return Ok(Default::default()) };
    let mut pages = Vec::new();
    for format in FORMATS {
        let name = PageName { feed: section.clone(), number, format };
        pages.extend(sealed(read.0, known, name)?);
    }
    let mut notices = read.0.prepare_cached(concat!(
        "SELECT e.id, CASE WHEN a.number IS NULL THEN e.notice ELSE ",
        notice!(),
        " END FROM archived AS e
           LEFT JOIN article AS a ON a.id = e.id LEFT JOIN text AS t ON t.number = a.text
         WHERE e.section = ?1 AND e.page = ?2
           AND (a.number IS NOT NULL AND ",
        is_kept_out!("?3"),
        " OR a.number IS NULL AND e.notice IS NOT NULL)
         ORDER BY e.id"
    ))?;
    let notices = notices.query_map(params![known, number, now], |row| {
        let kept: String = row.get(1)?;
        let form: Form = serde_json::from_str(&kept).map_err(|error| unreadable(1, error))?;
        let instant = |micros| DateTime::from_timestamp_micros(micros).unwrap_or_default();
        let withdrawn = Withdrawn {
            id: ArticleId::kept(row.get(0)?),
            at: instant(form.at),
            published: instant(form.published),
            url: form.url,
            reason: form.reason.map(XmlText::new),
            place: None,
            id_in_address: IdInAddress::default(),
        };
        Ok(PageNotice { withdrawn, kept })
    })?;
    Ok((pages, notices.collect::<rusqlite::Result<_>>()?))
}

fn sealed(connection: &Connection, section: i64, name: PageName) -> rusqlite::Result<Option<Page>> {
    connection
        .prepare_cached(
            "SELECT p.fingerprint, p.modified, p.length, b.bytes FROM archive_page AS p
               JOIN archive_body AS b ON b.number = coalesce(p.sealed, p.body)
             WHERE p.section = ?1 AND p.page = ?2 AND p.format = ?3",
        )?
        .query_row(params![section, name.number, name.format.extension()], |row| {
            let packed = row.get_ref(3)?.as_blob().map_err(|error| unreadable(3, error))?;
            Ok(Page { name: name.clone(), stamp: stamp(row, 0)?, bytes: unpack(packed)? })
        })
        .optional()
}

/// See [`crate::store::Archives::annotate`].
pub(super) fn annotate(
    connection: &Connection,
    (section, number): (&Slug, u32),
    pages: &[Page],
    notices: &[PageNotice],
) -> rusqlite::Result<()> {
    let Some(known) = known_section(connection, section)? else { return Ok(()) };
    connection
        .prepare_cached(
            "UPDATE archive_page SET sealed = coalesce(sealed, body)
             WHERE section = ?1 AND page = ?2",
        )?
        .execute(params![known, number])?;
    for page in pages {
        replace(connection, page)?;
    }
    connection
        .prepare_cached("UPDATE archived SET notice = NULL WHERE section = ?1 AND page = ?2")?
        .execute(params![known, number])?;
    for PageNotice { withdrawn, kept } in notices {
        connection
            .prepare_cached(
                "UPDATE archived SET notice = ?4 WHERE section = ?1 AND page = ?2 AND id = ?3",
            )?
            .execute(params![known, number, withdrawn.id.as_str(), kept])?;
    }
    if notices.is_empty() { forget_sealed(connection, known, number) } else { Ok(()) }
}

/// What is published is what was sealed again: once is enough.
fn forget_sealed(connection: &Connection, section: i64, number: u32) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM archive_body WHERE number IN (
           SELECT sealed FROM archive_page WHERE section = ?1 AND page = ?2)",
        "UPDATE archive_page SET sealed = NULL WHERE section = ?1 AND page = ?2",
    ] {
        connection.prepare_cached(sql)?.execute(params![section, number])?;
    }
    Ok(())
}

/// Puts other bytes in the place of those that a page was sealed with, where they are
/// kept.
pub(super) fn reseal(connection: &Connection, page: &Page) -> rusqlite::Result<()> {
    let Some(section) = known_section(connection, &page.name.feed)? else { return Ok(()) };
    let (number, format) = (page.name.number, page.name.format.extension());
    let before: Option<Option<i64>> = connection
        .prepare_cached(
            "SELECT sealed FROM archive_page WHERE section = ?1 AND page = ?2 AND format = ?3",
        )?
        .query_row(params![section, number, format], |row| row.get(0))
        .optional()?;
    let Some(Some(before)) = before else { return Ok(()) };
    let body = keep_body(connection, &page.bytes)?;
    connection
        .prepare_cached(
            "UPDATE archive_page SET sealed = ?4
             WHERE section = ?1 AND page = ?2 AND format = ?3",
        )?
        .execute(params![section, number, format, body])?;
    connection.prepare_cached("DELETE FROM archive_body WHERE number = ?1")?.execute([before])?;
    Ok(())
}
