//! What is pushed: one item of a JSON Feed, or a document with many. Unlike a
//! feed, whoever pushes is there to be told: nothing is repaired and nothing left
//! out. What JSON Feed is, `feed` knows.

use super::feed::{MAX_ITEMS, json_feed};
use super::global_id::is_global;
use super::own_item::{self, Form, KeyFault, Keys, Place};
use crate::article::ArticleId;
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawItem, RawMedia, RawOrigin};
use crate::web_address::WebAddress;
use chrono_tz::Tz;
use serde_json::Value;
use std::collections::BTreeSet;

/// One item that was pushed.
#[derive(Clone, Debug, PartialEq)]
pub struct PushedItem {
    /// What the sender calls it.
    pub key: String,
    /// The id that it says its article has, where its address calls it something else.
    pub id: Option<ArticleId>,
    /// What it says; `None` when it is a draft.
    pub item: Option<RawItem>,
    /// What is odd about a draft and costs nothing; of others the item says so.
    pub warnings: Vec<String>,
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
/// item then need not have an `id`. Dates without a zone are in `zone`.
///
/// # Errors
/// At the first fault, with its place.
pub fn read(
    bytes: &[u8],
    called: Option<&str>,
    base: Option<&WebAddress>,
    zone: Tz,
) -> Result<Vec<PushedItem>, PushError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let place = error.valid_up_to();
        PushError::NotJson(format!("byte {place} is not UTF-8: send the text as UTF-8"))
    })?;
    let value: Value = serde_json::from_str(text)
        .map_err(|error| PushError::NotJson(format!("not JSON: {error}: mend it there")))?;
    let own: own_item::Value = serde_json::from_str(text)
        .map_err(|error| PushError::NotJson(format!("not JSON: {error}: mend it there")))?;
    let refuse = |reason: String| Err(PushError::Item(reason));
    if !own_item::is_document(&own) {
        let item = read_item(&value, own, called, base, zone).map_err(PushError::Item)?;
        return Ok(vec![item]);
    }
    let Some(Value::Array(items)) = value.get("items") else {
        let reason =
            "this is a JSON Feed, and `items` is no list in it: make it one of JSON Feed items";
        return refuse(reason.to_owned());
    };
    if called.is_some() {
        return refuse("a document with many items cannot be one article: POST it".to_owned());
    }
    own_item::check_document(&own).map_err(|fault| PushError::Item(fault.reason))?;
    if items.len() > MAX_ITEMS {
        return refuse(format!("{} items are more than {MAX_ITEMS}: push fewer", items.len()));
    }
    let mut read = Vec::with_capacity(items.len());
    let mut keys = BTreeSet::new();
    for (place, (item, own)) in items.iter().zip(own.into_elements("items")).enumerate() {
        let called = item.get("id").and_then(Value::as_str).map(|id| format!(" (\"{id}\")"));
        let called = called.unwrap_or_default();
        let at = |reason: String| PushError::Item(format!("item {}{called}: {reason}", place + 1));
        let item = read_item(item, own, None, base, zone).map_err(at)?;
        if !keys.insert(item.key.clone()) {
            return Err(at(format!(
                "the id \"{}\" is there before: send one of the two",
                item.key
            )));
        }
        read.push(item);
    }
    Ok(read)
}

fn read_item(
    value: &Value,
    written: own_item::Value,
    called: Option<&str>,
    base: Option<&WebAddress>,
    zone: Tz,
) -> Result<PushedItem, String> {
    if !value.is_object() {
        return Err("not a JSON object: an item is one, with an id and a content".to_owned());
    }
    let own = match value.get("id") {
        None => None,
        Some(Value::String(id)) if !id.trim().is_empty() => Some(id.trim().to_owned()),
        Some(Value::Number(id)) => Some(id.to_string()),
        Some(_) => return Err("the id is no text: give it one in quotes".to_owned()),
    };
    let (key, id) = match (own, called) {
        (Some(own), Some(called)) if own != called => match own.parse::<uuid::Uuid>() {
            // Whoever read an article sends its id back.
            Ok(uuid) => (called.to_owned(), Some(ArticleId::kept(uuid.urn().to_string()))),
            Err(_) => {
                return Err(format!("the item's id is \"{own}\", the address says \"{called}\""));
            }
        },
        (Some(key), _) => (key, None),
        (None, Some(called)) => (called.to_owned(), None),
        (None, None) => return Err("the item has no id: give it what you call it".to_owned()),
    };
    let mut value = value.clone();
    value["id"] = Value::String(key.clone());
    let json = value.to_string();
    let mut keys = Keys::default();
    keys.add(written.into_table(), Place { form: Form::Json, text: "", first_line: Some(1) });
    let own = own_item::read(keys, zone).map_err(|KeyFault { reason, .. }| reason)?;
    if own.draft.is_some() {
        return Ok(PushedItem { key, id, item: None, warnings: own.warnings });
    }
    if own.withdrawn.is_some() {
        return Err(
            "`withdrawn` takes nothing back in a push: DELETE the article, or POST its retraction"
                .to_owned(),
        );
    }
    let item = json_feed::read_json_item(&json, base)?;
    let is_link = own.is_link;
    let pictures: Vec<RawMedia> = own.media.iter().map(RawMedia::from).collect();
    let mut item = own.over_json(item);
    item.media.splice(0..0, pictures);
    own_item::check_words(&item)
        .and_then(|()| own_item::says_something(&item, is_link))
        .map_err(|KeyFault { reason, .. }| reason)?;
    item.warnings.extend(own_item::desk_note_in(&item));
    item.warnings.extend(own_item::out_of_reach_in(&item));
    item.origin = source_of(&value).map(origin);
    item.arrived = Some(Fingerprint::of(json.as_bytes()));
    Ok(PushedItem { key, id, item: Some(item), warnings: Vec::new() })
}

/// What an item says of the publication that it came from.
fn source_of(value: &Value) -> Option<&Value> {
    value.get("source").or_else(|| value.get("_pressroom")?.get("source"))
}

/// The publication that an article came from, as the API shows it.
fn origin(value: &Value) -> RawOrigin {
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    RawOrigin { title: text("title"), feed: text("feed_url"), site: text("url"), rights: None }
}

/// What an item is called within a source: the key, and whether the whole world
/// calls it so.
#[must_use]
pub fn named(key: &str) -> RawItem {
    let key_is_global = is_global(key);
    RawItem { key: key.to_owned(), key_is_global, is_own: true, ..RawItem::default() }
}
