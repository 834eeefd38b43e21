//! `pressroom import`: feeds out of an OPML list into the configuration, or
//! articles out of an archive into the store. What a file is, it says itself.

mod articles;
mod feeds;

use super::{Arguments, Ended, Failure};
use crate::pipeline::gather::subscriptions;
use crate::section::Slug;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// OPML lists of feeds; or archives of articles: RSS, Atom, JSON Feed, WordPress exports
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The sections of feeds, or articles, that are filed under none of yours
    #[arg(long, value_name = "SECTION", value_delimiter = ',')]
    sections: Vec<Slug>,
    /// Feeds: when each is asked, as a cron expression
    #[arg(long, value_name = "CRON", default_value = "*/30 * * * *")]
    schedule: String,
    /// Feeds: add them to the end of the configuration in the place of printing them
    #[arg(long)]
    write: bool,
    /// Articles: the source they count as, of the configuration or a new name
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Articles: replace those that are there already where they differ
    #[arg(long)]
    replace: bool,
    /// Articles: when those without a date were published
    #[arg(long, value_name = "DATE")]
    undated: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(crate) fn run(&self, arguments: &Arguments) -> Ended {
        let settings = arguments.settings()?;
        let mut lists = 0;
        for path in &self.files {
            lists += usize::from(subscriptions::is_list(&opening(path)?));
        }
        match lists {
            0 => articles::run(self, &settings),
            all if all == self.files.len() => feeds::run(self, arguments, &settings),
            _ => Err("some of the files are OPML lists and some are articles: import the lists \
                      first, then the articles"
                .into()),
        }
    }
}

/// How a file begins.
fn opening(path: &Path) -> Result<Vec<u8>, Failure> {
    read(path, 4096)
}

/// At most this many bytes of a file.
fn read(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(bytes)
}
