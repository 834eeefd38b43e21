//! What every format says in the same words: where the feed is, and which media type a link
//! to it has.

use super::error::RenderError;
use crate::feed_document::{FeedDocument, Format};
use crate::web_address::{AddressError, WebAddress};

/// The feed's own address in a format.
pub(super) fn address(doc: &FeedDocument, format: Format) -> Result<String, RenderError> {
    in_feed(doc, doc.address(format))
}

pub(super) fn in_feed(
    doc: &FeedDocument,
    address: Result<WebAddress, AddressError>,
) -> Result<String, RenderError> {
    address
        .map(String::from)
        .map_err(|source| RenderError::Address { feed: doc.slug.to_string(), source })
}

/// The media type without its parameters, as links want it.
pub(super) fn link_type(format: Format) -> &'static str {
    format.media_type().split(';').next().unwrap_or_default()
}
