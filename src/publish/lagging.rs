//! Which published files still have the text of an article that was taken back: what can
//! be said of the disk to whoever took it back. It changes nothing.

use super::cut::entries;
use crate::article::ArticleId;
use crate::edition::DocumentName;
use crate::hold;
use memchr::memmem;
use std::fs::File;
use std::path::Path;

/// Whether a pressroom publishes into this folder now.
#[must_use]
pub fn is_published_into(folder: &Path) -> bool {
    File::open(folder).is_ok_and(|handle| hold::is_held(&handle) == Some(true))
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
    memmem::find(bytes, id.as_str().as_bytes()).is_some()
        && matches!(name, DocumentName::Feed(..) | DocumentName::Archive(_))
        && entries(bytes).iter().any(|entry| entry == id.as_str())
}
