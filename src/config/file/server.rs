//! `[server]`: the keys that say how the feeds are served.

use super::{Endpoint, Key, Period, ShortName, Size, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

/// How the feeds are served.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ServerTable {
    /// The host's address and the port where readers connect; `PRESSROOM_LISTEN` in the environment wins over it.
    #[schemars(extend("default" = "127.0.0.1:8080"))]
    pub(crate) listen: Key<Endpoint>,
    /// Where health and metrics are; `PRESSROOM_ADMIN` in the environment wins over it.
    ///
    /// Keep it where the public cannot reach it.
    #[schemars(extend("default" = "127.0.0.1:8081"))]
    pub(crate) admin: Key<Endpoint>,
    /// Connections at one time; more wait to be accepted.
    #[schemars(range(min = 1, max = 1_000_000), extend("default" = 10_000))]
    pub(crate) max_connections: Key<usize>,
    /// How long a new connection may be silent, from `1s` to `10m`.
    #[schemars(extend("default" = "10s"))]
    pub(crate) first_byte_timeout: Key<Period>,
    /// How long the head of a request, or the wait for the next one, may take, from `1s` to `10m`.
    #[schemars(extend("default" = "10s"))]
    pub(crate) header_timeout: Key<Period>,
    /// The largest head of a request, from `8 KiB` to `1 MiB`.
    #[schemars(extend("default" = "16 KiB"))]
    pub(crate) max_header: Key<Size>,
    /// How long requests may take to finish when the program is told to stop, up to `10m`.
    #[schemars(extend("default" = "10s"))]
    pub(crate) shutdown: Key<Period>,
    /// Feeds that are no more: readers are told to stop asking (410).
    #[schemars(extend("default" = json!([]), "examples" = [["horoscopes"]]))]
    pub(crate) gone: Key<Vec<Written<ShortName>>>,
    /// Take up a changed file even when feeds vanish, or ids or addresses change.
    ///
    /// The running service refuses such a change otherwise, and says in its log what
    /// readers would lose. Remove the line again afterwards.
    #[schemars(extend("default" = false))]
    pub(crate) allow_breaking: Key<bool>,
    /// Feeds that have another name now: readers are sent there (301).
    #[schemars(
        with = "BTreeMap<String, ShortName>",
        extend("default" = json!({}), "examples" = [{ "cricket": "sports" }])
    )]
    pub(crate) moved: Key<BTreeMap<String, Written<ShortName>>>,
}
