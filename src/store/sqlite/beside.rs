//! What files beside the store are called. It makes none.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A name after the store's that is free.
pub(super) fn free_name(store: &Path, end: &str) -> PathBuf {
    let first = with(store, end);
    let others = (2..=u32::MAX).map(|number| with(store, &format!("{end}-{number}")));
    let mut names = std::iter::once(first.clone()).chain(others);
    names.find(|name| !name.exists()).unwrap_or(first)
}

/// The store's name with this at its end.
pub(super) fn with(store: &Path, end: &str) -> PathBuf {
    let mut path: OsString = store.into();
    path.push(end);
    path.into()
}
