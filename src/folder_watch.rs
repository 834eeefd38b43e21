//! Tells when something in a folder changed. It looks into no file, and what
//! changed is for the one who is told to find out.

use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How long it must be quiet: an editor that replaces a file makes several events.
const QUIET: Duration = Duration::from_millis(150);
/// How long after the first event the news is told even when it is never quiet.
const LATEST: Duration = Duration::from_millis(700);

/// A folder that is being watched; dropping it ends that.
#[derive(Debug)]
pub struct Watch {
    /// Ends the channel, and with it the thread, when it is dropped.
    _watcher: notify::RecommendedWatcher,
}

/// Calls `on_change` when files in a folder, or in the folders below it, were
/// made, changed, renamed or removed: once it was quiet for a moment, and not much
/// later than the first change in any case. The folder is watched, not its files,
/// so an editor that puts a new file in the place of the old one is noticed.
///
/// # Errors
/// When the folder does not exist, or the system has no more watches to give.
pub fn all_below(
    folder: &Path,
    on_change: impl Fn() + Send + 'static,
) -> Result<Watch, notify::Error> {
    watch(folder, RecursiveMode::Recursive, |_| true, on_change)
}

/// As [`all_below`], of one file only. The file may come and go, and be a link
/// that is turned elsewhere: where a folder of settings is mounted into a
/// container, it is a name with two dots at its start that changes.
///
/// # Errors
/// When the file's folder does not exist, or the system has no more watches to give.
pub fn file(file: &Path, on_change: impl Fn() + Send + 'static) -> Result<Watch, notify::Error> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = file.file_name().map(std::ffi::OsStr::to_owned);
    let is_meant = move |changed: &Path| {
        let changed = changed.file_name();
        changed == name.as_deref()
            || changed.is_some_and(|changed| changed.as_encoded_bytes().starts_with(b".."))
    };
    let folder = folder.unwrap_or(Path::new("."));
    watch(folder, RecursiveMode::NonRecursive, is_meant, on_change)
}

fn watch(
    folder: &Path,
    depth: RecursiveMode,
    is_meant: impl Fn(&Path) -> bool + Send + 'static,
    on_change: impl Fn() + Send + 'static,
) -> Result<Watch, notify::Error> {
    let root = folder.canonicalize()?;
    let (changed, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // An error, or an event that names nothing, may hide a change.
        let counts = event.map_or(true, |event| {
            let paths = &event.paths;
            is_change(&event.kind) && (paths.is_empty() || paths.iter().any(|path| is_meant(path)))
        });
        if counts {
            let _ = changed.send(());
        }
    })?;
    watcher.watch(&root, depth)?;
    thread::Builder::new()
        .name("folder-watch".to_owned())
        .spawn(move || tell(&changes, &on_change))?;
    Ok(Watch { _watcher: watcher })
}

/// Reading a file is an event too, and we read them all: it must not call us again.
fn is_change(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Any
    )
}

fn tell(changes: &Receiver<()>, on_change: &dyn Fn()) {
    while changes.recv().is_ok() {
        if wait_for_quiet(changes).is_err() {
            return;
        }
        on_change();
    }
}

/// `Err`: the watch has ended.
fn wait_for_quiet(changes: &Receiver<()>) -> Result<(), RecvTimeoutError> {
    let first = Instant::now();
    loop {
        let left = LATEST.saturating_sub(first.elapsed());
        match changes.recv_timeout(QUIET.min(left)) {
            Ok(()) if first.elapsed() < LATEST => {}
            Ok(()) | Err(RecvTimeoutError::Timeout) => return Ok(()),
            Err(ended) => return Err(ended),
        }
    }
}
