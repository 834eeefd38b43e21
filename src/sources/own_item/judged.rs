//! Whether a key and what stands behind it keep an article from readers, wherever they stand:
//! at the top, within a table, on an element of a page. One judgement for all of them. It
//! gives no value a meaning.

use super::keys::{Form, Key, KeyFault, Keys};
use super::label;
use super::look_alike;
use super::names::*;
use super::value::Value;

/// Names of lists that say what an article is about: a word there is a subject.
const OF_SUBJECTS: [&str; 20] = [
    "tag",
    "tags",
    "keyword",
    "keywords",
    "category",
    "categories",
    "topic",
    "topics",
    "subject",
    "subjects",
    "genre",
    "genres",
    "series",
    "section",
    "sections",
    "people",
    "places",
    "persons",
    "locations",
    "aliases",
];

/// Words of switches that only mean a part of a page where they stand in a table of a head.
const OF_PARTS: [&str; 8] =
    ["enabled", "disabled", "active", "inactive", "show", "available", "print", "feed"];

/// What a key that nobody knows was meant as, when it or what stands behind it looks as if it
/// kept the article from readers.
pub(super) fn meant(name: &str, value: &Value) -> Option<&'static str> {
    let said = match value {
        Value::Text(text) | Value::Unclear { written: text, .. } => {
            text.lines().any(label::waits).then_some(DRAFT[0])
        }
        Value::List(all) if !OF_SUBJECTS.contains(&name.to_lowercase().as_str()) => {
            let texts = all.iter().filter(|one| matches!(one, Value::Text(_)));
            texts.into_iter().find_map(|one| meant(name, one))
        }
        _ => None,
    };
    look_alike::meant(name, value).or(said)
}

/// Whether a key keeps an article back where it is not at the top: it would there, and says
/// nothing by which the article is out.
pub(super) fn keeps_back_within(name: &str, value: &Value, is_head: bool) -> bool {
    let of_part = is_head && OF_PARTS.contains(&name.to_lowercase().as_str());
    !of_part && (keeps_back(name, value) || meant(name, value).is_some()) && !is_out(name, value)
}

/// Whether a value says of itself, or of the article by its name, that nothing keeps it back.
pub(super) fn is_out(name: &str, value: &Value) -> bool {
    if name == "permalink" {
        return *value != Value::Bool(false);
    }
    let wants_yes = look_alike::wants_yes(name);
    match value {
        Value::Null | Value::NullWord => !look_alike::says_it_was_published(name),
        Value::Bool(yes) => *yes == wants_yes,
        Value::Text(text) => match text.trim().to_lowercase().as_str() {
            "" => !look_alike::says_it_was_published(name),
            "publish" | "published" | "public" | "live" => true,
            "true" | "yes" | "on" => wants_yes,
            "false" | "no" | "off" => !wants_yes,
            _ => false,
        },
        _ => false,
    }
}

/// The key by which something keeps back what it is about: at the top, or in what Hugo hands
/// down to all pages of a folder.
pub(in crate::sources) fn kept_back_by(keys: &Keys) -> Option<String> {
    // Whether the page of the folder itself is made is another thing.
    const OF_ITSELF: [&str; 2] = ["render", "transparent"];
    let dangerous = |name: &str| {
        [DRAFT, STATUS, WITHDRAWN, PUBLISH_AT, EXPIRES_AT].iter().any(|all| all.contains(&name))
    };
    let of_article = |name: &str| ALL.iter().any(|all| all.contains(&name));
    let found = keys.all().find(|key| {
        let name = key.name.as_str();
        let is_read = !OF_ITSELF.contains(&name) && (dangerous(name) || !of_article(name));
        is_read
            && (keeps_back_within(name, &key.value, true)
                || look_within(key, &key.value, 0).is_err())
    });
    found.map(|key| key.name.clone())
}

/// Whether a key of somebody else's in a page keeps the article of that page back.
pub(in crate::sources) fn stands_in_a_page(name: &str, value: &Value) -> bool {
    keeps_back_within(name, value, false)
}

/// Looks through a value that nobody reads for a key that would keep the article back, had
/// it stood at the top.
pub(super) fn look_within(key: &Key, value: &Value, depth: usize) -> Result<(), KeyFault> {
    const DEEPEST: usize = 16;
    match value {
        Value::Table(table) => table.iter().try_for_each(|(name, value)| {
            if keeps_back_within(name, value, is_of_head(key)) {
                return Err(misplaced(key, name));
            }
            if depth < DEEPEST { look_within(key, value, depth + 1) } else { Ok(()) }
        }),
        Value::List(all) if depth < DEEPEST => {
            all.iter().try_for_each(|one| look_within(key, one, depth + 1))
        }
        _ => Ok(()),
    }
}

fn is_of_head(key: &Key) -> bool {
    matches!(key.form, Form::Toml | Form::Yaml)
}

/// The fault of a key that would keep the article back, had it stood at the top.
pub(super) fn misplaced(key: &Key, name: &str) -> KeyFault {
    key.fault(format!(
        "`{name}` stands in `{}`, where it does nothing: write it at the top, or remove it",
        key.name
    ))
}
