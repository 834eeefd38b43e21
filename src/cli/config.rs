//! `pressroom config explain [KEY]`: what a key of the configuration means, what it may be and
//! what holds without it. It reads no configuration.

use super::ended::{Ended, Outcome};
use crate::config::{Explained, explained};
use serde_json::{Value, json};

#[derive(Debug, clap::Args)]
pub(crate) struct Config {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Say what a key means, what it may be, and what holds without it
    Explain(Explain),
}

#[derive(Debug, clap::Args)]
struct Explain {
    /// The key or the table, as in `site.timezone` or `source.feed`; all tables without one
    #[arg(value_name = "KEY")]
    key: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Config {
    pub(crate) fn run(&self) -> Ended {
        let What::Explain(explain) = &self.what;
        let found = explained(explain.key.as_deref().unwrap_or_default())?;
        if explain.json {
            put!("{}", object(&found));
        } else {
            tell(&found);
        }
        Ok(Outcome::Done)
    }
}

fn tell(key: &Explained) {
    if !key.name.is_empty() {
        say!("{}: {}{}", key.name, key.kind, if key.required { ", required" } else { "" });
    }
    if !key.description.is_empty() {
        say!("{}", key.description);
    }
    if let Some(default) = &key.default {
        say!("default: {}", written(default));
    }
    for example in &key.examples {
        say!("example: {}", written(example));
    }
    if !key.keys.is_empty() {
        say!("");
    }
    let widest = key.keys.iter().map(|key| key.name.len()).max().unwrap_or_default();
    for below in &key.keys {
        let first = below.description.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        say!("  {:widest$}  {first}", below.name);
    }
}

/// A value as TOML has it, as far as JSON can tell.
fn written(value: &Value) -> String {
    match value {
        Value::Array(all) => {
            let all: Vec<String> = all.iter().map(written).collect();
            format!("[{}]", all.join(", "))
        }
        Value::Object(table) => {
            let all: Vec<String> =
                table.iter().map(|(key, value)| format!("{key} = {}", written(value))).collect();
            format!("{{ {} }}", all.join(", "))
        }
        other => other.to_string(),
    }
}

fn object(key: &Explained) -> Value {
    let keys: Vec<Value> = key.keys.iter().map(object).collect();
    json!({"name": key.name, "description": key.description, "kind": key.kind,
        "default": key.default, "examples": key.examples, "required": key.required, "keys": keys})
}
