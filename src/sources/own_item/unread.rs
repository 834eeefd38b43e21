//! The keys that nobody reads: one that looks as if it kept the article from readers is
//! refused, of any other somebody is told.

use super::judged::{look_within, meant};
use super::keys::{Form, Key, KeyFault, Keys};
use super::look_alike;
use super::names::*;
use super::value::Value;
use crate::config::nearest;
use crate::text::dates;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// What is to be told of the keys that nobody reads.
pub(super) fn unknown(keys: &Keys) -> Result<Vec<String>, KeyFault> {
    let mut notes = Vec::new();
    for key in keys.unread() {
        let (name, value) = (key.name.as_str(), &key.value);
        if OF_READERS.contains(&name) && key.form == Form::Json {
            look_within(key, value, 0)?;
            continue;
        }
        if key.form == Form::Page {
            // Others put long names into the heads of pages.
            let is_short = name.split(['-', '_']).count() <= 3 || is_mark(name);
            match meant(name, value).filter(|_| is_short) {
                Some(meant) => return Err(strange(key, meant)),
                None => continue,
            }
        }
        // Extensions of JSON Feed are objects, and somebody else's.
        let is_table = matches!(value, Value::Table(_) | Value::List(_));
        let is_extension = name.starts_with('_') && key.form == Form::Json && is_table;
        // Of a list of somebody else's only what stands in it counts.
        let called = if is_extension { "" } else { name };
        let is_judged = !is_extension || matches!(value, Value::List(_));
        if is_judged && let Some(meant) = meant(called, value) {
            return Err(strange(key, meant));
        }
        look_within(key, value, 0)?;
        if !is_extension {
            notes.push(nobody_reads(key));
        }
    }
    Ok(notes)
}

/// The dates behind keys that nobody reads, but those of what has been and of other things.
pub(super) fn dates_of_nobody(keys: &Keys, zone: Tz) -> Vec<(String, DateTime<Utc>)> {
    let ours = |key: &&Key| {
        key.form != Form::Page
            && !OF_READERS.contains(&key.name.as_str())
            && !look_alike::is_of_other_things(&key.name)
    };
    let dated = |key: &Key| match &key.value {
        Value::Text(text) | Value::Date(text) => {
            Some((key.name.clone(), dates::judge_own_date(text, zone).ok()?))
        }
        _ => None,
    };
    keys.unread().filter(ours).filter_map(dated).collect()
}

/// Whether it is a mark on an element and no meta element.
fn is_mark(name: &str) -> bool {
    name.starts_with("data-") || name.starts_with("class=")
}

fn strange(key: &Key, meant: &str) -> KeyFault {
    key.fault(format!(
        "nobody knows the key `{}`, and it looks as if it kept the article from readers: write `{meant}`, or remove it",
        key.name
    ))
}

fn nobody_reads(key: &Key) -> String {
    let line = key.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let names = ALL.iter().flat_map(|names| names.iter().copied());
    let of_text = OF_JSON_FEED.iter().copied().filter(|_| key.form == Form::Json);
    let known = nearest(&key.name, names.chain(of_text));
    let is_text = key.form == Form::Json && NAMES_OF_TEXT.contains(&key.name.as_str());
    match known.or(is_text.then_some("content_html")) {
        Some(known) => format!("{line}nobody reads `{}`: did you mean `{known}`?", key.name),
        None => format!("{line}nobody reads `{}`", key.name),
    }
}
