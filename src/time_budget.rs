//! How long one pass over a source may take. Who works looks at it between two pieces of
//! work; it stops nobody by itself.

use std::time::{Duration, Instant};

/// The time of one pass.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeBudget(Option<Instant>);

impl TimeBudget {
    /// This long, from now on.
    #[must_use]
    pub fn of(limit: Duration) -> Self {
        Self(Instant::now().checked_add(limit))
    }

    /// Whether it is used up.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.0.is_some_and(|end| Instant::now() >= end)
    }

    /// When it is used up; never when `None`.
    #[must_use]
    pub fn end(&self) -> Option<Instant> {
        self.0
    }
}
