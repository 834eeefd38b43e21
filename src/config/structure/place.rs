//! Tables by the header that stands above them in the file.

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
    /// The table that a key of this one holds, or, `repeated`, each of a list of them.
    pub(super) fn below(&self, key: &str, repeated: bool) -> Self {
        let path =
            if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Self { path, repeated }
    }

    /// Whether it is the file itself.
    pub(super) fn is_file(&self) -> bool {
        self.path.is_empty()
    }

    /// The keys that lead to it from the top of the file.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.path.split('.').filter(|key| !key.is_empty())
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
