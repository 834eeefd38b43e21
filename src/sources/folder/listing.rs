//! Which files of a folder are articles. It opens none of them but what may be a copy.

use super::about::is_about_others;
use super::copies::{A_COPY, copies};
use crate::raw_item::{Rejection, Warning};
use crate::regular_file::NO_FILE;
use crate::sources::SourceError;
use std::collections::BTreeMap;
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
    /// Those that say something of their folder, or of an article beside them.
    pub(super) about: Vec<PathBuf>,
    /// What could not be looked into.
    pub(super) rejections: Vec<Rejection>,
    /// When something last came into one of the folders or went.
    pub(super) names_changed: Option<SystemTime>,
    /// The links that are not followed, and the kinds of files that nobody reads.
    pub(super) warnings: Vec<Warning>,
    /// By the end of their names: the first of these files, and how many there are.
    unknown: BTreeMap<String, (PathBuf, usize)>,
}

/// Lists a folder. Hidden files and folders are passed over; so are files of other kinds,
/// and links that lead out of the folder or to another folder, with a warning.
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
        about: Vec::new(),
        rejections: Vec::new(),
        warnings: Vec::new(),
        unknown: BTreeMap::new(),
    };
    let entries = fs::read_dir(&root).map_err(unreadable)?;
    if let Err(reason) = listing.take(entries, 0) {
        return Err(unreadable(reason));
    }
    listing.files.sort();
    listing.pass_over_copies();
    listing.warn_of_kinds();
    listing.warnings.sort();
    Ok(listing)
}

impl Listing {
    fn take(&mut self, entries: fs::ReadDir, depth: usize) -> io::Result<()> {
        for entry in entries {
            let entry = entry?;
            // Hidden, or the lock of a file that an office program has open.
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') || name.to_string_lossy().starts_with("~$") {
                continue;
            }
            let path = entry.path();
            let kind = entry.file_type()?;
            if kind.is_dir() && is_of_the_system(&name.to_string_lossy()) {
                self.warn(&path, OF_THE_SYSTEM.to_owned());
            } else if kind.is_dir() {
                self.descend(&path, depth + 1);
            } else if kind.is_symlink() {
                self.follow(path);
            } else if !kind.is_file() {
                self.warn(&path, format!("{NO_FILE}: remove it"));
            } else if is_article(&path) {
                match is_about_others(&path) {
                    true => {
                        self.warn(&path, ABOUT_OTHERS.to_owned());
                        self.about.push(path);
                    }
                    false => self.files.push(path),
                }
            } else if is_for_nobody(&path) {
                let end = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
                self.unknown.entry(end).or_insert_with(|| (path, 0)).1 += 1;
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
                kind: crate::raw_item::RefusalKind::Fault,
                key: path.strip_prefix(&self.root).unwrap_or(path).display().to_string(),
                title: None,
                reason: format!(
                    "{}: this folder cannot be read: {reason}. Let this user read it; until then nothing of it is withdrawn",
                    path.display()
                ),
            });
        }
    }

    /// Takes a link that leads to a file in the folder itself, and tells of any other.
    fn follow(&mut self, path: PathBuf) {
        let why = match path.canonicalize() {
            Ok(target) if target.is_dir() => {
                "it is a link to a folder, and those are not followed: move the folder here, or make it a source of its own"
            }
            Ok(_) if !is_article(&path) => return,
            Err(_) if !is_article(&path) && !is_for_nobody(&path) => return,
            Ok(target) if target.starts_with(&self.root) => return self.files.push(path),
            Ok(_) => {
                "it is a link that leads out of the folder, and those are not followed: copy the file here"
            }
            Err(_) => "it is a link that leads nowhere: remove it",
        };
        self.warn(&path, why.to_owned());
    }

    fn pass_over_copies(&mut self) {
        let copies = copies(&self.files);
        copies.iter().for_each(|copy| self.warn(copy, A_COPY.to_owned()));
        self.files.retain(|file| !copies.contains(file));
    }

    fn warn_of_kinds(&mut self) {
        for (end, (first, count)) in std::mem::take(&mut self.unknown) {
            let what = match (end.is_empty(), count) {
                (true, 1) => "this file has no kind in its name".to_owned(),
                (true, count) => format!("{count} files as this one have no kind in their names"),
                (false, 1) => format!("nobody reads a file of the kind .{end}"),
                (false, count) => format!("nobody reads {count} files of the kind .{end}"),
            };
            self.warn(&first, format!("{what}: an article is .md, .html, .json or .txt"));
        }
    }

    fn warn(&mut self, path: &Path, warning: String) {
        let key = path.strip_prefix(&self.root).unwrap_or(path).display().to_string();
        self.warnings.push(Warning { key, warning });
    }
}

/// What is said of a folder that a machine keeps for itself.
const OF_THE_SYSTEM: &str =
    "a machine keeps here what was deleted, or copies of its own: nothing of it is read";

/// Whether a folder is one that a machine keeps for itself, as shares and archives do.
fn is_of_the_system(name: &str) -> bool {
    const NAMES: [&str; 10] = [
        "#recycle",
        "@recycle",
        "@eadir",
        "#snapshot",
        "$recycle.bin",
        "recycler",
        "recycled",
        "__macosx",
        "lost+found",
        "system volume information",
    ];
    NAMES.contains(&name.to_lowercase().as_str())
}

/// Whether a file is neither what articles show nor what an editor or a copy leaves for a
/// moment.
fn is_for_nobody(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let passes = name.ends_with('~')
        || name.starts_with('#')
        || [".tmp", ".part", ".swp", ".swx"].iter().any(|end| name.ends_with(end));
    let shown = mime_guess::from_path(path).first().is_some_and(|kind| {
        matches!(kind.type_().as_str(), "image" | "audio" | "video" | "font")
            || matches!(kind.essence_str(), "application/pdf" | "text/css" | "text/javascript")
    });
    !passes && !shown
}

/// When something last came into a folder or went.
fn changed(folder: &Path) -> Option<SystemTime> {
    fs::metadata(folder).and_then(|facts| facts.modified()).ok()
}

/// Whether a file is of a kind that articles are written in.
fn is_article(path: &Path) -> bool {
    Kind::of(path).is_some()
}

/// What is said of a file that is about others.
const ABOUT_OTHERS: &str = "a file of this name is about its folder, so it is no article: if it is one, give it another name";

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
