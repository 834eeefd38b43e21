//! Which published files still have the text of an article that was taken back: what can
//! be said of the disk to whoever took it back. It changes nothing.

use super::cut::piece;
use super::folder::is_held;
use crate::article::ArticleId;
use crate::edition::DocumentName;
use crate::feed_document::Format;
use memchr::memmem;
use serde_json::Value;
use std::path::Path;

/// What a notice of withdrawal has in RSS, and an article never.
const NOTICE: &str = "<dcterms:valid";

/// Whether a pressroom publishes into this folder now.
#[must_use]
pub fn is_published_into(folder: &Path) -> bool {
    is_held(folder)
}

/// The feeds and archive pages among these whose files still have the article.
#[must_use]
pub fn still_in<'n>(
    folder: &Path,
    names: impl IntoIterator<Item = &'n DocumentName>,
    id: &ArticleId,
) -> Vec<DocumentName> {
    let has = |name: &&DocumentName| {
        std::fs::read(folder.join(name.file_name())).is_ok_and(|bytes| carries(name, &bytes, id))
    };
    names.into_iter().filter(has).cloned().collect()
}

fn carries(name: &DocumentName, bytes: &[u8], id: &ArticleId) -> bool {
    // Most files never had it, and are not read as what they are.
    if memmem::find(bytes, id.as_str().as_bytes()).is_none() {
        return false;
    }
    match name {
        DocumentName::Feed(_, Format::Json) => {
            serde_json::from_slice(bytes).is_ok_and(|feed: Value| {
                let items = feed["items"].as_array().into_iter().flatten();
                items.into_iter().any(|item| item["id"] == id.as_str())
            })
        }
        DocumentName::Feed(..) | DocumentName::Archive(_) => piece(bytes, id.as_str())
            .is_some_and(|piece| !String::from_utf8_lossy(piece).contains(NOTICE)),
        _ => false,
    }
}
