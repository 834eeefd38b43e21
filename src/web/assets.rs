//! The files that belong to the pages, under names with a hash: what has another content
//! has another name, so that each may be kept for ever. It writes no page.

use super::icons::icons;
use crate::config::settings::Web;
use crate::fingerprint::Fingerprint;
use crate::look::STYLE;
use crate::paper::Route;

/// The colour of a picture in its place, in browsers that read colours from attributes.
const GROUNDS: &str = "img[data-ground]{background:attr(data-ground type(<color>),var(--line))}\n";

/// What its pages do beyond being read.
const SCRIPT: &str = include_str!("paper.js");

/// A file that belongs to the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// What pages call it, as in `paper.css`.
    pub name: &'static str,
    /// Where it is.
    pub route: Route,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// All files that belong to the pages of a web edition.
#[must_use]
pub fn assets(web: &Web) -> Vec<Asset> {
    let own = web.icon.as_deref().and_then(|icon| image::load_from_memory(icon).ok());
    let icons = icons(own.as_ref(), &web.accent[0]).into_iter();
    let mut assets = vec![
        asset("paper.css", style(web).into_bytes()),
        asset("paper.js", SCRIPT.as_bytes().to_vec()),
    ];
    assets.extend(icons.map(|icon| asset(icon.name, icon.bytes)));
    assets
}

/// Where a file of this name is.
pub(super) fn route_of(assets: &[Asset], name: &str) -> Option<Route> {
    assets.iter().find(|asset| asset.name == name).map(|asset| asset.route.clone())
}

fn asset(name: &'static str, bytes: Vec<u8>) -> Asset {
    let hash = Fingerprint::of(&bytes).to_string();
    let hash: String = hash.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    Asset { name, route: Route::Asset(format!("{stem}.{hash}.{extension}")), bytes }
}

/// The stylesheet in the operator's colours, with the operator's own at its end.
fn style(web: &Web) -> String {
    let [light, dark] = &web.accent;
    let own = web.stylesheet.as_deref().unwrap_or_default();
    STYLE.replace("#8a3b00", light).replace("#ffb37a", dark) + GROUNDS + own
}
