//! How many files and connections the system lets this process have open, and how many of
//! them readers may take: the rest is kept for gathering and publishing, so that readers
//! who only sit there starve neither.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The least that is kept back, where there is as much again for readers.
const LEAST: usize = 96;

/// More than this is never needed for anything but readers.
const MOST: usize = 1024;

/// Raises the limit on open files to what the system allows this process.
pub fn raise_limit() {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current == maximum {
        return;
    }
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        tracing::warn!(%error, ?current, ?maximum, "the limit on open files cannot be raised");
    }
}

/// How many connections readers may have, of those that are wanted.
pub(super) fn for_readers(wanted: usize) -> usize {
    let limit = getrlimit(Resource::Nofile).current;
    let Some(limit) = limit.and_then(|limit| usize::try_from(limit).ok()) else { return wanted };
    let kept = (limit / 3).clamp(LEAST, MOST).min(limit / 2);
    let there = limit.saturating_sub(kept).max(1);
    if there < wanted {
        tracing::warn!(
            limit,
            readers = there,
            wanted,
            "the limit on open files leaves fewer connections than `server.max_connections`; raise it (LimitNOFILE, ulimit -n) or lower that key"
        );
    }
    wanted.min(there)
}
