//! What the configuration says about serving, as it is asked at every edition.

use super::outlook::CacheBounds;
use super::paths::PublicPaths;
use crate::config::Settings;
use crate::config::settings::AskedHosts;
use crate::paper::Paper;
use crate::section::Slug;
use crate::text::Language;
use crate::web_address::WebAddress;
use http::HeaderValue;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What the configuration says about serving.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) cache: CacheBounds,
    pub(super) gone: Vec<Slug>,
    pub(super) moved: BTreeMap<Slug, Slug>,
    /// The feeds that are there as soon as they are published.
    pub(super) expected: Vec<Slug>,
    pub(super) hubs: Vec<WebAddress>,
    pub(super) folder: WebAddress,
    /// What readers call our paths.
    pub(super) paths: PublicPaths,
    /// What a page of the web edition may load.
    pub(super) policy: HeaderValue,
    /// The web edition, where there is one.
    pub(super) paper: Option<Paper>,
    /// The language of the newspaper.
    pub(super) language: Language,
    /// Searches are answered.
    pub(super) searches: bool,
    /// Where the published files are.
    pub(super) files: PathBuf,
    /// Where the paper's own pictures are, when it has such.
    pub(super) pictures: Option<PathBuf>,
}

impl Rules {
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            cache: CacheBounds::of(&settings.publish),
            gone: settings.server.gone.clone(),
            moved: settings.server.moved.clone(),
            expected: settings.feed_slugs().collect(),
            hubs: settings.site.hubs.clone(),
            folder: settings.site.feeds_url.clone(),
            paths: PublicPaths::of(&settings.site.feeds_url),
            policy: HeaderValue::try_from(AskedHosts::of(settings).policy())
                .unwrap_or(HeaderValue::from_static("default-src 'none'")),
            paper: settings.paper().cloned(),
            language: settings.site.language.clone(),
            searches: settings.search.enabled,
            files: settings.publish.folder.clone(),
            pictures: settings.pictures.own.then(|| settings.store.pictures()),
        }
    }

    /// A feed, or the section of one, that has another name now or none.
    pub(super) fn is_former(&self, slug: &Slug) -> bool {
        self.gone.contains(slug) || self.moved.contains_key(slug)
    }
}
