//! A feed with some of its entries left out, because there is no room for them. Which
//! those are is decided by whoever has measured it.

use super::document::newest_change;
use crate::article::ArticleId;
use crate::feed_document::FeedDocument;
use chrono::{DateTime, Utc};

/// The feed without the entries that `stays` does not name. What was withdrawn stays
/// told. `founded` dates a feed with nothing in it, as in every composition.
#[must_use]
pub fn shortened(
    mut feed: FeedDocument,
    stays: impl Fn(&ArticleId) -> bool,
    founded: DateTime<Utc>,
) -> FeedDocument {
    feed.entries.retain(|article| stays(&article.id));
    feed.also.retain(|id, _| stays(id));
    feed.updated = newest_change(&feed.entries, &feed.withdrawn).unwrap_or(founded);
    feed
}
