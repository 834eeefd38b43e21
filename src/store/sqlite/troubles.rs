//! What is wrong in the newsroom, so that a restart does not tell it again. It
//! decides nothing about it.

use super::Read;
use super::value::{unreadable, unwritable};
use crate::trouble::KeptTrouble;
use rusqlite::{Connection, params};

/// Replaces all of them.
pub(super) fn keep(connection: &Connection, troubles: &[KeptTrouble]) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM trouble")?.execute([])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO trouble (place, body) VALUES (?1, ?2)")?;
    for (trouble, place) in troubles.iter().zip(1i64..) {
        let body = serde_json::to_string(trouble).map_err(unwritable)?;
        insert.execute(params![place, body])?;
    }
    Ok(())
}

impl Read<'_> {
    pub(super) fn troubles(&self) -> rusqlite::Result<Vec<KeptTrouble>> {
        let mut kept = self.0.prepare_cached("SELECT body FROM trouble ORDER BY place")?;
        let troubles = kept.query_map([], |row| {
            serde_json::from_str(&row.get::<_, String>(0)?).map_err(|error| unreadable(0, error))
        })?;
        troubles.collect()
    }
}
