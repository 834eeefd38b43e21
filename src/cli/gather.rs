//! `pressroom gather SOURCE…`: the running service asks these sources now, and what came is
//! shown. It asks nobody itself: the service is told by way of the store.

use super::audit;
use super::config_file::{ConfigFile, DeskPlace};
use super::ended::{Ended, Failure};
use super::run::{named, outcome, tell_pass};
use crate::clock::Clock;
use crate::desk::Deed;
use crate::pipeline::PassReport;
use crate::service;
use crate::source_memory::SourceName;
use crate::store::{Requests, SqliteStore};
use serde_json::json;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// How often it is looked for an answer.
const LOOK_EVERY: Duration = Duration::from_millis(100);

#[derive(Debug, clap::Args)]
pub(crate) struct Gather {
    /// The sources to ask
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Gather {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let DeskPlace { place, settings } = file.desk()?;
        let name = |name: &String| match &settings {
            Some(settings) => Ok(named(&settings.sources, name)?.name().clone()),
            // The running service knows which there are.
            None => Ok(SourceName::new(name.clone())),
        };
        let names = self.sources.iter().map(name).collect::<Result<Vec<SourceName>, Failure>>()?;
        self.require_service(&place.store)?;
        let mut store = SqliteStore::open_for_a_command(&place.store)?;
        let now = Clock::system().now();
        let numbers = names.iter().map(|name| store.request(name, now));
        let numbers = numbers.collect::<Result<Vec<i64>, _>>()?;
        for name in &names {
            audit::note(&mut store, Deed::Asked, None, Some(name.as_str()))?;
        }
        let passes = self.answers(&mut store, &place.store, &numbers);
        if passes.is_err() {
            // Nobody waits for it any more.
            store.forget_requests(&numbers)?;
        }
        let passes = passes?;
        if self.json {
            put!("{}", json!({ "sources": passes }));
        }
        Ok(outcome(&passes))
    }

    fn require_service(&self, store: &Path) -> Result<(), Failure> {
        if service::running(store).is_some() {
            return Ok(());
        }
        let (store, sources) = (store.display(), self.sources.join(" "));
        Err(format!("no service is running on {store}: `pressroom run {sources}` asks now").into())
    }

    /// Waits for the answers, in the order of the sources.
    fn answers(
        &self,
        store: &mut SqliteStore,
        path: &Path,
        numbers: &[i64],
    ) -> Result<Vec<PassReport>, Failure> {
        let mut passes = Vec::new();
        for number in numbers {
            let answer = loop {
                if let Some(answer) = store.answer_to(*number)? {
                    break answer;
                }
                if service::running(path).is_none() {
                    return Err("the service has ended before it answered".into());
                }
                sleep(LOOK_EVERY);
            };
            let pass = serde_json::from_str::<Result<PassReport, String>>(&answer)??;
            if !self.json {
                tell_pass(&pass);
            }
            passes.push(pass);
        }
        Ok(passes)
    }
}
