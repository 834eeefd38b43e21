//! What the service notes down for itself. It knows nothing of what is in the notes.

use super::SqliteStore;
use super::reading::Read;
use super::value::{from_instant, unreadable, unwritable};
use crate::fingerprint::Fingerprint;
use crate::store::{KeptAnswer, Notes, StoreError};
use crate::trouble::KeptTrouble;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

impl Notes for SqliteStore {
    fn troubles(&mut self) -> Result<Vec<KeptTrouble>, StoreError> {
        self.read(|read| read.troubles())
    }

    fn keep_troubles(&mut self, troubles: &[KeptTrouble]) -> Result<(), StoreError> {
        self.write(|connection| keep_troubles(connection, troubles))
    }

    fn keep_answer(
        &mut self,
        key: &str,
        answer: &KeptAnswer,
        at: DateTime<Utc>,
        forget: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.write(|connection| keep_answer(connection, key, answer, at, forget))
    }

    fn answer(
        &mut self,
        key: &str,
        since: DateTime<Utc>,
    ) -> Result<Option<KeptAnswer>, StoreError> {
        self.read(|read| read.answer(key, since))
    }
}

fn keep_troubles(connection: &Connection, troubles: &[KeptTrouble]) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM trouble")?.execute([])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO trouble (place, body) VALUES (?1, ?2)")?;
    for (trouble, place) in troubles.iter().zip(1i64..) {
        let body = serde_json::to_string(trouble).map_err(unwritable)?;
        insert.execute(params![place, body])?;
    }
    Ok(())
}

fn keep_answer(
    connection: &Connection,
    key: &str,
    answer: &KeptAnswer,
    at: DateTime<Utc>,
    forget: DateTime<Utc>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM answer WHERE at < ?1")?
        .execute([from_instant(forget)])?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO answer (key, request, at, body) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![key, answer.request.to_bytes(), from_instant(at), answer.body])?;
    Ok(())
}

impl Read<'_> {
    fn troubles(&self) -> rusqlite::Result<Vec<KeptTrouble>> {
        let mut kept = self.0.prepare_cached("SELECT body FROM trouble ORDER BY place")?;
        let troubles = kept.query_map([], |row| {
            serde_json::from_str(&row.get::<_, String>(0)?).map_err(|error| unreadable(0, error))
        })?;
        troubles.collect()
    }

    fn answer(&self, key: &str, since: DateTime<Utc>) -> rusqlite::Result<Option<KeptAnswer>> {
        self.0
            .prepare_cached("SELECT request, body FROM answer WHERE key = ?1 AND at >= ?2")?
            .query_row(params![key, from_instant(since)], |row| {
                let request = Fingerprint::from_bytes(row.get(0)?);
                Ok(KeptAnswer { request, body: row.get(1)? })
            })
            .optional()
    }
}
