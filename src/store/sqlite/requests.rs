//! What commands ask of the running service, in a table. It knows nothing of what is in an
//! answer.

use super::SqliteStore;
use super::value::from_instant;
use crate::source_memory::SourceName;
use crate::store::{Request, Requests, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, params};

/// How long a request is kept that nobody has asked after.
const KEPT: TimeDelta = TimeDelta::days(1);

impl Requests for SqliteStore {
    fn request(&mut self, source: &SourceName, at: DateTime<Utc>) -> Result<i64, StoreError> {
        self.write(|connection| request(connection, source, at))
    }

    fn requests(&mut self) -> Result<Vec<Request>, StoreError> {
        self.read(|read| requests(read.0))
    }

    fn answer_requests(&mut self, numbers: &[i64], answer: &str) -> Result<(), StoreError> {
        self.write(|connection| {
            let mut set =
                connection.prepare_cached("UPDATE request SET answer = ?2 WHERE number = ?1")?;
            numbers.iter().try_for_each(|number| set.execute(params![number, answer]).map(drop))
        })
    }

    fn answer_to(&mut self, number: i64) -> Result<Option<String>, StoreError> {
        self.read(|read| {
            let mut kept = read.0.prepare_cached("SELECT answer FROM request WHERE number = ?1")?;
            Ok(kept.query_row([number], |row| row.get(0)).optional()?.flatten())
        })
    }

    fn forget_requests(&mut self, numbers: &[i64]) -> Result<(), StoreError> {
        self.write(|connection| {
            let mut forget = connection.prepare_cached("DELETE FROM request WHERE number = ?1")?;
            numbers.iter().try_for_each(|number| forget.execute([number]).map(drop))
        })
    }
}

fn request(
    connection: &Connection,
    source: &SourceName,
    at: DateTime<Utc>,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("DELETE FROM request WHERE at < ?1")?
        .execute([from_instant(at - KEPT)])?;
    connection
        .prepare_cached("INSERT INTO request (source, at) VALUES (?1, ?2)")?
        .execute(params![source.as_str(), from_instant(at)])?;
    Ok(connection.last_insert_rowid())
}

fn requests(connection: &Connection) -> rusqlite::Result<Vec<Request>> {
    let mut kept = connection.prepare_cached(
        "SELECT number, source FROM request WHERE answer IS NULL ORDER BY number",
    )?;
    let requests = kept.query_map([], |row| {
        Ok(Request { number: row.get(0)?, source: SourceName::new(row.get::<_, String>(1)?) })
    })?;
    requests.collect()
}
