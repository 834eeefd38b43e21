//! The answers that were given to requests with a key of their own. It knows
//! nothing of what is in them.

use super::Read;
use super::value::from_instant;
use crate::fingerprint::Fingerprint;
use crate::store::KeptAnswer;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

/// Keeps an answer, and forgets those that were given before `forget`.
pub(super) fn keep(
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
    pub(super) fn answer(
        &self,
        key: &str,
        since: DateTime<Utc>,
    ) -> rusqlite::Result<Option<KeptAnswer>> {
        self.0
            .prepare_cached("SELECT request, body FROM answer WHERE key = ?1 AND at >= ?2")?
            .query_row(params![key, from_instant(since)], |row| {
                let request = Fingerprint::from_bytes(row.get(0)?);
                Ok(KeptAnswer { request, body: row.get(1)? })
            })
            .optional()
    }
}
