//! Undoes a wrong join, for good: what the items were before they were one article, they
//! are again. It judges no likeness.

use super::id_begins::begins_as_another;
use super::placement::place;
use super::settle::{Cause, settle};
use super::shown::Shown;
use super::text::{self, article_columns, read_article};
use super::value::{from_instant, from_sections, sections};
use super::{embargo, marks, names, parted_entries, retraction};
use crate::article::ArticleId;
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::store::Separated;
use crate::store::recognition::{Matched, Side};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// An item of the article that is parted.
pub(super) struct Item {
    pub(super) source: i64,
    pub(super) name: SourceName,
    key: String,
    pub(super) text: i64,
    fingerprint: [u8; 16],
    published: Option<i64>,
    updated: i64,
    pub(super) sections: BTreeSet<Slug>,
    /// The id that it would have alone, where its words or its page joined it.
    pub(super) own_id: Option<String>,
    /// It made the article, so it keeps it.
    is_maker: bool,
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
    let items = items_of(connection, number)?;
    let is_meant = |item: &Item| item.name == *source && key.is_none_or(|key| item.key == key);
    let (meant, others): (Vec<Item>, Vec<Item>) = items.into_iter().partition(is_meant);
    if meant.len() > 1 {
        return Ok(Separated::Several(meant.into_iter().map(|item| item.key).collect()));
    }
    if meant.is_empty() {
        return Ok(Separated::NoItem);
    }
    if others.is_empty() {
        return Ok(Separated::Alone);
    }
    // The item that made the article had its id before, and the others had not.
    let keeps = meant.iter().any(|item| item.is_maker);
    let (leave, stay) = if keeps { (others, meant) } else { (meant, others) };
    let own_id = part(connection, number, &leave, &stay, from_instant(at))?;
    Ok(Separated::Into(if keeps { id.clone() } else { own_id }))
}

/// Has an item be of the article again that it was put into, as a journal tells it: a store
/// that was put back has it in another. Returns the number of items that were moved.
pub(super) fn move_again(
    connection: &Connection,
    from: &str,
    (source, key): (&SourceName, &str),
    id: &ArticleId,
) -> rusqlite::Result<usize> {
    let Some(number) = Shown::find(connection, from)? else { return Ok(0) };
    let is_meant = |item: &Item| item.name == *source && item.key == key;
    let (meant, stay): (Vec<Item>, Vec<Item>) =
        items_of(connection, number)?.into_iter().partition(is_meant);
    let Some(item) = meant.first() else { return Ok(0) };
    let shown = Shown::load(connection, number)?;
    // Nobody knows when it was; no later than anything that is known to come after it.
    let at = shown.revised.max(shown.updated);
    match Shown::find(connection, id.as_str())? {
        None => part_as(connection, number, (&meant, &stay), id, at)?,
        Some(own) => {
            move_out(connection, &shown, item, own, false)?;
            parted_entries::mark(connection, &shown)?;
            connection
                .prepare_cached(
                    "UPDATE arrival SET matched = ?3, own_id = ?4
                     WHERE source = ?1 AND key = ?2 AND matched IS NULL",
                )?
                .execute(params![item.source, key, Matched::Id.to_string(), from])?;
            keep_apart(connection, item, number, Some(own))?;
            settle_both(connection, [number, own], at)?;
        }
    }
    Ok(meant.len())
}

/// Makes an article of the items that leave, of the first of them first.
pub(super) fn part(
    connection: &Connection,
    number: i64,
    leave: &[Item],
    stay: &[Item],
    at: i64,
) -> rusqlite::Result<ArticleId> {
    let own_id = free_id(connection, &leave[0])?;
    part_as(connection, number, (leave, stay), &own_id, at)?;
    Ok(own_id)
}

fn part_as(
    connection: &Connection,
    number: i64,
    (leave, stay): (&[Item], &[Item]),
    own_id: &ArticleId,
    at: i64,
) -> rusqlite::Result<()> {
    let shown = Shown::load(connection, number)?;
    let own = make(connection, &shown, leave, own_id, at)?;
    for (place, item) in leave.iter().enumerate() {
        move_out(connection, &shown, item, own, place == 0)?;
        keep_apart(connection, item, number, Some(own))?;
    }
    for item in stay {
        keep_apart(connection, item, own, None)?;
    }
    parted_entries::mark(connection, &shown)?;
    retraction::inherit(connection, &shown, own, at)?;
    embargo::inherit(connection, &shown, own)?;
    settle_both(connection, [number, own], at)
}

/// Brings both into line with what each is made of now.
fn settle_both(connection: &Connection, both: [i64; 2], at: i64) -> rusqlite::Result<()> {
    for article in both {
        names::anew(connection, article)?;
        stand_for_their_sources(connection, article)?;
        let published = published(&items_of(connection, article)?);
        settle(connection, article, at, &Cause::Parted(published))?;
    }
    Ok(())
}

/// When the first of these was published; nothing where an earlier release did not keep
/// it of each.
fn published(items: &[Item]) -> Option<i64> {
    let dates: Option<Vec<i64>> = items.iter().map(|item| item.published).collect();
    dates?.into_iter().min()
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

/// The pairs of articles that were parted for good.
pub(super) fn parted(
    connection: &Connection,
) -> rusqlite::Result<BTreeSet<(ArticleId, ArticleId)>> {
    let mut parted = connection.prepare_cached(
        "SELECT mine.id, other.id
         FROM apart JOIN article AS other ON other.number = apart.article
           LEFT JOIN arrival AS r ON r.source = apart.source AND r.key = apart.key
           JOIN article AS mine ON mine.number = coalesce(r.article, apart.own)
         WHERE apart.waits = 0 AND mine.number <> other.number",
    )?;
    let kept = |id: String| ArticleId::kept(id);
    let parted = parted.query_map([], |row| Ok((row.get(0).map(kept)?, row.get(1).map(kept)?)))?;
    parted.collect()
}

/// The id of an item that may not have the one it brings.
pub(super) fn id_apart(source: &SourceName, key: &str) -> ArticleId {
    ArticleId::made_from(&format!("{source}\n{key}\napart"))
}

/// All items of an article, the one whose text counts first.
pub(super) fn items_of(connection: &Connection, article: i64) -> rusqlite::Result<Vec<Item>> {
    let mut items = connection.prepare_cached(
        "SELECT r.source, r.key, r.text, r.fingerprint, r.published, r.updated, r.sections,
                r.own_id, s.name, r.matched IS NULL
         FROM arrival AS r JOIN source AS s ON s.number = r.source
         WHERE r.article = ?1 ORDER BY s.rank, s.name, r.superseded, r.key",
    )?;
    let items = items.query_map([article], |row| {
        Ok(Item {
            source: row.get(0)?,
            key: row.get(1)?,
            text: row.get(2)?,
            fingerprint: row.get(3)?,
            published: row.get(4)?,
            updated: row.get(5)?,
            sections: sections(row, 6)?,
            own_id: row.get(7)?,
            name: SourceName::new(row.get::<_, String>(8)?),
            is_maker: row.get(9)?,
        })
    })?;
    items.collect()
}

/// The id that the item would have had alone, else one made of its source and key.
fn free_id(connection: &Connection, item: &Item) -> rusqlite::Result<ArticleId> {
    let made = ArticleId::within(&item.name, &item.key);
    for id in item.own_id.clone().map(ArticleId::kept).into_iter().chain([made]) {
        if Shown::find(connection, id.as_str())?.is_none() {
            return Ok(id);
        }
    }
    Ok(id_apart(&item.name, &item.key))
}

/// Makes the article of those that leave, with the text of the first.
fn make(
    connection: &Connection,
    shown: &Shown,
    leave: &[Item],
    id: &ArticleId,
    at: i64,
) -> rusqlite::Result<i64> {
    let first = &leave[0];
    let published = published(leave).unwrap_or(shown.published);
    let updated = first.updated.max(published);
    let sections: BTreeSet<Slug> =
        leave.iter().flat_map(|item| item.sections.iter().cloned()).collect();
    connection
        .prepare_cached(
            "INSERT INTO article (id, published, updated, sections, text, fingerprint, address,
                                  revision, revised, source, whole_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT address FROM text WHERE number = ?5), 1, ?7,
                     ?8, ?9)",
        )?
        .execute(params![
            id.as_str(),
            published,
            updated,
            from_sections(&sections),
            first.text,
            first.fingerprint,
            at,
            first.source,
            begins_as_another(connection, id)?,
        ])?;
    let own = connection.last_insert_rowid();
    place(connection, own, id.as_str(), (published, updated), &sections)?;
    Ok(own)
}

/// Moves an item to its own article. It has a copy of the text: the other article may
/// still show the original, and removes it when it does not.
fn move_out(
    connection: &Connection,
    shown: &Shown,
    item: &Item,
    own: i64,
    makes: bool,
) -> rusqlite::Result<()> {
    let text = text::copy(connection, item.text)?;
    connection
        .prepare_cached(
            "UPDATE arrival SET article = ?3, text = ?4,
                                matched = CASE WHEN ?5 THEN NULL ELSE matched END,
                                own_id = CASE WHEN ?5 THEN NULL ELSE own_id END
             WHERE source = ?1 AND key = ?2",
        )?
        .execute(params![item.source, item.key, own, text, makes])?;
    if makes {
        connection
            .prepare_cached("UPDATE article SET text = ?2 WHERE number = ?1")?
            .execute([own, text])?;
    }
    if shown.text != item.text {
        text::remove(connection, item.text)?;
    }
    let article = connection
        .prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            " FROM article AS a JOIN text AS t ON t.number = ?2 WHERE a.number = ?1"
        ))?
        .query_row([own, text], read_article)?;
    let published = item.published.unwrap_or(shown.published);
    marks::keep(connection, own, &Side::of(&article), published)
}

/// Of each source whose items in an article all gave way to one that has left it, the
/// latest counts again.
fn stand_for_their_sources(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE arrival SET superseded = 0
             WHERE article = ?1 AND superseded = 1
               AND NOT EXISTS (SELECT 1 FROM arrival AS other
                               WHERE other.article = ?1 AND other.source = arrival.source
                                 AND other.superseded = 0)
               AND key = (SELECT last.key FROM arrival AS last
                          WHERE last.article = ?1 AND last.source = arrival.source
                          ORDER BY last.since DESC, last.key LIMIT 1)",
        )?
        .execute([article])?;
    Ok(())
}

fn keep_apart(
    connection: &Connection,
    item: &Item,
    article: i64,
    own: Option<i64>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO apart (source, key, article, own) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![item.source, item.key, article, own])?;
    Ok(())
}
