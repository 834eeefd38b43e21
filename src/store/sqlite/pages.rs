//! What the pages of the web edition ask of the articles. It changes nothing.

use super::SqliteStore;
use super::placement::known_section;
use super::reading::Read;
use super::text::{line_columns, read_line};
use super::value::{from_instant, unreadable};
use crate::article::{ArticleId, Line};
use crate::desk::KeptArticle;
use crate::paper::ShortId;
use crate::raw_item::RawAuthor;
use crate::section::Slug;
use crate::store::{KeptItem, Pages, PlaceInOrder, Span, StoreError};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};

impl Pages for SqliteStore {
    fn kept_at(&mut self, id: &ShortId) -> Result<Option<KeptArticle>, StoreError> {
        let (first, last) = id.range();
        self.read(|read| {
            let mut number = read.0.prepare_cached(
                "SELECT number FROM article
                 WHERE id BETWEEN ?1 AND ?2 AND (whole_id = 0 OR ?3) ORDER BY number LIMIT 1",
            )?;
            let number = number
                .query_row(params![first.as_str(), last.as_str(), id.is_whole()], |row| row.get(0))
                .optional()?;
            number.map(|number| read.kept_as(number)).transpose()
        })
    }

    fn writers(&mut self, article: &ArticleId) -> Result<Vec<RawAuthor>, StoreError> {
        self.read(|read| {
            let mut bodies = read.0.prepare_cached(
                "SELECT i.body FROM article AS a
                   JOIN arrival AS r ON r.article = a.number
                   JOIN item AS i ON i.source = r.source AND i.key = r.key
                 WHERE a.id = ?1 ORDER BY r.source, r.key",
            )?;
            let mut rows = bodies.query([article.as_str()])?;
            let mut writers = Vec::new();
            while let Some(row) = rows.next()? {
                let body = row.get_ref(0)?.as_blob().map_err(|error| unreadable(0, error))?;
                let item = KeptItem::unpack(body).map_err(|error| unreadable(0, error))?;
                writers.extend(item.is_own.then_some(item.authors).into_iter().flatten());
            }
            Ok(writers)
        })
    }

    fn beside(
        &mut self,
        section: &Slug,
        article: PlaceInOrder<'_>,
        now: DateTime<Utc>,
        older: usize,
    ) -> Result<(Vec<Line>, Option<Line>), StoreError> {
        self.read(|read| read.beside(section, article, now, older))
    }

    fn published_span(&mut self, now: DateTime<Utc>) -> Result<Option<Span>, StoreError> {
        self.read(|read| {
            let end = |order: &str| -> rusqlite::Result<Option<i64>> {
                let mut end = read.0.prepare_cached(&format!(
                    "SELECT published FROM article
                     WHERE published <= ?1 AND withdrawn IS NULL AND sections <> ''
                     ORDER BY published {order} LIMIT 1"
                ))?;
                let mut rows = end.query([from_instant(now)])?;
                rows.next()?.map(|row| row.get(0)).transpose()
            };
            let ends = (end("ASC")?, end("DESC")?);
            let at = DateTime::from_timestamp_micros;
            Ok(match ends {
                (Some(first), Some(last)) => at(first).zip(at(last)),
                _ => None,
            })
        })
    }

    fn published_between(
        &mut self,
        (from, until): Span,
        now: DateTime<Utc>,
        skip: usize,
        most: usize,
    ) -> Result<Vec<Line>, StoreError> {
        self.read(|read| {
            let mut lines = read.0.prepare_cached(concat!(
                "SELECT ",
                line_columns!(),
                " FROM article AS a JOIN text AS t ON t.number = a.text
                 WHERE a.published >= ?1 AND a.published < ?2 AND a.published <= ?3
                   AND a.withdrawn IS NULL AND a.sections <> ''
                 ORDER BY a.published, a.id DESC LIMIT ?4 OFFSET ?5"
            ))?;
            let within = params![
                from_instant(from),
                from_instant(until),
                from_instant(now),
                i64::try_from(most).unwrap_or(i64::MAX),
                i64::try_from(skip).unwrap_or(i64::MAX)
            ];
            lines.query_map(within, read_line)?.collect()
        })
    }
}

impl Read<'_> {
    fn beside(
        &self,
        section: &Slug,
        (published, id): PlaceInOrder<'_>,
        now: DateTime<Utc>,
        older: usize,
    ) -> rusqlite::Result<(Vec<Line>, Option<Line>)> {
        let Some(section) = known_section(self.0, section)? else {
            return Ok((Vec::new(), None));
        };
        let mut before = self.0.prepare_cached(concat!(
            "SELECT ",
            line_columns!(),
            " FROM placement AS p
               CROSS JOIN article AS a ON a.number = p.article
               CROSS JOIN text AS t ON t.number = a.text
             WHERE p.section = ?1 AND p.published <= ?2 AND (p.published < ?2 OR p.id > ?3)
             ORDER BY p.published DESC, p.id LIMIT ?4"
        ))?;
        let most = i64::try_from(older).unwrap_or(i64::MAX);
        let published = from_instant(published);
        let before = before.query_map(params![section, published, id.as_str(), most], read_line)?;
        let before = before.collect::<rusqlite::Result<_>>()?;
        let mut after = self.0.prepare_cached(concat!(
            "SELECT ",
            line_columns!(),
            " FROM placement AS p
               CROSS JOIN article AS a ON a.number = p.article
               CROSS JOIN text AS t ON t.number = a.text
             WHERE p.section = ?1 AND p.published >= ?2 AND p.published <= ?4
               AND (p.published > ?2 OR p.id < ?3)
             ORDER BY p.published, p.id DESC LIMIT 1"
        ))?;
        let now = from_instant(now);
        let mut after =
            after.query_map(params![section, published, id.as_str(), now], read_line)?;
        let after = after.next().transpose()?;
        Ok((before, after))
    }
}
