//! What the store keeps of the feeds' archives (RFC 5005 §4): which article is in
//! which page, and the bytes of every page. It makes no page.

use super::StoreError;
use crate::archive::{Page, PageName, Stamp};
use crate::article::{Article, ArticleId, Line, Withdrawn};
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// A page that is full: what it says stays.
#[derive(Clone, Debug)]
pub struct SealedPage {
    /// The section whose archive it belongs to.
    pub section: Slug,
    /// From 1; one more than the number of the page before it.
    pub number: u32,
    /// What is in it, each with its `updated` as the page has it.
    pub entries: Vec<(ArticleId, DateTime<Utc>)>,
    /// The page in every format that it is published in.
    pub documents: Vec<Page>,
}

/// A notice that stands, or is to stand, in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageNotice {
    /// What it says.
    pub withdrawn: Withdrawn,
    /// In the form of the engine, which tells whether it is still right.
    pub(super) kept: String,
}

/// An entry of a page that was made while its article was joined with another, so that it may
/// say the other's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartedEntry {
    /// The section whose archive it is in.
    pub section: Slug,
    /// The page's number.
    pub page: u32,
    /// The article that it is the entry of.
    pub id: ArticleId,
    /// In its place stands a notice, for as long as the newsroom keeps the article from
    /// readers.
    pub has_notice: bool,
}

/// The archives. The rules of [`super::Store`] hold.
///
/// # What an engine promises
/// - **Membership.** An article is in the archive of a section as soon as a page was
///   sealed with it, for ever. When its `updated` moves later, that state is not in
///   the archive yet, and waits for a page again. So does what was parted: its entries are
///   to leave their pages ([`Archives::parted_entries`]).
/// - **Pages.** A sealed page keeps its bytes, whatever becomes of its articles, but for
///   the notices that [`Archives::annotate`] puts in the places of retracted ones, until
///   [`Archives::purge`], or until all of its articles, and all older pages, were removed
///   for their age: the newest page of a section always stays, so that no number is given
///   twice.
///
/// # Errors
/// Each fails when the engine does.
pub trait Archives {
    /// The live articles of a section that were published at `until` or before
    /// and are in no page in the state that they have now, those that stand last in a feed
    /// first; `limit` at most.
    fn unarchived(
        &mut self,
        section: &Slug,
        until: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Article>, StoreError>;

    /// How many there are of those, counted up to `limit`.
    fn count_unarchived(
        &mut self,
        section: &Slug,
        until: DateTime<Utc>,
        limit: usize,
    ) -> Result<usize, StoreError>;

    /// How many of those stand after a place in the order of a feed: the date and the id
    /// of an article. Counted up to `limit`.
    fn count_unarchived_after(
        &mut self,
        section: &Slug,
        place: (DateTime<Utc>, &ArticleId),
        limit: usize,
    ) -> Result<usize, StoreError>;

    /// Keeps that these articles, each with its `updated`, are in no page of a section
    /// and wait for none in that state, because no page can hold them.
    fn pass_over(
        &mut self,
        section: &Slug,
        articles: &[(ArticleId, DateTime<Utc>)],
    ) -> Result<(), StoreError>;

    /// How many articles the feed of a section may hold: `at_least`, or all within
    /// `window` of the newest, when those are more (as [`super::Store::newest`]).
    fn count_newest(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
        at_least: usize,
        window: Duration,
    ) -> Result<usize, StoreError>;

    /// How many articles a section has at `now`, counted up to `limit`.
    fn count_shown(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<usize, StoreError>;

    /// The date of the newest article of a section at `now`.
    fn newest_date(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// The articles of a section that have an address and were published from `since`
    /// on, none of the future at `now`; date descending.
    fn headlines(
        &mut self,
        section: &Slug,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Line>, StoreError>;

    /// The number that a section's next page has.
    fn next_page(&mut self, section: &Slug) -> Result<u32, StoreError>;

    /// Keeps a page for good. `false`, and nothing is kept, when another page was
    /// sealed under its number meanwhile.
    fn seal(&mut self, page: &SealedPage) -> Result<bool, StoreError>;

    /// What is another whenever a page was added or replaced since, or a section has another
    /// name.
    fn archive_version(&mut self) -> Result<Fingerprint, StoreError>;

    /// Every page that is kept, without its bytes.
    fn pages(&mut self) -> Result<Vec<(PageName, Stamp)>, StoreError>;

    /// A page with its bytes.
    fn page(&mut self, name: &PageName) -> Result<Option<Page>, StoreError>;

    /// The ids of the articles that a page was sealed with.
    fn sealed_in(&mut self, section: &Slug, number: u32) -> Result<Vec<ArticleId>, StoreError>;

    /// Keeps a page in a format that it was not sealed in. Nothing is kept when the page
    /// is not there, or has that format already.
    fn add_format(&mut self, page: &Page) -> Result<(), StoreError>;

    /// The pages that hold an article.
    fn pages_with(&mut self, id: &ArticleId) -> Result<Vec<PageName>, StoreError>;

    /// The pages in which an article that the newsroom keeps from readers at `now` (it was
    /// retracted, put off, or has ended) has no notice yet, or another one than it is to have,
    /// or any other article still has one.
    fn outdated_pages(&mut self, now: DateTime<Utc>) -> Result<Vec<(Slug, u32)>, StoreError>;

    /// A page as it was sealed, in every format, each with the stamp that it has now; and
    /// the notices that are to stand in it at `now`.
    fn as_sealed(
        &mut self,
        section: &Slug,
        number: u32,
        now: DateTime<Utc>,
    ) -> Result<(Vec<Page>, Vec<PageNotice>), StoreError>;

    /// Publishes a page with these notices in it, and no others, in the place of what it
    /// said. What it was sealed with is kept.
    fn annotate(
        &mut self,
        section: &Slug,
        number: u32,
        pages: &[Page],
        notices: &[PageNotice],
    ) -> Result<(), StoreError>;

    /// The entries that articles had while they were joined with what was put apart since, in
    /// the order of the pages, of `pages` pages at most.
    fn parted_entries(&mut self, pages: usize) -> Result<Vec<PartedEntry>, StoreError>;

    /// Takes these entries out of one page: it is published as `pages` say, and was sealed as
    /// `sealed` say, where that is kept.
    fn let_go(
        &mut self,
        entries: &[PartedEntry],
        pages: &[Page],
        sealed: &[Page],
    ) -> Result<(), StoreError>;

    /// Removes what an article said, for good: its text and all states of it here,
    /// and its entry in the archive, whose pages are replaced by `pages`, and by
    /// `sealed` as they were before notices were put into them. What is left is that it was
    /// withdrawn at `at`. The items of its sources stay known, so that none brings it back.
    /// `false` when nothing of it was there.
    fn purge(
        &mut self,
        id: &ArticleId,
        at: DateTime<Utc>,
        reason: &str,
        pages: &[Page],
        sealed: &[Page],
    ) -> Result<bool, StoreError>;
}
