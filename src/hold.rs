//! A hold on a file or folder that one process has at a time: a lock that the system lifts when
//! the process ends, however it does. It guards no data of its own, and who only asks takes
//! nothing from who wants it.

use std::fs::{File, TryLockError};
use std::time::Duration;

/// How often a lock is tried: who asks whether it is held has it for an instant.
const TRIES: u32 = 20;

/// How long after each try.
const PAUSE: Duration = Duration::from_millis(50);

/// A file or folder, held for as long as this is kept. Some file systems know no locks: there
/// the hold is not guaranteed.
#[derive(Debug)]
pub struct Hold(File);

impl Hold {
    /// Takes hold of it.
    ///
    /// # Errors
    /// The file itself, where somebody else holds it.
    pub fn on(file: File) -> Result<Self, File> {
        for attempt in 0..TRIES {
            if attempt > 0 {
                std::thread::sleep(PAUSE);
            }
            if !matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
                return Ok(Self(file));
            }
        }
        Err(file)
    }

    /// What is held.
    #[must_use]
    pub fn file(&self) -> &File {
        &self.0
    }
}

impl Drop for Hold {
    // A process that another thread is about to start has all that is open here until it is
    // under way, and would hold on to what is only closed.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// Whether somebody holds it; `None` where that cannot be known.
#[must_use]
pub fn is_held(file: &File) -> Option<bool> {
    match file.try_lock_shared() {
        Ok(()) => file.unlock().ok().map(|()| false),
        Err(TryLockError::WouldBlock) => Some(true),
        Err(TryLockError::Error(_)) => None,
    }
}
