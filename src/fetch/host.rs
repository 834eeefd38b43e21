//! One host as a polite client sees it: how many requests at one time, the gap
//! between two, until when it asked to be left alone, and what it has answered.
//! It sends nothing.

use crate::clock::Clock;
use crate::source_memory::{LONGEST_HOLD, wait_ends};
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// Hosts that are remembered although nothing is under way at them.
const REMEMBERED: usize = 4096;

/// Every host that was asked. Clones share them.
#[derive(Clone, Debug)]
pub struct Hosts {
    clock: Clock,
    pace: Duration,
    per_host: usize,
    known: Arc<Mutex<HashMap<String, Arc<Host>>>>,
}

/// One host, which is a name and a port.
#[derive(Debug)]
pub struct Host {
    clock: Clock,
    pace: Duration,
    seats: Arc<Semaphore>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// The next request may not begin before this.
    next: Instant,
    held: Option<Quiet>,
    counted: HostCounts,
}

/// A host is to be left alone.
#[derive(Clone, Copy, Debug)]
struct Quiet {
    since: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// What a host has answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostCounts {
    /// Requests that were sent, redirects included.
    pub requests: u64,
    /// Of these, answered with 304.
    pub not_modified: u64,
    /// Of these, without an answer, or with a status from 400 on.
    pub errors: u64,
    /// Bytes of bodies, decompressed.
    pub bytes: u64,
    /// The last status; `None` before the first answer, and after a broken one.
    pub last_status: Option<u16>,
}

/// The right to one request; it ends when this is dropped.
#[derive(Debug)]
pub struct Turn {
    /// Whose.
    pub host: Arc<Host>,
    _seat: Option<OwnedSemaphorePermit>,
}

impl Hosts {
    /// None known yet; at each, `per_host` requests at one time, begun `pace` apart.
    #[must_use]
    pub fn new(clock: Clock, pace: Duration, per_host: usize) -> Self {
        Self { clock, pace, per_host: per_host.max(1), known: Arc::default() }
    }

    /// The host of an address.
    #[must_use]
    pub fn of(&self, address: &WebAddress) -> Arc<Host> {
        let mut known = lock(&self.known);
        if known.len() >= REMEMBERED {
            let now = self.clock.now();
            known.retain(|_, host| Arc::strong_count(host) > 1 || !host.is_forgettable(now));
        }
        let host = known.entry(key(address)).or_insert_with(|| {
            Arc::new(Host {
                clock: self.clock.clone(),
                pace: self.pace,
                seats: Arc::new(Semaphore::new(self.per_host)),
                state: Mutex::new(State {
                    next: Instant::now(),
                    held: None,
                    counted: HostCounts::default(),
                }),
            })
        });
        Arc::clone(host)
    }

    /// What every known host has answered, by name and port.
    #[must_use]
    pub fn counts(&self) -> std::collections::BTreeMap<String, HostCounts> {
        lock(&self.known).iter().map(|(name, host)| (name.clone(), host.counts())).collect()
    }
}

impl Host {
    /// Waits for the right to send one request.
    ///
    /// # Errors
    /// At once, when the host is to be left alone: until when.
    pub async fn turn(self: Arc<Self>) -> Result<Turn, DateTime<Utc>> {
        self.may_be_asked()?;
        // The semaphore is never closed.
        let seat = Arc::clone(&self.seats).acquire_owned().await.ok();
        let begin = {
            let mut state = lock(&self.state);
            let begin = state.next.max(Instant::now());
            state.next = begin + self.pace;
            begin
        };
        if begin > Instant::now() {
            tokio::time::sleep_until(begin).await;
        }
        // Another's answer may have asked for quiet meanwhile.
        self.may_be_asked()?;
        lock(&self.state).counted.requests += 1;
        Ok(Turn { host: self, _seat: seat })
    }

    /// Leaves the host alone for this long, a day at most; a hold that is longer
    /// already stays.
    pub fn hold(&self, time: Duration) {
        let time = TimeDelta::from_std(time).unwrap_or(LONGEST_HOLD).min(LONGEST_HOLD);
        self.hold_until(self.clock.now() + time);
    }

    /// Leaves the host alone until then; a hold that is longer already stays.
    pub fn hold_until(&self, until: DateTime<Utc>) {
        let since = self.clock.now();
        let mut state = lock(&self.state);
        if state.held.is_none_or(|held| held.ends(since) < until) {
            state.held = Some(Quiet { since, until });
        }
    }

    /// Until when it is to be left alone, while it is.
    #[must_use]
    pub fn held(&self) -> Option<DateTime<Utc>> {
        self.may_be_asked().err()
    }

    /// It may be asked at once: somebody knows better than its last answer.
    pub fn release(&self) {
        lock(&self.state).held = None;
    }

    /// What it has answered.
    #[must_use]
    pub fn counts(&self) -> HostCounts {
        lock(&self.state).counted
    }

    /// Notes an answer's status; `None` when none came.
    pub(super) fn answered(&self, status: Option<u16>) {
        let counted = &mut lock(&self.state).counted;
        counted.last_status = status;
        counted.not_modified += u64::from(status == Some(304));
        counted.errors += u64::from(status.is_none_or(|status| status >= 400));
    }

    /// Notes the length of a body.
    pub(super) fn brought(&self, bytes: usize) {
        lock(&self.state).counted.bytes += bytes as u64;
    }

    fn may_be_asked(&self) -> Result<(), DateTime<Utc>> {
        let now = self.clock.now();
        let until = lock(&self.state).held.map(|held| held.ends(now));
        until.filter(|until| now < *until).map_or(Ok(()), Err)
    }

    /// Nothing would be lost with it but its counts.
    fn is_forgettable(&self, now: DateTime<Utc>) -> bool {
        let state = lock(&self.state);
        state.next <= Instant::now() && state.held.is_none_or(|held| held.ends(now) <= now)
    }
}

impl Quiet {
    fn ends(self, now: DateTime<Utc>) -> DateTime<Utc> {
        wait_ends(Some(self.since), self.until, now)
    }
}

/// The name and port of a host.
#[must_use]
pub fn key(address: &WebAddress) -> String {
    let port = address.url().port_or_known_default().unwrap_or_default();
    format!("{}:{port}", address.host())
}

/// Every change under the lock is a plain assignment, so a poisoned state is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
