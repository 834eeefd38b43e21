//! The feed in which articles leave this newsroom, to be brought in again. It chooses none,
//! and has none.

use super::document::{Name, document};
use super::masthead::masthead;
use crate::config::Settings;
use crate::feed_document::FeedDocument;
use crate::section::Slug;

/// The feed, without an article.
#[must_use]
pub fn export(settings: &Settings) -> FeedDocument {
    let site = &settings.site;
    let name = Name {
        slug: Slug::front_page(),
        title: site.title.clone(),
        description: &site.description,
        page: &site.url,
        language: &site.language,
    };
    document(settings, masthead(settings), name, Vec::new(), Vec::new())
}
