//! `[api]`: the keys that say who may push articles over HTTP.

use super::{Key, Period, ShortName, Size, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// How articles are pushed over HTTP; without a token nobody can.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ApiTable {
    /// The largest body of a push, from `1 KiB` to `64 MiB`.
    #[schemars(extend("default" = "2 MiB"))]
    pub(crate) max_body: Key<Size>,
    /// How long the body of a push may take to arrive, from `1s` to `10m`.
    #[schemars(extend("default" = "30s"))]
    pub(crate) body_timeout: Key<Period>,
    /// Who may push and read articles, each with a token of its own.
    #[schemars(extend("default" = json!([])))]
    pub(crate) token: Key<Vec<Written<TokenTable>>>,
}

/// Who may push and read articles, each with a token of its own.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["name", "hash"]))]
pub(crate) struct TokenTable {
    /// Whose token it is; the log names it.
    #[schemars(extend("examples" = ["cms"]))]
    pub(crate) name: Key<Text>,
    /// The SHA-256 of the token, as `pressroom token` prints it; the token itself is nowhere in this file.
    #[schemars(
        regex(pattern = r"^sha256:[0-9a-fA-F]{64}$"),
        extend("x-made-by" = "pressroom token NAME", "examples" = ["sha256:0000000000000000000000000000000000000000000000000000000000000000"])
    )]
    pub(crate) hash: Key<Text>,
    /// The sections it is for; all when none is named.
    #[schemars(extend("default" = json!([]), "examples" = [["world"]]))]
    pub(crate) sections: Key<Vec<Written<ShortName>>>,
    /// What it is for: `write` to push and read, `read` to read only, `operate` to have sources asked and see how the newsroom does as well.
    #[schemars(extend("default" = "write", "enum" = ["read", "write", "operate"]))]
    pub(crate) access: Key<Text>,
}
