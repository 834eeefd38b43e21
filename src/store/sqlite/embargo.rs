//! Until when the desk keeps an article back: the rows that say so, which of them counts, and
//! what else is that story. What sources say of their time is in their claims, and what is
//! shown when, `settle` decides.

use super::barred;
use super::reading::Read;
use super::shown::Shown;
use super::value::{from_sections, sections};
use crate::article::Article;
use crate::same_address::address_key;
use crate::section::Slug;
use crate::store::EditKind;
use crate::text::folded;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Until when the desk's last word that stands keeps an article back; that may be over.
pub(super) fn until(connection: &Connection, article: i64) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT until FROM edit WHERE article = ?1 AND undone IS NULL AND kind = 'embargo'
             ORDER BY number DESC LIMIT 1",
        )?
        .query_row([article], |row| row.get(0))
        .optional()
}

/// The same while its time has not come.
pub(super) fn in_force(
    connection: &Connection,
    article: i64,
    at: i64,
) -> rusqlite::Result<Option<i64>> {
    Ok(until(connection, article)?.filter(|until| *until > at))
}

/// Whether any article waits for its time.
pub(super) fn is_any_waiting(connection: &Connection, at: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM article WHERE published > ?1)")?
        .query_row([at], |row| row.get(0))
}

/// Whether no reader has had an article, which waits for the time that its source says.
pub(super) fn waits_unseen(
    connection: &Connection,
    article: i64,
    at: i64,
) -> rusqlite::Result<bool> {
    let is_kept_back = in_force(connection, article, at)?.is_some();
    let waits = connection
        .prepare_cached(
            "SELECT published > ?2 AND withdrawn IS NULL AND recalled IS NULL AND held = 0
             FROM article WHERE number = ?1",
        )?
        .query_row(params![article, at], |row| row.get::<_, bool>(0))?;
    Ok(waits && !is_kept_back)
}

/// Keeps that somebody keeps an article back.
pub(super) fn record(
    connection: &Connection,
    article: i64,
    (until, reason): (i64, Option<&str>),
    (at, by): (i64, &str),
    within: &[Slug],
) -> rusqlite::Result<()> {
    let within: BTreeSet<Slug> = within.iter().cloned().collect();
    let within = Some(within).filter(|within| !within.is_empty());
    connection
        .prepare_cached(
            "INSERT INTO edit (article, at, by, kind, note, until, within)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            article,
            at,
            by,
            EditKind::Embargo.as_str(),
            reason,
            until,
            within.as_ref().map(from_sections)
        ])?;
    Ok(())
}

/// Whether an article is kept back by somebody who reaches all of these sections: what tells
/// the same story in them is kept back with it.
pub(super) fn reaches(
    connection: &Connection,
    article: i64,
    at: i64,
    others: &BTreeSet<Slug>,
) -> rusqlite::Result<bool> {
    let within = connection
        .prepare_cached(
            "SELECT until, within IS NULL, coalesce(within, '') FROM edit
             WHERE article = ?1 AND undone IS NULL AND kind = 'embargo'
             ORDER BY number DESC LIMIT 1",
        )?
        .query_row([article], |row| {
            Ok((row.get::<_, i64>(0)? > at, row.get::<_, bool>(1)?, sections(row, 2)?))
        })
        .optional()?;
    Ok(within.is_some_and(|(in_force, everywhere, within)| {
        in_force && (everywhere || !others.is_empty() && others.is_subset(&within))
    }))
}

/// The article that somebody keeps back and that has the words of this one, or its page.
pub(super) fn of_story(
    connection: &Connection,
    article: &Article,
    at: i64,
) -> rusqlite::Result<Option<i64>> {
    let mut kept_back = connection.prepare_cached(
        "SELECT a.number, a.address, coalesce(t.head ->> 'title', '')
         FROM edit AS e INDEXED BY edit_embargo
           JOIN article AS a ON a.number = e.article JOIN text AS t ON t.number = a.text
         WHERE e.kind = 'embargo' AND e.undone IS NULL AND e.until > ?1 ORDER BY e.number",
    )?;
    let (page, title) = (article.url.as_ref().map(address_key), folded::words(&article.title));
    let mut rows = kept_back.query([at])?;
    while let Some(row) = rows.next()? {
        let (number, address): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
        let there = page.filter(|page| Some(*page) == address);
        let is_called_so = folded::words(&row.get::<_, String>(2)?) == title;
        if !(there.is_some() || is_called_so)
            || !reaches(connection, number, at, &article.sections)?
        {
            continue;
        }
        let is_alone = match there {
            Some(page) => !barred::is_shared(connection, page, Some(number))?,
            None => false,
        };
        if is_alone || barred::are_worded_alike(&Read(connection).kept_as(number)?.article, article)
        {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

/// Undoes all that keeps an article back by the desk's word.
pub(super) fn lift_all(
    connection: &Connection,
    article: i64,
    (at, by): (i64, &str),
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE edit SET undone = ?2, undone_by = ?3
             WHERE article = ?1 AND undone IS NULL AND kind = 'embargo' AND until > ?2",
        )?
        .execute(params![article, at, by])?;
    Ok(())
}

/// What is kept back stays so in both parts when it is parted.
pub(super) fn inherit(connection: &Connection, shown: &Shown, own: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO edit (article, at, by, kind, note, until, within)
             SELECT ?2, at, by, kind, note, until, within FROM edit
             WHERE article = ?1 AND undone IS NULL AND kind = 'embargo' ORDER BY number",
        )?
        .execute(params![shown.number, own])?;
    Ok(())
}

/// When an article is of that no word of the desk keeps back: the first date that any of its
/// items gives; `at` where an earlier release did not keep it of each.
pub(super) fn own_date(connection: &Connection, article: i64, at: i64) -> rusqlite::Result<i64> {
    let (all, dated, first): (i64, i64, Option<i64>) = connection
        .prepare_cached(
            "SELECT count(*), count(published), min(published) FROM arrival WHERE article = ?1",
        )?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(first.filter(|_| all == dated).unwrap_or(at))
}

/// An article that no source has, and that nobody keeps back, is of a date to come no longer.
pub(super) fn date_at_latest(
    connection: &Connection,
    article: i64,
    at: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE article SET published = ?2 WHERE number = ?1 AND published > ?2
               AND NOT EXISTS (SELECT 1 FROM arrival WHERE article = ?1)",
        )?
        .execute([article, at])?;
    Ok(())
}
