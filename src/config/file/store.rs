//! `[store]`: the keys that say where articles are kept, and for how long.

use super::{Cron, FilePath, Key, Period};
use schemars::JsonSchema;
use serde::Deserialize;

/// Where the articles are kept.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StoreTable {
    /// The SQLite file; it is made when it is not there.
    #[schemars(extend("default" = "pressroom.sqlite"))]
    pub(crate) path: Key<FilePath>,
    /// How long articles are kept, `1d` at least.
    ///
    /// Without it, they are kept for ever.
    #[schemars(extend("examples" = ["730d"]))]
    pub(crate) keep: Key<Period>,
    /// How many articles of a section are kept, the newest.
    ///
    /// Without it, all of them.
    #[schemars(range(min = 1), extend("examples" = [10_000]))]
    pub(crate) keep_per_section: Key<usize>,
    /// When the store is looked after, as a cron expression in the newsroom's time zone.
    ///
    /// It is read as a whole, to find damage that nothing has met yet, and room that nothing
    /// needs is given back. Readers, sources and pushes go on meanwhile.
    #[schemars(extend("default" = "30 3 * * *", "examples" = ["30 3 * * *"]))]
    pub(crate) maintenance: Key<Cron>,
}
