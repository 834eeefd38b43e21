//! A custom feed: what the store selected for it. It selects nothing, and
//! leaves out nothing that an aggregator refuses: it is given what that one takes.

use super::section_feed::newest;
use crate::article::{Article, Withdrawn};
use crate::config::Settings;
use crate::config::settings::CustomFeed;
use crate::feed_document::{FeedDocument, Masthead, Profile};
use crate::text::plain_text;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// The most characters of a feed's description that SmartNews takes.
const SMART_NEWS_DESCRIPTION: usize = 30;

/// The feed at `now`: the newest `feed.items` of `articles`, and beyond them all that
/// were published within `publish.window` of the newest one, as in a section's feed.
#[must_use]
pub fn custom_feed(
    settings: &Settings,
    masthead: Arc<Masthead>,
    feed: &CustomFeed,
    articles: Vec<Article>,
    withdrawn: Vec<Withdrawn>,
    now: DateTime<Utc>,
) -> FeedDocument {
    let mut doc = newest(settings, masthead, (&feed.name, feed.items), articles, withdrawn, now);
    doc.profile = feed.profile;
    if feed.profile == Some(Profile::SmartNews) {
        doc.description = plain_text::shorten(&doc.description, SMART_NEWS_DESCRIPTION).into();
    }
    doc
}
