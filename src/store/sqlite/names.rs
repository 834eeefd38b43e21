//! By what people know an article that is made of several items: every title and address
//! that one of them gave it. What is shown of it stands in its own row. Of what was purged
//! nobody can read them: it is known by addresses that somebody has, and by no title.

use super::Read;
use super::value::unreadable;
use crate::article::ArticleId;
use crate::fingerprint::Fingerprint;
use crate::same_address::{address_key, canonical};
use crate::web_address::WebAddress;
use rusqlite::{Connection, params};

/// Keeps the names that the items of an article give it now, beside those of before.
pub(super) fn keep(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO name (article, title, url, address)
             SELECT r.article, coalesce(t.head ->> 'title', ''), coalesce(t.head ->> 'url', ''),
                    t.address
             FROM arrival AS r JOIN text AS t ON t.number = r.text WHERE r.article = ?1",
        )?
        .execute([article])?;
    Ok(())
}

/// Forgets the names of items that are no longer of an article.
pub(super) fn anew(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM name WHERE article = ?1")?.execute([article])?;
    keep(connection, article)
}

/// Leaves of the names of an article what tells nobody what they were: of its addresses a
/// fingerprint each, of its titles nothing.
pub(super) fn seal(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    let mut addresses = connection
        .prepare_cached(
            "SELECT url, address FROM name WHERE article = ?1
             UNION SELECT t.head ->> 'url', t.address
                   FROM article AS a JOIN text AS t ON t.number = a.text
                   WHERE a.number = ?1 AND t.head ->> 'url' IS NOT NULL",
        )?
        .query_map([article], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    addresses.retain(|(_, key)| key.is_some());
    connection.prepare_cached("DELETE FROM name WHERE article = ?1")?.execute([article])?;
    for (url, key) in addresses {
        // What is no address is sealed already.
        let sealed = WebAddress::parse(&url).map_or(url, |url| sealed(&canonical(&url)));
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO name (article, title, url, address)
                 VALUES (?1, '', ?2, ?3)",
            )?
            .execute(params![article, sealed, key])?;
    }
    Ok(())
}

/// An address in the form in which nobody can read it.
fn sealed(canonical: &str) -> String {
    Fingerprint::of(canonical.as_bytes()).to_string()
}

impl Read<'_> {
    /// The articles that an item gave this address.
    pub(super) fn once_at(&self, url: &WebAddress) -> rusqlite::Result<Vec<ArticleId>> {
        let wanted = canonical(url);
        let mut names = self.0.prepare_cached(
            "SELECT DISTINCT a.id, n.url FROM name AS n JOIN article AS a ON a.number = n.article
             WHERE n.address = ?1 ORDER BY a.id",
        )?;
        let mut rows = names.query([address_key(url)])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            let url: String = row.get(1)?;
            let id = ArticleId::kept(row.get(0)?);
            // The key is a hash: two addresses may share it.
            let is_it = WebAddress::parse(&url).is_ok_and(|url| canonical(&url) == wanted)
                || url == sealed(&wanted);
            if is_it && !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// The articles that an item gave such a title, the newest first.
    pub(super) fn once_titled(
        &self,
        is_meant: impl Fn(&str) -> bool,
    ) -> rusqlite::Result<Vec<ArticleId>> {
        let mut names = self.0.prepare_cached(
            "SELECT a.id, n.title FROM name AS n JOIN article AS a ON a.number = n.article
             ORDER BY a.published DESC, a.id",
        )?;
        let mut rows = names.query([])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            let title = row.get_ref(1)?.as_str().map_err(|error| unreadable(1, error))?;
            if is_meant(title) {
                ids.push(ArticleId::kept(row.get(0)?));
            }
        }
        ids.dedup();
        Ok(ids)
    }
}
