//! The states that an article's text has had. The last one is the article itself;
//! only those before it are kept here, compressed.

use super::reading::Read;
use super::shown::Shown;
use super::text::{article_columns, read_article};
use super::value::{instant, unreadable, unwritable};
use crate::article::{Article, ArticleId};
use crate::desk::Revision;
use crate::source_memory::SourceName;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, Row, params};
use std::io::Write;

/// States of one article that are kept behind the first: a source whose text is
/// another in every pass must not fill the disk.
const KEPT: i64 = 64;

/// Keeps the state that is shown, which is about to be replaced.
pub(super) fn archive(connection: &Connection, shown: &Shown) -> rusqlite::Result<()> {
    let article = connection
        .prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            " FROM article AS a JOIN text AS t ON t.number = a.text WHERE a.number = ?1"
        ))?
        .query_row([shown.number], read_article)?;
    connection
        .prepare_cached(
            "INSERT INTO revision (article, number, at, source, body, by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            shown.number,
            shown.revision,
            shown.revised,
            shown.source,
            pack(&article)?,
            shown.by,
        ])?;
    connection
        .prepare_cached("DELETE FROM revision WHERE article = ?1 AND number BETWEEN 2 AND ?2")?
        .execute([shown.number, shown.revision - KEPT])?;
    Ok(())
}

impl Read<'_> {
    pub(super) fn revisions(&self, id: &ArticleId) -> rusqlite::Result<Vec<Revision>> {
        let mut before = self.0.prepare_cached(
            "SELECT r.number, r.at, s.name, r.by, r.body
             FROM revision AS r JOIN article AS a ON a.number = r.article
               JOIN source AS s ON s.number = r.source
             WHERE a.id = ?1 ORDER BY r.number",
        )?;
        let mut now = self.0.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            ", a.revision, a.revised, s.name, a.by
             FROM article AS a JOIN text AS t ON t.number = a.text
               JOIN source AS s ON s.number = a.source
             WHERE a.id = ?1"
        ))?;
        let before = before.query_map([id.as_str()], |row| {
            let article = unpack(row.get_ref(4)?.as_blob().map_err(|error| unreadable(4, error))?)?;
            revision(row, 0, article)
        })?;
        let now = now.query_map([id.as_str()], |row| revision(row, 7, read_article(row)?))?;
        before.chain(now).collect()
    }
}

/// Number, instant, source and editor stand in four columns from `first` on.
fn revision(row: &Row<'_>, first: usize, article: Article) -> rusqlite::Result<Revision> {
    Ok(Revision {
        number: row.get(first)?,
        at: instant(row, first + 1)?,
        source: SourceName::new(row.get::<_, String>(first + 2)?),
        by: row.get(first + 3)?,
        article,
    })
}

fn pack(article: &Article) -> rusqlite::Result<Vec<u8>> {
    let json = serde_json::to_vec(article).map_err(unwritable)?;
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&json).map_err(unwritable)?;
    encoder.finish().map_err(unwritable)
}

fn unpack(body: &[u8]) -> rusqlite::Result<Article> {
    serde_json::from_reader(std::io::BufReader::new(ZlibDecoder::new(body)))
        .map_err(|error| unreadable(4, error))
}
