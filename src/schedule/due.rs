//! When a source is due, from its timetable and when it last ran. It asks no clock,
//! keeps nothing, and runs nothing.

use super::Timetable;
use crate::fingerprint::Fingerprint;
use crate::source_memory::SourceName;
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// A source, as far as its time is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Duty<'a> {
    /// Its name; it decides, with the firing, how much jitter is added.
    pub name: &'a SourceName,
    /// When it is asked.
    pub timetable: &'a Timetable,
    /// The most that is added to a firing.
    pub jitter: Duration,
    /// When its last pass began; `None` when it never had one.
    pub last_pass: Option<DateTime<Utc>>,
}

impl Duty<'_> {
    /// When it runs next: `now` or earlier means that it is due. However many
    /// firings were missed, they are made up for by one pass. A source that
    /// never ran is due at once; one that never fires again has `None`.
    #[must_use]
    pub fn next_firing(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.last_pass {
            None => Some(now),
            // A pass in the future is a clock that was set back: it must not
            // keep the source waiting until that time comes again.
            Some(last_pass) => self.first_after(last_pass.min(now)),
        }
    }

    /// The first firing after `instant`, its jitter added. Jitter never reaches
    /// the following firing, so that none is lost and their order stays.
    #[must_use]
    pub fn first_after(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let pending = self.latest_at_or_before(instant).map(|firing| self.delayed(firing));
        match pending {
            Some(at) if at > instant => Some(at),
            _ => self.timetable.next_after(instant).map(|firing| self.delayed(firing)),
        }
    }

    /// A firing with its jitter: the same on every machine and in every run.
    fn delayed(&self, firing: DateTime<Utc>) -> DateTime<Utc> {
        let most = TimeDelta::from_std(self.jitter).unwrap_or(TimeDelta::MAX);
        let room = self
            .timetable
            .next_after(firing)
            .map_or(most, |following| most.min(following - firing - TimeDelta::milliseconds(1)));
        let moment = firing.timestamp().to_le_bytes();
        let draw = Fingerprint::of_parts([self.name.as_str().as_bytes(), &moment]).to_i64();
        let choices = room.num_milliseconds().saturating_add(1).max(1);
        let delay = TimeDelta::milliseconds(draw.rem_euclid(choices));
        firing.checked_add_signed(delay).unwrap_or(firing)
    }

    /// The last firing that is not after `instant`, if it is so near that its
    /// jitter could lead past `instant`. A timetable only looks forward, so this
    /// steps back, twice as far each time, and then closes in.
    fn latest_at_or_before(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = |from| self.timetable.next_after(from).filter(|firing| *firing <= instant);
        let reach = TimeDelta::from_std(self.jitter).unwrap_or(TimeDelta::MAX);
        // No firing lies after `quiet_from` and not after `instant`.
        let mut quiet_from = instant;
        let mut back = TimeDelta::seconds(1);
        let mut latest = loop {
            let from = instant.checked_sub_signed(back.min(reach))?;
            // Strictly after means that a firing at `from` itself does not show.
            let from = from.checked_sub_signed(TimeDelta::milliseconds(1))?;
            match until(from) {
                Some(firing) => break firing,
                None if back >= reach => return None,
                None => (quiet_from, back) = (from, back.checked_mul(2)?),
            }
        };
        while let Some(following) = until(latest) {
            latest = following;
            let middle = latest + (quiet_from - latest) / 2;
            match until(middle) {
                Some(later) => latest = later,
                None => quiet_from = middle,
            }
        }
        Some(latest)
    }
}
