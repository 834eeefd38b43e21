//! Items of one document that claim to be the same: the newer dated counts,
//! else the first. Items that are known are compared too, though they are only
//! read when a new item's name occurs in them, so that an old twin never takes
//! the place of a known new one.

use crate::raw_item::{RawItem, RawText, Rejection};
use chrono::{DateTime, Utc};
use memchr::memmem;
use std::collections::HashMap;

/// The items of a document.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Those that were read, in order.
    pub(super) new: Vec<RawItem>,
    /// The places of those that are known.
    pub(super) known: Vec<usize>,
}

/// More comparisons than these are not worth making: all known items are read.
const MOST_SEARCHES: usize = 4_096;

/// Leaves one item of each name. `written` gives a known item as it is written
/// and `read` reads it.
pub(super) fn settle<'a>(
    found: Found,
    written: impl Fn(usize) -> &'a str,
    read: impl Fn(usize) -> Option<RawItem>,
    rejections: &mut Vec<Rejection>,
) -> Vec<RawItem> {
    let known = known_dates(&found, written, read);
    let mut places: HashMap<String, usize> = HashMap::with_capacity(found.new.len());
    let mut kept: Vec<RawItem> = Vec::with_capacity(found.new.len());
    for item in found.new {
        if known.get(&item.key).is_some_and(|held| date(&item) <= *held) {
            rejections.push(rejection(item));
            continue;
        }
        match places.get(&item.key).and_then(|place| kept.get_mut(*place)) {
            None => {
                places.insert(item.key.clone(), kept.len());
                kept.push(item);
            }
            Some(held) if held.arrived == item.arrived => {}
            Some(held) if date(&item) > date(held) => {
                rejections.push(rejection(std::mem::replace(held, item)));
            }
            Some(_) => rejections.push(rejection(item)),
        }
    }
    kept
}

/// The dates of the known items that may share a name with a new one.
fn known_dates<'a>(
    found: &Found,
    written: impl Fn(usize) -> &'a str,
    read: impl Fn(usize) -> Option<RawItem>,
) -> HashMap<String, Option<DateTime<Utc>>> {
    if found.new.is_empty() || found.known.is_empty() {
        return HashMap::new();
    }
    let few = found.new.len().saturating_mul(found.known.len()) <= MOST_SEARCHES;
    let needles: Vec<_> =
        found.new.iter().map(|item| memmem::Finder::new(plainest(&item.key))).collect();
    let may_share = |place: usize| {
        !few || needles.iter().any(|needle| needle.find(written(place).as_bytes()).is_some())
    };
    let suspects = found.known.iter().filter(|place| may_share(**place));
    let mut dates = HashMap::new();
    for item in suspects.filter_map(|place| read(*place)) {
        let own = date(&item);
        let held = dates.entry(item.key).or_insert(own);
        *held = own.max(*held);
    }
    dates
}

/// The longest part of a name that is written the same in every document: the
/// rest may stand there as an entity or be relative.
fn plainest(key: &str) -> &str {
    let special = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    key.split(special).max_by_key(|part| part.len()).unwrap_or_default()
}

fn date(item: &RawItem) -> Option<DateTime<Utc>> {
    item.updated.max(item.published)
}

fn rejection(item: RawItem) -> Rejection {
    let title = item.title.as_ref().map(RawText::as_str).map(str::to_owned);
    let reason = "another item of the feed has the same id and is newer or stands before it: \
                  ask the publisher for ids that differ"
        .to_owned();
    Rejection { key: item.key, title, reason }
}
