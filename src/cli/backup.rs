//! `pressroom backup FILE`: a copy of the article store as it is now, also while the service
//! runs. The configuration, the articles' own files and `feeds/` are not in it.

use super::config_file::{ConfigFile, DeskPlace};
use super::ended::{Ended, Outcome};
use crate::pipeline::require_known;
use crate::store::SqliteStore;
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    /// The file to make; one that is there is not written over
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let DeskPlace { place, settings } = file.desk()?;
        let path = &place.store;
        if !path.exists() {
            return Err(format!("there is no article store {} yet", path.display()).into());
        }
        let mut store = SqliteStore::open_to_read(path)?;
        // Of a store that was lost, it would take the place of the last good copy.
        match &settings {
            Some(settings) => require_known(&mut store, settings)?,
            None if store.is_blank()? => {
                return Err(format!("there is nothing in {}", path.display()).into());
            }
            None => {}
        }
        store.back_up(&self.file)?;
        if self.json {
            say!("{}", json!({"file": self.file, "store": path}));
        } else {
            say!("{}: a whole copy of {}, read back", self.file.display(), path.display());
        }
        Ok(Outcome::Done)
    }
}
