//! The folder of published files: whole files or none, and nothing touched that
//! is not ours. It does not know what is in a document.
//!
//! A document is three files: itself, and `.gz` and `.br` beside it. They cannot
//! be replaced in one step, so they are replaced in this order:
//!
//! 1. the three new files are written under temporary names and synced;
//! 2. the old `.gz` and `.br` are removed;
//! 3. the new document takes the old one's name, then `.gz` and `.br` theirs.
//!
//! Whoever looks in between, and whoever looks after a crash in between, finds
//! the old document or the new one, whole, and with it the compressed forms of
//! that very document or none. A web server that prefers compressed files sends
//! the plain one for that moment. Opening the folder makes missing ones anew.

use super::{PublishError, temporary};
use crate::archive;
use crate::belonging;
use crate::edition::{Document, DocumentName};
use crate::hold::Hold;
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File, FileTimes};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;
use tempfile::TempPath;

/// The list of files that were ever published here and not removed since: what
/// is not on it is somebody else's.
const OWNED: &str = ".pressroom-documents";

/// The ends of the names of the compressed forms.
pub(super) const GZIP: &str = ".gz";
pub(super) const BROTLI: &str = ".br";

/// The folder, held: no other pressroom publishes into it as long as this lives.
pub(super) struct Folder {
    path: PathBuf,
    hold: Hold,
    owned: BTreeSet<String>,
    /// The inode of each file, since it was written or first seen.
    inodes: Mutex<HashMap<String, u64>>,
}

/// The three files of a document, written and synced but not in place.
pub(super) struct Staged {
    file_name: String,
    identity: TempPath,
    gzip: TempPath,
    brotli: TempPath,
}

/// The bytes of a document's three files, and the time that all three get.
pub(super) struct Contents<'a> {
    pub(super) identity: &'a [u8],
    pub(super) gzip: &'a [u8],
    pub(super) brotli: &'a [u8],
    pub(super) modified: DateTime<Utc>,
}

impl<'a> Contents<'a> {
    /// Those of a document.
    pub(super) fn of(document: &'a Document) -> Self {
        Self {
            identity: &document.identity,
            gzip: &document.gzip,
            brotli: &document.brotli,
            modified: document.modified,
        }
    }
}

/// A file as it was found.
pub(super) struct Found {
    pub(super) bytes: Vec<u8>,
    pub(super) modified: SystemTime,
}

impl Folder {
    /// Makes the folder if need be, takes hold of it, and removes what a crash
    /// left of our temporary files.
    pub(super) fn open(path: &Path) -> Result<Self, PublishError> {
        belonging::make_folder(path).map_err(|error| PublishError::make(path, error))?;
        let handle = File::open(path).map_err(|error| PublishError::read(path, error))?;
        let in_use = |_| PublishError::InUse { path: path.to_owned() };
        let hold = Hold::on(handle).map_err(in_use)?;
        let (path, owned, inodes) = (path.to_owned(), BTreeSet::new(), Mutex::default());
        let mut folder = Self { path, hold, owned, inodes };
        folder.remove_temporary_files()?;
        folder.owned = folder.read_owned()?;
        Ok(folder)
    }

    /// Whether the folder that was opened still stands under its name: somebody may
    /// have removed it, or put another in its place.
    pub(super) fn is_in_place(&self) -> bool {
        let identity = |found: fs::Metadata| (found.dev(), found.ino());
        match (fs::metadata(&self.path), self.hold.file().metadata()) {
            (Ok(there), Ok(opened)) => identity(there) == identity(opened),
            _ => false,
        }
    }

    /// Its name.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A file's bytes and time; `None` if there is no such file.
    pub(super) fn read(&self, file_name: &str) -> Result<Option<Found>, PublishError> {
        let path = self.path.join(file_name);
        let read = || -> io::Result<Found> {
            let modified = fs::metadata(&path)?.modified()?;
            Ok(Found { bytes: fs::read(&path)?, modified })
        };
        match read() {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(PublishError::read(&path, error)),
        }
    }

    /// Writes the three files of a document beside their places, and syncs them.
    pub(super) fn stage(
        &self,
        name: &DocumentName,
        contents: &Contents<'_>,
    ) -> Result<Staged, PublishError> {
        let file_name = name.file_name();
        let write = |bytes| {
            self.write_beside(bytes, Some(contents.modified))
                .map_err(|error| PublishError::write(&self.path.join(&file_name), error))
        };
        let identity = write(contents.identity)?;
        let gzip = write(contents.gzip)?;
        let brotli = write(contents.brotli)?;
        Ok(Staged { file_name, identity, gzip, brotli })
    }

    /// Puts a document in its place, in the order that the module describes.
    /// When the document itself cannot be placed, the old one stays, without its
    /// compressed forms; when only those cannot, the new one stands without them.
    pub(super) fn place(&self, staged: Staged) -> Result<(), PublishError> {
        let Staged { file_name, identity, gzip, brotli } = staged;
        let path = self.path.join(&file_name);
        if path.is_dir() {
            let error = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(PublishError::write(&path, error));
        }
        self.remove(&format!("{file_name}{GZIP}"))?;
        self.remove(&format!("{file_name}{BROTLI}"))?;
        self.persist(identity, &file_name).map_err(|error| PublishError::write(&path, error))?;
        self.put(gzip, &format!("{file_name}{GZIP}"));
        self.put(brotli, &format!("{file_name}{BROTLI}"));
        Ok(())
    }

    /// Writes one compressed form anew, beside a document that stays as it is.
    pub(super) fn mend(
        &self,
        file_name: &str,
        bytes: &[u8],
        modified: DateTime<Utc>,
    ) -> Result<(), PublishError> {
        let path = self.path.join(file_name);
        let written = self
            .write_beside(bytes, Some(modified))
            .map_err(|error| PublishError::write(&path, error))?;
        self.persist(written, file_name).map_err(|error| PublishError::write(&path, error))
    }

    /// Whether the three files of a document are there, of the length and time that they
    /// were written with, and the same files.
    pub(super) fn holds(&self, name: &DocumentName, contents: &Contents<'_>) -> bool {
        let file_name = name.file_name();
        let modified = SystemTime::from(contents.modified);
        let forms = [("", contents.identity), (GZIP, contents.gzip), (BROTLI, contents.brotli)];
        forms.into_iter().all(|(end, bytes)| {
            let file_name = format!("{file_name}{end}");
            let Ok(facts) = fs::symlink_metadata(self.path.join(&file_name)) else { return false };
            let mut inodes = self.inodes.lock().unwrap_or_else(PoisonError::into_inner);
            facts.is_file()
                && facts.len() == bytes.len() as u64
                && facts.modified().is_ok_and(|found| found == modified)
                && *inodes.entry(file_name).or_insert(facts.ino()) == facts.ino()
        })
    }

    /// Gives a file its name.
    fn persist(&self, file: TempPath, file_name: &str) -> io::Result<()> {
        let inode = fs::metadata(&file)?.ino();
        file.persist(self.path.join(file_name)).map_err(|error| error.error)?;
        let mut inodes = self.inodes.lock().unwrap_or_else(PoisonError::into_inner);
        inodes.insert(file_name.to_owned(), inode);
        Ok(())
    }

    /// Makes the folder of archive pages, if need be.
    pub(super) fn make_archive(&self) -> Result<(), PublishError> {
        let path = self.path.join(archive::FOLDER);
        belonging::make_folder(&path).map_err(|error| PublishError::make(&path, error))
    }

    /// What the folder of archive pages holds: the length and time of each file.
    pub(super) fn archive_files(&self) -> Result<HashMap<String, (u64, SystemTime)>, PublishError> {
        let path = self.path.join(archive::FOLDER);
        let read = || -> io::Result<_> {
            let files = fs::read_dir(&path)?.map(|entry| {
                let entry = entry?;
                let facts = entry.metadata()?;
                let name = entry.file_name().to_string_lossy().into_owned();
                Ok((format!("{}/{name}", archive::FOLDER), (facts.len(), facts.modified()?)))
            });
            files.collect()
        };
        match read() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(HashMap::new()),
            read => read.map_err(|error| PublishError::read(&path, error)),
        }
    }

    /// Makes changes of names in the folder of archive pages survive a power cut.
    pub(super) fn sync_archive(&self) -> Result<(), PublishError> {
        let path = self.path.join(archive::FOLDER);
        let synced = File::open(&path).and_then(|folder| folder.sync_all());
        synced.map_err(|error| PublishError::write(&path, error))?;
        self.sync()
    }

    /// Makes every change of names so far survive a power cut.
    pub(super) fn sync(&self) -> Result<(), PublishError> {
        self.hold.file().sync_all().map_err(|error| PublishError::write(&self.path, error))
    }

    /// Notes that these documents are ours, before the first of their files
    /// exists. Costs nothing when all of them were noted before.
    pub(super) fn own<'n>(
        &mut self,
        names: impl IntoIterator<Item = &'n DocumentName>,
    ) -> Result<(), PublishError> {
        let mut owned = self.owned.clone();
        owned.extend(names.into_iter().map(DocumentName::file_name));
        self.set_owned(owned)
    }

    /// Removes every document of ours that is not to be kept, compressed forms
    /// first; returns their names.
    pub(super) fn remove_all_but(
        &mut self,
        keep: &BTreeSet<DocumentName>,
    ) -> Result<Vec<DocumentName>, PublishError> {
        let keep: BTreeSet<String> = keep.iter().map(DocumentName::file_name).collect();
        let retired: Vec<String> = self.owned.difference(&keep).cloned().collect();
        for file_name in &retired {
            for end in [GZIP, BROTLI, ""] {
                self.remove(&format!("{file_name}{end}"))?;
            }
        }
        if !retired.is_empty() {
            self.sync()?;
            let kept = self.owned.intersection(&keep).cloned().collect();
            self.set_owned(kept)?;
        }
        Ok(retired.iter().filter_map(|file_name| DocumentName::of_file(file_name)).collect())
    }

    fn put(&self, file: TempPath, file_name: &str) {
        if let Err(error) = self.persist(file, file_name) {
            // The document is out; without this form it is only larger.
            let path = self.path.join(file_name);
            tracing::warn!(path = %path.display(), %error, "not written");
        }
    }

    /// A whole, synced file under a temporary name; gone again unless it is
    /// given its own.
    fn write_beside(&self, bytes: &[u8], modified: Option<DateTime<Utc>>) -> io::Result<TempPath> {
        let (mut file, path) = temporary::in_folder(&self.path)?.into_parts();
        file.write_all(bytes)?;
        if let Some(modified) = modified {
            file.set_times(FileTimes::new().set_modified(modified.into()))?;
        }
        file.sync_all()?;
        Ok(path)
    }

    pub(super) fn remove(&self, file_name: &str) -> Result<(), PublishError> {
        let path = self.path.join(file_name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(PublishError::write(&path, error))
            }
            _ => Ok(()),
        }
    }

    fn remove_temporary_files(&self) -> Result<(), PublishError> {
        let entries =
            fs::read_dir(&self.path).map_err(|error| PublishError::read(&self.path, error))?;
        for entry in entries {
            let entry = entry.map_err(|error| PublishError::read(&self.path, error))?;
            if let Some(name) = entry.file_name().to_str()
                && temporary::is_ours(name)
            {
                self.remove(name)?;
            }
        }
        Ok(())
    }

    /// Only names that a document can have: a list that was tampered with must
    /// not lead out of the folder.
    fn read_owned(&self) -> Result<BTreeSet<String>, PublishError> {
        let list = self.read(OWNED)?.map(|found| found.bytes).unwrap_or_default();
        let list = String::from_utf8_lossy(&list);
        let names = list.lines().filter(|line| DocumentName::of_file(line).is_some());
        Ok(names.map(str::to_owned).collect())
    }

    fn set_owned(&mut self, owned: BTreeSet<String>) -> Result<(), PublishError> {
        if owned == self.owned {
            return Ok(());
        }
        let path = self.path.join(OWNED);
        let list: String = owned.iter().map(|name| format!("{name}\n")).collect();
        let write = || -> io::Result<()> {
            let written = self.write_beside(list.as_bytes(), None)?;
            written.persist(&path).map_err(|error| error.error)?;
            self.hold.file().sync_all()
        };
        write().map_err(|error| PublishError::write(&path, error))?;
        self.owned = owned;
        Ok(())
    }
}
