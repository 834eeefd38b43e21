//! Makes one article of two that tell one story. Whether they do, it does not judge; how one is
//! parted again, `separate` knows.

use super::placement::unplace;
use super::settle::{Cause, settle};
use super::shown::Shown;
use super::text;
use crate::section::Slug;
use crate::store::recognition::Matched;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Has everything that is said of `from` be said of `into` from now on; returns the sections
/// of both. What one is known by, the other is, too, and what was put apart from one is apart
/// from the other. Each item could be parted again, with the id that it had.
pub(super) fn join(
    connection: &Connection,
    from: &Shown,
    into: i64,
    matched: &Matched,
    at: i64,
) -> rusqlite::Result<BTreeSet<Slug>> {
    connection
        .prepare_cached(
            "UPDATE arrival SET article = ?2,
                                matched = CASE WHEN own_id IS NULL THEN ?3 ELSE matched END,
                                own_id = coalesce(own_id, ?4)
             WHERE article = ?1",
        )?
        .execute(params![from.number, into, matched.to_string(), from.id])?;
    for sql in [
        "INSERT OR IGNORE INTO mark (mark, published, article)
           SELECT address, published, ?2 FROM article WHERE number = ?1 AND address IS NOT NULL",
        "UPDATE OR IGNORE mark SET article = ?2 WHERE article = ?1",
        "UPDATE OR IGNORE name SET article = ?2 WHERE article = ?1",
        "UPDATE OR IGNORE apart SET article = ?2 WHERE article = ?1",
        "UPDATE apart SET own = ?2 WHERE own = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([from.number, into])?;
    }
    let mut sections = from.sections.clone();
    sections.extend(Shown::load(connection, into)?.sections);
    sections.extend(settle(connection, into, at, &Cause::SaidFirst(from.published))?.sections);
    leave(connection, from, at)?;
    Ok(sections)
}

/// Ends an article that has no item any more: what readers had of it is taken back, and what
/// nobody saw is forgotten.
fn leave(connection: &Connection, from: &Shown, at: i64) -> rusqlite::Result<()> {
    for sql in ["DELETE FROM mark WHERE article = ?1", "DELETE FROM name WHERE article = ?1"] {
        connection.prepare_cached(sql)?.execute([from.number])?;
    }
    let was_seen: bool = connection
        .prepare_cached("SELECT recalled IS NOT NULL FROM article WHERE number = ?1")?
        .query_row([from.number], |row| row.get(0))?;
    if was_seen {
        // Its text is another's now.
        let text = text::copy(connection, from.text)?;
        connection
            .prepare_cached("UPDATE article SET text = ?2 WHERE number = ?1")?
            .execute([from.number, text])?;
        return settle(connection, from.number, at, &Cause::Gone).map(drop);
    }
    if from.withdrawn.is_none() {
        unplace(connection, from)?;
    }
    for sql in [
        "DELETE FROM revision WHERE article = ?1",
        "DELETE FROM apart WHERE article = ?1",
        "DELETE FROM article WHERE number = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([from.number])?;
    }
    Ok(())
}
