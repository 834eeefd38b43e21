//! A connection within a transaction, for what only reads. What there is to be read, the
//! files know that add to it.

use rusqlite::Connection;

/// Reads the store.
pub(super) struct Read<'a>(pub(super) &'a Connection);
