//! `[publish]`: the keys that say what a feed holds, and how long it is fresh.

use super::{FilePath, Key, Period, Size};
use schemars::JsonSchema;
use serde::Deserialize;

/// What a feed holds, and for how long it may be cached.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PublishTable {
    /// The folder that the feeds are written to; it is made when it is not there.
    #[schemars(extend("default" = "feeds"))]
    pub(crate) folder: Key<FilePath>,
    /// Items in a section's feed.
    #[schemars(range(min = 1, max = 10000), extend("default" = 50))]
    pub(crate) items: Key<usize>,
    /// Articles in a page of a section's archive, at most `items`; 0 makes no archive.
    ///
    /// A page is sealed when it is full, and never changes again.
    #[schemars(range(min = 0, max = 1000), extend("default" = 50))]
    pub(crate) archive_items: Key<usize>,
    /// Items this close to the newest one are in the feed even beyond `items`, up to `7d`.
    ///
    /// So a burst of news loses nothing between two visits of a reader.
    #[schemars(extend("default" = "60m"))]
    pub(crate) window: Key<Period>,
    /// The shortest time a feed may be cached, when it can change at any moment.
    #[schemars(extend("default" = "60s"))]
    pub(crate) cache_min: Key<Period>,
    /// The longest time a feed may be cached, however far away its next change is, up to `7d`.
    #[schemars(extend("default" = "1h"))]
    pub(crate) cache_max: Key<Period>,
    /// How long a cache may hand out an old feed while it asks for the new one, up to `7d`.
    #[schemars(extend("default" = "60s"))]
    pub(crate) stale_while_revalidate: Key<Period>,
    /// How long a cache may hand out an old feed when we do not answer, up to `30d`.
    #[schemars(extend("default" = "1d"))]
    pub(crate) stale_if_error: Key<Period>,
    /// How long a feed tells readers of a withdrawn article, from `1h` to `365d`. As long, its page
    /// is answered with 410 here, which the site's web server may pass on.
    #[schemars(extend("default" = "7d"))]
    pub(crate) keep_withdrawn: Key<Period>,
    /// The largest document that is let out, from `16 KiB` to `64 MiB`.
    ///
    /// A feed has as many of its newest items as fit; its archive has the others.
    #[schemars(extend("default" = "2 MiB"))]
    pub(crate) max_document: Key<Size>,
    /// A feed that shrinks below this part of its last items is held back; 0 never does.
    #[schemars(range(min = 0, max = 1), extend("default" = 0.2))]
    pub(crate) collapse_below: Key<f64>,
}
