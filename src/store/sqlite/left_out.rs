//! Items of which nothing is taken: they are known, so that nobody reads them anew.

use super::acceptance::Acceptance;
use super::home::{own_already, stays_back};
use super::recognise::is_apart;
use super::sealed_keys::sealed;
use super::shown::Shown;
use super::text;
use super::value::from_instant;
use crate::article::{Article, ArticleId};
use crate::same_address::address_key;
use crate::store::Arrival;
use crate::text::plain_text;
use rusqlite::params;

/// Feeds tell dates to the second.
const SECOND: i64 = 1_000_000;

impl Acceptance<'_> {
    /// Whether a publisher hands on an article to which this store gave its id. That it is
    /// here already is all that is believed of it, and where page and words say otherwise not
    /// even that: two newsrooms that call a folder and a file alike give them one id.
    pub(super) fn is_of_this_store(&self, item: &Arrival) -> rusqlite::Result<bool> {
        let id = ArticleId::of_urn(&item.key).filter(|_| self.follower.is_some());
        let Some(id) = id.map(|id| id.as_first_given()) else { return Ok(false) };
        let Some(number) = Shown::find(self.connection, id.as_str())? else { return Ok(false) };
        self.is_as_it_was(item, number)
    }

    /// Whether an article that comes under an id of some pressroom is the one that has it here.
    pub(super) fn is_as_it_was(&self, item: &Arrival, number: i64) -> rusqlite::Result<bool> {
        let shown = Shown::load(self.connection, number)?;
        let own = text::kept(self.connection, shown.text)?;
        let second = |at: i64| at.div_euclid(SECOND);
        let same_date = second(shown.published) == second(from_instant(item.article.published));
        Ok(is_the_same(&item.article, &own, same_date))
    }

    /// The article that a publisher hands on under another id than it has here: headline, date
    /// and words are all its own. Newsrooms that call their files alike give several articles
    /// one id, and then each gives another id to what it has of the others.
    pub(super) fn handed_on(&self, item: &Arrival) -> rusqlite::Result<Option<i64>> {
        let words = plain_text::from_html(item.article.content.as_str());
        if self.follower.is_none() || ArticleId::of_urn(&item.key).is_none() || words.is_empty() {
            return Ok(None);
        }
        let second = from_instant(item.article.published).div_euclid(SECOND) * SECOND;
        let mut of_second = self
            .connection
            .prepare_cached("SELECT number, text FROM article WHERE published BETWEEN ?1 AND ?2")?;
        let mut rows = of_second.query([second, second + SECOND - 1])?;
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            let kept = text::kept(self.connection, row.get(1)?)?;
            if kept.title == item.article.title
                && plain_text::from_html(kept.content.as_str()) == words
                && !is_apart(self.connection, self.source, &item.key, number)?
            {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    /// Whether an article came under no id of another newsroom's.
    pub(super) fn is_made_here(&self, number: i64) -> rusqlite::Result<bool> {
        let mut keys =
            self.connection.prepare_cached("SELECT key FROM arrival WHERE article = ?1")?;
        let mut rows = keys.query([number])?;
        while let Some(row) = rows.next()? {
            if ArticleId::of_urn(&row.get::<_, String>(0)?).is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// An item of an article that was taken back and is not kept any more is known, and no more.
    pub(super) fn leave_out(&mut self, item: &Arrival) -> rusqlite::Result<()> {
        self.accepted.odd.push(stays_back(item, None));
        self.know(&sealed(&item.key), item)
    }

    pub(super) fn leave_own(&mut self, item: &Arrival) -> rusqlite::Result<()> {
        self.accepted.odd.push(own_already(item));
        self.know(&item.key, item)
    }

    /// An item of what was purged is known, whatever it says now.
    pub(super) fn know_still(&mut self, sealed: &str, item: &Arrival) -> rusqlite::Result<()> {
        self.accepted.unchanged += 1;
        self.connection
            .prepare_cached("UPDATE arrival SET arrived = ?3 WHERE source = ?1 AND key = ?2")?
            .execute(params![self.source, sealed, item.arrived.to_bytes()])?;
        Ok(())
    }

    fn know(&mut self, key: &str, item: &Arrival) -> rusqlite::Result<()> {
        self.accepted.unchanged += 1;
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO arrival (source, key, arrived) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![self.source, key, item.arrived.to_bytes()])?;
        Ok(())
    }
}

/// Whether what comes back is what was handed on, as far as an edit of either leaves it: its
/// page, its words, or its headline and date.
fn is_the_same(new: &Article, own: &Article, same_date: bool) -> bool {
    let page = |article: &Article| article.url.as_ref().map(address_key);
    let words = |article: &Article| plain_text::from_html(article.content.as_str());
    page(own).is_some() && page(own) == page(new)
        || same_date && own.title == new.title
        || !words(own).is_empty() && words(own) == words(new)
}
