//! `[pictures]`: the keys that say where the pictures of the paper's pages come from.

use super::{Key, Size, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// Where the pictures of the paper's own pages come from.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PicturesTable {
    /// Bring each picture once, and serve it from here in three widths.
    ///
    /// Only with a web edition. Feeds have the addresses that were declared, always.
    #[schemars(extend("default" = true))]
    pub(crate) own: Key<bool>,
    /// Hosts whose pictures, films and sounds stay where they are, with their subdomains.
    #[schemars(extend("default" = json!([]), "examples" = [["images.example"]]))]
    pub(crate) leave_on: Key<Vec<Written<Text>>>,
    /// How much is kept of them, from `16 MiB` to `512 GiB`; what nobody asked for longest goes.
    ///
    /// They are in a folder beside the store, called as it is with `.pictures` at the end.
    #[schemars(extend("default" = "1 GiB"))]
    pub(crate) room: Key<Size>,
}
