//! Items of which nothing is taken: they are known, so that nobody reads them anew.

use super::acceptance::Acceptance;
use super::home::{own_already, stays_back};
use super::shown::Shown;
use crate::article::ArticleId;
use crate::store::Arrival;
use rusqlite::params;

impl Acceptance<'_> {
    /// Whether a publisher hands on an article to which this store gave its id. That it is
    /// here already is all that is believed of it.
    pub(super) fn is_of_this_store(&self, item: &Arrival) -> rusqlite::Result<bool> {
        let id = ArticleId::of_urn(&item.key).filter(|_| self.follower.is_some());
        let Some(id) = id.map(|id| id.as_first_given()) else { return Ok(false) };
        Ok(Shown::find(self.connection, id.as_str())?.is_some())
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
