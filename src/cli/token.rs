//! `pressroom token`: a fresh token for the push API on standard error, and on standard
//! output what the configuration says of it. The token is kept nowhere.

use super::ended::{Ended, Failure, Outcome};
use crate::unguessable::{self, hex};
use ring::digest::{SHA256, digest};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Token {
    /// Whose token it is, as the log will name it
    name: String,
    /// Print one JSON object, with the token in it
    #[arg(long)]
    json: bool,
}

impl Token {
    pub(crate) fn run(&self) -> Ended {
        let token = unguessable::text()
            .ok_or_else(|| Failure::from("the system gives no random numbers: try again"))?;
        let hash = hex(digest(&SHA256, token.as_bytes()).as_ref());
        let name = toml::Value::String(self.name.clone());
        let table = format!("[[api.token]]\nname = {name}\nhash = \"sha256:{hash}\"");
        if self.json {
            let hash = format!("sha256:{hash}");
            say!("{}", json!({"name": self.name, "token": token, "hash": hash, "table": table}));
            return Ok(Outcome::Done);
        }
        // The one is for the file, the other for whoever pushes: `>> config.toml` keeps them apart.
        tell!("The token, shown this once: {token}");
        say!("\n{table}");
        Ok(Outcome::Done)
    }
}
