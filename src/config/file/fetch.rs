//! `[fetch]`: the keys that say how upstream feeds are asked.

use super::access::Kept;
use super::{Key, Period, Size, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

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
    /// Hosts (or `host:port`) that may be asked although their address is not public.
    #[schemars(extend("default" = json!([]), "examples" = [["wire.internal"]]))]
    pub(crate) allow_hosts: Key<Vec<Written<Text>>>,
    /// Whom a publisher can write to about our requests.
    ///
    /// Default: the address of the site. It stands in `user_agent`, unless that is written.
    #[schemars(extend("examples" = ["mailto:feeds@induscourier.example"]))]
    pub(crate) contact: Key<Text>,
    /// The shortest time between two requests to one host, up to `1m`.
    #[schemars(extend("default" = "1s"))]
    pub(crate) pace: Key<Period>,
    /// Requests to one host at one time.
    #[schemars(range(min = 1, max = 100), extend("default" = 2))]
    pub(crate) per_host: Key<usize>,
    /// Sources that are asked at one time.
    #[schemars(range(min = 1, max = 1000), extend("default" = 16))]
    pub(crate) concurrency: Key<usize>,
    /// The longest an upstream's cache lifetime may put off a pass, up to `24h`; `0s` ignores it.
    ///
    /// So a publisher who says `max-age` is not asked before it is over, and one who
    /// says too much of it makes no news late.
    #[schemars(extend("default" = "15m"))]
    pub(crate) freshness_max: Key<Period>,
    /// How many times as long a source is left alone with each failure in a row; by 1 it is asked by its schedule.
    #[schemars(range(min = 1, max = 10), extend("default" = 2))]
    pub(crate) backoff: Key<usize>,
    /// The longest that a failing source is left alone, up to `24h`; with `0s` it is asked by its schedule.
    ///
    /// A source may have its own; `pressroom gather SOURCE` asks it at once.
    #[schemars(extend("default" = "6h"))]
    pub(crate) backoff_max: Key<Period>,
    /// The longest that one pass over a source on the web may take, from `1s` to `24h`.
    ///
    /// A pass that is ended by it keeps what it has read, withdraws nothing, and the next
    /// one goes on where it stopped. One page is read in any case.
    #[schemars(extend("default" = "10m"))]
    pub(crate) pass_max: Key<Period>,
    /// The proxy that everybody is asked through, or `environment` for those that this machine has.
    ///
    /// Without it, nobody is asked through one. `environment` means `HTTPS_PROXY`,
    /// `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`. What is asked for is judged by its own
    /// address all the same.
    #[schemars(extend("examples" = ["http://proxy.internal:3128"]))]
    pub(crate) proxy: Key<Text>,
    /// Hosts that are asked without `proxy`, with their subdomains, or networks.
    #[schemars(extend("default" = json!([]), "examples" = [["wire.internal", "10.0.0.0/8"]]))]
    pub(crate) no_proxy: Key<Vec<Written<Text>>>,
    /// Name and password for `proxy`, as `name:password`, from the environment or a file.
    ///
    /// Without it, none are given.
    #[schemars(
        with = "BTreeMap<String, Text>",
        extend("propertyNames" = { "enum": ["env", "file"] }, "minProperties" = 1,
            "maxProperties" = 1, "examples" = [{ "env": "PROXY_LOGIN" }])
    )]
    pub(crate) proxy_login: Key<Kept>,
}
