//! `pressroom confirm`: withdraws what a folder has lost at once, which is held back until
//! somebody says that it is meant. It may be asked while the service runs, which publishes
//! the change within a second or two.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::run::named;
use crate::clock::Clock;
use crate::store::{Confirmed, SqliteStore, Store};

#[derive(Debug, clap::Args)]
pub(crate) struct Confirm {
    /// The source whose folder has lost them
    #[arg(value_name = "SOURCE")]
    source: String,
    /// How many articles are to be withdrawn; nothing is done when it is another number
    #[arg(value_name = "COUNT")]
    count: Option<u32>,
}

impl Confirm {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = file.settings()?;
        let source = named(&settings.sources, &self.source)?.name();
        if !settings.store.path.exists() {
            let path = settings.store.path.display();
            return Err(format!("there is no article store {path} yet").into());
        }
        let mut store = SqliteStore::open(&settings.store.path)?;
        match store.confirm(source, self.count, Clock::system().now())? {
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
