//! `pressroom export`: the articles that readers may see, as a JSON Feed that `import` takes
//! back, or as a folder of Markdown that a `[source.folder]` reads. Under either they keep
//! their ids. It only reads, and may be asked while the service runs.

use super::backup::{in_a_folder, outside_what_is_published};
use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use super::list;
use crate::clock::Clock;
use crate::config::Settings;
use crate::exported::Exported;
use crate::pipeline::insight::exporting::{Walk, Wanted, feed_of, file_name, markdown};
use crate::section::Slug;
use crate::selection::Selection;
use crate::text::dates;
use clap::ValueEnum;
use serde_json::json;
use std::fs::Permissions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The number of bytes of articles that make a file of JSON; what follows goes into another one.
const LARGEST: usize = 32 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One file, a JSON Feed: `pressroom import` takes it
    Json,
    /// A folder with a file for each article: a `[source.folder]` reads it
    Markdown,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The file, or the folder, to make; one that is there is not written over
    #[arg(value_name = "FILE|FOLDER")]
    to: PathBuf,
    /// In which form
    #[arg(long, value_enum, default_value = "json")]
    format: Form,
    /// Only of this section, or one of several
    #[arg(long = "section", value_name = "SECTION")]
    sections: Vec<Slug>,
    /// Only what was published on this day, at this time or after it
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only what was published before this day or this time
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Export {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = file.settings_in_force()?;
        list::require_known(&self.sections, &settings)?;
        in_a_folder(&self.to)?;
        let date = |text: &Option<String>, name: &str| {
            let date =
                text.as_deref().map(|text| dates::judge_own_date(text, settings.site.timezone));
            date.transpose().map_err(|fault| Failure::from(format!("--{name} {fault}")))
        };
        let wanted = Wanted {
            selection: Selection {
                sections: self.sections.iter().cloned().collect(),
                ..Selection::default()
            },
            since: date(&self.since, "since")?,
            until: date(&self.until, "until")?,
        };
        outside_what_is_published(&self.to, &settings)?;
        let mut store = list::open(&settings)?;
        let mut walk = Walk::new(&mut store, wanted, Clock::system().now());
        let (articles, files) = match self.format {
            Form::Json => self.write_json(&mut walk, &settings)?,
            Form::Markdown => self.write_markdown(&mut walk, &settings)?,
        };
        if self.json {
            put!("{}", json!({"articles": articles, "files": files}));
        } else {
            let to = self.to.display();
            say!("{articles} articles are in {to}{}", more(&files, &self.to));
        }
        Ok(Outcome::Done)
    }

    fn write_json(
        &self,
        walk: &mut Walk<'_>,
        settings: &Settings,
    ) -> Result<(usize, Vec<PathBuf>), Failure> {
        let (mut count, mut files) = (0, Vec::new());
        let (mut waiting, mut bytes, mut ended) = (Vec::<Exported>::new(), 0, false);
        while !ended {
            let portion = walk.portion()?;
            ended = portion.is_empty();
            count += portion.len();
            bytes += portion.iter().map(|it| it.article.content.len()).sum::<usize>();
            waiting.extend(portion);
            if bytes > LARGEST || ended && (!waiting.is_empty() || files.is_empty()) {
                let path = numbered(&self.to, files.len() + 1);
                let feed = feed_of(settings, &std::mem::take(&mut waiting))?;
                write_new(&path, &feed)?;
                files.push(path);
                bytes = 0;
            }
        }
        Ok((count, files))
    }

    fn write_markdown(
        &self,
        walk: &mut Walk<'_>,
        settings: &Settings,
    ) -> Result<(usize, Vec<PathBuf>), Failure> {
        let there = std::fs::read_dir(&self.to).is_ok_and(|mut there| there.next().is_some());
        if there {
            return Err(format!(
                "{} is there already and has files in it: name another folder",
                self.to.display()
            )
            .into());
        }
        let mut count = 0;
        loop {
            let portion = walk.portion()?;
            if portion.is_empty() {
                std::fs::create_dir_all(&self.to)?;
                return Ok((count, vec![self.to.clone()]));
            }
            for article in &portion {
                let path = self.to.join(file_name(&article.article, settings.site.timezone));
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder)
                        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
                }
                write_new(&path, markdown(article)?.as_bytes())?;
                count += 1;
            }
        }
    }
}

fn more(files: &[PathBuf], first: &Path) -> String {
    match files.len() {
        0 | 1 => String::new(),
        all => {
            format!(" and {} files beside it, up to {}", all - 1, numbered(first, all).display())
        }
    }
}

/// The first file as it is called, the others with a number before the extension.
fn numbered(first: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return first.to_owned();
    }
    let stem = first.file_stem().unwrap_or_default().to_string_lossy();
    let end = first.extension().map(|end| format!(".{}", end.to_string_lossy()));
    first.with_file_name(format!("{stem}-{number}{}", end.unwrap_or_default()))
}

/// Writes a file that is not there, whole and on the disk.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => {
            format!("{} is there already and is not written over: name another", path.display())
        }
        _ => format!("cannot write {}: {error}", path.display()),
    };
    // Under its own name it is there whole or not at all.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let write = || -> std::io::Result<()> {
        if path.exists() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let mut file = tempfile::Builder::new()
            .prefix(".pressroom-export-")
            .permissions(Permissions::from_mode(0o644))
            .tempfile_in(folder.unwrap_or(Path::new(".")))?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path).map(drop).map_err(|error| error.error)
    };
    Ok(write().map_err(failed)?)
}
