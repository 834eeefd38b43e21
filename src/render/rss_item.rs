//! RSS 2.0: one item, for an article or for what was taken back.

use super::body;
use super::categories::{self, Category};
use super::dates;
use super::episode;
use super::rss_extension::{add, element};
use crate::article::{Article, ArticleId, Author, Media, Rendition, Withdrawn};
use crate::feed_document::FeedDocument;
use crate::text::html::escaped_text;
use crate::text::plain_text;
use crate::words::words;
use rss::extension::dublincore::DublinCoreExtension;
use rss::extension::{Extension, ExtensionMap};
use rss::{Enclosure, Guid, Item, Source};

/// The item of an article.
pub(super) fn article(article: &Article, doc: &FeedDocument) -> Item {
    let sections = categories::of_article(article, doc);
    let tags = article.tags.iter().map(|tag| rss::Category { name: tag.to_string(), domain: None });
    let content = body::body(article, doc);
    let described =
        Some(description(article, doc)).filter(|described| !described.trim().is_empty());
    // Readers of descriptions alone see something of a text that is but a picture.
    let title = content.is_some().then(|| escaped_text(&article.title).into_owned());
    let author = correspondent(article);
    Item {
        author: author.map(|Author { name, email, .. }| {
            format!("{} ({name})", email.as_deref().unwrap_or_default())
        }),
        title: Some(article.title.to_string()),
        link: article.url.as_ref().map(ToString::to_string),
        description: described.or(title),
        categories: sections.iter().map(|one| section(one, doc)).chain(tags).collect(),
        enclosure: enclosure(&article.media),
        guid: Some(guid(&article.id)),
        pub_date: Some(dates::rfc822(article.published)),
        source: source(article),
        content,
        extensions: extensions(article),
        dublin_core_ext: dublin_core(article, doc),
        ..Item::default()
    }
}

/// The summary as HTML, which RSS 2.0 reads a description as; a short one is followed by
/// the opening of the text, because some readers and aggregators show nothing else and
/// ask for this much. What was corrected stands before it.
fn description(article: &Article, doc: &FeedDocument) -> String {
    let notes = body::notes(article, doc);
    let described = description_alone(article);
    if notes.is_empty() || described.is_empty() || described.starts_with('<') {
        return notes + &described;
    }
    format!("{notes}<p>{described}</p>")
}

fn description_alone(article: &Article) -> String {
    let length = article.summary.chars().count();
    let opening = plain_text::opening(&article.content, 4 * DESCRIPTION.end);
    let says_no_more =
        || length > 0 && plain_text::one_line(&opening).starts_with(&*article.summary);
    if length >= DESCRIPTION.start || says_no_more() {
        return escaped_text(&article.summary).into_owned();
    }
    let (shortest, longest) = (DESCRIPTION.start - length, DESCRIPTION.end - length);
    let more = plain_text::summary(&opening, shortest, longest);
    let parts = [article.summary.trim(), more.trim()];
    let mut parts = parts.into_iter().filter(|part| !part.is_empty());
    match (parts.next(), parts.next()) {
        (Some(first), Some(second)) => {
            format!("<p>{}</p>\n<p>{}</p>", escaped_text(first), escaped_text(second))
        }
        (only, _) => escaped_text(only.unwrap_or_default()).into_owned(),
    }
}

/// The least and the most characters of a description, where the text allows.
const DESCRIPTION: std::ops::Range<usize> = 300..600;

/// The item that takes the place of an article in the readers that had it.
pub(super) fn withdrawn(withdrawn: &Withdrawn, doc: &FeedDocument) -> Item {
    let words = words(&doc.language);
    let reason = withdrawn.reason.as_deref().unwrap_or(words.gone_sentence);
    let mut extensions = ExtensionMap::default();
    add(&mut extensions, element("dcterms:valid", &[], &dates::valid(withdrawn)));
    Item {
        title: Some(words.gone.to_owned()),
        link: withdrawn.url.as_ref().map(ToString::to_string),
        description: Some(escaped_text(reason).into_owned()),
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

/// One enclosure: what plays, and only then a picture. RSS wants a length, and 0 where
/// nobody knows it: without an enclosure, a player has no episode.
fn enclosure(media: &[Media]) -> Option<Enclosure> {
    let chosen = media.iter().find(|media| !media.is_image()).or(media.first())?;
    Some(Enclosure {
        url: chosen.url.to_string(),
        length: chosen.length.unwrap_or(0).to_string(),
        mime_type: chosen.media_type.to_string(),
    })
}

/// Where it came from, when that has an address.
fn source(article: &Article) -> Option<Source> {
    let origin = article.origin.as_ref()?;
    let url = origin.feed.as_ref().or(origin.site.as_ref())?.to_string();
    Some(Source { url, title: Some(origin.title.to_string()) })
}

/// RSS has one author with an e-mail address; all others are named by Dublin Core.
fn correspondent(article: &Article) -> Option<&Author> {
    article.authors.iter().find(|author| author.email.is_some())
}

fn dublin_core(article: &Article, doc: &FeedDocument) -> Option<DublinCoreExtension> {
    let dublin_core = DublinCoreExtension {
        creators: article
            .authors
            .iter()
            .filter(|author| correspondent(article) != Some(*author))
            .map(|author| author.name.to_string())
            .collect(),
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
        add(&mut extensions, media_element(media));
    }
    extensions_of_thumbnail(article, &mut extensions);
    for element in article.episode.iter().flat_map(episode::elements) {
        add(&mut extensions, self::element(element.name, &element.attributes, &element.text));
    }
    extensions
}

/// The small picture of the whole item: what a list of items shows.
fn extensions_of_thumbnail(article: &Article, extensions: &mut ExtensionMap) {
    let small = article.media.iter().find_map(|media| {
        let smallest = media.renditions.last().filter(|_| media.is_image());
        let own = media.is_image().then_some((&media.url, media.size));
        let given = media.thumbnail.as_ref().map(|url| (url, None));
        given.or(smallest.map(|one| (&one.url, one.size))).or(own)
    });
    if let Some((url, size)) = small {
        let attributes: Vec<_> =
            [("url", url.to_string())].into_iter().chain(sides(size)).collect();
        add(extensions, element("media:thumbnail", &attributes, ""));
    }
}

fn sides(size: Option<(u32, u32)>) -> impl Iterator<Item = (&'static str, String)> {
    let sides = size.map(|(width, height)| [("width", width), ("height", height)]);
    sides.into_iter().flatten().map(|(name, side)| (name, side.to_string()))
}

/// Media RSS: `media:content` with what is known of it inside, in a `media:group` with
/// its other sizes where it has some.
fn media_element(media: &Media) -> Extension {
    let content = media_content(media);
    if media.renditions.is_empty() {
        return with_details(media, content);
    }
    let mut default = content;
    default.attrs.insert("isDefault".to_owned(), "true".to_owned());
    let mut group = with_details(media, element("media:group", &[], ""));
    let sizes = group.children.entry("content".to_owned()).or_default();
    sizes.push(default);
    sizes.extend(media.renditions.iter().map(rendition));
    group.value = None;
    group
}

fn rendition(one: &Rendition) -> Extension {
    let mut attributes = vec![("url", one.url.to_string()), ("type", one.media_type.to_string())];
    attributes.extend(medium(&one.media_type).map(|medium| ("medium", medium.to_owned())));
    attributes.extend(one.length.map(|length| ("fileSize", length.to_string())));
    attributes.extend(sides(one.size));
    element("media:content", &attributes, "")
}

fn media_content(media: &Media) -> Extension {
    let mut attributes =
        vec![("url", media.url.to_string()), ("type", media.media_type.to_string())];
    attributes.extend(medium(&media.media_type).map(|medium| ("medium", medium.to_owned())));
    attributes.extend(media.length.map(|length| ("fileSize", length.to_string())));
    attributes.extend(media.seconds.map(|seconds| ("duration", seconds.to_string())));
    attributes.extend(sides(media.size));
    element("media:content", &attributes, "")
}

/// Who made a medium, what it shows, and its small picture, in an element of it.
fn with_details(media: &Media, mut of: Extension) -> Extension {
    let mut put = |local: &str, attributes: &[(&str, String)], value: &str| {
        let child = element(&format!("media:{local}"), attributes, value);
        of.children.entry(local.to_owned()).or_default().push(child);
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
    if !of.children.is_empty() {
        of.value = None;
    }
    of
}

/// One of the kinds that Media RSS knows.
fn medium(media_type: &str) -> Option<&'static str> {
    let kind = media_type.split('/').next().unwrap_or_default();
    ["image", "audio", "video"].into_iter().find(|medium| medium.eq_ignore_ascii_case(kind))
}
