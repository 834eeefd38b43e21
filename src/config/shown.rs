//! The text of a configuration as somebody else may see it: every secret is hidden, and
//! what may be one. It judges nothing of what the text means.

use crate::secrets::{may_carry_secret, public_part};
use crate::web_address::WebAddress;
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
        let name = key.to_ascii_lowercase();
        let is_secret = SECRET.iter().any(|secret| name.contains(secret));
        if is_secret {
            hide_all(value);
        } else {
            hide(value);
        }
    }
}

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
