//! The store that the pipelines of one newsroom share, and how a lock is taken.

use crate::store::Store;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A store that several pipelines of one newsroom share.
pub(in crate::pipeline) type SharedStore = Arc<Mutex<Box<dyn Store>>>;

/// A poisoned lock guards a whole value all the same: every change to one is a
/// single assignment or a transaction.
pub(in crate::pipeline) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
