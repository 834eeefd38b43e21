//! `pressroom init`: a commented configuration for a new newsroom. It never
//! writes over a file that is there.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(crate) struct Init {}

impl Init {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let path = &file.path;
        let folder = path.parent().unwrap_or(Path::new("")).join(crate::config::STARTER_FOLDER);
        write_new(path, crate::config::starter())?;
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?;
        say!("Wrote {} and made the folder {}.", path.display(), folder.display());
        say!("Next: put a Markdown file into the folder, change the names in the file,");
        say!("see what it says with `pressroom check`, and start with `pressroom`.");
        Ok(Outcome::Done)
    }
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file =
        OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error
            .kind()
        {
            ErrorKind::AlreadyExists => format!(
                "{} is there already and is not written over: name another file with --config",
                path.display()
            ),
            _ => format!("cannot write {}: {error}", path.display()),
        })?;
    file.write_all(text.as_bytes())?;
    Ok(())
}
