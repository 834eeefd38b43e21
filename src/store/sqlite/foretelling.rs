//! What happens to articles by itself, and how busy sections were, out of the index of
//! places.

use super::SqliteStore;
use super::value::{from_instant, unreadable};
use crate::article::ArticleId;
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::store::{Coming, Foretelling, Foretold, StoreError};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// One seek for each section instead of a walk over all places.
const APPEARS: &str = "SELECT DISTINCT p.published, p.id FROM section AS s
    CROSS JOIN placement AS p
       ON p.section = s.number AND p.published > ?1 AND p.published <= ?2";

const ENDS: &str = "SELECT expires, id FROM article
    WHERE expires > ?1 AND expires <= ?2 AND withdrawn IS NULL";

const BETWEEN: &str = "SELECT count(*) FROM section AS s CROSS JOIN placement AS p
       ON p.section = s.number AND p.published > ?2 AND p.published <= ?3
    WHERE s.slug = ?1";

/// What is that new is looked at, and who has brought it.
const BY_SOURCE: &str = "SELECT s.name,
        count(DISTINCT CASE WHEN a.published <= ?2 THEN a.number END),
        count(DISTINCT CASE WHEN a.published > ?2 THEN a.number END)
    FROM article AS a JOIN arrival AS r ON r.article = a.number
        JOIN source AS s ON s.number = r.source
    WHERE a.published >= ?1 AND a.withdrawn IS NULL GROUP BY s.name";

impl Foretelling for SqliteStore {
    fn foretold(
        &mut self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Coming>, StoreError> {
        self.read(|read| {
            let mut all = coming(read.0, APPEARS, (from, until), Foretold::Appears)?;
            all.extend(coming(read.0, ENDS, (from, until), Foretold::Ends)?);
            all.sort();
            Ok(all)
        })
    }

    fn by_source(
        &mut self,
        from: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<BTreeMap<SourceName, (u64, u64)>, StoreError> {
        self.read(|read| {
            let mut found = read.0.prepare_cached(BY_SOURCE)?;
            let found = found.query_map(params![from_instant(from), from_instant(now)], |row| {
                let (out, waiting): (i64, i64) = (row.get(1)?, row.get(2)?);
                let name = row.get_ref(0)?.as_str().map(SourceName::new);
                let name = name.map_err(|error| unreadable(0, error))?;
                Ok((name, (out.unsigned_abs(), waiting.unsigned_abs())))
            })?;
            found.collect()
        })
    }

    fn end_of(&mut self, id: &ArticleId) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(|read| {
            let mut end = read.0.prepare_cached("SELECT expires FROM article WHERE id = ?1")?;
            let end =
                end.query_row([id.as_str()], |row| row.get::<_, Option<i64>>(0)).optional()?;
            Ok(end.flatten().and_then(DateTime::from_timestamp_micros))
        })
    }

    fn counted_between(
        &mut self,
        section: &Slug,
        instants: &[DateTime<Utc>],
    ) -> Result<Vec<u64>, StoreError> {
        self.read(|read| {
            let mut count = read.0.prepare_cached(BETWEEN)?;
            let pairs = instants.iter().zip(instants.iter().skip(1));
            let counts = pairs.map(|(from, until)| {
                let (from, until) = (from_instant(*from), from_instant(*until));
                let parameters = params![section.as_str(), from, until];
                count.query_row(parameters, |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
            });
            counts.collect()
        })
    }
}

fn coming(
    connection: &Connection,
    sql: &str,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    what: Foretold,
) -> rusqlite::Result<Vec<Coming>> {
    let mut found = connection.prepare_cached(sql)?;
    let found = found.query_map(params![from_instant(from), from_instant(until)], |row| {
        Ok((row.get::<_, i64>(0)?, ArticleId::kept(row.get(1)?)))
    })?;
    let dated = found.map(|row| {
        let (at, id) = row?;
        Ok(DateTime::from_timestamp_micros(at).map(|at| (at, id, what)))
    });
    dated.filter_map(Result::transpose).collect()
}
