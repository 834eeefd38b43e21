//! What a source last told us, kept in the store so that a restart asks it as
//! politely as if nothing had happened.

use crate::fingerprint::Fingerprint;
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a source in `config.toml`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceName(String);

impl SourceName {
    /// Takes any name; `config` checks that it is unique and not empty.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Validators and the like, exactly as the upstream gave them (RFC 9110 §8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceMemory {
    /// Which location these belong to; they mean nothing for another one.
    pub location: Option<String>,
    /// `ETag`, byte for byte.
    pub etag: Option<String>,
    /// `Last-Modified`, byte for byte.
    pub last_modified: Option<String>,
    /// Of the last body that was read to its end.
    pub body: Option<Fingerprint>,
    /// Where a permanent redirect (301, 308) led.
    pub moved_to: Option<WebAddress>,
    /// Of the settings that its items were judged by: under others, all that it
    /// has is judged once more.
    pub desk: Option<Fingerprint>,
    /// Why it is not asked now, although its schedule may say so.
    pub hold: Option<Hold>,
}

/// Why a source is left alone, and for how long. It belongs to the location that
/// is remembered beside it: under a new address nothing is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// When it is asked again; `None` is never by itself.
    pub until: Option<DateTime<Utc>>,
    /// Why.
    pub reason: HoldReason,
}

/// Why a source is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// The last answer said for how long it is fresh (RFC 9111 §4.2).
    Fresh,
    /// The publisher asked to wait (429, 503).
    Busy,
    /// It failed more than once, and is asked less often.
    Failing,
    /// It failed so often that only a probe is sent now and then.
    Open,
    /// The publisher said that it is gone for good (410).
    Gone,
}

/// The longest that anything can hold a source: an upstream's clock or ours may
/// have been wrong when it was written down.
pub const LONGEST_HOLD: TimeDelta = TimeDelta::hours(24);

impl Hold {
    /// When it ends, as seen at `now`; `None` is never.
    #[must_use]
    pub fn ends(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = if self.reason == HoldReason::Gone { None } else { self.until }?;
        // A clock that was set back must not make a hold longer than any is.
        Some(until.min(now + LONGEST_HOLD))
    }

    /// Whether it still holds at `now`.
    #[must_use]
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        self.ends(now).is_none_or(|end| now < end)
    }
}

impl HoldReason {
    /// In words, for an operator.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Fresh => "its last answer is still fresh",
            Self::Busy => "its publisher asked to wait",
            Self::Failing => "it failed",
            Self::Open => "it failed many times in a row",
            Self::Gone => "its publisher says that it is gone for good",
        }
    }
}

impl SourceMemory {
    /// What is known without what a permanent redirect led to.
    #[must_use]
    pub fn unmoved(self) -> Self {
        Self { etag: None, last_modified: None, body: None, moved_to: None, ..self }
    }

    /// The hold on a location, if it is that one's.
    #[must_use]
    pub fn hold_on(&self, location: &str) -> Option<Hold> {
        self.hold.filter(|_| self.location.as_deref() == Some(location))
    }
}
