//! `pressroom token`: a fresh token for the push API on standard error, and on standard
//! output what the configuration says of it. The token is kept nowhere.

use super::ended::{Ended, Failure, Outcome};
use crate::unguessable::{self, hex};
use ring::digest::{SHA256, digest};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Token {
    /// Whose token it is, as the log will name it
    #[arg(value_parser = a_name)]
    name: String,
    /// What it is for: to read, to write as well, or to operate as well
    #[arg(long, default_value = "write", value_parser = ["read", "write", "operate"])]
    access: String,
    /// A section that it is for; all when none is named
    #[arg(long = "section", value_name = "SECTION")]
    sections: Vec<String>,
    /// Print one JSON object, with the token in it
    #[arg(long)]
    json: bool,
}

impl Token {
    pub(crate) fn run(&self) -> Ended {
        if self.access == "operate" && !self.sections.is_empty() {
            return Err("a token to operate is for the whole newsroom: leave --section out".into());
        }
        let token = unguessable::text()
            .ok_or_else(|| Failure::from("the system gives no random numbers: try again"))?;
        let hash = hex(digest(&SHA256, token.as_bytes()).as_ref());
        let table = self.table(&hash);
        if self.json {
            let hash = format!("sha256:{hash}");
            put!("{}", json!({"name": self.name, "token": token, "hash": hash, "table": table}));
            return Ok(Outcome::Done);
        }
        // The one is for the file, the other for whoever pushes: `>> config.toml` keeps them apart.
        tell!("The token, shown this once: {token}");
        say!("\n{table}");
        Ok(Outcome::Done)
    }

    fn table(&self, hash: &str) -> String {
        let name = toml::Value::String(self.name.clone());
        let access = match self.access.as_str() {
            "write" => String::new(),
            other => format!("\naccess = \"{other}\""),
        };
        let sections = as_toml(&self.sections);
        format!("[[api.token]]\nname = {name}\nhash = \"sha256:{hash}\"{access}{sections}")
    }
}

/// A line of the sections of a token or a user, where there are some.
pub(super) fn as_toml(sections: &[String]) -> String {
    let all: Vec<toml::Value> = sections.iter().cloned().map(toml::Value::String).collect();
    match all.as_slice() {
        [] => String::new(),
        _ => format!("\nsections = {}", toml::Value::Array(all)),
    }
}

/// A name that the configuration takes: one line with something on it.
pub(super) fn a_name(typed: &str) -> Result<String, String> {
    let name = typed.trim();
    if name.is_empty() || name.contains(char::is_control) {
        return Err("a name is one line with something on it, as in `cms`".to_owned());
    }
    Ok(name.to_owned())
}
