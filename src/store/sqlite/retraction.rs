//! Retractions that stand: whose word each is, and whether that one may lift it. An
//! article stays held back until none of them stands. Corrections are the business of
//! `edits`, and what a source merely no longer has that of `leaving`.

use super::barred;
use super::hold;
use super::shown::Shown;
use crate::section::Slug;
use crate::store::EditKind;
use rusqlite::{Connection, OptionalExtension, params};

/// Whose word a retraction is.
pub(super) struct Word<'a> {
    /// The source that lifts it by bringing the article again; nobody when `None`.
    source: Option<i64>,
    /// The item of that source which it was said in, where that is only one.
    key: Option<&'a str>,
    /// The sections that whoever says it reaches, all when empty.
    within: &'a [Slug],
}

impl<'a> Word<'a> {
    /// The desk's own: it is undone, or it stands.
    pub(super) const FOR_GOOD: Word<'static> = Word { source: None, key: None, within: &[] };

    /// A source's, in whichever item.
    pub(super) fn of_source(source: i64) -> Self {
        Self { source: Some(source), key: None, within: &[] }
    }

    /// That of one item of a source.
    pub(super) fn of_item(source: i64, key: &'a str) -> Self {
        Self { source: Some(source), key: Some(key), within: &[] }
    }

    /// The same, by somebody who reaches these sections, all when there is none.
    pub(super) fn within(self, within: &'a [Slug]) -> Self {
        Self { within, ..self }
    }
}

/// Takes an article back by somebody's word; `false` when it was taken back by that, or
/// for good, already.
pub(super) fn take_back(
    connection: &Connection,
    shown: &Shown,
    word: &Word<'_>,
    reason: Option<&str>,
    (at, by): (i64, &str),
) -> rusqlite::Result<bool> {
    let repeats = is_for_good(connection, shown)? || stands(connection, shown, word)?;
    if repeats && !gives_another_reason(connection, shown, word, reason)? {
        barred::bar_within(connection, &shown.id, word.within)?;
        return Ok(false);
    }
    connection
        .prepare_cached(
            "INSERT INTO edit (article, at, by, kind, note, source, key)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            shown.number,
            at,
            by,
            EditKind::Retraction.as_str(),
            reason,
            word.source,
            word.key,
        ])?;
    hold::hold(connection, shown, (at, reason), word.within)?;
    Ok(true)
}

/// What was taken back stays so in both parts when it is parted, but by the word of a source
/// that has no item in the part: `own` has the retractions that stand against `shown`.
pub(super) fn inherit(
    connection: &Connection,
    shown: &Shown,
    own: i64,
    at: i64,
) -> rusqlite::Result<()> {
    if !shown.held {
        return Ok(());
    }
    let inherited = connection
        .prepare_cached(
            "INSERT INTO edit (article, at, by, kind, note, source, key)
             SELECT ?2, at, by, kind, note, source, key FROM edit
             WHERE article = ?1 AND undone IS NULL AND kind = 'retraction'
               AND (source IS NULL OR EXISTS (SELECT 1 FROM arrival AS r
                                              WHERE r.article = ?2 AND r.source = edit.source
                                                AND r.key = coalesce(edit.key, r.key)))
             ORDER BY number",
        )?
        .execute(params![shown.number, own])?;
    let stands: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM edit
                            WHERE article = ?1 AND undone IS NULL AND kind = 'retraction')",
        )?
        .query_row([shown.number], |row| row.get(0))?;
    // A hold that no row tells of is of a release before the rows, and anybody's.
    if inherited == 0 && stands {
        return Ok(());
    }
    let reason: Option<String> = connection
        .prepare_cached("SELECT reason FROM article WHERE number = ?1")?
        .query_row([shown.number], |row| row.get(0))?;
    let within = barred::within(connection, &shown.id)?;
    hold::hold(connection, &Shown::load(connection, own)?, (at, reason.as_deref()), &within)
}

/// Undoes what a source took back, since it brings the article again in the item `key`;
/// `true` when nothing holds the article back any longer by that.
pub(super) fn release(
    connection: &Connection,
    shown: &Shown,
    (source, key): (i64, &str),
    (at, by): (i64, &str),
) -> rusqlite::Result<bool> {
    let undone = connection
        .prepare_cached(
            "UPDATE edit SET undone = ?4, undone_by = ?5
             WHERE article = ?1 AND undone IS NULL AND source = ?2 AND coalesce(key, ?3) = ?3",
        )?
        .execute(params![shown.number, source, key, at, by])?;
    Ok(undone > 0 && free(connection, shown)?)
}

/// Whether [`release`] would leave nothing that holds the article back.
pub(super) fn would_release(
    connection: &Connection,
    shown: &Shown,
    (source, key): (i64, &str),
) -> rusqlite::Result<bool> {
    let (all, own): (i64, i64) = connection
        .prepare_cached(
            "SELECT count(*), count(*) FILTER (WHERE source = ?2 AND coalesce(key, ?3) = ?3)
             FROM edit WHERE article = ?1 AND undone IS NULL AND kind = 'retraction'",
        )?
        .query_row(params![shown.number, source, key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(!shown.held || all > 0 && own == all)
}

/// Lifts the hold of an article unless a retraction of it still stands: then that one's
/// reason is the reason, and this is `false`.
pub(super) fn free(connection: &Connection, shown: &Shown) -> rusqlite::Result<bool> {
    let reason: Option<Option<String>> = connection
        .prepare_cached(
            "SELECT note FROM edit
             WHERE article = ?1 AND undone IS NULL AND kind = 'retraction'
             ORDER BY number DESC LIMIT 1",
        )?
        .query_row([shown.number], |row| row.get(0))
        .optional()?;
    let Some(reason) = reason else {
        hold::lift(connection, shown)?;
        return Ok(true);
    };
    connection
        .prepare_cached("UPDATE article SET reason = ?2 WHERE number = ?1")?
        .execute(params![shown.number, reason])?;
    Ok(false)
}

/// Whether an article is held back by anybody's word but this source's own. A hold that
/// no row tells of is of a release before the rows, or of a purge.
pub(super) fn is_held_against(
    connection: &Connection,
    shown: &Shown,
    source: i64,
) -> rusqlite::Result<bool> {
    let (all, own): (i64, i64) = connection
        .prepare_cached(
            "SELECT count(*), count(*) FILTER (WHERE source = ?2) FROM edit
             WHERE article = ?1 AND undone IS NULL AND kind = 'retraction'",
        )?
        .query_row([shown.number, source], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(shown.held && (all == 0 || own < all))
}

fn is_for_good(connection: &Connection, shown: &Shown) -> rusqlite::Result<bool> {
    let (all, of_sources): (i64, i64) = connection
        .prepare_cached(
            "SELECT count(*), count(source) FROM edit
             WHERE article = ?1 AND undone IS NULL AND kind = 'retraction'",
        )?
        .query_row([shown.number], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(shown.held && (all == 0 || of_sources < all))
}

/// Whether the desk gives another reason for what it took back. What it says last is told.
fn gives_another_reason(
    connection: &Connection,
    shown: &Shown,
    word: &Word<'_>,
    reason: Option<&str>,
) -> rusqlite::Result<bool> {
    let told: Option<String> = connection
        .prepare_cached("SELECT reason FROM article WHERE number = ?1")?
        .query_row([shown.number], |row| row.get(0))?;
    Ok(word.source.is_none() && reason.is_some() && reason != told.as_deref())
}

fn stands(connection: &Connection, shown: &Shown, word: &Word<'_>) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM edit WHERE article = ?1 AND undone IS NULL
                              AND kind = 'retraction' AND source IS ?2 AND key IS ?3)",
        )?
        .query_row(params![shown.number, word.source, word.key], |row| row.get(0))
}
