//! The feed in which articles leave this newsroom, to be brought in again. It chooses none.

use super::document::{Name, document};
use super::masthead::masthead;
use crate::article::Article;
use crate::config::Settings;
use crate::feed_document::FeedDocument;
use crate::section::Slug;
use std::sync::Arc;

/// A feed of these articles, in their order.
#[must_use]
pub fn export(settings: &Settings, articles: Vec<Article>) -> FeedDocument {
    let site = &settings.site;
    let name = Name {
        slug: Slug::front_page(),
        title: site.title.clone(),
        description: &site.description,
        page: &site.url,
        language: &site.language,
    };
    let entries = articles.into_iter().map(Arc::new).collect();
    document(settings, masthead(settings), name, entries, Vec::new())
}
