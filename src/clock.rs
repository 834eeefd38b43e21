//! The time, asked for in one place, so that a test can decide what it is.
//! It does not sleep and knows no time zone: that is the schedule's part.

use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex, PoisonError};

/// Where the program asks what time it is. Clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock(Face);

#[derive(Clone, Debug)]
enum Face {
    System,
    Set(Arc<Mutex<DateTime<Utc>>>),
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

    /// The present instant.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Face::System => Utc::now(),
            Face::Set(instant) => *instant.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a fixed clock and all its clones; the machine's clock is left alone.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Face::Set(instant) = &self.0 {
            *instant.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}
