//! What sources said in their items, as it came: kept with the item, so that it can be
//! judged once more by other settings without asking anybody. It judges nothing.

use super::reading::Read;
use super::text::{article_columns, read_article};
use super::value::{fingerprint, instant_if_any, sections, unreadable};
use crate::article::{Article, ArticleId};
use crate::desk::PUSH_SOURCE;
use crate::raw_item::RawItem;
use crate::source_memory::{SourceMemory, SourceName};
use crate::store::{KeptItem, Said, SaidAs, Terms};
use crate::text::file_name::read_form;
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Keeps an item, unless it says what it said before.
pub(super) fn keep(
    connection: &Connection,
    source: i64,
    key: &str,
    item: &KeptItem,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO item (source, key, said, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (source, key) DO UPDATE SET said = excluded.said, body = excluded.body
             WHERE said <> excluded.said",
        )?
        .execute(params![source, key, item.fingerprint().to_bytes(), item.packed()])?;
    Ok(())
}

/// Forgets an item.
pub(super) fn forget(connection: &Connection, source: i64, key: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM item WHERE source = ?1 AND key = ?2")?
        .execute(params![source, key])?;
    Ok(())
}

/// Forgets an item of which no article was made.
pub(super) fn forget_refused(
    connection: &Connection,
    source: i64,
    key: &str,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM item WHERE source = ?1 AND key = ?2 AND NOT EXISTS (
               SELECT 1 FROM arrival WHERE source = ?1 AND key = ?2)",
        )?
        .execute(params![source, key])?;
    Ok(())
}

/// Forgets the items that an article is made of.
pub(super) fn forget_those_of(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM item WHERE (source, key) IN (
               SELECT source, key FROM arrival WHERE article = ?1)",
        )?
        .execute([article])?;
    Ok(())
}

/// Whether an article is made of an item of this key.
pub(super) fn has_article(
    connection: &Connection,
    source: i64,
    key: &str,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM arrival WHERE source = ?1 AND key = ?2)")?
        .query_row(params![source, key], |row| row.get(0))
}

impl Read<'_> {
    pub(super) fn said(
        &self,
        source: &SourceName,
        after: Option<&str>,
        limit: usize,
    ) -> rusqlite::Result<Vec<Said>> {
        let mut said = self.0.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            ", r.key, r.arrived, r.since, i.body, r.embargo, r.expires, r.sections
             FROM source AS s CROSS JOIN arrival AS r ON r.source = s.number
               JOIN article AS a ON a.number = r.article
               JOIN text AS t ON t.number = r.text
               LEFT JOIN item AS i ON i.source = r.source AND i.key = r.key
             WHERE s.name = ?1 AND r.key > ?2 ORDER BY r.key LIMIT ?3"
        ))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let said = said.query_map(params![source.as_str(), after.unwrap_or(""), limit], |row| {
            let what = match row.get_ref(10)?.as_blob_or_null().map_err(|e| unreadable(10, e))? {
                Some(body) => SaidAs::Item(read_item(body, 10)?),
                None => SaidAs::Article(Box::new(of_article(row)?), terms(row)?),
            };
            Ok(Said {
                article: Some(ArticleId::kept(row.get(0)?)),
                key: row.get(7)?,
                arrived: fingerprint(row, 8)?,
                came: instant_if_any(row, 9)?,
                what,
            })
        })?;
        said.collect()
    }

    pub(super) fn said_in_vain(&self, source: &SourceName) -> rusqlite::Result<Vec<Said>> {
        let mut said = self.0.prepare_cached(
            "SELECT f.key, f.arrived, f.at, i.body
             FROM source AS s CROSS JOIN refusal AS f ON f.source = s.number
               JOIN item AS i ON i.source = f.source AND i.key = f.key
             WHERE s.name = ?1 AND f.arrived IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM arrival AS r WHERE r.source = f.source AND r.key = f.key)
             ORDER BY f.number",
        )?;
        let said = said.query_map([source.as_str()], |row| {
            let body = row.get_ref(3)?.as_blob().map_err(|error| unreadable(3, error))?;
            Ok(Said {
                article: None,
                key: row.get(0)?,
                arrived: fingerprint(row, 1)?,
                came: instant_if_any(row, 2)?,
                what: SaidAs::Item(read_item(body, 3)?),
            })
        })?;
        said.collect()
    }

    pub(super) fn handed_in(&self) -> rusqlite::Result<Vec<(SourceName, SourceMemory)>> {
        let mut sources = self.0.prepare_cached(
            "SELECT name, memory FROM source WHERE name = ?1 OR memory ->> 'imported'
             ORDER BY rank, name",
        )?;
        let sources = sources.query_map([PUSH_SOURCE], |row| {
            let memory = row.get_ref(1)?.as_str().map_err(|error| unreadable(1, error))?;
            let memory = serde_json::from_str(memory).map_err(|error| unreadable(1, error))?;
            Ok((SourceName::new(row.get::<_, String>(0)?), memory))
        })?;
        sources.collect()
    }

    pub(super) fn keys(&self, source: &SourceName) -> rusqlite::Result<HashSet<String>> {
        let mut keys = self.0.prepare_cached(
            "SELECT r.key FROM source AS s JOIN arrival AS r ON r.source = s.number
             WHERE s.name = ?1",
        )?;
        let keys = keys.query_map([source.as_str()], |row| row.get(0))?;
        keys.collect()
    }

    pub(super) fn said_as(
        &self,
        source: &SourceName,
        names: &[&str],
    ) -> rusqlite::Result<Vec<(String, RawItem)>> {
        let mut said = self.0.prepare_cached(
            "SELECT i.body FROM source AS s CROSS JOIN arrival AS r ON r.source = s.number
               JOIN item AS i ON i.source = r.source AND i.key = r.key
             WHERE s.name = ?1 AND r.key = ?2 AND r.article IS NOT NULL",
        )?;
        let mut found = Vec::new();
        for name in names {
            let mut rows = said.query(params![source.as_str(), name])?;
            if let Some(row) = rows.next()? {
                let body = row.get_ref(0)?.as_blob().map_err(|error| unreadable(0, error))?;
                found.push(((*name).to_owned(), *read_item(body, 0)?));
            }
        }
        Ok(found)
    }

    /// The engine knows the small letters of ASCII alone, so it is asked for the names that
    /// begin as a form does up to its first other letter.
    pub(super) fn names_read_as(
        &self,
        source: &SourceName,
        names: &[&str],
    ) -> rusqlite::Result<Vec<String>> {
        let mut forms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for form in names.iter().map(|name| read_form(name)) {
            let plain = form.find(|letter: char| !letter.is_ascii()).unwrap_or(form.len());
            forms.entry(form[..plain].to_owned()).or_default().insert(form);
        }
        let mut begins = self.0.prepare_cached(
            "SELECT r.key FROM source AS s CROSS JOIN arrival AS r ON r.source = s.number
             WHERE s.name = ?1 AND instr(r.key, '://') = 0
               AND lower(r.key) >= ?2 AND lower(r.key) < ?2 || char(1114111)",
        )?;
        let mut alike = Vec::new();
        for (plain, forms) in &forms {
            let keys = begins.query_map([source.as_str(), plain], |row| row.get(0))?;
            for key in keys {
                let key: String = key?;
                if forms.contains(&read_form(&key)) {
                    alike.push(key);
                }
            }
        }
        Ok(alike)
    }
}

fn read_item(body: &[u8], column: usize) -> rusqlite::Result<Box<RawItem>> {
    KeptItem::unpack(body).map(Box::new).map_err(|error| unreadable(column, error))
}

/// The article as this one item has it.
fn of_article(row: &Row<'_>) -> rusqlite::Result<Article> {
    let own = sections(row, 13)?;
    Ok(Article { sections: own, ..read_article(row)? })
}

fn terms(row: &Row<'_>) -> rusqlite::Result<Terms> {
    let (publish_at, expires_at) = (instant_if_any(row, 11)?, instant_if_any(row, 12)?);
    Ok(Terms { publish_at, expires_at, ..Terms::default() })
}

/// Of the items of an article the keys alone stay, so that no source brings it back; of
/// its earlier states, nothing.
pub(super) fn forget_what_was_said(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    forget_those_of(connection, article)?;
    for sql in [
        "UPDATE arrival SET article = NULL, text = NULL, fingerprint = NULL, updated = NULL,
                            sections = NULL, matched = NULL, own_id = NULL
         WHERE article = ?1",
        "DELETE FROM revision WHERE article = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([article])?;
    }
    Ok(())
}
