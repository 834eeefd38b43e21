//! The time, asked for in one place, so that a test can decide what it is.
//! It does not sleep and knows no time zone: that is the schedule's part.

use chrono::{DateTime, Utc};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Where the program asks what time it is. Clones show the same time.
///
/// ```
/// use pressroom::clock::Clock;
///
/// let noon = chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(12);
/// let clock = Clock::fixed(noon);
/// assert_eq!(clock.clone().now(), noon);
/// ```
#[derive(Clone, Debug)]
pub struct Clock(Face);

#[derive(Clone)]
enum Face {
    System,
    Set(Arc<Mutex<DateTime<Utc>>>),
    Told(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>),
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::Set(_) => "Set",
            Self::Told(_) => "Told",
        })
    }
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Face::System)
    }

    /// A clock that stands still at `instant` until [`Clock::set`] moves it.
    #[must_use]
    pub fn fixed(instant: DateTime<Utc>) -> Self {
        Self(Face::Set(Arc::new(Mutex::new(instant))))
    }

    /// A clock that shows what it is told whenever somebody looks.
    #[must_use]
    pub fn told(tell: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Face::Told(Arc::new(tell)))
    }

    /// The present instant.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Face::System => Utc::now(),
            Face::Told(tell) => tell(),
            Face::Set(instant) => *instant.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a fixed clock and all its clones; any other is left alone.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Face::Set(instant) = &self.0 {
            *instant.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}
