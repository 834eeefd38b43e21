//! Promise: imports run one way.
//! - a stage never imports another stage, and the words import only words;
//! - only the pipeline sees all stages; only the command line sees the service;
//! - no SQL outside `store/`, and no clock but the one in `clock.rs` (clippy's part).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const WORDS: [&str; 26] = [
    "archive",
    "article",
    "bounds",
    "broken_off",
    "clock",
    "delivery",
    "desk",
    "edition",
    "episode",
    "feed_document",
    "fingerprint",
    "folder_watch",
    "health",
    "likeness",
    "look",
    "metrics",
    "raw_item",
    "same_address",
    "search_query",
    "secrets",
    "section",
    "selection",
    "source_memory",
    "text",
    "trouble",
    "web_address",
];

/// What each module may import besides the words and itself.
fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
    let stages = vec![
        "sources",
        "placement",
        "normalise",
        "store",
        "compose",
        "render",
        "profile",
        "publish",
        "fetch",
        "config",
        "schedule",
        "announce",
    ];
    let mut allowed: BTreeMap<&str, Vec<&str>> = WORDS.map(|word| (word, vec![])).into();
    allowed.extend([
        ("schedule", vec![]),
        ("config", vec!["schedule"]),
        ("fetch", vec!["config"]),
        ("sources", vec!["config", "fetch"]),
        ("announce", vec!["config", "fetch"]),
        ("placement", vec!["config"]),
        ("normalise", vec!["config", "placement"]),
        ("store", vec![]),
        ("compose", vec!["config"]),
        ("render", vec![]),
        ("profile", vec![]),
        ("publish", vec!["config"]),
        ("serve", vec!["config"]),
        ("pipeline", stages),
        ("service", vec!["pipeline", "schedule", "serve", "config", "placement"]),
        ("cli", vec!["service", "pipeline", "config", "store", "profile"]),
        ("main", vec!["cli"]),
        ("lib", vec![]),
    ]);
    allowed
}

fn source_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The top-level module that a file belongs to.
fn module_of(path: &Path) -> String {
    let below = path.strip_prefix(root()).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The top-level modules that a text names after `crate::` (or `pressroom::`).
fn imports(text: &str) -> BTreeSet<String> {
    let code: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut found = BTreeSet::new();
    for prefix in ["crate::", "pressroom::"] {
        for (at, _) in code.match_indices(prefix) {
            let rest = &code[at + prefix.len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => group.split('}').next().unwrap_or_default(),
                None => rest,
            };
            for name in if rest.starts_with('{') { names.split(',').collect() } else { vec![names] }
            {
                let name: String =
                    name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !name.is_empty() && name.starts_with(char::is_lowercase) {
                    found.insert(name);
                }
            }
        }
    }
    found
}

#[test]
fn imports_run_one_way() {
    let allowed = allowed();
    let mut files = Vec::new();
    source_files(&root(), &mut files);
    assert!(files.len() > 40, "the walk over src/ found only {} files", files.len());
    let mut wrong = Vec::new();
    for file in &files {
        let module = module_of(file);
        let may = allowed.get(module.as_str());
        let may = may.unwrap_or_else(|| panic!("{module} has no line in this test's table"));
        for import in imports(&std::fs::read_to_string(file).unwrap()) {
            let fine = import == module
                || WORDS.contains(&import.as_str())
                || may.contains(&import.as_str());
            if !fine {
                wrong.push(format!("{} imports {import}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_import_reader_sees_every_form() {
    let text = "use crate::store::Store;\nlet x = crate::serve::Server;\nuse crate::{compose, render::opml};";
    let seen: Vec<String> = imports(text).into_iter().collect();
    assert_eq!(seen, ["compose", "render", "serve", "store"]);
    assert!(imports("// crate::store is not imported here").is_empty());
}

#[test]
fn sql_stays_in_the_store() {
    let mut files = Vec::new();
    source_files(&root(), &mut files);
    let outside = files.iter().filter(|file| module_of(file) != "store");
    for file in outside {
        let text = std::fs::read_to_string(file).unwrap();
        for sql in ["rusqlite::", "SELECT ", "INSERT INTO", "PRAGMA "] {
            assert!(!text.contains(sql), "{} holds {sql:?}", file.display());
        }
    }
}
