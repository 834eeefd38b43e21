//! Which sections the articles of a source are in, whoever put them there. It only grows:
//! it foretells what may change, and more than that is harmless.

use super::reading::Read;
use super::value::unreadable;
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::store::Reach;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Keeps that articles of a source are in these sections.
pub(super) fn add(
    connection: &Connection,
    source: i64,
    sections: &BTreeSet<Slug>,
) -> rusqlite::Result<()> {
    let mut add = connection
        .prepare_cached("INSERT OR IGNORE INTO reach (source, section) VALUES (?1, ?2)")?;
    for section in sections {
        add.execute(params![source, section.as_str()])?;
    }
    Ok(())
}

impl Read<'_> {
    /// What was added after this number, and the number of the last that was.
    pub(super) fn reach_since(&self, number: i64) -> rusqlite::Result<(Reach, i64)> {
        let mut reach = self.0.prepare_cached(
            "SELECT s.name, r.section, r.number
             FROM reach AS r CROSS JOIN source AS s ON s.number = r.source WHERE r.number > ?1",
        )?;
        let mut rows = reach.query([number])?;
        let (mut reach, mut last) = (Reach::new(), number);
        while let Some(row) = rows.next()? {
            let section: String = row.get(1)?;
            let section = section.parse().map_err(|error| unreadable(1, error))?;
            reach.entry(SourceName::new(row.get::<_, String>(0)?)).or_default().insert(section);
            last = last.max(row.get(2)?);
        }
        Ok((reach, last))
    }
}
