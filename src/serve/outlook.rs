//! How long an answer may be kept: from the time of the next possible change to
//! `Cache-Control` (RFC 9111 §5.2, RFC 5861). It works out no schedule: whoever
//! implements [`Outlook`] does.

use crate::config::settings;
use crate::section::Slug;
use chrono::{DateTime, Utc};
use http::HeaderValue;
use std::time::Duration;

/// When something can change next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextChange {
    /// At any moment: nobody knows when (a watched folder, an editor's push); and at this
    /// instant, where one is known.
    AnyMoment(Option<DateTime<Utc>>),
    /// Not before this instant.
    At(DateTime<Utc>),
    /// Not as long as the program runs.
    Never,
}

/// Knows when the feeds can change next. It is asked for every answer, so it
/// must be quick and must not block.
pub trait Outlook: Send + Sync {
    /// When `feed` can change next, seen from `now`; with `None`, when any feed can.
    fn next_change(&self, feed: Option<&Slug>, now: DateTime<Utc>) -> NextChange;
}

/// The bounds of a cache lifetime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheBounds {
    min: u64,
    max: u64,
    /// The directives that are always the same, with the comma before them.
    stale: String,
}

impl CacheBounds {
    /// As `[publish]` sets them, in whole seconds.
    #[must_use]
    pub fn of(publish: &settings::Publish) -> Self {
        let directive = |name: &str, lasting: Duration| match lasting.as_secs() {
            0 => String::new(),
            seconds => format!(", {name}={seconds}"),
        };
        let max = publish.cache_max.as_secs();
        Self {
            min: publish.cache_min.as_secs().min(max),
            max,
            stale: directive("stale-while-revalidate", publish.stale_while_revalidate)
                + &directive("stale-if-error", publish.stale_if_error),
        }
    }

    /// For how many seconds an answer given at `now` is fresh.
    ///
    /// - [`NextChange::At`]: the whole seconds until then, rounded down, at most
    ///   the maximum. The minimum does not count: near a firing the lifetime goes
    ///   down to 0, because an answer must never be kept past the next change.
    /// - [`NextChange::AnyMoment`]: the minimum, and never past an instant that is known.
    /// - [`NextChange::Never`]: the maximum.
    #[must_use]
    pub fn lifetime(&self, next: NextChange, now: DateTime<Utc>) -> u64 {
        let left = |instant: DateTime<Utc>| {
            u64::try_from(instant.signed_duration_since(now).num_seconds()).unwrap_or(0)
        };
        match next {
            NextChange::AnyMoment(known) => known.map_or(self.min, |at| left(at).min(self.min)),
            NextChange::Never => self.max,
            NextChange::At(instant) => left(instant).min(self.max),
        }
    }

    /// `Cache-Control` of an answer given at `now`.
    #[must_use]
    pub fn header(&self, next: NextChange, now: DateTime<Utc>) -> HeaderValue {
        directives(&format!("public, max-age={}{}", self.lifetime(next, now), self.stale))
    }

    /// `Cache-Control` of an answer that only a change of the configuration changes.
    #[must_use]
    pub fn longest(&self) -> HeaderValue {
        directives(&format!("public, max-age={}", self.max))
    }

    /// `Cache-Control` of an answer that may be wrong soon.
    #[must_use]
    pub fn shortest(&self) -> HeaderValue {
        directives(&format!("public, max-age={}", self.min))
    }
}

/// `Cache-Control` of every answer that nothing is here, or no longer: what comes to that
/// address, or comes back, is there in its second, and no lifetime tells that something will.
pub(super) const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Digits and directive names are always a valid header value.
fn directives(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("no-cache"))
}
