//! Atom 1.0 (RFC 4287): the feed, with tombstones (RFC 6721) for what was taken
//! back. Its entries are in `atom_entry`.

use super::addresses::link_type;
use super::atom_finish::{Beside, finish};
use super::error::RenderError;
use super::{atom_entry, body, categories, dates, episode, history};
use crate::feed_document::{FeedDocument, Format, GENERATOR};
use atom_syndication::{Feed, Generator, Link, Person, Text, WriteConfig};

/// The namespace of tombstones (RFC 6721 §2).
const TOMBSTONES: &str = "http://purl.org/atompub/tombstones/1.0";

/// Writes the feed as Atom 1.0.
pub(super) fn atom(doc: &FeedDocument) -> Result<Vec<u8>, RenderError> {
    let config = WriteConfig { write_document_declaration: false, indent_size: Some(1) };
    let written = feed(doc)?
        .write_with_config(Vec::new(), config)
        .map_err(|source| RenderError::Atom { feed: doc.id.to_string(), source })?;
    let languages: Vec<_> =
        doc.entries.iter().map(|article| body::own_language(article, doc)).collect();
    let beside = Beside { archive_mark: history::is_page(doc), withdrawn: &doc.withdrawn };
    finish(&written, &languages, &beside)
        .map_err(|source| RenderError::Xml { document: doc.id.to_string(), source })
}

fn feed(doc: &FeedDocument) -> Result<Feed, RenderError> {
    let masthead = &doc.masthead;
    let mut feed = Feed {
        title: Text::plain(doc.title.to_string()),
        id: doc.id.to_string(),
        updated: dates::for_atom(doc.updated),
        // RFC 4287 §4.1.1: entries without an author of their own take this one.
        authors: vec![Person {
            name: masthead.title.to_string(),
            uri: Some(masthead.site.to_string()),
            ..Person::default()
        }],
        categories: categories::of_feed(doc)
            .into_iter()
            .map(|category| atom_entry::section(&category, doc))
            .collect(),
        generator: Some(Generator { value: GENERATOR.to_owned(), ..Generator::default() }),
        icon: masthead.icon.as_ref().map(ToString::to_string),
        links: links(doc)?,
        logo: masthead.logo.as_ref().map(|logo| logo.url.to_string()),
        rights: masthead.rights.as_ref().map(|rights| Text::plain(rights.to_string())),
        subtitle: Some(Text::plain(doc.description.to_string())),
        entries: doc.entries.iter().map(|article| atom_entry::entry(article, doc)).collect(),
        lang: Some(doc.language.to_string()),
        ..Feed::default()
    };
    if history::is_page(doc) {
        feed.namespaces.insert("fh".to_owned(), history::NAMESPACE.to_owned());
    }
    if !doc.withdrawn.is_empty() {
        feed.namespaces.insert("at".to_owned(), TOMBSTONES.to_owned());
    }
    let used =
        |prefix: &str| feed.entries.iter().any(|entry| entry.extensions.contains_key(prefix));
    for (prefix, namespace) in episode::NAMESPACES.into_iter().filter(|(prefix, _)| used(prefix)) {
        feed.namespaces.insert(prefix.to_owned(), namespace.to_owned());
    }
    Ok(feed)
}

fn links(doc: &FeedDocument) -> Result<Vec<Link>, RenderError> {
    let typed = |rel: &str, href: String, media_type: &str| Link {
        rel: rel.to_owned(),
        href,
        mime_type: Some(media_type.to_owned()),
        ..Link::default()
    };
    let mut links: Vec<Link> = history::links(doc, Format::Atom)?
        .into_iter()
        .map(|(rel, address)| typed(rel, address, link_type(Format::Atom)))
        .collect();
    links.insert(1, typed("alternate", doc.page.to_string(), "text/html"));
    // A page of an archive never changes, so no hub ever tells of it.
    let hubs = doc.masthead.hubs.iter().filter(|_| !history::is_page(doc));
    links.extend(hubs.map(|hub| Link {
        rel: "hub".to_owned(),
        href: hub.to_string(),
        ..Link::default()
    }));
    Ok(links)
}
