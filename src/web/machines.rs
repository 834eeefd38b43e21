//! What search engines and browsers read of the paper besides its pages: what they may read,
//! where all pages are, and how one searches here.

use super::card::iso;
use super::error::{WebError, written};
use super::furniture::Furniture;
use super::icons::FAVICON;
use crate::article::Line;
use crate::paper::{Month, Route};
use askama::Template;

/// The letters that a short and a long name may have (OpenSearch 1.1 §"ShortName",
/// §"LongName").
const SHORT_NAME: usize = 16;
const LONG_NAME: usize = 48;

/// What stands in a list of pages.
struct Place {
    address: String,
    changed: String,
}

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct Sitemap {
    pages: Vec<Place>,
}

#[derive(Template)]
#[template(path = "sitemap-index.xml")]
struct SitemapIndex {
    parts: Vec<String>,
    news: Option<String>,
}

#[derive(Template)]
#[template(path = "opensearch.xml")]
struct OpenSearch<'a> {
    short_title: String,
    title: Option<&'a str>,
    address: String,
    icon: String,
    description: &'a str,
    page: String,
    feed: String,
    language: &'a str,
}

#[derive(Template)]
#[template(path = "robots.txt", escape = "none")]
struct Robots {
    search: String,
    write_to: String,
    sitemap: String,
}

/// Writes what search engines may read.
///
/// # Errors
/// When its template cannot be filled.
pub fn robots(paper: &Furniture) -> Result<Vec<u8>, WebError> {
    let root = paper.paper().root();
    let template = Robots {
        search: paper.href(&Route::Search),
        write_to: format!("{root}write-to/"),
        sitemap: paper.url(&Route::Sitemap),
    };
    written(&Route::Robots, &template)
}

/// Writes the list of the lists of pages, the newest months first.
///
/// # Errors
/// When its template cannot be filled.
pub fn sitemap_index(paper: &Furniture, months: &[Month]) -> Result<Vec<u8>, WebError> {
    let parts = months.iter().map(|month| paper.url(&Route::SitemapOf(*month))).collect();
    // Among the files there is none: it lies with those of the feeds.
    let news = Some("../news-sitemap.xml").filter(|_| !paper.is_files);
    let news = news.and_then(|news| paper.feeds.join(news).ok()).map(|url| url.to_string());
    written(&Route::Sitemap, &SitemapIndex { parts, news })
}

/// Writes the list of the pages of a month's articles.
///
/// # Errors
/// When its template cannot be filled.
pub fn sitemap(paper: &Furniture, month: Month, lines: &[Line]) -> Result<Vec<u8>, WebError> {
    let place = |line: &Line| {
        // What is another site's first, that site tells of.
        let page = paper.paper().page_of(line).filter(|_| !line.home.is_both())?;
        Some(Place { address: paper.url(&Route::Article(page)), changed: iso(line.changed) })
    };
    let pages = lines.iter().filter_map(place).collect();
    written(&Route::SitemapOf(month), &Sitemap { pages })
}

/// Writes how a browser searches here.
///
/// # Errors
/// When its template cannot be filled.
pub fn open_search(paper: &Furniture) -> Result<Vec<u8>, WebError> {
    let feed = paper.feeds.join("search.atom").map(|url| url.to_string()).unwrap_or_default();
    let template = OpenSearch {
        short_title: paper.short_title(SHORT_NAME).chars().take(SHORT_NAME).collect(),
        title: Some(&*paper.title).filter(|title| title.chars().count() <= LONG_NAME),
        address: paper.url(&Route::OpenSearch),
        icon: paper.asset_url(FAVICON),
        description: &paper.description,
        page: paper.url(&Route::Search),
        feed,
        language: paper.language.as_str(),
    };
    written(&Route::OpenSearch, &template)
}
