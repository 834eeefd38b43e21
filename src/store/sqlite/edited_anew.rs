//! Knows again what was taken back and comes edited: from the source that it was of, under
//! its headline. In doubt between that and another story after one pattern, it says so and
//! bars nothing. It keeps nothing.

use super::barred::{self, Barred};
use super::listed::Listed;
use super::shown::Shown;
use super::value::from_instant;
use crate::likeness::{Likeness, Near};
use crate::store::{Arrival, KeptItem};
use rusqlite::{Connection, params};

/// What was taken back, and may be brought again by this item of a source.
pub(super) fn find(
    connection: &Connection,
    (source, listed): (i64, Option<&Listed<'_>>),
    item: &Arrival,
) -> rusqlite::Result<Vec<Barred>> {
    let mut found = Vec::new();
    for id in barred::under_headline(connection, &item.article)? {
        let Some(number) = Shown::find(connection, &id)? else { continue };
        let shown = Shown::load(connection, number)?;
        let of_source = Items::of(connection, &shown, (source, listed))?;
        if !of_source.any && shown.source != source {
            continue;
        }
        let Some(near) = nearest(connection, &shown, item)? else { continue };
        let same_date =
            shown.published == from_instant(item.article.published) || !gives_date(item);
        let gone = of_source.are_gone;
        match near {
            Near::Told => found.push(Barred::As(number)),
            Near::Edited if gone || same_date => found.push(Barred::As(number)),
            Near::Alike if gone && same_date => found.push(Barred::As(number)),
            Near::Alike if !gone && !same_date => {}
            Near::Edited | Near::Alike => found.push(Barred::Like(number)),
        }
    }
    Ok(found)
}

/// What a source has of an article.
struct Items {
    /// Anything.
    any: bool,
    /// It is known that the source lists none of it any more.
    are_gone: bool,
}

impl Items {
    fn of(
        connection: &Connection,
        shown: &Shown,
        (source, listed): (i64, Option<&Listed<'_>>),
    ) -> rusqlite::Result<Self> {
        let whole = listed.filter(|listed| listed.is_whole());
        let mut found = Self { any: false, are_gone: whole.is_some() };
        let mut items = connection.prepare_cached(
            "SELECT key, arrived FROM arrival WHERE article = ?1 AND source = ?2",
        )?;
        let mut rows = items.query(params![shown.number, source])?;
        while let Some(row) = rows.next()? {
            found.any = true;
            let (key, arrived): (String, [u8; 16]) = (row.get(0)?, row.get(1)?);
            found.are_gone &= whole.is_some_and(|listed| !listed.has(&key, arrived));
        }
        Ok(found)
    }
}

/// Whether an item says of when it is; one of which that is not known does.
fn gives_date(item: &Arrival) -> bool {
    let said = item.said.as_ref().and_then(|said| KeptItem::unpack(said.packed()).ok());
    said.is_none_or(|said| said.published.or(said.updated).or(said.publish_at).is_some())
}

/// How near an item is to the nearest text that is kept of an article. A purge leaves none:
/// then there is nothing to tell them apart by.
fn nearest(
    connection: &Connection,
    shown: &Shown,
    item: &Arrival,
) -> rusqlite::Result<Option<Near>> {
    let side = Likeness::of(&item.article);
    let mut texts = connection.prepare_cached(
        "SELECT head ->> 'summary', content FROM text
         WHERE number = ?1
            OR number IN (SELECT text FROM arrival WHERE article = ?2)",
    )?;
    let mut rows = texts.query(params![shown.text, shown.number])?;
    let mut nearest = None;
    while let Some(row) = rows.next()? {
        let summary = row.get::<_, Option<String>>(0)?.unwrap_or_default();
        let content = row.get::<_, Option<String>>(1)?.unwrap_or_default();
        let text = if content.trim().is_empty() { &summary } else { &content };
        nearest = nearest.max(side.near(&Likeness::of_text(&item.article.title, text)));
    }
    Ok(nearest)
}
