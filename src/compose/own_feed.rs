//! A feed of its own choice: what the store selected for it. It selects nothing.

use super::section_feed::newest;
use crate::article::{Article, Withdrawn};
use crate::config::Settings;
use crate::config::settings::OwnFeed;
use crate::feed_document::{FeedDocument, Masthead};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// The feed at `now`: the newest `feed.items` of `articles`, and beyond them all that
/// were published within `publish.window` of the newest one, as in a section's feed.
#[must_use]
pub fn own_feed(
    settings: &Settings,
    masthead: Arc<Masthead>,
    feed: &OwnFeed,
    articles: Vec<Article>,
    withdrawn: Vec<Withdrawn>,
    now: DateTime<Utc>,
) -> FeedDocument {
    newest(settings, masthead, (&feed.name, feed.items), articles, withdrawn, now)
}
