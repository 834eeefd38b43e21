//! What happens to articles by itself, and how busy sections were, out of the index of
//! places.

use super::SqliteStore;
use super::value::from_instant;
use crate::article::ArticleId;
use crate::section::Slug;
use crate::store::{Coming, Foretelling, Foretold, StoreError};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

/// One seek for each section instead of a walk over all places.
const APPEARS: &str = "SELECT DISTINCT p.published, p.id FROM section AS s
    CROSS JOIN placement AS p
       ON p.section = s.number AND p.published > ?1 AND p.published <= ?2";

const ENDS: &str = "SELECT expires, id FROM article
    WHERE expires > ?1 AND expires <= ?2 AND withdrawn IS NULL";

const BETWEEN: &str = "SELECT count(*) FROM section AS s CROSS JOIN placement AS p
       ON p.section = s.number AND p.published > ?2 AND p.published <= ?3
    WHERE s.slug = ?1";

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
