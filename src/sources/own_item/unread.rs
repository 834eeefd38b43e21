//! The keys that nobody reads: one that looks as if it kept the article from readers is
//! refused, of any other somebody is told.

use super::keys::{Form, Key, KeyFault, Keys};
use super::names::*;
use super::value::Value;
use super::{label, look_alike, meaning};
use crate::config::nearest;

/// What is to be told of the keys that nobody reads.
pub(super) fn unknown(keys: &Keys) -> Result<Vec<String>, KeyFault> {
    let mut notes = Vec::new();
    for key in keys.unread() {
        let (name, value) = (key.name.as_str(), &key.value);
        if OF_READERS.contains(&name) && key.form == Form::Json {
            meaning::look_within(key, value, 0)?;
            continue;
        }
        if key.form == Form::Page {
            // Others put long names into the heads of pages.
            let is_short = name.split(['-', '_']).count() <= 3;
            match meant(name, value).filter(|_| is_short) {
                Some(meant) => return Err(strange(key, meant)),
                None => continue,
            }
        }
        // Extensions of JSON Feed are objects, and somebody else's.
        let is_table = matches!(value, Value::Table(_) | Value::List(_));
        let is_extension = name.starts_with('_') && key.form == Form::Json && is_table;
        if !is_extension && let Some(meant) = meant(name, value) {
            return Err(strange(key, meant));
        }
        meaning::look_within(key, value, 0)?;
        if !is_extension {
            notes.push(nobody_reads(key));
        }
    }
    Ok(notes)
}

/// What a key that nobody knows was meant as, when it or what stands behind it looks as if
/// it kept the article from readers.
fn meant(name: &str, value: &Value) -> Option<&'static str> {
    let said = match value {
        Value::Text(text) | Value::Unclear { written: text, .. } => {
            text.lines().any(label::waits).then_some(DRAFT[0])
        }
        _ => None,
    };
    look_alike::meant(name, value).or(said)
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
