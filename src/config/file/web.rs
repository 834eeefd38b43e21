//! `[web]`: the keys of the web edition.

use super::{Address, FilePath, Key, Size, Text, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// The web edition: the newspaper as pages for people, out of the same articles.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct WebTable {
    /// Where readers find the front page.
    ///
    /// Without it, there is no web edition. No id is made of it: it may move.
    #[schemars(extend("examples" = ["https://www.induscourier.example/"]))]
    pub(crate) address: Key<Address>,
    /// A folder of its own, which the paper is written into as files too.
    ///
    /// For a web server that is yours. Without it, there are none.
    #[schemars(extend("examples" = ["paper"]))]
    pub(crate) folder: Key<FilePath>,
    /// How much is kept of older pages that are still right, from `1 MiB` to `1 GiB`.
    #[schemars(extend("default" = "16 MiB"))]
    pub(crate) cache: Key<Size>,
    /// The one colour of links and marks, on a light ground.
    #[schemars(extend("default" = "#8a3b00"))]
    pub(crate) accent: Key<Text>,
    /// The same on a dark ground.
    #[schemars(extend("default" = "#ffb37a"))]
    pub(crate) accent_dark: Key<Text>,
    /// A stylesheet of your own, which comes after that of the paper.
    ///
    /// Without it, the paper looks as it is made.
    #[schemars(extend("examples" = ["paper.css"]))]
    pub(crate) stylesheet: Key<FilePath>,
    /// Keep what was read in the reader's browser, to be read without a connection.
    ///
    /// `false` takes away what browsers have kept.
    #[schemars(extend("default" = true))]
    pub(crate) offline: Key<bool>,
    /// The picture that stands for the paper on a home screen, square, 192 pixels or more.
    ///
    /// Without it, a sheet in the colour of links.
    #[schemars(extend("examples" = ["icon.png"]))]
    pub(crate) icon: Key<FilePath>,
    /// What the newspaper holds itself to: a page about its principles.
    ///
    /// Without it, none is named.
    #[schemars(extend("examples" = ["https://www.induscourier.example/principles"]))]
    pub(crate) principles: Key<Address>,
    /// How it mends its mistakes: a page about that.
    ///
    /// Without it, none is named.
    #[schemars(extend("examples" = ["https://www.induscourier.example/corrections"]))]
    pub(crate) corrections: Key<Address>,
    /// Links at the foot of every page, in this order.
    #[schemars(extend("default" = json!([])))]
    pub(crate) link: Key<Vec<Written<WebLinkTable>>>,
}

/// A link at the foot of every page.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["title", "url"]))]
pub(crate) struct WebLinkTable {
    /// The words of the link.
    #[schemars(extend("examples" = ["About us"]))]
    pub(crate) title: Key<Text>,
    /// Where the link leads.
    #[schemars(extend("examples" = ["https://www.induscourier.example/about"]))]
    pub(crate) url: Key<Address>,
}
