//! Puts a copy in the store's place. What was there is put aside, never removed; a crash at
//! any instant leaves it under one name or the other.

use super::beside::{free_name, with};
use super::copying::{copy_whole, in_folder_of};
use super::failing::file_error;
use super::journal_file::JournalFile;
use super::shown::Shown;
use super::{SqliteStore, backup_file, catching_up, journal_rows};
use crate::article::ArticleId;
use crate::belonging::{self, Owner};
use crate::store::{CaughtUp, Loss, StoreError};
use chrono::{DateTime, Utc};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The number of articles that a backup is looked through for.
const LOOKED_FOR: usize = 100;

/// What a store has in files: itself, and what SQLite keeps beside it.
const FILES: [&str; 3] = ["", "-wal", "-shm"];

/// A purge that the store does not know of yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwedPurge {
    number: i64,
    /// Of which article.
    pub id: ArticleId,
    /// When it was purged.
    pub at: DateTime<Utc>,
    /// What readers are told.
    pub reason: String,
}

impl SqliteStore {
    /// Puts the copy in a file in the place of a store, which nobody uses, and takes up what
    /// the journal beside that store knows; returns the store, and where what was there is now.
    ///
    /// # Errors
    /// When the file is no whole store that this release knows, or cannot be copied; then
    /// nothing has changed.
    pub fn restore(from: &Path, to: &Path) -> Result<(Self, Option<PathBuf>), StoreError> {
        let same = |path: &Path| fs::canonicalize(path).ok();
        if same(from).is_some() && same(from) == same(to) {
            return Err(StoreError::Itself { path: to.to_owned() });
        }
        let copy = backup_file::open(from)?;
        require_of_this_newsroom(&copy, from, to)?;
        if let Some(folder) = to.parent() {
            belonging::make_folder(folder).map_err(|error| file_error(folder, error))?;
        }
        let draft = backup_file::judged(from, copy_whole(&copy.connection, from, to))?;
        succeed(&draft, to).map_err(|error| file_error(to, error))?;
        // What it has not written down yet is written down, if it can still be opened.
        drop(to.exists().then(|| Self::open(to)));
        let aside = put_aside(to).map_err(|error| file_error(to, error))?;
        draft.persist_noclobber(to).map_err(|error| file_error(to, error.error))?;
        in_folder_of(to, |folder| folder.sync_all()).map_err(|error| file_error(to, error))?;
        Ok((Self::open(to)?, aside))
    }

    /// What was taken up from the journal when this was opened.
    #[must_use]
    pub fn caught_up(&self) -> CaughtUp {
        self.caught_up.clone()
    }

    /// What is lost, as far as nobody has accepted it.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn losses(&mut self) -> Result<Vec<Loss>, StoreError> {
        self.read(|read| catching_up::losses(read.0))
    }

    /// Says if something is lost that nobody has accepted.
    ///
    /// # Errors
    /// When there is, or the engine fails.
    pub fn require_whole(&mut self) -> Result<(), StoreError> {
        if self.out_of_use.get().is_some() {
            return Ok(());
        }
        match self.losses()? {
            losses if losses.is_empty() => Ok(()),
            losses if self.is_new()? => Err(StoreError::Lost { path: self.path.clone(), losses }),
            losses => Err(StoreError::Lossy { path: self.path.clone(), losses }),
        }
    }

    /// Accepts all that is lost.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn accept_losses(&mut self) -> Result<(), StoreError> {
        self.write(|connection| connection.execute("DELETE FROM loss", []).map(drop))
    }

    /// The purges that are still to be done.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn owed_purges(&mut self) -> Result<Vec<OwedPurge>, StoreError> {
        let owed = self.read(|read| catching_up::owed_purges(read.0))?;
        let owed = owed.into_iter();
        Ok(owed.map(|(number, id, at, reason)| OwedPurge { number, id, at, reason }).collect())
    }

    /// A purge was done.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn purged(&mut self, owed: &OwedPurge) -> Result<(), StoreError> {
        self.write(|connection| {
            connection.execute("DELETE FROM owed WHERE number = ?1", [owed.number]).map(drop)
        })
    }
}

/// Says if a backup is another newsroom's: the journal beside the store tells which articles
/// there were when it was made, and it has none of them.
fn require_of_this_newsroom(copy: &SqliteStore, from: &Path, to: &Path) -> Result<(), StoreError> {
    // An earlier release kept no journal.
    let position = journal_rows::position(&copy.connection).unwrap_or_default();
    let journal = JournalFile::beside(to);
    let given = journal.given_up_to(position, LOOKED_FOR);
    let given = given.map_err(|error| file_error(journal.path(), error))?;
    let is_there = |id: &String| {
        let found = Shown::find(&copy.connection, id).map_err(|error| copy.error(error))?;
        Ok::<bool, StoreError>(found.is_some())
    };
    for id in &given {
        if is_there(id)? {
            return Ok(());
        }
    }
    if given.is_empty() {
        return Ok(());
    }
    let journal = journal.path().display();
    let reason = format!(
        "it is another newsroom's: {journal} tells what there was here when it was made, and it has nothing of that. Name a backup of this newsroom, or move that journal away if this is meant"
    );
    Err(StoreError::NoBackup { path: from.to_owned(), reason })
}

/// Has the copy belong to whom the store belongs that it takes the place of, and be used as
/// that may be.
fn succeed(draft: &NamedTempFile, store: &Path) -> std::io::Result<()> {
    let journal = SqliteStore::journal_of(store);
    if let Some(owner) = Owner::of(store).or_else(|| Owner::of(&journal)) {
        owner.take_over(draft.as_file(), store);
    }
    match fs::metadata(store) {
        Ok(before) => draft.as_file().set_permissions(before.permissions()),
        Err(_) => Ok(()),
    }
}

/// Gives what is at a path another name; `None` when nothing is.
fn put_aside(store: &Path) -> std::io::Result<Option<PathBuf>> {
    if !store.exists() {
        // A log without its store belongs to no other.
        for end in &FILES[1..] {
            let _ = fs::remove_file(with(store, end));
        }
        return Ok(None);
    }
    let aside = free_name(store, ".replaced");
    for end in FILES {
        match fs::rename(with(store, end), with(&aside, end)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(Some(aside))
}
