//! Which of two articles whose ids begin with the same digits has all of its id in the address
//! of its page: the one that came later, for as long as it is kept.

use crate::article::ArticleId;
use crate::paper::ShortId;
use rusqlite::{Connection, params};

/// Whether an article is kept already whose id has the digits that would stand in the address
/// of this one.
pub(super) fn begins_as_another(connection: &Connection, id: &ArticleId) -> rusqlite::Result<bool> {
    let Some(short) = ShortId::of(id) else { return Ok(false) };
    let (first, last) = short.range();
    connection
        .prepare_cached("SELECT 1 FROM article WHERE id BETWEEN ?1 AND ?2 AND id <> ?3")?
        .exists(params![first.as_str(), last.as_str(), id.as_str()])
}
