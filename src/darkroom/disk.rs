//! The folder of the paper's own pictures: bounded, and each file in it whole. A file's time
//! is when somebody last asked for it; what nobody asked for the longest goes first.

use super::error::PictureDiskError;
use crate::belonging::{self, Owner};
use crate::fingerprint::Fingerprint;
use crate::own_picture::PictureFile;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// When there is no more room, so much is kept of it, in tenths: room is not made for one
/// picture at a time.
const KEPT_TENTHS: u64 = 9;

/// The pictures on the disk.
#[derive(Debug)]
pub struct PictureDisk {
    folder: PathBuf,
    /// How many bytes are there; `None` until it was counted.
    held: Mutex<Option<u64>>,
}

/// What the disk has of one picture.
struct Kept {
    name: Fingerprint,
    asked: SystemTime,
    bytes: u64,
    files: Vec<PathBuf>,
}

impl PictureDisk {
    /// The pictures in `folder`, which is made when the first one is kept.
    #[must_use]
    pub fn of(folder: PathBuf) -> Self {
        Self { folder, held: Mutex::default() }
    }

    /// Keeps the files of a picture. When all of them together have more than `room` bytes
    /// then, others go; returns how many.
    ///
    /// # Errors
    /// When the disk cannot be written.
    pub fn keep(
        &self,
        files: &[(PictureFile, Vec<u8>)],
        room: u64,
    ) -> Result<usize, PictureDiskError> {
        belonging::make_folder(&self.folder).map_err(|source| self.failed(&self.folder, source))?;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = match *held {
            Some(bytes) => bytes,
            None => self.clear_up()?,
        };
        for (file, content) in files {
            let path = self.folder.join(file.to_string());
            let before = fs::metadata(&path).map_or(0, |facts| facts.len());
            self.write(&path, content).map_err(|source| self.failed(&path, source))?;
            bytes = bytes.saturating_sub(before) + content.len() as u64;
        }
        let mut gone = 0;
        if bytes > room {
            let stays = files.first().map(|(file, _)| file.name);
            (bytes, gone) = self.make_room(bytes, room, stays)?;
        }
        *held = Some(bytes);
        Ok(gone)
    }

    /// Whether this file is here.
    #[must_use]
    pub fn has(&self, file: &PictureFile) -> bool {
        self.folder.join(file.to_string()).exists()
    }

    /// Removes these pictures.
    ///
    /// # Errors
    /// When the disk cannot be written.
    pub fn remove(&self, names: &BTreeSet<Fingerprint>) -> Result<(), PictureDiskError> {
        if names.is_empty() {
            return Ok(());
        }
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        for (path, file) in self.files()? {
            if names.contains(&file.name) {
                remove(&path).map_err(|source| self.failed(&path, source))?;
            }
        }
        *held = None;
        Ok(())
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let mut beside = tempfile::Builder::new().prefix(".").tempfile_in(&self.folder)?;
        if let Some(owner) = Owner::around(path) {
            owner.take_over(beside.as_file(), path);
        }
        beside.write_all(content)?;
        beside.as_file().sync_all()?;
        beside.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// Every file of a picture, with its path.
    fn files(&self) -> Result<Vec<(PathBuf, PictureFile)>, PictureDiskError> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(self.failed(&self.folder, source)),
        };
        let named = entries.flatten().filter_map(|entry| {
            let file = entry.file_name().to_str()?.parse().ok()?;
            Some((entry.path(), file))
        });
        Ok(named.collect())
    }

    /// What the disk has of each picture.
    fn pictures(&self) -> Result<Vec<Kept>, PictureDiskError> {
        let mut pictures: BTreeMap<Fingerprint, Kept> = BTreeMap::new();
        for (path, PictureFile { name, .. }) in self.files()? {
            let Ok(facts) = fs::metadata(&path) else { continue };
            let asked = facts.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            let new = || Kept { name, asked, bytes: 0, files: Vec::new() };
            let one = pictures.entry(name).or_insert_with(new);
            one.asked = one.asked.max(asked);
            one.bytes += facts.len();
            one.files.push(path);
        }
        Ok(pictures.into_values().collect())
    }

    /// Removes what an earlier run left half done; returns how many bytes are there.
    fn clear_up(&self) -> Result<u64, PictureDiskError> {
        let entries = fs::read_dir(&self.folder);
        let entries = entries.map_err(|source| self.failed(&self.folder, source))?;
        let mut bytes = 0;
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') {
                let path = entry.path();
                remove(&path).map_err(|source| self.failed(&path, source))?;
            } else if name.parse::<PictureFile>().is_ok() {
                bytes += entry.metadata().map_or(0, |facts| facts.len());
            }
        }
        Ok(bytes)
    }

    /// Removes what nobody asked for the longest; returns what is there then, and how many went.
    fn make_room(
        &self,
        mut bytes: u64,
        room: u64,
        stays: Option<Fingerprint>,
    ) -> Result<(u64, usize), PictureDiskError> {
        let mut oldest = self.pictures()?;
        oldest.sort_by_key(|kept| (kept.asked, kept.name));
        let enough = room / 10 * KEPT_TENTHS;
        let mut gone = 0;
        for kept in oldest.into_iter().filter(|kept| Some(kept.name) != stays) {
            if bytes <= enough {
                break;
            }
            for path in &kept.files {
                remove(path).map_err(|source| self.failed(path, source))?;
            }
            bytes = bytes.saturating_sub(kept.bytes);
            gone += 1;
        }
        Ok((bytes, gone))
    }

    fn failed(&self, path: &Path, source: io::Error) -> PictureDiskError {
        PictureDiskError { path: path.to_owned(), source }
    }
}

/// Removes a file; one that is gone already is no error.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
