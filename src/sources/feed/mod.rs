//! Reads feeds of any kind: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed.
//! Damage costs the item it is in and no other. It does not fetch feeds, and
//! judges nothing but whether they can be read.

mod addresses;
mod as_published;
mod asked_address;
mod attributes;
mod best;
mod blogger;
mod channel;
mod characters;
mod construct;
mod duplicates;
mod exported;
mod ghost;
mod item;
pub mod json_feed;
mod json_members;
mod json_mending;
mod json_slices;
pub mod left_out;
mod markup;
mod media;
mod names;
mod naming;
pub mod not_taken;
pub mod opml;
mod outline;
mod own_entities;
mod people;
pub mod portions;
mod reading;
mod scan;
mod strange_file;
mod tombstones;
mod tree;
mod wordpress;
mod xml_feed;

pub(in crate::sources) use asked_address::hide;
pub(crate) use naming::name_by_page;
pub use reading::{MAX_ITEMS, Reading};

use super::Known;
use crate::secrets::public_folder;
use crate::text::charset;
use crate::web_address::WebAddress;
use chrono_tz::Tz;

/// A feed as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The body, decompressed and otherwise untouched.
    pub bytes: &'a [u8],
    /// The `Content-Type` header, where there was one: its charset counts.
    pub content_type: Option<&'a str>,
    /// The address it came from, after redirects.
    pub base: Option<&'a WebAddress>,
}

/// Why a document could not be read as a feed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// There is nothing in it.
    #[error("{address}: the document is empty: ask the publisher, or try again later")]
    Empty {
        /// Where it came from.
        address: String,
    },
    /// It is something else.
    #[error("{address}: not a feed but {found}: {remedy}")]
    NotAFeed {
        /// Where it came from.
        address: String,
        /// What it looks like.
        found: &'static str,
        /// What to do about it.
        remedy: &'static str,
    },
    /// It is longer than [`MAX_BYTES`].
    #[error(
        "{address}: {bytes} bytes is more than the {MAX_BYTES} that a feed may have: ask for fewer items"
    )]
    TooLarge {
        /// Where it came from.
        address: String,
        /// How long it is.
        bytes: usize,
    },
}

/// The longest document that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Reads a feed, leaving out the items whose fingerprints are in `known`.
///
/// # Errors
/// When it is not a feed at all; a damaged feed is read as far as it goes.
pub fn read(document: &Document<'_>, known: &Known) -> Result<Reading, FeedError> {
    read_in(document, chrono_tz::UTC, known)
}

/// As [`read`], with the zone of the dates that name none.
///
/// # Errors
/// As [`read`].
pub fn read_in(document: &Document<'_>, zone: Tz, known: &Known) -> Result<Reading, FeedError> {
    let address = || document.base.map_or_else(|| "the document".to_owned(), ToString::to_string);
    let bytes = document.bytes.len();
    if bytes > MAX_BYTES {
        return Err(FeedError::TooLarge { address: address(), bytes });
    }
    let text = charset::decode(document.bytes, document.content_type);
    if text.trim().is_empty() {
        return Err(FeedError::Empty { address: address() });
    }
    let is_json = text.trim_start().starts_with(['{', '[']);
    // What a relative link leads to is published.
    let base = document.base.map(public_folder);
    let reading = match is_json {
        true => ghost::reading(&text, zone, known)
            .or_else(|| json_feed::read_json(&text, base.as_ref(), zone, known)),
        false => xml_feed::read_xml(&own_entities::put_in(&text), base.as_ref(), zone, known),
    };
    let mut reading = reading.ok_or_else(|| {
        let (found, remedy) = what_it_is(&text);
        FeedError::NotAFeed { address: address(), found, remedy }
    })?;
    document.base.into_iter().for_each(|asked| hide(&mut reading.items, asked));
    Ok(reading)
}

/// What a document that is no feed looks like, and what to do about it.
fn what_it_is(text: &str) -> (&'static str, &'static str) {
    const ASK: &str = "check the address; the publisher may have moved the feed";
    let opening: String = text.trim_start().chars().take(2048).collect();
    let opening = opening.to_ascii_lowercase();
    if opening.contains("<html") || opening.contains("<!doctype html") {
        let remedy = "look in its source for <link rel=\"alternate\"> and use that address";
        return ("an HTML page", remedy);
    }
    if opening.starts_with(['{', '[']) {
        return ("JSON without the items of a JSON Feed", ASK);
    }
    if opening.contains("<opml") {
        return ("an OPML list of feeds", "use the address of one of the feeds in it");
    }
    if opening.contains("<urlset") || opening.contains("<sitemapindex") {
        return (
            "a sitemap",
            "make a [source.sitemap] of it, or use the address of the site's feed",
        );
    }
    if opening.starts_with('<') { ("XML of another kind", ASK) } else { ("plain text", ASK) }
}
