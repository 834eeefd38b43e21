//! `[[source]]`: the keys of one source, its kind and its rules.

use super::access::AccessTable;
use super::page::{PageTable, SitemapTable};
use super::{Address, Cron, FilePath, Key, LanguageTag, Period, ShortName, Text, Written, Zone};
use super::{EditTable, FilterTable};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// Where articles come from, and when.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend(
    "required" = ["name", "schedule"],
    "oneOf" = [
        { "required": ["folder"] },
        { "required": ["feed"] },
        { "required": ["page"] },
        { "required": ["sitemap"] }
    ]
))]
pub(crate) struct SourceTable {
    /// The source's name; articles are remembered under it, so never change it.
    #[schemars(extend("examples" = ["newsroom"]))]
    pub(crate) name: Key<Text>,
    /// When it is asked, as a cron expression: minute, hour, day, month, weekday.
    pub(crate) schedule: Key<Cron>,
    /// The time zone of the schedule, and of dates in a feed and embargoes that name none.
    ///
    /// Default: `site.timezone` for the schedule, UTC for dates; an embargo then has no zone and is
    /// refused.
    pub(crate) timezone: Key<Zone>,
    /// At most this much is added to each firing, so that sources do not all start at once, up to `1h`.
    #[schemars(extend("default" = "0s"))]
    pub(crate) jitter: Key<Period>,
    /// The longest that it is left alone after failures in a row, up to `24h`; with `0s` it is asked by its schedule.
    ///
    /// Default: `fetch.backoff_max`.
    #[schemars(extend("examples" = ["15m"]))]
    pub(crate) backoff_max: Key<Period>,
    /// The sections of every article it brings.
    #[schemars(extend("default" = json!([]), "examples" = [["world"]]))]
    pub(crate) sections: Key<Vec<Written<ShortName>>>,
    /// The language of its articles, where they do not say it themselves.
    ///
    /// Default: `site.language`.
    pub(crate) language: Key<LanguageTag>,
    /// What relative addresses in its articles are relative to.
    ///
    /// Without it, what the source itself says; in files of a folder, `site.url`.
    #[schemars(extend("examples" = ["https://www.induscourier.example/"]))]
    pub(crate) base_url: Key<Address>,
    /// What the web edition has of articles that name their own address: a `link`, or a page (`own`).
    ///
    /// Such a page names the other one as the first, and asks search engines to leave it out.
    #[schemars(extend("default" = "link", "enum" = ["link", "own"]))]
    pub(crate) web: Key<Text>,
    /// Files in a folder, and in the folders below it.
    ///
    /// Without it, the source is of another kind.
    pub(crate) folder: Key<FolderTable>,
    /// A feed in RSS, Atom or JSON Feed.
    ///
    /// Without it, the source is of another kind.
    pub(crate) feed: Key<FeedTable>,
    /// A web page that lists articles; each is read from its own page.
    ///
    /// Without it, the source is of another kind.
    pub(crate) page: Key<PageTable>,
    /// A site's sitemap; each new article is read from its own page.
    ///
    /// Without it, the source is of another kind.
    pub(crate) sitemap: Key<SitemapTable>,
    /// What a source on the web is shown, and which way it is asked.
    #[schemars(extend("default" = json!({})))]
    pub(crate) access: Key<AccessTable>,
    /// Further sections, by what an article is.
    #[schemars(extend("default" = json!([])))]
    pub(crate) rule: Key<Vec<Written<RuleTable>>>,
    /// Only articles that meet one of these come in.
    ///
    /// It is held against the article as the source gave it, before any edit. What came in
    /// before the rule was written stays.
    #[schemars(extend("default" = json!([])))]
    pub(crate) keep: Key<Vec<Written<FilterTable>>>,
    /// Articles that meet one of these do not come in.
    ///
    /// It is held against the article as the source gave it, before any edit. What came in
    /// before the rule was written stays.
    #[schemars(extend("default" = json!([])))]
    pub(crate) drop: Key<Vec<Written<FilterTable>>>,
    /// Changes of the articles that come in, made in this order.
    #[schemars(extend("default" = json!([])))]
    pub(crate) edit: Key<Vec<Written<EditTable>>>,
    /// Join its items to articles that tell the same story, as `[duplicates]` says.
    #[schemars(extend("default" = true))]
    pub(crate) duplicates: Key<bool>,
}

/// Files in a folder, and in the folders below it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["path"]))]
pub(crate) struct FolderTable {
    /// The folder of articles, relative to this file.
    pub(crate) path: Key<FilePath>,
    /// Gather also when a file in it changes, not only by the schedule.
    #[schemars(extend("default" = true))]
    pub(crate) watch: Key<bool>,
    /// Withdraw an article when its file is removed.
    ///
    /// When all of them are gone at once, or most and at least ten, nothing is withdrawn
    /// before `pressroom confirm`.
    #[schemars(extend("default" = false))]
    pub(crate) mirror: Key<bool>,
}

/// A feed in RSS, Atom or JSON Feed: on the web, or in a file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("oneOf" = [{ "required": ["url"] }, { "required": ["file"] }]))]
pub(crate) struct FeedTable {
    /// The feed's address on the web.
    ///
    /// Without it, `file` is read.
    #[schemars(extend("examples" = ["https://wire.example/world.atom"]))]
    pub(crate) url: Key<Address>,
    /// A file to read in the place of an address, relative to this file.
    ///
    /// Without it, `url` is asked.
    #[schemars(extend("examples" = ["incoming/wire.xml"]))]
    pub(crate) file: Key<FilePath>,
    /// Take each new item's text from its own page, once.
    #[schemars(extend("default" = false))]
    pub(crate) full_text: Key<bool>,
    /// Withdraw an article that is missing among later ones when its page is gone (404, 410).
    #[schemars(extend("default" = false))]
    pub(crate) mirror: Key<bool>,
    /// Have the feed's hub tell when it has something new, where it names one (WebSub).
    ///
    /// Hubs find us below `site.feeds_url`, which they must be able to ask. The feed is asked
    /// by its schedule all the same.
    #[schemars(extend("default" = false))]
    pub(crate) websub: Key<bool>,
}

/// Further sections, by what an article is: every condition that is written must
/// hold, and one of its texts is enough. Letter case does not count.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend(
    "required" = ["sections"],
    "anyOf" = [
        { "required": ["category"] },
        { "required": ["address"] },
        { "required": ["title"] }
    ]
))]
pub(crate) struct RuleTable {
    /// Where a matching article belongs.
    #[schemars(length(min = 1), extend("examples" = [["sports"]]))]
    pub(crate) sections: Key<Vec<Written<ShortName>>>,
    /// Categories of the article, whole.
    ///
    /// Without it, any will do.
    #[schemars(length(min = 1), extend("examples" = [["cricket", "hockey"]]))]
    pub(crate) category: Key<Vec<Written<Text>>>,
    /// Parts of the article's address.
    ///
    /// Without it, any will do.
    #[schemars(length(min = 1), extend("examples" = [["/sports/"]]))]
    pub(crate) address: Key<Vec<Written<Text>>>,
    /// Whole words in the title.
    ///
    /// Without it, any will do.
    #[schemars(length(min = 1), extend("examples" = [["KSE-100", "rupee"]]))]
    pub(crate) title: Key<Vec<Written<Text>>>,
}
