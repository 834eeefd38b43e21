//! What the pages beside the feeds have in common, as their templates want it: the head, the
//! bar and the foot. No script, no picture, nothing that asks another server.

use super::addresses::{address, link_type};
use super::error::RenderError;
use crate::feed_document::{FeedDocument, Format};
use crate::words::{Words, words};

/// What follows a feed's address where it is not to be shown as a page for people.
const RAW: &str = "raw";

/// The frame of a page.
pub(super) struct Frame<'a> {
    /// For those who list pages.
    pub(super) description: &'a str,
    /// The feeds and lists that a reader may discover in its head.
    pub(super) links: Vec<HeadLink>,
    /// The newspaper's name.
    pub(super) paper: &'a str,
    /// Its front page, or its site.
    pub(super) site: &'a str,
    /// The copyright line.
    pub(super) rights: Option<&'a str>,
    /// The page's own words.
    pub(super) w: &'static Words,
    /// The way to the folder of the feeds.
    pub(super) up: &'static str,
}

/// What a reader may discover.
pub(super) struct HeadLink {
    pub(super) media_type: &'static str,
    pub(super) title: String,
    pub(super) address: String,
}

/// A feed in a format.
pub(super) struct Address {
    /// What people call the format.
    pub(super) name: &'static str,
    /// Where the feed is.
    pub(super) address: String,
    /// Where a browser shows the document itself.
    pub(super) raw: String,
}

impl<'a> Frame<'a> {
    /// The frame of a page about a feed.
    pub(super) fn of(doc: &'a FeedDocument, links: Vec<HeadLink>) -> Self {
        Self {
            description: &doc.description,
            links,
            paper: &doc.masthead.title,
            site: doc.masthead.paper.as_ref().unwrap_or(&doc.masthead.site).as_str(),
            rights: doc.masthead.rights.as_deref(),
            w: words(&doc.language),
            up: "",
        }
    }
}

impl HeadLink {
    /// The link to a feed in a format.
    pub(super) fn to(
        doc: &FeedDocument,
        format: Format,
        title: String,
    ) -> Result<Self, RenderError> {
        Ok(Self { media_type: link_type(format), title, address: address(doc, format)? })
    }
}

/// What people call a format.
pub(super) fn format_name(format: Format) -> &'static str {
    match format {
        Format::Rss => "RSS",
        Format::Atom => "Atom",
        Format::Json => "JSON Feed",
    }
}

/// The addresses of a feed, each under its format's name.
pub(super) fn addresses(doc: &FeedDocument) -> Result<Vec<Address>, RenderError> {
    let of = |format: Format| {
        let address = address(doc, format)?;
        let mark = if address.contains('?') { '&' } else { '?' };
        let raw = format!("{address}{mark}{RAW}");
        Ok(Address { name: format_name(format), address, raw })
    };
    Format::ALL.into_iter().map(of).collect()
}
