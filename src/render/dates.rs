//! Dates as each format wants them: the only place that writes one. All are in
//! UTC and whole seconds, except for days in notes. It does not read dates.

use crate::article::Withdrawn;
use chrono::{DateTime, FixedOffset, SecondsFormat, SubsecRound, Utc};
use chrono_tz::Tz;

/// RFC 822 with a four-digit year, as RSS 2.0 and OPML 2.0 want it:
/// `Tue, 01 Sep 2026 10:00:00 GMT`.
#[must_use]
pub fn rfc822(instant: DateTime<Utc>) -> String {
    instant.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// RFC 3339, as Atom, JSON Feed, `dcterms:` and HTML want it: `2026-09-01T10:00:00Z`.
#[must_use]
pub fn rfc3339(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// What `atom_syndication` takes for a date; it would write fractions of a second.
pub(super) fn for_atom(instant: DateTime<Utc>) -> DateTime<FixedOffset> {
    instant.trunc_subsecs(0).fixed_offset()
}

/// The time in which a withdrawn article was valid, as a DCMI Period in W3C-DTF.
pub(super) fn valid(withdrawn: &Withdrawn) -> String {
    let (start, end) = (rfc3339(withdrawn.published.min(withdrawn.at)), rfc3339(withdrawn.at));
    format!("start={start}; end={end}; scheme=W3C-DTF;")
}

/// A day in a newsroom's time zone, for a note that people of any language read:
/// `2026-09-01`.
pub(super) fn day(instant: DateTime<Utc>, zone: Tz) -> String {
    instant.with_timezone(&zone).format("%Y-%m-%d").to_string()
}

/// What people call a newsroom's time zone at an instant: `PKT`, or `UTC+05` for one without
/// a name of its own.
pub(super) fn zone(instant: DateTime<Utc>, zone: Tz) -> String {
    let abbreviation = instant.with_timezone(&zone).format("%Z").to_string();
    if abbreviation.starts_with(['+', '-']) { format!("UTC{abbreviation}") } else { abbreviation }
}
