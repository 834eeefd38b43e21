//! The lines that most text files of a folder have at their top or their end: they are
//! of the app or the page that all were copied from. It judges none of them.

use super::listing::Kind;
use super::text_lines::visible;
use crate::regular_file;
use crate::text::charset;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Fewer files than this tell nothing.
const FEWEST: usize = 3;
/// How much of a file is looked at from each end, in bytes.
const EDGE: u64 = 4096;
/// More files than this are not looked at: these tell it.
const MOST: usize = 200;
/// The longest line that is a notice, in characters.
const LONGEST: usize = 200;

/// The lines that repeat.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    lines: BTreeSet<String>,
}

impl Repeated {
    /// Those of these files: what at least three have, and at least half of all.
    pub(super) fn of(files: &[PathBuf]) -> Self {
        let texts = files.iter().filter(|path| Kind::of(path) == Some(Kind::Text));
        let texts: Vec<&PathBuf> = texts.take(MOST).collect();
        if texts.len() < FEWEST {
            return Self::default();
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for path in &texts {
            for line in edges(path) {
                *counts.entry(line).or_default() += 1;
            }
        }
        let enough = FEWEST.max(texts.len().div_ceil(2));
        let lines = counts.into_iter().filter(|(_, count)| *count >= enough);
        Self { lines: lines.map(|(line, _)| line).collect() }
    }

    /// Those of the files beside this one.
    pub(super) fn beside(path: &Path) -> Self {
        let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok());
        let mut files: Vec<PathBuf> =
            entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        files.sort();
        Self::of(&files)
    }

    /// Whether a line is one of them.
    pub(super) fn has(&self, line: &str) -> bool {
        self.lines.contains(line)
    }

    /// Those that a text has: what it is read as depends on them.
    pub(super) fn within(&self, text: &str) -> Vec<String> {
        if self.lines.is_empty() {
            return Vec::new();
        }
        text.lines().map(visible).filter(|line| self.has(line)).collect()
    }
}

/// The lines at both ends of a file, each once. One that cannot be read has none: who
/// reads it whole says so.
fn edges(path: &Path) -> BTreeSet<String> {
    let mut bytes = Vec::new();
    let mut end = Vec::new();
    if let Ok(mut file) = regular_file::open(path) {
        let _ = (&mut file).take(EDGE).read_to_end(&mut bytes);
        let from = file.metadata().map_or(0, |facts| facts.len().saturating_sub(EDGE)).max(EDGE);
        let _ = file.seek(SeekFrom::Start(from));
        let _ = file.take(EDGE).read_to_end(&mut end);
    }
    // A line that is cut is no line, and half a character would change the charset.
    let whole = |byte: &u8| *byte == b'\n';
    if bytes.len() as u64 == EDGE {
        bytes.truncate(bytes.iter().rposition(whole).unwrap_or(0));
        end.drain(..end.iter().position(whole).unwrap_or(end.len()));
    }
    let mut lines = BTreeSet::new();
    for part in [bytes, end] {
        let text = charset::decode(&part, None);
        let shown = text.lines().map(visible);
        lines.extend(shown.filter(|line| !line.is_empty() && line.chars().count() <= LONGEST));
    }
    lines
}
