//! The archive: the months of which there are articles, and the articles of a month.

use super::card::Card;
use super::error::{WebError, written};
use super::furniture::Furniture;
use super::page::{Link, Page};
use crate::article::Line;
use crate::paper::{Month, Route};
use askama::Template;

/// A part of a month's articles.
#[derive(Clone, Debug)]
pub struct MonthOf<'a> {
    /// Which month.
    pub month: Month,
    /// Which part, from 1.
    pub part: u32,
    /// Its articles, the oldest first.
    pub lines: &'a [Line],
    /// The part or month before it.
    pub before: Option<(Month, u32)>,
    /// The part or month after it.
    pub after: Option<(Month, u32)>,
}

#[derive(Template)]
#[template(path = "archive.html")]
struct ArchivePage<'a> {
    page: Page<'a>,
    months: Vec<Link>,
}

#[derive(Template)]
#[template(path = "month.html")]
struct MonthPage<'a> {
    page: Page<'a>,
    title: String,
    cards: Vec<Card>,
    before: Option<String>,
    after: Option<String>,
}

/// Writes the page of all months, the newest first.
///
/// # Errors
/// When its template cannot be filled.
pub fn archive(paper: &Furniture, months: &[Month]) -> Result<Vec<u8>, WebError> {
    let link = |month: &Month| Link {
        title: paper.words.month(month.year, month.month),
        href: paper.href(&Route::Month(*month, 1)),
    };
    let page = Page::new(paper, &Route::Archive, paper.words.archive);
    written(&Route::Archive, &ArchivePage { page, months: months.iter().map(link).collect() })
}

impl MonthOf<'_> {
    /// Writes the page.
    ///
    /// # Errors
    /// When its template cannot be filled.
    pub fn page(&self, paper: &Furniture) -> Result<Vec<u8>, WebError> {
        let route = Route::Month(self.month, self.part);
        let title = paper.words.month(self.month.year, self.month.month);
        let at = |(month, part): (Month, u32)| paper.href(&Route::Month(month, part));
        let (before, after) = (self.before.map(at), self.after.map(at));
        let mut page = Page::new(paper, &route, &title);
        page.before_and_after = [before.clone(), after.clone()];
        let cards = self.lines.iter().map(|line| Card::of_line(paper, line)).collect();
        written(&route, &MonthPage { page, title, cards, before, after })
    }
}
