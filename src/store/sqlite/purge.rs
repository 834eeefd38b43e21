//! Removes what an article said, for good, and leaves that it was withdrawn. What
//! stands in archive pages is replaced by `archive`.

use super::placement::unplace;
use super::recognise::forget_removed;
use super::retain::forget_what_was_said;
use super::settle::{Claim, Shown};
use super::text;
use super::value::from_instant;
use crate::article::ArticleId;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

/// Purges an article; `true` when something of it was there.
pub(super) fn purge(
    connection: &Connection,
    id: &ArticleId,
    at: DateTime<Utc>,
    reason: &str,
) -> rusqlite::Result<bool> {
    let archived =
        connection.prepare_cached("DELETE FROM archived WHERE id = ?1")?.execute([id.as_str()])?;
    let Some(number) = Shown::find(connection, id.as_str())? else { return Ok(archived > 0) };
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
    forget_texts(connection, &shown)?;
    Ok(true)
}

/// Of the text, the address of the page stays: the notice of withdrawal tells it.
fn forget_texts(connection: &Connection, shown: &Shown) -> rusqlite::Result<()> {
    for claim in Claim::all(connection, shown.number)? {
        if claim.text != shown.text {
            text::remove(connection, claim.text)?;
        }
    }
    connection
        .prepare_cached(
            "INSERT INTO text (address, head, content)
             SELECT address, json_object('title', '', 'url', json_extract(head, '$.url')), ''
             FROM text WHERE number = ?1",
        )?
        .execute([shown.text])?;
    // The index of words follows from this.
    connection
        .prepare_cached("UPDATE article SET text = ?2, correction = NULL WHERE number = ?1")?
        .execute([shown.number, connection.last_insert_rowid()])?;
    text::remove(connection, shown.text)?;
    forget_what_was_said(connection, shown.number)?;
    for sql in
        ["UPDATE edit SET note = NULL WHERE article = ?1", "DELETE FROM mark WHERE article = ?1"]
    {
        connection.prepare_cached(sql)?.execute([shown.number])?;
    }
    forget_removed(connection)
}
