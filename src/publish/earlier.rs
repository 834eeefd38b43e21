//! Whether a folder has what a newsroom published before: asked where its store knows of
//! nothing. It changes nothing.

use super::cut::entries;
use crate::archive::{FOLDER, PageName};
use crate::edition::DocumentName;
use memchr::memmem;
use std::path::Path;

/// What a document has that tells of a withdrawal: in RSS, Atom and JSON Feed.
const NOTICES: [&[u8]; 3] = [b"dcterms:valid", b"deleted-entry", b"\"date_withdrawn\""];

/// Whether any of these documents of a newsroom is there and has an article or the notice
/// of a withdrawal, or a page of an archive is there.
#[must_use]
pub fn has_published<'n>(folder: &Path, names: impl IntoIterator<Item = &'n DocumentName>) -> bool {
    let says_something = |name: &DocumentName| {
        matches!(name, DocumentName::Feed(..))
            && std::fs::read(folder.join(name.file_name())).is_ok_and(|bytes| tells(&bytes))
    };
    names.into_iter().any(says_something) || has_archive(folder)
}

fn tells(document: &[u8]) -> bool {
    !entries(document).is_empty()
        || NOTICES.iter().any(|notice| memmem::find(document, notice).is_some())
}

fn has_archive(folder: &Path) -> bool {
    let files = std::fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten();
    let mut names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    names.any(|name| PageName::of_file(&format!("{FOLDER}/{name}")).is_some())
}
