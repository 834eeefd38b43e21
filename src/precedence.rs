//! Who goes first where fewer processors are free than threads want one: who serves readers.
//! What computes, or waits for the disk, steps back. It knows nothing of what that is.

use std::cell::Cell;
use tokio::task::JoinHandle;

/// Does `work` on a thread that nobody is served by, and that steps back behind those.
pub fn behind_readers<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    tokio::task::spawn_blocking(move || {
        step_back();
        work()
    })
}

/// Has the threads that share work among the processors step back as well. They are made
/// once for the whole process: where they are there already, they stay as they are.
pub fn compute_behind_readers() {
    let pool = rayon::ThreadPoolBuilder::new().start_handler(|_| step_back());
    if pool.build_global().is_err() {
        tracing::debug!("the threads that compute are there already");
    }
}

thread_local! {
    static IS_BEHIND: Cell<bool> = const { Cell::new(false) };
}

fn step_back() {
    if !IS_BEHIND.replace(true) {
        go_behind();
    }
}

/// On Linux a nice value is a thread's own; a thread begins with that of its maker, so this
/// is counted from the process's first, which never steps back.
#[cfg(target_os = "linux")]
fn go_behind() {
    use rustix::process::{getpid, getpriority_process, setpriority_process};

    /// As `nice` does, and half of it: a third of a busy processor is left to it.
    const BEHIND: i32 = 5;

    let first = getpriority_process(Some(getpid()));
    let stepped = first.and_then(|first| setpriority_process(None, first + BEHIND));
    if let Err(error) = stepped {
        tracing::debug!(%error, "a thread that computes goes before readers");
    }
}

/// Elsewhere it would be the whole process that steps back.
#[cfg(not(target_os = "linux"))]
fn go_behind() {}
