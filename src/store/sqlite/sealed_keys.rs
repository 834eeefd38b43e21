//! What sources call the items of what was purged, in a form that nobody can read and that a
//! source's list can be compared with all the same. What else goes with a purge, `purge` knows.

use super::shown::Shown;
use crate::article::ArticleId;
use crate::fingerprint::Fingerprint;
use crate::source_memory::SourceName;
use rusqlite::{Connection, OptionalExtension, params};
use std::borrow::Cow;

/// What such a key begins with. The store and its journal keep it, so it must stay what it is.
const SEALED: &str = "sealed:";

/// A key in the form in which nobody can read it.
pub(super) fn sealed(key: &str) -> String {
    match is_sealed(key) {
        true => key.to_owned(),
        false => format!("{SEALED}{}", Fingerprint::of(key.as_bytes())),
    }
}

pub(super) fn is_sealed(key: &str) -> bool {
    key.starts_with(SEALED)
}

/// The key under which an item is known that its source calls so.
pub(super) fn as_known<'a>(
    connection: &Connection,
    source: i64,
    key: &'a str,
) -> rusqlite::Result<Cow<'a, str>> {
    Ok(of_purged(connection, source, key)?.map_or(Cow::Borrowed(key), Cow::Owned))
}

/// Whether a source ever brought what was purged: few did.
pub(super) fn has_any(connection: &Connection, source: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM arrival
                            WHERE source = ?1 AND key >= 'sealed:' AND key < 'sealed;')",
        )?
        .query_row([source], |row| row.get(0))
}

/// The sealed key of an item, where that is of what was purged.
pub(super) fn of_purged(
    connection: &Connection,
    source: i64,
    key: &str,
) -> rusqlite::Result<Option<String>> {
    let sealed = sealed(key);
    let is_known: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM arrival WHERE source = ?1 AND key = ?2)")?
        .query_row(params![source, sealed], |row| row.get(0))?;
    Ok(is_known.then_some(sealed))
}

/// The key that an item of a source has here, of which the journal may have the sealed form
/// alone.
pub(super) fn opened<'a>(
    connection: &Connection,
    source: &str,
    key: &'a str,
) -> rusqlite::Result<Cow<'a, str>> {
    if !is_sealed(key) {
        return Ok(Cow::Borrowed(key));
    }
    let mut keys = connection.prepare_cached(
        "SELECT r.key FROM source AS s CROSS JOIN arrival AS r ON r.source = s.number
         WHERE s.name = ?1",
    )?;
    let mut rows = keys.query([source])?;
    while let Some(row) = rows.next()? {
        let here: String = row.get(0)?;
        if sealed(&here) == key {
            return Ok(Cow::Owned(here));
        }
    }
    Ok(Cow::Borrowed(key))
}

/// Seals the keys of all items of an article.
pub(super) fn seal_those_of(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    let items: Vec<(i64, String)> = connection
        .prepare_cached("SELECT source, key FROM arrival WHERE article = ?1")?
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    items.into_iter().try_for_each(|(source, key)| seal(connection, source, &key))?;
    // What was said by an item that is gone since.
    let said: Vec<String> = connection
        .prepare_cached("SELECT DISTINCT key FROM edit WHERE article = ?1 AND key IS NOT NULL")?
        .query_map([article], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in said {
        connection
            .prepare_cached("UPDATE edit SET key = ?3 WHERE article = ?1 AND key = ?2")?
            .execute(params![article, key, sealed(&key)])?;
    }
    Ok(())
}

/// Seals what an item is called, and leaves nothing else of it.
fn seal(connection: &Connection, source: i64, key: &str) -> rusqlite::Result<()> {
    let sealed = sealed(key);
    for sql in [
        "UPDATE OR REPLACE arrival
         SET key = ?3, article = NULL, text = NULL, fingerprint = NULL, updated = NULL,
             sections = NULL, matched = NULL, own_id = NULL
         WHERE source = ?1 AND key = ?2",
        "UPDATE OR REPLACE apart SET key = ?3 WHERE source = ?1 AND key = ?2",
        "UPDATE OR REPLACE given SET key = ?3
         WHERE source = (SELECT name FROM source WHERE number = ?1) AND key = ?2",
    ] {
        connection.prepare_cached(sql)?.execute(params![source, key, sealed])?;
    }
    Ok(())
}

/// Seals what an earlier release left of the keys of what was purged: an id says of which
/// source and key it was made.
pub(super) fn seal_what_made(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    let id = Shown::load(connection, article)?.id;
    let mut items = connection.prepare_cached(
        "SELECT s.name, r.source, r.key FROM arrival AS r JOIN source AS s ON s.number = r.source
         WHERE r.article IS NULL",
    )?;
    let made = items
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))?
        .filter_map(|item: rusqlite::Result<(String, i64, String)>| {
            let (name, source, key) = match item {
                Ok(item) => item,
                Err(error) => return Some(Err(error)),
            };
            let made = ArticleId::within(&SourceName::new(name), &key);
            (made.as_str() == id).then_some(Ok((source, key)))
        })
        .collect::<rusqlite::Result<Vec<_>>>()?;
    made.into_iter().try_for_each(|(source, key)| seal(connection, source, &key))
}

/// The id that the journal says was given to an item, whose key may be sealed there.
pub(super) fn given(
    connection: &Connection,
    source: &SourceName,
    key: &str,
) -> rusqlite::Result<Option<ArticleId>> {
    let mut given =
        connection.prepare_cached("SELECT id FROM given WHERE source = ?1 AND key = ?2")?;
    let mut of = |key: &str| {
        given
            .query_row(params![source.as_str(), key], |row| row.get(0).map(ArticleId::kept))
            .optional()
    };
    match of(key)? {
        Some(id) => Ok(Some(id)),
        None => of(&sealed(key)),
    }
}
