//! When an article may be shown, and until when, as its items say it: what a pass
//! moves of that in an article that is there.

use super::accept::Pass;
use super::settle::{Cause, Shown, settle};
use super::value::{from_instant, from_instant_if_any};
use crate::store::Arrival;
use rusqlite::params;

impl Pass<'_> {
    /// Nobody has seen an article whose time has not come: its date is still the
    /// newsroom's to move, in either direction. And whenever it likes, it may keep an
    /// article back, or end it.
    pub(super) fn reschedule(
        &mut self,
        item: &Arrival,
        before: (Option<i64>, Option<i64>),
        article: i64,
    ) -> rusqlite::Result<bool> {
        let (embargo, expires) = terms_of(item);
        let published = from_instant(item.article.published);
        let shown = Shown::load(self.connection, article)?;
        let waits = shown.published > self.at || embargo.is_some_and(|until| until > self.at);
        let moved = waits && shown.published != published;
        if !moved && before == (embargo, expires) {
            return Ok(false);
        }
        self.connection
            .prepare_cached(
                "UPDATE arrival SET embargo = ?3, expires = ?4 WHERE source = ?1 AND key = ?2",
            )?
            .execute(params![self.source, item.key, embargo, expires])?;
        let cause = if moved { self.redate(item, published)? } else { Cause::Said };
        let settled = settle(self.connection, article, self.at, &cause)?;
        self.count(settled);
        // A feed that says the same changes by itself at another time from now on.
        self.accepted.sections.extend(shown.sections);
        Ok(true)
    }

    fn redate(&self, item: &Arrival, published: i64) -> rusqlite::Result<Cause> {
        let updated = from_instant(item.article.updated);
        self.connection
            .prepare_cached(
                "UPDATE arrival SET updated = ?3, published = ?4 WHERE source = ?1 AND key = ?2",
            )?
            .execute(params![self.source, item.key, updated, published])?;
        Ok(Cause::Rescheduled(published))
    }
}

/// When an item may not be shown yet, and from when on no more.
pub(super) fn terms_of(item: &Arrival) -> (Option<i64>, Option<i64>) {
    (from_instant_if_any(item.terms.publish_at), from_instant_if_any(item.terms.expires_at))
}
