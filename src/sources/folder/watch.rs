//! Tells when something in a folder changed. It looks into no file, and what
//! changed is for the next pass to find out.

use crate::sources::SourceError;
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
pub fn watch(path: &Path, on_change: impl Fn() + Send + 'static) -> Result<Watch, SourceError> {
    let fault = |reason: String| SourceError::Watch { path: path.to_owned(), reason };
    let root = path.canonicalize().map_err(|error| fault(error.to_string()))?;
    let (changed, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // An error may hide a change, so it counts as one.
        if event.map_or(true, |event| is_change(&event.kind)) {
            let _ = changed.send(());
        }
    })
    .map_err(|error| fault(error.to_string()))?;
    watcher.watch(&root, RecursiveMode::Recursive).map_err(|error| fault(error.to_string()))?;
    thread::Builder::new()
        .name("folder-watch".to_owned())
        .spawn(move || tell(&changes, &on_change))
        .map_err(|error| fault(error.to_string()))?;
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
