//! Taking an article back, for good or because its time is over, and lifting that.
//! What a source no longer has is taken back by `accept`.

use super::barred;
use super::placement::unplace;
use super::recall;
use super::shown::Shown;
use crate::section::Slug;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Holds an article back from now on; one that was taken back before keeps its date.
/// What is like it is barred `within` these sections, in all when there is none.
pub(super) fn hold(
    connection: &Connection,
    shown: &Shown,
    (at, reason): (i64, Option<&str>),
    within: &[Slug],
) -> rusqlite::Result<()> {
    if shown.withdrawn.is_none() {
        unplace(connection, shown)?;
    }
    connection
        .prepare_cached(
            "UPDATE article SET withdrawn = coalesce(withdrawn, ?2), held = 1,
                                reason = coalesce(?3, reason)
             WHERE number = ?1",
        )?
        .execute(params![shown.number, at, reason])?;
    barred::note(connection, shown, within)
}

/// Lifts the hold. Whether the article is live again by that, its sources decide.
pub(super) fn lift(connection: &Connection, shown: &Shown) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE article SET held = 0 WHERE number = ?1")?
        .execute([shown.number])?;
    barred::forget(connection, &shown.id)
}

/// The articles that are live though their time is over at `now`.
pub(super) fn overdue(connection: &Connection, now: i64) -> rusqlite::Result<Vec<i64>> {
    let mut overdue = connection.prepare_cached(
        "SELECT number FROM article WHERE expires <= ?1 AND withdrawn IS NULL ORDER BY expires",
    )?;
    let overdue = overdue.query_map([now], |row| row.get(0))?;
    overdue.collect()
}

/// Takes them back, each as of its own end; returns the sections in which they were.
pub(super) fn expire(connection: &Connection, now: i64) -> rusqlite::Result<BTreeSet<Slug>> {
    recall::end(connection, now)?;
    let mut sections = BTreeSet::new();
    for number in overdue(connection, now)? {
        let shown = Shown::load(connection, number)?;
        unplace(connection, &shown)?;
        connection
            .prepare_cached("UPDATE article SET withdrawn = expires WHERE number = ?1")?
            .execute([number])?;
        sections.extend(shown.sections);
    }
    Ok(sections)
}
