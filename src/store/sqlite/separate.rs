//! Puts an item apart from an article that it was wrongly joined to, for good.

use super::placement::place;
use super::settle::{Cause, settle};
use super::shown::Shown;
use super::text;
use super::value::{from_instant, from_sections, sections};
use crate::article::ArticleId;
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::store::Separated;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// The item that is put apart.
struct Item {
    source: i64,
    key: String,
    text: i64,
    fingerprint: [u8; 16],
    published: Option<i64>,
    updated: i64,
    sections: BTreeSet<Slug>,
    own_id: Option<String>,
}

/// Puts an item apart; see [`crate::store::Store::separate`].
pub(super) fn separate(
    connection: &Connection,
    id: &ArticleId,
    source: &SourceName,
    key: Option<&str>,
    at: DateTime<Utc>,
) -> rusqlite::Result<Separated> {
    let Some(number) = Shown::find(connection, id.as_str())? else {
        return Ok(Separated::NoArticle);
    };
    let mut items = items_of(connection, number, source)?;
    if let Some(key) = key {
        items.retain(|item| item.key == key);
    }
    let item = match items.len() {
        0 => return Ok(Separated::NoItem),
        1 => items.swap_remove(0),
        _ => return Ok(Separated::Several(items.into_iter().map(|item| item.key).collect())),
    };
    let others = others_of(connection, number, &item)?;
    if others.is_empty() {
        return Ok(Separated::Alone);
    }
    let shown = Shown::load(connection, number)?;
    let own_id = free_id(connection, source, &item)?;
    let own = move_out(connection, &shown, &item, &own_id, from_instant(at))?;
    keep_apart(connection, item.source, &item.key, number, Some(own))?;
    for (source, key) in others {
        keep_apart(connection, source, &key, own, None)?;
    }
    settle(connection, own, from_instant(at), &Cause::Said)?;
    settle(connection, number, from_instant(at), &Cause::Gone)?;
    Ok(Separated::Into(own_id))
}

/// The article that an item was put apart into, while it is there.
pub(super) fn own(
    connection: &Connection,
    source: i64,
    key: &str,
) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT own FROM apart JOIN article AS a ON a.number = own
             WHERE apart.source = ?1 AND apart.key = ?2 LIMIT 1",
        )?
        .query_row(params![source, key], |row| row.get(0))
        .optional()
}

/// The id of an item that may not have the one it brings.
pub(super) fn id_apart(source: &SourceName, key: &str) -> ArticleId {
    ArticleId::made_from(&format!("{source}\n{key}\napart"))
}

fn items_of(
    connection: &Connection,
    article: i64,
    source: &SourceName,
) -> rusqlite::Result<Vec<Item>> {
    let mut items = connection.prepare_cached(
        "SELECT r.source, r.key, r.text, r.fingerprint, r.published, r.updated, r.sections, r.own_id
         FROM arrival AS r JOIN source AS s ON s.number = r.source
         WHERE r.article = ?1 AND s.name = ?2 ORDER BY r.key",
    )?;
    let items = items.query_map(params![article, source.as_str()], |row| {
        Ok(Item {
            source: row.get(0)?,
            key: row.get(1)?,
            text: row.get(2)?,
            fingerprint: row.get(3)?,
            published: row.get(4)?,
            updated: row.get(5)?,
            sections: sections(row, 6)?,
            own_id: row.get(7)?,
        })
    })?;
    items.collect()
}

fn others_of(
    connection: &Connection,
    article: i64,
    item: &Item,
) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut others = connection.prepare_cached(
        "SELECT source, key FROM arrival
         WHERE article = ?1 AND (source <> ?2 OR key <> ?3) ORDER BY 1, 2",
    )?;
    let others = others
        .query_map(params![article, item.source, item.key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    others.collect()
}

/// The id that the item would have had alone, else one made of its source and key.
fn free_id(
    connection: &Connection,
    source: &SourceName,
    item: &Item,
) -> rusqlite::Result<ArticleId> {
    let made = ArticleId::within(source, &item.key);
    for id in item.own_id.clone().map(ArticleId::kept).into_iter().chain([made]) {
        if Shown::find(connection, id.as_str())?.is_none() {
            return Ok(id);
        }
    }
    Ok(id_apart(source, &item.key))
}

/// Makes the item's own article. It has a copy of the text: the other article may
/// still show the original, and removes it when it does not.
fn move_out(
    connection: &Connection,
    shown: &Shown,
    item: &Item,
    id: &ArticleId,
    at: i64,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO text (address, head, correction, content)
             SELECT address, head, correction, content FROM text WHERE number = ?1",
        )?
        .execute([item.text])?;
    let text_number = connection.last_insert_rowid();
    let published = item.published.unwrap_or(shown.published);
    let updated = item.updated.max(published);
    connection
        .prepare_cached(
            "INSERT INTO article (id, published, updated, sections, text, fingerprint, address,
                                  revision, revised, source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT address FROM text WHERE number = ?5), 1, ?7, ?8)",
        )?
        .execute(params![
            id.as_str(),
            published,
            updated,
            from_sections(&item.sections),
            text_number,
            item.fingerprint,
            at,
            item.source,
        ])?;
    let own = connection.last_insert_rowid();
    place(connection, own, id.as_str(), (published, updated), &item.sections)?;
    connection
        .prepare_cached(
            "UPDATE arrival SET article = ?3, text = ?4, matched = NULL, since = ?5, own_id = NULL,
                                superseded = 0
             WHERE source = ?1 AND key = ?2",
        )?
        .execute(params![item.source, item.key, own, text_number, at])?;
    if shown.text != item.text {
        text::remove(connection, item.text)?;
    }
    Ok(own)
}

fn keep_apart(
    connection: &Connection,
    source: i64,
    key: &str,
    article: i64,
    own: Option<i64>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO apart (source, key, article, own) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![source, key, article, own])?;
    Ok(())
}
