//! One line of the journal: what was said or given, and of which article. What is done with
//! it, `catching_up` knows.

use serde::{Deserialize, Serialize};

/// What was said or given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum Entry {
    /// The desk gave an article a note.
    Correction { id: String, at: i64, by: String, note: Option<String> },
    /// An article was taken back: by the desk, or by the word of a source.
    Retraction {
        id: String,
        at: i64,
        by: String,
        note: Option<String>,
        source: Option<String>,
        key: Option<String>,
    },
    /// The desk keeps an article back until a time.
    Embargo { id: String, at: i64, by: String, note: Option<String>, until: i64 },
    /// The edit `of` an instant was undone.
    Undone { id: String, kind: String, of: i64, at: i64, by: String },
    /// What an article said was removed.
    Purge { id: String, at: i64, note: Option<String> },
    /// An item became this article, or part of it.
    Given { id: String, source: String, key: String },
    /// What was handed in of an article was replaced.
    Said { id: String, source: String, key: String },
    /// A source is an archive that was brought in once.
    Imported { source: String },
    /// What a later release wrote.
    #[serde(other)]
    Unknown,
}

impl Entry {
    /// The article that it is a word about.
    pub(super) fn about(&self) -> Option<&str> {
        match self {
            Self::Correction { id, .. }
            | Self::Retraction { id, .. }
            | Self::Embargo { id, .. }
            | Self::Undone { id, .. }
            | Self::Purge { id, .. } => Some(id),
            Self::Given { .. } | Self::Said { .. } | Self::Imported { .. } | Self::Unknown => None,
        }
    }

    /// The source and the key of the item that it names.
    pub(super) fn item(&self) -> Option<(String, String)> {
        match self {
            Self::Given { source, key, .. } | Self::Said { source, key, .. } => {
                Some((source.clone(), key.clone()))
            }
            _ => None,
        }
    }
}

/// A line with its number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) number: i64,
    pub(super) entry: Entry,
}
