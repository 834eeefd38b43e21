//! The items that were refused, and why. It judges no item.

use super::value::from_instant;
use super::{barred, items, sealed_keys, source_row};
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RefusalKind, Rejection};
use crate::source_memory::SourceName;
use crate::store::{Arrivals, KeptRejection, REFUSAL_KEPT};
use rusqlite::{Connection, Row, params};
use std::borrow::Cow;
use std::collections::HashSet;

/// Brings the refusals of a source up to date after a pass that kept `keys`; the
/// rules are those of [`Arrivals::refusals`].
pub(super) fn keep(
    connection: &Connection,
    source: i64,
    arrivals: &Arrivals,
    keys: &HashSet<&str>,
) -> rusqlite::Result<()> {
    // Nobody examines anew what an import refused.
    if !arrivals.memory.imported {
        let old = arrivals.at.checked_sub_signed(REFUSAL_KEPT).map_or(i64::MIN, from_instant);
        for (number, key) in older_than(connection, source, old)? {
            remove(connection, source, number, &key)?;
        }
    }
    let refusals = arrivals.refusals.as_deref();
    if refusals.is_some() {
        connection
            .prepare_cached("DELETE FROM refusal WHERE source = ?1 AND arrived IS NULL")?
            .execute([source])?;
    }
    let refused: HashSet<&str> =
        refusals.unwrap_or_default().iter().map(|refusal| refusal.rejection.key.as_str()).collect();
    if keys.is_empty() && refused.is_empty() && arrivals.present.is_none() {
        return Ok(());
    }
    for (number, key, examined_once) in kept(connection, source)? {
        let key = key.as_str();
        let is_sealed = sealed_keys::is_sealed(key);
        let is_named = |name: &str| sealed_keys::sealed(name) == key;
        let is_among = |keys: &HashSet<&str>| match is_sealed {
            false => keys.contains(key),
            true => keys.iter().any(|name| is_named(name)),
        };
        let absent = examined_once
            && arrivals.present.as_ref().is_some_and(|present| match is_sealed {
                false => !present.contains(key),
                true => !present.iter().any(|name| is_named(name)),
            });
        if absent || is_among(keys) || is_among(&refused) {
            remove(connection, source, number, key)?;
        }
    }
    for refusal in refusals.unwrap_or_default() {
        add(connection, source, from_instant(arrivals.at), refusal)?;
    }
    Ok(())
}

/// Replaces the refusals of items that were kept before: those that are articles now are
/// refused no longer, and the others perhaps for another reason.
pub(super) fn judged_again(
    connection: &Connection,
    source: i64,
    arrivals: &Arrivals,
) -> rusqlite::Result<()> {
    let mut forget = connection.prepare_cached(
        "DELETE FROM refusal WHERE source = ?1 AND key = ?2 AND arrived IS NOT NULL",
    )?;
    for item in &arrivals.items {
        forget.execute(params![source, item.key])?;
    }
    for refusal in arrivals.refusals.iter().flatten() {
        let key = &refusal.rejection.key;
        if !items::has_article(connection, source, key)? {
            forget.execute(params![source, key])?;
            add(connection, source, from_instant(arrivals.at), refusal)?;
        }
    }
    Ok(())
}

/// Keeps what an import refused, besides what is known to be refused: it is told, and never
/// judged once more, since the file is there to be imported again.
pub(super) fn of_import(
    connection: &Connection,
    source: &SourceName,
    at: i64,
    refused: &[KeptRejection],
) -> rusqlite::Result<()> {
    let source = source_row::begin(connection, source, None)?.number;
    for refusal in refused {
        let name = refusal.rejection.key.as_str();
        if items::has_article(connection, source, name)? {
            continue;
        }
        let known: Vec<(i64, String)> = connection
            .prepare_cached(
                "SELECT number, key FROM refusal WHERE source = ?1 AND key IN (?2, ?3)",
            )?
            .query_map(params![source, name, sealed_keys::sealed(name)], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        for (number, key) in known {
            remove(connection, source, number, &key)?;
        }
        write(connection, source, at, refusal)?;
    }
    Ok(())
}

fn older_than(
    connection: &Connection,
    source: i64,
    at: i64,
) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut old = connection.prepare_cached(
        "SELECT number, key FROM refusal WHERE source = ?1 AND arrived IS NOT NULL AND at <= ?2",
    )?;
    let old = old.query_map([source, at], |row| Ok((row.get(0)?, row.get(1)?)))?;
    old.collect()
}

fn remove(connection: &Connection, source: i64, number: i64, key: &str) -> rusqlite::Result<()> {
    items::forget_refused(connection, source, key)?;
    connection.prepare_cached("DELETE FROM refusal WHERE number = ?1")?.execute([number])?;
    Ok(())
}

/// Number, key and whether there is a fingerprint, of every refusal of a source.
fn kept(connection: &Connection, source: i64) -> rusqlite::Result<Vec<(i64, String, bool)>> {
    let mut kept = connection
        .prepare_cached("SELECT number, key, arrived IS NOT NULL FROM refusal WHERE source = ?1")?;
    let kept = kept.query_map([source], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    kept.collect()
}

/// Keeps a refusal, and the item as it came.
fn add(
    connection: &Connection,
    source: i64,
    at: i64,
    refusal: &KeptRejection,
) -> rusqlite::Result<()> {
    let name = refusal.rejection.key.as_str();
    let is_purged = write(connection, source, at, refusal)?;
    if let Some(said) = refusal.said.as_ref().filter(|_| !is_purged)
        && !items::has_article(connection, source, name)?
    {
        items::keep(connection, source, name, said)?;
    }
    Ok(())
}

/// Keeps a refusal; `true` when it is one of what was purged.
fn write(
    connection: &Connection,
    source: i64,
    at: i64,
    KeptRejection { arrived, rejection, said }: &KeptRejection,
) -> rusqlite::Result<bool> {
    // Nothing is kept again of what was purged, and what an item is called is mostly its headline.
    let name = rejection.key.as_str();
    let is_purged = sealed_keys::of_purged(connection, source, name)?.is_some()
        || match said {
            Some(said) => barred::has_purged_words(connection, said)?,
            None => false,
        };
    let key = if is_purged { Cow::Owned(sealed_keys::sealed(name)) } else { Cow::Borrowed(name) };
    let page = said.as_ref().and_then(|said| said.page());
    connection
        .prepare_cached(
            "INSERT INTO refusal (source, key, arrived, at, title, reason, page)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            source,
            key,
            arrived.map(Fingerprint::to_bytes),
            at,
            rejection.title.as_ref().filter(|_| !is_purged),
            rejection.reason,
            page.filter(|_| !is_purged),
        ])?;
    Ok(is_purged)
}

/// All refusals of a source, in the order in which they came.
pub(super) fn of_source(connection: &Connection, source: i64) -> rusqlite::Result<Vec<Rejection>> {
    let mut refusals = connection.prepare_cached(
        "SELECT key, title, reason FROM refusal WHERE source = ?1 ORDER BY at, number",
    )?;
    refusals.query_map([source], rejection_of)?.collect()
}

/// The refusals of a source whose items are live articles all the same.
pub(super) fn of_live(connection: &Connection, source: i64) -> rusqlite::Result<Vec<Rejection>> {
    let mut refusals = connection.prepare_cached(
        "SELECT f.key, f.title, f.reason FROM refusal AS f
           JOIN arrival AS r ON r.source = f.source AND r.key = f.key
           JOIN article AS a ON a.number = r.article
         WHERE f.source = ?1 AND a.withdrawn IS NULL ORDER BY f.at, f.number",
    )?;
    refusals.query_map([source], rejection_of)?.collect()
}

/// A refusal out of its row: `key, title, reason`.
fn rejection_of(row: &Row<'_>) -> rusqlite::Result<Rejection> {
    let (key, title, reason) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Rejection { kind: RefusalKind::Fault, key, title, reason })
}
