//! Where the articles and the published files are, as far as a configuration with mistakes
//! in it tells: enough to take an article back, whatever else is wrong. It starts nothing,
//! and tells of no mistake.

use super::file_text;
use std::path::{Path, PathBuf};

/// Where a newsroom keeps what the desk needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// The article store.
    pub store: PathBuf,
    /// The folder of published files.
    pub feeds: PathBuf,
}

impl Whereabouts {
    /// Of a configuration file; `None` where the file cannot be read, or where it says
    /// something of one of them that cannot be understood: then nobody must guess.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let text = file_text::read(path).ok()?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let said = |table: &str, key: &str, default: &str| {
            let path = said(&text, table, key)?.unwrap_or_else(|| default.to_owned());
            (!path.is_empty() && !path.contains('\0')).then(|| folder.join(path))
        };
        let store = behind_links(said("store", "path", "pressroom.sqlite")?);
        Some(Self { store, feeds: said("publish", "folder", "feeds")? })
    }
}

/// Where a file is that a link leads to, also one that is not there yet: what lies beside a
/// store lies beside the file, whatever name it is reached by.
pub(super) fn behind_links(path: PathBuf) -> PathBuf {
    let Ok(target) = std::fs::read_link(&path) else { return path };
    std::fs::canonicalize(&path).unwrap_or_else(|_| match path.parent() {
        Some(folder) => folder.join(target),
        None => target,
    })
}

/// What a key of a table says; the outer `None` where that is not certain.
fn said(text: &str, table: &str, key: &str) -> Option<Option<String>> {
    if let Ok(whole) = toml::from_str::<toml::Table>(text) {
        return match whole.get(table) {
            None => Some(None),
            Some(toml::Value::Table(table)) => match table.get(key) {
                None => Some(None),
                Some(value) => value.as_str().map(|path| Some(path.to_owned())),
            },
            Some(_) => None,
        };
    }
    let mut within = String::new();
    for line in text.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            let name = header.trim_start_matches('[').split(']').next().unwrap_or_default();
            within = name.trim().to_owned();
            continue;
        }
        let Some((name, _)) = line.split_once('=') else { continue };
        let names: String = name.chars().filter(|c| !c.is_whitespace() && *c != '"').collect();
        let is_it = match within.as_str() {
            "" => names == format!("{table}.{key}") || names == table,
            inner => inner == table && names == key,
        };
        if is_it {
            // One line of TOML, whatever is wrong with the others.
            let line: toml::Table = toml::from_str(line).ok()?;
            return Some(Some(first_text(line, key)?));
        }
    }
    Some(None)
}

/// The text behind a key, perhaps in tables.
fn first_text(table: toml::Table, key: &str) -> Option<String> {
    let (name, value) = table.into_iter().next()?;
    match value {
        toml::Value::String(text) if name == key => Some(text),
        toml::Value::Table(inner) => {
            first_text(inner.into_iter().filter(|(name, _)| name == key).collect(), key)
        }
        _ => None,
    }
}
