//! When an article was published and last changed, out of what its source says.
//! It holds nothing back until its time: `compose` does.

use chrono::{DateTime, DurationRound, SubsecRound, TimeDelta, Utc};

/// The two dates of an article, in whole seconds. Without any, or with one that
/// nobody can read, it is published now: a story must not be lost for its date,
/// and the store keeps the first one for good. A future date stays as it is. An
/// article that waits for `publish_at` is of that date, unless its own is later: it
/// belongs among what comes out with it.
pub(super) fn of(
    (published, updated): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    publish_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> (DateTime<Utc>, DateTime<Utc>) {
    let now = now.trunc_subsecs(0);
    let published = published.or(updated).unwrap_or(now).trunc_subsecs(0);
    // Never a part of a second early.
    let publish_at = publish_at.map(|at| at.duration_round_up(TimeDelta::seconds(1)).unwrap_or(at));
    let published = published.max(publish_at.unwrap_or(published));
    let updated = updated.unwrap_or(published).trunc_subsecs(0);
    // Nothing changes in the future: a date there is a mistake of the source's.
    // An article that waits for its time is not changed before it either.
    (published, updated.min(now).max(published))
}
