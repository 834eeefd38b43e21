//! What is known of each source: what it told, what of it is known, and how its
//! passes went. It does not know when the next one is due.

use super::reading::Read;
use super::text::read_address;
use super::value::{fingerprint, from_instant, instant, instant_if_any, unreadable, unwritable};
use super::{refusals, source_row, warnings};
use crate::article::ArticleId;
use crate::fingerprint::Fingerprint;
use crate::raw_item::Rejection;
use crate::source_memory::{Emptied, SourceMemory, SourceName};
use crate::store::{SourceRecord, Standing};
use crate::text::plain_text;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Keeps that a pass went well.
pub(super) fn succeeded(
    connection: &Connection,
    number: i64,
    memory: &SourceMemory,
    (began, ended): (DateTime<Utc>, DateTime<Utc>),
) -> rusqlite::Result<()> {
    let memory = serde_json::to_string(memory).map_err(unwritable)?;
    connection
        .prepare_cached(
            "UPDATE source SET memory = ?2, last_pass = ?3, last_success = ?4, error = NULL,
                               failures = 0
             WHERE number = ?1",
        )?
        .execute(params![number, memory, from_instant(began), from_instant(ended)])?;
    Ok(())
}

/// Keeps that a pass failed.
pub(super) fn failed(
    connection: &Connection,
    name: &SourceName,
    began: DateTime<Utc>,
    error: &str,
) -> rusqlite::Result<()> {
    let source = source_row::begin(connection, name, None)?;
    connection
        .prepare_cached(
            "UPDATE source SET last_pass = ?2, error = ?3, failures = failures + 1
             WHERE number = ?1",
        )?
        .execute(params![source.number, from_instant(began), error])?;
    Ok(())
}

/// Keeps what a source told, and nothing else.
pub(super) fn remember(
    connection: &Connection,
    name: &SourceName,
    memory: &SourceMemory,
) -> rusqlite::Result<()> {
    let source = source_row::begin(connection, name, None)?;
    let memory = serde_json::to_string(memory).map_err(unwritable)?;
    connection
        .prepare_cached("UPDATE source SET memory = ?2 WHERE number = ?1")?
        .execute(params![source.number, memory])?;
    Ok(())
}

fn standing(row: &Row<'_>) -> rusqlite::Result<(SourceName, Standing)> {
    let memory = row.get_ref(3)?.as_str().map_err(|error| unreadable(3, error))?;
    let standing = Standing {
        last_pass: instant_if_any(row, 1)?,
        failures: row.get(2)?,
        memory: serde_json::from_str(memory).map_err(|error| unreadable(3, error))?,
        reach: BTreeSet::new(),
    };
    Ok((SourceName::new(row.get::<_, String>(0)?), standing))
}

/// Whether a text says nothing besides its summary.
pub(super) fn is_brief(summary: &str, content: &str) -> bool {
    plain_text::one_line(&plain_text::from_html(content)) == plain_text::one_line(summary)
}

impl Read<'_> {
    pub(super) fn listed_since(
        &self,
        source: &SourceName,
        since: DateTime<Utc>,
    ) -> rusqlite::Result<Vec<(String, WebAddress)>> {
        let mut items = self.0.prepare_cached(
            "SELECT r.key, t.head FROM source AS s JOIN arrival AS r ON r.source = s.number
               JOIN article AS a ON a.number = r.article JOIN text AS t ON t.number = r.text
             WHERE s.name = ?1 AND a.published > ?2 AND a.withdrawn IS NULL
             ORDER BY a.published DESC, r.key",
        )?;
        let mut rows = items.query(params![source.as_str(), from_instant(since)])?;
        let mut listed = Vec::new();
        while let Some(row) = rows.next()? {
            if let Some(page) = read_address(row, 1)? {
                listed.push((row.get(0)?, page));
            }
        }
        Ok(listed)
    }

    pub(super) fn standing(&self, name: &SourceName) -> rusqlite::Result<Standing> {
        let standing = self
            .0
            .prepare_cached("SELECT name, last_pass, failures, memory FROM source WHERE name = ?1")?
            .query_row([name.as_str()], standing)
            .optional()?;
        Ok(standing.map(|(_, standing)| standing).unwrap_or_default())
    }

    pub(super) fn standings(&self) -> rusqlite::Result<BTreeMap<SourceName, Standing>> {
        let mut standings =
            self.0.prepare_cached("SELECT name, last_pass, failures, memory FROM source")?;
        let standings = standings.query_map([], standing)?;
        let mut standings: BTreeMap<SourceName, Standing> =
            standings.collect::<rusqlite::Result<_>>()?;
        for (source, reach) in self.reach_since(0)?.0 {
            standings.entry(source).or_default().reach = reach;
        }
        Ok(standings)
    }

    pub(super) fn known(&self, source: &SourceName) -> rusqlite::Result<HashSet<Fingerprint>> {
        let Some(number) = self.source_number(source)? else { return Ok(HashSet::new()) };
        let mut arrived = self.0.prepare_cached(
            "SELECT arrived FROM arrival WHERE source = ?1
             UNION ALL SELECT arrived FROM refusal WHERE source = ?1 AND arrived IS NOT NULL",
        )?;
        let arrived = arrived.query_map([number], |row| fingerprint(row, 0))?;
        arrived.collect()
    }

    pub(super) fn source(&self, name: &SourceName) -> rusqlite::Result<SourceRecord> {
        let Some(number) = self.source_number(name)? else { return Ok(SourceRecord::default()) };
        let articles = self
            .0
            .prepare_cached(
                // Withdrawn articles that still have an item are few, so they are
                // taken off; to look at each article would take ten times as long.
                "SELECT (SELECT count(*) FROM arrival WHERE source = ?1 AND article IS NOT NULL)
                      - (SELECT count(*) FROM article AS a
                         JOIN arrival AS r ON r.article = a.number
                         WHERE a.withdrawn IS NOT NULL AND r.source = ?1)",
            )?
            .query_row([number], |row| row.get::<_, i64>(0))?;
        let rejections = refusals::of_source(self.0, number)?;
        let warnings = warnings::of_source(self.0, number)?;
        self.0
            .prepare_cached(
                "SELECT memory, last_pass, last_success, error, failures, emptied, lost, live
                 FROM source WHERE number = ?1",
            )?
            .query_row([number], |row| {
                let memory = row.get_ref(0)?.as_str().map_err(|error| unreadable(0, error))?;
                Ok(SourceRecord {
                    memory: serde_json::from_str(memory).map_err(|error| unreadable(0, error))?,
                    last_pass: instant_if_any(row, 1)?,
                    last_success: instant_if_any(row, 2)?,
                    error: row.get(3)?,
                    failures: row.get(4)?,
                    articles: articles.unsigned_abs(),
                    rejections,
                    emptied: emptied_row(row, 5)?,
                    warnings,
                })
            })
    }

    pub(super) fn refused_edits(&self, name: &SourceName) -> rusqlite::Result<Vec<Rejection>> {
        match self.source_number(name)? {
            Some(number) => refusals::of_live(self.0, number),
            None => Ok(Vec::new()),
        }
    }

    pub(super) fn has_text(
        &self,
        name: &SourceName,
        key: &str,
        besides_summary: bool,
    ) -> rusqlite::Result<bool> {
        let text: Option<(String, String)> = self
            .0
            .prepare_cached(
                "SELECT t.head ->> 'summary', t.content FROM source AS s
                   JOIN arrival AS r ON r.source = s.number
                   JOIN article AS a ON a.number = r.article
                   JOIN text AS t ON t.number = r.text
                 WHERE s.name = ?1 AND r.key = ?2 AND a.withdrawn IS NULL",
            )?
            .query_row([name.as_str(), key], |row| {
                Ok((row.get::<_, Option<String>>(0)?.unwrap_or_default(), row.get(1)?))
            })
            .optional()?;
        Ok(text.is_some_and(|(summary, content)| {
            let counts = !besides_summary || !is_brief(&summary, &content);
            counts && !content.is_empty()
        }))
    }

    pub(super) fn named_after(&self, source: &SourceName) -> rusqlite::Result<u64> {
        let mut items = self.0.prepare_cached(
            "SELECT r.key, a.id FROM source AS s JOIN arrival AS r ON r.source = s.number
               JOIN article AS a ON a.number = r.article
             WHERE s.name = ?1 AND a.withdrawn IS NULL",
        )?;
        let mut items = items.query([source.as_str()])?;
        let mut count = 0;
        while let Some(item) = items.next()? {
            let (key, id): (String, String) = (item.get(0)?, item.get(1)?);
            count += u64::from(ArticleId::within(source, &key).as_str() == id);
        }
        Ok(count)
    }

    pub(super) fn source_number(&self, name: &SourceName) -> rusqlite::Result<Option<i64>> {
        self.0
            .prepare_cached("SELECT number FROM source WHERE name = ?1")?
            .query_row([name.as_str()], |row| row.get(0))
            .optional()
    }
}

/// What a row of `source` says in three columns from `first` on.
pub(super) fn emptied_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Emptied>> {
    if row.get::<_, Option<i64>>(first)?.is_none() {
        return Ok(None);
    }
    let (since, lost, live) = (instant(row, first)?, row.get(first + 1)?, row.get(first + 2)?);
    Ok(Some(Emptied { since, lost, live }))
}
