//! `pressroom confirm`: somebody says that what looks like a mishap is meant. It withdraws
//! what a folder has lost at once, also while the service runs, which publishes the change
//! within a second or two; or it begins a new store where an old one was.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::run::named;
use crate::clock::Clock;
use crate::config::Settings;
use crate::pipeline::name_feeds;
use crate::service;
use crate::store::{Confirmed, SqliteStore, Store};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Confirm {
    /// The source whose folder has lost them
    #[arg(value_name = "SOURCE", required_unless_present = "new_store")]
    source: Option<String>,
    /// How many articles are to be withdrawn; nothing is done when it is another number
    #[arg(value_name = "COUNT")]
    count: Option<u32>,
    /// The article store is new or empty, and that is meant: what the sources have comes out anew, what was retracted too
    #[arg(long, conflicts_with_all = ["source", "count"])]
    new_store: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Confirm {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = file.settings()?;
        let Some(source) = &self.source else { return begin(&settings) };
        let source = named(&settings.sources, source)?.name();
        if !settings.store.path.exists() {
            let path = settings.store.path.display();
            return Err(format!("there is no article store {path} yet").into());
        }
        let mut store = SqliteStore::open(&settings.store.path)?;
        match store.confirm(source, self.count, Clock::system().now())? {
            Confirmed::Withdrawn(articles) if self.json => {
                say!("{}", json!({"source": source, "withdrawn": articles}));
                Ok(Outcome::Done)
            }
            Confirmed::Withdrawn(articles) => {
                say!("{source}: {articles} articles are withdrawn");
                Ok(Outcome::Done)
            }
            Confirmed::Another(emptied) => {
                Err(format!("nothing was withdrawn: {}", emptied.told(source)).into())
            }
            Confirmed::Nothing => {
                Err(format!("there is nothing to confirm: no article of {source} is held back")
                    .into())
            }
        }
    }
}

/// Begins a store that knows of nothing.
fn begin(settings: &Settings) -> Ended {
    let path = &settings.store.path;
    let mut store = SqliteStore::open(path)?;
    if !store.is_blank()? {
        let path = path.display();
        let nothing = format!("there is nothing to confirm: {path} is neither new nor empty");
        return Err(nothing.into());
    }
    name_feeds(&mut store, settings)?;
    let next = match service::running(path) {
        Some(_) => "stop the service, and start it again",
        None => "start the service, or say `pressroom run`",
    };
    say!("{}: a new store is meant; {next}", path.display());
    Ok(Outcome::Done)
}
