//! Brings a database to the form that this release knows, one numbered step at a
//! time. It never goes back: a later release's store is refused.

use super::beside::{free_name, with};
use super::copying::keep_copy;
use crate::store::StoreError;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// The steps; the form after the n-th has version n. Only ever added to.
const MIGRATIONS: [&str; 41] = [
    include_str!("migrations/0001_articles.sql"),
    include_str!("migrations/0002_due.sql"),
    include_str!("migrations/0003_answers.sql"),
    include_str!("migrations/0004_duplicates.sql"),
    include_str!("migrations/0005_troubles.sql"),
    include_str!("migrations/0006_words.sql"),
    include_str!("migrations/0007_editing.sql"),
    include_str!("migrations/0008_archive.sql"),
    include_str!("migrations/0009_outbox.sql"),
    include_str!("migrations/0010_taken_back.sql"),
    include_str!("migrations/0011_no_plan.sql"),
    include_str!("migrations/0012_emptied.sql"),
    include_str!("migrations/0013_feeds.sql"),
    include_str!("migrations/0014_archive_notices.sql"),
    include_str!("migrations/0015_warnings.sql"),
    include_str!("migrations/0016_items.sql"),
    include_str!("migrations/0017_choices.sql"),
    include_str!("migrations/0018_recalled.sql"),
    include_str!("migrations/0019_names.sql"),
    include_str!("migrations/0020_succession.sql"),
    include_str!("migrations/0021_barred.sql"),
    include_str!("migrations/0022_words_anew.sql"),
    include_str!("migrations/0027_pictures.sql"),
    include_str!("migrations/0029_requests.sql"),
    include_str!("migrations/0031_unbound.sql"),
    include_str!("migrations/0036_subscriptions.sql"),
    include_str!("migrations/0042_words_without_mail.sql"),
    include_str!("migrations/0043_journal.sql"),
    include_str!("migrations/0044_stamps.sql"),
    include_str!("migrations/0045_arrivals.sql"),
    include_str!("migrations/0047_deeds.sql"),
    include_str!("migrations/0049_whole_ids.sql"),
    include_str!("migrations/0050_barred_within.sql"),
    include_str!("migrations/0051_over.sql"),
    include_str!("migrations/0052_told_by_whom.sql"),
    include_str!("migrations/0053_since.sql"),
    include_str!("migrations/0057_recalled_place.sql"),
    include_str!("migrations/0060_embargo.sql"),
    include_str!("migrations/0061_waits.sql"),
    include_str!("migrations/0062_parted_and_moved.sql"),
    include_str!("migrations/0063_refused_page.sql"),
];

/// Marks a SQLite file as an article store (`PRAGMA application_id`): "prss".
const APPLICATION: i64 = 0x7072_7373;

/// The version after all steps.
const KNOWN: i64 = MIGRATIONS.len() as i64;

/// Takes every step that is missing, once a copy of the store as it was lies beside it.
///
/// # Errors
/// When the file is of a later release or of another program, or the engine fails.
pub(super) fn bring_up_to_date(
    connection: &mut Connection,
    path: &Path,
    error: impl Fn(rusqlite::Error) -> StoreError,
) -> Result<(), StoreError> {
    if is_behind(connection, path, &error)? {
        let before = version(connection).map_err(&error)?;
        // Another process may have brought it up to date just now, or be about to.
        if (1..KNOWN).contains(&before) && path.exists() {
            let copy = free_name(path, &name_of_copy(before));
            if let Err(error) = keep_copy(connection, path, &copy)
                && !copy.exists()
            {
                return Err(error);
            }
            tracing::warn!(store = %path.display(), copy = %copy.display(),
                "the store is of an earlier pressroom and is brought up to date; a copy of it as it was lies beside it");
        }
        take_missing_steps(connection).map_err(&error)?;
    }
    Ok(())
}

/// Accepts only a store that is of this very version, without changing it.
///
/// # Errors
/// When the file is of another release or program, or the engine fails.
pub(super) fn require_up_to_date(
    connection: &Connection,
    path: &Path,
    error: impl Fn(rusqlite::Error) -> StoreError,
) -> Result<(), StoreError> {
    if is_behind(connection, path, &error)? {
        let found = version(connection).map_err(&error)?;
        return Err(StoreError::Outdated { path: path.to_owned(), found, known: KNOWN });
    }
    Ok(())
}

/// Accepts a store of this version or an earlier one, without changing it.
///
/// # Errors
/// When the file is of a later release, of another program or empty, or the engine fails.
pub(super) fn require_known(
    connection: &Connection,
    path: &Path,
    error: impl Fn(rusqlite::Error) -> StoreError,
) -> Result<(), StoreError> {
    is_behind(connection, path, &error)?;
    match version(connection).map_err(&error)? {
        0 => Err(StoreError::Foreign { path: path.to_owned() }),
        _ => Ok(()),
    }
}

/// How the copy is called that an upgrade from this version leaves.
fn name_of_copy(version: i64) -> String {
    format!(".v{version}.before-upgrade")
}

fn is_behind(
    connection: &Connection,
    path: &Path,
    error: impl Fn(rusqlite::Error) -> StoreError,
) -> Result<bool, StoreError> {
    let found = version(connection).map_err(&error)?;
    if !is_ours(connection).map_err(&error)? {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    if found > KNOWN {
        let copy = Some(with(path, &name_of_copy(KNOWN))).filter(|copy| copy.exists());
        let path = path.to_owned();
        return Err(StoreError::FromTheFuture { path, found, known: KNOWN, copy });
    }
    Ok(found < KNOWN)
}

/// An empty database is ours to use; any other must carry our mark.
fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row(
        "SELECT (SELECT application_id FROM pragma_application_id) = ?1
             OR NOT EXISTS (SELECT 1 FROM sqlite_schema)",
        [APPLICATION],
        |row| row.get(0),
    )
}

/// All of them or none: to wait for the disk after each makes a new store twenty times as
/// slow. The version is read again inside the transaction: two processes may open a new
/// file at the same instant.
fn take_missing_steps(connection: &mut Connection) -> rusqlite::Result<()> {
    let steps = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    let from = usize::try_from(version(&steps)?).unwrap_or(usize::MAX);
    let missing = MIGRATIONS.get(from..).unwrap_or_default();
    for sql in missing {
        steps.execute_batch(sql)?;
    }
    if !missing.is_empty() {
        steps.pragma_update(None, "application_id", APPLICATION)?;
        steps.pragma_update(None, "user_version", KNOWN)?;
    }
    steps.commit()
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Writes down what is written there already.
pub(super) fn touch(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "user_version", version(connection)?)
}
