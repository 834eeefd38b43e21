//! The page of a section, and that of all sections: the same choice as in their feeds.

use super::card::Card;
use super::error::{WebError, written};
use super::furniture::Furniture;
use super::page::{Page, feeds};
use crate::article::ArticleId;
use crate::feed_document::FeedDocument;
use crate::look::direction;
use crate::paper::Route;
use askama::Template;
use std::collections::HashSet;

/// The number of headlines that a section has on the page of all.
const IN_LIST: usize = 5;

/// A section as a block of a page.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Its short name, for the page's own links.
    pub(super) slug: String,
    /// Its name.
    pub(super) title: String,
    /// Its page.
    pub(super) href: String,
    /// Its latest.
    pub(super) cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "section.html")]
struct SectionPage<'a> {
    page: Page<'a>,
    title: &'a str,
    description: &'a str,
    language: Option<&'a str>,
    direction: &'static str,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "sections.html")]
struct SectionsPage<'a> {
    page: Page<'a>,
    blocks: Vec<Block>,
}

/// A section's latest, without what stands elsewhere on the page.
pub(super) fn block(
    paper: &Furniture,
    document: &FeedDocument,
    most: usize,
    without: &HashSet<&ArticleId>,
) -> Block {
    let section = paper.section(&document.slug);
    let others = document.entries.iter().filter(|article| !without.contains(&article.id));
    Block {
        slug: document.slug.to_string(),
        title: section.map_or(&document.title, |section| &section.title).to_string(),
        href: paper.href(&Route::Section(document.slug.clone())),
        cards: others.take(most).map(|article| Card::of(paper, article)).collect(),
    }
}

/// Writes the page of a section, of what its feed says; `None` when it is no section.
///
/// # Errors
/// When its template cannot be filled.
pub fn section(paper: &Furniture, document: &FeedDocument) -> Result<Option<Vec<u8>>, WebError> {
    let Some(section) = paper.section(&document.slug) else { return Ok(None) };
    let route = Route::Section(document.slug.clone());
    let mut page = Page::new(paper, &route, &section.title);
    page.description = section.description.to_string();
    page.feeds = feeds(paper, &section.slug, &section.title);
    let language = section.language.as_ref().filter(|language| **language != paper.language);
    let template = SectionPage {
        page,
        title: &section.title,
        description: &section.description,
        language: language.map(crate::text::Language::as_str),
        direction: language.map_or(paper.direction(), direction),
        cards: document.entries.iter().map(|article| Card::of(paper, article)).collect(),
    };
    written(&route, &template).map(Some)
}

/// Writes the page of all sections, of what their feeds say.
///
/// # Errors
/// When its template cannot be filled.
pub fn sections(paper: &Furniture, documents: &[&FeedDocument]) -> Result<Vec<u8>, WebError> {
    let none = HashSet::new();
    let blocks = documents.iter().map(|document| block(paper, document, IN_LIST, &none)).collect();
    let page = Page::new(paper, &Route::Sections, paper.words.sections);
    written(&Route::Sections, &SectionsPage { page, blocks })
}
