//! `pressroom check`: everything that is wrong with the configuration, at once.

use super::{Arguments, Ended, Failure, Outcome};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(crate) fn run(&self, arguments: &Arguments) -> Ended {
        match arguments.settings() {
            Ok(settings) if self.json => {
                say!(
                    "{}",
                    json!({"file": arguments.config, "sections": settings.sections.len(),
                        "sources": settings.sources.len(), "problems": []})
                );
                Ok(Outcome::Done)
            }
            Ok(settings) => {
                say!(
                    "{} is right: {} sections, {} sources, feeds in {}",
                    arguments.config.display(),
                    settings.sections.len(),
                    settings.sources.len(),
                    settings.publish.folder.display()
                );
                Ok(Outcome::Done)
            }
            Err(Failure::Config(problems)) if self.json => {
                let problems: Vec<_> = problems.iter().collect();
                say!("{}", json!({"file": arguments.config, "problems": problems}));
                Ok(Outcome::Config)
            }
            Err(failure) => Err(failure),
        }
    }
}
