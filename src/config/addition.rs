//! New `[[source]]` tables for a config file: how they are written, and how they
//! are added to the end of it, so that every comment stays. What would make the
//! config wrong is not added.

use super::{Environment, Problems, Reading, Settings, check, file_text};
use crate::belonging::Owner;
use crate::section::Slug;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What a new source is read as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NewKind {
    /// A feed.
    #[default]
    Feed,
    /// A feed of summaries, whose articles are read from their own pages.
    FeedInFull,
    /// A page that lists articles.
    Page,
    /// A sitemap.
    Sitemap,
}

impl NewKind {
    /// The table that holds its address.
    fn table(self) -> &'static str {
        match self {
            Self::Feed | Self::FeedInFull => "feed",
            Self::Page => "page",
            Self::Sitemap => "sitemap",
        }
    }
}

/// What is to be a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSource {
    /// What it is.
    pub kind: NewKind,
    /// Its name as a source; unique.
    pub name: String,
    /// Its address.
    pub url: String,
    /// When it is asked: a cron expression.
    pub schedule: String,
    /// The sections of its articles. Without any the table is written as a
    /// comment, since the config would be wrong with it.
    pub sections: Vec<Slug>,
    /// What people should know of it, on one line.
    pub remark: String,
}

impl NewSource {
    /// The table, ready to stand in a config file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let sections: Vec<String> =
            self.sections.iter().map(|slug| quoted(slug.as_str())).collect();
        let mut text = String::new();
        if !self.remark.is_empty() {
            let _ = writeln!(text, "# {}", self.remark);
        }
        let mark = if self.sections.is_empty() { "# " } else { "" };
        let in_full = (self.kind == NewKind::FeedInFull).then(|| "full_text = true".to_owned());
        let lines = [
            "[[source]]".to_owned(),
            format!("name = {}", quoted(&self.name)),
            format!("schedule = {}", quoted(&self.schedule)),
            "jitter = \"5m\"".to_owned(),
            format!("sections = [{}]", sections.join(", ")),
            format!("[source.{}]", self.kind.table()),
            format!("url = {}", quoted(&self.url)),
        ];
        for line in lines.into_iter().chain(in_full) {
            let _ = writeln!(text, "{mark}{line}");
        }
        text
    }
}

/// Why sources were not added.
#[derive(Debug, thiserror::Error)]
pub enum AdditionError {
    /// The config would be wrong with them, or is already.
    #[error(transparent)]
    Problems(#[from] Problems),
    /// The file could not be replaced.
    #[error("{path}: cannot be written: {reason}; it is as it was")]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        reason: io::Error,
    },
    /// Somebody else wrote it at the same time.
    #[error("{path} was changed meanwhile: nothing was added; run the command again")]
    Changed {
        /// The file.
        path: PathBuf,
    },
}

/// A config file that tables are added to.
#[derive(Debug)]
pub struct Addition {
    path: PathBuf,
    before: String,
    /// The file with the tables at its end.
    after: String,
    /// What it means then.
    pub settings: Settings,
}

/// The addresses of all feeds in a config file, of those too that are commented out.
///
/// # Errors
/// When the file cannot be read.
pub fn addresses_in(path: &Path) -> Result<HashSet<String>, Problems> {
    let text = file_text::read(path)?;
    let addresses = text.lines().filter_map(|line| {
        let line = line.trim_start_matches(['#', ' ', '\t']);
        let value = line.strip_prefix("url")?.trim_start().strip_prefix('=')?;
        let table: toml::Table = toml::from_str(&format!("url ={value}")).ok()?;
        Some(table.get("url")?.as_str()?.to_owned())
    });
    Ok(addresses.collect())
}

impl Addition {
    /// Adds tables to the text of a file, and checks what comes out; nothing is
    /// written yet.
    ///
    /// # Errors
    /// Everything that would be wrong with the file.
    pub fn to(path: &Path, tables: &str, environment: &Environment) -> Result<Self, Problems> {
        let before = file_text::read(path)?;
        let gap = if before.ends_with('\n') || before.is_empty() { "\n" } else { "\n\n" };
        let after = format!("{before}{gap}{tables}");
        if after.len() as u64 > file_text::MAX_BYTES {
            let cause = "the file would be larger than a config file may be".to_owned();
            let remedy = "import fewer feeds, or split the list".to_owned();
            return Err(Problems::of_file(path, cause, remedy));
        }
        let reading = Reading { to_fill: true, ..Reading::default() };
        let settings = check::check(&after, path, environment, reading)?;
        Ok(Self { path: path.to_owned(), before, after, settings })
    }

    /// Replaces the file in one step: whoever reads it sees the old or the new one.
    ///
    /// # Errors
    /// When it cannot be written, or was changed since it was read; then it is as
    /// it was.
    pub fn write(&self) -> Result<(), AdditionError> {
        let named = |reason| AdditionError::File { path: self.path.clone(), reason };
        // A link goes on leading to the file.
        let path = self.path.canonicalize().map_err(named)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(named)?;
        file.write_all(self.after.as_bytes()).map_err(named)?;
        let permissions = std::fs::metadata(&path).map_err(named)?.permissions();
        // Whoever could read it, as the service's group can, still can.
        if let Some(owner) = Owner::of(&path) {
            owner.take_over(file.as_file(), &path);
        }
        file.as_file().set_permissions(permissions).map_err(named)?;
        file.as_file().sync_all().map_err(named)?;
        if file_text::read(&path)? != self.before {
            return Err(AdditionError::Changed { path: self.path.clone() });
        }
        file.persist(&path).map_err(|error| named(error.error))?;
        std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(named)
    }
}
