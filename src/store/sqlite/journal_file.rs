//! The journal beside the store, as a file: one line of JSON for each row that the table
//! `journal` had, so that it outlives the store. It knows nothing of what a line says but
//! of which article it is.

use super::journal_entry::{Entry, Line};
use super::sealed_keys::sealed;
use crate::belonging::{self, Owner};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// How much of the end of the file is read for its last lines.
const END: u64 = 64 * 1024;

/// The journal of a store.
#[derive(Debug)]
pub(super) struct JournalFile {
    path: PathBuf,
}

/// What is in it beyond a number.
pub(super) struct Beyond {
    pub(super) entries: BTreeMap<i64, Entry>,
    /// The last number that is known of.
    pub(super) last: i64,
}

impl JournalFile {
    /// That of the store in a file.
    pub(super) fn beside(store: &Path) -> Self {
        let mut path: OsString = store.into();
        path.push(".journal");
        Self { path: path.into() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The number of the last line; `None` when there is no journal. Who writes at the same
    /// time may have written lines in another order, all near the end.
    pub(super) fn last(&self) -> io::Result<Option<i64>> {
        let mut file = match File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(END)))?;
        let mut end = Vec::new();
        file.read_to_end(&mut end)?;
        let numbers = lines(&end).filter_map(|line| line.ok().map(|line| line.number));
        Ok(Some(numbers.max().unwrap_or_default()))
    }

    /// The ids that it says were given up to a number, the last `most` of them; nothing when
    /// there is no journal.
    pub(super) fn given_up_to(&self, number: i64, most: usize) -> io::Result<Vec<String>> {
        let bytes = match std::fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            bytes => bytes?,
        };
        let lines = lines(&bytes).filter_map(Result::ok).filter(|line| line.number <= number);
        let given = lines.filter_map(|line| match line.entry {
            Entry::Given { id, .. } => Some(id),
            _ => None,
        });
        let mut given: Vec<String> = given.collect();
        Ok(given.split_off(given.len().saturating_sub(most)))
    }

    /// How many lines of it are none of a journal; `None` when there is no journal.
    pub(super) fn damaged_lines(&self) -> io::Result<Option<usize>> {
        match std::fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            bytes => Ok(Some(lines(&bytes?).filter(Result::is_err).count())),
        }
    }

    /// All that stands in it after a number. A line that a power cut tore was written once
    /// more; of one that was damaged otherwise, its number is missing.
    pub(super) fn beyond(&self, number: i64) -> io::Result<Beyond> {
        let bytes = std::fs::read(&self.path)?;
        let after = lines(&bytes).filter_map(Result::ok).filter(|line| line.number > number);
        let entries: BTreeMap<i64, Entry> = after.map(|line| (line.number, line.entry)).collect();
        let last = entries.keys().next_back().copied().unwrap_or(number);
        Ok(Beyond { entries, last })
    }

    /// Adds rows, which are on the disk when this returns. Makes the file where there is none.
    pub(super) fn add(&self, rows: &[(i64, String)]) -> io::Result<()> {
        let mut file = self.locked()?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut text = String::new();
        if is_torn(&mut file)? {
            text.push('\n');
        }
        for (number, entry) in rows {
            text.push_str(&format!("{{\"number\":{number},\"entry\":{entry}}}\n"));
        }
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }

    /// Takes out of all lines about an article what they say in words, and what its items are
    /// called out of all that name them.
    pub(super) fn forget_notes(&self, id: &str) -> io::Result<()> {
        let mut old = self.locked()?;
        let mut bytes = Vec::new();
        old.seek(SeekFrom::Start(0))?;
        old.read_to_end(&mut bytes)?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut new = tempfile::Builder::new()
            .prefix(".pressroom-journal-")
            .tempfile_in(folder.unwrap_or(Path::new(".")))?;
        if let Some(owner) = Owner::of(&self.path) {
            owner.take_over(new.as_file(), &self.path);
        }
        let items = items_of(&bytes, id);
        let is_to_go = |entry: &Entry| {
            entry.about() == Some(id) || entry.item().is_some_and(|item| items.contains(&item))
        };
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            match serde_json::from_slice::<Line>(line) {
                Ok(line) if is_to_go(&line.entry) => {
                    let line = Line { entry: without_words(line.entry), ..line };
                    serde_json::to_writer(&mut new, &line)?;
                    new.write_all(b"\n")?;
                }
                _ => new.write_all(line)?,
            }
        }
        new.as_file().sync_all()?;
        // Whoever waits for the lock of the old file looks whether it is still this one.
        new.persist(&self.path).map(drop).map_err(|error| error.error)
    }

    /// The file that the path leads to, locked. Nobody else adds to it meanwhile.
    fn locked(&self) -> io::Result<File> {
        loop {
            let mut options = OpenOptions::new();
            let options = options.read(true).append(true).mode(0o600);
            let file = belonging::open_or_make(&self.path, options)?;
            file.lock()?;
            let (mine, there) = (file.metadata()?, std::fs::metadata(&self.path));
            if there.is_ok_and(|there| there.dev() == mine.dev() && there.ino() == mine.ino()) {
                return Ok(file);
            }
        }
    }
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = serde_json::Result<Line>> {
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(serde_json::from_slice)
}

/// Whether the last line has no end.
fn is_torn(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// The items that were of an article at last.
fn items_of(bytes: &[u8], id: &str) -> BTreeSet<(String, String)> {
    let mut items = BTreeSet::new();
    for line in lines(bytes).filter_map(Result::ok) {
        if let Entry::Given { id: of, source, key } = line.entry {
            let item = (source, key);
            if of == id {
                items.insert(item);
            } else {
                items.remove(&item);
            }
        }
    }
    items
}

fn without_words(entry: Entry) -> Entry {
    match entry {
        Entry::Correction { id, at, by, .. } => Entry::Correction { id, at, by, note: None },
        Entry::Retraction { id, at, by, source, key, .. } => {
            let key = key.map(|key| sealed(&key));
            Entry::Retraction { id, at, by, note: None, source, key }
        }
        Entry::Embargo { id, at, by, until, .. } => {
            Entry::Embargo { id, at, by, note: None, until }
        }
        Entry::Given { id, source, key } => Entry::Given { id, source, key: sealed(&key) },
        Entry::Said { id, source, key } => Entry::Said { id, source, key: sealed(&key) },
        other => other,
    }
}
