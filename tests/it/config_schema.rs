//! Schema, comments and program say one thing:
//! - every key of the schema stands in the starter, live or commented out, below
//!   the first sentence of its description, and so does every key of `config.toml`;
//! - no file has a key, even commented out, that the schema does not have;
//! - a key that may be left out says what holds then: a default in the schema, or
//!   a sentence that begins with `Default:` or `Without it`;
//! - a default that is shown commented out is the one in the schema;
//! - both files are valid by the schema, with all their comments taken away too;
//! - what the schema refuses in a file, the program refuses as well.

use pressroom::config::settings::Settings;
use pressroom::config::{Environment, from_text, json_schema, starter};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

const SHIPPED: &str = include_str!("../../config.toml");

/// A key as a file shows it.
#[derive(Debug)]
struct Shown {
    /// With its table, as in `source.folder.path`.
    key: String,
    /// The value, in TOML; nothing for a header.
    value: String,
    /// Whether it is commented out.
    off: bool,
    /// The comment above it.
    comment: String,
}

/// All keys and headers that a file shows, live or commented out.
fn shown(text: &str) -> Vec<Shown> {
    let mut all = Vec::new();
    let (mut table, mut comment) = (String::new(), String::new());
    for line in text.lines() {
        let off = line.starts_with("# ");
        let bare = line.strip_prefix("# ").unwrap_or(line);
        let is_word = |word: &str| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '.')
        };
        let header = bare.trim_matches(['[', ']']);
        if bare.starts_with('[') && bare.ends_with(']') && is_word(header) {
            table = header.to_owned();
            let key = table.clone();
            let comment = std::mem::take(&mut comment);
            all.push(Shown { key, value: String::new(), off, comment });
        } else if let Some((key, value)) = bare.split_once(" = ").filter(|(key, _)| is_word(key)) {
            let (key, value) = (format!("{table}.{key}"), value.to_owned());
            all.push(Shown { key, value, off, comment: std::mem::take(&mut comment) });
        } else if off {
            comment = format!("{comment} {bare}").trim().to_owned();
        } else {
            comment.clear();
        }
    }
    all
}

/// Every key of the schema by its dotted name, tables included.
fn documented(schema: &Json, table: &str, all: &mut BTreeMap<String, Json>) {
    let required: Vec<&Json> = schema["required"].as_array().into_iter().flatten().collect();
    for (key, of) in schema["properties"].as_object().into_iter().flatten() {
        let name = if table.is_empty() { key.clone() } else { format!("{table}.{key}") };
        documented(if of["items"].is_object() { &of["items"] } else { of }, &name, all);
        let mut of = of.clone();
        of["is required"] = Json::Bool(required.iter().any(|name| *name == key));
        all.insert(name, of);
    }
}

fn schema_keys() -> BTreeMap<String, Json> {
    let mut all = BTreeMap::new();
    documented(&json_schema(), "", &mut all);
    assert!(all.len() > 70, "the schema has its keys: {}", all.len());
    all
}

fn first_sentence(of: &Json) -> String {
    let description = of["description"].as_str().unwrap_or_default();
    let paragraph = description.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    format!("{}.", paragraph.split(". ").next().unwrap_or_default().trim_end_matches('.'))
}

/// A file with what is commented out made live: every line that shows a key or header.
fn uncommented(text: &str) -> String {
    let mut live = String::new();
    for line in text.lines() {
        let bare = line.strip_prefix("# ").unwrap_or(line);
        let probe = shown(&format!("[x]\n{line}"));
        live.push_str(if probe.len() == 2 { bare } else { line });
        live.push('\n');
    }
    live
}

fn to_json(text: &str) -> Json {
    fn convert(value: toml::Value) -> Json {
        match value {
            toml::Value::Datetime(date) => Json::String(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(table) => {
                table.into_iter().map(|(key, value)| (key, convert(value))).collect()
            }
            other => serde_json::to_value(other).expect("TOML fits in JSON"),
        }
    }
    convert(toml::Value::Table(text.parse().expect("the text is TOML")))
}

#[test]
fn the_starter_shows_every_key_below_its_description() {
    let shown = shown(starter());
    for (key, of) in schema_keys() {
        let Some(first) = shown.iter().find(|entry| entry.key == key) else {
            panic!("the starter does not show {key}")
        };
        let sentence = first_sentence(&of);
        assert!(first.comment.starts_with(&sentence), "{key}: {sentence:?} in {:?}", first.comment);
    }
}

#[test]
fn the_shipped_config_describes_keys_as_the_schema_does() {
    let keys = schema_keys();
    let mut seen = BTreeSet::new();
    for entry in shown(SHIPPED).into_iter().filter(|entry| !entry.comment.is_empty()) {
        // The second source's comment is about the example, not the key.
        if !seen.insert(entry.key.clone()) {
            continue;
        }
        let sentence = first_sentence(&keys[&entry.key]);
        assert!(
            entry.comment.starts_with(&sentence),
            "{}: {sentence:?} in {:?}",
            entry.key,
            entry.comment
        );
    }
    assert!(seen.len() > 40, "{seen:?}");
}

#[test]
fn no_file_shows_a_key_that_there_is_not() {
    let keys = schema_keys();
    for entry in shown(SHIPPED).iter().chain(&shown(starter())) {
        assert!(keys.contains_key(&entry.key), "{entry:?}");
    }
}

#[test]
fn every_key_says_what_holds_without_it() {
    for (key, of) in schema_keys() {
        let description = of["description"].as_str().unwrap_or_default();
        assert!(description.len() > 10, "{key} is described");
        let told = of.get("default").is_some()
            || description.contains("Default: ")
            || description.contains("Without it, ");
        assert_ne!(told, of["is required"] == true, "{key}: {description}");
    }
}

#[test]
fn defaults_that_are_shown_are_the_defaults() {
    let keys = schema_keys();
    let mut compared = 0;
    for (file, text) in [("config.toml", SHIPPED), ("starter", starter())] {
        for entry in shown(text).iter().filter(|entry| entry.off && !entry.value.is_empty()) {
            let Some(default) = keys[&entry.key].get("default") else { continue };
            // Nothing is no example: lists, tables and the second source show one.
            let is_example = default.as_array().is_some_and(Vec::is_empty)
                || default.as_object().is_some_and(serde_json::Map::is_empty)
                || (file == "config.toml" && entry.key.starts_with("source."));
            if !is_example {
                let table = to_json(&format!("value = {}", entry.value));
                assert_eq!(&table["value"], default, "{file}: {}", entry.key);
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn the_files_are_valid_by_the_schema() {
    let validator = jsonschema::validator_for(&json_schema()).unwrap();
    for text in [SHIPPED, starter()] {
        let errors: Vec<String> =
            validator.iter_errors(&to_json(text)).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0]);
    }
}

#[test]
fn what_is_commented_out_is_right_as_well() {
    let validator = jsonschema::validator_for(&json_schema()).unwrap();
    for (text, folder) in [(SHIPPED, "examples/newsroom"), (starter(), "articles")] {
        // A feed is at one place, and asked by one name: the others are alternatives.
        let live = uncommented(text)
            .replace("file = \"incoming/wire.xml\"\n", "")
            .replace("bearer = { file = \"secrets/wire-token\" }\n", "");
        let errors: Vec<String> =
            validator.iter_errors(&to_json(&live)).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0]);
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join(folder)).unwrap();
        let live = live.replace("\"news\", \"world\"", "\"world\"");
        let secrets = ["PROXY_LOGIN", "WIRE_PASSWORD", "WIRE_KEY", "WIRE_COOKIE", "SMTP_PASSWORD"];
        let environment = Environment::from_variables(secrets.map(|name| (name, "a:secret")));
        let checked = from_text(&live, &dir.path().join("config.toml"), &environment);
        assert!(checked.is_ok(), "{}", checked.unwrap_err());
    }
}

#[test]
fn commenting_defaults_in_changes_nothing() {
    let mut with_defaults = String::new();
    let keys = schema_keys();
    for line in starter().lines() {
        let table = with_defaults.lines().rev().find(|line| line.starts_with('[')).unwrap_or("[x]");
        let entry = shown(&format!("{table}\n{line}")).pop();
        let is_default = entry.as_ref().is_some_and(|entry| {
            entry.off
                && !entry.value.is_empty()
                && keys.get(&entry.key).and_then(|of| of.get("default")).is_some_and(|default| {
                    default == &to_json(&format!("value = {}", entry.value))["value"]
                })
        });
        let line = if is_default { line.trim_start_matches("# ") } else { line };
        with_defaults.push_str(line);
        with_defaults.push('\n');
    }
    assert!(with_defaults.contains("\nmax_connections = 10000\n"));
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("articles")).unwrap();
    let path = dir.path().join("config.toml");
    // A default that is written out where it says nothing is told; it changes nothing.
    let read = |text: &str| Settings {
        warnings: Vec::new(),
        ..from_text(text, &path, &Environment::default()).unwrap()
    };
    assert_eq!(read(&with_defaults), read(starter()));
}

#[test]
fn what_the_schema_refuses_the_program_refuses() {
    let validator = jsonschema::validator_for(&json_schema()).unwrap();
    let wounds = [
        ("title = \"My Newspaper\"", "title = 5"),
        ("title = \"My Newspaper\"", ""),
        ("title = \"My Newspaper\"", "title = \"My Newspaper\"\ncolour = \"red\""),
        ("url = \"https://www.example.com/\"", "url = \"example.com\""),
        ("# items = 50", "items = 10001"),
        ("# items = 50", "items = 0"),
        ("# window = \"60m\"", "window = \"60 minutes\""),
        ("# max_document = \"2 MiB\"", "max_document = \"2\""),
        ("slug = \"news\"", "slug = \"The News\""),
        ("sections = [\"news\"]", "sections = \"news\""),
        ("path = \"articles\"", "path = \"\""),
        ("path = \"articles\"", "path = \"articles\"\n[source.feed]\nurl = \"https://a.example/\""),
        ("category = [\"world\", \"foreign\"]", ""),
        ("category = [\"world\", \"foreign\"]", "category = []"),
    ];
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("articles")).unwrap();
    let path = dir.path().join("config.toml");
    for (line, wound) in wounds {
        let text = starter().replacen(line, wound, 1);
        assert_ne!(text, starter(), "{line}");
        assert!(!validator.is_valid(&to_json(&text)), "by the schema: {wound}");
        assert!(
            from_text(&text, &path, &Environment::default()).is_err(),
            "by the program: {wound}"
        );
    }
}
