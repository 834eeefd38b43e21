//! A JSON document with a list of items, and what stands beside that: a key there holds nothing
//! back, so one that looks as if it did is a fault. It reads no item.

use super::judged::{keeps_back_within, look_within};
use super::keys::{Form, Key, KeyFault};
use super::value::Value;

/// What JSON Feed has there, read with the document.
const OF_JSON_FEED: [&str; 15] = [
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "description",
    "user_comment",
    "next_url",
    "icon",
    "favicon",
    "author",
    "authors",
    "language",
    "expired",
    "hubs",
    "items",
];

/// What this newspaper's own feeds say there: what was taken back of them.
const OURS: &str = "_pressroom";
const NOTICES: &str = "withdrawn";

/// What a document says of itself, and no item does.
const OF_DOCUMENTS: [&str; 4] = ["home_page_url", "feed_url", "next_url", "hubs"];

/// What an item has, and no document does.
const OF_ITEMS: [&str; 2] = ["content_html", "content_text"];

/// Whether something in JSON is a document of many items and not one item: it has a list of
/// them, or ought to, by what else it says.
pub(in crate::sources) fn is_document(json: &Value) -> bool {
    let Value::Table(table) = json else { return false };
    let has = |names: &[&str]| table.iter().any(|(name, _)| names.contains(&name.as_str()));
    let is_feed = |(name, value): &(String, Value)| {
        name == "version" && matches!(value, Value::Text(said) if said.contains("jsonfeed.org"))
    };
    has(&["items"]) || !has(&OF_ITEMS) && (table.iter().any(is_feed) || has(&OF_DOCUMENTS))
}

/// Looks at what stands beside `items`.
///
/// # Errors
/// At a key that would keep articles back if it stood in them.
pub(in crate::sources) fn check_document(document: &Value) -> Result<(), KeyFault> {
    let Value::Table(table) = document else { return Ok(()) };
    for (name, value) in table {
        if OF_JSON_FEED.contains(&name.as_str()) {
            continue;
        }
        if keeps_back_within(name, value, false) {
            let reason = format!(
                "`{name}` stands beside `items`, where it keeps nothing back: write it into each item, or remove it"
            );
            return Err(KeyFault { line: None, reason });
        }
        let value = match value {
            Value::Table(ours) if name == OURS => {
                Value::Table(ours.iter().filter(|(name, _)| name != NOTICES).cloned().collect())
            }
            value => value.clone(),
        };
        let key = Key { name: name.clone(), value: Value::Null, line: None, form: Form::Json };
        look_within(&key, &value, 0)?;
    }
    Ok(())
}
