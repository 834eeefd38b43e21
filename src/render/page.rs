//! A feed as a page for people: what a browser is shown that follows a feed's
//! link. It shows summaries, never whole texts.

use super::error::RenderError;
use super::page_frame::{Address, Frame, HeadLink, addresses, format_name};
use super::{body, dates, history};
use crate::article::Article;
use crate::feed_document::{FeedDocument, Format, History};
use crate::look::{Sheet, direction};
use crate::section::Slug;
use crate::text::Language;
use crate::words::Words;
use askama::Template;

#[derive(Template)]
#[template(path = "feeds/page.html")]
struct FeedPage<'a> {
    sheet: Sheet<'a>,
    frame: Frame<'a>,
    feeds: Vec<Address>,
    /// The page of the same articles on the newspaper's site.
    site_page: String,
    slug: &'a str,
    /// Which page of the archive it is.
    number: Option<u32>,
    /// The page of the archive before it.
    older: Option<u32>,
    entries: Vec<Entry<'a>>,
}

/// An article on the page.
struct Entry<'a> {
    title: &'a str,
    url: Option<&'a str>,
    /// Its language, where that is not the feed's.
    language: Option<&'a Language>,
    direction: &'static str,
    /// What was corrected, as HTML.
    notes: String,
    summary: &'a str,
    /// Who else tells the story, as HTML.
    also: String,
    /// Who wrote it, and where it came from.
    by: Vec<&'a str>,
    iso: String,
    spoken: String,
}

/// Writes the page of one feed in HTML.
///
/// # Errors
/// When a feed has no address; no valid document is known where that is so.
pub fn page(doc: &FeedDocument) -> Result<Vec<u8>, RenderError> {
    let link = |format: Format| {
        HeadLink::to(doc, format, format!("{} ({})", doc.title, format_name(format)))
    };
    let links = Format::ALL.into_iter().map(link).collect::<Result<_, _>>()?;
    let up = if history::is_page(doc) { "../" } else { "" };
    let frame = Frame { up, ..Frame::of(doc, links) };
    let number = match doc.history {
        History::Page(number) => Some(number),
        _ => None,
    };
    let page = FeedPage {
        sheet: Sheet { title: &doc.title, language: &doc.language },
        feeds: addresses(doc)?,
        site_page: site_page(doc),
        slug: doc.slug.as_str(),
        number,
        older: number.and_then(|number| number.checked_sub(1)).filter(|older| *older > 0),
        entries: doc.entries.iter().map(|article| entry(article, doc, &frame)).collect(),
        frame,
    };
    Ok(page.render()?.into_bytes())
}

/// The page of the same articles: that of the web edition, where it has one.
fn site_page(doc: &FeedDocument) -> String {
    let is_section = doc.masthead.sections.iter().any(|section| section.slug == doc.slug);
    let paper = doc.masthead.paper.as_ref();
    let page = match paper.filter(|_| is_section) {
        Some(paper) => paper.join(doc.slug.as_str()).ok(),
        None => paper.filter(|_| doc.slug == Slug::front_page()).cloned(),
    };
    page.unwrap_or_else(|| doc.page.clone()).to_string()
}

/// When it was published, for people who may be in another zone.
fn spoken(article: &Article, doc: &FeedDocument, w: &Words) -> String {
    let (at, zone) = (article.published, doc.masthead.timezone);
    format!("{} {}", w.moment(at, zone), dates::zone(at, zone))
}

fn entry<'a>(article: &'a Article, doc: &'a FeedDocument, frame: &Frame<'_>) -> Entry<'a> {
    let language = body::own_language(article, doc);
    let names = article.authors.iter().map(|author| author.name.as_str());
    let also = body::also(doc.also(article), body::language(article, doc));
    Entry {
        title: &article.title,
        url: article.url.as_ref().map(|url| url.as_str()),
        language,
        direction: language.map_or("auto", direction),
        notes: body::notes(article, doc),
        summary: article.summary.trim(),
        also: also.unwrap_or_default(),
        by: names.chain(article.origin.iter().map(|origin| origin.title.as_str())).collect(),
        iso: dates::rfc3339(article.published),
        spoken: spoken(article, doc, frame.w),
    }
}
