//! The time at the begin of a line of the log: in the newsroom's zone once it is known, with
//! its distance from UTC, so that people and programs read it alike.

use crate::clock::Clock;
use chrono_tz::Tz;
use std::fmt;
use std::sync::OnceLock;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;

static ZONE: OnceLock<Tz> = OnceLock::new();

/// From now on lines are dated in this zone.
pub(super) fn in_zone(zone: Tz) {
    // Somebody who sets it twice is a test.
    let _ = ZONE.set(zone);
}

/// Dates lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct LogTime;

impl FormatTime for LogTime {
    fn format_time(&self, w: &mut Writer<'_>) -> fmt::Result {
        let now = Clock::system().now().with_timezone(ZONE.get().unwrap_or(&Tz::UTC));
        write!(w, "{}", now.format("%Y-%m-%dT%H:%M:%S%.3f%:z"))
    }
}
