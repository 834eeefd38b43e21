//! Items of one document that claim to be the same: the newer dated counts,
//! else the first. Items that are known are compared too, though they are only
//! read when a new item's name occurs in them, so that an old twin never takes
//! the place of a known new one.

use super::naming::{are_two, name_by_page};
use crate::fingerprint::is_shown;
use crate::raw_item::{RawItem, RawText, RefusalKind, Rejection};
use chrono::{DateTime, Utc};
use memchr::memmem;
use std::collections::{BTreeSet, HashMap};

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

/// What is left of the new items.
pub(super) struct Settled {
    /// In order.
    pub(super) items: Vec<RawItem>,
    /// The names that turned out to be those of several.
    pub(super) shared: Vec<String>,
}

/// Leaves one item of each name. A name that several stories have names none of them: they
/// are called by their pages, or by what they say. `written` gives a known item as it is written
/// and `read` reads it.
pub(super) fn settle<'a>(
    mut found: Found,
    written: impl Fn(usize) -> &'a str,
    read: impl Fn(usize) -> Option<RawItem>,
    rejections: &mut Vec<Rejection>,
) -> Settled {
    let known = known_twins(&found, written, read);
    let shared = shared_names(&found.new, &known);
    let of_several = found.new.iter_mut().filter(|item| shared.contains(&item.key));
    of_several.for_each(name_by_page);
    let mut dates: HashMap<&str, Option<DateTime<Utc>>> = HashMap::new();
    for twin in &known {
        let held = dates.entry(&twin.key).or_default();
        *held = date(twin).max(*held);
    }
    let mut places: HashMap<String, usize> = HashMap::with_capacity(found.new.len());
    let mut kept: Vec<RawItem> = Vec::with_capacity(found.new.len());
    for item in found.new {
        if dates.get(&*item.key).is_some_and(|held| date(&item) <= *held) {
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
    Settled { items: kept, shared: shared.into_iter().collect() }
}

/// The names that several stories have.
fn shared_names(new: &[RawItem], known: &[RawItem]) -> BTreeSet<String> {
    let mut first: HashMap<&str, &RawItem> = HashMap::with_capacity(new.len());
    let mut shared = BTreeSet::new();
    for item in new.iter().chain(known) {
        match first.get(&*item.key) {
            None => {
                first.insert(&item.key, item);
            }
            Some(held) if are_two(held, item) && !shared.contains(&item.key) => {
                shared.insert(item.key.clone());
            }
            Some(_) => {}
        }
    }
    shared
}

/// The known items that may share a name with a new one.
fn known_twins<'a>(
    found: &Found,
    written: impl Fn(usize) -> &'a str,
    read: impl Fn(usize) -> Option<RawItem>,
) -> Vec<RawItem> {
    if found.new.is_empty() || found.known.is_empty() {
        return Vec::new();
    }
    let few = found.new.len().saturating_mul(found.known.len()) <= MOST_SEARCHES;
    let needles: Vec<_> =
        found.new.iter().map(|item| memmem::Finder::new(plainest(written_name(item)))).collect();
    let may_share = |place: usize| {
        !few || needles.iter().any(|needle| needle.find(written(place).as_bytes()).is_some())
    };
    let suspects = found.known.iter().filter(|place| may_share(**place));
    suspects.filter_map(|place| read(*place)).collect()
}

/// What stands in the document of the name of an item.
fn written_name(item: &RawItem) -> &str {
    match is_shown(&item.key) {
        true => item.title.as_ref().map_or("", RawText::as_str),
        false => &item.key,
    }
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
    Rejection { key: item.key, title, reason, kind: RefusalKind::Choice }
}
