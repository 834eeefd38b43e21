//! The article store in one SQLite file: write-ahead log, every commit on the disk
//! before it counts. It is used by one thread at a time; other processes may read
//! the file meanwhile.

mod accept;
mod acceptance;
mod archive;
mod asked;
mod asked_items;
mod backup;
mod backup_file;
mod barred;
mod beside;
mod catching_up;
mod claiming;
mod coming_out;
mod copying;
mod deeds;
mod drifting;
mod edited_anew;
mod edits;
mod embargo;
mod failing;
mod feeds;
mod find;
mod foretelling;
mod hold;
mod home;
mod id_begins;
mod identity;
mod items;
mod joining;
mod journal;
mod journal_entry;
mod journal_file;
mod journal_rows;
mod lean;
mod leaving;
mod left_out;
mod listed;
mod marks;
mod names;
mod notes;
mod notices;
mod out_of_use;
mod outbox;
mod own_page;
mod page_rows;
mod pages;
mod parted_entries;
mod patience;
mod pictures;
mod placement;
mod pragmas;
mod provenance;
mod purge;
mod purged;
mod push;
mod reach;
mod read;
mod reading;
mod recall;
mod recognise;
mod refusals;
mod renamed;
mod requests;
mod restoring;
mod retain;
mod retraction;
mod revisions;
mod schema;
mod sealed_keys;
mod sentences;
mod separate;
mod settle;
mod shown;
mod side_by_side;
mod source_row;
mod sources;
mod subscriptions;
mod succession;
mod terms;
mod text;
mod value;
mod warnings;
mod withdrawn;
mod word_index;
mod words;

use super::{CaughtUp, Recognition, StoreError};
use crate::belonging;
use failing::{PATIENCE, engine_error, file_error};
use identity::{Identity, Log};
pub use journal::JournalStanding;
use journal_file::JournalFile;
use out_of_use::OutOfUse;
use pragmas::{data_version, set_durability, set_memory};
use reading::Read;
pub use restoring::OwedPurge;
use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::cell::OnceCell;
use std::convert::Infallible;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Room for every statement of the store, so that each is compiled once.
const STATEMENTS: usize = 128;

/// One thread uses a connection at a time: `&mut self` sees to it.
const UNSHARED: OpenFlags = OpenFlags::SQLITE_OPEN_NO_MUTEX;

/// The article store in a SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    path: PathBuf,
    patience: Duration,
    recognition: Option<Recognition>,
    /// Of the file, as of the last look: moved on by other connections alone.
    version: i64,
    /// The file that is open; `None` where there is no file.
    file: Option<Identity>,
    /// What was written last stands there.
    log: Log,
    /// Why nothing can be asked, when nothing can: that does not end by itself.
    out_of_use: OnceCell<OutOfUse>,
    /// What outlives the file; `None` where nothing is to, or nothing is written.
    journal: Option<JournalFile>,
    /// Rows of the table up to this one stand in it.
    told: i64,
    /// What was taken up from it.
    caught_up: CaughtUp,
}

impl SqliteStore {
    /// Opens a store, or makes it, with its folder, and brings it up to date.
    ///
    /// # Errors
    /// When the file cannot be opened or made, is of a later release or of another
    /// program, or is locked for more than ten seconds.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with_patience(path, PATIENCE)
    }

    /// As [`SqliteStore::open`], waiting at most `patience` for the lock of another process.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub fn open_with_patience(path: &Path, patience: Duration) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            belonging::make_folder(folder).map_err(|error| file_error(path, error))?;
        }
        if !path.exists() {
            // SQLite would make it, for whoever runs this. What it cannot make, it tells.
            let _ = belonging::open_or_make(path, OpenOptions::new().read(true).write(true));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        Self::ready(Connection::open_with_flags(path, flags | UNSHARED), path, patience)
    }

    /// Opens a store that is there and up to date, for reading only, also while
    /// the service runs on it. Every method that changes something fails.
    ///
    /// # Errors
    /// When there is no such file, or it is of another release or program.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | UNSHARED;
        let store = Self::with(Connection::open_with_flags(path, flags), path, PATIENCE)?;
        schema::require_up_to_date(&store.connection, path, |error| store.error(error))?;
        Ok(Self { file: Identity::of(path), ..store })
    }

    /// Stands in the place of a store that cannot be used, and fails whatever it is asked:
    /// so readers can be served what was published last. Gives the error back where the
    /// reason is none that a restart ends.
    ///
    /// # Errors
    /// That error, and when the engine fails.
    pub fn in_place_of(lost: StoreError) -> Result<Self, StoreError> {
        let Some((path, why)) = OutOfUse::of(&lost) else { return Err(lost) };
        let nothing = Self::with(Connection::open_in_memory(), &path, PATIENCE)?;
        Ok(Self { out_of_use: OnceCell::from(why), ..nothing })
    }

    /// Whether nothing was ever kept in it, and nobody has begun it.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn is_blank(&mut self) -> Result<bool, StoreError> {
        // What its journal knows of one that was lost counts.
        let of_journal = "SELECT EXISTS (SELECT 1 FROM owed) OR EXISTS (SELECT 1 FROM given)
                              OR EXISTS (SELECT 1 FROM loss)";
        Ok(self.is_new()? && !self.has(of_journal)?)
    }

    /// Whether nothing was ever kept in it, and nobody has begun it, whatever a journal knows
    /// of one that was there before.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn is_new(&mut self) -> Result<bool, StoreError> {
        let own = "SELECT EXISTS (SELECT 1 FROM feed) OR EXISTS (SELECT 1 FROM article)
                       OR EXISTS (SELECT 1 FROM source)";
        self.has(own).map(|any| !any)
    }

    fn has(&mut self, any: &str) -> Result<bool, StoreError> {
        self.read(|read| read.0.prepare_cached(any)?.query_row([], |row| row.get(0)))
    }

    /// Reads a whole store and says if it is damaged. That takes seconds for each gigabyte.
    ///
    /// # Errors
    /// When it is, or cannot be read.
    pub fn examine(path: &Path) -> Result<(), StoreError> {
        let store = Self::open_to_read(path)?;
        let found: String = store
            .connection
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(|error| store.error(error))?;
        match found.as_str() {
            "ok" => Ok(()),
            _ => Err(StoreError::Damaged { path: path.to_owned(), reason: found }),
        }
    }

    /// A store that is gone when it is dropped.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::ready(Connection::open_in_memory(), Path::new(":memory:"), PATIENCE)
    }

    /// Everything that is in it, in memory.
    fn copy_in_memory(&self) -> Result<Self, StoreError> {
        let copy = || -> rusqlite::Result<Connection> {
            let mut copy = Connection::open_in_memory()?;
            let all = std::ffi::c_int::MAX;
            Backup::new(&self.connection, &mut copy)?.run_to_completion(
                all,
                Duration::ZERO,
                None,
            )?;
            Ok(copy)
        };
        let copy = copy().map_err(|error| self.error(error))?;
        let mut copy = Self::ready(Ok(copy), Path::new(":memory:"), self.patience)?;
        copy.recognition.clone_from(&self.recognition);
        Ok(copy)
    }

    fn ready(
        connection: rusqlite::Result<Connection>,
        path: &Path,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let mut store = Self::with(connection, path, patience)?;
        let error = |error| engine_error(path, patience, error);
        // Before the first table; a file that is there keeps its own. A pass of 500
        // new articles of 3 KB costs a fifth less time than with the usual 4 KiB.
        store.connection.pragma_update(None, "page_size", 8192).map_err(error)?;
        lean::begin(&store.connection).map_err(error)?;
        schema::bring_up_to_date(&mut store.connection, path, error)?;
        set_durability(&store.connection).map_err(error)?;
        store.read_all_words()?;
        barred::catch_up(&store.connection).map_err(error)?;
        let sealed = purged::seal_what_was_purged(&store.connection).map_err(error)?;
        store.file = Identity::of(path);
        if store.file.is_some() {
            store.take_up_journal()?;
            sealed.iter().try_for_each(|id| store.forget_notes(id))?;
        }
        Ok(store)
    }

    fn with(
        connection: rusqlite::Result<Connection>,
        path: &Path,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let error = |error| engine_error(path, patience, error);
        let connection = connection.map_err(error)?;
        connection.busy_timeout(patience).map_err(error)?;
        set_memory(&connection).map_err(error)?;
        // A plan that may depend on a bound value is made anew for each value; that was
        // half the time of a pass of new articles, and no plan of ours gains by it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(error)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let version = data_version(&connection).map_err(error)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            patience,
            recognition: None,
            version,
            file: None,
            log: Log::default(),
            out_of_use: OnceCell::new(),
            journal: None,
            told: 0,
            caught_up: CaughtUp::default(),
        })
    }

    /// Says if what is written would be lost. What was lost once stays so: whose log lies
    /// beside a file that is back, nobody knows.
    fn require_usable(&self) -> Result<(), StoreError> {
        if let Some(why) = self.out_of_use.get() {
            return Err(why.told_of(&self.path));
        }
        let Some(file) = self.file else { return Ok(()) };
        let whole = file.require_at(&self.path);
        let whole = whole.and_then(|()| self.log.require_whole(&self.path, &self.connection));
        whole.inspect_err(|lost| {
            let why = OutOfUse::of(lost).map(|(_, why)| why);
            why.into_iter().for_each(|why| drop(self.out_of_use.set(why)));
        })
    }

    fn error(&self, error: rusqlite::Error) -> StoreError {
        engine_error(&self.path, self.patience, error)
    }

    /// Does `work` wholly or not at all. The lock is taken at once, so that two
    /// writers wait for each other and never find out halfway.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let work = |connection: &Connection| work(connection).map(Ok::<T, Infallible>);
        self.write_unless_refused(work).map(|Ok(done)| done)
    }

    /// As [`SqliteStore::write`]; what `work` refuses leaves everything as it was.
    fn write_unless_refused<T, R>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<Result<T, R>>,
    ) -> Result<Result<T, R>, StoreError> {
        self.require_usable()?;
        let (path, patience, told) = (&self.path, self.patience, self.told);
        let mut rows = Vec::new();
        let done = transact(&mut self.connection, TransactionBehavior::Immediate, |transaction| {
            let done = work(&transaction)?;
            if done.is_ok() {
                rows = journal_rows::untold(&transaction, told)?;
                word_index::read_changed(&transaction, usize::MAX)?;
                transaction.commit()?;
            }
            Ok(done)
        })
        .map_err(|error| engine_error(path, patience, error))?;
        // Somebody may have removed the file meanwhile, and what was written with it.
        self.require_usable()?;
        if !rows.is_empty() {
            self.tell(&rows);
        }
        Ok(done)
    }

    /// As [`SqliteStore::write`], without waiting for the disk: for what can be made
    /// anew from what is kept.
    fn jot<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let synchronous = |store: &Self, level: &str| {
            let set = store.connection.pragma_update(None, "synchronous", level);
            set.map_err(|error| store.error(error))
        };
        synchronous(self, "NORMAL")?;
        let done = self.write(work);
        synchronous(self, "FULL")?;
        done
    }

    /// Reads one state of the store, whatever others write meanwhile.
    fn read<T>(
        &mut self,
        work: impl FnOnce(Read<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.require_usable()?;
        let (path, patience) = (&self.path, self.patience);
        transact(&mut self.connection, TransactionBehavior::Deferred, |transaction| {
            work(Read(&transaction))
        })
        .map_err(|error| engine_error(path, patience, error))
    }
}

fn transact<T>(
    connection: &mut Connection,
    behavior: TransactionBehavior,
    work: impl FnOnce(Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    work(connection.transaction_with_behavior(behavior)?)
}
