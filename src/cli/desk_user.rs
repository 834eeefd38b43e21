//! `pressroom desk-user`: a password for somebody at the desk on standard error, and on
//! standard output what the configuration says of them. The password is kept nowhere.

use super::ended::{Ended, Failure, Outcome};
use super::token;
use crate::password::PasswordHash;
use ring::rand::{SecureRandom, SystemRandom};
use serde_json::json;
use std::io::BufRead;

/// The bytes of chance in a password that is made here.
const CHANCE: usize = 15;

/// Without letters and digits that are taken for each other.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

#[derive(Debug, clap::Args)]
pub(crate) struct DeskUser {
    /// Who it is, as the log and their edits will name them
    #[arg(value_parser = token::a_name)]
    name: String,
    /// What they may do: reader, editor or operator
    #[arg(long, default_value = "editor", value_parser = ["reader", "editor", "operator"])]
    role: String,
    /// A section they are for; all when none is named
    #[arg(long = "section", value_name = "SECTION")]
    sections: Vec<String>,
    /// Read the password from the first line of standard input instead of making one
    #[arg(long)]
    stdin: bool,
    /// Print one JSON object, with the password in it
    #[arg(long)]
    json: bool,
}

impl DeskUser {
    pub(crate) fn run(&self) -> Ended {
        let password = if self.stdin { read()? } else { made()? };
        let hash = PasswordHash::of(&password, &chance()?);
        let hash = hash.map_err(|error| Failure::from(error.to_string()))?;
        let table = self.table(&hash);
        if self.json {
            let (name, hash) = (&self.name, hash.as_str());
            put!("{}", json!({"name": name, "password": password, "hash": hash, "table": table}));
            return Ok(Outcome::Done);
        }
        // The one is for the file, the other for whoever signs in: `>> config.toml` keeps
        // them apart.
        if !self.stdin {
            tell!("The password, shown this once: {password}");
        }
        say!("\n{table}");
        Ok(Outcome::Done)
    }

    fn table(&self, hash: &PasswordHash) -> String {
        let text = |text: &str| toml::Value::String(text.to_owned());
        let (name, role) = (text(&self.name), text(&self.role));
        let sections = token::as_toml(&self.sections);
        let hash = hash.as_str();
        format!("[[desk.user]]\nname = {name}\npassword = \"{hash}\"\nrole = {role}{sections}")
    }
}

fn chance<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| Failure::from("the system gives no random numbers: try again"))?;
    Ok(bytes)
}

/// Five letters of chance in a byte: three groups of eight.
fn made() -> Result<String, Failure> {
    let bytes: [u8; CHANCE] = chance()?;
    let letters: String = bytes
        .chunks(5)
        .flat_map(|five| {
            let whole = five.iter().fold(0u64, |whole, byte| whole << 8 | u64::from(*byte));
            (0..8).map(move |at| char::from(LETTERS[(whole >> (5 * at)) as usize & 31]))
        })
        .collect();
    Ok([&letters[..8], &letters[8..16], &letters[16..]].join("-"))
}

fn read() -> Result<String, Failure> {
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::from(format!("cannot read the password: {error}")))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
