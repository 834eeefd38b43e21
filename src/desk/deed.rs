//! What somebody can do of which it is kept that they did, and which way they came. It keeps
//! nothing.

use super::change::Change;
use serde::Serialize;

/// Which way somebody came who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// A command on the machine.
    Command,
    /// A page of the desk.
    Desk,
    /// The push API.
    Push,
}

impl Door {
    const ALL: [Self; 3] = [Self::Command, Self::Desk, Self::Push];

    /// As it is kept and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Desk => "desk",
            Self::Push => "push",
        }
    }

    /// The way of this name; of another one, whoever has the machine has written it.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|door| door.as_str() == name).unwrap_or(Self::Command)
    }
}

/// What somebody can do of which it is kept that they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Pushed an article that was not there.
    Pushed,
    /// Pushed another state of an article.
    Changed,
    /// Corrected an article.
    Corrected,
    /// Took an article back for good.
    Retracted,
    /// Took an article back until it is pushed again.
    Deleted,
    /// Kept an article back until a time.
    Embargoed,
    /// Keeps an article back no longer.
    Lifted,
    /// Undid the last word of the desk.
    Undone,
    /// Parted an item from an article.
    Separated,
    /// Removed what an article said.
    Purged,
    /// Had a source asked.
    Asked,
    /// Confirmed what a source has lost.
    Confirmed,
    /// Let a feed out that has lost most of its items.
    LetOut,
    /// Signed in at the desk.
    SignedIn,
    /// Something that an earlier or later release knows.
    Other,
}

impl Deed {
    const ALL: [Self; 14] = [
        Self::Pushed,
        Self::Changed,
        Self::Corrected,
        Self::Retracted,
        Self::Deleted,
        Self::Embargoed,
        Self::Lifted,
        Self::Undone,
        Self::Separated,
        Self::Purged,
        Self::Asked,
        Self::Confirmed,
        Self::LetOut,
        Self::SignedIn,
    ];

    /// What a change of an article is.
    #[must_use]
    pub fn of(change: &Change) -> Self {
        match change {
            Change::Correct(_) => Self::Corrected,
            Change::Retract(_) => Self::Retracted,
            Change::Delete(_) => Self::Deleted,
            Change::Embargo(..) => Self::Embargoed,
            Change::Lift => Self::Lifted,
            Change::Undo | Change::UndoThat(_) => Self::Undone,
        }
    }

    /// As it is kept.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pushed => "pushed",
            Self::Changed => "changed",
            Self::Corrected => "corrected",
            Self::Retracted => "retracted",
            Self::Deleted => "deleted",
            Self::Embargoed => "embargoed",
            Self::Lifted => "lifted",
            Self::Undone => "undone",
            Self::Separated => "separated",
            Self::Purged => "purged",
            Self::Asked => "asked",
            Self::Confirmed => "confirmed",
            Self::LetOut => "let_out",
            Self::SignedIn => "signed_in",
            Self::Other => "other",
        }
    }

    /// The deed of this name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|deed| deed.as_str() == name).unwrap_or(Self::Other)
    }

    /// As it is told of somebody.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Pushed => "pushed a new article",
            Self::Changed => "pushed it anew",
            Self::Corrected => "corrected it",
            Self::Retracted => "retracted it",
            Self::Deleted => "took it back",
            Self::Embargoed => "put it under an embargo",
            Self::Lifted => "lifted its embargo",
            Self::Undone => "undid the last word",
            Self::Separated => "parted an item from it",
            Self::Purged => "purged it",
            Self::Asked => "had it asked",
            Self::Confirmed => "confirmed what it has lost",
            Self::LetOut => "let it out with fewer items",
            Self::SignedIn => "signed in",
            Self::Other => "did something that this release does not know",
        }
    }
}
