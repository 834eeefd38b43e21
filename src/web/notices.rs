//! The pages that say that something is not there: never, no longer, or not now. Nothing of an
//! article is on them but its headline and why it was taken back.

use super::card::foreign;
use super::error::{WebError, written};
use super::furniture::Furniture;
use super::page::Page;
use crate::article::Article;
use crate::paper::Route;
use crate::text::Language;
use askama::Template;

#[derive(Template)]
#[template(path = "notice.html")]
struct NoticePage<'a> {
    page: Page<'a>,
    title: &'a str,
    /// The headline that it speaks of, and its language where that is not the paper's.
    of: Option<(&'a str, Option<Language>)>,
    sentence: &'a str,
    searches: bool,
}

/// Writes the page for what is not there.
///
/// # Errors
/// When its template cannot be filled.
pub fn missing(paper: &Furniture) -> Result<Vec<u8>, WebError> {
    let w = paper.words;
    notice(paper, None, [w.missing, w.missing_sentence], paper.searches)
}

/// Writes the page for what cannot be shown for the moment.
///
/// # Errors
/// When its template cannot be filled.
pub fn not_now(paper: &Furniture) -> Result<Vec<u8>, WebError> {
    notice(paper, None, [paper.words.not_now, paper.words.not_now_sentence], false)
}

/// Writes the page in the place of an article that was taken back: what it was, and the reason
/// where one may be said. Of one that was purged nothing is known but the reason, and of one
/// that is to come again nothing is told.
///
/// # Errors
/// When its template cannot be filled.
pub fn gone(
    paper: &Furniture,
    article: Option<&Article>,
    reason: Option<&str>,
) -> Result<Vec<u8>, WebError> {
    let w = paper.words;
    let withdrawn = [w.gone, w.gone_sentence];
    let (of, [title, sentence]) = match article {
        None => (None, withdrawn),
        Some(article) if article.title.trim().is_empty() => (None, [w.removed, w.removed_sentence]),
        Some(article) => {
            let language = foreign(paper, article.language.as_ref());
            (Some((article.title.trim(), language)), withdrawn)
        }
    };
    notice(paper, of, [title, reason.unwrap_or(sentence)], false)
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

fn notice<'a>(
    paper: &'a Furniture,
    of: Option<(&'a str, Option<Language>)>,
    [title, sentence]: [&'a str; 2],
    searches: bool,
) -> Result<Vec<u8>, WebError> {
    let mut page = Page::new(paper, &Route::Front, title);
    page.noindex = true;
    written(&Route::Missing, &NoticePage { page, title, of, sentence, searches })
}
