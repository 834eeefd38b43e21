//! What was read of a feed, whatever its kind, and how much of one is read.

use super::super::{Known, Withdrawal};
use super::left_out::LeftOut;
use crate::raw_item::{RawItem, Rejection};

/// The most items that are read from one document; the rest is one rejection.
pub const MAX_ITEMS: usize = 10_000;

/// What was read from a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The feed's title, as plain text.
    pub title: Option<String>,
    /// The address of the site it belongs to.
    pub site: Option<String>,
    /// Its language tag.
    pub language: Option<String>,
    /// The items that are not known, in the order of the feed.
    pub items: Vec<RawItem>,
    /// How many items were there but known already.
    pub known: usize,
    /// By these they are known; `None` when not everything that is there was read.
    pub beside: Option<Known>,
    /// Names that several items of it share, so that they name none of them.
    pub shared: Vec<String>,
    /// The items that could not be read, and why.
    pub rejections: Vec<Rejection>,
    /// What the feed says that it took back.
    pub withdrawals: Vec<Withdrawal>,
    /// It was cut off or had to be repaired, or something of it was left out: asked again,
    /// the publisher may have it whole.
    pub is_damaged: bool,
    /// A pressroom wrote it.
    pub is_ours: bool,
    /// Where it says that it is.
    pub feed: Option<String>,
    /// What of an export is no published article.
    pub left_out: LeftOut,
    /// The hubs that tell of what is new in it.
    pub hubs: Vec<String>,
}

/// Says how many items were left out when a document has more than
/// [`MAX_ITEMS`].
pub(super) fn too_many(beyond: usize) -> Option<Rejection> {
    (beyond > 0).then(|| Rejection {
        kind: crate::raw_item::RefusalKind::Fault,
        key: format!("item {} and after", MAX_ITEMS + 1),
        title: None,
        reason: format!(
            "{beyond} items were left out, as one feed may have {MAX_ITEMS}: \
             ask the publisher for a shorter feed"
        ),
    })
}
