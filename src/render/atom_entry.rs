//! Atom 1.0 (RFC 4287): one entry. Its language is written by `atom_finish`.

use super::body;
use super::categories::{self, Category};
use super::{dates, episode};
use crate::article::{Article, ArticleId, Author, Media, Origin};
use crate::episode::Episode;
use crate::feed_document::FeedDocument;
use crate::text::html::{escaped, escaped_text};
use crate::web_address::WebAddress;
use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{Content, Entry, Link, Person, Source, Text};

/// The entry of an article.
pub(super) fn entry(article: &Article, doc: &FeedDocument) -> Entry {
    let sections = categories::of_article(article, doc);
    let summary = Some(body::summary(article, doc)).filter(|summary| !summary.trim().is_empty());
    // RFC 4287 §4.1.2: an entry without an alternate link must have a content, and one
    // that says nothing at all helps nobody. What is the content is not said twice
    // (§4.2.13).
    let (summary, content) = match (body::body(article, doc), summary) {
        (None, None) => (None, Some(escaped_text(&article.title).into_owned())),
        (None, Some(summary)) if article.url.is_none() => {
            (None, Some(escaped_text(&summary).into_owned()))
        }
        (content, summary) => (summary, content),
    };
    let tags = article.tags.iter().map(|tag| atom_syndication::Category {
        term: tag.to_string(),
        ..atom_syndication::Category::default()
    });
    Entry {
        title: Text::plain(article.title.to_string()),
        id: body::xml(article.id.as_str()),
        updated: dates::for_atom(article.updated),
        authors: article.authors.iter().map(author).collect(),
        categories: sections.iter().map(|one| section(one, doc)).chain(tags).collect(),
        links: links(article, doc),
        published: Some(dates::for_atom(article.published)),
        rights: article.rights.as_ref().map(|rights| Text::plain(rights.to_string())),
        source: article.origin.as_ref().map(|origin| source(origin, article)),
        summary: summary.map(|summary| Text::plain(summary.to_string())),
        content: content.map(|html| Content {
            value: Some(html),
            // The crate writes `xhtml` as it is, and an unclosed tag in it would
            // break the feed.
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        extensions: article.episode.as_ref().map(of_episode).unwrap_or_default(),
        ..Entry::default()
    }
}

fn of_episode(episode: &Episode) -> ExtensionMap {
    let mut extensions = ExtensionMap::default();
    for element in episode::elements(episode) {
        let (prefix, local) = element.name.split_once(':').unwrap_or_default();
        let of_prefix = extensions.entry(prefix.to_owned()).or_default();
        of_prefix.entry(local.to_owned()).or_default().push(Extension {
            name: element.name.to_owned(),
            value: Some(element.text),
            // The crate writes these as they are.
            attrs: element.attributes.iter().map(attribute).collect(),
            ..Extension::default()
        });
    }
    extensions
}

fn attribute((name, value): &(&str, String)) -> (String, String) {
    ((*name).to_owned(), escaped(value).into_owned())
}

/// A section as a category; the scheme tells it from a tag.
pub(super) fn section(category: &Category<'_>, doc: &FeedDocument) -> atom_syndication::Category {
    atom_syndication::Category {
        term: category.term.to_owned(),
        scheme: Some(doc.folder.to_string()),
        label: Some(category.label.to_owned()),
    }
}

fn author(author: &Author) -> Person {
    Person {
        name: author.name.to_string(),
        uri: author.url.as_ref().map(ToString::to_string),
        email: author.email.as_ref().map(ToString::to_string),
        ..Person::default()
    }
}

fn links(article: &Article, doc: &FeedDocument) -> Vec<Link> {
    let link = |rel: &str, address: &WebAddress| Link {
        rel: rel.to_owned(),
        href: address.to_string(),
        ..Link::default()
    };
    let alternate = article
        .url
        .iter()
        .map(|url| Link { mime_type: Some("text/html".to_owned()), ..link("alternate", url) });
    let via =
        article.origin.iter().filter_map(|origin| origin.site.as_ref().or(origin.feed.as_ref()));
    let related = doc.also(article).iter().filter_map(|other| {
        Some(Link { title: Some(other.title.to_string()), ..link("related", other.url.as_ref()?) })
    });
    alternate
        .chain(article.media.iter().map(enclosure))
        .chain(via.map(|address| link("via", address)))
        .chain(related)
        .collect()
}

fn enclosure(media: &Media) -> Link {
    Link {
        rel: "enclosure".to_owned(),
        href: media.url.to_string(),
        mime_type: Some(media.media_type.to_string()),
        title: media.description.as_ref().map(ToString::to_string),
        length: media.length.filter(|length| *length > 0).map(|length| length.to_string()),
        ..Link::default()
    }
}

/// Where it came from. `updated` is the entry's own: the feed that it came from
/// was at least that fresh, and nothing later is known of it.
fn source(origin: &Origin, article: &Article) -> Source {
    let address = origin.feed.as_ref().or(origin.site.as_ref());
    let links = [("self", &origin.feed), ("alternate", &origin.site)];
    Source {
        title: Text::plain(origin.title.to_string()),
        id: address
            .map_or_else(|| ArticleId::made_from(&origin.title).to_string(), ToString::to_string),
        updated: dates::for_atom(article.updated),
        // Else an entry without a byline would be signed by this newspaper.
        authors: vec![Person {
            name: origin.title.to_string(),
            uri: origin.site.as_ref().map(ToString::to_string),
            ..Person::default()
        }],
        links: links
            .into_iter()
            .filter_map(|(rel, address)| {
                let href = address.as_ref()?.to_string();
                Some(Link { rel: rel.to_owned(), href, ..Link::default() })
            })
            .collect(),
        ..Source::default()
    }
}
