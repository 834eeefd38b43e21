//! What is pushed: one item of a JSON Feed, or a document with many. Unlike a
//! feed, whoever pushes is there to be told: nothing is repaired and nothing left
//! out. What JSON Feed is, `feed` knows.

use super::feed::{MAX_ITEMS, json_feed};
use super::folder::{json_correction, json_sections};
use crate::fingerprint::Fingerprint;
use crate::raw_item::RawItem;
use crate::web_address::WebAddress;
use serde_json::Value;
use std::collections::BTreeSet;

/// What was pushed.
#[derive(Clone, Debug, PartialEq)]
pub struct Pushed {
    /// The items, in their order.
    pub items: Vec<RawItem>,
    /// It was a document with a list of items.
    pub is_document: bool,
}

/// Why what was pushed cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// It is not JSON.
    #[error("{0}")]
    NotJson(String),
    /// It is JSON, but an item in it is not to be had.
    #[error("{0}")]
    Item(String),
}

/// Reads what was pushed. `called` is what the item is called by its address; an
/// item then need not have an `id`.
///
/// # Errors
/// At the first fault, with its place.
pub fn read(
    bytes: &[u8],
    called: Option<&str>,
    base: Option<&WebAddress>,
) -> Result<Pushed, PushError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let place = error.valid_up_to();
        PushError::NotJson(format!("byte {place} is not UTF-8: send the text as UTF-8"))
    })?;
    let value: Value = serde_json::from_str(text)
        .map_err(|error| PushError::NotJson(format!("not JSON: {error}: mend it there")))?;
    let Some(items) = value.get("items") else {
        let item = read_item(&value, called, base).map_err(PushError::Item)?;
        return Ok(Pushed { items: vec![item], is_document: false });
    };
    let refuse = |reason: String| Err(PushError::Item(reason));
    let Value::Array(items) = items else {
        return refuse("`items` is no list: make it one of JSON Feed items".to_owned());
    };
    if called.is_some() {
        return refuse("a document with many items cannot be one article: POST it".to_owned());
    }
    if items.len() > MAX_ITEMS {
        return refuse(format!("{} items are more than {MAX_ITEMS}: push fewer", items.len()));
    }
    let mut read = Vec::with_capacity(items.len());
    let mut keys = BTreeSet::new();
    for (place, item) in items.iter().enumerate() {
        let at = |reason: String| PushError::Item(format!("item {}: {reason}", place + 1));
        let item = read_item(item, None, base).map_err(at)?;
        if !keys.insert(item.key.clone()) {
            return Err(at(format!(
                "the id \"{}\" is there before: send one of the two",
                item.key
            )));
        }
        read.push(item);
    }
    Ok(Pushed { items: read, is_document: true })
}

fn read_item(
    value: &Value,
    called: Option<&str>,
    base: Option<&WebAddress>,
) -> Result<RawItem, String> {
    if !value.is_object() {
        return Err("not a JSON object: an item is one, with an id and a content".to_owned());
    }
    let own = match value.get("id") {
        None => None,
        Some(Value::String(id)) if !id.trim().is_empty() => Some(id.trim().to_owned()),
        Some(Value::Number(id)) => Some(id.to_string()),
        Some(_) => return Err("the id is no text: give it one in quotes".to_owned()),
    };
    let key = match (own, called) {
        (Some(own), Some(called)) if own != called => {
            return Err(format!("the item's id is \"{own}\", the address says \"{called}\""));
        }
        (Some(key), _) => key,
        (None, Some(called)) => called.to_owned(),
        (None, None) => return Err("the item has no id: give it what you call it".to_owned()),
    };
    let mut value = value.clone();
    value["id"] = Value::String(key);
    let (sections, correction) = (json_sections(&value)?, json_correction(&value));
    let json = value.to_string();
    let item = json_feed::read_json_item(&json, base)?;
    if let Some(date) = &item.unreadable_date {
        return Err(format!("nobody can read the date \"{date}\": write it as in RFC 3339"));
    }
    let arrived = Some(Fingerprint::of(json.as_bytes()));
    Ok(RawItem { sections, correction, arrived, ..item })
}

/// What an item is called within a source: the key, and whether the whole world
/// calls it so.
#[must_use]
pub fn named(key: &str) -> RawItem {
    RawItem { key: key.to_owned(), key_is_global: json_feed::is_global(key), ..RawItem::default() }
}
