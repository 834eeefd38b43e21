//! `pressroom token`: a fresh token for the push API on standard error, and on standard
//! output what the configuration says of it. The token is kept nowhere.

use super::ended::{Ended, Failure, Outcome};
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
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
        let mut secret = [0; 32];
        SystemRandom::new()
            .fill(&mut secret)
            .map_err(|_| Failure::from("the system gives no random numbers: try again"))?;
        let token = hex(&secret);
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
