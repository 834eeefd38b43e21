//! Removes what an article said, for good, and leaves that it was withdrawn. What
//! stands in archive pages is replaced by `archive`.

use super::items::{forget_those_of, forget_what_was_said};
use super::marks::forget_removed;
use super::placement::unplace;
use super::purged::{forget_recalled, nothing_said};
use super::reading::Read;
use super::settle::Claim;
use super::shown::Shown;
use super::value::from_instant;
use super::{SqliteStore, barred, journal_rows, names, notices, page_rows, sealed_keys, text};
use crate::archive::Page;
use crate::article::ArticleId;
use crate::store::{DESK, EditKind, StoreError};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

/// Purges an article together with what pages of the archive say of it. What is deleted is
/// overwritten too, in the file and in its log.
pub(super) fn for_good(
    store: &mut SqliteStore,
    (id, at, reason): (&ArticleId, DateTime<Utc>, &str),
    pages: &[Page],
    sealed: &[Page],
) -> Result<bool, StoreError> {
    let set = |store: &SqliteStore, pragma: &str| {
        store.connection.execute_batch(pragma).map_err(|error| store.error(error))
    };
    set(store, "PRAGMA secure_delete = ON")?;
    let purged = store.write(|connection| {
        pages.iter().try_for_each(|page| page_rows::replace(connection, page))?;
        sealed.iter().try_for_each(|page| notices::reseal(connection, page))?;
        purge(connection, id, at, reason)
    });
    let purged = purged.and_then(|purged| store.forget_removed_words().map(|()| purged));
    // What it said before it was changed is in pages of the file that are in no use.
    let purged = match purged {
        Ok(true) => set(store, "PRAGMA auto_vacuum = INCREMENTAL; VACUUM").map(|()| true),
        purged => purged,
    };
    set(store, "PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)")?;
    if matches!(purged, Ok(true)) {
        store.forget_notes(id)?;
    }
    purged
}

/// Purges an article; `true` when something of it was there.
pub(super) fn purge(
    connection: &Connection,
    id: &ArticleId,
    at: DateTime<Utc>,
    reason: &str,
) -> rusqlite::Result<bool> {
    let archived =
        connection.prepare_cached("DELETE FROM archived WHERE id = ?1")?.execute([id.as_str()])?;
    let number = Shown::find(connection, id.as_str())?;
    if number.is_some() || archived > 0 {
        journal_rows::note_purge(connection, id, at, reason)?;
    }
    let Some(number) = number else { return Ok(archived > 0) };
    let shown = Shown::load(connection, number)?;
    if shown.withdrawn.is_none() {
        unplace(connection, &shown)?;
    }
    connection
        .prepare_cached(
            "UPDATE article SET withdrawn = coalesce(withdrawn, ?2), reason = ?3, held = 1
             WHERE number = ?1",
        )?
        .execute(params![number, from_instant(at), reason])?;
    barred::note(connection, &shown, &[])?;
    for before in Read(connection).revisions(id)? {
        barred::note_words(connection, &shown.id, &before.article)?;
    }
    forget_what_was_told(connection, number, id)?;
    forget_what_parts_said(connection, number)?;
    forget_texts(connection, &shown)?;
    // No source lifts it, whatever it took back itself before.
    connection
        .prepare_cached(
            "INSERT INTO edit (article, at, by, kind, note) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![number, from_instant(at), DESK, EditKind::Retraction.as_str(), reason])?;
    Ok(true)
}

/// What its items said in articles that they were put apart from.
fn forget_what_parts_said(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM revision
             WHERE article IN (SELECT article FROM apart WHERE own = ?1
                               UNION SELECT own FROM apart WHERE article = ?1)
               AND source IN (SELECT source FROM arrival WHERE article = ?1)",
        )?
        .execute([number])?;
    Ok(())
}

/// What was said of its items besides: why they were refused, what was odd, answers to who
/// sent them, and what operators were told.
fn forget_what_was_told(
    connection: &Connection,
    number: i64,
    id: &ArticleId,
) -> rusqlite::Result<()> {
    for table in ["refusal", "warning"] {
        connection
            .prepare_cached(&format!(
                "DELETE FROM {table} WHERE (source, key) IN (
                   SELECT source, key FROM arrival WHERE article = ?1)"
            ))?
            .execute([number])?;
    }
    let mut own_ids = connection
        .prepare_cached("SELECT own_id FROM arrival WHERE article = ?1 AND own_id IS NOT NULL")?;
    let own_ids = own_ids.query_map([number], |row| row.get::<_, String>(0))?;
    // Before it was joined, an item was told of under the id that it had.
    for id in own_ids.chain([Ok(id.as_str().to_owned())]) {
        let id = id?;
        for table in ["answer", "trouble", "delivery"] {
            connection
                .prepare_cached(&format!(
                    "DELETE FROM {table} WHERE instr(body, CAST(?1 AS BLOB)) > 0
                                            OR instr(CAST(body AS TEXT), ?1) > 0"
                ))?
                .execute([&id])?;
        }
    }
    Ok(())
}

/// Of the text nothing stays, and of the address of its page only that there was one: it
/// mostly has the headline in it.
fn forget_texts(connection: &Connection, shown: &Shown) -> rusqlite::Result<()> {
    for claim in Claim::all(connection, shown.number)? {
        if claim.text != shown.text {
            text::remove(connection, claim.text)?;
        }
    }
    names::seal(connection, shown.number)?;
    connection
        .prepare_cached(concat!(
            "INSERT INTO text (address, head, content) SELECT address, ",
            nothing_said!(),
            ", '' FROM text WHERE number = ?1"
        ))?
        .execute([shown.text])?;
    // The index of words follows from this.
    connection
        .prepare_cached("UPDATE article SET text = ?2, correction = NULL WHERE number = ?1")?
        .execute([shown.number, connection.last_insert_rowid()])?;
    text::remove(connection, shown.text)?;
    forget_those_of(connection, shown.number)?;
    sealed_keys::seal_those_of(connection, shown.number)?;
    forget_what_was_said(connection, shown.number)?;
    connection
        .prepare_cached("UPDATE edit SET note = NULL WHERE article = ?1")?
        .execute([shown.number])?;
    connection.prepare_cached("DELETE FROM mark WHERE article = ?1")?.execute([shown.number])?;
    forget_recalled(connection, shown.number)?;
    forget_removed(connection)
}
