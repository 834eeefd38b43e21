//! `[front_page]`: the keys that say what the combined feed holds.

use super::{Key, Period, ShortName, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// The feed of all sections combined.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FrontPageTable {
    /// The title of the combined feed.
    ///
    /// Default: the newspaper's name.
    #[schemars(extend("examples" = ["The Indus Courier"]))]
    pub(crate) title: Key<Text>,
    /// A sentence about the combined feed.
    ///
    /// Default: the newspaper's description.
    #[schemars(extend("examples" = ["All sections in one feed."]))]
    pub(crate) description: Key<Text>,
    /// Items in the combined feed.
    #[schemars(range(min = 1, max = 500), extend("default" = 50))]
    pub(crate) items: Key<usize>,
    /// The most items that one section may have in it.
    #[schemars(range(min = 1, max = 500), extend("default" = 10))]
    pub(crate) per_section: Key<usize>,
    /// The sections it takes from.
    ///
    /// Default: all of them.
    #[schemars(length(min = 1), extend("examples" = [["top-story", "world"]]))]
    pub(crate) sections: Key<Vec<Written<ShortName>>>,
    /// What comes first: `newest`, or `scored` by weight and age.
    #[schemars(extend("default" = "newest", "enum" = ["newest", "scored"]))]
    pub(crate) order: Key<Text>,
    /// How long it takes until an article counts half as much where it is `scored`, from `1m` to `365d`.
    #[schemars(extend("default" = "12h"))]
    pub(crate) half_life: Key<Period>,
    /// The section whose best article comes first of all that is not pinned.
    ///
    /// Without it, none does.
    #[schemars(extend("examples" = ["top-story"]))]
    pub(crate) lead: Key<ShortName>,
    /// From this likeness on stories are one item with links to the others.
    ///
    /// It is measured as `duplicates.alike` is, between articles that are as close as
    /// `duplicates.window`. Without it, every article stands alone.
    #[schemars(range(min = 0.3, max = 1), extend("examples" = [0.5]))]
    pub(crate) alike: Key<f64>,
    /// What a section has of the combined feed, where that is not what the others have.
    #[schemars(extend("default" = json!([])))]
    pub(crate) section: Key<Vec<Written<QuotaTable>>>,
    /// Articles that come before all others, in this order, each for a while.
    #[schemars(extend("default" = json!([])))]
    pub(crate) pin: Key<Vec<Written<PinTable>>>,
    /// News that is in the combined feed for a while whatever the limits say.
    ///
    /// Without it, the limits hold for all.
    pub(crate) breaking: Key<BreakingTable>,
}

/// What a section has of the combined feed, where that is not what the others have.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["name"]))]
pub(crate) struct QuotaTable {
    /// The section, by its name in addresses.
    pub(crate) name: Key<ShortName>,
    /// How much its articles count where the order is `scored`: of two of one age, 2 is above 1.
    #[schemars(range(min = 0.001, max = 1000), extend("default" = 1.0))]
    pub(crate) weight: Key<f64>,
    /// The fewest items that it has, where there are as many.
    #[schemars(range(min = 0, max = 500), extend("default" = 0))]
    pub(crate) min: Key<usize>,
    /// The most items that it has.
    ///
    /// Default: `per_section`.
    #[schemars(range(min = 1, max = 500), extend("examples" = [12]))]
    pub(crate) max: Key<usize>,
}

/// An article that comes before all others for a while.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["article", "until"]))]
pub(crate) struct PinTable {
    /// The article, by its id or by the address of its page.
    #[schemars(extend("examples" = ["https://www.induscourier.example/budget-day"]))]
    pub(crate) article: Key<Text>,
    /// When it is pinned no more; in the newsroom's time zone, where none is written.
    #[schemars(with = "Text")]
    #[schemars(extend("format" = "date-time", "examples" = ["2026-12-31T18:00:00+05:00"]))]
    pub(crate) until: Key<toml::value::Datetime>,
}

/// News that is in the combined feed for a while whatever the limits say.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["tags"]))]
pub(crate) struct BreakingTable {
    /// The tags that mark it; letter case does not count.
    #[schemars(length(min = 1), extend("examples" = [["breaking"]]))]
    pub(crate) tags: Key<Vec<Written<Text>>>,
    /// How long after it was published, from `1m` to `7d`.
    #[schemars(extend("default" = "2h"))]
    pub(crate) window: Key<Period>,
}
