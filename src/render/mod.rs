//! Writes feed documents in each format. Pure: the same document, the same
//! bytes, on every machine and every day. It decides nothing about what is in a
//! feed, and reads nothing back: the gate does.

mod addresses;
mod atom;
mod atom_entry;
mod atom_finish;
mod body;
mod categories;
pub mod dates;
mod episode;
mod error;
mod first_published;
mod history;
mod index_page;
mod json_feed;
mod json_item;
mod markdown_file;
mod news_sitemap;
mod opml;
mod page;
mod page_frame;
mod rss;
mod rss_extension;
mod rss_finish;
mod rss_item;
mod withdrawn_page;

pub use error::RenderError;
pub use index_page::index;
pub use json_feed::export;
pub use markdown_file::markdown_file;
pub use news_sitemap::news_sitemap;
pub use opml::opml;
pub use page::page;
pub use withdrawn_page::withdrawn_page;

use crate::feed_document::{FeedDocument, Format};

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
