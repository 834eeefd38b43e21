//! What feeds and people ask of the articles. It changes nothing.

use super::placement::{all_sections, known_section};
use super::reading::Read;
use super::shown::Shown;
use super::text::{article_columns, line_columns, read_address, read_article, read_line};
use super::value::{from_instant, instant_if_any, unreadable};
use crate::article::{Article, ArticleId, Line};
use crate::desk::KeptArticle;
use crate::same_address::{address_key, canonical};
use crate::section::Slug;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;
use std::time::Duration;

impl Read<'_> {
    pub(super) fn newest(
        &self,
        section: &Slug,
        now: DateTime<Utc>,
        (at_least, most_bytes): (usize, usize),
        window: Duration,
    ) -> rusqlite::Result<Vec<Article>> {
        let Some(section) = known_section(self.0, section)? else { return Ok(Vec::new()) };
        // CROSS JOIN keeps the order of the tables: the places lead, in the order
        // of their key, so nothing is sorted and the walk can stop anywhere.
        let mut places = self.0.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            ", p.published FROM placement AS p
               CROSS JOIN article AS a ON a.number = p.article
               CROSS JOIN text AS t ON t.number = a.text
             WHERE p.section = ?1 AND p.published <= ?2
             ORDER BY p.published DESC, p.id"
        ))?;
        let mut rows = places.query([section, from_instant(now)])?;
        let mut articles = Vec::new();
        let mut oldest_in_window = None;
        let mut bytes = 0_usize;
        while let Some(row) = rows.next()? {
            let published: i64 = row.get(7)?;
            let oldest = *oldest_in_window.get_or_insert(published.saturating_sub(micros(window)));
            if articles.len() >= at_least && published < oldest {
                break;
            }
            let article = read_article(row)?;
            let text = article.content.len();
            bytes += if text <= most_bytes { text } else { 0 };
            articles.push(article);
            if bytes > most_bytes {
                break;
            }
        }
        Ok(articles)
    }

    pub(super) fn count_newest(
        &self,
        section: &Slug,
        now: DateTime<Utc>,
        at_least: usize,
        window: Duration,
    ) -> rusqlite::Result<usize> {
        let Some(section) = known_section(self.0, section)? else { return Ok(at_least) };
        let mut in_window = self.0.prepare_cached(
            "SELECT count(*) FROM placement
             WHERE section = ?1 AND published BETWEEN (
               SELECT max(published) FROM placement WHERE section = ?1 AND published <= ?2
             ) - ?3 AND ?2",
        )?;
        let count: i64 = in_window
            .query_row(params![section, from_instant(now), micros(window)], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default().max(at_least))
    }

    pub(super) fn count_shown(
        &self,
        section: &Slug,
        now: DateTime<Utc>,
        limit: usize,
    ) -> rusqlite::Result<usize> {
        let Some(section) = known_section(self.0, section)? else { return Ok(0) };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let count: i64 = self
            .0
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM placement
                                       WHERE section = ?1 AND published <= ?2 LIMIT ?3)",
            )?
            .query_row(params![section, from_instant(now), limit], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    pub(super) fn headlines(
        &self,
        section: &Slug,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> rusqlite::Result<Vec<Line>> {
        let Some(section) = known_section(self.0, section)? else { return Ok(Vec::new()) };
        let mut places = self.0.prepare_cached(concat!(
            "SELECT ",
            line_columns!(),
            " FROM placement AS p
               CROSS JOIN article AS a ON a.number = p.article
               CROSS JOIN text AS t ON t.number = a.text
             WHERE p.section = ?1 AND p.published BETWEEN ?2 AND ?3
             ORDER BY p.published DESC, p.id"
        ))?;
        let lines =
            places.query_map([section, from_instant(since), from_instant(now)], read_line)?;
        lines.collect()
    }

    pub(super) fn next_change(
        &self,
        now: DateTime<Utc>,
        notice: Duration,
    ) -> rusqlite::Result<Option<DateTime<Utc>>> {
        let now = from_instant(now);
        let notice = micros(notice);
        // One seek for each section instead of a walk over all places.
        let visible: Option<i64> = self
            .0
            .prepare_cached(
                "SELECT min((SELECT p.published FROM placement AS p
                             WHERE p.section = s.number AND p.published > ?1
                             ORDER BY p.published LIMIT 1))
                 FROM section AS s",
            )?
            .query_row([now], |row| row.get(0))?;
        let told: Option<i64> = self
            .0
            .prepare_cached(
                "SELECT withdrawn FROM article
                 WHERE withdrawn > ?1 AND withdrawn >= published AND sections <> ''
                 ORDER BY withdrawn LIMIT 1",
            )?
            .query_row([now.saturating_sub(notice)], |row| row.get(0))
            .optional()?;
        let recalled: Option<i64> = self
            .0
            .prepare_cached(
                "SELECT recalled FROM article WHERE recalled > ?1 ORDER BY recalled LIMIT 1",
            )?
            .query_row([now.saturating_sub(notice)], |row| row.get(0))
            .optional()?;
        let untold = told
            .into_iter()
            .chain(recalled)
            .min()
            .map(|withdrawn| withdrawn.saturating_add(notice));
        let over: Option<i64> = self
            .0
            .prepare_cached(
                "SELECT expires FROM article WHERE expires > ?1 AND withdrawn IS NULL
                 ORDER BY expires LIMIT 1",
            )?
            .query_row([now], |row| row.get(0))
            .optional()?;
        let changes = visible.into_iter().chain(untold).chain(over);
        Ok(changes.min().and_then(DateTime::from_timestamp_micros))
    }

    pub(super) fn latest(
        &self,
        section: &Slug,
        at: DateTime<Utc>,
    ) -> rusqlite::Result<Option<DateTime<Utc>>> {
        let Some(section) = known_section(self.0, section)? else { return Ok(None) };
        let latest: Option<i64> = self
            .0
            .prepare_cached(
                "SELECT published FROM placement WHERE section = ?1 AND published <= ?2
                 ORDER BY published DESC LIMIT 1",
            )?
            .query_row([section, from_instant(at)], |row| row.get(0))
            .optional()?;
        Ok(latest.and_then(DateTime::from_timestamp_micros))
    }

    pub(super) fn article(&self, id: &ArticleId) -> rusqlite::Result<Option<Article>> {
        self.0
            .prepare_cached(concat!(
                "SELECT ",
                article_columns!(),
                " FROM article AS a JOIN text AS t ON t.number = a.text WHERE a.id = ?1"
            ))?
            .query_row([id.as_str()], read_article)
            .optional()
    }

    pub(super) fn kept(&self, id: &ArticleId) -> rusqlite::Result<Option<KeptArticle>> {
        let number = Shown::find(self.0, id.as_str())?;
        number.map(|number| self.kept_as(number)).transpose()
    }

    /// The article with this number.
    pub(super) fn kept_as(&self, number: i64) -> rusqlite::Result<KeptArticle> {
        self.0
            .prepare_cached(concat!(
                "SELECT ",
                article_columns!(),
                ", a.revision, a.withdrawn, a.reason, a.expires,
                   (SELECT max(embargo) FROM arrival WHERE article = a.number),
                   CASE WHEN a.withdrawn IS NULL OR a.withdrawn < a.published
                     THEN a.recalled END,
                   (SELECT until FROM edit WHERE article = a.number AND undone IS NULL
                      AND kind = 'embargo' ORDER BY number DESC LIMIT 1)
                 FROM article AS a JOIN text AS t ON t.number = a.text WHERE a.number = ?1"
            ))?
            .query_row([number], |row| {
                Ok(KeptArticle {
                    article: read_article(row)?,
                    revision: row.get(7)?,
                    withdrawn: instant_if_any(row, 8)?,
                    reason: row.get(9)?,
                    expires: instant_if_any(row, 10)?,
                    publish_at: instant_if_any(row, 11)?,
                    recalled: instant_if_any(row, 12)?,
                    embargo: instant_if_any(row, 13)?,
                })
            })
    }

    pub(super) fn by_address(&self, url: &WebAddress) -> rusqlite::Result<Vec<ArticleId>> {
        let wanted = canonical(url);
        let mut articles = self.0.prepare_cached(
            "SELECT a.id, t.head FROM article AS a JOIN text AS t ON t.number = a.text
             WHERE a.address = ?1 ORDER BY a.id",
        )?;
        let mut rows = articles.query([address_key(url)])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            // The key is a hash: two addresses may share it.
            if read_address(row, 1)?.is_some_and(|address| canonical(&address) == wanted) {
                ids.push(ArticleId::kept(row.get(0)?));
            }
        }
        // What is shown at an address stands before what once was.
        if ids.is_empty() { self.once_at(url) } else { Ok(ids) }
    }

    /// The articles that are shown at an address, and those to which an item of theirs gave it.
    pub(super) fn ever_at(&self, url: &WebAddress) -> rusqlite::Result<Vec<ArticleId>> {
        let mut ids = self.by_address(url)?;
        ids.extend(self.once_at(url)?);
        Ok(ids)
    }

    pub(super) fn waiting(&self, now: DateTime<Utc>) -> rusqlite::Result<Vec<Article>> {
        let mut articles = self.0.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            " FROM article AS a JOIN text AS t ON t.number = a.text
             WHERE a.withdrawn IS NULL AND a.published > ?1 ORDER BY a.published, a.id"
        ))?;
        let articles = articles.query_map([from_instant(now)], read_article)?;
        articles.collect()
    }

    pub(super) fn counts(&self, now: DateTime<Utc>) -> rusqlite::Result<BTreeMap<Slug, u64>> {
        let mut visible = self.0.prepare_cached(
            "SELECT count(*) FROM placement WHERE section = ?1 AND published <= ?2",
        )?;
        let mut counts = BTreeMap::new();
        for (number, slug) in all_sections(self.0)? {
            let count: i64 = visible.query_row([number, from_instant(now)], |row| row.get(0))?;
            if count > 0 {
                let slug = slug.parse().map_err(|error| unreadable(1, error))?;
                counts.insert(slug, count.unsigned_abs());
            }
        }
        Ok(counts)
    }
}

pub(super) fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
