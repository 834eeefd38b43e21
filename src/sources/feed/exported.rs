//! What an item has that `export` wrote, beside what is in every item of a JSON Feed: it is
//! the article's own, and nothing of the document around it flows into it.

use super::json_members::{date, text_of};
use crate::episode::Episode;
use crate::raw_item::{RawCorrection, RawItem, RawOrigin};
use chrono_tz::Tz;
use serde_json::{Map, Value};

/// Puts it into what was read of the item.
pub(super) fn read(object: &Map<String, Value>, item: &mut RawItem) {
    let nothing = Map::new();
    let own = object.get("_pressroom").and_then(Value::as_object).unwrap_or(&nothing);
    item.origin = own.get("source").and_then(Value::as_object).map(|source| RawOrigin {
        title: text_of(source, "title"),
        site: text_of(source, "url"),
        feed: text_of(source, "feed_url"),
        rights: None,
    });
    item.corrections = corrections(own);
    let episode = own.get("episode").cloned();
    let episode = episode.and_then(|it| serde_json::from_value::<Episode>(it).ok());
    item.episode = episode.map(Into::into);
    let sections = own.get("sections").and_then(Value::as_array).into_iter().flatten();
    item.sections = sections.filter_map(|slug| slug.as_str()?.parse().ok()).collect();
    item.rights = text_of(own, "rights");
    item.author_note = text_of(own, "author_note");
}

/// What it says of mistakes, each note with its day.
pub(super) fn corrections(own: &Map<String, Value>) -> Vec<RawCorrection> {
    let corrections = own.get("corrections").and_then(Value::as_array).into_iter().flatten();
    let corrections = corrections.filter_map(Value::as_object).filter_map(|said| {
        let at = date(said, "date", Tz::UTC)?.ok()?;
        Some(RawCorrection { note: text_of(said, "note")?, at })
    });
    corrections.collect()
}
