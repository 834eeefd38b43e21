//! `[search]`: the keys that say how readers may follow a search.

use super::{Key, Period, Size, Text};
use schemars::JsonSchema;
use serde::Deserialize;

/// Feeds that readers make by searching, at `/feeds/search.atom?q=…`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SearchTable {
    /// Answer searches.
    #[schemars(extend("default" = false))]
    pub(crate) enabled: Key<bool>,
    /// Items in an answer.
    #[schemars(range(min = 1, max = 500), extend("default" = 50))]
    pub(crate) items: Key<usize>,
    /// How long a search may take in the store, from `1s` to `1m`.
    #[schemars(extend("default" = "2s"))]
    pub(crate) timeout: Key<Period>,
    /// Searches at one time; others wait as long as one may take.
    #[schemars(range(min = 1, max = 64), extend("default" = 2))]
    pub(crate) at_once: Key<usize>,
    /// How much is kept of answers that are still right, from `1 MiB` to `1 GiB`.
    #[schemars(extend("default" = "32 MiB"))]
    pub(crate) cache: Key<Size>,
    /// Searches in a minute from one address; what is answered with 304 does not count.
    #[schemars(range(min = 1, max = 10000), extend("default" = 30))]
    pub(crate) per_minute: Key<usize>,
    /// The header in which your own proxy names the client, where all requests come through it.
    ///
    /// Without it, the address of the connection is the client's.
    #[schemars(extend("examples" = ["X-Forwarded-For"]))]
    pub(crate) client_header: Key<Text>,
}
