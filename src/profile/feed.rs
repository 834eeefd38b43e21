//! A feed, and what it is judged with besides itself. It judges nothing.

use crate::feed_document::FeedDocument;
use chrono::{DateTime, Utc};

/// What a feed is judged with besides itself.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// What time it is: what is of the future or too old.
    pub now: DateTime<Utc>,
    /// The length of the feed as RSS in bytes, where it is rendered.
    pub bytes: Option<usize>,
    /// The same feed as it was at another time, or under another configuration: what
    /// must be the same in both is.
    pub before: Option<&'a FeedDocument>,
    /// The newsroom's other feeds: an id means one article in all of them.
    pub others: &'a [FeedDocument],
}

impl Circumstances<'_> {
    /// Of a feed by itself.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        Self { now, bytes: None, before: None, others: &[] }
    }
}

/// A feed with what it is judged with.
pub(super) struct Feed<'a> {
    pub(super) doc: &'a FeedDocument,
    pub(super) seen: &'a Circumstances<'a>,
}
