//! `pressroom backup FILE`: a copy of the article store as it is now, also while the service
//! runs. The configuration, the articles' own files and `feeds/` are not in it.

use super::config_file::{ConfigFile, DeskPlace};
use super::ended::{Ended, Failure, Outcome};
use crate::config::Settings;
use crate::pipeline::require_known;
use crate::store::{SqliteStore, StoreError};
use serde_json::json;
use std::path::{Path, PathBuf};

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
        if let Err(lost @ StoreError::Lost { .. }) = store.require_whole() {
            return Err(lost.into());
        }
        in_a_folder(&self.file)?;
        if let Some(settings) = &settings {
            outside_what_is_published(&self.file, settings)?;
        }
        store.back_up(&self.file)?;
        if self.json {
            put!("{}", json!({"file": self.file, "store": path}));
        } else {
            say!("{}: a whole copy of {}, read back", self.file.display(), path.display());
        }
        Ok(Outcome::Done)
    }
}

/// Says if the folder is not there that a file is to be made in.
pub(super) fn in_a_folder(file: &Path) -> Result<(), Failure> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => Err(format!(
            "{} cannot be made: there is no folder {1}: make it (mkdir -p {1}), or name another file",
            file.display(),
            folder.display()
        )
        .into()),
        _ => Ok(()),
    }
}

/// Says if a file would be where a web server hands files out.
pub(super) fn outside_what_is_published(file: &Path, settings: &Settings) -> Result<(), Failure> {
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    let parent = match file.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Ok(()),
    };
    let Some(parent) = whole(parent) else { return Ok(()) };
    let paper = settings.web.iter().filter_map(|web| web.folder.as_deref());
    let mut published = std::iter::once(settings.publish.folder.as_path()).chain(paper);
    let is_in = |folder: &Path| whole(folder).is_some_and(|folder| parent.starts_with(folder));
    match published.find(|folder| is_in(folder)) {
        Some(folder) => Err(format!(
            "{} would be among the published files in {}, for anybody to download: name a file elsewhere",
            file.display(),
            folder.display()
        )
        .into()),
        None => Ok(()),
    }
}
