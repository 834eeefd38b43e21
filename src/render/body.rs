//! The HTML that stands for an article's whole text in every format: the text,
//! the note of a correction above it, who wrote it and what else tells the story below it,
//! and its direction around all. It does not clean HTML: `text::CleanHtml` did.

use super::dates;
use crate::article::{Article, Correction};
use crate::feed_document::{Also, FeedDocument};
use crate::text::html::{escaped, escaped_text};
use crate::text::{Language, XmlText};
use crate::words::words;
use std::borrow::Cow;

/// The language an article is shown in: its own, or else the feed's.
pub(super) fn language<'a>(article: &'a Article, doc: &'a FeedDocument) -> &'a Language {
    article.language.as_ref().unwrap_or(&doc.language)
}

/// An article's language where it is not the feed's.
pub(super) fn own_language<'a>(article: &'a Article, doc: &FeedDocument) -> Option<&'a Language> {
    article.language.as_ref().filter(|language| **language != doc.language)
}

/// The whole text; `None` when an article has neither text nor correction, and
/// nobody else tells its story.
pub(super) fn body(article: &Article, doc: &FeedDocument) -> Option<String> {
    let content = lines(&article.content);
    let language = language(article, doc);
    let mut html = notes(article, doc);
    let also = also(doc.also(article), language);
    if !content.trim().is_empty() {
        html.push_str(&content);
    } else if html.is_empty() && also.is_none() {
        return None;
    } else if !article.summary.trim().is_empty() {
        // A reader that shows a content shows no summary: the notes must not hide it.
        html.push_str(&format!("<p>{}</p>", escaped_text(&article.summary)));
    }
    html.extend(article.author_note.as_deref().map(author_note));
    html.extend(also);
    // Formats have no direction of their own, and few readers look at xml:lang.
    if language.is_right_to_left() {
        html = format!("<div dir=\"rtl\" lang=\"{language}\">{html}</div>");
    } else if doc.language.is_right_to_left() {
        html = format!("<div dir=\"ltr\" lang=\"{language}\">{html}</div>");
    }
    Some(html)
}

/// Only what XML allows. For strings that were kept, and so made elsewhere.
pub(super) fn xml(text: &str) -> String {
    XmlText::new(text).into()
}

/// A paragraph for each note of a correction, the newest first.
pub(super) fn notes(article: &Article, doc: &FeedDocument) -> String {
    let note = |correction: &Correction| {
        format!(
            "<p class=\"correction\"><strong>{}</strong> ({}): {}</p>\n",
            words(language(article, doc)).correction,
            dates::day(correction.at, doc.masthead.timezone),
            escaped_text(&correction.note)
        )
    };
    article.corrections.iter().map(note).collect()
}

/// The summary as plain text, behind what was corrected: many readers show nothing else.
pub(super) fn summary<'a>(article: &'a Article, doc: &FeedDocument) -> Cow<'a, str> {
    if article.corrections.is_empty() {
        return Cow::Borrowed(&article.summary);
    }
    let note = |correction: &Correction| {
        let word = words(language(article, doc)).correction;
        let day = dates::day(correction.at, doc.masthead.timezone);
        format!("{word} ({day}): {}", correction.note.trim())
    };
    let notes = article.corrections.iter().map(note);
    let summary = Some(article.summary.trim().to_owned()).filter(|summary| !summary.is_empty());
    Cow::Owned(notes.chain(summary).collect::<Vec<_>>().join(" "))
}

/// Who the author is, told from the text by its element and its class.
fn author_note(note: &str) -> String {
    format!("\n<p class=\"author-note\"><em>{}</em></p>", escaped_text(note))
}

/// The paragraph that links to the other articles that tell the story.
pub(super) fn also(others: &[Also], language: &Language) -> Option<String> {
    let title = |other: &Also| match &other.url {
        Some(url) => {
            format!("<a href=\"{}\">{}</a>", escaped(url.as_str()), escaped_text(&other.title))
        }
        None => escaped_text(&other.title).into_owned(),
    };
    let titles: Vec<String> = others.iter().map(title).collect();
    let also = words(language).also;
    (!titles.is_empty()).then(|| format!("\n<p class=\"also\">{also}: {}</p>", titles.join("; ")))
}

/// XML and HTML parsers read every line end as U+000A: written so, the text is
/// equal in all formats.
fn lines(html: &str) -> String {
    xml(html).replace("\r\n", "\n").replace('\r', "\n")
}
