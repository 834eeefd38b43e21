//! The folder that the web edition is written into as files: whole files or none. It is ours
//! as a whole, which a file in it says; what it does not know it leaves alone. It does not
//! know what is on a page.

use super::{PublishError, temporary};
use crate::belonging;
use crate::fingerprint::Fingerprint;
use crate::hold::Hold;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Says that the folder is ours.
const MARK: &str = ".pressroom-paper";

/// The folder, held: no other pressroom writes its paper into it as long as this lives.
#[derive(Debug)]
pub struct PaperFolder {
    path: PathBuf,
    _hold: Hold,
    /// What was written or found, by the names of files in the folder.
    known: BTreeMap<String, Fingerprint>,
}

impl PaperFolder {
    /// Makes the folder if need be, takes hold of it, and removes what a crash left of our
    /// temporary files.
    ///
    /// # Errors
    /// When it cannot be made or read, is in use, or has files of others in it.
    pub fn open(path: &Path) -> Result<Self, PublishError> {
        belonging::make_folder(path).map_err(|error| PublishError::make(path, error))?;
        let handle = File::open(path).map_err(|error| PublishError::read(path, error))?;
        let in_use = |_| PublishError::InUse { path: path.to_owned() };
        let hold = Hold::on(handle).map_err(in_use)?;
        let folder = Self { path: path.to_owned(), _hold: hold, known: BTreeMap::new() };
        if !path.join(MARK).exists() {
            let mut inside = fs::read_dir(path).map_err(|error| PublishError::read(path, error))?;
            if inside.next().is_some() {
                return Err(PublishError::NotOurs { path: path.to_owned() });
            }
            folder.write(MARK, b"The web edition of a newsroom, written by pressroom.\n")?;
        }
        folder.remove_temporary_files()?;
        Ok(folder)
    }

    /// Its name.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file, unless it is so already; whether it was written.
    ///
    /// # Errors
    /// When it cannot be written. What was there before is still there.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> Result<bool, PublishError> {
        let fingerprint = Fingerprint::of(bytes);
        let path = self.path.join(name);
        let is_so = match self.known.get(name) {
            Some(known) => *known == fingerprint && path.exists(),
            None => fs::read(&path).is_ok_and(|found| found == bytes),
        };
        if !is_so {
            self.write(name, bytes)?;
        }
        self.known.insert(name.to_owned(), fingerprint);
        Ok(!is_so)
    }

    /// Copies a file that is elsewhere into it; `false` when there is none.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn copy(&self, name: &str, from: &Path) -> Result<bool, PublishError> {
        match fs::read(from) {
            Ok(bytes) => self.write(name, &bytes).map(|()| true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(PublishError::read(from, error)),
        }
    }

    /// Whether there is a file of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.path.join(name).is_file()
    }

    /// What a file of this name says; nothing where there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, PublishError> {
        let path = self.path.join(name);
        match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            read => read.map_err(|error| PublishError::read(&path, error)),
        }
    }

    /// Removes a file, and the folders that are empty then.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&mut self, name: &str) -> Result<(), PublishError> {
        self.known.remove(name);
        let path = self.path.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(PublishError::write(&path, error));
            }
            _ => {}
        }
        let mut above = path.parent();
        while let Some(folder) = above.filter(|folder| *folder != self.path) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
            above = folder.parent();
        }
        Ok(())
    }

    /// The names of all files in it that are not hidden.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn files(&self) -> Result<Vec<String>, PublishError> {
        let mut found = Vec::new();
        self.walk(&self.path, &mut |path| {
            let below = path.strip_prefix(&self.path).ok().and_then(Path::to_str);
            let shown = below.filter(|name| !name.split('/').any(|part| part.starts_with('.')));
            found.extend(shown.map(str::to_owned));
            Ok(())
        })?;
        found.sort_unstable();
        Ok(found)
    }

    fn walk(
        &self,
        folder: &Path,
        visit: &mut impl FnMut(&Path) -> io::Result<()>,
    ) -> Result<(), PublishError> {
        let failed = |error| PublishError::read(folder, error);
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            match entry.file_type().map_err(failed)?.is_dir() {
                true => self.walk(&entry.path(), visit)?,
                false => visit(&entry.path()).map_err(failed)?,
            }
        }
        Ok(())
    }

    fn remove_temporary_files(&self) -> Result<(), PublishError> {
        self.walk(&self.path, &mut |path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            match temporary::is_ours(name) {
                true => fs::remove_file(path),
                false => Ok(()),
            }
        })
    }

    /// Whole: under another name beside its place, synced, and then in its place.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let path = self.path.join(name);
        let write = || -> io::Result<()> {
            let folder = path.parent().unwrap_or(&self.path);
            belonging::make_folder(folder)?;
            let mut file = temporary::in_folder(folder)?;
            file.write_all(bytes)?;
            file.as_file().sync_data()?;
            file.persist(&path).map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(|error| PublishError::write(&path, error))
    }
}
