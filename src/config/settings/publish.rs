//! What a feed holds, and for how long it may be cached. It composes none.

use std::path::PathBuf;
use std::time::Duration;

/// `[publish]`: what a feed holds, and for how long it may be cached.
#[derive(Clone, Debug, PartialEq)]
pub struct Publish {
    /// The folder of published files.
    pub folder: PathBuf,
    /// Items in a section feed.
    pub items: usize,
    /// Articles in a page of a section's archive, `items` at most; 0 makes no archive.
    pub archive_items: usize,
    /// Items this close to the newest one are in the feed even beyond `items`.
    pub window: Duration,
    /// A cache lifetime when the feed can change at any moment.
    pub cache_min: Duration,
    /// The longest cache lifetime.
    pub cache_max: Duration,
    /// `stale-while-revalidate`.
    pub stale_while_revalidate: Duration,
    /// `stale-if-error`.
    pub stale_if_error: Duration,
    /// How long a feed tells of a withdrawn article.
    pub keep_withdrawn: Duration,
    /// The largest document that is let out, in bytes.
    pub max_document_bytes: usize,
    /// A document that keeps less than this part of the last one's items is held
    /// back, from 0.0 (never) to 1.0.
    pub collapse_below: f64,
}
