//! Promise: what the documents for contributors name is there.
//! - a path is one of the tree, and a file name the name of a file;
//! - a type is one of the library's, and what holds a thing is a test.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The documents that tell a contributor where what is.
const DOCUMENTS: [&str; 5] =
    ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/where.md", "docs/errors.md", "docs/glossary.md"];

/// What `cargo` and the tests make, and what stands in a newsroom's folder.
const NOT_OF_THE_TREE: [&str; 2] = ["target/", "feeds/"];

/// All files of the repository that people write, by their paths.
struct Tree {
    files: BTreeSet<String>,
    /// Every word of the library and of the program.
    words: BTreeSet<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Tree {
    fn read() -> Self {
        let mut files = BTreeSet::new();
        for entry in std::fs::read_dir(root()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_file() {
                files.insert(name);
            } else if !["target", ".git", "feeds"].contains(&name.as_str()) {
                walk(&path, &mut files);
            }
        }
        let mut words = BTreeSet::new();
        for file in files.iter().filter(|file| file.starts_with("src/") && file.ends_with(".rs")) {
            let text = std::fs::read_to_string(root().join(file)).unwrap();
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            words.extend(text.split(|c| !is_word(c)).map(str::to_owned));
        }
        Self { files, words }
    }

    /// Whether a path or the end of one is a file's, a folder's or a module's; `*` stands for
    /// the rest of a name.
    fn has(&self, named: &str) -> bool {
        let named = named.trim_end_matches('/');
        self.files.iter().any(|file| {
            let ends = file.match_indices('/').map(|(at, _)| at + 1);
            std::iter::once(0).chain(ends).any(|at| is_at(&file[at..], named))
        })
    }

    /// Whether there is a test of this name: a module of the one test program.
    fn has_test(&self, named: &str) -> bool {
        let module = named.split("::").next().unwrap_or(named);
        let of_files = |ending: &str| self.has(&format!("tests/it/{module}{ending}"));
        of_files(".rs") || of_files("/mod.rs")
    }
}

fn walk(folder: &Path, files: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.insert(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
        }
    }
}

/// Whether a file's path, or what stands first in it, is what is named.
fn is_at(path: &str, named: &str) -> bool {
    match named.split_once('*') {
        Some((begin, end)) => {
            path.strip_prefix(begin).is_some_and(|rest| end.is_empty() || rest.ends_with(end))
        }
        None => path
            .strip_prefix(named)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest == ".rs"),
    }
}

/// What stands between backticks in a text.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2).filter(|it| !it.contains(char::is_whitespace))
}

fn is_path(token: &str) -> bool {
    let is_file = [".rs", ".md", ".toml", ".css", ".js"].iter().any(|end| token.ends_with(end));
    let is_below = token.contains('/') && !token.starts_with('/') && !token.contains("://");
    let is_ours = !NOT_OF_THE_TREE.iter().any(|made| token.starts_with(made));
    let is_plain = token.chars().all(|c| c.is_ascii_alphanumeric() || "_-./*".contains(c));
    (is_file || is_below) && is_ours && is_plain
}

/// Written as types are, and so that it is no other word: `RawItem`, `desk::Change`.
fn type_in(token: &str) -> Option<&str> {
    let name = token.rsplit("::").find(|part| part.starts_with(char::is_uppercase))?;
    let is_type = name.chars().all(char::is_alphanumeric)
        && name.chars().skip(1).any(char::is_uppercase)
        && name.chars().any(char::is_lowercase);
    is_type.then_some(name)
}

#[test]
fn what_contributors_are_told_is_there() {
    let tree = Tree::read();
    assert!(
        tree.has("src/lib.rs") && tree.has("lib.rs") && !tree.has("no_such_file.rs"),
        "it was read"
    );
    let mut wrong = Vec::new();
    for document in DOCUMENTS {
        let text = std::fs::read_to_string(root().join(document)).unwrap();
        for token in quoted(&text) {
            if is_path(token) && !tree.has(token) {
                wrong.push(format!("{document}: no file is `{token}`"));
            }
            if let Some(name) = type_in(token).filter(|name| !tree.words.contains(*name)) {
                wrong.push(format!("{document}: no type is `{name}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_holds_a_thing_is_a_test() {
    let tree = Tree::read();
    let text = std::fs::read_to_string(root().join("docs/where.md")).unwrap();
    let held_by = text.lines().filter_map(|row| row.trim_end_matches('|').rsplit_once('|'));
    let named: Vec<&str> = held_by.flat_map(|(_, tests)| quoted(tests)).collect();
    assert!(named.len() > 40, "{named:?}");
    let missing: Vec<&&str> =
        named.iter().filter(|name| !is_path(name) && !tree.has_test(name)).collect();
    assert!(missing.is_empty(), "no test is {missing:?}");
}
