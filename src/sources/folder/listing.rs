//! Which files of a folder are articles. It opens none of them.

use crate::raw_item::Rejection;
use crate::sources::SourceError;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Folders deeper than this are not looked into.
const DEEPEST: usize = 32;

/// The article files below a folder.
pub(super) struct Listing {
    /// The folder, with every symbolic link in its path resolved.
    pub(super) root: PathBuf,
    /// Their paths, sorted.
    pub(super) files: Vec<PathBuf>,
    /// What could not be looked into.
    pub(super) rejections: Vec<Rejection>,
    /// When something last came into one of the folders or went.
    pub(super) names_changed: Option<SystemTime>,
}

/// Lists a folder. Hidden files and folders, files of other kinds, and links that
/// lead out of the folder or to another folder are passed over.
pub(super) fn list(folder: &Path) -> Result<Listing, SourceError> {
    let unreadable = |reason| SourceError::Unreadable { path: folder.to_owned(), reason };
    let root = folder.canonicalize().map_err(unreadable)?;
    if !root.is_dir() {
        return Err(SourceError::NotAFolder { path: folder.to_owned() });
    }
    let mut listing = Listing {
        names_changed: changed(&root),
        root: root.clone(),
        files: Vec::new(),
        rejections: Vec::new(),
    };
    let entries = fs::read_dir(&root).map_err(unreadable)?;
    if let Err(reason) = listing.take(entries, 0) {
        return Err(unreadable(reason));
    }
    listing.files.sort();
    Ok(listing)
}

impl Listing {
    fn take(&mut self, entries: fs::ReadDir, depth: usize) -> io::Result<()> {
        for entry in entries {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.descend(&path, depth + 1);
            } else if is_article(&path) && (kind.is_file() || self.leads_inside(&path)) {
                self.files.push(path);
            }
        }
        Ok(())
    }

    fn descend(&mut self, path: &Path, depth: usize) {
        self.names_changed = self.names_changed.max(changed(path));
        let looked = if depth > DEEPEST {
            Err(io::Error::other(format!("it lies deeper than {DEEPEST} folders")))
        } else {
            fs::read_dir(path).and_then(|entries| self.take(entries, depth))
        };
        if let Err(reason) = looked {
            self.rejections.push(Rejection {
                key: path.strip_prefix(&self.root).unwrap_or(path).display().to_string(),
                title: None,
                reason: format!(
                    "{}: this folder cannot be read: {reason}. Let this user read it; until then nothing is withdrawn",
                    path.display()
                ),
            });
        }
    }

    /// Whether a link leads to a file in the folder itself.
    fn leads_inside(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|target| target.starts_with(&self.root) && target.is_file())
    }
}

/// When something last came into a folder or went.
fn changed(folder: &Path) -> Option<SystemTime> {
    fs::metadata(folder).and_then(|facts| facts.modified()).ok()
}

/// Whether a file is of a kind that articles are written in.
fn is_article(path: &Path) -> bool {
    Kind::of(path).is_some()
}

/// The kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `.md`, `.markdown`
    Markdown,
    /// `.html`, `.htm`
    Html,
    /// `.json`
    Json,
    /// `.txt`
    Text,
}

impl Kind {
    /// By the end of the name.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_string_lossy().to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "json" => Some(Self::Json),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }
}
