//! `pressroom check`: everything that is wrong with the configuration, at once.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use super::profile;
use crate::clock::Clock;
use crate::config::{Problem, Settings};
use crate::feed_document::Profile;
use crate::pipeline::insight::pins::{self, Idle, IdlePin};
use crate::section::Slug;
use crate::store::SqliteStore;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// A warning is as good as a problem: exit with 2
    #[arg(long)]
    strict: bool,
    /// Hold the feeds, as the store would fill them now, against what this aggregator
    /// demands: msn, flipboard, apple-news, smartnews, newsbreak or google-news
    #[arg(long, value_name = "NAME")]
    profile: Option<Profile>,
    /// Of which feeds; all when none is named
    #[arg(value_name = "SECTION", requires = "profile", value_parser = feed_named)]
    feeds: Vec<Slug>,
}

/// The name of a feed; what is rather a file is the configuration's.
fn feed_named(typed: &str) -> Result<Slug, String> {
    typed.parse::<Slug>().map_err(|error| match typed.contains(['.', '/']) {
        true => {
            format!("another configuration is named in front: `pressroom --config {typed} check`")
        }
        false => error.to_string(),
    })
}

impl Check {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        match (file.settings_to_check(), self.profile) {
            (Ok(settings), Some(name)) => profile::run(settings, name, &self.feeds, self.json),
            (Ok(settings), None) if self.json => {
                let idle_pins = idle_pins(&settings)?;
                put!(
                    "{}",
                    json!({"file": file.path, "sections": settings.sections.len(),
                        "sources": settings.sources.len(), "problems": [],
                        "warnings": settings.warnings, "idle_pins": idle_pins})
                );
                Ok(self.outcome(settings.warnings.is_empty() && idle_pins.is_empty()))
            }
            (Ok(settings), None) => {
                let idle_pins = idle_pins(&settings)?;
                say!(
                    "{} is right: sections {}, sources {}, feeds in {}",
                    file.path.display(),
                    settings.sections.len(),
                    settings.sources.len(),
                    settings.publish.folder.display()
                );
                for Problem { file, line, cause, remedy, .. } in &settings.warnings {
                    say!("warning: {file}, line {line}: {cause}: {remedy}");
                }
                // Of one that is over, its line was told above.
                let is_told = |pin: &&IdlePin| matches!(pin.why, Idle::Past { .. });
                for pin in idle_pins.iter().filter(|pin| !is_told(pin)) {
                    say!("warning: {}", pin.words(settings.site.timezone));
                }
                Ok(self.outcome(settings.warnings.is_empty() && idle_pins.is_empty()))
            }
            (Err(Failure::Config(problems)), _) if self.json => {
                let problems: Vec<_> = problems.iter().collect();
                put!("{}", json!({"file": file.path, "problems": problems}));
                Ok(Outcome::Config)
            }
            (Err(failure), _) => Err(failure),
        }
    }

    fn outcome(&self, nothing_is_odd: bool) -> Outcome {
        if self.strict && !nothing_is_odd { Outcome::Config } else { Outcome::Done }
    }
}

/// The pins that pin nothing, as the store knows it; none before there is one.
fn idle_pins(settings: &Settings) -> Result<Vec<IdlePin>, Failure> {
    if settings.front_page.pins.is_empty() || !settings.store.path.exists() {
        return Ok(Vec::new());
    }
    let mut store = SqliteStore::open_to_read(&settings.store.path)?;
    Ok(pins::idle_pins(&mut store, settings, Clock::system().now())?)
}
