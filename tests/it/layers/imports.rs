//! Reads which file of `src` needs which other: every `use` and every path that is written
//! out. It is told by text, so it sees into macros; it knows no methods.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The path of a module, from the root of the crate.
pub(super) type Module = Vec<String>;

/// Re-exports of re-exports are followed so far.
const DEEPEST: usize = 10;

static USE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);").unwrap());
static PATH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\w:]+").unwrap());
static SEEN_IN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"pub\(in [^)]*\)").unwrap());
static NO_CODE: LazyLock<Regex> = LazyLock::new(|| {
    let comment = r"//[^\n]*|(?s:/\*.*?\*/)";
    let text = r##"r#"(?s:.*?)"#|r"[^"]*"|"(?s:\\.|[^"\\])*""##;
    Regex::new(&format!(r"{comment}|{text}|'(?:\\[^']+|[^'\\])'")).unwrap()
});

/// What one file says.
struct File {
    /// What it needs, by absolute paths.
    needs: BTreeSet<Module>,
    /// The names that it gives to what stands elsewhere.
    names: BTreeMap<String, Module>,
}

/// All files of a crate, by their modules.
pub(super) struct Sources(BTreeMap<Module, File>);

impl Sources {
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = (Module, &'a str)>) -> Self {
        let texts: BTreeMap<Module, String> =
            texts.into_iter().map(|(module, text)| (module, code(text))).collect();
        let read =
            |(module, text): (&Module, &String)| (module.clone(), read(module, text, &texts));
        Self(texts.iter().map(read).collect())
    }

    /// The absolute paths of everything that a file names.
    pub(super) fn names(&self, module: &[String]) -> impl Iterator<Item = &Module> {
        let file = self.0.get(module);
        file.into_iter().flat_map(|file| file.needs.iter().chain(file.names.values()))
    }

    /// The files that a file needs. What is re-exported is needed where it stands.
    fn needed_by(&self, module: &[String]) -> BTreeSet<&Module> {
        let needs = self.0.get(module).into_iter().flat_map(|file| &file.needs);
        let needed = needs.filter_map(|path| self.home(path, DEEPEST));
        needed.filter(|needed| **needed != module && !needed.is_empty()).collect()
    }

    /// The file that a path leads to.
    fn home(&self, path: &[String], depth: usize) -> Option<&Module> {
        let length = (0..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]))?;
        let (module, file) = self.0.get_key_value(&path[..length])?;
        let elsewhere = path.get(length).and_then(|name| file.names.get(name));
        match elsewhere {
            Some(to) if depth > 0 => self.home(&[to, &path[length + 1..]].concat(), depth - 1),
            _ => Some(module),
        }
    }

    /// The rings: files that need each other, directly or by way of others.
    pub(super) fn rings(&self) -> Vec<String> {
        let needed: BTreeMap<&Module, BTreeSet<&Module>> =
            self.0.keys().map(|module| (module, self.needed_by(module))).collect();
        let all: BTreeMap<&Module, BTreeSet<&Module>> =
            self.0.keys().map(|module| (module, reached(module, &needed))).collect();
        let mut rings = Vec::new();
        for (from, to) in needed.iter().flat_map(|(from, to)| to.iter().map(move |to| (*from, *to)))
        {
            if all[to].contains(from) {
                rings.push(format!("{} needs {}", from.join("::"), to.join("::")));
            }
        }
        rings
    }
}

/// Whatever a file needs, directly or by way of others.
fn reached<'a>(
    from: &'a Module,
    needed: &BTreeMap<&'a Module, BTreeSet<&'a Module>>,
) -> BTreeSet<&'a Module> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(at) = next.pop() {
        next.extend(needed[at].iter().copied().filter(|to| seen.insert(*to)));
    }
    seen
}

/// A text without comments, literals and the tests that stand below it.
fn code(text: &str) -> String {
    let text = NO_CODE.replace_all(text, "\"\"");
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    SEEN_IN.replace_all(text, "pub").into_owned()
}

fn read(module: &Module, text: &str, all: &BTreeMap<Module, String>) -> File {
    let mut file = File { needs: BTreeSet::new(), names: BTreeMap::new() };
    let body = USE.replace_all(text, "");
    let is_used = |name: &str| {
        PATH.find_iter(&body).any(|path| path.as_str().split("::").any(|part| part == name))
    };
    for statement in USE.captures_iter(text) {
        for (path, name) in leaves(&statement[2]) {
            let Some(path) = absolute(module, path, all) else { continue };
            // What is handed on is needed only by a file that uses it as well.
            if statement.get(1).is_none() || is_used(&name) {
                file.needs.insert(path.clone());
            }
            file.names.insert(name, path);
        }
    }
    for path in PATH.find_iter(&body).filter(|path| path.as_str().contains("::")) {
        let path: Module = path.as_str().split("::").map(str::to_owned).collect();
        file.needs.extend(absolute(module, path, all));
    }
    file
}

/// The paths that a tree of `use` names, each with the name that it gives.
fn leaves(tree: &str) -> Vec<(Module, String)> {
    let tree = tree.trim();
    let Some((stem, group)) = tree.split_once('{') else {
        let (path, given) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut path: Module = path.split("::").map(|part| part.trim().to_owned()).collect();
        path.retain(|part| !part.is_empty() && part != "*");
        if path.len() > 1 {
            path.pop_if(|last| last == "self");
        }
        let last = path.last().cloned().unwrap_or_default();
        let name = if given.is_empty() { last } else { given.trim().to_owned() };
        return vec![(path, name)];
    };
    let stem: Module = stem
        .split("::")
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let group = group.trim_end().strip_suffix('}').unwrap_or(group);
    let inner = |(path, name): (Module, String)| {
        let path = if path == ["self"] { Vec::new() } else { path };
        let whole = [stem.clone(), path].concat();
        let name = if name == "self" { whole.last().cloned().unwrap_or_default() } else { name };
        (whole, name)
    };
    parts(group).into_iter().flat_map(leaves).map(inner).collect()
}

/// What commas part, but for those within braces.
fn parts(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let part = group.split(|c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    part.filter(|part| !part.trim().is_empty()).collect()
}

/// A path from the root of the crate; `None` when it leads into another crate.
fn absolute(module: &Module, mut path: Module, all: &BTreeMap<Module, String>) -> Option<Module> {
    let child = |name: &String| [module.as_slice(), std::slice::from_ref(name)].concat();
    match path.first()?.as_str() {
        "crate" | "pressroom" => Some(path.split_off(1)),
        "self" | "super" => {
            let mut base = module.clone();
            let up = path.iter().take_while(|part| ["self", "super"].contains(&part.as_str()));
            let up: Vec<bool> = up.map(|part| part == "super").collect();
            up.iter().filter(|is_up| **is_up).for_each(|_| drop(base.pop()));
            Some([base, path.split_off(up.len())].concat())
        }
        _ if !module.is_empty() && all.contains_key(&child(&path[0])) => {
            Some([module.clone(), path].concat())
        }
        _ => None,
    }
}
