//! Articles that readers had, and that were put off until a later time: until then they
//! are told as withdrawn. What they say at that time is no part of it, and told to nobody.

use super::shown::Shown;
use super::value::from_sections;
use rusqlite::{Connection, params};

/// Keeps whether an article that was shown so is put off now, or no longer; it is to be
/// `published` then.
pub(super) fn note(
    connection: &Connection,
    shown: &Shown,
    published: i64,
    at: i64,
) -> rusqlite::Result<()> {
    if published <= at {
        connection
            .prepare_cached(
                "UPDATE article SET recalled = NULL WHERE number = ?1 AND recalled > 0",
            )?
            .execute([shown.number])?;
        return Ok(());
    }
    let recalled = match shown.withdrawn {
        None => (shown.published <= at).then_some(at),
        Some(withdrawn) => (withdrawn >= shown.published).then_some(withdrawn),
    };
    let Some(recalled) = recalled else { return Ok(()) };
    connection
        .prepare_cached(
            "UPDATE article SET recalled = ?2, recalled_from = ?3,
               (recalled_page, recalled_title, recalled_home) =
                 (SELECT json_extract(head, '$.url'), json_extract(head, '$.title'),
                         json_extract(head, '$.home') FROM text WHERE number = ?4)
             WHERE number = ?1",
        )?
        .execute(params![shown.number, recalled, from_sections(&shown.sections), shown.text])?;
    Ok(())
}

/// Whether the time of an article that was put off has come.
pub(super) fn any_is_over(connection: &Connection, now: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM article INDEXED BY article_recalled
                            WHERE recalled IS NOT NULL AND published <= ?1 AND withdrawn IS NULL)",
        )?
        .query_row([now], |row| row.get(0))
}

/// Forgets that articles were put off whose time has come.
pub(super) fn end(connection: &Connection, now: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE article SET recalled = NULL
             WHERE recalled IS NOT NULL AND published <= ?1 AND withdrawn IS NULL",
        )?
        .execute([now])?;
    Ok(())
}
