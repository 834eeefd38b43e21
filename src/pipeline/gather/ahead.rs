//! Tells of a feed whose dates lie ahead of now, or that gives none. It holds nothing back.

use crate::pipeline::arrival::is_undated;
use crate::raw_item::{RawItem, Warning};
use crate::source_memory::SourceName;
use chrono::{DateTime, TimeDelta, Utc};

/// What is told of a feed whose newest dates are all some hours ahead of now: most likely
/// it writes its own local time and calls it another.
pub(in crate::pipeline) fn ahead_of_time(
    items: &[RawItem],
    source: &SourceName,
    now: DateTime<Utc>,
) -> Option<Warning> {
    const LEAST: TimeDelta = TimeDelta::minutes(10);
    const MOST: TimeDelta = TimeDelta::hours(15);
    let theirs = items.iter().filter(|item| !item.is_own && item.publish_at.is_none());
    let newest = theirs.filter_map(|item| item.published.or(item.updated)).max()?;
    let ahead = newest - now;
    if !(LEAST..MOST).contains(&ahead) {
        return None;
    }
    let hours = (ahead.num_minutes() + 59) / 60;
    Some(Warning {
        key: source.to_string(),
        warning: format!(
            "its newest dates are up to {hours} h ahead of now: if they are local times without \
             a zone, write its zone in `timezone` of this [[source]]; if they name a wrong zone, \
             tell the publisher"
        ),
    })
}

/// What is told of items of others that give no date. One that gives a date that nobody can
/// read is told by itself.
pub(in crate::pipeline) fn without_dates(
    items: &[RawItem],
    source: &SourceName,
) -> Option<Warning> {
    const NAMED: usize = 3;
    let gives_none = |item: &&RawItem| is_undated(item) && item.unreadable_date.is_none();
    let undated: Vec<&RawItem> =
        items.iter().filter(|item| !item.is_own).filter(gives_none).collect();
    let address = |item: &&RawItem| item.url.clone().unwrap_or_else(|| item.key.clone());
    let named: Vec<String> = undated.iter().map(address).take(NAMED).collect();
    let more = match undated.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let are = if undated.len() == 1 { "gives" } else { "give" };
    (!undated.is_empty()).then(|| Warning {
        key: source.to_string(),
        warning: format!(
            "{} of its items {are} no date, so each is of when it was first seen: tell the \
             publisher ({}{more})",
            undated.len(),
            named.join(", ")
        ),
    })
}
