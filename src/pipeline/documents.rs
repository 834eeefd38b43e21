//! Which documents a newsroom publishes.

use crate::config::Settings;
use crate::edition::DocumentName;
use crate::feed_document::Format;
use std::collections::BTreeSet;

/// Every document that a newsroom publishes.
#[must_use]
pub fn documents(settings: &Settings) -> BTreeSet<DocumentName> {
    let mut names =
        BTreeSet::from([DocumentName::Index, DocumentName::Opml, DocumentName::NewsSitemap]);
    for slug in settings.feed_slugs() {
        names.extend(Format::ALL.map(|format| DocumentName::Feed(slug.clone(), format)));
        names.insert(DocumentName::Page(slug));
    }
    names
}
