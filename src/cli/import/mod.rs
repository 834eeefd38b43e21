//! `pressroom import`: feeds out of an OPML list into the configuration, or
//! articles out of an archive into the store. What a file is, it says itself.

mod articles;
mod feeds;
mod wanted;

pub(crate) use wanted::Import;

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure};
use crate::pipeline::gather::subscriptions;
use std::path::Path;
use wanted::read;

impl Import {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let mut lists = 0;
        for path in &self.files {
            lists += usize::from(subscriptions::is_list(&opening(path)?));
        }
        match lists {
            0 => articles::run(self, &file.settings()?),
            all if all == self.files.len() => feeds::run(self, file, &file.settings_to_fill()?),
            _ => Err("some of the files are OPML lists and some are articles: import the lists \
                      first, then the articles"
                .into()),
        }
    }
}

/// How a file begins.
fn opening(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.is_dir() {
        return Err(format!(
            "{} is a folder: name the files in it; a folder of articles is a source of its own \
             (`[source.folder]`)",
            path.display()
        )
        .into());
    }
    let opening = read(path, 4096)?;
    let shown = path.display();
    if opening.starts_with(b"SQLite format 3\0") {
        return Err(format!(
            "{shown} is a store or a backup of one: `pressroom restore {shown}` puts it back"
        )
        .into());
    }
    match opening.trim_ascii().is_empty() {
        true => Err(format!("{shown} is empty: there is nothing in it to bring in").into()),
        false => Ok(opening),
    }
}
