//! What is to be brought in, and how a file of it is read.

use super::super::ended::Failure;
use crate::pipeline::gather::packed;
use crate::section::Slug;
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// OPML lists of feeds; or archives of articles: RSS, Atom, JSON Feed, exports of WordPress, Blogger and Ghost; gzipped too
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// The sections of feeds, or articles, that are filed under none of yours
    #[arg(long, value_name = "SECTION", value_delimiter = ',')]
    pub(super) sections: Vec<Slug>,
    /// Feeds: when each is asked, as a cron expression
    #[arg(long, value_name = "CRON", default_value = "*/30 * * * *")]
    pub(super) schedule: String,
    /// Feeds: add them to the end of the configuration in the place of printing them
    #[arg(long)]
    pub(super) write: bool,
    /// Articles: the source they count as, of the configuration or a new name
    #[arg(long, value_name = "NAME")]
    pub(super) source: Option<String>,
    /// Articles: replace those that are there already where they differ
    #[arg(long)]
    pub(super) replace: bool,
    /// Articles: when those without a date were published
    #[arg(long, value_name = "DATE")]
    pub(super) undated: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// At most this many bytes of a file.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    packed::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(bytes)
}
