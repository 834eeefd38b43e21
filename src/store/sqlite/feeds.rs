//! The feeds by their names, and what a section takes along when it has another one. It
//! does not know what a feed says.

use super::SqliteStore;
use super::placement::known_section;
use super::reading::Read;
use super::value::{fingerprint, from_instant, instant, instant_if_any, unreadable};
use crate::archive::{Said, Stamp};
use crate::article::{Article, ArticleId};
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use crate::store::{FeedNames, Feeds, KeptFeed, NotShown, StoreError};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

impl Feeds for SqliteStore {
    fn name_feeds(&mut self, names: &FeedNames) -> Result<(), StoreError> {
        if self.read(|read| are_named(read.0, names))? {
            return Ok(());
        }
        self.write(|connection| name_feeds(connection, names))
    }

    fn kept_feeds(&mut self) -> Result<BTreeMap<Slug, KeptFeed>, StoreError> {
        self.read(|read| read.kept_feeds())
    }

    fn date_feeds(&mut self, dates: &BTreeMap<Slug, DateTime<Utc>>) -> Result<(), StoreError> {
        self.jot(|connection| {
            dates
                .iter()
                .try_for_each(|(slug, updated)| date(connection, slug, from_instant(*updated)))
        })
    }

    fn chose(&mut self, feeds: &BTreeMap<Slug, Fingerprint>) -> Result<(), StoreError> {
        self.jot(|connection| {
            let mut keep = connection.prepare_cached(
                "INSERT INTO feed (slug, first_name, chosen_by) VALUES (?1, ?1, ?2)
                 ON CONFLICT (slug) DO UPDATE SET chosen_by = ?2, rearranged = 0",
            )?;
            feeds.iter().try_for_each(|(slug, by)| {
                keep.execute(params![slug.as_str(), by.to_bytes()]).map(drop)
            })
        })
    }

    fn rearranged(&mut self, feed: &Slug) -> Result<(), StoreError> {
        self.write(|connection| rearranged(connection, &BTreeSet::from([feed.clone()])))
    }

    fn keep_stamps(&mut self, stamps: &BTreeMap<String, Said>) -> Result<(), StoreError> {
        self.jot(|connection| {
            let mut keep = connection.prepare_cached(
                "INSERT OR REPLACE INTO stamp (file, fingerprint, modified, length, since)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            stamps.iter().try_for_each(|(file, Said { stamp, since })| {
                let length = i64::try_from(stamp.length).unwrap_or(i64::MAX);
                let modified = from_instant(stamp.modified);
                let (fingerprint, since) = (stamp.fingerprint.to_bytes(), since.map(from_instant));
                keep.execute(params![file, fingerprint, modified, length, since]).map(drop)
            })
        })
    }

    fn stamps(&mut self) -> Result<BTreeMap<String, Said>, StoreError> {
        self.read(|read| read.stamps())
    }

    fn not_shown(
        &mut self,
        ids: &[ArticleId],
        now: DateTime<Utc>,
    ) -> Result<Vec<NotShown>, StoreError> {
        self.read(|read| read.not_shown(ids, now))
    }

    fn waiting(&mut self, now: DateTime<Utc>) -> Result<Vec<Article>, StoreError> {
        self.read(|read| read.waiting(now))
    }
}

/// Settings, or somebody who says so, put articles of these feeds elsewhere.
pub(super) fn rearranged(connection: &Connection, slugs: &BTreeSet<Slug>) -> rusqlite::Result<()> {
    let mut mark = connection.prepare_cached(
        "INSERT INTO feed (slug, first_name, rearranged) VALUES (?1, ?1, 1)
         ON CONFLICT (slug) DO UPDATE SET rearranged = 1",
    )?;
    slugs.iter().try_for_each(|slug| mark.execute([slug.as_str()]).map(drop))
}

/// Whether there is nothing to do: the usual case, in which nothing is written.
fn are_named(connection: &Connection, names: &FeedNames) -> rusqlite::Result<bool> {
    for slug in &names.there {
        if !is_named(connection, slug)? {
            return Ok(false);
        }
    }
    for slug in names.moved.keys() {
        if is_named(connection, slug)? {
            return Ok(false);
        }
    }
    for slug in names.moved_sections.keys() {
        if has_articles(connection, slug)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn name_feeds(connection: &Connection, names: &FeedNames) -> rusqlite::Result<()> {
    for (before, now) in &names.moved {
        rename_feed(connection, before, now)?;
    }
    for (before, now) in &names.moved_sections {
        rename_section(connection, before, now)?;
    }
    for slug in &names.there {
        connection
            .prepare_cached("INSERT OR IGNORE INTO feed (slug, first_name) VALUES (?1, ?1)")?
            .execute([slug.as_str()])?;
    }
    Ok(())
}

/// A feed that is there under the new name already goes on as it is.
fn rename_feed(connection: &Connection, before: &Slug, now: &Slug) -> rusqlite::Result<()> {
    let names = [before.as_str(), now.as_str()];
    connection.execute("UPDATE OR IGNORE feed SET slug = ?2 WHERE slug = ?1", names)?;
    connection.execute("DELETE FROM feed WHERE slug = ?1", [before.as_str()])?;
    Ok(())
}

fn rename_section(connection: &Connection, before: &Slug, now: &Slug) -> rusqlite::Result<()> {
    let Some(from) = known_section(connection, before)? else { return Ok(()) };
    match known_section(connection, now)? {
        Some(to) if is_in_use(connection, to)? => join_sections(connection, from, to)?,
        other => {
            if let Some(unused) = other {
                connection.execute("DELETE FROM section WHERE number = ?1", [unused])?;
            }
            connection.execute(
                "UPDATE section SET slug = ?2 WHERE number = ?1",
                params![from, now.as_str()],
            )?;
        }
    }
    for list in [("article", "sections"), ("article", "was_in"), ("arrival", "sections")] {
        rename_in(connection, list, before, now)?;
    }
    let names = [before.as_str(), now.as_str()];
    connection.execute("UPDATE OR IGNORE reach SET section = ?2 WHERE section = ?1", names)?;
    connection.execute("DELETE FROM reach WHERE section = ?1", [before.as_str()])?;
    Ok(())
}

/// The live articles of one section come into another. What is in none of its pages
/// waits for one.
fn join_sections(connection: &Connection, from: i64, to: i64) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE OR IGNORE placement SET section = ?2, unarchived = NOT EXISTS (
           SELECT 1 FROM archived JOIN article AS a ON a.number = placement.article
           WHERE archived.id = placement.id AND archived.section = ?2
             AND archived.updated >= a.updated AND archived.parted = 0)
         WHERE section = ?1",
        [from, to],
    )?;
    connection.execute("DELETE FROM placement WHERE section = ?1", [from])?;
    Ok(())
}

/// Replaces the name in every list of sections that has it; the table has one in the column.
fn rename_in(
    connection: &Connection,
    (table, column): (&str, &str),
    before: &Slug,
    now: &Slug,
) -> rusqlite::Result<()> {
    let lists: Vec<String> = connection
        .prepare(&format!(
            "SELECT DISTINCT {column} FROM {table} WHERE ' ' || {column} || ' ' LIKE ?1"
        ))?
        .query_map([format!("% {before} %")], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for list in lists {
        let name = |name| if name == before.as_str() { now.as_str() } else { name };
        let renamed: BTreeSet<&str> = list.split(' ').map(name).collect();
        let renamed = renamed.into_iter().collect::<Vec<_>>().join(" ");
        connection.execute(
            &format!("UPDATE {table} SET {column} = ?2 WHERE {column} = ?1"),
            [&list, &renamed],
        )?;
    }
    Ok(())
}

fn is_named(connection: &Connection, slug: &Slug) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM feed WHERE slug = ?1)")?
        .query_row([slug.as_str()], |row| row.get(0))
}

fn has_articles(connection: &Connection, slug: &Slug) -> rusqlite::Result<bool> {
    let Some(section) = known_section(connection, slug)? else { return Ok(false) };
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM placement WHERE section = ?1)")?
        .query_row([section], |row| row.get(0))
}

fn is_in_use(connection: &Connection, section: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM placement WHERE section = ?1)
                 OR EXISTS (SELECT 1 FROM archive_page WHERE section = ?1)
                 OR EXISTS (SELECT 1 FROM archived WHERE section = ?1)",
        )?
        .query_row([section], |row| row.get(0))
}

/// Something left a section at this instant, so its feed is another one.
pub(super) fn left(connection: &Connection, slug: &Slug, at: i64) -> rusqlite::Result<()> {
    date(connection, slug, at)
}

fn date(connection: &Connection, slug: &Slug, updated: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO feed (slug, first_name, updated) VALUES (?1, ?1, ?2)
             ON CONFLICT (slug) DO UPDATE SET updated = ?2",
        )?
        .execute(params![slug.as_str(), updated])?;
    Ok(())
}

impl Read<'_> {
    fn stamps(&self) -> rusqlite::Result<BTreeMap<String, Said>> {
        let mut stamps = self
            .0
            .prepare_cached("SELECT file, fingerprint, modified, length, since FROM stamp")?;
        let stamps = stamps.query_map([], |row| {
            let stamp = Stamp {
                fingerprint: fingerprint(row, 1)?,
                modified: instant(row, 2)?,
                length: u64::try_from(row.get::<_, i64>(3)?).unwrap_or_default(),
            };
            Ok((row.get(0)?, Said { stamp, since: instant_if_any(row, 4)? }))
        })?;
        stamps.collect()
    }

    fn kept_feeds(&self) -> rusqlite::Result<BTreeMap<Slug, KeptFeed>> {
        let mut feeds = self
            .0
            .prepare_cached("SELECT slug, first_name, updated, chosen_by, rearranged FROM feed")?;
        let feeds = feeds.query_map([], |row| {
            let slug = |column| -> rusqlite::Result<Slug> {
                let name: String = row.get(column)?;
                name.parse().map_err(|error| unreadable(column, error))
            };
            let chosen_by: Option<[u8; 16]> = row.get(3)?;
            let kept = KeptFeed {
                first_name: slug(1)?,
                updated: instant_if_any(row, 2)?,
                chosen_by: chosen_by.map(Fingerprint::from_bytes),
                is_rearranged: row.get(4)?,
            };
            Ok((slug(0)?, kept))
        })?;
        feeds.collect()
    }
}
