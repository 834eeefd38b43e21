//! Puts chosen entries under a feed's name and dates. It chooses nothing.

use crate::article::{Article, Withdrawn};
use crate::config::Settings;
use crate::feed_document::{FeedDocument, History, Masthead};
use crate::section::Slug;
use crate::text::{Language, XmlText};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What names a feed.
pub(super) struct Name<'a> {
    pub(super) slug: Slug,
    pub(super) title: XmlText,
    pub(super) description: &'a XmlText,
    pub(super) page: &'a WebAddress,
    pub(super) language: &'a Language,
}

/// The document of a feed with these entries and notices.
pub(super) fn document(
    settings: &Settings,
    masthead: Arc<Masthead>,
    name: Name<'_>,
    entries: Vec<Arc<Article>>,
    withdrawn: Vec<Withdrawn>,
) -> FeedDocument {
    let updated = newest_change(&entries, &withdrawn).unwrap_or(settings.site.founded);
    // RSS requires a description with something in it.
    let description =
        if name.description.trim().is_empty() { &name.title } else { name.description }.clone();
    FeedDocument {
        id: feed_id(settings, &name.slug),
        slug: name.slug,
        title: name.title,
        description,
        page: name.page.clone(),
        folder: settings.site.feeds_url.clone(),
        language: name.language.clone(),
        masthead,
        updated,
        entries,
        also: BTreeMap::new(),
        withdrawn,
        query: None,
        profile: None,
        history: History::None,
    }
}

/// The id of the feed that was first published under this name.
#[must_use]
pub fn feed_id(settings: &Settings, first_name: &Slug) -> XmlText {
    XmlText::new(format!("tag:{}:feeds/{first_name}", settings.site.tag))
}

/// When something last changed among what a feed tells; `None` when it tells nothing.
pub(super) fn newest_change(
    entries: &[Arc<Article>],
    withdrawn: &[Withdrawn],
) -> Option<DateTime<Utc>> {
    let changes = entries.iter().map(|article| article.updated);
    changes.chain(withdrawn.iter().map(|one| one.at)).max()
}
