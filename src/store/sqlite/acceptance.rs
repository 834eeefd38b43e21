//! A pass that is being kept, and what was kept of its items before.

use super::listed::Listed;
use super::recognise::Recogniser;
use super::renamed::Follower;
use crate::moved_base::MovedBase;
use crate::source_memory::SourceName;
use crate::store::Accepted;
use rusqlite::Connection;
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
        }
    }
}
