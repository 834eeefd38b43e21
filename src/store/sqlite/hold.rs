//! Taking an article back for good, and undoing it. What a source no longer has
//! is taken back by `accept`.

use super::placement::unplace;
use super::settle::{Cause, Shown, settle};
use super::value::from_instant;
use crate::article::ArticleId;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

/// Takes an article back; `true` when it was live.
pub(super) fn withdraw(
    connection: &Connection,
    id: &ArticleId,
    at: DateTime<Utc>,
    reason: Option<&str>,
) -> rusqlite::Result<bool> {
    let Some(number) = Shown::find(connection, id.as_str())? else { return Ok(false) };
    let shown = Shown::load(connection, number)?;
    if shown.withdrawn.is_some() {
        connection
            .prepare_cached("UPDATE article SET held = 1 WHERE number = ?1")?
            .execute([number])?;
        return Ok(false);
    }
    unplace(connection, &shown)?;
    connection
        .prepare_cached(
            "UPDATE article SET withdrawn = ?2, reason = ?3, held = 1 WHERE number = ?1",
        )?
        .execute(params![number, from_instant(at), reason])?;
    Ok(true)
}

/// Lifts the hold; `true` when the article is live again by that.
pub(super) fn restore(
    connection: &Connection,
    id: &ArticleId,
    at: DateTime<Utc>,
) -> rusqlite::Result<bool> {
    let Some(number) = Shown::find(connection, id.as_str())? else { return Ok(false) };
    if !Shown::load(connection, number)?.held {
        return Ok(false);
    }
    connection
        .prepare_cached("UPDATE article SET held = 0 WHERE number = ?1")?
        .execute([number])?;
    Ok(settle(connection, number, from_instant(at), &Cause::Restored)?.changed)
}
