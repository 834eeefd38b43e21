//! A JSON file in the folder: a JSON Feed, or a single item of one. What JSON Feed
//! is, `feed` knows.

use super::article_file::{Draft, Entry, FileReading, Reader, rejected, sections, unclear};
use crate::raw_item::{RawItem, Rejection};
use crate::section::Slug;
use crate::sources::Known;
use crate::sources::feed::{self, Document, json_feed};
use serde_json::Value;

impl Reader<'_> {
    /// A JSON Feed, or a single item of one.
    pub(super) fn read_json(&self, draft: &Draft<'_>) -> FileReading {
        let value: Value = match serde_json::from_str(draft.text) {
            Ok(value) => value,
            Err(error) => {
                let reason = format!("{}: {error}: mend the JSON", draft.path);
                return unclear(draft.path.to_owned(), draft.stem.clone(), reason);
            }
        };
        if value.get("items").is_some() {
            return self.read_json_feed(draft);
        }
        let flag = |name: &str| own_field(&value, name).and_then(Value::as_bool);
        if flag("draft") == Some(true) {
            return draft.holds(Vec::new());
        }
        if !matches!(value.get("id"), None | Some(Value::String(_) | Value::Number(_))) {
            let reason = format!("{}: the id is no text: give it one in quotes", draft.path);
            return unclear(draft.path.to_owned(), draft.stem.clone(), reason);
        }
        let arrived = self.fingerprint(draft, &[]);
        let base = self.place_of(draft.folder);
        let read = json_feed::read_json_item(draft.text, base.as_ref()).and_then(|item| {
            let sections = json_sections(&value)?;
            let correction = json_correction(&value);
            let item = RawItem { sections, correction, arrived: Some(arrived), ..item };
            Ok(named(draft, &value, item))
        });
        match read {
            Ok(item) => {
                let key = item.key.clone();
                let entry = if flag("withdrawn") == Some(true) {
                    Entry::TakenBack(None)
                } else if self.known.contains(&arrived) {
                    Entry::Known
                } else {
                    Entry::New(Box::new(item))
                };
                draft.holds(vec![(key, entry)])
            }
            Err(reason) => {
                let reason = format!("{}: {reason}", draft.path);
                let key = match value.get("id") {
                    Some(Value::String(id)) => id.clone(),
                    Some(id) => id.to_string(),
                    None => draft.stem.clone(),
                };
                draft.holds(vec![rejected(key, reason)])
            }
        }
    }

    fn read_json_feed(&self, draft: &Draft<'_>) -> FileReading {
        let base = self.place_of(draft.folder);
        let document = Document {
            bytes: draft.bytes,
            content_type: Some("application/feed+json"),
            base: base.as_ref(),
        };
        // Nothing counts as known here: the key of every item is wanted.
        let reading = match feed::read(&document, &Known::default()) {
            Ok(reading) => reading,
            Err(error) => {
                let reason = format!("{}: {error}", draft.path);
                return unclear(draft.path.to_owned(), draft.stem.clone(), reason);
            }
        };
        let keys_are_certain = reading.rejections.is_empty();
        let items = reading.items.into_iter().map(|item| {
            let known = item.arrived.is_some_and(|arrived| self.known.contains(&arrived));
            (item.key.clone(), if known { Entry::Known } else { Entry::New(Box::new(item)) })
        });
        let rejections = reading.rejections.into_iter().map(|rejection| {
            let reason = format!("{}: {}", draft.path, rejection.reason);
            let key = format!("{}#{}", draft.stem, rejection.key);
            (key, Entry::Rejected(Rejection { reason, ..rejection }))
        });
        let entries = items.chain(rejections).collect();
        FileReading { path: draft.path.to_owned(), entries, keys_are_certain }
    }
}

/// A JSON item without an id is called by its path: its text may change.
fn named(draft: &Draft<'_>, value: &Value, item: RawItem) -> RawItem {
    if value.get("id").is_some() {
        return item;
    }
    RawItem { key: draft.stem.clone(), key_is_global: false, ..item }
}

/// The sections that a JSON item names, beside the fields of JSON Feed or in an
/// extension object.
///
/// # Errors
/// When one of them is no short name.
pub(in crate::sources) fn json_sections(value: &Value) -> Result<Vec<Slug>, String> {
    let names: Vec<String> = ["section", "sections"]
        .iter()
        .filter_map(|name| own_field(value, name))
        .flat_map(|field| match field {
            Value::Array(all) => all.iter().filter_map(|one| one.as_str()).collect(),
            one => one.as_str().into_iter().collect::<Vec<_>>(),
        })
        .map(str::to_owned)
        .collect();
    sections(names.iter())
}

/// The note of a correction that a JSON item has: a text, or an object with a `note` as
/// this newspaper's own feeds have it. Only the newsroom's own hands give one: in
/// somebody's feed it stands in the text already.
pub(in crate::sources) fn json_correction(value: &Value) -> Option<String> {
    let field = own_field(value, "correction")?;
    field.as_str().or_else(|| field.get("note")?.as_str()).map(str::to_owned)
}

/// A field of ours, beside those of JSON Feed or in an extension object.
pub(in crate::sources) fn own_field<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.get(name).or_else(|| value.get("_pressroom")?.get(name))
}
