//! What a feed takes back: the tombstones of Atom (RFC 6721), the notices of a JSON Feed that
//! another pressroom wrote, and items that it marks as not to be shown. It takes nothing back
//! itself.

use super::construct::Texts;
use super::names::{Bindings, Space};
use super::tree::Tree;
use crate::raw_item::{RawItem, Withheld};
use crate::sources::Withdrawal;
use crate::text::dates::read_date;
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::collections::HashMap;

/// More than these in one feed are not read.
const MOST: usize = 10_000;

/// An item that is said to be gone.
#[derive(Clone, Debug)]
pub(super) struct Tombstone {
    key: String,
    when: Option<DateTime<Utc>>,
    reason: Option<String>,
}

/// Those that stand around the entries of a feed.
pub(super) fn of_atom(around: &Tree<'_>) -> Vec<Tombstone> {
    let bindings = Bindings::default();
    let texts = Texts { tree: around, is_atom: true, bindings: &bindings };
    let stones = around.elements().filter(|(_, element)| {
        element.space == Space::Tombstones && element.lower_name().as_str() == "deleted-entry"
    });
    let stones = stones.filter_map(|(at, element)| {
        let comment =
            around.children(at).find(|(_, child)| child.lower_name().as_str() == "comment");
        Some(Tombstone {
            key: element
                .attribute("ref")
                .map(|key| key.trim().to_owned())
                .filter(|k| !k.is_empty())?,
            when: element.attribute("when").and_then(|when| read_date(&when)),
            reason: comment.and_then(|(comment, _)| texts.plain(comment)),
        })
    });
    stones.take(MOST).collect()
}

/// Those in the extension object of a JSON Feed.
pub(super) fn of_json(extension: Option<&Value>) -> Vec<Tombstone> {
    let notices = extension.and_then(|ours| ours.get("withdrawn")?.as_array());
    let stones = notices.into_iter().flatten().filter_map(|notice| {
        let text = |name| notice.get(name).and_then(Value::as_str).map(str::trim);
        Some(Tombstone {
            key: text("id").filter(|key| !key.is_empty())?.to_owned(),
            when: text("date_withdrawn").and_then(read_date),
            reason: text("reason").map(str::to_owned),
        })
    });
    stones.take(MOST).collect()
}

/// What is taken back: every item that is marked so, and every one with a tombstone, unless
/// the feed has the item too, in a state that is later (RFC 6721 §3). What is taken back leaves
/// `items`; `known` gives the items of the feed that are known already.
pub(super) fn settle(
    tombstones: Vec<Tombstone>,
    items: &mut Vec<RawItem>,
    known: impl Iterator<Item = RawItem>,
) -> Vec<Withdrawal> {
    let mut taken = marked(items);
    if tombstones.is_empty() {
        return taken;
    }
    let mut listed: HashMap<String, DateTime<Utc>> = HashMap::new();
    for item in items.iter().cloned().chain(known) {
        if let Some(date) = item.updated.max(item.published) {
            let held = listed.entry(item.key).or_insert(date);
            *held = date.max(*held);
        }
    }
    let stands = |stone: &Tombstone| {
        let date = listed.get(&stone.key);
        date.is_none_or(|date| stone.when.is_some_and(|when| *date <= when))
    };
    let gone: HashMap<String, Option<String>> =
        (tombstones.into_iter().filter(stands)).map(|stone| (stone.key, stone.reason)).collect();
    items.retain(|item| !gone.contains_key(&item.key));
    taken.extend(gone.into_iter().map(|(key, reason)| Withdrawal { key, reason }));
    taken.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    taken
}

/// Takes out the items that the feed lists and does not want shown.
fn marked(items: &mut Vec<RawItem>) -> Vec<Withdrawal> {
    let mut taken = Vec::new();
    items.retain_mut(|item| match item.withheld.take() {
        Some(Withheld { reason, .. }) => {
            taken.push(Withdrawal { key: std::mem::take(&mut item.key), reason });
            false
        }
        None => true,
    });
    taken
}
