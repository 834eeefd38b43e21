//! Copies of articles that programs leave beside them: those that keep folders in step where
//! two people saved one file, browsers, editors and file managers. They go by their names; where
//! a name may also be that of the next part, by their headlines.

use super::fences::likely_title;
use crate::regular_file;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// What is said of such a file.
pub(super) const A_COPY: &str = "a program or a person left it as a copy of the file beside it, so it is no article: remove it, or give it a name of its own if it is one";

/// What stands before a name, and behind it, in lower case.
const BEFORE: [&str; 7] =
    ["copy of ", "kopie von ", "copie de ", "copia de ", "copia di ", "cópia de ", "kopie van "];
const BEHIND: [&str; 7] = [" copy", "-copy", " kopie", "-kopie", " copie", " copia", " cópia"];

/// What editors and people write behind the name of what was there before.
const KEPT: [&str; 4] = ["bak", "backup", "old", "orig"];

/// What such programs write in brackets behind a name, whatever else stands there.
const IN_BRACKETS: [&str; 6] = ["conflict", "copy", "kopie", "copie", "copia", "konflikt"];

/// How much of a file is looked at, in bytes.
const LOOKED_AT: u64 = 2_000;

/// Those of these files that are copies of others of them.
pub(super) fn copies(files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let there: BTreeMap<PathBuf, &PathBuf> =
        files.iter().map(|file| (in_small_letters(file), file)).collect();
    let is_copy = |file: &&PathBuf| {
        let small = in_small_letters(file);
        let stem = small.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let beside = |stem: Option<&str>| there.get(&named(&small, stem?)?);
        beside(stem_of_original(stem)).is_some()
            || beside(numbered(stem)).is_some_and(|other| begin_alike(other, file))
    };
    files.iter().filter(is_copy).cloned().collect()
}

/// `story` of `story 2` and `story (2)`, as a file manager or a browser calls a copy, and a
/// writer the next part.
fn numbered(stem: &str) -> Option<&str> {
    let (before, number) = stem.rsplit_once(' ')?;
    let number = number.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(number);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(before)
}

/// Whether two files have one headline, as those of one article; without one, one first line.
fn begin_alike(one: &Path, other: &Path) -> bool {
    let head = |path: &Path| -> Option<String> {
        let mut text = Vec::new();
        regular_file::open(path).ok()?.take(LOOKED_AT).read_to_end(&mut text).ok()?;
        let text = String::from_utf8_lossy(&text);
        let first = || text.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned);
        likely_title(&text).or_else(first)
    };
    head(one).is_some_and(|said| head(other) == Some(said))
}

/// The file of such a name beside one.
fn named(file: &Path, stem: &str) -> Option<PathBuf> {
    let end = file.extension()?.to_str()?;
    let stem = stem.trim_end_matches([' ', '-', '_', '.']);
    (!stem.is_empty()).then(|| file.with_file_name(format!("{stem}.{end}")))
}

fn stem_of_original(stem: &str) -> Option<&str> {
    if let Some((before, _)) = stem.split_once(".sync-conflict-") {
        return Some(before);
    }
    if let Some(rest) = BEFORE.iter().find_map(|words| stem.strip_prefix(words)) {
        return Some(rest);
    }
    if let Some((before, kept)) = stem.rsplit_once(['.', '-', '_', ' '])
        && KEPT.contains(&kept)
    {
        return Some(before);
    }
    // A second copy is numbered: `story copy 2`, `story - Copy (2)`.
    let unnumbered = stem.trim_end_matches(|c: char| c.is_ascii_digit() || "() ".contains(c));
    if let Some(before) = BEHIND.iter().find_map(|words| unnumbered.strip_suffix(words)) {
        return Some(before);
    }
    let (before, inside) = stem.strip_suffix(')')?.rsplit_once(" (")?;
    IN_BRACKETS.iter().any(|word| inside.contains(word)).then_some(before)
}

fn in_small_letters(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    file.with_file_name(name)
}
