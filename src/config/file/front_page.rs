//! `[front_page]`: the keys that say what the combined feed holds.

use super::{Key, ShortName, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;

/// The feed of all sections combined.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FrontPageTable {
    /// The title of the combined feed.
    ///
    /// Default: the newspaper's name.
    #[schemars(extend("examples" = ["The Indus Courier"]))]
    pub(crate) title: Key<Text>,
    /// A sentence about the combined feed.
    ///
    /// Default: the newspaper's description.
    #[schemars(extend("examples" = ["All sections in one feed."]))]
    pub(crate) description: Key<Text>,
    /// Items in the combined feed.
    #[schemars(range(min = 1, max = 500), extend("default" = 50))]
    pub(crate) items: Key<usize>,
    /// The most items that one section may have in it.
    #[schemars(range(min = 1, max = 500), extend("default" = 10))]
    pub(crate) per_section: Key<usize>,
    /// The sections it takes from.
    ///
    /// Default: all of them.
    #[schemars(length(min = 1), extend("examples" = [["top-story", "world"]]))]
    pub(crate) sections: Key<Vec<Written<ShortName>>>,
}
