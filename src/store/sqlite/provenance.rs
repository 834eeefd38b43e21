//! Says which items an article is made of, and how each was found to be of it.
//! It changes nothing.

use super::reading::Read;
use super::text::{article_columns, read_article};
use super::value::{instant_if_any, sections, unreadable};
use crate::article::ArticleId;
use crate::source_memory::SourceName;
use crate::store::{Matched, Provenance};
use rusqlite::Row;

/// The columns that [`read`] reads.
macro_rules! item_columns {
    () => {
        concat!(article_columns!(), ", s.name, r.key, r.matched, r.since, r.superseded, r.sections")
    };
}

impl Read<'_> {
    pub(super) fn provenance(&self, id: &ArticleId) -> rusqlite::Result<Vec<Provenance>> {
        let mut items = self.0.prepare_cached(concat!(
            "SELECT ",
            item_columns!(),
            " FROM article AS a JOIN arrival AS r ON r.article = a.number
               JOIN source AS s ON s.number = r.source JOIN text AS t ON t.number = r.text
             WHERE a.id = ?1 ORDER BY s.rank, s.name, r.superseded, r.key"
        ))?;
        let items = items.query_map([id.as_str()], |row| Ok(read(row)?.1))?;
        items.collect()
    }

    pub(super) fn items(
        &self,
        source: &SourceName,
    ) -> rusqlite::Result<Vec<(ArticleId, Provenance)>> {
        let mut items = self.0.prepare_cached(concat!(
            "SELECT ",
            item_columns!(),
            " FROM source AS s JOIN arrival AS r ON r.source = s.number
               JOIN article AS a ON a.number = r.article JOIN text AS t ON t.number = r.text
             WHERE s.name = ?1 AND a.withdrawn IS NULL ORDER BY r.key"
        ))?;
        let items = items.query_map([source.as_str()], read)?;
        items.collect()
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<(ArticleId, Provenance)> {
    let article = read_article(row)?;
    let matched: Option<String> = row.get(9)?;
    let matched = matched.map(|text| text.parse()).transpose();
    let item = Provenance {
        source: SourceName::new(row.get::<_, String>(7)?),
        key: row.get(8)?,
        matched: matched.map_err(|error| unreadable(9, error))?.unwrap_or(Matched::Key),
        since: instant_if_any(row, 10)?,
        superseded: row.get(11)?,
        title: article.title.to_string(),
        url: article.url,
        tags: article.tags,
        sections: sections(row, 12)?,
    };
    Ok((article.id, item))
}
