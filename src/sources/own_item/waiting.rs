//! Whether and from when on one of the newsroom's own may be shown, by its own keys. It shows
//! nothing.

use super::keys::{Key, KeyFault, Keys};
use super::meaning;
use super::names::*;
use super::value::Value;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// The key that says that it is not for readers, if any does. `published` may be a date.
pub(super) fn draft_by(keys: &Keys) -> Result<Option<String>, KeyFault> {
    let mut draft = None;
    for key in keys.of(DRAFT) {
        let says_so = match (key.name.as_str(), &key.value) {
            ("draft" | "eleventyExcludeFromCollections", _) => meaning::switch(key)?,
            ("visible", _) => !meaning::switch(key)?,
            ("published", Value::Text(text)) if !is_switch_word(text) => false,
            ("published", Value::Date(_)) => false,
            ("published", _) => !meaning::switch(key)?,
            // Eleventy writes no page of it; any other is a pattern for addresses.
            (_, value) => *value == Value::Bool(false),
        };
        draft = draft.or_else(|| says_so.then(|| key.name.clone()));
    }
    for key in keys.of(STATUS) {
        let status = status(key)?;
        let says_so = match status.strip_prefix("stat:").unwrap_or(&status) {
            public if PUBLIC.contains(&public) || SCHEDULED.contains(&public) => false,
            hidden if NOT_PUBLIC.contains(&hidden) => true,
            _ => return Err(key.wrong("publish or draft")),
        };
        draft = draft.or_else(|| says_so.then(|| key.name.clone()));
    }
    Ok(draft)
}

fn status(key: &Key) -> Result<String, KeyFault> {
    match key.value {
        Value::Null | Value::NullWord => Err(key.wrong("publish or draft")),
        _ => meaning::text(key).map(|status| status.trim().to_lowercase()),
    }
}

/// The key that says that the article waits for its date.
fn scheduled(keys: &Keys) -> Option<&Key> {
    let says_so = |key: &&Key| status(key).is_ok_and(|status| SCHEDULED.contains(&status.as_str()));
    keys.of(STATUS).into_iter().find(says_so)
}

fn is_switch_word(text: &str) -> bool {
    ["true", "false", "yes", "no", "on", "off"].contains(&text.trim().to_lowercase().as_str())
}

/// The date that it says it is of: of two, the plainer one.
pub(super) fn published(keys: &Keys, zone: Tz) -> Result<Option<DateTime<Utc>>, KeyFault> {
    if let Some(date) = dates(keys, zone)?.first() {
        return Ok(Some(*date));
    }
    let as_in_hugo = keys.of(PUBLISH_AT).into_iter().find(|key| key.name != "publish_at");
    as_in_hugo.map(|key| meaning::date(key, zone)).transpose()
}

/// All dates that it says it is of, the plainest first.
fn dates(keys: &Keys, zone: Tz) -> Result<Vec<DateTime<Utc>>, KeyFault> {
    let is_date = |key: &&Key| {
        key.name != "published"
            || matches!(&key.value, Value::Date(_))
            || matches!(&key.value, Value::Text(text) if !is_switch_word(text))
    };
    keys.of(DATE).into_iter().filter(is_date).map(|key| meaning::date(key, zone)).collect()
}

/// From when on something may be shown, and until when.
type Term = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// The term of an item: of several dates the one that keeps it back longer. One that is
/// scheduled waits for its date.
pub(super) fn terms(keys: &Keys, zone: Tz) -> Result<Term, KeyFault> {
    let all = |names| -> Result<Vec<DateTime<Utc>>, KeyFault> {
        keys.of(names).into_iter().map(|key| meaning::date(key, zone)).collect()
    };
    let (until, dates) = (all(PUBLISH_AT)?.into_iter().max(), dates(keys, zone)?);
    let waits = scheduled(keys);
    let differ = dates.iter().any(|date| *date != dates[0]);
    let of_dates =
        dates.into_iter().max().filter(|_| differ || (waits.is_some() && until.is_none()));
    let from = until.max(of_dates);
    if let (Some(key), None) = (waits, from) {
        return Err(key.fault(format!(
            "`{}` says that it waits, and nothing says until when: write `publish_at`",
            key.name
        )));
    }
    let term = (from, all(EXPIRES_AT)?.into_iter().min());
    if let ((Some(from), Some(until)), Some(key)) = (term, keys.first(PUBLISH_AT))
        && from >= until
    {
        let name = &key.name;
        return Err(key.fault(format!(
            "`{name}` is not before the end of its time, so readers would never see it: mend one of the two"
        )));
    }
    Ok(term)
}
