//! Who is signed in, for as long as the program runs and no longer than the configuration
//! says. It judges no password, and what somebody may do it does not know.

use crate::config::settings::DeskUser;
use crate::password::PasswordHash;
use crate::unguessable;
use chrono::{DateTime, TimeDelta, Utc};
use http::HeaderMap;
use http::header::COOKIE;
use ring::digest::{SHA256, digest};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The cookie's name: browsers take one of these only for this host, every path of it, and
/// where nobody can read along.
const COOKIE_NAME: &str = "__Host-pressroom-desk";

/// Who may be signed in at one time; one more ends the oldest session.
const MOST: usize = 256;

/// Everybody who is signed in, by the hash of what their cookie says.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<HashMap<[u8; 32], Session>>);

#[derive(Clone, Debug)]
struct Session {
    name: String,
    /// With another password the session is over.
    password: PasswordHash,
    since: DateTime<Utc>,
}

impl Sessions {
    /// Signs somebody in; returns the header that tells their browser, or nothing when the
    /// system gives no random numbers.
    pub(super) fn begin(&self, user: &DeskUser, now: DateTime<Utc>) -> Option<String> {
        let secret = unguessable::text()?;
        let mut sessions = self.lock();
        if sessions.len() >= MOST {
            let oldest = sessions.iter().min_by_key(|(_, session)| session.since);
            if let Some(key) = oldest.map(|(key, _)| *key) {
                sessions.remove(&key);
            }
        }
        let (name, password) = (user.name.clone(), user.password.clone());
        sessions.insert(key(&secret), Session { name, password, since: now });
        Some(format!("{COOKIE_NAME}={secret}; Path=/; Secure; HttpOnly; SameSite=Strict"))
    }

    /// Whose session a request belongs to.
    pub(super) fn of<'u>(
        &self,
        headers: &HeaderMap,
        users: &'u [DeskUser],
        lasts: Duration,
        now: DateTime<Utc>,
    ) -> Option<&'u DeskUser> {
        let key = key(cookie(headers)?);
        let mut sessions = self.lock();
        let session = sessions.get(&key)?;
        let lasts = TimeDelta::from_std(lasts).unwrap_or(TimeDelta::MAX);
        // A clock that was set back makes no session longer.
        let is_over = now - session.since >= lasts || now < session.since;
        let user = users
            .iter()
            .find(|user| user.name == session.name && user.password == session.password);
        if is_over || user.is_none() {
            sessions.remove(&key);
            return None;
        }
        user
    }

    /// Signs out whoever a request is of; returns the header that has their browser forget it.
    pub(super) fn end(&self, headers: &HeaderMap) -> String {
        if let Some(secret) = cookie(headers) {
            self.lock().remove(&key(secret));
        }
        format!("{COOKIE_NAME}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(secret: &str) -> [u8; 32] {
    let mut key = [0; 32];
    key.copy_from_slice(digest(&SHA256, secret.as_bytes()).as_ref());
    key
}

/// What our cookie says; nothing when there are two of it.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut found = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == COOKIE_NAME)
        .map(|(_, value)| value);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
