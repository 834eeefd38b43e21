//! The pages that say that something is not there: never, no longer, or not now. Nothing of an
//! article is on them but why it was taken back.

use super::error::{WebError, written};
use super::furniture::Furniture;
use super::page::Page;
use crate::paper::{Route, ShortId};
use askama::Template;

#[derive(Template)]
#[template(path = "notice.html")]
struct NoticePage<'a> {
    page: Page<'a>,
    title: &'a str,
    sentence: &'a str,
    searches: bool,
}

/// Writes the page for what is not there.
///
/// # Errors
/// When its template cannot be filled.
pub fn missing(paper: &Furniture) -> Result<Vec<u8>, WebError> {
    notice(paper, paper.words.missing, paper.words.missing_sentence, paper.searches)
}

/// Writes the page for what cannot be shown for the moment.
///
/// # Errors
/// When its template cannot be filled.
pub fn not_now(paper: &Furniture) -> Result<Vec<u8>, WebError> {
    notice(paper, paper.words.not_now, paper.words.not_now_sentence, false)
}

/// Writes the page in the place of an article that was taken back, with the reason where one
/// may be said.
///
/// # Errors
/// When its template cannot be filled.
pub fn gone(paper: &Furniture, reason: Option<&str>) -> Result<Vec<u8>, WebError> {
    notice(paper, paper.words.gone, reason.unwrap_or(paper.words.gone_sentence), false)
}

#[derive(Template)]
#[template(path = "write-to.html")]
struct WritingPage<'a> {
    page: Page<'a>,
    title: String,
    action: String,
    addresses: Option<&'a Vec<String>>,
}

/// Writes the page that leads to who wrote an article: with a button, or with the addresses
/// that it tells.
///
/// # Errors
/// When its template cannot be filled.
pub fn write_to(
    paper: &Furniture,
    id: &ShortId,
    name: Option<&str>,
    addresses: Option<&Vec<String>>,
) -> Result<Vec<u8>, WebError> {
    let route = Route::WriteTo(id.clone());
    let title = paper.words.with(paper.words.write_to, name.unwrap_or(&paper.title));
    let mut page = Page::new(paper, &route, &title);
    page.noindex = true;
    let action = paper.href(&route);
    written(&route, &WritingPage { page, title, action, addresses })
}

#[derive(Template)]
#[template(path = "moved.html")]
struct MovedPage<'a> {
    language: &'a str,
    direction: &'static str,
    title: &'a str,
    there: String,
}

/// Writes the page in the place of one that is elsewhere, for where only files are served.
///
/// # Errors
/// When its template cannot be filled.
pub fn moved(paper: &Furniture, there: &Route) -> Result<Vec<u8>, WebError> {
    let page = MovedPage {
        language: paper.language.as_str(),
        direction: paper.direction(),
        title: &paper.title,
        there: paper.url(there),
    };
    written(there, &page)
}

fn notice(
    paper: &Furniture,
    title: &str,
    sentence: &str,
    searches: bool,
) -> Result<Vec<u8>, WebError> {
    let mut page = Page::new(paper, &Route::Front, title);
    page.noindex = true;
    written(&Route::Missing, &NoticePage { page, title, sentence, searches })
}
