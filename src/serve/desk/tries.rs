//! How often somebody may try to sign in, and all together. It knows no password.

use chrono::{DateTime, TimeDelta, Utc};
use lru::LruCache;
use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

/// Tries that fail within [`WITHIN`]: from one address, and from all.
const OF_ONE: usize = 10;
const OF_ALL: usize = 100;
const WITHIN: TimeDelta = TimeDelta::minutes(15);

/// Addresses that are remembered.
const ADDRESSES: NonZeroUsize = NonZeroUsize::new(4096).expect("more than none");

/// The tries of late that failed.
#[derive(Debug)]
pub(super) struct Tries(Mutex<Failed>);

#[derive(Debug)]
struct Failed {
    of_one: LruCache<IpAddr, Vec<DateTime<Utc>>>,
    of_all: Vec<DateTime<Utc>>,
}

impl Tries {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Failed { of_one: LruCache::new(ADDRESSES), of_all: Vec::new() }))
    }

    /// Counts a try before it is judged, so that many at once are no way around it.
    ///
    /// # Errors
    /// How long to wait, when too many have failed.
    pub(super) fn take(&self, client: IpAddr, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Failed { of_one, of_all } = &mut *failed;
        let of_one = of_one.get_or_insert_mut(client, Vec::new);
        let wait = wait(of_one, OF_ONE, now).max(wait(of_all, OF_ALL, now));
        if wait > TimeDelta::zero() {
            return Err(wait);
        }
        of_one.push(now);
        of_all.push(now);
        Ok(())
    }

    /// The last try was right: it does not count, nor do those before it from there.
    pub(super) fn was_right(&self, client: IpAddr) {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        failed.of_one.pop(&client);
        failed.of_all.pop();
    }
}

/// How long to wait until one more is allowed; zero when it is.
fn wait(tries: &mut Vec<DateTime<Utc>>, most: usize, now: DateTime<Utc>) -> TimeDelta {
    tries.retain(|at| *at <= now && now - *at < WITHIN);
    match tries.first() {
        Some(first) if tries.len() >= most => WITHIN - (now - *first),
        _ => TimeDelta::zero(),
    }
}
