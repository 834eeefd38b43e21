//! `[source.access]`: the keys that say what an upstream is shown, and which way it is asked.

use super::{Key, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

/// Where a secret is kept: `env` names a variable, `file` a file; `text` is none.
pub(crate) type Kept = BTreeMap<String, Written<Text>>;

/// What a source on the web is shown: to its own origin alone, and to no redirect's.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct AccessTable {
    /// The name that it knows us by (HTTP's basic authentication).
    ///
    /// Without it, no name is given.
    #[schemars(extend("examples" = ["induscourier"]))]
    pub(crate) user: Key<Text>,
    /// The password of `user`, from the environment or a file.
    ///
    /// Without it, none is given.
    #[schemars(
        with = "BTreeMap<String, Text>",
        extend("propertyNames" = { "enum": ["env", "file"] }, "minProperties" = 1,
            "maxProperties" = 1, "examples" = [{ "env": "WIRE_PASSWORD" }])
    )]
    pub(crate) password: Key<Kept>,
    /// A token that it gave us (`Authorization: Bearer …`), in the place of a name.
    ///
    /// Without it, none is shown.
    #[schemars(
        with = "BTreeMap<String, Text>",
        extend("propertyNames" = { "enum": ["env", "file"] }, "minProperties" = 1,
            "maxProperties" = 1, "examples" = [{ "file": "secrets/wire-token" }])
    )]
    pub(crate) bearer: Key<Kept>,
    /// Further header fields, each from the environment, a file, or as a text that is no secret.
    #[schemars(
        with = "BTreeMap<String, BTreeMap<String, Text>>",
        extend("default" = json!({}), "examples" = [{ "X-Api-Key": { "env": "WIRE_KEY" } }])
    )]
    pub(crate) headers: Key<BTreeMap<String, Written<Kept>>>,
    /// Cookies, each from the environment or a file.
    #[schemars(
        with = "BTreeMap<String, BTreeMap<String, Text>>",
        extend("default" = json!({}), "examples" = [{ "session": { "file": "secrets/wire-cookie" } }])
    )]
    pub(crate) cookies: Key<BTreeMap<String, Written<Kept>>>,
    /// The proxy that it is asked through, `environment`, or `none` for no proxy.
    ///
    /// Default: `fetch.proxy`.
    #[schemars(extend("examples" = ["none"]))]
    pub(crate) proxy: Key<Text>,
}
