//! The links between a feed and the pages of its archive (RFC 5005 §4), the same in
//! every format. It writes none of them.

use super::addresses::{address, in_feed};
use super::error::RenderError;
use crate::feed_document::{FeedDocument, Format, History};

/// The namespace of feed history (RFC 5005 §1.1).
pub(super) const NAMESPACE: &str = "http://purl.org/syndication/history/1.0";

/// The address of the next older part of a feed, which JSON Feed calls `next_url`.
pub(super) fn next(doc: &FeedDocument, format: Format) -> Result<Option<String>, RenderError> {
    let older = match doc.history {
        History::None => None,
        History::Current(newest) => Some(newest),
        History::Page(number) => number.checked_sub(1),
    };
    let older = older.filter(|number| *number > 0);
    older.map(|number| in_feed(doc, doc.page_address(number, format))).transpose()
}

/// The links that a document carries, as relation and address, its own first.
///
/// A page names the one after it before that is there: a full page never changes
/// again. Until then the server sends whoever follows that link to the feed.
pub(super) fn links(
    doc: &FeedDocument,
    format: Format,
) -> Result<Vec<(&'static str, String)>, RenderError> {
    let page = |number: u32| in_feed(doc, doc.page_address(number, format));
    let feed = address(doc, format)?;
    Ok(match doc.history {
        History::None => vec![("self", feed)],
        History::Current(newest) => vec![("self", feed), ("prev-archive", page(newest)?)],
        History::Page(number) => {
            let mut links = vec![("self", page(number)?), ("current", feed)];
            if number > 1 {
                links.push(("prev-archive", page(number - 1)?));
            }
            links.push(("next-archive", page(number.saturating_add(1))?));
            links
        }
    })
}

/// Whether the document is a page of an archive, and says so (`fh:archive`).
pub(super) fn is_page(doc: &FeedDocument) -> bool {
    matches!(doc.history, History::Page(_))
}
