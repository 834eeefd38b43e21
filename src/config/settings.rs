//! The configuration as the program uses it: complete, checked, nothing left to
//! parse. It is made by `config::check` only, and says nothing about the file's form.

mod access;
pub mod alerts;
mod api;
mod asked_hosts;
mod custom_feed;
mod desk;
mod duplicates;
mod fetch;
pub mod front_page;
mod judging;
mod pictures;
pub mod policy;
mod publish;
mod search;
mod server;
mod site;
mod source;
mod store;
mod web;

pub use crate::desk::PUSH_SOURCE;
pub use access::{Login, Proxies, SourceAccess};
pub use api::{Access, Api, Token};
pub use asked_hosts::AskedHosts;
pub use custom_feed::CustomFeed;
pub use desk::{Desk, DeskUser, Role};
pub use duplicates::Duplicates;
pub use fetch::Fetch;
pub use judging::{Judging, Rule};
pub use pictures::Pictures;
pub use publish::Publish;
pub use search::Search;
pub use server::Server;
pub use site::Site;
pub use source::{Folder, ListingPage, Location, Selectors, Sitemap, Source, SourceKind, Upstream};
pub use store::Store;
pub use web::{Web, WebLink};

use crate::config::Problem;
use crate::paper::Paper;
use crate::section::{Section, Slug};
use crate::source_memory::SourceName;
use crate::text::{Embeds, PublicMail};
use alerts::Alerts;
use front_page::FrontPage;

/// All settings of one newsroom.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// `[site]`
    pub site: Site,
    /// `[server]`
    pub server: Server,
    /// `[store]`
    pub store: Store,
    /// `[publish]`
    pub publish: Publish,
    /// `[front_page]`
    pub front_page: FrontPage,
    /// `[fetch]`
    pub fetch: Fetch,
    /// `[duplicates]`
    pub duplicates: Duplicates,
    /// `[embeds]`
    pub embeds: Embeds,
    /// `[pictures]`
    pub pictures: Pictures,
    /// `[email]`
    pub public_mail: PublicMail,
    /// `[[section]]`, in the order of the file.
    pub sections: Vec<Section>,
    /// `[[feed]]`, in the order of the file.
    pub feeds: Vec<CustomFeed>,
    /// `[[source]]`, in the order of the file.
    pub sources: Vec<Source>,
    /// `[api]`
    pub api: Api,
    /// `[desk]`
    pub desk: Desk,
    /// `[search]`
    pub search: Search,
    /// `[web]`; `None` where there is no web edition.
    pub web: Option<Web>,
    /// `[alerts]`
    pub alerts: Alerts,
    /// What hardly means what it looks like: it is told, and costs nothing.
    pub warnings: Vec<Problem>,
}

impl Settings {
    /// The web edition's addresses, where there is one.
    #[must_use]
    pub fn paper(&self) -> Option<&Paper> {
        self.web.as_ref().map(|web| &web.paper)
    }

    /// Every feed that is published: the front page, the sections, then the feeds of
    /// their own choice, each as the file has them.
    pub fn feed_slugs(&self) -> impl Iterator<Item = Slug> {
        let sections = self.sections.iter().map(|section| section.slug.clone());
        let own = self.feeds.iter().map(|feed| feed.name.slug.clone());
        std::iter::once(Slug::front_page()).chain(sections).chain(own)
    }

    /// The source of this name.
    #[must_use]
    pub fn source(&self, name: &SourceName) -> Option<&Source> {
        self.sources.iter().find(|source| source.name() == name)
    }
}
