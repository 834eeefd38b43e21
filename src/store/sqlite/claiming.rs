//! What a source says of an article, written down: with a new article, or beside what others
//! say of one. It decides neither.

use super::acceptance::Acceptance;
use super::id_begins::begins_as_another;
use super::placement::place;
use super::reach;
use super::terms::terms_of;
use super::text::Text;
use super::value::{from_instant, from_sections};
use crate::article::ArticleId;
use crate::store::Arrival;
use crate::store::recognition::Matched;
use rusqlite::params;

impl Acceptance<'_> {
    /// One whose time was over before it came is kept as taken back before it was
    /// published: nobody saw it.
    pub(super) fn create(
        &self,
        id: &ArticleId,
        item: &Arrival,
        text: &Text<'_>,
        text_number: i64,
    ) -> rusqlite::Result<i64> {
        let article = &item.article;
        let (_, expires) = terms_of(item);
        let over = expires.is_some_and(|expires| expires <= self.at);
        let published = from_instant(article.published);
        let updated = from_instant(article.updated).max(published);
        self.connection
            .prepare_cached(
                "INSERT INTO article (id, published, updated, sections, text, fingerprint,
                                      address, revision, revised, source, expires, withdrawn, by,
                                      whole_id, waits)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                id.as_str(),
                published,
                updated,
                from_sections(&article.sections),
                text_number,
                text.fingerprint.to_bytes(),
                text.address(),
                self.at,
                self.source,
                expires,
                over.then_some(published - 1),
                self.by,
                begins_as_another(self.connection, id)?,
                published > self.at,
            ])?;
        let number = self.connection.last_insert_rowid();
        if over {
            return Ok(number);
        }
        place(self.connection, number, id.as_str(), (published, updated), &article.sections)?;
        Ok(number)
    }

    /// Keeps what this source says of an article.
    pub(super) fn claim(
        &self,
        item: &Arrival,
        article: i64,
        text: &Text<'_>,
        text_number: i64,
        updated: i64,
        matched: Matched,
    ) -> rusqlite::Result<()> {
        self.keep_said(item)?;
        reach::add(self.connection, self.source, &item.article.sections)?;
        let id = item.article.id.as_str();
        let (embargo, expires) = terms_of(item);
        let by_likeness = matches!(matched, Matched::Address | Matched::Text(_));
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO arrival
                     (source, key, arrived, article, text, fingerprint, updated, sections,
                      matched, since, published, own_id, embargo, expires)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                self.source,
                item.key,
                item.arrived.to_bytes(),
                article,
                text_number,
                text.fingerprint.to_bytes(),
                updated,
                from_sections(&item.article.sections),
                (matched != Matched::Key).then(|| matched.to_string()),
                self.at,
                from_instant(item.article.published),
                by_likeness.then_some(id),
                embargo,
                expires,
            ])?;
        Ok(())
    }
}
