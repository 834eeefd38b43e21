//! The pages that say that something is not there: never, or no more. Nothing of an article
//! is on them but why it was taken back.

use super::error::{WebError, written};
use super::furniture::Furniture;
use super::page::Page;
use crate::paper::Route;
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

/// Writes the page in the place of an article that was taken back, with the reason where one
/// may be said.
///
/// # Errors
/// When its template cannot be filled.
pub fn gone(paper: &Furniture, reason: Option<&str>) -> Result<Vec<u8>, WebError> {
    notice(paper, paper.words.gone, reason.unwrap_or(paper.words.gone_sentence), false)
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
