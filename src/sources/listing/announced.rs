//! What a page announces of its site: the feeds it links to, and what it is called.
//! It asks for nothing.

use super::elements::{base_of, select};
use crate::sources::html_tree;
use crate::text::charset;
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;

/// More feeds than this are not taken from one page.
const MOST: usize = 50;

/// Links that name a feed by its type, wherever they are.
const TYPED: &str = "link[rel~='alternate' i][href][type]";

/// Links for people that look like a feed's.
const SHOWN: &str = "a[href$='.rss' i], a[href$='.atom' i], a[href$='/feed' i], a[href$='/feed/' i], \
    a[href$='/rss' i], a[href$='/rss/' i], a[href$='rss.xml' i], a[href$='atom.xml' i], \
    a[href$='feed.xml' i], a[href$='feed.json' i]";

/// What a page announces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announced {
    /// The page's title.
    pub title: Option<String>,
    /// The feeds, in the order of the page, each once.
    pub feeds: Vec<WebAddress>,
}

/// Reads what a page announces.
#[must_use]
pub fn announced(bytes: &[u8], content_type: Option<&str>, address: &WebAddress) -> Announced {
    let html = html_tree::page(&charset::decode_page(bytes, content_type));
    let base = base_of(&html, address);
    let title = select(&html, "title").first().map(|title| one_line(&title.text()));
    let mut feeds: Vec<WebAddress> = Vec::new();
    let typed =
        select(&html, TYPED).into_iter().filter(|link| is_feed_type(link.attr("type").as_deref()));
    for link in typed.chain(select(&html, SHOWN)) {
        let found = link.attr("href").and_then(|href| base.join(&href).ok());
        feeds.extend(found.filter(|address| !feeds.contains(address)));
    }
    feeds.truncate(MOST);
    Announced { title: title.filter(|title| !title.is_empty()), feeds }
}

fn is_feed_type(media_type: Option<&str>) -> bool {
    let bare = media_type.unwrap_or_default().split(';').next().unwrap_or_default();
    let bare = bare.trim().to_ascii_lowercase();
    // `application/json` alone is mostly an interface for programs.
    ["rss+xml", "atom+xml", "feed+json", "rdf+xml"].iter().any(|kind| bare.ends_with(kind))
}
