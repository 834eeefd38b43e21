//! The head of an article file, TOML or YAML, as keys. It gives none a meaning.

use super::keys::{Form, KeyFault, Keys, Place};
use super::value::Value;
use super::yaml;
use crate::text::{miswritten, unclosed};

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
    let mut keys = Keys::default();
    let value = if head.is_toml {
        toml_value(head)?
    } else {
        let read = yaml_value(head)?;
        for (key, line, comment) in read.comments {
            keys.note_comment(key, head.first_line + line, &comment);
        }
        read.value
    };
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
        if let Some(open) = unclosed::text_over_lines(head.text, error.message()) {
            let above = head.text[..open.line.start].matches('\n').count();
            let reason = format!("the text that begins here has no end: {}", open.remedy);
            return KeyFault { line: Some(head.first_line + above), reason };
        }
        let offset = error.span().map_or(0, |span| span.start.min(head.text.len()));
        let before = head.text.get(..offset).unwrap_or_default();
        at(head, before.matches('\n').count(), error.message())
    })
}

fn yaml_value(head: &Head<'_>) -> Result<yaml::Read, KeyFault> {
    yaml::read(head.text).map_err(|fault| {
        let written = head.text.lines().nth(fault.line).unwrap_or_default();
        let filled = miswritten::filled_in_yaml(written);
        match filled.as_deref().or(fault.remedy) {
            Some(remedy) => KeyFault {
                line: Some(head.first_line + fault.line),
                reason: format!("{}: {remedy}", fault.said),
            },
            None => at(head, fault.line, &fault.said),
        }
    })
}

fn at(head: &Head<'_>, line: usize, said: &str) -> KeyFault {
    let said = said.lines().next().unwrap_or_default().trim_end_matches('.');
    let written = head.text.lines().nth(line).unwrap_or_default();
    // What stands in the line before it is what its reader stumbles over here.
    let before = head.text.lines().take(line).filter(|it| !it.trim().is_empty()).last();
    let is_mapping = !head.is_toml && said.starts_with("mapping values");
    let joined = before.filter(|_| is_mapping);
    if let Some(remedy) = joined.and_then(miswritten::without_space) {
        return KeyFault { line: Some(head.first_line + line - 1), reason: remedy };
    }
    if is_mapping && let Some(remedy) = before.and_then(|it| miswritten::indented(written, it)) {
        return KeyFault { line: Some(head.first_line + line), reason: remedy };
    }
    let meant = if head.is_toml {
        miswritten::in_toml(written, said)
    } else {
        miswritten::in_yaml(written, said)
    };
    let remedy = meant.unwrap_or_else(|| "mend the front matter".to_owned());
    KeyFault { line: Some(head.first_line + line), reason: format!("{said}: {remedy}") }
}
