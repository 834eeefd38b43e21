//! What the API asks of those who keep articles. It knows no HTTP: statuses and
//! headers are made elsewhere, of what is said here.

use crate::article::{Article, ArticleId};
use crate::desk::{
    Change, ChangedArticle, DeskRefusal, KeptAnswer, KeptArticle, Permit, Pushed, Revision,
};
use crate::section::Slug;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;

/// Where articles are pushed to. Its methods wait for the disk: they are called
/// on threads that serve nobody.
///
/// # Errors
/// Each says why nothing was done: what was asked is not to be had, may not be done, or
/// the store failed.
pub trait PushService: Send + Sync {
    /// Keeps what was pushed, all of it or nothing. It is durable when this returns.
    fn push(
        &self,
        body: &[u8],
        called: Option<&str>,
        permit: &Permit<'_>,
    ) -> Result<Vec<Pushed>, DeskRefusal>;

    /// Changes an article; one that is so already stays as it is.
    fn change(
        &self,
        name: &str,
        change: Change,
        permit: &Permit<'_>,
    ) -> Result<ChangedArticle, DeskRefusal>;

    /// The zone of times that say none.
    fn zone(&self) -> Tz;

    /// The article that a pusher calls so, or that has this UUID.
    fn find(&self, name: &str) -> Result<KeptArticle, DeskRefusal>;

    /// The states that an article has had, oldest first.
    fn revisions(&self, name: &str) -> Result<Vec<Revision>, DeskRefusal>;

    /// The newest articles of these sections, of all when none is named, that come
    /// after a place in the order of a feed: `limit` at most.
    fn newest(
        &self,
        sections: &[Slug],
        after: Option<&(DateTime<Utc>, ArticleId)>,
        limit: usize,
    ) -> Result<Vec<Article>, DeskRefusal>;

    /// The answer that the request with this key got within the last day.
    fn answered(&self, key: &str) -> Result<Option<KeptAnswer>, DeskRefusal>;

    /// Has the service ask a source now, whatever holds it, because somebody wants it; gives
    /// the number of the request.
    fn gather(&self, source: &str, by: &str) -> Result<i64, DeskRefusal>;

    /// What came of such a request: the report of the pass, or why there was none; nothing
    /// while it waits.
    fn gathered(&self, request: i64) -> Result<Option<Result<Value, String>>, DeskRefusal>;

    /// How the newsroom does.
    fn wellbeing(&self) -> Value;

    /// Keeps an answer for a day.
    fn remember(&self, key: &str, answer: KeptAnswer) -> Result<(), DeskRefusal>;
}
