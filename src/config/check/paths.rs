//! Files and folders that the config names: whether they are there and are what
//! they should be. It makes none, and opens none.

use super::Checker;
use super::bad_value::BadValue;
use crate::config::file::{ConfigFile, FilePath, Key};
use crate::config::whereabouts::behind_links;
use std::path::{Component, Path, PathBuf};

impl Checker<'_, '_> {
    /// A folder of articles, which must be there.
    pub(super) fn folder_to_read(&mut self, key: &Key<FilePath>) -> Option<PathBuf> {
        let path = self.resolve(key)?;
        if path.is_dir() {
            return Some(path);
        }
        let shown = path.display();
        let refusal = if path.exists() {
            BadValue::new(
                format!("{shown} is not a folder"),
                "name the folder that holds the files",
            )
        } else {
            BadValue::new(
                format!("there is no folder {shown}"),
                format!("make it with `mkdir -p {shown}`, or mend the path"),
            )
        };
        if self.reading.to_look {
            self.findings.warn(key.span(), refusal.cause, refusal.remedy);
            return Some(path);
        }
        self.refuse(key.span(), refusal);
        None
    }

    /// A file that is read each time, and may not be there yet; its folder must.
    pub(super) fn file_to_read(&mut self, key: &Key<FilePath>) -> Option<PathBuf> {
        let path = self.resolve(key)?;
        self.not_a_folder(key, &path)?;
        self.inside_a_folder(key, &path)?;
        Some(path)
    }

    /// A file that the program makes.
    pub(super) fn file_to_write(&mut self, key: &Key<FilePath>) -> Option<PathBuf> {
        let path = self.resolve(key)?;
        self.not_a_folder(key, &path)?;
        self.inside_a_folder(key, &path)?;
        self.writable(key, parent_of(&path))?;
        Some(path)
    }

    /// A folder that the program makes, in a folder that is there.
    pub(super) fn folder_to_write(&mut self, key: &Key<FilePath>) -> Option<PathBuf> {
        let path = self.resolve(key)?;
        if path.is_dir() {
            self.writable(key, &path)?;
            return Some(path);
        }
        if path.exists() {
            let cause = format!("{} is not a folder", path.display());
            self.refuse(key.span(), BadValue::new(cause, "name a folder, or remove that file"));
            return None;
        }
        self.inside_a_folder(key, &path)?;
        self.writable(key, parent_of(&path))?;
        Some(path)
    }

    /// What is published must not be gathered again, and the store must not be
    /// where a web server hands files out.
    pub(super) fn published_apart(&mut self, file: &ConfigFile) {
        let Some(key) = file.publish.value().map(|publish| &publish.folder) else { return };
        let Some(published) = self.resolve(key).map(|path| tidy(&path)) else { return };
        if published.parent().is_none() && published.has_root() {
            let cause = "feeds are not published into the root of the disk";
            self.refuse(key.span(), BadValue::new(cause, "name a folder of their own"));
            return;
        }
        self.paper_apart(file, &published);
        let sources = file.source.value().into_iter().flatten();
        for folder in sources.filter_map(|source| source.value.folder.value()) {
            let Some(gathered) = self.resolve(&folder.path).map(|path| tidy(&path)) else {
                continue;
            };
            if published.starts_with(&gathered) || gathered.starts_with(&published) {
                let cause = "the folder of articles and that of the feeds are one in the other";
                let remedy = "name a folder of its own for each";
                self.refuse(folder.path.span(), BadValue::new(cause, remedy));
            }
        }
        let Some(key) = file.store.value().map(|store| &store.path) else { return };
        let store = self.resolve(key).map(|store| tidy(&behind_links(store)));
        let whole = published.canonicalize().unwrap_or_else(|_| published.clone());
        let holds = |store: PathBuf| store.starts_with(&published) || store.starts_with(&whole);
        if store.is_some_and(holds) {
            let cause = "the store would be among the published files, for anybody to download";
            self.refuse(key.span(), BadValue::new(cause, "name a path outside `publish.folder`"));
        }
    }

    /// The folder of the paper is nobody else's: what is in it may be replaced.
    fn paper_apart(&mut self, file: &ConfigFile, feeds: &Path) {
        let Some(key) = file.web.value().map(|web| &web.folder) else { return };
        if key.value().is_none() {
            return;
        }
        let Some(paper) = self.resolve(key).map(|path| tidy(&path)) else { return };
        let sources = file.source.value().into_iter().flatten();
        let folders = sources.filter_map(|source| source.value.folder.value());
        let mut others: Vec<_> =
            folders.filter_map(|it| self.resolve(&it.path).map(|path| tidy(&path))).collect();
        others.push(feeds.to_owned());
        let store = file.store.value().and_then(|store| self.resolve(&store.path));
        let holds_store = store.is_some_and(|store| tidy(&store).starts_with(&paper));
        let meets = |other: &PathBuf| paper.starts_with(other) || other.starts_with(&paper);
        if holds_store || others.iter().any(meets) {
            let cause = "the folder of the paper and another one are one in the other";
            let remedy = "name a folder for it in which nothing else is";
            self.refuse(key.span(), BadValue::new(cause, remedy));
        }
    }

    /// The path as seen from here.
    fn resolve(&mut self, key: &Key<FilePath>) -> Option<PathBuf> {
        let folder = self.folder;
        self.read(key, |path| {
            if path.0.contains('\0') {
                return Err(BadValue::new("the path holds a NUL character", "remove it"));
            }
            if is_of_windows(&path.0) {
                let cause = format!("{:?} is a path of Windows", path.0);
                let remedy = "write a path of this machine, with `/`, as in `/srv/articles`";
                return Err(BadValue::new(cause, remedy));
            }
            if let Some((cause, remedy)) = of_a_shell(&path.0) {
                return Err(BadValue::new(cause, remedy));
            }
            Ok(folder.join(&path.0))
        })
    }

    fn not_a_folder(&mut self, key: &Key<FilePath>, path: &Path) -> Option<()> {
        if !path.is_dir() {
            return Some(());
        }
        let cause = format!("{} is a folder", path.display());
        self.refuse(key.span(), BadValue::new(cause, "name a file in it"));
        None
    }

    fn inside_a_folder(&mut self, key: &Key<FilePath>, path: &Path) -> Option<()> {
        let parent = parent_of(path);
        if parent.is_dir() {
            return Some(());
        }
        let shown = parent.display();
        let cause = format!("there is no folder {shown}");
        let remedy = format!("make it with `mkdir -p {shown}`, or mend the path");
        self.refuse(key.span(), BadValue::new(cause, remedy));
        None
    }

    fn writable(&mut self, key: &Key<FilePath>, folder: &Path) -> Option<()> {
        let sealed = folder.metadata().is_ok_and(|about| about.permissions().readonly());
        if !sealed {
            return Some(());
        }
        let cause = format!("nobody may write in {}", folder.display());
        let remedy = "let the user that runs pressroom write there";
        self.refuse(key.span(), BadValue::new(cause, remedy));
        None
    }
}

/// What is wrong with a path that a shell or a browser would read, and nobody else does. One
/// that is there is one all the same.
fn of_a_shell(path: &str) -> Option<(String, String)> {
    if Path::new(path).exists() {
        return None;
    }
    if let Some(rest) = path.strip_prefix("file:") {
        let meant = format!("/{}", rest.trim_start_matches('/'));
        return Some((format!("\"{path}\" is an address"), format!("write the path: `{meant}`")));
    }
    if path.contains("://") {
        // It may have a password in it.
        let cause = "an address stands where a path is wanted".to_owned();
        let remedy = "write the path of a file or folder of this machine, as in `/srv/newsroom`";
        return Some((cause, remedy.to_owned()));
    }
    if path.trim() != path {
        let cause = format!("\"{path}\" begins or ends with a space");
        return Some((cause, format!("did you mean `{}`?", path.trim())));
    }
    if path.starts_with('~') || path.contains('$') {
        let cause = format!("\"{path}\" is what a shell understands, and no path");
        let rest = path.trim_start_matches('~').trim_start_matches("$HOME").trim_start_matches('/');
        let remedy = match rest.contains('$') {
            true => "nothing is put in the place of a variable: write the path whole".to_owned(),
            false => format!("write it whole, as in `/home/courier/{rest}`"),
        };
        return Some((cause, remedy));
    }
    let pattern = path.find(['*', '?'])?;
    let before = path[..pattern].rsplit_once('/').map_or(".", |(folder, _)| folder);
    let before = if before.is_empty() { "/" } else { before };
    let cause = format!("\"{path}\" is a pattern, and no path");
    Some((cause, format!("name the folder alone: `{before}`")))
}

/// A drive, a share, or what became of `\n` and `\t` in one between double quotes.
fn is_of_windows(path: &str) -> bool {
    let mut start = path.chars();
    let drive = start.next().is_some_and(|c| c.is_ascii_alphabetic()) && start.next() == Some(':');
    let rest = start.next();
    drive && rest.is_none_or(|c| "/\\".contains(c) || c.is_control())
        || path.starts_with("\\\\")
        || path.chars().any(|c| c.is_control())
}

/// The folder that a path is in.
fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}

/// The path without `.` and without a step down and up again.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if tidy.file_name().is_some() => {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}
