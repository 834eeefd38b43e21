//! Until when a source is left alone, and why. It plans nothing.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Why a source is left alone, and for how long. It belongs to the location that
/// is remembered beside it: under a new address nothing is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// When it was written down; `None` where an earlier release did.
    #[serde(default)]
    pub since: Option<DateTime<Utc>>,
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

/// A clock that is less than this behind what it was is only being adjusted.
const ADJUSTMENT: TimeDelta = TimeDelta::seconds(2);

/// When a wait ends that was written down at `since`, as seen at `now`. One that was written
/// down at a time that is still to come was so by a clock that was ahead: nobody knows how much
/// of it is over, and it holds nobody.
#[must_use]
pub fn wait_ends(
    since: Option<DateTime<Utc>>,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let latest = now.checked_add_signed(ADJUSTMENT).unwrap_or(now);
    let longest = |from: DateTime<Utc>| from.checked_add_signed(LONGEST_HOLD).unwrap_or(from);
    match since {
        Some(since) if since > latest => now,
        Some(since) => until.min(longest(since)),
        None if until > longest(now) => now,
        None => until,
    }
}

impl Hold {
    /// Holds from `now` on.
    #[must_use]
    pub fn of(now: DateTime<Utc>, until: Option<DateTime<Utc>>, reason: HoldReason) -> Self {
        Self { since: Some(now), until, reason }
    }

    /// When it ends, as seen at `now`; `None` is never.
    #[must_use]
    pub fn ends(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = if self.reason == HoldReason::Gone { None } else { self.until }?;
        Some(wait_ends(self.since, until, now))
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
