//! An article as a file of Markdown with its head in TOML, as a folder of articles has it:
//! read again, it is the same article. It writes no file.

use super::error::RenderError;
use super::first_published::Source;
use crate::article::{Author, Media};
use crate::exported::Exported;
use crate::fingerprint::Fingerprint;
use crate::text::elements::is_block;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

/// The head. The keys are those of a folder's files.
#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    title: &'a str,
    date: String,
    updated: String,
    /// See [`Fingerprint::of_exported`].
    exported: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sections: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Note<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    media: Vec<Medium<'a>>,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
}

/// What was said of a mistake.
#[derive(Serialize)]
struct Note<'a> {
    note: &'a str,
    date: String,
}

#[derive(Serialize)]
struct Medium<'a> {
    url: &'a str,
    #[serde(rename = "type")]
    media_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    alt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_in_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thumbnail: Option<&'a str>,
}

/// Whether an element begins a block of HTML in Markdown that ends at the next empty line
/// (CommonMark §4.6, the sixth kind).
fn begins_block(name: &str) -> bool {
    is_block(name) && !matches!(name, "br" | "hgroup" | "marquee" | "pre" | "text")
}

/// An article as such a file.
///
/// # Errors
/// When the head cannot be written as TOML.
pub fn markdown_file(exported: &Exported) -> Result<String, RenderError> {
    let article = &exported.article;
    let body = body(&article.content);
    let text = |text: &'_ str| (!text.trim().is_empty()).then(|| text.to_owned());
    let summary = text(&article.summary);
    let head = Head {
        id: article.id.as_str(),
        title: &article.title,
        date: written(article.published),
        updated: written(article.updated),
        exported: Fingerprint::of_exported(&article.title, &body).to_string(),
        expires_at: exported.expires_at.map(written),
        url: article.url.as_ref().map(|url| url.as_str()),
        sections: article.sections.iter().map(|slug| slug.as_str()).collect(),
        tags: article.tags.iter().map(|tag| tag.as_str()).collect(),
        summary: summary.as_deref(),
        language: article.language.as_ref().map(|language| language.as_str()),
        rights: article.rights.as_deref(),
        author_note: article.author_note.as_deref(),
        source: article.origin.as_ref().map(Source::from),
        corrections: article
            .corrections
            .iter()
            .map(|said| Note { note: &said.note, date: written(said.at) })
            .collect(),
        authors: article.authors.iter().map(|author| person(author, exported)).collect(),
        media: article.media.iter().map(medium).collect(),
    };
    let head = toml::to_string(&head)
        .map_err(|source| RenderError::Head { article: article.id.to_string(), source })?;
    Ok(format!("+++\n{head}+++\n{body}\n"))
}

fn person<'a>(author: &'a Author, exported: &'a Exported) -> Person<'a> {
    Person {
        name: &author.name,
        url: author.url.as_ref().map(|url| url.as_str()),
        avatar: author.avatar.as_ref().map(|url| url.as_str()),
        email: exported.email_of(author),
    }
}

fn medium(media: &Media) -> Medium<'_> {
    Medium {
        url: media.url.as_str(),
        media_type: &media.media_type,
        alt: media.description.as_deref(),
        credit: media.credit.as_deref(),
        width: media.size.map(|(width, _)| width),
        height: media.size.map(|(_, height)| height),
        size_in_bytes: media.length.filter(|length| *length > 0),
        duration_in_seconds: media.seconds,
        thumbnail: media.thumbnail.as_ref().map(|url| url.as_str()),
    }
}

/// The text, as HTML that Markdown leaves as it is: it begins with a block, and no line of
/// it is empty.
fn body(html: &str) -> String {
    let mut text = String::with_capacity(html.len() + 16);
    for (place, line) in html.lines().enumerate() {
        if place == 0 {
            text.push_str(line);
        } else if line.trim().is_empty() {
            // Another line for whoever reads HTML, and none for Markdown.
            text.push_str("&#10;");
        } else {
            text.push('\n');
            text.push_str(line);
        }
    }
    let name = text.trim_start().strip_prefix('<').unwrap_or_default();
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    if text.trim().is_empty() || begins_block(&name.to_ascii_lowercase()) {
        return text.trim_start().to_owned();
    }
    format!("<div>{text}</div>")
}

fn written(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
