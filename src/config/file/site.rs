//! `[site]`: the keys that say who publishes.

use super::{Address, Key, LanguageTag, Mailbox, Text, Written, Zone};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// Who publishes.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["title", "url", "founded"]))]
pub(crate) struct SiteTable {
    /// The newspaper's name.
    #[schemars(extend("examples" = ["The Indus Courier"]))]
    pub(crate) title: Key<Text>,
    /// A sentence about it, for readers' lists of feeds.
    ///
    /// Default: `News from` and the title, in the words of the paper's language.
    pub(crate) description: Key<Text>,
    /// The newspaper's own site.
    #[schemars(extend("examples" = ["https://www.induscourier.example/"]))]
    pub(crate) url: Key<Address>,
    /// Where readers find the published folder.
    ///
    /// It stands in every feed as the feed's own address. Default: `feeds/` below `url`.
    #[schemars(extend("examples" = ["https://www.induscourier.example/feeds/"]))]
    pub(crate) feeds_url: Key<Address>,
    /// The day from which the host of `url` is yours; never change it.
    ///
    /// The identity of every feed is made of it (RFC 4151), and a feed that has no
    /// entry yet carries it as its date.
    #[schemars(extend("format" = "date", "examples" = ["2026-09-01"]))]
    #[schemars(with = "Text")]
    pub(crate) founded: Key<toml::value::Datetime>,
    /// The authority of the feeds' identities (RFC 4151); never change it.
    ///
    /// Default: the host of `url` and the day `founded`. Write the old one here when
    /// the newspaper moves to another host.
    #[schemars(extend("examples" = ["www.induscourier.example,2026-09-01"]))]
    pub(crate) tag: Key<Text>,
    /// Other hosts that the newspaper's own articles are on.
    ///
    /// The news sitemap names no article of another host than these and that of `url`.
    #[schemars(extend("default" = json!([]), "examples" = [["live.induscourier.example"]]))]
    pub(crate) hosts: Key<Vec<Written<Text>>>,
    /// The language of the articles, with its country.
    #[schemars(extend("default" = "en"))]
    pub(crate) language: Key<LanguageTag>,
    /// The newsroom's time zone, in which schedules are read and pages show dates.
    #[schemars(extend("default" = "UTC"))]
    pub(crate) timezone: Key<Zone>,
    /// The copyright line.
    ///
    /// Without it, feeds have none.
    #[schemars(extend("examples" = ["© 2026 The Indus Courier"]))]
    pub(crate) rights: Key<Text>,
    /// Who answers for the content, as `address (name)`.
    ///
    /// Without it, feeds name nobody.
    pub(crate) editor: Key<Mailbox>,
    /// Who answers for the feeds, as `address (name)`.
    ///
    /// Without it, feeds name nobody.
    pub(crate) webmaster: Key<Mailbox>,
    /// A small square picture of the newspaper.
    ///
    /// Without it, readers show their own.
    #[schemars(extend("examples" = ["https://www.induscourier.example/icon.png"]))]
    pub(crate) icon: Key<Address>,
    /// A wide picture of the newspaper.
    ///
    /// Without it, feeds have none.
    pub(crate) logo: Key<LogoTable>,
    /// WebSub hubs that are told of every change.
    ///
    /// Each is told of every topic whose document changed, once it is served. They are
    /// on the public internet, unless `fetch.allow_hosts` names the host.
    #[schemars(extend("default" = json!([]), "examples" = [["https://hub.example/"]]))]
    pub(crate) hubs: Key<Vec<Written<Address>>>,
}

/// A wide picture of the newspaper.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["url"]))]
pub(crate) struct LogoTable {
    /// Where the picture is.
    #[schemars(extend("examples" = ["https://www.induscourier.example/logo.png"]))]
    pub(crate) url: Key<Address>,
    /// Its width in pixels; RSS allows 144 at most.
    ///
    /// Without it, feeds do not say how wide it is.
    #[schemars(range(min = 1, max = 144), extend("examples" = [144]))]
    pub(crate) width: Key<u32>,
    /// Its height in pixels; RSS allows 400 at most.
    ///
    /// Without it, feeds do not say how high it is.
    #[schemars(range(min = 1, max = 400), extend("examples" = [48]))]
    pub(crate) height: Key<u32>,
}
