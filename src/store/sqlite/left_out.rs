//! Items of which nothing is taken: they are known, so that nobody reads them anew.

use super::acceptance::Acceptance;
use super::home::{own_already, stays_back};
use super::shown::Shown;
use super::text;
use super::value::from_instant;
use crate::article::{Article, ArticleId};
use crate::same_address::address_key;
use crate::store::Arrival;
use crate::text::plain_text;
use rusqlite::params;

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
        let second = |at: i64| at.div_euclid(1_000_000);
        let same_date = second(shown.published) == second(from_instant(item.article.published));
        Ok(is_the_same(&item.article, &own, same_date))
    }

    /// An item of an article that was taken back and removed since is known, and no more.
    pub(super) fn leave_out(&mut self, item: &Arrival) -> rusqlite::Result<()> {
        self.accepted.odd.push(stays_back(item, None));
        self.know(item)
    }

    pub(super) fn leave_own(&mut self, item: &Arrival) -> rusqlite::Result<()> {
        self.accepted.odd.push(own_already(item));
        self.know(item)
    }

    fn know(&mut self, item: &Arrival) -> rusqlite::Result<()> {
        self.accepted.unchanged += 1;
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO arrival (source, key, arrived) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![self.source, item.key, item.arrived.to_bytes()])?;
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
