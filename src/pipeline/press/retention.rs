//! How much is kept by the settings, and for how long readers are told what was taken back.
//! It removes nothing.

use crate::config::Settings;
use crate::store::Retention;
use chrono::{DateTime, TimeDelta, Utc};

/// What is kept at `now`.
pub(in crate::pipeline) fn retention(settings: &Settings, now: DateTime<Utc>) -> Retention {
    Retention {
        published_before: kept_since(settings, now),
        per_section: settings.store.keep_per_section,
        told_since: Some(told_since(settings, now)),
        keeps_pages: settings.web.is_some(),
    }
}

/// The date of the oldest article that is kept; nothing where all are.
pub(in crate::pipeline) fn kept_since(
    settings: &Settings,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let age = settings.store.keep.and_then(|age| TimeDelta::from_std(age).ok());
    age.map(|age| now.checked_sub_signed(age).unwrap_or(DateTime::<Utc>::MIN_UTC))
}

/// What was taken back since then is told.
pub(in crate::pipeline) fn told_since(settings: &Settings, now: DateTime<Utc>) -> DateTime<Utc> {
    let notice = TimeDelta::from_std(settings.publish.keep_withdrawn).unwrap_or(TimeDelta::MAX);
    now.checked_sub_signed(notice).unwrap_or(DateTime::<Utc>::MIN_UTC)
}
