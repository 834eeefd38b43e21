//! Archive pages: who is in them, and their bytes, which are never made again.
//! What a page says is not known here, nor who decides that it is full.

use super::SqliteStore;
use super::page_rows::{add_format, keep_document, page_name, stamp, unpack};
use super::placement::{all_sections, known_section};
use super::reading::Read;
use super::text::{article_columns, read_article};
use super::value::{from_instant, instant, unreadable};
use super::{notices, parted_entries, purge};
use crate::archive::{Page, PageName, Stamp};
use crate::article::{Article, ArticleId, Line};
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use crate::store::StoreError;
use crate::store::archive::{Archives, PageNotice, PartedEntry, SealedPage};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use std::time::Duration;

impl Archives for SqliteStore {
    fn unarchived(
        &mut self,
        section: &Slug,
        until: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Article>, StoreError> {
        self.read(|read| read.unarchived(section, until, limit))
    }

    fn count_unarchived(
        &mut self,
        section: &Slug,
        until: DateTime<Utc>,
        limit: usize,
    ) -> Result<usize, StoreError> {
        self.read(|read| read.count_unarchived(section, until, limit))
    }

    fn count_unarchived_after(
        &mut self,
        section: &Slug,
        place: (DateTime<Utc>, &ArticleId),
        limit: usize,
    ) -> Result<usize, StoreError> {
        self.read(|read| read.count_unarchived_after(section, place, limit))
    }

    fn pass_over(
        &mut self,
        section: &Slug,
        articles: &[(ArticleId, DateTime<Utc>)],
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            let Some(section) = known_section(connection, section)? else { return Ok(()) };
            for (id, updated) in articles {
                no_longer_waits(connection, section, id, from_instant(*updated))?;
            }
            Ok(())
        })
    }

    fn count_newest(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
        at_least: usize,
        window: Duration,
    ) -> Result<usize, StoreError> {
        self.read(|read| read.count_newest(section, now, at_least, window))
    }

    fn count_shown(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<usize, StoreError> {
        self.read(|read| read.count_shown(section, now, limit))
    }

    fn newest_date(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(|read| read.newest_date(section, now))
    }

    fn headlines(
        &mut self,
        section: &Slug,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Line>, StoreError> {
        self.read(|read| read.headlines(section, since, now))
    }

    fn next_page(&mut self, section: &Slug) -> Result<u32, StoreError> {
        self.read(|read| next_page(read.0, section))
    }

    fn seal(&mut self, page: &SealedPage) -> Result<bool, StoreError> {
        self.write(|connection| seal(connection, page))
    }

    fn archive_version(&mut self) -> Result<Fingerprint, StoreError> {
        self.read(|read| {
            // A page's new bytes are added before the old ones go: the number only grows.
            let newest = "SELECT coalesce(max(number), 0) FROM archive_body";
            let newest: i64 = read.0.prepare_cached(newest)?.query_row([], |row| row.get(0))?;
            let mut parts = vec![newest.to_string()];
            for (number, slug) in all_sections(read.0)? {
                parts.extend([number.to_string(), slug]);
            }
            Ok(Fingerprint::of_parts(parts.iter().map(String::as_bytes)))
        })
    }

    fn pages(&mut self) -> Result<Vec<(PageName, Stamp)>, StoreError> {
        self.read(|read| read.pages())
    }

    fn page(&mut self, name: &PageName) -> Result<Option<Page>, StoreError> {
        self.read(|read| read.page(name))
    }

    fn sealed_in(&mut self, section: &Slug, number: u32) -> Result<Vec<ArticleId>, StoreError> {
        self.read(|read| read.sealed_in(section, number))
    }

    fn add_format(&mut self, page: &Page) -> Result<(), StoreError> {
        self.write(|connection| add_format(connection, page))
    }

    fn pages_with(&mut self, id: &ArticleId) -> Result<Vec<PageName>, StoreError> {
        self.read(|read| read.pages_with(id))
    }

    fn outdated_pages(&mut self, now: DateTime<Utc>) -> Result<Vec<(Slug, u32)>, StoreError> {
        self.read(|read| notices::outdated_pages(read.0, from_instant(now)))
    }

    fn as_sealed(
        &mut self,
        section: &Slug,
        number: u32,
        now: DateTime<Utc>,
    ) -> Result<(Vec<Page>, Vec<PageNotice>), StoreError> {
        self.read(|read| notices::as_sealed(&read, (section, number), from_instant(now)))
    }

    fn annotate(
        &mut self,
        section: &Slug,
        number: u32,
        pages: &[Page],
        notices: &[PageNotice],
    ) -> Result<(), StoreError> {
        self.write(|connection| notices::annotate(connection, (section, number), pages, notices))
    }

    fn parted_entries(&mut self, pages: usize) -> Result<Vec<PartedEntry>, StoreError> {
        self.read(|read| parted_entries::all(read.0, pages))
    }

    fn let_go(
        &mut self,
        entries: &[PartedEntry],
        pages: &[Page],
        sealed: &[Page],
    ) -> Result<(), StoreError> {
        self.write(|connection| parted_entries::let_go(connection, entries, pages, sealed))
    }

    fn purge(
        &mut self,
        id: &ArticleId,
        at: DateTime<Utc>,
        reason: &str,
        pages: &[Page],
        sealed: &[Page],
    ) -> Result<bool, StoreError> {
        purge::for_good(self, (id, at, reason), pages, sealed)
    }
}

impl Read<'_> {
    fn unarchived(
        &self,
        section: &Slug,
        until: DateTime<Utc>,
        limit: usize,
    ) -> rusqlite::Result<Vec<Article>> {
        let Some(section) = known_section(self.0, section)? else { return Ok(Vec::new()) };
        let mut waiting = self.0.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            " FROM (SELECT article, published, id
                     FROM placement INDEXED BY placement_unarchived
                     WHERE section = ?1 AND published <= ?2 AND unarchived = 1
                     ORDER BY published, id DESC LIMIT ?3) AS p
               CROSS JOIN article AS a ON a.number = p.article
               CROSS JOIN text AS t ON t.number = a.text
             ORDER BY p.published, p.id DESC"
        ))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let waiting =
            waiting.query_map(params![section, from_instant(until), limit], read_article)?;
        waiting.collect()
    }

    fn count_unarchived(
        &self,
        section: &Slug,
        until: DateTime<Utc>,
        limit: usize,
    ) -> rusqlite::Result<usize> {
        let Some(section) = known_section(self.0, section)? else { return Ok(0) };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.0
            .prepare_cached(
                "SELECT count(*) FROM (
                   SELECT 1 FROM placement INDEXED BY placement_unarchived
                   WHERE section = ?1 AND published <= ?2 AND unarchived = 1 LIMIT ?3)",
            )?
            .query_row(params![section, from_instant(until), limit], |row| {
                Ok(usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default())
            })
    }

    fn count_unarchived_after(
        &self,
        section: &Slug,
        (published, id): (DateTime<Utc>, &ArticleId),
        limit: usize,
    ) -> rusqlite::Result<usize> {
        let Some(section) = known_section(self.0, section)? else { return Ok(0) };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.0
            .prepare_cached(
                "SELECT count(*) FROM (
                   SELECT 1 FROM placement INDEXED BY placement_unarchived
                   WHERE section = ?1 AND unarchived = 1 AND published <= ?2
                     AND (published < ?2 OR id > ?3) LIMIT ?4)",
            )?
            .query_row(params![section, from_instant(published), id.as_str(), limit], |row| {
                Ok(usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default())
            })
    }

    fn newest_date(
        &self,
        section: &Slug,
        now: DateTime<Utc>,
    ) -> rusqlite::Result<Option<DateTime<Utc>>> {
        let Some(section) = known_section(self.0, section)? else { return Ok(None) };
        self.0
            .prepare_cached(
                "SELECT published FROM placement WHERE section = ?1 AND published <= ?2
                 ORDER BY published DESC LIMIT 1",
            )?
            .query_row(params![section, from_instant(now)], |row| instant(row, 0))
            .optional()
    }

    fn pages(&self) -> rusqlite::Result<Vec<(PageName, Stamp)>> {
        let mut pages = self.0.prepare_cached(
            "SELECT s.slug, p.page, p.format, p.fingerprint, p.modified, p.length
             FROM archive_page AS p JOIN section AS s ON s.number = p.section",
        )?;
        let pages = pages.query_map([], |row| Ok((page_name(row)?, stamp(row, 3)?)))?;
        pages.collect()
    }

    fn page(&self, name: &PageName) -> rusqlite::Result<Option<Page>> {
        self.0
            .prepare_cached(
                "SELECT p.fingerprint, p.modified, p.length, b.bytes FROM archive_page AS p
                   JOIN section AS s ON s.number = p.section
                   JOIN archive_body AS b ON b.number = p.body
                 WHERE s.slug = ?1 AND p.page = ?2 AND p.format = ?3",
            )?
            .query_row(params![name.feed.as_str(), name.number, name.format.extension()], |row| {
                let packed = row.get_ref(3)?.as_blob().map_err(|error| unreadable(3, error))?;
                Ok(Page { name: name.clone(), stamp: stamp(row, 0)?, bytes: unpack(packed)? })
            })
            .optional()
    }

    fn sealed_in(&self, section: &Slug, number: u32) -> rusqlite::Result<Vec<ArticleId>> {
        let Some(section) = known_section(self.0, section)? else { return Ok(Vec::new()) };
        let mut ids = self.0.prepare_cached(
            "SELECT id FROM archived WHERE section = ?1 AND page = ?2 ORDER BY id",
        )?;
        let ids =
            ids.query_map(params![section, number], |row| Ok(ArticleId::kept(row.get(0)?)))?;
        ids.collect()
    }

    fn pages_with(&self, id: &ArticleId) -> rusqlite::Result<Vec<PageName>> {
        let mut pages = self.0.prepare_cached(
            "SELECT s.slug, p.page, p.format
             FROM archived AS a JOIN section AS s ON s.number = a.section
               JOIN archive_page AS p ON p.section = a.section AND p.page = a.page
             WHERE a.id = ?1 ORDER BY s.slug, p.page, p.format",
        )?;
        let pages = pages.query_map([id.as_str()], page_name)?;
        pages.collect()
    }
}

fn next_page(connection: &Connection, section: &Slug) -> rusqlite::Result<u32> {
    let Some(section) = known_section(connection, section)? else { return Ok(1) };
    connection
        .prepare_cached("SELECT coalesce(max(page), 0) + 1 FROM archive_page WHERE section = ?1")?
        .query_row([section], |row| row.get(0))
}

fn seal(connection: &Connection, page: &SealedPage) -> rusqlite::Result<bool> {
    let Some(section) = known_section(connection, &page.section)? else { return Ok(false) };
    if next_page(connection, &page.section)? != page.number {
        return Ok(false);
    }
    for (id, updated) in &page.entries {
        let updated = from_instant(*updated);
        connection
            .prepare_cached(
                "INSERT INTO archived (section, page, id, updated) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![section, page.number, id.as_str(), updated])?;
        no_longer_waits(connection, section, id, updated)?;
    }
    for document in &page.documents {
        keep_document(connection, section, document)?;
    }
    Ok(true)
}

/// An article waits for no page any more, unless it changed since it was read for one.
fn no_longer_waits(
    connection: &Connection,
    section: i64,
    id: &ArticleId,
    updated: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE placement SET unarchived = 0
             WHERE section = ?1 AND id = ?2
               AND published = (SELECT published FROM article WHERE id = ?2 AND updated <= ?3)",
        )?
        .execute(params![section, id.as_str(), updated])?;
    Ok(())
}
