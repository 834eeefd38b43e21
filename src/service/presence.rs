//! Which service runs on a store: a hold on a file beside it. It guards no data: the store does
//! that itself.

use crate::belonging;
use crate::hold::{self, Hold};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A store has a service already.
#[derive(Debug, thiserror::Error)]
#[error(
    "another service is running on the article store {store} (process {process}): stop it first, or name another store in [store]"
)]
pub struct Running {
    /// Which store.
    pub store: PathBuf,
    /// Its process.
    pub process: String,
}

/// That a service runs, or that none may, for as long as this is kept.
#[derive(Debug)]
pub struct Alone {
    _hold: Option<Hold>,
}

impl Alone {
    /// Says that this process is the service of a store, or has it for itself.
    ///
    /// # Errors
    /// When another one is. Where files cannot be locked, as on some network drives, nobody
    /// is told of anybody.
    pub fn on(store: &Path) -> Result<Self, Running> {
        let Ok(file) = open(store) else { return Ok(Self { _hold: None }) };
        let running = |mut file| Running { store: store.to_owned(), process: process(&mut file) };
        let hold = Hold::on(file).map_err(running)?;
        // Who it is, for people; nothing hangs on it.
        let mut file = hold.file();
        let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Self { _hold: Some(hold) })
    }
}

/// The process of the service that runs on a store, if one does.
#[must_use]
pub fn running(store: &Path) -> Option<String> {
    let mut file = File::open(beside(store)).ok()?;
    (hold::is_held(&file) == Some(true)).then(|| process(&mut file))
}

/// Whether it is certain that no service runs on a store: one that may not be looked at may
/// have one.
#[must_use]
pub fn is_idle(store: &Path) -> bool {
    match File::open(beside(store)) {
        Ok(file) => hold::is_held(&file) == Some(false),
        Err(error) => {
            let folder = store.parent().filter(|folder| !folder.as_os_str().is_empty());
            let is_seen = folder.unwrap_or(Path::new(".")).read_dir().is_ok();
            error.kind() == std::io::ErrorKind::NotFound && is_seen
        }
    }
}

fn open(store: &Path) -> std::io::Result<File> {
    if let Some(folder) = store.parent() {
        belonging::make_folder(folder)?;
    }
    belonging::open_or_make(&beside(store), OpenOptions::new().read(true).write(true))
}

fn beside(store: &Path) -> PathBuf {
    let mut path = store.as_os_str().to_owned();
    path.push(".lock");
    path.into()
}

fn process(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(32).read_to_string(&mut text));
    if read.is_ok() && !text.is_empty() { text } else { "unknown".to_owned() }
}
