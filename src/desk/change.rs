//! What somebody can do to one article. It does nothing.

use chrono::{DateTime, Utc};

/// What is done to an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It gets this note of a correction, besides those that it has.
    Correct(String),
    /// It is taken back for good, for this reason where one may be said.
    Retract(Option<String>),
    /// It is taken back until it is pushed again, for this reason.
    Delete(Option<String>),
    /// It is kept back until then, though readers had it; for this reason, which they are not
    /// told.
    Embargo(DateTime<Utc>, Option<String>),
    /// It is kept back by the desk no longer.
    Lift,
    /// The last of these that still stands is undone.
    Undo,
    /// The same, if that is the edit of this number: whoever looked at an article undoes what
    /// they saw.
    UndoThat(i64),
}
