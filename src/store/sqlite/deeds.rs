//! Who did what, in a table that forgets the oldest. What a deed does, others do.

use super::SqliteStore;
use super::value::{from_instant, instant};
use crate::article::ArticleId;
use crate::desk::{Change, Deed, Door, Permit, Pushed};
use crate::store::{DEEDS_KEPT, Deeds, NewDeed, PastDeed, StoreError, WantedDeeds};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

/// After so many deeds it is looked whether there are too many.
const FORGET_EVERY: i64 = 64;

impl Deeds for SqliteStore {
    fn keep_deed(&mut self, deed: &NewDeed<'_>) -> Result<(), StoreError> {
        self.write(|connection| keep(connection, deed))
    }

    fn deeds(
        &mut self,
        wanted: &WantedDeeds<'_>,
        limit: usize,
    ) -> Result<Vec<PastDeed>, StoreError> {
        self.read(|read| deeds(read.0, wanted, limit))
    }
}

/// Keeps a deed in the caller's transaction.
pub(super) fn keep(connection: &Connection, deed: &NewDeed<'_>) -> rusqlite::Result<()> {
    let NewDeed { at, by, door, deed, article, subject } = deed;
    connection
        .prepare_cached(
            "INSERT INTO deed (at, by, door, deed, article, subject)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            from_instant(*at),
            by,
            door.as_str(),
            deed.as_str(),
            article.map(ArticleId::as_str),
            subject
        ])?;
    if connection.last_insert_rowid() % FORGET_EVERY == 0 {
        forget_oldest(connection, *door)?;
    }
    Ok(())
}

/// Of each way by itself: what a token pushes every minute must not end what people did.
fn forget_oldest(connection: &Connection, door: Door) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM deed WHERE door = ?1 AND number <=
               (SELECT number FROM deed WHERE door = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)",
        )?
        .execute(params![door.as_str(), DEEDS_KEPT])
        .map(drop)
}

/// Keeps that somebody changed an article.
pub(super) fn keep_change(
    connection: &Connection,
    change: &Change,
    article: &ArticleId,
    (at, by, door): (DateTime<Utc>, &str, Door),
) -> rusqlite::Result<()> {
    let deed = Deed::of(change);
    keep(connection, &NewDeed { at, by, door, deed, article: Some(article), subject: None })
}

/// Keeps what became of what somebody pushed, as far as something did.
pub(super) fn keep_push(
    connection: &Connection,
    pushed: &[Pushed],
    at: DateTime<Utc>,
    permit: &Permit<'_>,
) -> rusqlite::Result<()> {
    for Pushed { before, now, .. } in pushed {
        let Some(now) = now else { continue };
        let deed = match before {
            None => Deed::Pushed,
            Some(before) if before == now => continue,
            Some(before) if before.withdrawn.is_none() && now.withdrawn.is_some() => Deed::Deleted,
            Some(_) => Deed::Changed,
        };
        let (by, door, article) = (permit.by, permit.door, Some(&now.article.id));
        keep(connection, &NewDeed { at, by, door, deed, article, subject: None })?;
    }
    Ok(())
}

fn deeds(
    connection: &Connection,
    wanted: &WantedDeeds<'_>,
    limit: usize,
) -> rusqlite::Result<Vec<PastDeed>> {
    let mut kept = connection.prepare_cached(
        "SELECT number, at, by, door, deed, article, subject FROM deed
         WHERE (?1 IS NULL OR article = ?1) AND (?2 IS NULL OR by = ?2)
           AND (?3 IS NULL OR number < ?3)
         ORDER BY number DESC LIMIT ?4",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let wanted = params![wanted.article.map(ArticleId::as_str), wanted.by, wanted.before, limit];
    let deeds = kept.query_map(wanted, |row| {
        Ok(PastDeed {
            number: row.get(0)?,
            at: instant(row, 1)?,
            by: row.get(2)?,
            door: Door::named(&row.get::<_, String>(3)?),
            deed: Deed::named(&row.get::<_, String>(4)?),
            article: row.get::<_, Option<String>>(5)?.map(ArticleId::kept),
            subject: row.get(6)?,
        })
    })?;
    deeds.collect()
}
