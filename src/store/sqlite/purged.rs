//! What is left of what was purged, and making it so where an earlier release left more. How a
//! purge is done, `purge` knows.

use super::{names, sealed_keys};
use crate::article::ArticleId;
use rusqlite::Connection;

/// The head of a text of which nothing may be left.
macro_rules! nothing_said {
    () => {
        "json_object('title', '', 'home', coalesce(json_extract(head, '$.home'), 'elsewhere'),
                     'had_page', json(iif(json_extract(head, '$.url') IS NULL, 'false', 'true')))"
    };
}
pub(super) use nothing_said;

/// What readers had of it before it was put off. Who has two pages is told of neither.
pub(super) fn forget_recalled(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE article SET recalled_title = NULL, recalled_page = NULL, recalled_home =
               CASE WHEN recalled_page IS NULL THEN recalled_home ELSE 'both' END
             WHERE number = ?1",
        )?
        .execute([number])?;
    Ok(())
}

/// Makes unreadable what an earlier release left of what was purged; returns which articles
/// that were.
pub(super) fn seal_what_was_purged(connection: &Connection) -> rusqlite::Result<Vec<ArticleId>> {
    let purged: Vec<(i64, String)> = connection
        .prepare_cached(
            "SELECT a.number, a.id FROM article AS a INDEXED BY article_held
               JOIN text AS t ON t.number = a.text
             WHERE a.held = 1 AND t.head ->> 'title' = '' AND t.content = ''
               AND t.head ->> 'had_page' IS NULL",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut sealed = Vec::with_capacity(purged.len());
    for (number, id) in purged {
        names::seal(connection, number)?;
        sealed_keys::seal_what_made(connection, number)?;
        forget_recalled(connection, number)?;
        // Last: by this it is known that all of it was done.
        connection
            .prepare_cached(concat!(
                "UPDATE text SET head = ",
                nothing_said!(),
                " WHERE number = (SELECT text FROM article WHERE number = ?1)"
            ))?
            .execute([number])?;
        sealed.push(ArticleId::kept(id));
    }
    Ok(sealed)
}
