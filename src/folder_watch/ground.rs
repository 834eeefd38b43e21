//! What is watched, and the system's watch over it. A path may come to mean another folder
//! while its name stays: it was replaced, mounted over, or is a link that was turned.

use notify::event::ModifyKind;
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A path, and whether the folders below it are meant, too.
pub(super) struct Ground {
    path: PathBuf,
    depth: RecursiveMode,
    /// The one file in it that is meant, and how it was when it was looked at last.
    one: Option<(PathBuf, Option<Stamp>)>,
}

/// By what it is seen that a file has changed: its length, its time and which file it is.
type Stamp = (u64, Option<SystemTime>, u64);

/// Which folder a path means at one moment.
#[derive(Debug, PartialEq, Eq)]
struct Mark {
    root: PathBuf,
    #[cfg(unix)]
    inode: (u64, u64),
}

/// A watch of the system's; dropping it ends it.
pub(super) struct Guard {
    _watcher: RecommendedWatcher,
    mark: Mark,
}

impl Ground {
    pub(super) fn new(path: &Path, depth: RecursiveMode) -> Self {
        Self { path: path.to_owned(), depth, one: None }
    }

    /// The same, of which one file alone is meant.
    pub(super) fn with_one(self, file: &Path) -> Self {
        Self { one: Some((file.to_owned(), stamp(file))), ..self }
    }

    /// Whether the one file is another than it was when this was asked last, or away.
    pub(super) fn one_has_changed(&mut self) -> bool {
        let Some((file, seen)) = &mut self.one else { return false };
        let now = stamp(file);
        let is_other = now != *seen;
        *seen = now;
        is_other
    }

    /// Watches it.
    ///
    /// # Errors
    /// When it cannot be watched: why, and what to do.
    pub(super) fn guard(
        &self,
        hear: impl Fn(notify::Result<Event>) + Send + 'static,
    ) -> Result<Guard, String> {
        let told = |reason: &dyn std::fmt::Display| {
            format!("{}: cannot be watched: {reason}", self.path.display())
        };
        let mark = self.mark().map_err(|error| told(&error))?;
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher =
            RecommendedWatcher::new(hear, config).map_err(|error| told(&in_words(&error)))?;
        watcher.watch(&mark.root, self.depth).map_err(|error| told(&in_words(&error)))?;
        Ok(Guard { _watcher: watcher, mark })
    }

    fn mark(&self) -> std::io::Result<Mark> {
        let root = self.path.canonicalize()?;
        #[cfg(unix)]
        let inode = {
            use std::os::unix::fs::MetadataExt;
            let found = fs::metadata(&root)?;
            (found.dev(), found.ino())
        };
        Ok(Mark {
            root,
            #[cfg(unix)]
            inode,
        })
    }
}

fn stamp(file: &Path) -> Option<Stamp> {
    let found = fs::metadata(file).ok()?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&found);
    #[cfg(not(unix))]
    let number = 0;
    Some((found.len(), found.modified().ok(), number))
}

impl Guard {
    /// Whether the path still means what is watched.
    pub(super) fn is_over(&self, ground: &Ground) -> bool {
        ground.mark().is_ok_and(|mark| mark == self.mark)
    }

    /// What is watched, with every link in its path resolved.
    pub(super) fn root(&self) -> &Path {
        &self.mark.root
    }

    /// Whether the folder itself was removed or renamed: its number may be given to the one
    /// that takes its place, so that the two look alike.
    pub(super) fn has_lost_its_ground(&self, event: &Event) -> bool {
        let leaves =
            matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        leaves && event.paths.contains(&self.mark.root)
    }
}

fn in_words(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system has no more watches to give: raise fs.inotify.max_user_watches".to_owned()
        }
        ErrorKind::Io(reason) if reason.raw_os_error() == Some(TOO_MANY_FILES) => {
            format!("{reason}: raise fs.inotify.max_user_instances, or the limit on open files")
        }
        _ => error.to_string(),
    }
}

/// `EMFILE` of every Unix.
const TOO_MANY_FILES: i32 = 24;
