//! Tables by the header that stands above them in the file.

use super::model::{Key, Value};
use std::fmt;

/// A table: the file itself, or one below a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The keys that lead to it, with dots; empty for the file itself.
    path: String,
    /// Whether its header has two brackets.
    repeated: bool,
}

impl Place {
    /// The table that a key of this one holds.
    pub(super) fn below(&self, key: &str, value: &Value) -> Self {
        let path =
            if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Self { path, repeated: matches!(value, Value::List { .. }) }
    }

    /// The keys that lead to it from the top of the file.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.path.split('.').filter(|key| !key.is_empty())
    }

    /// How a key is spoken of: a table by its header, where `self` is that table.
    pub(super) fn header(&self, key: &str, value: &Value) -> String {
        if value.as_table().is_some() { self.to_string() } else { format!("`{key}`") }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.path.as_str(), self.repeated) {
            ("", _) => f.write_str("the file"),
            (path, false) => write!(f, "[{path}]"),
            (path, true) => write!(f, "[[{path}]]"),
        }
    }
}

impl Key {
    /// How the key could be written right in a table.
    pub(super) fn example(&self, table: &Place) -> String {
        match self.value.as_table() {
            Some(_) => format!("`{}`", table.below(&self.name, &self.value)),
            None => format!("`{} = {}`", self.name, self.sample),
        }
    }
}
