//! Of which part of a folder nobody can tell what is in it. What is gone from there may
//! still be there; it judges nothing else.

use std::collections::BTreeSet;

/// What is in doubt of a folder's listing, and what is certainly there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubt {
    /// Every key that is certainly there.
    pub present: BTreeSet<String>,
    /// The folders that have a file which may be any article of theirs.
    pub(super) folders: BTreeSet<String>,
    /// The folders that cannot be looked into, nor what is below them.
    pub(super) closed: BTreeSet<String>,
    /// What somebody has to mend; a file that is still being written is no such thing.
    pub to_mend: BTreeSet<String>,
}

impl Doubt {
    /// Nobody can tell which articles are in this file.
    pub(super) fn of_file(&mut self, path: &str) {
        self.folders.insert(folder_of(path).to_owned());
    }

    /// Nobody can tell what is in this folder.
    pub(super) fn of_folder(&mut self, path: String) {
        self.to_mend.insert(path.clone());
        self.closed.insert(path);
    }

    /// Whether anything is in doubt.
    pub(super) fn is_any(&self) -> bool {
        !self.folders.is_empty() || !self.closed.is_empty()
    }

    /// Whether something that lay in this folder may be there still; of what is not known
    /// where it lay, it may.
    #[must_use]
    pub fn covers(&self, folder: Option<&str>) -> bool {
        let Some(folder) = folder else { return true };
        let is_below = |closed: &String| {
            let rest = folder.strip_prefix(closed.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.folders.contains(folder) || self.closed.iter().any(is_below)
    }
}

/// The folder of a file, below the source's.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
