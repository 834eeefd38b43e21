//! The text of a configuration as somebody else may see it: every secret is hidden, and
//! what may be one. It judges nothing of what the text means.

use super::suggest;
use crate::secrets::{may_carry_secret, public_part};
use crate::web_address::WebAddress;
use std::borrow::Cow;
use std::ops::Range;
use toml::{Table, Value};

/// What stands in the place of a secret.
const HIDDEN: &str = "(not shown)";

/// A key with one of these in its name holds a secret, whatever it is called otherwise.
const SECRET: [&str; 10] = [
    "password",
    "secret",
    "token",
    "hash",
    "bearer",
    "cookie",
    "headers",
    "login",
    "credential",
    "webhook",
];

/// The tables in which a secret is kept elsewhere: they name where.
const ELSEWHERE: [&str; 2] = ["env", "file"];

/// The same configuration without its secrets: the keys in the order of their names, and
/// without comments, since nobody knows what is in those. A text that is no TOML shows
/// nothing.
#[must_use]
pub fn shown(text: &str) -> String {
    let Ok(mut table) = text.parse::<Table>() else { return String::new() };
    hide_in(&mut table);
    toml::to_string_pretty(&table).unwrap_or_default()
}

fn hide_in(table: &mut Table) {
    for (key, value) in table {
        if is_secret(key) {
            hide_all(value);
        } else {
            hide(value);
        }
    }
}

fn is_secret(key: &str) -> bool {
    let name = key.to_ascii_lowercase();
    SECRET.iter().any(|secret| name.contains(secret))
}

/// Where a secret stands in a line that may be no TOML: what is behind a key that holds one, or
/// nearly has the name of one, and who asks in an address.
pub(super) fn secret_in(line: &str) -> Option<Range<usize>> {
    if let Some((scheme, rest)) = line.split_once("://")
        && let Some((who, _)) =
            rest.split(['/', '?', '#']).next().and_then(|it| it.rsplit_once('@'))
    {
        let start = scheme.len() + "://".len();
        return Some(start..start + who.len());
    }
    let of_key = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    line.match_indices(['=', ':']).find_map(|(at, _)| {
        let before = line[..at].trim_end().trim_end_matches(['"', '\'']);
        let key = before.rsplit(|c| !of_key(c)).next()?;
        let is_nearly = || suggest::nearest(key, ["password", "bearer", "token"]).is_some();
        if !is_secret(key) && !is_nearly() {
            return None;
        }
        let value = line[at + 1..].trim_start_matches(['=', '>', ' ', '\t']);
        // A table says where it is kept.
        let is_kept = value.starts_with('{') && ["env", "file"].iter().any(|it| value.contains(it));
        let is_kept = is_kept || value.trim_matches(['{', ' ']).is_empty();
        (!is_kept).then(|| line.len() - value.len()..line.trim_end().len())
    })
}

/// A line with a star for each letter of the secret in it, so that all stands where it stood.
pub(super) fn line_without_secret(line: &str) -> Cow<'_, str> {
    let Some(secret) = secret_in(line) else { return Cow::Borrowed(line) };
    let stars = line[secret.clone()].chars().map(|c| match c {
        '"' | '\'' | ' ' | '[' | ']' | ',' | '{' | '}' | '=' => c,
        _ => '*',
    });
    let stars: String = stars.collect();
    Cow::Owned(format!("{}{stars}{}", &line[..secret.start], &line[secret.end..]))
}

/// What is said of a line, without the secret that stands there.
pub(super) fn said_without_secret(said: String, line: &str) -> String {
    let Some(secret) = secret_in(line) else { return said };
    let is_sign = |c: char| !c.is_alphanumeric() && !"_-+/=".contains(c);
    let value = line[secret].trim_matches(is_sign);
    if value.is_empty() {
        return said;
    }
    let said = said.replace(value, "…");
    // Whose an address is, is no secret.
    let value = match value.split_once("://") {
        Some((_, address)) => address.split_once('/').map_or("", |(_, path)| path),
        None => value,
    };
    let pieces: Vec<String> =
        value.chars().collect::<Vec<char>>().windows(PIECE).map(String::from_iter).collect();
    let holds = |text: &str| pieces.iter().any(|piece| text.contains(piece.as_str()));
    let parts = said.split('`').enumerate().map(|(number, part)| match part.split_once('=') {
        _ if number % 2 == 0 || !holds(part) => part.to_owned(),
        // A table says where it is kept.
        Some((_, value)) if value.trim_start().starts_with('{') => part.to_owned(),
        Some((key, _)) => format!("{key}= …"),
        None => "…".to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// So many letters of a secret in a row are told to nobody.
const PIECE: usize = 6;

/// Hides what may be a secret by what it says.
fn hide(value: &mut Value) {
    match value {
        Value::String(text) => {
            match WebAddress::parse(text) {
                Ok(address) if may_carry_secret(&address) => {
                    *text = format!("{} {HIDDEN}", public_part(&address));
                }
                // One of another scheme, as of a proxy.
                Err(_) if text.contains("://") && text.contains('@') => HIDDEN.clone_into(text),
                _ => {}
            }
        }
        Value::Array(values) => values.iter_mut().for_each(hide),
        Value::Table(table) => hide_in(table),
        _ => {}
    }
}

/// Hides every text below a key that holds a secret, but where the secret is kept. What is
/// an array of tables is one of things that have keys of their own, as `[[api.token]]`.
fn hide_all(value: &mut Value) {
    match value {
        Value::Array(values) if values.iter().all(Value::is_table) => {
            values.iter_mut().for_each(hide);
        }
        Value::Array(values) => values.iter_mut().for_each(hide_all),
        Value::Table(table) => {
            let others = table.iter_mut().filter(|(key, _)| !ELSEWHERE.contains(&key.as_str()));
            others.for_each(|(_, value)| hide_all(value));
        }
        hidden => *hidden = Value::String(HIDDEN.to_owned()),
    }
}
