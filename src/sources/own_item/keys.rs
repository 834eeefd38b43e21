//! The keys of one item with their places, as they were written: where a fault is, and
//! which keys nobody asked for. It knows no key.

use super::names::{AUTHORS, LANGUAGE, MEDIA, SECTIONS, STATUS, SUMMARY, TAGS, TITLE};
use super::value::Value;
use crate::text::shows_something;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What is wrong with a key, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sources) struct KeyFault {
    /// The line in the file, from 1, where there are lines.
    pub(in crate::sources) line: Option<usize>,
    /// What is wrong, and what to do.
    pub(in crate::sources) reason: String,
}

impl KeyFault {
    /// The fault as a sentence, with its line.
    pub(in crate::sources) fn in_words(&self) -> String {
        match self.line {
            Some(line) => format!("line {line}: {}", self.reason),
            None => self.reason.clone(),
        }
    }
}

/// What the keys were written in: some can tell more kinds of value than others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sources) enum Form {
    /// A head of TOML.
    Toml,
    /// A head of YAML, in which a text may look like a number.
    Yaml,
    /// An object of JSON, in which nothing is written as null.
    Json,
    /// The meta elements of a page, whose values are all texts.
    Page,
}

/// One key.
#[derive(Clone, Debug)]
pub(in crate::sources) struct Key {
    pub(in crate::sources) name: String,
    pub(in crate::sources) value: Value,
    /// The line in the file, from 1, where there are lines.
    pub(in crate::sources) line: Option<usize>,
    pub(in crate::sources) form: Form,
}

/// All keys of an item.
#[derive(Debug, Default)]
pub(in crate::sources) struct Keys {
    keys: Vec<Key>,
    /// What stands behind texts and is taken for comments: the key, and that in a sentence.
    comments: Vec<(String, String)>,
    read: RefCell<BTreeSet<usize>>,
}

/// Where keys stand.
#[derive(Clone, Copy, Debug)]
pub(in crate::sources) struct Place<'a> {
    pub(in crate::sources) form: Form,
    /// What they stand in, to find their lines.
    pub(in crate::sources) text: &'a str,
    /// The line of the file on which that begins; `None` where there are no lines.
    pub(in crate::sources) first_line: Option<usize>,
}

impl Keys {
    /// Adds the keys of a table; what is there already comes first.
    pub(in crate::sources) fn add(&mut self, table: Vec<(String, Value)>, place: Place<'_>) {
        let there: BTreeSet<String> = table.iter().map(|(name, _)| name.clone()).collect();
        for (name, value) in table {
            let line = place.first_line.map(|first| first + line_of(&name, place));
            let name = match in_lower_case(&name, place.form).filter(|low| !there.contains(low)) {
                Some(low) => low,
                None => name,
            };
            self.keys.push(Key { name, value, line, form: place.form });
        }
    }

    /// Keeps that a comment stands behind the text of this key, on this line of the file.
    pub(super) fn note_comment(&mut self, key: String, line: usize, comment: &str) {
        let note = format!(
            "line {line}: `{comment}` behind `{key}` is a comment: if readers are to see it, put the text in quotes"
        );
        self.comments.push((key, note));
    }

    /// What is taken for comments behind the texts of these keys.
    pub(super) fn comments_behind(&self, names: &[&str]) -> impl Iterator<Item = &String> {
        let of = |key: &str| names.contains(&key);
        self.comments.iter().filter(move |(key, _)| of(key)).map(|(_, note)| note)
    }

    /// The first of these keys whose value is not what is written.
    pub(super) fn unclear(&self, names: &[&[&str]]) -> Option<KeyFault> {
        let known = |key: &&Key| names.iter().any(|names| names.contains(&key.name.as_str()));
        self.keys
            .iter()
            .filter(known)
            .find_map(|key| key.value.unclear().map(|reason| key.fault(reason)))
    }

    /// The first of these keys whose text has something in it, of which nobody sees anything.
    pub(super) fn unseen(&self, names: &[&str]) -> Option<&Key> {
        self.keys.iter().filter(|key| names.contains(&key.name.as_str())).find(|key| {
            matches!(&key.value, Value::Text(text) if !text.is_empty() && !shows_something(text))
        })
    }

    /// Takes out a key that holds others, and adds those at the end.
    pub(super) fn unfold(&mut self, name: &str) {
        let Some(at) = self.keys.iter().position(|key| key.name == name) else { return };
        if !matches!(self.keys[at].value, Value::Table(_)) {
            return;
        }
        let Key { value, line, form, .. } = self.keys.remove(at);
        for (name, value) in value.into_table() {
            self.keys.push(Key { name, value, line, form });
        }
    }

    /// The keys of these names that say something, in the order of the names. They count
    /// as read.
    pub(super) fn of(&self, names: &[&str]) -> Vec<&Key> {
        let mut found = Vec::new();
        for name in names {
            for (at, key) in self.keys.iter().enumerate().filter(|(_, key)| key.name == *name) {
                self.read.borrow_mut().insert(at);
                if key.says_something() {
                    found.push(key);
                }
            }
        }
        found
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter()
    }

    /// The first key of these names that says something.
    pub(super) fn first(&self, names: &[&str]) -> Option<&Key> {
        self.of(names).into_iter().next()
    }

    /// The keys that nobody asked for.
    pub(super) fn unread(&self) -> impl Iterator<Item = &Key> {
        let read = self.read.borrow().clone();
        self.keys.iter().enumerate().filter(move |(at, _)| !read.contains(at)).map(|(_, key)| key)
    }

    /// A key that stands twice in the same text.
    pub(super) fn twice(&self) -> Option<&Key> {
        let mut seen = BTreeSet::new();
        self.keys.iter().find(|key| {
            key.form == Form::Json && key.line.is_some() && !seen.insert(key.name.as_str())
        })
    }
}

impl Key {
    /// A key without a value, or with an empty one, is as good as absent.
    fn says_something(&self) -> bool {
        match &self.value {
            // Where nobody published it, programs write so in JSON.
            Value::Null if self.form == Form::Json => self.name == "published",
            Value::Null => self.is_switch(),
            // Programs write it for what is not there, but no headline.
            Value::NullWord => {
                self.is_switch() || matches!(self.name.as_str(), "title" | "post_title")
            }
            Value::Text(text) => !text.trim().is_empty() || self.is_switch(),
            _ => true,
        }
    }

    /// Whether it keeps the article back or takes it back: left empty, it is not clear what
    /// it says.
    fn is_switch(&self) -> bool {
        matches!(self.name.as_str(), "draft" | "withdrawn" | "published" | "visible" | "publish_at")
            || STATUS.contains(&self.name.as_str())
    }

    /// A fault of this key.
    pub(super) fn fault(&self, reason: impl Into<String>) -> KeyFault {
        KeyFault { line: self.line, reason: reason.into() }
    }

    /// The fault of a value of the wrong kind.
    pub(super) fn wrong(&self, wanted: &str) -> KeyFault {
        match self.value.unclear() {
            Some(reason) => self.fault(reason),
            None => {
                self.fault(format!("`{}` is {}: write {wanted}", self.name, self.value.shown()))
            }
        }
    }
}

/// The key that is meant by one with capital letters, as `Title`, in what people write by hand.
/// What may keep an article back is judged as it is written.
fn in_lower_case(name: &str, form: Form) -> Option<String> {
    let low = name.to_ascii_lowercase();
    let is_known = [TITLE, SECTIONS, AUTHORS, TAGS, SUMMARY, LANGUAGE, MEDIA]
        .iter()
        .any(|names| names.contains(&low.as_str()));
    (matches!(form, Form::Toml | Form::Yaml) && low != name && is_known).then_some(low)
}

/// How many lines below the first one a key stands: on the first line that begins with
/// it, or anywhere in a text of JSON.
fn line_of(name: &str, place: Place<'_>) -> usize {
    if place.form == Form::Json {
        let quoted = format!("\"{name}\"");
        let at = place
            .text
            .match_indices(&quoted)
            .map(|(at, _)| at)
            .find(|at| place.text[at + quoted.len()..].trim_start().starts_with(':'));
        return at.map_or(0, |at| place.text[..at].matches('\n').count());
    }
    let begins = |line: &str| {
        let line = line.trim_start().trim_start_matches(['[', '"', '\'', ' ']);
        line.strip_prefix(name).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['"', '\'']).trim_start();
            rest.starts_with([':', '=', ']', '.'])
        })
    };
    place.text.lines().position(begins).unwrap_or(0)
}
