//! Who asks: by a session, by being on the machine, or by the word of a proxy of ours.

use super::person::{Known, Person};
use super::sessions::Sessions;
use super::way::Way;
use crate::config::settings;
use chrono::{DateTime, Utc};
use http::HeaderMap;

/// Who asks, when that is known.
pub(super) fn asks(
    settings: &settings::Desk,
    way: &Way,
    headers: &HeaderMap,
    sessions: &Sessions,
    now: DateTime<Utc>,
) -> Option<Person> {
    let users = settings.users.as_slice();
    if let Some(user) = sessions.of(headers, users, settings.session, now) {
        return Some(Person::of(user, Known::Session));
    }
    if way.is_local && settings.trust_loopback {
        return Some(Person::here());
    }
    let header = settings.user_header.as_ref().filter(|_| way.is_by_proxy)?;
    let mut named = headers.get_all(header).iter();
    let (Some(name), None) = (named.next(), named.next()) else { return None };
    let user = users.iter().find(|user| name.as_bytes() == user.name.as_bytes())?;
    Some(Person::of(user, Known::Proxy))
}
