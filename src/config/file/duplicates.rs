//! `[duplicates]`: the keys that say when two items are one article.

use super::{Key, Period};
use schemars::JsonSchema;
use serde::Deserialize;

/// When the same story from two sources, or under a new name, is one article.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DuplicatesTable {
    /// Join what tells the same story; without it only equal ids do.
    #[schemars(extend("default" = true))]
    pub(crate) enabled: Key<bool>,
    /// Only stories published this close to each other are compared, from `1h` to `365d`.
    #[schemars(extend("default" = "3d"))]
    pub(crate) window: Key<Period>,
    /// The part of the shorter text that must be in the longer one, in runs of three words.
    ///
    /// Lower joins more, and more that are two stories.
    #[schemars(range(min = 0.5, max = 1), extend("default" = 0.8))]
    pub(crate) alike: Key<f64>,
}
