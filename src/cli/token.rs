//! `pressroom token`: a fresh token for the push API, and what the configuration
//! says of it. The token is kept nowhere.

use super::ended::{Ended, Failure, Outcome};
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};

#[derive(Debug, clap::Args)]
pub(crate) struct Token {
    /// Whose token it is, as the log will name it
    name: String,
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
        say!("# The token, shown this once: {token}");
        say!("# For the configuration:");
        say!("[[api.token]]\nname = {name}\nhash = \"sha256:{hash}\"");
        Ok(Outcome::Done)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
