//! When an article was published and last changed, out of what its source says.
//! It holds nothing back until its time: `compose` does.

use chrono::{DateTime, SubsecRound, Utc};

/// The two dates of an article, in whole seconds. Without any, or with one that
/// nobody can read, it is published now: a story must not be lost for its date,
/// and the store keeps the first one for good. A future date stays as it is.
pub(super) fn of(
    published: Option<DateTime<Utc>>,
    updated: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> (DateTime<Utc>, DateTime<Utc>) {
    let now = now.trunc_subsecs(0);
    let published = published.or(updated).unwrap_or(now).trunc_subsecs(0);
    let updated = updated.unwrap_or(published).trunc_subsecs(0);
    // Nothing changes in the future: a date there is a mistake of the source's.
    // An article that waits for its time is not changed before it either.
    (published, updated.min(now).max(published))
}
