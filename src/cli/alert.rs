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
        let settings = file.settings_to_look()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let host = runtime.block_on(test_alert(&settings, &Clock::system()))?;
        if self.json {
            say!("{}", json!({"taken_by": host}));
        } else {
            say!("{host} took it: look whether it is there");
        }
        Ok(Outcome::Done)
    }
}
