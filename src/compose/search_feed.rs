//! The feed of what a reader searched for. It finds nothing: the store did.

use super::document::{Name, document};
use super::order::{notices, presentable};
use crate::article::{Article, Withdrawn};
use crate::config::Settings;
use crate::feed_document::{FeedDocument, Masthead};
use crate::search_query::Query;
use crate::section::Slug;
use crate::text::XmlText;
use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;

/// The feed of a search at `now`: the newest `search.items` of `articles`, and what
/// was withdrawn. Its identity is the query's normal form, so that equal questions
/// are one feed. No hub is told of it.
#[must_use]
pub fn search_feed(
    settings: &Settings,
    masthead: &Masthead,
    query: &Query,
    articles: Vec<Article>,
    withdrawn: Vec<Withdrawn>,
    now: DateTime<Utc>,
) -> FeedDocument {
    let site = &settings.site;
    let withdrawn = notices(settings, withdrawn, now);
    let mut entries = presentable(settings, articles, &withdrawn, now);
    entries.truncate(settings.search.items);
    let masthead = Arc::new(Masthead { hubs: Vec::new(), ..masthead.clone() });
    let name = Name {
        slug: Slug::search(),
        title: XmlText::new(format!("{}: {query}", site.title)),
        description: &XmlText::new(format!("What {} says of: {query}", site.title)),
        page: &site.url,
        language: &site.language,
    };
    let normal = query.to_string();
    let id = format!("tag:{}:search/{}", site.tag, utf8_percent_encode(&normal, NON_ALPHANUMERIC));
    FeedDocument {
        id: XmlText::new(id),
        query: Some(query.clone()),
        ..document(settings, masthead, name, entries, withdrawn)
    }
}
