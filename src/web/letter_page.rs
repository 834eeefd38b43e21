//! The page that leads to who can be written to about an article: with a button, or with the
//! addresses that it tells. It finds none, and says under each whose it is.

use super::error::{WebError, written};
use super::furniture::Furniture;
use super::page::Page;
use crate::article::Article;
use crate::paper::Route;
use askama::Template;

/// Whom a letter is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LetterTo {
    /// Who wrote the article, or the newsroom for them.
    Writer,
    /// The newsroom, under this name.
    Newsroom(String),
    /// Somebody whom the article speaks of.
    One,
    /// All whom it speaks of: it has no writer who can be written to.
    Others,
}

/// What is known of who can be written to.
#[derive(Clone, Debug)]
pub struct LetterFacts<'a> {
    /// The article, as readers have it.
    pub article: &'a Article,
    /// The page.
    pub route: &'a Route,
    /// Who is meant.
    pub to: LetterTo,
    /// Their addresses, once the button was pressed.
    pub addresses: Option<&'a [String]>,
    /// The addresses of others in the article.
    pub others: &'a [String],
}

#[derive(Template)]
#[template(path = "write-to.html")]
struct LetterPage<'a> {
    page: Page<'a>,
    title: String,
    action: String,
    addresses: Option<&'a [String]>,
    others: Option<(String, &'a [String])>,
}

/// Writes the page.
///
/// # Errors
/// When its template cannot be filled.
pub fn write_to(paper: &Furniture, facts: &LetterFacts<'_>) -> Result<Vec<u8>, WebError> {
    let (w, headline) = (paper.words, &*facts.article.title);
    let in_article = w.with(w.addresses_in, headline);
    let author = facts.article.authors.first().map(|author| author.name.as_str());
    let title = match &facts.to {
        LetterTo::Writer => w.with(w.write_to, author.unwrap_or(&paper.title)),
        LetterTo::Newsroom(name) => w.with(w.write_to, name),
        LetterTo::One => w.with(w.address_in, headline),
        LetterTo::Others => in_article.clone(),
    };
    let mut page = Page::new(paper, facts.route, &title);
    page.noindex = true;
    let action = paper.href(facts.route);
    let told = facts.addresses.map(|_| facts.others).filter(|others| !others.is_empty());
    let (addresses, others) = match facts.to {
        LetterTo::Others => (facts.addresses.map(|_| facts.others), None),
        _ => (facts.addresses, told.map(|others| (in_article, others))),
    };
    written(facts.route, &LetterPage { page, title, action, addresses, others })
}
