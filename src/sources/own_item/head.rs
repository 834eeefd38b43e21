//! The head of an article file, TOML or YAML, as keys. It gives none a meaning.

use super::keys::{Form, KeyFault, Keys, Place};
use super::value::Value;
use crate::text::miswritten;

/// The head as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub(in crate::sources) struct Head<'a> {
    pub(in crate::sources) text: &'a str,
    pub(in crate::sources) is_toml: bool,
    /// The line of the file that `text` begins on.
    pub(in crate::sources) first_line: usize,
}

/// Reads the keys of a head.
///
/// # Errors
/// When it is neither TOML nor YAML, or a key stands in it twice.
pub(in crate::sources) fn keys_of_head(head: &Head<'_>) -> Result<Keys, KeyFault> {
    let value = if head.is_toml { toml_value(head)? } else { yaml_value(head)? };
    let mut keys = Keys::default();
    let table = match value {
        Value::Null => Vec::new(),
        Value::Table(table) => table,
        other => {
            let remedy = head.text.lines().find(|line| !line.trim().is_empty());
            let remedy = remedy.and_then(|line| miswritten::in_yaml(line, ""));
            let remedy = remedy.unwrap_or_else(|| "write keys with values".to_owned());
            let reason = format!("the front matter is {}: {remedy}", other.shown());
            return Err(KeyFault { line: Some(head.first_line), reason });
        }
    };
    let form = if head.is_toml { Form::Toml } else { Form::Yaml };
    keys.add(table, Place { form, text: head.text, first_line: Some(head.first_line) });
    Ok(keys)
}

fn toml_value(head: &Head<'_>) -> Result<Value, KeyFault> {
    toml::from_str(head.text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start.min(head.text.len()));
        let before = head.text.get(..offset).unwrap_or_default();
        at(head, before.matches('\n').count(), error.message())
    })
}

fn yaml_value(head: &Head<'_>) -> Result<Value, KeyFault> {
    if head.text.trim().is_empty() {
        return Ok(Value::Null);
    }
    // Only `true` and `false` are not text: an author may be called Yes, a tag 007.
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
    };
    serde_saphyr::from_str_with_options(head.text, options).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line());
        let said = error.without_snippet().to_string();
        // The line counts from the fence here, and is said already.
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        at(head, usize::try_from(line).unwrap_or(1).saturating_sub(1), said)
    })
}

fn at(head: &Head<'_>, line: usize, said: &str) -> KeyFault {
    let said = said.lines().next().unwrap_or_default().trim_end_matches('.');
    let written = head.text.lines().nth(line).unwrap_or_default();
    let meant = if head.is_toml {
        miswritten::in_toml(written)
    } else {
        miswritten::in_yaml(written, said)
    };
    let remedy = meant.unwrap_or_else(|| "mend the front matter".to_owned());
    KeyFault { line: Some(head.first_line + line), reason: format!("{said}: {remedy}") }
}
