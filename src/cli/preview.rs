//! `pressroom preview`: what a changed configuration would do to the feeds, before
//! it does. It only reads, and may be asked while the service runs.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use super::{colours, spoken, table};
use crate::clock::Clock;
use crate::config::{self, Environment, Settings};
use crate::pipeline::insight::preview::{Preview, Words, preview};
use crate::store::SqliteStore;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The changed configuration; the one in use is that of --config. Without it, --config
    /// is the changed one, and the one in use is the config.toml beside it
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let (before, after) = self.files(&file.path)?;
        let before = Arc::new(settings(&before)?);
        if !after.exists() {
            let missing = "name the copy of the configuration that you changed";
            return Err(format!("there is no file {}: {missing}", after.display()).into());
        }
        let after = settings(&after)?;
        let store = SqliteStore::open_to_read(&before.store.path)?;
        let preview = preview(Box::new(store), &before, after, Clock::system().now())?;
        if self.json {
            put!("{}", serde_json::to_string(&preview)?);
        } else {
            print(&preview);
        }
        Ok(if preview.breaking.is_empty() { Outcome::Done } else { Outcome::Breaking })
    }

    /// The file in use, and the changed one.
    fn files(&self, config: &Path) -> Result<(PathBuf, PathBuf), Failure> {
        let (before, after) = match &self.new {
            Some(new) => (config.to_owned(), new.clone()),
            None => (config.with_file_name("config.toml"), config.to_owned()),
        };
        if before == after {
            return Err(format!(
                "{} is the configuration in use: copy it, change the copy, and name that, as in `pressroom preview new.toml`",
                before.display()
            )
            .into());
        }
        Ok((before, after))
    }
}

fn settings(path: &Path) -> Result<Settings, Failure> {
    config::load(path, &Environment::from_process()).map_err(Failure::Config)
}

fn print(preview: &Preview) {
    let mut words = preview.words().into_iter();
    // The front page stands after the feeds.
    words.by_ref().take(preview.feeds.len()).for_each(|it| print_words(&it));
    print_front_page(preview);
    words.for_each(|it| print_words(&it));
    let is_red = colours::wanted_on(&std::io::stdout());
    for broken in &preview.breaking {
        match spoken::shown(&format!("breaks: {broken}")) {
            line if is_red => put!("\u{1b}[31m{line}\u{1b}[0m"),
            line => put!("{line}"),
        }
    }
}

fn print_words(Words { head, lines }: &Words) {
    say!("{head}");
    lines.iter().for_each(|line| say!("  {line}"));
}

/// The front page before and after, side by side, where it changes.
fn print_front_page(preview: &Preview) {
    let seats = preview.front_page();
    if seats.is_empty() {
        return;
    }
    let mut rows = table::of(&["front page", "now", "then"]);
    for (place, (now, then)) in (1..).zip(seats) {
        let place: usize = place;
        rows.add_row([place.to_string(), now, then]);
    }
    say!("{rows}");
}
