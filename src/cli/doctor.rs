//! `pressroom doctor`: looks at what a newsroom stands on (its store, folders, clock, disk,
//! names and ports) and says what to do. It changes nothing, and asks nobody for a feed.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::{checkup, neighbours};
use crate::clock::Clock;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Doctor {
    /// Do not look up the names of the hosts that are asked
    #[arg(long)]
    offline: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = file.settings_to_check()?;
        let now = Clock::system().now();
        let mut findings = vec![checkup::configuration(&settings)];
        findings.extend(checkup::store(&settings, now));
        findings.extend(checkup::owners(&settings));
        findings.extend(checkup::folders(&settings));
        findings.extend(checkup::disk(&settings));
        findings.extend(neighbours::ports(&settings));
        findings.extend(neighbours::proxies(&settings, self.offline));
        if !self.offline {
            findings.extend(neighbours::names(&settings));
        }
        if self.json {
            put!("{}", json!({ "findings": findings }));
        } else {
            findings.iter().for_each(|finding| say!("{finding}"));
        }
        let is_ill = findings.iter().any(|finding| finding.is_wrong());
        Ok(if is_ill { Outcome::Failed } else { Outcome::Done })
    }
}
