//! Writes feed documents in each format. Pure: the same document, the same
//! bytes, on every machine and every day. It decides nothing about what is in a
//! feed, and reads nothing back: the gate does.

mod atom;
mod atom_entry;
mod atom_finish;
mod body;
mod categories;
pub mod dates;
mod episode;
mod history;
mod index_page;
mod json_feed;
mod json_item;
mod news_sitemap;
mod opml;
mod page;
mod page_frame;
mod rss;
mod rss_finish;
mod rss_item;
mod withdrawn_page;
mod words;

pub use index_page::index;
pub use news_sitemap::news_sitemap;
pub use opml::opml;
pub use page::page;
pub use withdrawn_page::withdrawn_page;

use crate::feed_document::{FeedDocument, Format};
use crate::web_address::{AddressError, WebAddress};

/// What every feed names as its maker. Without a version: with one, each release
/// would change every feed's bytes, and every reader would fetch them all again.
const GENERATOR: &str = "pressroom";

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The `rss` crate's error.
    #[error("the RSS of {feed}: {source}")]
    Rss {
        /// The feed's id.
        feed: String,
        /// What the writer says.
        source: ::rss::Error,
    },
    /// The `atom_syndication` crate's error.
    #[error("the Atom of {feed}: {source}")]
    Atom {
        /// The feed's id.
        feed: String,
        /// What the writer says.
        source: atom_syndication::Error,
    },
    /// What was written is not XML that can be read again.
    #[error("the XML of {document}: {source}")]
    Xml {
        /// The feed's id, or what the document is.
        document: String,
        /// What the reader or writer says.
        source: quick_xml::Error,
    },
    /// The JSON writer's error.
    #[error("the JSON of {feed}: {source}")]
    Json {
        /// The feed's id.
        feed: String,
        /// What the writer says.
        source: serde_json::Error,
    },
    /// A feed has no address.
    #[error("the feed {feed}: {source}")]
    Address {
        /// The feed's slug.
        feed: String,
        /// What is wrong with it.
        source: AddressError,
    },
}

/// Writes a feed in one format, in UTF-8.
///
/// # Errors
/// When a writer fails; no valid document is known that makes one fail.
pub fn render(doc: &FeedDocument, format: Format) -> Result<Vec<u8>, RenderError> {
    match format {
        Format::Rss => rss::rss(doc),
        Format::Atom => atom::atom(doc),
        Format::Json => json_feed::json_feed(doc),
    }
}

/// The feed's own address in a format.
fn address(doc: &FeedDocument, format: Format) -> Result<String, RenderError> {
    in_feed(doc, doc.address(format))
}

fn in_feed(
    doc: &FeedDocument,
    address: Result<WebAddress, AddressError>,
) -> Result<String, RenderError> {
    address
        .map(String::from)
        .map_err(|source| RenderError::Address { feed: doc.slug.to_string(), source })
}

/// The media type without its parameters, as links want it.
fn link_type(format: Format) -> &'static str {
    format.media_type().split(';').next().unwrap_or_default()
}
