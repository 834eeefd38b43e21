//! Who did what, for those who look afterwards. No word of an article is in it, and it
//! decides nothing.

use super::StoreError;
use crate::article::ArticleId;
use crate::desk::{Deed, Door};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// The number of deeds kept of each [`Door`], and some more until the oldest are forgotten.
pub const DEEDS_KEPT: i64 = 10_000;

/// A deed that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PastDeed {
    /// Its place among all deeds; later ones have higher numbers.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: the name of a token or of somebody at the desk, or [`crate::desk::DESK`].
    pub by: String,
    /// Which way they came.
    pub door: Door,
    /// What they did.
    pub deed: Deed,
    /// To which article, where it was one.
    pub article: Option<ArticleId>,
    /// To what else, as a source.
    pub subject: Option<String>,
}

/// A deed that is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewDeed<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: &'a str,
    /// Which way they came.
    pub door: Door,
    /// What they did.
    pub deed: Deed,
    /// To which article, where it was one.
    pub article: Option<&'a ArticleId>,
    /// To what else, as a source.
    pub subject: Option<&'a str>,
}

/// Which deeds are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct WantedDeeds<'a> {
    /// Of this article alone.
    pub article: Option<&'a ArticleId>,
    /// Of this person or token alone.
    pub by: Option<&'a str>,
    /// Before the deed of this number alone.
    pub before: Option<i64>,
}

/// The deeds. The rules of [`super::Store`] hold. What is done to articles is kept in the
/// transaction that does it; what else is done is kept with [`Deeds::keep_deed`].
///
/// # Errors
/// Each fails when the engine does.
pub trait Deeds {
    /// Keeps a deed, and now and then forgets the oldest beyond [`DEEDS_KEPT`].
    fn keep_deed(&mut self, deed: &NewDeed<'_>) -> Result<(), StoreError>;

    /// The latest deeds of those that are wanted, `limit` at most, the last first.
    fn deeds(
        &mut self,
        wanted: &WantedDeeds<'_>,
        limit: usize,
    ) -> Result<Vec<PastDeed>, StoreError>;
}
