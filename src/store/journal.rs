//! The words for what a store does not know that was put back out of a copy: what the
//! journal beside it tells, and what nobody can tell any more. They read no file.

use crate::article::ArticleId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What became of the journal of a store that was behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaughtUp {
    /// Corrections, retractions, embargoes and purges, and what was undone of them, that hold
    /// again.
    pub words: usize,
    /// The same of articles that are not there: they hold when those come again.
    pub waiting: usize,
    /// Items that have their ids again as soon as their sources bring them.
    pub ids: usize,
    /// Items that are of other articles again than in the copy, since they were put apart, or
    /// found to tell one story.
    pub moved: usize,
}

impl CaughtUp {
    /// Whether there was anything.
    #[must_use]
    pub fn is_anything(&self) -> bool {
        *self != Self::default()
    }
}

impl fmt::Display for CaughtUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { words, waiting, ids, moved } = self;
        write!(
            f,
            "{words} words of the desk said again, {waiting} kept for articles that are to come \
             again, {ids} items that keep the ids they were given"
        )?;
        match moved {
            0 => Ok(()),
            moved => write!(f, ", {moved} of the articles again that they were put into"),
        }
    }
}

/// What no source brings again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "lost", rename_all = "snake_case")]
pub enum Loss {
    /// An article that was handed in.
    Article {
        /// Which one.
        id: ArticleId,
        /// How it came: `push`, or the name of an import.
        source: String,
        /// What that calls it.
        key: String,
    },
    /// A later text of an article that is there.
    Text {
        /// Which one.
        id: ArticleId,
        /// How it came.
        source: String,
        /// What that calls it.
        key: String,
    },
    /// An item was put apart from its article, in a store that an earlier release put back:
    /// this one puts it apart itself.
    Apart {
        /// The article that it is in now.
        id: ArticleId,
        /// The source of the item.
        source: String,
        /// What that calls it.
        key: String,
    },
    /// Lines that are not in the journal, or that cannot be read.
    Lines {
        /// How many.
        count: usize,
    },
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article { id, source, key } => {
                write!(f, "the article \"{key}\" of {source} ({id}): hand it in again")
            }
            Self::Text { id, source, key } => {
                write!(f, "the last text of \"{key}\" of {source} ({id}): hand it in again")
            }
            Self::Apart { id, source, key } => write!(
                f,
                "that \"{key}\" of {source} was put apart: `pressroom separate {id} --source {source}`"
            ),
            Self::Lines { count } => {
                write!(f, "{count} lines of the journal, which are missing or damaged")
            }
        }
    }
}
