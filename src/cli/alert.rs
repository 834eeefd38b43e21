//! `pressroom alert --test`: whether those who are told when something is wrong can be told.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use crate::clock::Clock;
use crate::pipeline::insight::test_alert;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Alert {
    /// Send a message that says that it is a test
    #[arg(long, required = true)]
    test: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Alert {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = file.settings_in_force()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let told = runtime.block_on(test_alert(&settings, &Clock::system()))?;
        if self.json {
            let told = told.iter().map(|(receiver, taken)| {
                let error = taken.as_ref().err().map(ToString::to_string);
                json!({"kind": receiver.kind, "receiver": receiver.address, "error": error})
            });
            put!("{}", json!({"told": told.collect::<Vec<_>>()}));
        }
        for (receiver, taken) in &told {
            match taken {
                Ok(()) if self.json => {}
                Ok(()) => say!("the {receiver} took it: look whether it is there"),
                Err(error) => tell!("pressroom: the {receiver}: {error}"),
            }
        }
        let failed = told.iter().filter(|(_, taken)| taken.is_err()).count();
        Ok(match failed {
            0 => Outcome::Done,
            all if all == told.len() => Outcome::Failed,
            _ => Outcome::Partly,
        })
    }
}
