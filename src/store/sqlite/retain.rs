//! Removes the articles that need not be kept, and the archive pages of which none is
//! kept. Their items stay known.

use super::SqliteStore;
use super::items::forget_what_was_said;
use super::marks::forget_removed;
use super::page_rows;
use super::placement::{all_sections, unplace};
use super::settle::Claim;
use super::shown::Shown;
use super::text;
use super::value::from_instant;
use crate::source_memory::{Aged, SourceName};
use crate::store::{Removal, Retention, StoreError};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use std::collections::{BTreeSet, HashSet};

impl Removal for SqliteStore {
    fn retain(&mut self, retention: Retention) -> Result<usize, StoreError> {
        self.write(|connection| retain(connection, retention))
    }

    fn surplus(&mut self, retention: Retention) -> Result<usize, StoreError> {
        self.read(|read| Ok(surplus(read.0, retention)?.len()))
    }

    fn aged(&mut self, retention: Retention, now: DateTime<Utc>) -> Result<Aged, StoreError> {
        self.read(|read| aged(read.0, retention, now))
    }

    fn readmit(
        &mut self,
        source: &SourceName,
        kept_since: Option<DateTime<Utc>>,
    ) -> Result<usize, StoreError> {
        // Every pass asks, and nearly none has anything to write.
        if !self.read(|read| is_any_readmitted(read.0, source, kept_since))? {
            return Ok(0);
        }
        self.jot(|connection| readmit(connection, source, kept_since))
    }
}

/// Removes the articles that `retention` does not keep; returns their number.
fn retain(connection: &Connection, retention: Retention) -> rusqlite::Result<usize> {
    let surplus = surplus(connection, retention)?;
    for &article in &surplus {
        note_age(connection, article, retention.published_before)?;
        remove(connection, article)?;
    }
    if !surplus.is_empty() {
        forget_removed(connection)?;
        page_rows::drop_emptied(connection)?;
    }
    Ok(surplus.len())
}

/// What `retention` does not keep.
fn surplus(connection: &Connection, retention: Retention) -> rusqlite::Result<BTreeSet<i64>> {
    let mut surplus = BTreeSet::new();
    if let Some(before) = retention.published_before {
        surplus.extend(published_before(connection, before, retention.told_since)?);
    }
    if let Some(limit) = retention.per_section {
        surplus.extend(beyond(connection, limit)?);
    }
    if retention.keeps_pages {
        for article in surplus.clone() {
            if has_page(connection, article)? {
                surplus.remove(&article);
            }
        }
    }
    Ok(surplus)
}

/// How many live articles are to go for an age that they have come to here, and of how many.
fn aged(
    connection: &Connection,
    retention: Retention,
    now: DateTime<Utc>,
) -> rusqlite::Result<Aged> {
    let Some(before) = retention.published_before else { return Ok(Aged::default()) };
    let (before, now) = (from_instant(before), from_instant(now));
    let count = |sql: &str| {
        connection
            .prepare_cached(sql)?
            .query_row([before, now], |row| Ok(Aged { old: row.get(0)?, live: row.get(1)? }))
    };
    let all = count(
        "SELECT coalesce(sum(published < ?1), 0), count(*) FROM article
         WHERE withdrawn IS NULL AND revised - published <= ?2 - ?1",
    )?;
    // Which of them have a page is looked up only where there may be too many.
    if all.old == 0 || !retention.keeps_pages {
        return Ok(all);
    }
    count(
        "SELECT coalesce(sum(a.published < ?1), 0), count(*)
         FROM article AS a JOIN text AS t ON t.number = a.text
         WHERE a.withdrawn IS NULL AND a.revised - a.published <= ?2 - ?1
           AND t.head ->> 'url' IS NOT NULL
           AND coalesce(t.head ->> 'home', 'elsewhere') = 'elsewhere'",
    )
}

/// Keeps of the items of an article that is removed for its age that they may come again.
/// Those of one that was taken back may not.
fn note_age(
    connection: &Connection,
    article: i64,
    before: Option<DateTime<Utc>>,
) -> rusqlite::Result<()> {
    let Some(before) = before else { return Ok(()) };
    connection
        .prepare_cached(
            "UPDATE arrival SET aged = 1 WHERE article = ?1 AND EXISTS
               (SELECT 1 FROM article WHERE number = ?1 AND published < ?2 AND withdrawn IS NULL)",
        )?
        .execute(params![article, from_instant(before)])?;
    Ok(())
}

/// Whether [`readmit`] would forget anything.
fn is_any_readmitted(
    connection: &Connection,
    source: &SourceName,
    kept_since: Option<DateTime<Utc>>,
) -> rusqlite::Result<bool> {
    let since = kept_since.map_or(i64::MIN, from_instant);
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM source AS s CROSS JOIN arrival AS r
                              ON r.source = s.number AND r.aged = 1 AND r.published >= ?2
                            WHERE s.name = ?1)",
        )?
        .query_row(params![source.as_str(), since], |row| row.get(0))
}

/// Forgets those items of a source that were removed for an age that is kept now: the next
/// pass takes them up again. Gives how many that were.
fn readmit(
    connection: &Connection,
    source: &SourceName,
    kept_since: Option<DateTime<Utc>>,
) -> rusqlite::Result<usize> {
    let since = kept_since.map_or(i64::MIN, from_instant);
    connection
        .prepare_cached(
            "DELETE FROM arrival
             WHERE aged = 1 AND published >= ?2
               AND source = (SELECT number FROM source WHERE name = ?1)",
        )?
        .execute(params![source.as_str(), since])
}

/// Whether an article has, or had, its page in the web edition.
fn has_page(connection: &Connection, article: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT t.head ->> 'url' IS NULL OR coalesce(t.head ->> 'home', 'elsewhere') <> 'elsewhere'
             FROM article AS a JOIN text AS t ON t.number = a.text WHERE a.number = ?1",
        )?
        .query_row([article], |row| row.get(0))
}

fn published_before(
    connection: &Connection,
    before: DateTime<Utc>,
    told_since: Option<DateTime<Utc>>,
) -> rusqlite::Result<Vec<i64>> {
    let told_since = told_since.map_or(i64::MAX, from_instant);
    let mut old = connection.prepare_cached(
        "SELECT number FROM article
         WHERE published < ?1 AND (withdrawn IS NULL OR withdrawn <= ?2)",
    )?;
    let old = old.query_map([from_instant(before), told_since], |row| row.get(0))?;
    old.collect()
}

/// The live articles that are beyond the newest `limit` in each of their sections.
fn beyond(connection: &Connection, limit: usize) -> rusqlite::Result<HashSet<i64>> {
    let mut places = connection.prepare_cached(
        "SELECT article FROM placement WHERE section = ?1 ORDER BY published DESC, id",
    )?;
    let mut newest = HashSet::new();
    let mut rest = HashSet::new();
    for (section, _) in all_sections(connection)? {
        for (place, article) in places.query_map([section], |row| row.get::<_, i64>(0))?.enumerate()
        {
            if place < limit { &mut newest } else { &mut rest }.insert(article?);
        }
    }
    rest.retain(|article| !newest.contains(article));
    Ok(rest)
}

/// Removes an article; its items stay known.
pub(super) fn remove(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    let shown = Shown::load(connection, number)?;
    if shown.withdrawn.is_none() {
        unplace(connection, &shown)?;
    }
    for claim in Claim::all(connection, number)? {
        text::remove(connection, claim.text)?;
    }
    text::remove(connection, shown.text)?;
    forget_what_was_said(connection, number)?;
    for sql in ["DELETE FROM edit WHERE article = ?1", "DELETE FROM article WHERE number = ?1"] {
        connection.prepare_cached(sql)?.execute([number])?;
    }
    Ok(())
}
