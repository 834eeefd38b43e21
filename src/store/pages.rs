//! What the pages of the web edition are made of: articles by the short form of their ids,
//! what stands beside them, and the months of the paper.

use super::StoreError;
use crate::article::{ArticleId, Line};
use crate::desk::KeptArticle;
use crate::paper::ShortId;
use crate::raw_item::RawAuthor;
use crate::section::Slug;
use chrono::{DateTime, Utc};

/// An article's place in the order of a section.
pub type PlaceInOrder<'a> = (DateTime<Utc>, &'a ArticleId);

/// From when until when.
pub type Span = (DateTime<Utc>, DateTime<Utc>);

/// What is asked for pages of the web edition. Nothing of it tells of an article whose time
/// has not come.
///
/// # Errors
/// Each fails when the engine does.
pub trait Pages {
    /// The article whose page has these digits in its address, withdrawn or not: one whose
    /// address has the whole id is at no less than that.
    fn kept_at(&mut self, id: &ShortId) -> Result<Option<KeptArticle>, StoreError>;

    /// Who wrote an article, as the newsroom's own items of it say, with what no page shows.
    fn writers(&mut self, article: &ArticleId) -> Result<Vec<RawAuthor>, StoreError>;

    /// What stands beside an article in the order of a section at `now`: so many before it,
    /// the newest first, and the one after it.
    fn beside(
        &mut self,
        section: &Slug,
        article: PlaceInOrder<'_>,
        now: DateTime<Utc>,
        older: usize,
    ) -> Result<(Vec<Line>, Option<Line>), StoreError>;

    /// When the first and the last article was published of all that are shown at `now`.
    fn published_span(&mut self, now: DateTime<Utc>) -> Result<Option<Span>, StoreError>;

    /// The articles that were published from the begin of `span` on and before its end, and
    /// are shown at `now`: the oldest first, `most` of them after the first `skip`.
    fn published_between(
        &mut self,
        span: Span,
        now: DateTime<Utc>,
        skip: usize,
        most: usize,
    ) -> Result<Vec<Line>, StoreError>;
}
