//! The article store in one SQLite file: write-ahead log, every commit on the disk
//! before it counts. It is used by one thread at a time; other processes may read
//! the file meanwhile.

mod accept;
mod answers;
mod archive;
mod edits;
mod find;
mod hold;
mod leaving;
mod placement;
mod plan;
mod provenance;
mod purge;
mod read;
mod recognise;
mod refusals;
mod retain;
mod revisions;
mod schema;
mod separate;
mod settle;
mod sources;
mod terms;
mod text;
mod troubles;
mod value;
mod words;

use super::{
    Accepted, Arrivals, Edit, Edited, Found, KeptAnswer, KeptArticle, PastEdit, Provenance,
    Recognition, Retention, Revision, Separated, SourceRecord, Standing, Store, StoreError,
};
use crate::article::{Article, ArticleId, Withdrawn};
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use crate::selection::Selection;
use crate::source_memory::{SourceMemory, SourceName};
use crate::trouble::KeptTrouble;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a lock of another process is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

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
}

/// A connection within a transaction, for what only reads.
struct Read<'a>(&'a Connection);

impl SqliteStore {
    /// Opens a store, or makes it, with its folder, and brings it up to date.
    ///
    /// # Errors
    /// When the file cannot be opened or made, is of a later release or of another
    /// program, or is locked for more than ten seconds.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with_patience(path, PATIENCE)
    }

    /// As [`SqliteStore::open`], waiting at most `patience` whenever another
    /// process holds a lock.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub fn open_with_patience(path: &Path, patience: Duration) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|source| StoreError::Engine {
                path: path.to_owned(),
                source: Box::new(source),
            })?;
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
        Ok(store)
    }

    /// A store that is gone when it is dropped.
    ///
    /// # Errors
    /// When the engine fails.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::ready(Connection::open_in_memory(), Path::new(":memory:"), PATIENCE)
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
        schema::bring_up_to_date(&mut store.connection, path, error)?;
        set_durability(&store.connection).map_err(error)?;
        store.read_all_words()?;
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
        Ok(Self { connection, path: path.to_owned(), patience, recognition: None, version })
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
        let (path, patience) = (&self.path, self.patience);
        transact(&mut self.connection, TransactionBehavior::Immediate, |transaction| {
            let done = work(&transaction)?;
            words::read_changed(&transaction, usize::MAX)?;
            transaction.commit()?;
            Ok(done)
        })
        .map_err(|error| engine_error(path, patience, error))
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
        let (path, patience) = (&self.path, self.patience);
        transact(&mut self.connection, TransactionBehavior::Deferred, |transaction| {
            work(Read(&transaction))
        })
        .map_err(|error| engine_error(path, patience, error))
    }
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

fn transact<T>(
    connection: &mut Connection,
    behavior: TransactionBehavior,
    work: impl FnOnce(Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    work(connection.transaction_with_behavior(behavior)?)
}

/// What is kept in memory is little: the system caches the file anyway, and a
/// mapped file would count as the program's own.
fn set_memory(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA cache_size = -16384; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;
         PRAGMA foreign_keys = ON;",
    )
}

/// A commit has returned only when the disk has it: a feed must not tell of an
/// article that a power cut can lose.
fn set_durability(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA journal_size_limit = 67108864;",
    )
}

fn engine_error(path: &Path, waited: Duration, error: rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StoreError::Busy { path, waited }
        }
        _ => StoreError::Engine { path, source: Box::new(error) },
    }
}

impl Store for SqliteStore {
    fn known(&mut self, source: &SourceName) -> Result<HashSet<Fingerprint>, StoreError> {
        self.read(|read| read.known(source))
    }

    fn accept(&mut self, arrivals: &Arrivals) -> Result<Accepted, StoreError> {
        let rule = self.recognition.take();
        let accepted = self.write(|connection| accept::accept(connection, arrivals, rule.as_ref()));
        self.recognition = rule;
        accepted
    }

    fn failed(
        &mut self,
        source: &SourceName,
        began: DateTime<Utc>,
        error: &str,
    ) -> Result<(), StoreError> {
        self.write(|connection| sources::failed(connection, source, began, error))
    }

    fn newest(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
        at_least: usize,
        window: Duration,
    ) -> Result<Vec<Article>, StoreError> {
        self.read(|read| read.newest(section, now, at_least, window))
    }

    fn withdrawn(
        &mut self,
        section: &Slug,
        since: DateTime<Utc>,
    ) -> Result<Vec<Withdrawn>, StoreError> {
        self.read(|read| read.withdrawn(section, since))
    }

    fn select(
        &mut self,
        selection: &Selection,
        now: DateTime<Utc>,
        at_least: usize,
        window: Duration,
    ) -> Result<Vec<Article>, StoreError> {
        self.read(|read| read.select(selection, now, at_least, window))
    }

    fn withdrawn_from(
        &mut self,
        selection: &Selection,
        since: DateTime<Utc>,
    ) -> Result<Vec<Withdrawn>, StoreError> {
        self.read(|read| read.withdrawn_from(selection, since))
    }

    fn next_change(
        &mut self,
        now: DateTime<Utc>,
        notice: Duration,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(|read| read.next_change(now, notice))
    }

    fn article(&mut self, id: &ArticleId) -> Result<Option<Article>, StoreError> {
        self.read(|read| read.article(id))
    }

    fn revisions(&mut self, id: &ArticleId) -> Result<Vec<Revision>, StoreError> {
        self.read(|read| read.revisions(id))
    }

    fn expire(&mut self, now: DateTime<Utc>) -> Result<BTreeSet<Slug>, StoreError> {
        let now = value::from_instant(now);
        // It is asked before every printing: a look costs no write.
        if self.read(|read| hold::overdue(read.0, now))?.is_empty() {
            return Ok(BTreeSet::new());
        }
        self.write(|connection| hold::expire(connection, now))
    }

    fn edit(&mut self, id: &ArticleId, edit: &Edit) -> Result<Edited, StoreError> {
        self.write(|connection| edits::edit(connection, id, edit))
    }

    fn edits(&mut self, id: &ArticleId) -> Result<Vec<PastEdit>, StoreError> {
        self.read(|read| read.edits(id))
    }

    fn by_address(&mut self, url: &WebAddress) -> Result<Vec<ArticleId>, StoreError> {
        self.read(|read| read.by_address(url))
    }

    fn last_passes(&mut self) -> Result<BTreeMap<SourceName, DateTime<Utc>>, StoreError> {
        self.read(|read| read.last_passes())
    }

    fn source(&mut self, name: &SourceName) -> Result<SourceRecord, StoreError> {
        self.read(|read| read.source(name))
    }

    fn named_after(&mut self, source: &SourceName) -> Result<u64, StoreError> {
        self.read(|read| read.named_after(source))
    }

    fn counts(&mut self, now: DateTime<Utc>) -> Result<BTreeMap<Slug, u64>, StoreError> {
        self.read(|read| read.counts(now))
    }

    fn latest(
        &mut self,
        section: &Slug,
        at: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(|read| read.latest(section, at))
    }

    fn troubles(&mut self) -> Result<Vec<KeptTrouble>, StoreError> {
        self.read(|read| read.troubles())
    }

    fn keep_troubles(&mut self, troubles: &[KeptTrouble]) -> Result<(), StoreError> {
        self.write(|connection| troubles::keep(connection, troubles))
    }

    fn retain(&mut self, retention: Retention) -> Result<usize, StoreError> {
        self.write(|connection| retain::retain(connection, retention))
    }

    fn remember(&mut self, source: &SourceName, memory: &SourceMemory) -> Result<(), StoreError> {
        self.write(|connection| sources::remember(connection, source, memory))
    }

    fn listed_since(
        &mut self,
        source: &SourceName,
        since: DateTime<Utc>,
    ) -> Result<Vec<(String, WebAddress)>, StoreError> {
        self.read(|read| read.listed_since(source, since))
    }

    fn standings(&mut self) -> Result<BTreeMap<SourceName, Standing>, StoreError> {
        self.read(|read| read.standings())
    }

    fn replan(&mut self, plan: &[(SourceName, Option<DateTime<Utc>>)]) -> Result<(), StoreError> {
        self.jot(|connection| plan::replan(connection, plan))
    }

    fn plan(&mut self, source: &SourceName, due: Option<DateTime<Utc>>) -> Result<(), StoreError> {
        self.jot(|connection| plan::plan(connection, source, due))
    }

    fn take_due(
        &mut self,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<SourceName>, StoreError> {
        self.jot(|connection| plan::take_due(connection, now, limit))
    }

    fn next_due(&mut self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(|read| read.next_due())
    }

    fn kept(&mut self, id: &ArticleId) -> Result<Option<KeptArticle>, StoreError> {
        self.read(|read| read.kept(id))
    }

    fn keep_answer(
        &mut self,
        key: &str,
        answer: &KeptAnswer,
        at: DateTime<Utc>,
        forget: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.write(|connection| answers::keep(connection, key, answer, at, forget))
    }

    fn answer(
        &mut self,
        key: &str,
        since: DateTime<Utc>,
    ) -> Result<Option<KeptAnswer>, StoreError> {
        self.read(|read| read.answer(key, since))
    }

    fn recognise(&mut self, rule: Option<Recognition>) {
        self.recognition = rule;
    }

    fn find(&mut self, meant: &str, limit: usize) -> Result<Found, StoreError> {
        self.read(|read| read.find(meant, limit))
    }

    fn items(&mut self, source: &SourceName) -> Result<Vec<(ArticleId, Provenance)>, StoreError> {
        self.read(|read| read.items(source))
    }

    fn provenance(&mut self, id: &ArticleId) -> Result<Vec<Provenance>, StoreError> {
        self.read(|read| read.provenance(id))
    }

    fn separate(
        &mut self,
        id: &ArticleId,
        source: &SourceName,
        key: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<Separated, StoreError> {
        self.write(|connection| separate::separate(connection, id, source, key, at))
    }

    fn changed_elsewhere(&mut self) -> Result<bool, StoreError> {
        let version = data_version(&self.connection).map_err(|error| self.error(error))?;
        Ok(std::mem::replace(&mut self.version, version) != version)
    }
}
