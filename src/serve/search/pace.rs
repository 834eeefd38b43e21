//! How often one client may search. It counts time, not requests: each search takes
//! its share of a minute, and a minute may be spent at once (GCRA).

use chrono::{DateTime, TimeDelta, Utc};
use lru::LruCache;
use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Clients that are remembered; who was not heard of for the longest is forgotten.
const CLIENTS: NonZeroUsize = NonZeroUsize::new(10_000).expect("is not zero");

const MINUTE: TimeDelta = TimeDelta::minutes(1);

pub(in crate::serve) struct Pace {
    /// The share of a minute that one search takes.
    share: TimeDelta,
    /// The instant up to which each client has spent its time.
    spent: Mutex<LruCache<IpAddr, DateTime<Utc>>>,
}

impl Pace {
    pub(in crate::serve) fn new(per_minute: usize) -> Self {
        let per_minute = i32::try_from(per_minute.max(1)).unwrap_or(i32::MAX);
        Self { share: MINUTE / per_minute, spent: Mutex::new(LruCache::new(CLIENTS)) }
    }

    /// Lets a client search; otherwise the whole seconds after which it may.
    pub(in crate::serve) fn take(&self, client: IpAddr, now: DateTime<Utc>) -> Result<(), u64> {
        let mut spent = self.lock();
        let until = spent.get(&client).copied().unwrap_or(now);
        // A clock that was set back makes nobody wait for longer than a minute.
        let next = until.clamp(now, now + MINUTE) + self.share;
        let over = next - (now + MINUTE);
        if over > TimeDelta::zero() {
            let seconds = over.num_milliseconds().unsigned_abs().div_ceil(1000);
            return Err(seconds.max(1));
        }
        spent.put(client, next);
        Ok(())
    }

    /// Takes back what a search has cost.
    pub(in crate::serve) fn give_back(&self, client: IpAddr) {
        if let Some(until) = self.lock().peek_mut(&client) {
            *until -= self.share;
        }
    }

    fn lock(&self) -> MutexGuard<'_, LruCache<IpAddr, DateTime<Utc>>> {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
