//! A feed's whole history (RFC 5005 §4): what the feed itself holds besides its
//! newest articles, so that nothing falls between it and its archive, and what a
//! page of the archive says. Which articles those are, the store knows.

use super::document::document;
use super::order::presentable;
use super::section_feed::name;
use crate::article::Article;
use crate::config::Settings;
use crate::feed_document::{FeedDocument, History, Masthead};
use crate::section::Section;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// The feed of a section whose archive goes up to `page`, where it has one, with
/// everything that the archive lacks: `missing` are articles that are in no page as they
/// are now, from before those that the feed holds anyway. An old article that arrived
/// late, or was corrected, reaches readers so.
#[must_use]
pub fn with_history(
    settings: &Settings,
    feed: FeedDocument,
    page: Option<u32>,
    missing: Vec<Article>,
    now: DateTime<Utc>,
) -> FeedDocument {
    let missing = presentable(settings, missing, &feed.withdrawn, now);
    let mut whole = FeedDocument { history: page.map_or(History::None, History::Current), ..feed };
    let more =
        missing.into_iter().filter(|article| !whole.entries.iter().any(|e| e.id == article.id));
    let more: Vec<Arc<Article>> = more.collect();
    whole.updated = more.iter().map(|article| article.updated).fold(whole.updated, DateTime::max);
    whole.entries.extend(more);
    whole.entries.sort_by(|a, b| (b.published, &a.id).cmp(&(a.published, &b.id)));
    whole
}

/// A page of a section's archive, of these articles.
#[must_use]
pub fn archive_page(
    settings: &Settings,
    masthead: Arc<Masthead>,
    section: &Section,
    number: u32,
    articles: Vec<Article>,
    now: DateTime<Utc>,
) -> FeedDocument {
    let entries = presentable(settings, articles, &[], now);
    let page = document(settings, masthead, name(settings, section), entries, Vec::new());
    FeedDocument { history: History::Page(number), ..page }
}
