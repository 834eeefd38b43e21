//! What a file says of all that lie in its folder, or of one beside it: Hugo's and Zola's
//! `_index.md`, the data files of Eleventy. Nobody reads it here; where it keeps articles from
//! readers, they are refused until each says so itself.

use super::fences;
use crate::regular_file;
use crate::sources::own_item::{Form, Keys, Place, Value, kept_back_by, keys_of_head};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The largest file that is read for that, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;
/// How the names of Eleventy's data files end.
const DATA: &str = ".11tydata.json";

/// Whether a file is about its folder or about a file beside it, and so no article.
pub(super) fn is_about_others(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_index = stem == "_index" || stem.starts_with("_index.");
    is_index || stem == "readme" || name.ends_with(DATA) || is_data_of_its_folder(path)
}

/// `posts/posts.json`, which has no text.
fn is_data_of_its_folder(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    let is_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    is_json
        && path.file_stem().is_some_and(|stem| folder == Some(stem))
        && text_of(path).is_some_and(|text| is_without_text(&text))
}

fn text_of(path: &Path) -> Option<String> {
    String::from_utf8(regular_file::read(path, MAX_BYTES).ok()??).ok()
}

/// What such files of a folder keep back.
#[derive(Debug, Default)]
pub(super) struct About {
    /// By the folder, or by the path of an article without its end: the reason.
    said: BTreeMap<PathBuf, String>,
}

impl About {
    /// Reads these files, which lie below `root`.
    pub(super) fn of(files: &[PathBuf], root: &Path) -> Self {
        let said = files.iter().filter_map(|path| {
            let key = keeps_back(path)?;
            let shown = path.strip_prefix(root).unwrap_or(path).display();
            let reason = format!(
                "{shown} says `{key}` of it, which nobody reads there: write it into each article that it is meant for, or take it out there"
            );
            Some((subject(path), reason))
        });
        Self { said: said.collect() }
    }

    /// Why an article is refused, if such a file keeps it back.
    pub(super) fn why(&self, path: &Path) -> Option<&String> {
        let stem = path.with_extension("");
        std::iter::once(stem.as_path())
            .chain(path.ancestors().skip(1))
            .find_map(|place| self.said.get(place))
    }
}

/// The folder or the article that a file is about.
fn subject(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().unwrap_or(path);
    let one = name.len().checked_sub(DATA.len()).filter(|_| name.to_lowercase().ends_with(DATA));
    match one.map(|end| &name[..end]) {
        Some(stem) if folder.file_name().is_none_or(|folder| folder != stem) => folder.join(stem),
        _ => folder.to_owned(),
    }
}

/// The key by which a file keeps back what it is about. One that nobody can read says nothing.
fn keeps_back(path: &Path) -> Option<String> {
    let text = text_of(path)?;
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
        return kept_back_by_data(&text);
    }
    let parts = fences::split(&text).ok()?;
    kept_back_by(&keys_of_head(&parts.head?).ok()?)
}

/// Whether a text is an object of JSON that has no text of an article, and no list of them.
fn is_without_text(text: &str) -> bool {
    const TEXTS: [&str; 4] = ["content_html", "content_text", "items", "title"];
    let Ok(Value::Table(table)) = serde_json::from_str::<Value>(text) else { return false };
    !table.iter().any(|(name, _)| TEXTS.contains(&name.as_str()))
}

/// The key by which data of a generator in JSON keep back what they are about.
fn kept_back_by_data(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    let mut keys = Keys::default();
    keys.add(value.into_table(), Place { form: Form::Json, text, first_line: None });
    kept_back_by(&keys)
}
