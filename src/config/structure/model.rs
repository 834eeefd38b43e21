//! The schema in a shape that is easy to walk. It is read from the JSON Schema
//! itself, so that what is checked and what editors are told are one thing.

use super::place::Place;
use crate::config::suggest;
use serde_json::Value as Json;
use toml::de::{DeArray, DeValue};

/// What a table may hold.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its keys, in the order of the schema.
    pub(super) keys: Vec<Key>,
    /// What any other key may hold; no other key is allowed when `None`.
    pub(super) others: Option<Box<Value>>,
}

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) required: bool,
    /// Its default, in TOML.
    pub(super) default: Option<String>,
    /// A value that would be right, in TOML.
    pub(super) sample: String,
    /// The first sentence of its description, to stand after a colon.
    pub(super) about: String,
    /// The command that makes its value, where no person can write it.
    pub(super) made_by: Option<String>,
    /// Its whole description, on one line.
    described: String,
}

/// What a value must be.
#[derive(Debug)]
pub(super) enum Value {
    Text {
        blank: bool,
    },
    Date,
    Instant,
    Integer {
        min: i64,
        max: i64,
    },
    Number {
        min: f64,
        max: f64,
    },
    Boolean,
    List {
        of: Box<Value>,
        min: usize,
    },
    Table(Table),
    /// A text, or a table that says where it is kept.
    TextOr(Table),
}

impl Table {
    /// What a key must hold; nothing when it is not allowed.
    pub(super) fn value_of(&self, name: &str) -> Option<&Value> {
        let known = self.keys.iter().find(|key| key.name == name).map(|key| &key.value);
        known.or(self.others.as_deref())
    }

    /// A key that need not always be there must be.
    pub(super) fn must_have(&mut self, name: &str) {
        self.keys.iter_mut().filter(|key| key.name == name).for_each(|key| key.required = true);
    }

    /// The key that an unknown word was meant to be, or `None` when the word is a key.
    pub(super) fn meant_by(&self, word: &str) -> Option<&str> {
        match self.value_of(word) {
            Some(_) => None,
            None => meant_of(word, self.names()),
        }
    }

    /// The key that an unknown word with this value was meant to be: a text is no table.
    pub(super) fn meant_for(&self, word: &str, value: &DeValue<'_>) -> Option<&str> {
        let fitting = self.keys.iter().filter(|key| key.value.is_like(value));
        match self.value_of(word) {
            Some(_) => None,
            None => meant_of(word, fitting.map(|key| key.name.as_str())),
        }
    }

    /// Whether it has a key of this name that may have such a value.
    pub(super) fn has(&self, name: &str, value: &DeValue<'_>) -> bool {
        self.keys.iter().any(|key| key.name == name && key.value.is_like(value))
    }

    /// The table that these keys lead to, and its place.
    pub(super) fn at(&self, keys: &[&str]) -> Option<(&Table, Place)> {
        keys.iter().try_fold((self, Place::default()), |(table, place), key| {
            let value = table.value_of(key)?;
            Some((value.as_table()?, value.place(key, &place)))
        })
    }

    /// The keys that it lacks, cannot be without and that may have such a value.
    pub(super) fn needed(&self, value: &DeValue<'_>, there: &[String]) -> Vec<&str> {
        let needed = self.keys.iter().filter(|key| key.required && key.value.is_like(value));
        let needed = needed.filter(|key| !there.contains(&key.name));
        needed.map(|key| key.name.as_str()).collect()
    }

    /// The key that a word is no name of and that speaks of it, with the sentence that does.
    pub(super) fn speaks_of(&self, word: &str) -> Option<(&str, &str)> {
        let has_word = |sentence: &&str| {
            let mut words = sentence.split(|letter: char| !letter.is_alphanumeric());
            words.any(|one| one.eq_ignore_ascii_case(word))
        };
        self.keys.iter().find_map(|key| {
            let sentence = key.described.split(". ").find(has_word)?;
            Some((key.name.as_str(), sentence.trim_end_matches('.')))
        })
    }

    /// The tables in this one that have such a key.
    pub(super) fn homes_below(&self, name: &str, value: &DeValue<'_>, here: &Place) -> Vec<Place> {
        let inner = self.keys.iter().filter_map(|key| Some((key, key.value.as_table()?)));
        inner
            .filter(|(_, table)| table.has(name, value))
            .map(|(key, _)| key.value.place(&key.name, here))
            .collect()
    }

    /// The names of the keys.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.keys.iter().map(|key| key.name.as_str())
    }

    /// The one table that has a key of this name; `None` if several do.
    pub(super) fn home_of(&self, name: &str, here: &Place) -> Option<Place> {
        let mut homes = Vec::new();
        self.collect_homes(name, here, &mut homes);
        match homes.as_slice() {
            [_] => homes.pop(),
            _ => None,
        }
    }

    /// The one table of this name, anywhere in the file, that may have all of these keys.
    pub(super) fn header_for(&self, name: &str, keys: &[&str]) -> Option<Place> {
        let mut found = Vec::new();
        self.collect_headers(name, keys, &Place::default(), &mut found);
        if found.len() == 1 { found.pop() } else { None }
    }

    fn collect_headers(&self, name: &str, wanted: &[&str], here: &Place, found: &mut Vec<Place>) {
        for key in &self.keys {
            let Some(inner) = key.value.as_table() else { continue };
            let place = key.value.place(&key.name, here);
            if key.name == name && inner.may_have(wanted) {
                found.push(place.clone());
            }
            inner.collect_headers(name, wanted, &place, found);
        }
    }

    /// Whether all of these may stand in it.
    pub(super) fn may_have(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.value_of(key).is_some())
    }

    fn collect_homes(&self, name: &str, here: &Place, homes: &mut Vec<Place>) {
        if self.names().any(|known| known == name) {
            homes.push(here.clone());
        }
        for key in &self.keys {
            if let Some(inner) = key.value.as_table() {
                inner.collect_homes(name, &key.value.place(&key.name, here), homes);
            }
        }
    }
}

/// The name that a word is a slip of, or a longer form of (`username`).
fn meant_of<'a>(word: &str, names: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let is_form = |name: &&str| {
        name.len() > 3 && word.len() <= 2 * name.len() && word.to_lowercase().starts_with(name)
    };
    suggest::nearest(word, names.clone())
        .or_else(|| names.clone().find(is_form))
        .or_else(|| suggest::called_otherwise(word, names))
}

impl Value {
    /// The table that this is, or is a list of.
    pub(super) fn as_table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::List { of, .. } => of.as_table(),
            _ => None,
        }
    }

    /// Whether it is of the same sort: a table, or none.
    fn is_like(&self, value: &DeValue<'_>) -> bool {
        let is_tables = |list: &DeArray<'_>| list.iter().any(|one| one.get_ref().is_table());
        let is_table = match value {
            DeValue::Array(list) => is_tables(list),
            other => other.is_table(),
        };
        match self {
            Self::TextOr(_) => true,
            other => other.as_table().is_some() == is_table,
        }
    }

    /// Where the table stands that a key of `table` holds.
    pub(super) fn place(&self, key: &str, table: &Place) -> Place {
        table.below(key, matches!(self, Self::List { .. }))
    }
}

impl Key {
    /// How the key is spoken of in a table: one that holds a table by its header.
    pub(super) fn header(&self, table: &Place) -> String {
        match self.value.as_table() {
            Some(_) => self.value.place(&self.name, table).to_string(),
            None => format!("`{}`", self.name),
        }
    }

    /// How the key could be written right in a table.
    pub(super) fn example(&self, table: &Place) -> String {
        match self.value.as_table() {
            // A small table is written in the place of a value, as its example has it.
            Some(_) if !self.sample.starts_with("{ ") => {
                format!("`{}`", self.value.place(&self.name, table))
            }
            _ => format!("`{} = {}`", self.name, self.sample),
        }
    }
}

/// The model of the whole file.
pub(super) fn model() -> Table {
    table(&crate::config::json_schema())
}

fn table(schema: &Json) -> Table {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let keys = schema["properties"].as_object().into_iter().flatten();
    let others = &schema["additionalProperties"];
    Table {
        keys: keys.map(|(name, of)| key(name, of, required.contains(&name.as_str()))).collect(),
        others: others.is_object().then(|| Box::new(value(others))),
    }
}

fn key(name: &str, schema: &Json, required: bool) -> Key {
    let default = schema.get("default").map(Json::to_string);
    let example = schema["examples"].get(0);
    let sample = match example {
        // A date is a string in the schema and has no quotes in TOML.
        Some(Json::String(date)) if matches!(value(schema), Value::Date | Value::Instant) => {
            date.clone()
        }
        Some(example) => inline(example),
        None => default.clone().unwrap_or_default(),
    };
    let description = schema["description"].as_str().unwrap_or_default();
    Key {
        name: name.to_owned(),
        value: value(schema),
        required,
        default,
        sample,
        about: first_sentence(description),
        made_by: schema["x-made-by"].as_str().map(str::to_owned),
        described: description.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn value(schema: &Json) -> Value {
    match schema["type"].as_str() {
        Some("integer") => Value::Integer {
            min: schema["minimum"].as_i64().unwrap_or(0),
            max: schema["maximum"].as_i64().unwrap_or(i64::from(u32::MAX)),
        },
        Some("number") => Value::Number {
            min: schema["minimum"].as_f64().unwrap_or(f64::MIN),
            max: schema["maximum"].as_f64().unwrap_or(f64::MAX),
        },
        Some("boolean") => Value::Boolean,
        Some("array") => Value::List {
            of: Box::new(value(&schema["items"])),
            min: usize::try_from(schema["minItems"].as_u64().unwrap_or(0)).unwrap_or(0),
        },
        Some("object") => Value::Table(table(schema)),
        _ if schema["anyOf"][1]["type"] == "object" => Value::TextOr(table(&schema["anyOf"][1])),
        _ if schema["format"] == "date" => Value::Date,
        _ if schema["format"] == "date-time" => Value::Instant,
        _ => Value::Text { blank: schema["minLength"].as_u64().unwrap_or(0) == 0 },
    }
}

/// A value in TOML; a JSON object becomes an inline table.
fn inline(example: &Json) -> String {
    match example {
        Json::Object(pairs) => {
            let pairs: Vec<String> =
                pairs.iter().map(|(key, value)| format!("{key} = {}", inline(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Json::Array(items) => {
            format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// The first sentence of a description, on one line, to stand after a colon.
fn first_sentence(description: &str) -> String {
    let paragraph = description.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let sentence = paragraph.split(". ").next().unwrap_or_default();
    let sentence = sentence.strip_suffix('.').unwrap_or(sentence);
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
