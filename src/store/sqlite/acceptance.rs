//! A pass that is being kept, what was kept of its items before, and how an article is
//! brought into line and counted in it.

use super::listed::Listed;
use super::recognise::Recogniser;
use super::renamed::Follower;
use super::sealed_keys;
use super::settle::{Cause, Settled, settle};
use super::shown::Shown;
use super::text;
use crate::moved_base::MovedBase;
use crate::source_memory::SourceName;
use crate::store::Accepted;
use rusqlite::{Connection, params};
use std::rc::Rc;

/// A pass that is being kept.
pub(super) struct Acceptance<'a> {
    pub(super) connection: &'a Connection,
    pub(super) source: i64,
    pub(super) name: &'a SourceName,
    pub(super) recogniser: Option<Recogniser<'a>>,
    /// Where the names are a publisher's.
    pub(super) follower: Option<Follower<'a>>,
    /// What the source lists; `None` of one that lists nothing.
    pub(super) listed: Option<Rc<Listed<'a>>>,
    /// Where its folder has moved.
    pub(super) moved: Option<&'a MovedBase>,
    pub(super) at: i64,
    pub(super) by: Option<&'a str>,
    pub(super) accepted: Accepted,
    /// Whether this source ever brought what was purged, once that was asked.
    pub(super) sealed: Option<bool>,
}

/// What was kept of an item before.
pub(super) struct Kept {
    pub(super) arrived: [u8; 16],
    /// Nothing when retention removed the article.
    pub(super) article: Option<i64>,
    pub(super) text: Option<i64>,
    pub(super) fingerprint: Option<[u8; 16]>,
    pub(super) updated: Option<i64>,
    pub(super) sections: Option<String>,
    pub(super) terms: (Option<i64>, Option<i64>),
    /// When its source said that it was published.
    pub(super) published: Option<i64>,
    /// The article was removed for its age.
    pub(super) aged: bool,
}

impl<'a> Acceptance<'a> {
    /// One over this source, of which nothing is kept yet.
    pub(super) fn over(
        connection: &'a Connection,
        source: i64,
        name: &'a SourceName,
        at: i64,
    ) -> Self {
        Self {
            connection,
            source,
            name,
            recogniser: None,
            follower: None,
            listed: None,
            moved: None,
            at,
            by: None,
            accepted: Accepted::default(),
            sealed: None,
        }
    }
}

impl Acceptance<'_> {
    /// Whether this source ever brought what was purged. No pass purges anything.
    pub(super) fn has_sealed(&mut self) -> rusqlite::Result<bool> {
        let known = match self.sealed {
            Some(known) => known,
            None => sealed_keys::has_any(self.connection, self.source)?,
        };
        self.sealed = Some(known);
        Ok(known)
    }

    pub(super) fn settled(&mut self, article: i64, cause: &Cause) -> rusqlite::Result<()> {
        let settled = settle(self.connection, article, self.at, cause)?;
        if settled.revised && self.by.is_some() {
            self.connection
                .prepare_cached("UPDATE article SET by = ?2 WHERE number = ?1")?
                .execute(params![article, self.by])?;
        }
        self.accepted.unchanged += usize::from(!settled.changed && !settled.withdrawn);
        self.count(settled);
        Ok(())
    }

    pub(super) fn count(&mut self, settled: Settled) {
        self.accepted.changed += usize::from(settled.changed);
        self.accepted.withdrawn += usize::from(settled.withdrawn);
        self.accepted.sections.extend(settled.sections);
    }

    pub(super) fn has_claims(&self, article: i64) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM arrival WHERE article = ?1)")?
            .query_row([article], |row| row.get(0))
    }

    /// Removes a text that its arrival no longer has, unless it is the one that is
    /// shown: that one goes when another takes its place.
    pub(super) fn forget_hidden(
        &self,
        text_number: Option<i64>,
        article: i64,
    ) -> rusqlite::Result<()> {
        match text_number {
            Some(number) if Shown::load(self.connection, article)?.text != number => {
                text::remove(self.connection, number)
            }
            _ => Ok(()),
        }
    }

    /// The order of the sources is another now, so another text may be the one to
    /// show of the articles that this source has in common with others.
    pub(super) fn settle_shared(&mut self) -> rusqlite::Result<()> {
        let shared: Vec<i64> = self
            .connection
            .prepare_cached(
                "SELECT DISTINCT mine.article FROM arrival AS mine
                 JOIN arrival AS theirs ON theirs.article = mine.article
                 WHERE mine.source = ?1 AND theirs.source <> ?1 ORDER BY 1",
            )?
            .query_map([self.source], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for article in shared {
            let settled = settle(self.connection, article, self.at, &Cause::Said)?;
            self.count(settled);
        }
        Ok(())
    }
}
