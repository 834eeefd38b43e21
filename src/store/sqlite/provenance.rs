//! Says which items an article is made of, and how each was found to be of it.
//! It changes nothing.

use super::Read;
use super::text::{article_columns, read_article};
use super::value::{instant_if_any, unreadable};
use crate::article::ArticleId;
use crate::source_memory::SourceName;
use crate::store::{Matched, Provenance};

impl Read<'_> {
    pub(super) fn provenance(&self, id: &ArticleId) -> rusqlite::Result<Vec<Provenance>> {
        let mut items = self.0.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            ", s.name, r.key, r.matched, r.since, r.superseded
             FROM article AS a JOIN arrival AS r ON r.article = a.number
               JOIN source AS s ON s.number = r.source JOIN text AS t ON t.number = r.text
             WHERE a.id = ?1 ORDER BY s.rank, s.name, r.superseded, r.key"
        ))?;
        let items = items.query_map([id.as_str()], |row| {
            let article = read_article(row)?;
            let matched: Option<String> = row.get(9)?;
            let matched = matched.map(|text| text.parse()).transpose();
            Ok(Provenance {
                source: SourceName::new(row.get::<_, String>(7)?),
                key: row.get(8)?,
                matched: matched.map_err(|error| unreadable(9, error))?.unwrap_or(Matched::Key),
                since: instant_if_any(row, 10)?,
                superseded: row.get(11)?,
                title: article.title.to_string(),
                url: article.url,
            })
        })?;
        items.collect()
    }
}
