//! Pages that list articles in the order of their dates: those with a tag, by an author, and
//! what a search found. It finds none.

use super::card::Card;
use super::error::{WebError, written};
use super::furniture::Furniture;
use super::page::{FeedLink, Page};
use crate::article::Article;
use crate::paper::{Asked, Named, Route};
use askama::Template;

/// What a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListOf {
    /// The articles with a tag.
    Tag(Named),
    /// The articles by an author.
    Author(Named),
    /// What was searched for.
    Search(Asked),
}

/// What is known of a list.
#[derive(Clone, Debug)]
pub struct ListFacts<'a> {
    /// What it is of.
    pub of: &'a ListOf,
    /// The articles of this part, the newest first.
    pub articles: &'a [Article],
    /// There is an older part.
    pub has_older: bool,
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage<'a> {
    page: Page<'a>,
    title: String,
    asked: Option<&'a str>,
    feed: Option<String>,
    cards: Vec<Card>,
    newer: Option<String>,
    older: Option<String>,
}

/// Writes a list.
///
/// # Errors
/// When its template cannot be filled.
pub fn list(paper: &Furniture, facts: &ListFacts<'_>) -> Result<Vec<u8>, WebError> {
    let w = paper.words;
    let (route, title) = match facts.of {
        ListOf::Tag(named) => (Route::Tag(named.clone()), w.with(w.tagged, &named.name)),
        ListOf::Author(named) => (Route::Author(named.clone()), w.with(w.written_by, &named.name)),
        ListOf::Search(asked) => (Route::Search, w.with(w.found, &asked.words)),
    };
    let mut page = Page::new(paper, &route, &title);
    let part = |step: i64| beside(paper, facts.of, step);
    let (newer, older) = (part(-1), part(1).filter(|_| facts.has_older));
    page.before_and_after = [newer.clone(), older.clone()];
    let (mut asked, mut feed) = (None, None);
    if let ListOf::Search(Asked { words, .. }) = facts.of {
        let address = search_feed(paper, words);
        let media_type = "application/atom+xml";
        page.noindex = true;
        page.feeds = vec![FeedLink { media_type, title: title.clone(), href: address.clone() }];
        (asked, feed) = (Some(words.as_str()), Some(address));
    }
    let cards = facts.articles.iter().map(|article| Card::of(paper, article)).collect();
    written(&route, &ListPage { page, title, asked, feed, cards, newer, older })
}

/// Writes the search page before anything is searched for.
///
/// # Errors
/// When its template cannot be filled.
pub fn search_form(paper: &Furniture) -> Result<Vec<u8>, WebError> {
    let title = paper.words.search.to_owned();
    let page = Page::new(paper, &Route::Search, &title);
    let (asked, cards) = (Some(""), Vec::new());
    let template = ListPage { page, title, asked, feed: None, cards, newer: None, older: None };
    written(&Route::Search, &template)
}

/// The part of a list that is so many further.
fn beside(paper: &Furniture, of: &ListOf, step: i64) -> Option<String> {
    let moved = |named: &Named| -> Option<Named> {
        let part = i64::from(named.part) + step;
        let part = u32::try_from(part).ok().filter(|part| *part > 0)?;
        Some(Named { part, ..named.clone() })
    };
    let route = match of {
        ListOf::Tag(named) => Route::Tag(moved(named)?),
        ListOf::Author(named) => Route::Author(moved(named)?),
        ListOf::Search(asked) => return Some(asked.beside(step)?.href(paper.paper())),
    };
    Some(paper.href(&route))
}

fn search_feed(paper: &Furniture, query: &str) -> String {
    let asked: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    let address = paper.feeds.join(&format!("search.atom?q={asked}"));
    address.map(|url| url.to_string()).unwrap_or_default()
}
