//! `[fetch]`: the keys that say how upstream feeds are asked.

use super::{Key, Period, Size, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// How upstream feeds are asked.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FetchTable {
    /// How the program names itself to upstreams.
    ///
    /// Default: `pressroom`, its version, and the address of the site.
    #[schemars(extend("examples" = ["IndusCourier/1.0 (+https://www.induscourier.example/)"]))]
    pub(crate) user_agent: Key<Text>,
    /// How long a whole answer may take, redirects included, from `1s` to `10m`.
    #[schemars(extend("default" = "30s"))]
    pub(crate) timeout: Key<Period>,
    /// The largest answer, decompressed, from `1 KiB` to `256 MiB`.
    #[schemars(extend("default" = "32 MiB"))]
    pub(crate) max_size: Key<Size>,
    /// Hosts that may be asked although their address is not public.
    #[schemars(extend("default" = json!([]), "examples" = [["wire.internal"]]))]
    pub(crate) allow_hosts: Key<Vec<Written<Text>>>,
}
