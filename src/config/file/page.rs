//! `[source.page]` and `[source.sitemap]`: articles that are read from their own
//! pages.

use super::{Address, Key, Period, Selector, Written};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// A web page that lists articles; each is read from its own page.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["url"]))]
pub(crate) struct PageTable {
    /// The address of the page that lists them.
    #[schemars(extend("examples" = ["https://news.example/world/"]))]
    pub(crate) url: Key<Address>,
    /// The links to articles in it, as a CSS selector.
    ///
    /// Without it, they are found by themselves.
    #[schemars(extend("examples" = ["h2 a"]))]
    pub(crate) links: Key<Selector>,
    /// The headline of an article, as a CSS selector.
    ///
    /// Without it, it is found by itself.
    #[schemars(extend("examples" = ["h1.headline"]))]
    pub(crate) title: Key<Selector>,
    /// Who wrote it, as a CSS selector.
    ///
    /// Without it, it is found by itself.
    #[schemars(extend("examples" = [".byline a"]))]
    pub(crate) byline: Key<Selector>,
    /// When it was published, as a CSS selector.
    ///
    /// Without it, it is found by itself.
    #[schemars(extend("examples" = ["time.published"]))]
    pub(crate) date: Key<Selector>,
    /// Where in the newspaper it stands, as a CSS selector.
    ///
    /// Without it, it is found by itself.
    #[schemars(extend("examples" = [".breadcrumb a"]))]
    pub(crate) section: Key<Selector>,
    /// Its lead picture, as a CSS selector.
    ///
    /// Without it, it is found by itself.
    #[schemars(extend("examples" = ["figure.lead img"]))]
    pub(crate) image: Key<Selector>,
    /// Its text, as a CSS selector.
    ///
    /// Without it, it is found by itself.
    #[schemars(extend("examples" = [".story-body"]))]
    pub(crate) body: Key<Selector>,
    /// What is taken out of its text, as CSS selectors.
    #[schemars(extend("default" = json!([]), "examples" = [[".related"]]))]
    pub(crate) remove: Key<Vec<Written<Selector>>>,
    /// The most articles' pages that one pass reads; the rest comes with the next.
    #[schemars(range(min = 1, max = 1000), extend("default" = 20))]
    pub(crate) max_pages: Key<usize>,
}

/// A site's sitemap; each new article is read from its own page.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["url"]))]
pub(crate) struct SitemapTable {
    /// The address of the sitemap: for news, for all pages, or an index of others.
    #[schemars(extend("examples" = ["https://news.example/news-sitemap.xml"]))]
    pub(crate) url: Key<Address>,
    /// The most articles' pages that one pass reads, the newest first.
    #[schemars(range(min = 1, max = 1000), extend("default" = 20))]
    pub(crate) max_pages: Key<usize>,
    /// Only pages that changed this short a while ago, from `1h` to `365d`.
    #[schemars(extend("default" = "2d"))]
    pub(crate) within: Key<Period>,
}
