//! RSS 2.0: one item, for an article or for what was taken back.

use super::body::{self, escaped};
use super::categories::{self, Category};
use super::dates;
use super::rss::{add, element};
use super::words::words;
use crate::article::{Article, ArticleId, Media, Withdrawn};
use crate::feed_document::FeedDocument;
use crate::text::plain_text;
use rss::extension::dublincore::DublinCoreExtension;
use rss::extension::{Extension, ExtensionMap};
use rss::{Enclosure, Guid, Item, Source};
use std::borrow::Cow;

/// The item of an article.
pub(super) fn article(article: &Article, doc: &FeedDocument) -> Item {
    let sections = categories::of_article(article, doc);
    let tags = article.tags.iter().map(|tag| rss::Category { name: tag.to_string(), domain: None });
    Item {
        title: Some(article.title.to_string()),
        link: article.url.as_ref().map(ToString::to_string),
        // RSS 2.0 reads a description as HTML.
        description: Some(escaped(&description(article)).into_owned())
            .filter(|description| !description.trim().is_empty()),
        categories: sections.iter().map(|one| section(one, doc)).chain(tags).collect(),
        enclosure: article.media.iter().find_map(enclosure),
        guid: Some(guid(&article.id)),
        pub_date: Some(dates::rfc822(article.published)),
        source: source(article),
        content: body::body(article, doc),
        extensions: extensions(article),
        dublin_core_ext: dublin_core(article, doc),
        ..Item::default()
    }
}

/// The summary; a short one is followed by the opening of the text, because some
/// readers and aggregators show nothing else and ask for this much.
fn description(article: &Article) -> Cow<'_, str> {
    let length = article.summary.chars().count();
    let opening = plain_text::opening(&article.content, 4 * DESCRIPTION.end);
    if length >= DESCRIPTION.start || plain_text::one_line(&opening).starts_with(&*article.summary)
    {
        return Cow::Borrowed(&article.summary);
    }
    let (shortest, longest) = (DESCRIPTION.start - length, DESCRIPTION.end - length);
    let more = plain_text::summary(&opening, shortest, longest);
    Cow::Owned(format!("{} {more}", article.summary).trim().to_owned())
}

/// The least and the most characters of a description, where the text allows.
const DESCRIPTION: std::ops::Range<usize> = 300..600;

/// The item that takes the place of an article in the readers that had it.
pub(super) fn withdrawn(withdrawn: &Withdrawn, doc: &FeedDocument) -> Item {
    let words = words(&doc.language);
    let reason = withdrawn.reason.as_deref().unwrap_or(words.withdrawn_sentence);
    let mut extensions = ExtensionMap::default();
    add(&mut extensions, element("dcterms:valid", &[], &dates::valid(withdrawn)));
    Item {
        title: Some(words.withdrawn.to_owned()),
        link: withdrawn.url.as_ref().map(ToString::to_string),
        description: Some(escaped(reason).into_owned()),
        guid: Some(guid(&withdrawn.id)),
        pub_date: Some(dates::rfc822(withdrawn.published)),
        extensions,
        ..Item::default()
    }
}

/// A section as a category; the domain tells it from a tag.
pub(super) fn section(category: &Category<'_>, doc: &FeedDocument) -> rss::Category {
    rss::Category { name: category.label.to_owned(), domain: Some(doc.folder.to_string()) }
}

fn guid(id: &ArticleId) -> Guid {
    Guid { value: body::xml(id.as_str()), permalink: false }
}

/// RSS wants the true length; without it a player cannot trust the rest.
fn enclosure(media: &Media) -> Option<Enclosure> {
    let length = media.length.filter(|length| *length > 0)?;
    Some(Enclosure {
        url: media.url.to_string(),
        length: length.to_string(),
        mime_type: media.media_type.to_string(),
    })
}

/// Where it came from, when that has an address.
fn source(article: &Article) -> Option<Source> {
    let origin = article.origin.as_ref()?;
    let url = origin.feed.as_ref().or(origin.site.as_ref())?.to_string();
    Some(Source { url, title: Some(origin.title.to_string()) })
}

fn dublin_core(article: &Article, doc: &FeedDocument) -> Option<DublinCoreExtension> {
    let dublin_core = DublinCoreExtension {
        creators: article.authors.iter().map(|author| author.name.to_string()).collect(),
        languages: body::own_language(article, doc).iter().map(ToString::to_string).collect(),
        rights: article.rights.iter().map(ToString::to_string).collect(),
        // RSS `source` needs an address: a publication without one is named here.
        sources: article
            .origin
            .iter()
            .filter(|origin| origin.feed.is_none() && origin.site.is_none())
            .map(|origin| origin.title.to_string())
            .collect(),
        ..DublinCoreExtension::default()
    };
    (dublin_core != DublinCoreExtension::default()).then_some(dublin_core)
}

fn extensions(article: &Article) -> ExtensionMap {
    let mut extensions = ExtensionMap::default();
    if article.updated > article.published {
        let modified = dates::rfc3339(article.updated);
        add(&mut extensions, element("dcterms:modified", &[], &modified));
    }
    for media in &article.media {
        add(&mut extensions, media_content(media));
    }
    extensions
}

/// Media RSS: `media:content` with what is known of it inside.
fn media_content(media: &Media) -> Extension {
    let mut attributes =
        vec![("url", media.url.to_string()), ("type", media.media_type.to_string())];
    attributes.extend(medium(media).map(|medium| ("medium", medium.to_owned())));
    attributes.extend(media.length.map(|length| ("fileSize", length.to_string())));
    attributes.extend(media.seconds.map(|seconds| ("duration", seconds.to_string())));
    if let Some((width, height)) = media.size {
        attributes.extend([("width", width.to_string()), ("height", height.to_string())]);
    }
    let mut content = element("media:content", &attributes, "");
    let mut put = |local: &str, attributes: &[(&str, String)], value: &str| {
        let child = element(&format!("media:{local}"), attributes, value);
        content.children.entry(local.to_owned()).or_default().push(child);
    };
    if let Some(credit) = &media.credit {
        put("credit", &[], credit);
    }
    if let Some(description) = &media.description {
        put("description", &[("type", "plain".to_owned())], description);
    }
    if let Some(thumbnail) = &media.thumbnail {
        put("thumbnail", &[("url", thumbnail.to_string())], "");
    }
    if !content.children.is_empty() {
        content.value = None;
    }
    content
}

/// One of the kinds that Media RSS knows.
fn medium(media: &Media) -> Option<&'static str> {
    let kind = media.media_type.split('/').next().unwrap_or_default();
    ["image", "audio", "video"].into_iter().find(|medium| medium.eq_ignore_ascii_case(kind))
}
