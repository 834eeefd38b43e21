//! Exactly what may be written in `config.toml`, table by table. The doc comment
//! of a key is its description in the JSON Schema, and its first sentence is the
//! comment above it in the shipped file. What a value means is not judged here.

mod access;
mod alert_mail;
mod alerts;
mod api;
mod desk;
mod duplicates;
mod email;
mod embeds;
mod feed;
mod fetch;
mod forms;
mod front_page;
mod page;
mod pictures;
mod policy;
mod publish;
mod search;
mod section;
mod server;
mod site;
mod source;
mod store;
mod text_or_kept;
mod web;
mod written;

pub(super) use access::{AccessTable, Kept};
pub(super) use alert_mail::AlertMailTable;
pub(super) use alerts::AlertsTable;
pub(super) use api::{ApiTable, TokenTable};
pub(super) use desk::{DeskTable, DeskUserTable};
pub(super) use duplicates::DuplicatesTable;
pub(super) use email::EmailTable;
pub(super) use embeds::EmbedsTable;
pub(super) use feed::CustomFeedTable;
pub(super) use fetch::FetchTable;
pub(super) use forms::{
    Address, Cron, Endpoint, FilePath, LanguageTag, Mailbox, PartName, Period, RegularExpression,
    Selector, ShortName, Size, Text, Words, Zone,
};
pub(super) use front_page::{BreakingTable, FrontPageTable, PinTable, QuotaTable};
pub(super) use page::{PageTable, SitemapTable};
pub(super) use pictures::PicturesTable;
pub(super) use policy::{EditTable, FilterTable};
pub(super) use publish::PublishTable;
pub(super) use search::SearchTable;
pub(super) use section::SectionTable;
pub(super) use server::ServerTable;
pub(super) use site::{LogoTable, SiteTable};
pub(super) use source::{FeedTable, FolderTable, RuleTable, SourceTable};
pub(super) use store::StoreTable;
pub(super) use text_or_kept::TextOrKept;
pub(super) use web::{WebLinkTable, WebTable};
pub(super) use written::{Key, Written};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Deserialize;
use serde_json::json;

/// The configuration of a pressroom: one newsroom and its feeds.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "pressroom config.toml")]
#[schemars(extend("required" = ["site", "section"]))]
#[schemars(extend("anyOf" = [{"required": ["source"]}, {"required": ["api"]}]))]
pub(super) struct ConfigFile {
    /// Who publishes.
    pub(super) site: Key<SiteTable>,
    /// How the feeds are served.
    #[schemars(extend("default" = json!({})))]
    pub(super) server: Key<ServerTable>,
    /// Where the articles are kept.
    #[schemars(extend("default" = json!({})))]
    pub(super) store: Key<StoreTable>,
    /// What a feed holds, and for how long it may be cached.
    #[schemars(extend("default" = json!({})))]
    pub(super) publish: Key<PublishTable>,
    /// The feed of all sections combined.
    #[schemars(extend("default" = json!({})))]
    pub(super) front_page: Key<FrontPageTable>,
    /// How upstream feeds are asked.
    #[schemars(extend("default" = json!({})))]
    pub(super) fetch: Key<FetchTable>,
    /// The web edition: the newspaper as pages for people, out of the same articles.
    #[schemars(extend("default" = json!({})))]
    pub(super) web: Key<WebTable>,
    /// Feeds that readers make by searching, at `/feeds/search.atom?q=…`.
    #[schemars(extend("default" = json!({})))]
    pub(super) search: Key<SearchTable>,
    /// How articles are pushed over HTTP; without a token nobody can.
    #[schemars(extend("default" = json!({})))]
    pub(super) api: Key<ApiTable>,
    /// The newsroom's desk: pages at `/desk/` on the admin address.
    #[schemars(extend("default" = json!({})))]
    pub(super) desk: Key<DeskTable>,
    /// Who is told when something is wrong in the newsroom: a webhook, people by e-mail, or both.
    #[schemars(extend("default" = json!({})))]
    pub(super) alerts: Key<AlertsTable>,
    /// When the same story from two sources, or under a new name, is one article.
    #[schemars(extend("default" = json!({})))]
    pub(super) duplicates: Key<DuplicatesTable>,
    /// What becomes of the players of film and sound that articles embed.
    #[schemars(extend("default" = json!({})))]
    pub(super) embeds: Key<EmbedsTable>,
    /// Where the pictures of the paper's own pages come from.
    #[schemars(extend("default" = json!({})))]
    pub(super) pictures: Key<PicturesTable>,
    /// Which e-mail addresses readers may see; without this table, none.
    #[schemars(extend("default" = json!({})))]
    pub(super) email: Key<EmailTable>,
    /// The sections of the newspaper, each with a feed of its own, in this order.
    #[schemars(length(min = 1))]
    pub(super) section: Key<Vec<Written<SectionTable>>>,
    /// Custom feeds, from any sections.
    #[schemars(extend("default" = json!([])))]
    pub(super) feed: Key<Vec<Written<CustomFeedTable>>>,
    /// Where articles come from, and when; the first of two that bring one article wins.
    ///
    /// Without it, all articles are pushed, by whoever has a token in `[api]`.
    #[schemars(length(min = 1))]
    pub(super) source: Key<Vec<Written<SourceTable>>>,
}

/// The JSON Schema (draft 2020-12) of the file, for editors; every default in it
/// is the one that counts. TOML dates stand in it as strings of the form `date`.
#[must_use]
pub fn json_schema() -> serde_json::Value {
    SchemaSettings::draft2020_12()
        .with(|settings| settings.inline_subschemas = true)
        .into_generator()
        .into_root_schema_for::<ConfigFile>()
        .to_value()
}
