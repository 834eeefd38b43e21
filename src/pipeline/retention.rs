//! How much is kept by the settings, and for how long readers are told what was taken back.
//! It removes nothing.

use crate::article::Article;
use crate::config::Settings;
use crate::store::Retention;
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// What is kept at `now`.
#[must_use]
pub fn retention(settings: &Settings, now: DateTime<Utc>) -> Retention {
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

/// For how long an article is kept by the settings.
#[derive(Clone, Copy)]
pub(in crate::pipeline) struct KeptFor {
    age: Option<Duration>,
    keeps_pages: bool,
}

impl KeptFor {
    /// For ever.
    pub(in crate::pipeline) const EVER: Self = Self { age: None, keeps_pages: false };

    pub(in crate::pipeline) fn of(settings: &Settings) -> Self {
        Self { age: settings.store.keep, keeps_pages: settings.web.is_some() }
    }

    /// The age that an article is older than, so that it is kept no longer; one that has its
    /// page in the web edition is.
    pub(in crate::pipeline) fn is_over(
        self,
        article: &Article,
        now: DateTime<Utc>,
    ) -> Option<Duration> {
        let has_page = self.keeps_pages && (article.url.is_none() || !article.home.is_elsewhere());
        let is_over = |age: &Duration| {
            TimeDelta::from_std(*age).is_ok_and(|age| article.published < now - age)
        };
        self.age.filter(|_| !has_page).filter(is_over)
    }
}

/// What was taken back since then is told.
pub(in crate::pipeline) fn told_since(settings: &Settings, now: DateTime<Utc>) -> DateTime<Utc> {
    let notice = TimeDelta::from_std(settings.publish.keep_withdrawn).unwrap_or(TimeDelta::MAX);
    now.checked_sub_signed(notice).unwrap_or(DateTime::<Utc>::MIN_UTC)
}
