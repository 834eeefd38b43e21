//! What articles are looked up by when an item with a new name comes: marks of the texts and
//! addresses that their items have, beside an article's own address. It compares nothing.

use super::value::from_instant;
use crate::store::Arrival;
use crate::store::recognition::Side;
use rusqlite::{Connection, params};

/// The marks of a text, as an index holds them.
pub(super) fn of(side: &Side) -> impl Iterator<Item = i64> {
    side.likeness.marks().into_iter().map(u64::cast_signed)
}

/// An article has this text, of something that is of this instant.
pub(super) fn keep(
    connection: &Connection,
    article: i64,
    side: &Side,
    published: i64,
) -> rusqlite::Result<()> {
    of(side).try_for_each(|mark| keep_one(connection, mark, published, article))
}

/// An item was found to be of an article, which is found by this item's text and address as
/// well from now on.
pub(super) fn join(
    connection: &Connection,
    article: i64,
    item: &Arrival,
    side: &Side,
) -> rusqlite::Result<()> {
    let published = from_instant(item.article.published);
    keep(connection, article, side, published)?;
    side.address.map_or(Ok(()), |address| keep_one(connection, address, published, article))
}

fn keep_one(
    connection: &Connection,
    mark: i64,
    published: i64,
    article: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO mark (mark, published, article) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![mark, published, article])?;
    Ok(())
}

/// Removes what leads to articles that no longer exist.
pub(super) fn forget_removed(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM mark WHERE article NOT IN (SELECT number FROM article);
         DELETE FROM apart WHERE article NOT IN (SELECT number FROM article);
         DELETE FROM name WHERE article NOT IN (SELECT number FROM article);",
    )
}
