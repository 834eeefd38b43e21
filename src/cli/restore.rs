//! `pressroom restore FILE`: puts a backup in the store's place, with what was said and
//! given since. What nobody can bring again it lists; the service does not start before that
//! was accepted. `feeds/` and the articles' own files stay as they are.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use crate::pipeline::desk::purging;
use crate::service::{Alone, Running};
use crate::store::{CaughtUp, Loss, SqliteStore};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The number of losses that are named.
const NAMED: usize = 20;

#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// The backup; none to accept what a restored store has lost
    #[arg(value_name = "FILE", required_unless_present = "accept_loss")]
    file: Option<PathBuf>,
    /// Serve although something is lost that nobody brings again
    #[arg(long)]
    accept_loss: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = file.settings_to_look()?;
        let path = &settings.store.path;
        let _alone = Alone::on(path).map_err(|Running { store, process }| {
            format!(
                "the service is running on {} (process {process}): stop it, and start it again when this is done",
                store.display()
            )
        })?;
        let had_journal = SqliteStore::journal_of(path).exists();
        let (mut store, aside) = match &self.file {
            Some(copy) => SqliteStore::restore(copy, path)?,
            None if path.exists() => (SqliteStore::open(path)?, None),
            None => return Err(format!("there is no article store {}", path.display()).into()),
        };
        purging::purge_owed(&mut store)?;
        let (caught_up, losses) = (store.caught_up(), store.losses()?);
        if self.accept_loss {
            store.accept_losses()?;
        }
        let is_known = had_journal || self.file.is_none();
        if self.json {
            put!(
                "{}",
                json!({"store": path, "put_aside": aside, "journal": is_known,
                "caught_up": caught_up, "lost": losses, "accepted": self.accept_loss})
            );
        } else {
            self.tell(path, aside.as_deref(), is_known, &caught_up);
            tell_losses(&losses);
            if !losses.is_empty() && !self.accept_loss {
                say!(
                    "the service does not start before that is accepted: pressroom restore --accept-loss"
                );
            }
        }
        let whole = losses.is_empty() || self.accept_loss;
        Ok(if whole { Outcome::Done } else { Outcome::Partly })
    }

    fn tell(&self, path: &Path, aside: Option<&Path>, is_known: bool, caught_up: &CaughtUp) {
        if let Some(copy) = &self.file {
            say!("{} is {} again", path.display(), copy.display());
        }
        if let Some(aside) = aside {
            say!("what was there is {} now: remove it when all is well", aside.display());
        }
        if !is_known {
            say!(
                "there is no journal beside the store, so nobody knows what was retracted, purged or corrected since that backup: say it again before you start the service"
            );
        }
        if caught_up.is_anything() {
            say!("from the journal: {caught_up}");
        }
    }
}

/// Says what nobody brings again.
pub(super) fn tell_losses(losses: &[Loss]) {
    if losses.is_empty() {
        return;
    }
    say!("lost, and brought by nobody again:");
    for loss in losses.iter().take(NAMED) {
        say!("  {loss}");
    }
    if losses.len() > NAMED {
        say!("  and {} more: --json shows all", losses.len() - NAMED);
    }
}
