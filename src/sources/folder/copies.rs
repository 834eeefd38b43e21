//! Copies of articles that programs leave beside them: those that keep folders in step where
//! two people saved one file, and file managers. They go by their names alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What is said of such a file.
pub(super) const A_COPY: &str = "a program or a person left it as a copy of the file beside it, so it is no article: remove it, or give it a name of its own if it is one";

/// What stands before a name, and behind it, in lower case.
const BEFORE: [&str; 7] =
    ["copy of ", "kopie von ", "copie de ", "copia de ", "copia di ", "cópia de ", "kopie van "];
const BEHIND: [&str; 7] = [" copy", "-copy", " kopie", "-kopie", " copie", " copia", " cópia"];

/// What such programs write in brackets behind a name, whatever else stands there.
const IN_BRACKETS: [&str; 6] = ["conflict", "copy", "kopie", "copie", "copia", "konflikt"];

/// Those of these files that are copies of others of them.
pub(super) fn copies(files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let there: BTreeSet<PathBuf> = files.iter().map(|file| in_small_letters(file)).collect();
    let is_copy = |file: &&PathBuf| {
        let small = in_small_letters(file);
        original(&small).is_some_and(|original| there.contains(&original))
    };
    files.iter().filter(is_copy).cloned().collect()
}

/// The file that one would be a copy of, by its name.
fn original(file: &Path) -> Option<PathBuf> {
    let (stem, end) = (file.file_stem()?.to_str()?, file.extension()?.to_str()?);
    let stem = stem_of_original(stem)?.trim_end_matches([' ', '-', '_']);
    (!stem.is_empty()).then(|| file.with_file_name(format!("{stem}.{end}")))
}

fn stem_of_original(stem: &str) -> Option<&str> {
    if let Some((before, _)) = stem.split_once(".sync-conflict-") {
        return Some(before);
    }
    if let Some(rest) = BEFORE.iter().find_map(|words| stem.strip_prefix(words)) {
        return Some(rest);
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
