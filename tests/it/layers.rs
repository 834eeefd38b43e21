//! Promise: imports run one way.
//! - a stage never imports another stage, and the words import only words;
//! - only the pipeline sees all stages; only the command line sees the service;
//! - a room of the pipeline works with its own state: no other room, and not what holds all;
//! - no file needs another that needs it, directly or by way of others;
//! - no SQL outside `store/`, and no clock but the one in `clock.rs` (clippy's part).

mod imports;

use imports::{Module, Sources};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const WORDS: [&str; 43] = [
    "archive",
    "article",
    "belonging",
    "bounds",
    "broken_off",
    "clock",
    "delivery",
    "desk",
    "edition",
    "episode",
    "exported",
    "feed_document",
    "fingerprint",
    "folder_watch",
    "health",
    "hold",
    "hub_subscription",
    "likeness",
    "log_book",
    "look",
    "metrics",
    "moved_base",
    "own_picture",
    "public_address",
    "paper",
    "password",
    "precedence",
    "raw_item",
    "regular_file",
    "same_address",
    "search_query",
    "secrets",
    "section",
    "selection",
    "source_memory",
    "subject",
    "text",
    "time_budget",
    "trouble",
    "unguessable",
    "vouchers",
    "web_address",
    "words",
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
        "web",
        "profile",
        "publish",
        "fetch",
        "config",
        "schedule",
        "announce",
        "darkroom",
    ];
    let mut allowed: BTreeMap<&str, Vec<&str>> = WORDS.map(|word| (word, vec![])).into();
    allowed.extend([
        ("schedule", vec![]),
        ("config", vec!["schedule"]),
        ("fetch", vec!["config"]),
        ("sources", vec!["config", "fetch"]),
        ("announce", vec!["config", "fetch"]),
        ("placement", vec!["config"]),
        ("darkroom", vec![]),
        ("normalise", vec!["config", "placement"]),
        ("store", vec![]),
        ("compose", vec!["config"]),
        ("render", vec![]),
        ("web", vec!["config"]),
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

/// The module that a file is: `a/b.rs` and `a/b/mod.rs` are `a::b`.
fn module_path(path: &Path) -> Module {
    let below = path.strip_prefix(root()).unwrap().with_extension("");
    let mut parts: Module = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.pop_if(|last| last == "mod" || last == "lib");
    parts
}

/// All of `src`, read.
fn sources() -> (Vec<PathBuf>, Sources) {
    let mut files = Vec::new();
    source_files(&root(), &mut files);
    let texts: Vec<(Module, String)> = files
        .iter()
        .map(|file| (module_path(file), std::fs::read_to_string(file).unwrap()))
        .collect();
    let sources = Sources::of(texts.iter().map(|(module, text)| (module.clone(), text.as_str())));
    (files, sources)
}

/// What a text names of the crate, as the first file of a module `here`.
fn seen(text: &str) -> Vec<String> {
    let here = vec!["here".to_owned()];
    let sources = Sources::of([(here.clone(), text)]);
    let mut names: Vec<String> = sources.names(&here).map(|path| path.join("::")).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The rings between files of these names and texts.
fn rings(files: &[(&str, &str)]) -> Vec<String> {
    let module = |name: &str| name.split("::").map(str::to_owned).collect();
    Sources::of(files.iter().map(|(name, text)| (module(name), *text))).rings()
}

#[test]
fn imports_run_one_way() {
    let allowed = allowed();
    let (files, sources) = sources();
    assert!(files.len() > 40, "the walk over src/ found only {} files", files.len());
    let mut wrong = Vec::new();
    for file in &files {
        let module = module_of(file);
        let may = allowed.get(module.as_str());
        let may = may.unwrap_or_else(|| panic!("{module} has no line in this test's table"));
        for import in sources.names(&module_path(file)).filter_map(|path| path.first()) {
            let is_name = import.starts_with(char::is_lowercase);
            let fine = *import == module
                || WORDS.contains(&import.as_str())
                || may.contains(&import.as_str());
            if is_name && !fine {
                wrong.push(format!("{} imports {import}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_room_of_the_pipeline_works_with_its_own_state() {
    let rooms = [
        ("gather", "Gatherer"),
        ("desk", "EditingDesk"),
        ("press", "Printer"),
        ("insight", "InfoDesk"),
    ];
    let (files, sources) = sources();
    let modules: Vec<Module> = files.iter().map(|file| module_path(file)).collect();
    for (room, own) in rooms {
        let is_here = |module: &&Module| module.starts_with(&["pipeline".into(), room.into()]);
        let mut names: Vec<String> = Vec::new();
        for module in modules.iter().filter(is_here) {
            names.extend(sources.names(module).filter_map(|path| path.last().cloned()));
        }
        assert!(names.iter().any(|name| name == own), "nothing in {room} adds to its {own}");
        let others = rooms.iter().map(|(_, other)| *other).filter(|other| *other != own);
        for other in others.chain(["Pipeline"]) {
            assert!(!names.iter().any(|name| name == other), "{room} names {other}");
        }
    }
}

#[test]
fn no_file_needs_another_that_needs_it() {
    let (_, sources) = sources();
    let rings = sources.rings();
    assert!(
        rings.is_empty(),
        "these need each other; give what both use a file of its own:\n{}",
        rings.join("\n")
    );
}

#[test]
fn the_import_reader_sees_every_form() {
    let text = "use crate::store::Store;\nlet x = crate::serve::Server;\n\
                use crate::{compose, render::opml};\n";
    let all = ["compose", "render::opml", "serve::Server", "store::Store"];
    assert_eq!(seen(text), all);
    let nested = "use crate::a::{self, b::{c, d}, e as f};\npub(in crate::x) use super::g;\n";
    assert_eq!(seen(nested), ["a", "a::b::c", "a::b::d", "a::e", "g"]);
    assert_eq!(seen("matches!(it, crate::h::I { .. })"), ["h::I"]);
    assert!(seen("// crate::store is not imported here\n/* crate::a */").is_empty());
    assert!(seen("let x = \"crate::store \\\" crate::serve\";").is_empty());
    assert!(seen("struct A<'a>(&'a str, char);\nuse std::fmt;").is_empty());
    assert!(seen("#[cfg(test)]\nmod tests {\n    use super::*;\n}").is_empty());
}

#[test]
fn rings_are_seen_and_re_exports_are_none() {
    let two = [("a", "use crate::b::B;"), ("b", "fn f() -> crate::a::A {}")];
    assert_eq!(rings(&two), ["a needs b", "b needs a"]);
    let three = [("a", "use crate::b;"), ("b", "use crate::c::C;"), ("c", "use crate::a::A;")];
    assert_eq!(rings(&three).len(), 3);
    // A parent that hands its children's words on needs none of them.
    let handed_on = [
        ("p", "mod x;\nmod y;\npub use x::X;\npub use y::Y;"),
        ("p::x", "use super::Y;"),
        ("p::y", "struct Y;"),
    ];
    assert!(rings(&handed_on).is_empty());
    // One that works with them does.
    let worked_with = [("p", "mod x;\npub use x::X;\nfn f(x: X) {}"), ("p::x", "use super::f;")];
    assert_eq!(rings(&worked_with), ["p needs p::x", "p::x needs p"]);
    let by_name = [("p", "mod x;\nfn f() { x::make() }"), ("p::x", "use super::f;")];
    assert_eq!(rings(&by_name).len(), 2);
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
