//! What stands on every page, and how addresses and dates are written on it: taken from the
//! settings once. It knows no article.

use super::assets::{Asset, assets, route_of};
use super::icons::FAVICON;
use crate::article::Article;
use crate::config::Settings;
use crate::config::settings::{AskedHosts, Web};
use crate::feed_document::Format;
use crate::look::direction;
use crate::own_picture::OwnPicture;
use crate::paper::{Paper, Route};
use crate::section::{Section, Slug};
use crate::text::Language;
use crate::web_address::WebAddress;
use crate::words::{Words, words};
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands on every page.
#[derive(Clone, Debug)]
pub struct Furniture {
    /// The newspaper's name.
    pub(super) title: String,
    /// A sentence about it.
    pub(super) description: String,
    /// Its language.
    pub(super) language: Language,
    /// Its words in that language.
    pub(super) words: &'static Words,
    /// The newsroom's zone.
    pub(super) zone: Tz,
    /// The copyright line.
    pub(super) rights: Option<String>,
    /// Its sections, in their order.
    pub(super) sections: Vec<Section>,
    /// What the settings say of the edition.
    pub(super) web: Web,
    /// The folder of the feeds.
    pub(super) feeds: WebAddress,
    /// Its wide picture, or else its square one.
    pub(super) logo: Option<WebAddress>,
    /// Who can be written to in the newsroom.
    pub(super) editors: Vec<String>,
    /// Searches are answered.
    pub(super) searches: bool,
    /// The pages are files, behind which nothing answers.
    pub(super) is_files: bool,
    /// The files that belong to the pages.
    pub(super) assets: Arc<Vec<Asset>>,
    /// What a page lets a browser ask where it is.
    pub(super) asked: AskedHosts,
    /// Those that are here, of the pages that are being written.
    own: Arc<BTreeMap<WebAddress, OwnPicture>>,
}

impl Furniture {
    /// The furniture of the web edition, where there is one.
    #[must_use]
    pub fn of(settings: &Settings) -> Option<Self> {
        let web = settings.web.clone()?;
        let site = &settings.site;
        let logo = site.logo.as_ref().map(|logo| logo.url.clone());
        Some(Self {
            title: site.title.to_string(),
            description: site.description.to_string(),
            language: site.language.clone(),
            words: words(&site.language),
            zone: site.timezone,
            rights: site.rights.as_ref().map(ToString::to_string),
            sections: settings.sections.clone(),
            assets: Arc::new(assets(&web)),
            asked: AskedHosts::of(settings),
            own: Arc::default(),
            feeds: site.feeds_url.clone(),
            logo: logo.or_else(|| site.icon.clone()),
            editors: site.editor.iter().map(|editor| editor.email.to_string()).collect(),
            searches: settings.search.enabled,
            is_files: false,
            web,
        })
    }

    /// The same, with these pictures of the paper's own.
    #[must_use]
    pub fn with_pictures(&self, own: BTreeMap<WebAddress, OwnPicture>) -> Self {
        Self { own: Arc::new(own), ..self.clone() }
    }

    /// The same, for pages that are files: nothing is searched for and nobody is written to.
    #[must_use]
    pub fn for_files(&self) -> Self {
        Self { searches: false, is_files: true, ..self.clone() }
    }

    /// The paper's own picture in the place of one at this address, where it is here.
    pub(super) fn own_picture(&self, address: &WebAddress) -> Option<&OwnPicture> {
        self.own.get(address).filter(|_| self.is_to_be_own(address))
    }

    /// Those of the paper's own pictures that an article shows.
    #[must_use]
    pub fn own_pictures(&self, article: &Article) -> Vec<OwnPicture> {
        let pictures = article.pictures();
        pictures.iter().filter_map(|address| self.own_picture(address)).cloned().collect()
    }

    /// Whether the picture at this address is to be the paper's own.
    #[must_use]
    pub fn is_to_be_own(&self, address: &WebAddress) -> bool {
        self.asked.is_own_picture(address)
    }

    /// The icon beside an address.
    #[must_use]
    pub fn icon(&self) -> &[u8] {
        let icon = self.assets.iter().find(|asset| asset.name == FAVICON);
        icon.map(|icon| &*icon.bytes).unwrap_or_default()
    }

    /// The files that belong to the pages.
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Who can be written to in the newsroom.
    #[must_use]
    pub fn editors(&self) -> &[String] {
        &self.editors
    }

    /// The paper's addresses.
    #[must_use]
    pub fn paper(&self) -> &Paper {
        &self.web.paper
    }

    /// What readers call a page.
    pub(super) fn href(&self, route: &Route) -> String {
        self.web.paper.href(route)
    }

    /// The whole address of a page.
    pub(super) fn url(&self, route: &Route) -> String {
        self.web.paper.url(route).to_string()
    }

    /// Where a file of this name is.
    pub(super) fn asset(&self, name: &str) -> String {
        route_of(&self.assets, name).map(|route| self.href(&route)).unwrap_or_default()
    }

    /// The whole address of a file of this name.
    pub(super) fn asset_url(&self, name: &str) -> String {
        route_of(&self.assets, name).map(|route| self.url(&route)).unwrap_or_default()
    }

    /// The last words of its name that have so many letters together, for where there is no
    /// room for all; the last of all if no word has so few.
    pub(super) fn short_title(&self, most: usize) -> String {
        let mut short = String::new();
        for word in self.title.split_whitespace().rev() {
            if short.chars().count() + word.chars().count() + 1 > most && !short.is_empty() {
                break;
            }
            short = if short.is_empty() { word.to_owned() } else { format!("{word} {short}") };
        }
        short
    }

    /// The name of a section.
    pub(super) fn section(&self, slug: &Slug) -> Option<&Section> {
        self.sections.iter().find(|section| section.slug == *slug)
    }

    /// The address of a feed.
    pub(super) fn feed(&self, slug: &Slug, format: Format) -> String {
        let file = format!("{slug}.{}", format.extension());
        self.feeds.join(&file).map(|url| url.to_string()).unwrap_or_default()
    }

    /// `rtl` or `ltr`.
    pub(super) fn direction(&self) -> &'static str {
        direction(&self.language)
    }
}
