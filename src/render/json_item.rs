//! JSON Feed 1.1: one item.

use super::first_published::Source;
use super::{body, categories, dates};
use crate::article::{Article, Author, Media, Rendition};
use crate::episode::Episode;
use crate::exported::Exported;
use crate::feed_document::{Also, FeedDocument};
use crate::web_address::WebAddress;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// One item.
#[derive(Serialize)]
pub(super) struct Item<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    title: &'a str,
    #[serde(flatten)]
    content: Content<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
    #[serde(rename = "_pressroom", skip_serializing_if = "Extras::is_empty")]
    extras: Extras<'a>,
}

/// The specification wants one of the two in every item.
#[derive(Serialize)]
enum Content<'a> {
    #[serde(rename = "content_html")]
    Html(String),
    #[serde(rename = "content_text")]
    Text(Cow<'a, str>),
}

/// Somebody who wrote.
#[derive(Serialize)]
pub(super) struct Person<'a> {
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) avatar: Option<&'a str>,
    /// Which no feed has: it is for an export.
    #[serde(rename = "_email", skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<&'a str>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_in_seconds: Option<u32>,
    #[serde(rename = "_pressroom", skip_serializing_if = "Option::is_none")]
    extras: Option<Picture<'a>>,
}

/// What JSON Feed has no word for in an attachment.
#[derive(Default, PartialEq, Serialize)]
struct Picture<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thumbnail: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    renditions: Vec<Size<'a>>,
}

/// The same in another size or form.
#[derive(PartialEq, Serialize)]
struct Size<'a> {
    url: &'a str,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
}

/// What JSON Feed has no word for in an item.
#[derive(Serialize)]
struct Extras<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sections: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<Correction<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Correction<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_note: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    episode: Option<&'a Episode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
}

/// Another article that tells the story.
#[derive(Serialize)]
struct Other<'a> {
    id: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Correction<'a> {
    date: String,
    note: &'a str,
}

impl Extras<'_> {
    fn is_empty(&self) -> bool {
        self.sections.is_empty()
            && self.correction.is_none()
            && self.corrections.is_empty()
            && self.source.is_none()
            && self.rights.is_none()
            && self.author_note.is_none()
            && self.also.is_empty()
            && self.episode.is_none()
            && self.expires_at.is_none()
    }
}

impl<'a> Item<'a> {
    /// The item of an article.
    pub(super) fn of(article: &'a Article, doc: &'a FeedDocument) -> Self {
        let summary =
            Some(body::summary(article, doc)).filter(|summary| !summary.trim().is_empty());
        let content = body::body(article, doc).map_or_else(
            || Content::Text(summary.clone().unwrap_or(Cow::Borrowed(&article.title))),
            Content::Html,
        );
        let lead = article.media.iter().find(|media| media.is_image());
        Self {
            id: body::xml(article.id.as_str()),
            url: article.url.as_ref().map(|url| url.as_str()),
            title: &article.title,
            content,
            summary,
            image: lead.map(|media| media.url.as_str()),
            date_published: dates::rfc3339(article.published),
            date_modified: dates::rfc3339(article.updated),
            authors: article.authors.iter().map(Person::from).collect(),
            tags: tags(article, doc),
            language: Some(body::language(article, doc).as_str()),
            attachments: article.media.iter().map(Attachment::from).collect(),
            extras: Extras::of(article, doc),
        }
    }
}

impl<'a> Item<'a> {
    /// An article as it leaves the newsroom: text, notes and people apart, and nothing that is
    /// the newsroom's instead of its own.
    pub(super) fn exported(exported: &'a Exported, doc: &'a FeedDocument) -> Self {
        let article = &exported.article;
        let text =
            |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        let html = text(&article.content).map(|_| Content::Html(body::xml(&article.content)));
        let person = |author: &'a Author| {
            let url = author.url.as_ref().map(|url| Cow::Borrowed(url.as_str()));
            Person { url, email: exported.email_of(author), ..Person::from(author) }
        };
        Self {
            content: html.unwrap_or(Content::Text(Cow::Borrowed(""))),
            summary: text(&article.summary).map(Cow::Owned),
            authors: article.authors.iter().map(person).collect(),
            tags: article.tags.iter().map(|tag| tag.as_str()).collect(),
            language: article.language.as_ref().map(|language| language.as_str()),
            extras: Extras {
                correction: None,
                also: Vec::new(),
                expires_at: exported.expires_at.map(dates::rfc3339),
                ..Extras::of(article, doc)
            },
            ..Self::of(article, doc)
        }
    }
}

/// Sections by their names, then the tags, each once.
fn tags<'a>(article: &'a Article, doc: &'a FeedDocument) -> Vec<&'a str> {
    let sections = categories::of_article(article, doc).into_iter().map(|section| section.label);
    let mut seen = BTreeSet::new();
    let tags = sections.chain(article.tags.iter().map(|tag| tag.as_str()));
    tags.filter(|tag| seen.insert(*tag)).collect()
}

impl<'a> From<&'a Author> for Person<'a> {
    fn from(author: &'a Author) -> Self {
        let address = |address: &'a Option<WebAddress>| address.as_ref().map(|it| it.as_str());
        let mail = author.email.as_ref().map(|email| Cow::Owned(format!("mailto:{email}")));
        let url = address(&author.url).map(Cow::Borrowed).or(mail);
        Self { name: &author.name, url, avatar: address(&author.avatar), email: None }
    }
}

impl<'a> From<&'a Media> for Attachment<'a> {
    fn from(media: &'a Media) -> Self {
        let picture = Picture {
            width: media.size.map(|(width, _)| width),
            height: media.size.map(|(_, height)| height),
            credit: media.credit.as_deref(),
            thumbnail: media.thumbnail.as_ref().map(|address| address.as_str()),
            renditions: media.renditions.iter().map(Size::from).collect(),
        };
        Self {
            url: media.url.as_str(),
            mime_type: &media.media_type,
            title: media.description.as_deref(),
            size_in_bytes: media.length.filter(|length| *length > 0),
            duration_in_seconds: media.seconds,
            extras: (picture != Picture::default()).then_some(picture),
        }
    }
}

impl<'a> From<&'a Rendition> for Size<'a> {
    fn from(one: &'a Rendition) -> Self {
        Self {
            url: one.url.as_str(),
            mime_type: &one.media_type,
            width: one.size.map(|(width, _)| width),
            height: one.size.map(|(_, height)| height),
        }
    }
}

impl<'a> Extras<'a> {
    fn of(article: &'a Article, doc: &'a FeedDocument) -> Self {
        Self {
            sections: article.sections.iter().map(|slug| slug.as_str()).collect(),
            correction: article.corrections.first().map(Correction::from),
            corrections: article.corrections.iter().map(Correction::from).collect(),
            source: article.origin.as_ref().map(Source::from),
            rights: article.rights.as_deref(),
            author_note: article.author_note.as_deref(),
            also: doc.also(article).iter().map(Other::from).collect(),
            episode: article.episode.as_ref(),
            expires_at: None,
        }
    }
}

impl<'a> From<&'a crate::article::Correction> for Correction<'a> {
    fn from(correction: &'a crate::article::Correction) -> Self {
        Self { date: dates::rfc3339(correction.at), note: &correction.note }
    }
}

impl<'a> From<&'a Also> for Other<'a> {
    fn from(also: &'a Also) -> Self {
        Self {
            id: body::xml(also.id.as_str()),
            title: &also.title,
            url: also.url.as_ref().map(|url| url.as_str()),
        }
    }
}
