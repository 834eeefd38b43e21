//! Which files of a folder are whole: one that is still being written waits, however it is
//! seen to be. It reads none.

use crate::folder_watch::{Comings, Form, REST};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A file's size and time.
type Shape = (u64, Option<SystemTime>);

/// What was read of a file that was whole before and after, or how long to wait for it.
pub(super) fn if_whole<T>(
    path: &Path,
    comings: &Comings,
    read: impl FnOnce() -> T,
) -> Result<T, Duration> {
    let before = shape(path);
    match comings.form(path) {
        Form::Growing(wait) => return Err(wait),
        Form::Unknown if let Some(wait) = rests(before) => return Err(wait),
        Form::Whole | Form::Unknown => {}
    }
    let read = read();
    if shape(path) == before || comings.form(path) == Form::Whole { Ok(read) } else { Err(REST) }
}

/// How long a file is still to rest; `None` when it has rested, or went away.
fn rests(shape: Option<Shape>) -> Option<Duration> {
    // A time that is ahead is of a machine whose clock is, and says nothing.
    REST.checked_sub(shape?.1?.elapsed().ok()?)
}

fn shape(path: &Path) -> Option<Shape> {
    let found = fs::metadata(path).ok()?;
    Some((found.len(), found.modified().ok()))
}
