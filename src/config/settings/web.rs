//! The settings of the web edition. What a page says is not known here.

use crate::paper::Paper;
use crate::text::XmlText;
use crate::web_address::WebAddress;
use std::path::PathBuf;

/// `[web]`: the newspaper as pages for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Web {
    /// Its addresses.
    pub paper: Paper,
    /// The folder that the paper is written into as files, if it is.
    pub folder: Option<PathBuf>,
    /// How much is kept of older pages, in bytes.
    pub cache_bytes: usize,
    /// The colour of links and marks, on a light and on a dark ground.
    pub accent: [String; 2],
    /// The operator's own CSS.
    pub stylesheet: Option<String>,
    /// What was read is kept in browsers.
    pub offline: bool,
    /// The operator's own picture for home screens, as its file has it.
    pub icon: Option<Vec<u8>>,
    /// A page about what the newspaper holds itself to.
    pub principles: Option<WebAddress>,
    /// A page about how it mends its mistakes.
    pub corrections: Option<WebAddress>,
    /// Links at the foot of every page.
    pub links: Vec<WebLink>,
}

/// `[[web.link]]`: a link at the foot of every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebLink {
    /// Its words.
    pub title: XmlText,
    /// Where it leads.
    pub url: WebAddress,
}
