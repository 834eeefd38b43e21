//! What a file of the folder turned out to hold: articles, faults, and what is not for
//! readers. It reads none.

use crate::raw_item::{RawItem, RefusalKind, Rejection};
use crate::sources::own_item::OwnItem;

/// What a file turned out to hold.
pub(super) struct FileReading {
    /// Its path below the root.
    pub(super) path: String,
    /// By key.
    pub(super) entries: Vec<(String, Entry)>,
    /// Whether `entries` names every article that is in the file: not when it
    /// cannot be read far enough to tell.
    pub(super) keys_are_certain: bool,
}

impl FileReading {
    /// The same, of a folder of drafts: whatever its files say, none of them is for readers.
    pub(super) fn kept_out(mut self) -> Self {
        for (_, entry) in &mut self.entries {
            if matches!(entry, Entry::New(_) | Entry::Known) {
                *entry = Entry::KeptOut(DRAFTS.to_owned(), Vec::new());
            }
        }
        self
    }

    /// The same, refused for a reason of the file's own: what of it readers have stays.
    pub(super) fn refused(mut self, reason: &str) -> Self {
        for (key, entry) in &mut self.entries {
            let title = match entry {
                Entry::New(item) => item.title.as_ref().map(|title| title.as_str().to_owned()),
                Entry::Known => None,
                _ => continue,
            };
            *entry = rejected(key, title, reason.to_owned());
        }
        self
    }
}

/// Where Jekyll keeps what is not ready.
pub(super) const DRAFTS: &str = "_drafts";

/// One article of a file.
pub(super) enum Entry {
    /// New, or different from what is known.
    New(Box<RawItem>),
    /// Known as it is.
    Known,
    /// There, and cannot be read.
    Rejected(Rejection),
    /// Marked as taken back, with the reason if there is one, and what is odd about it.
    TakenBack(Option<String>, Vec<String>),
    /// It is a draft: the key, or the folder, that says so, and what is odd about it.
    KeptOut(String, Vec<String>),
}

/// The entry of an article that says of itself that it is not for readers.
pub(super) fn kept_back(own: &OwnItem) -> Option<Entry> {
    let odd = || own.warnings.clone();
    let draft = own.draft.clone().map(|by| Entry::KeptOut(by, odd()));
    draft.or_else(|| own.withdrawn.clone().map(|reason| Entry::TakenBack(reason, odd())))
}

/// The entry of an article that is there and cannot be read.
pub(super) fn rejected(key: &str, title: Option<String>, reason: String) -> Entry {
    Entry::Rejected(Rejection { kind: RefusalKind::Fault, key: key.to_owned(), title, reason })
}

/// A file that cannot be read far enough to tell which article it is.
pub(super) fn unclear(path: String, stem: String, reason: String) -> FileReading {
    let reason = format!("{reason}. Until then nothing of this folder is withdrawn");
    let entry = rejected(&stem, None, reason);
    FileReading { path, entries: vec![(stem, entry)], keys_are_certain: false }
}
