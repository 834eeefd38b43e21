//! `[email]`: the keys that say which e-mail addresses readers may see.

use super::{Key, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// Which e-mail addresses of authors readers may see; without this table, none.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct EmailTable {
    /// Addresses that sources give for their authors and that feeds may have.
    ///
    /// A whole address, or `@host` for all of a host. Others are left out, and so is every
    /// address within a name.
    #[schemars(extend("default" = json!([]), "examples" = [["desk@news.example", "@news.example"]]))]
    pub(crate) publish: Key<Vec<Written<Text>>>,
}
