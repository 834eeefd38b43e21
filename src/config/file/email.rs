//! `[email]`: the keys that say which e-mail addresses readers may see.

use super::{Key, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// Which e-mail addresses readers may see; without this table, none.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct EmailTable {
    /// Addresses that feeds and pages may have, of authors and in texts.
    ///
    /// A whole address, or `@host` for all of a host. In the places of others names stand,
    /// which lead to a button that tells them where there is a web edition.
    #[schemars(extend("default" = json!([]), "examples" = [["desk@news.example", "@news.example"]]))]
    pub(crate) publish: Key<Vec<Written<Text>>>,
}
