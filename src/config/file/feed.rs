//! `[[feed]]`: the keys of one custom feed.

use super::{Address, Key, LanguageTag, ShortName, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// A custom feed, from any sections.
///
/// Conditions of different kinds must all hold; within one, any value is enough.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CustomFeedTable {
    /// The feed's name for people.
    ///
    /// Default: that of `section`.
    #[schemars(extend("examples" = ["Floods"]))]
    pub(crate) title: Key<Text>,
    /// The feed's name in addresses; readers subscribe to it, so never change it.
    ///
    /// Default: made of the title, as `top-story` of `Top Story`; of a section and a
    /// profile, as `world-smartnews`.
    #[schemars(extend("examples" = ["floods"]))]
    pub(crate) slug: Key<ShortName>,
    /// A sentence about the feed.
    ///
    /// Default: that of `section`, or the feed's and the newspaper's names.
    #[schemars(extend("examples" = ["Rivers, dams and rain."]))]
    pub(crate) description: Key<Text>,
    /// The page about its subject on the site.
    ///
    /// Default: that of `section`, or `site.url`.
    #[schemars(extend("examples" = ["https://www.induscourier.example/floods"]))]
    pub(crate) page: Key<Address>,
    /// The feed's language, where it is not the site's.
    ///
    /// Default: that of `section`, or `site.language`.
    #[schemars(extend("examples" = ["ur-PK"]))]
    pub(crate) language: Key<LanguageTag>,
    /// The one section that it is another form of, for an aggregator.
    ///
    /// Without it, `sections` says what it takes.
    #[schemars(extend("examples" = ["world"]))]
    pub(crate) section: Key<ShortName>,
    /// The aggregator that it is made for: what that one would refuse is left out.
    ///
    /// Without it, nothing is. `pressroom check --profile` says what would be.
    #[schemars(
        extend("enum" = ["msn", "flipboard", "apple-news", "smartnews", "newsbreak", "google-news"]),
        extend("examples" = ["smartnews"])
    )]
    pub(crate) profile: Key<Text>,
    /// The sections whose articles it takes; all when none is named.
    #[schemars(extend("default" = json!([]), "examples" = [["world", "business"]]))]
    pub(crate) sections: Key<Vec<Written<ShortName>>>,
    /// The authors whose articles it takes, by their whole names; all when none is named.
    #[schemars(extend("default" = json!([]), "examples" = [["Sana Mirza"]]))]
    pub(crate) authors: Key<Vec<Written<Text>>>,
    /// The tags that it takes; any when none is named.
    #[schemars(extend("default" = json!([]), "examples" = [["monsoon"]]))]
    pub(crate) tags: Key<Vec<Written<Text>>>,
    /// What its articles must say: words, `"phrases"`, `OR` between two, `-` before what must not be there.
    ///
    /// Without it, what they say does not matter. It is looked for in titles,
    /// summaries, texts, authors' names and tags.
    #[schemars(extend("examples" = ["flood OR monsoon \"Tarbela Dam\" -cricket"]))]
    pub(crate) query: Key<Text>,
    /// Items in the feed.
    ///
    /// Default: `publish.items`.
    #[schemars(range(min = 1, max = 10000), extend("examples" = [50]))]
    pub(crate) items: Key<usize>,
}
