//! Writes down beside the store what no source says again, so that it outlives the store:
//! what stands in the table goes into the file after each commit, and out of the table with
//! the next. What is done with the file when the store is behind it, `catching_up` knows.

use super::failing::file_error;
use super::journal_file::JournalFile;
use super::journal_rows::{after, position};
use super::{SqliteStore, catching_up};
use crate::article::ArticleId;
use crate::store::StoreError;
use std::io;
use std::path::{Path, PathBuf};

/// How the journal beside a store stands.
#[derive(Debug)]
pub enum JournalStanding {
    /// It can be read, or nothing was ever to be noted.
    Whole,
    /// The store has noted something in it, and it is not there.
    Missing,
    /// So many of its lines cannot be read.
    Damaged(usize),
    /// The file itself cannot be read.
    Unreadable(io::Error),
}

impl SqliteStore {
    /// How the journal of this store stands, which may be read only.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn journal_standing(&mut self) -> Result<JournalStanding, StoreError> {
        Ok(match JournalFile::beside(&self.path).damaged_lines() {
            Err(error) => JournalStanding::Unreadable(error),
            Ok(Some(0)) => JournalStanding::Whole,
            Ok(Some(lines)) => JournalStanding::Damaged(lines),
            Ok(None) if self.read(|read| position(read.0))? == 0 => JournalStanding::Whole,
            Ok(None) => JournalStanding::Missing,
        })
    }

    /// The journal of the store in a file, which need not be there.
    #[must_use]
    pub fn journal_of(store: &Path) -> PathBuf {
        JournalFile::beside(store).path().to_owned()
    }

    /// Takes out of the journal what is said there of an article that is purged.
    pub(super) fn forget_notes(&mut self, id: &ArticleId) -> Result<(), StoreError> {
        let Some(file) = &self.journal else { return Ok(()) };
        file.forget_notes(id.as_str()).map_err(|error| file_error(file.path(), error))
    }

    /// Makes the journal and the store agree: what only the journal knows is taken up, and
    /// what only the store knows is written down.
    pub(super) fn take_up_journal(&mut self) -> Result<(), StoreError> {
        let path = self.path.clone();
        let file = JournalFile::beside(&path);
        let failed = |error: io::Error| file_error(file.path(), error);
        // In this order: whoever writes meanwhile commits first, and then writes it down.
        let last = file.last().map_err(failed)?.unwrap_or_default();
        let position = self.read(|read| position(read.0))?;
        if last > position {
            let beyond = file.beyond(position).map_err(failed)?;
            self.caught_up =
                self.write(|connection| catching_up::take_up(connection, &beyond, position))?;
        }
        self.told = last.min(position);
        self.journal = Some(file);
        let rows = self.read(|read| after(read.0, last.min(position)))?;
        self.tell(&rows);
        Ok(())
    }

    /// Writes rows into the journal. What cannot be written now stays in the table, and is
    /// written with what comes next.
    pub(super) fn tell(&mut self, rows: &[(i64, String)]) {
        let Some(file) = &self.journal else { return };
        match file.add(rows) {
            Ok(()) => self.told = rows.last().map_or(self.told, |(number, _)| *number),
            Err(error) => {
                let path = file.path().display();
                tracing::error!(%error, %path, "the journal cannot be written; it is tried again");
            }
        }
    }
}
