//! The words for what a newsroom's desk does to an article by its own word,
//! whatever the sources of that article bring. It keeps nothing.

use crate::desk::Change;
use crate::raw_item::RawItem;
use crate::section::Slug;
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::collections::BTreeSet;

/// When an item may be shown, as its source says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Not before this, even where it was shown already.
    pub publish_at: Option<DateTime<Utc>>,
    /// Not from this on.
    pub expires_at: Option<DateTime<Utc>>,
    /// It is the newsroom's own.
    pub own: bool,
    /// The newsroom itself says when it was published: a date that it mistyped is its to mend.
    pub dated_by_hand: bool,
    /// The newsroom itself says when it last changed: what it mends without saying so does
    /// not count.
    pub updated_by_hand: bool,
}

impl Terms {
    /// Those of an item, in whole seconds: never shown early, never late.
    #[must_use]
    pub fn of(item: &RawItem) -> Self {
        let second = TimeDelta::seconds(1);
        Self {
            publish_at: item.publish_at.map(never_early),
            expires_at: item.expires_at.map(|at| at.duration_trunc(second).unwrap_or(at)),
            own: item.is_own,
            dated_by_hand: item.is_own && item.published.is_some(),
            updated_by_hand: item.updated_by_hand,
        }
    }
}

/// In whole seconds: what may not be shown before an instant is never shown early.
#[must_use]
pub(crate) fn never_early(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_round_up(TimeDelta::seconds(1)).unwrap_or(at)
}

/// An edit, and whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is done.
    pub change: Change,
    /// By whom: [`crate::desk::DESK`], or the name of a token.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What became of an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    /// There is no such article.
    NoArticle,
    /// It is so already, or there is nothing to undo or to lift.
    Already,
    /// What was to be undone is not the last edit that stands.
    Another,
    /// The time until which it is to be kept back has come already.
    Past,
    /// What it said is gone for good, so there is nothing to correct or to bring back.
    Purged,
    /// Done.
    Done {
        /// What was done, or undone.
        kind: EditKind,
        /// It was live and is not any more, or the other way round.
        moved: bool,
        /// Of what is undone: another retraction stands, and holds it back as before.
        still_held: bool,
        /// The sections whose feeds this concerns.
        sections: BTreeSet<Slug>,
    },
}

/// What kind of edit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditKind {
    /// A note of a correction.
    Correction,
    /// The article was taken back.
    Retraction,
    /// The article is kept back until a time.
    Embargo,
}

impl EditKind {
    /// As it is kept and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Retraction => "retraction",
            Self::Embargo => "embargo",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Correction, Self::Retraction, Self::Embargo];
        all.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// An edit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastEdit {
    /// Its place among all edits.
    pub number: i64,
    /// What it was.
    pub kind: EditKind,
    /// The note or the reason.
    pub note: Option<String>,
    /// Until when an embargo keeps it back.
    pub until: Option<DateTime<Utc>>,
    /// By whom.
    pub by: String,
    /// The source whose own word it was, if it was one's.
    pub source: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was undone, and by whom; it stands when `None`.
    pub undone: Option<(DateTime<Utc>, String)>,
}

impl PastEdit {
    /// Of the edits of an article, oldest first, the last that stands: the one that is undone
    /// next. An embargo whose time has come stands no longer, nor does one that was moved.
    #[must_use]
    pub fn last_standing(edits: &[Self], now: DateTime<Utc>) -> Option<&Self> {
        let standing = || edits.iter().rev().filter(|edit| edit.undone.is_none());
        let embargo = standing().find(|edit| edit.kind == EditKind::Embargo);
        let embargo = embargo.and_then(|edit| edit.until).filter(|until| *until > now);
        let stands = |edit: &&Self| match edit.kind {
            EditKind::Embargo => embargo.is_some() && edit.until == embargo,
            EditKind::Correction | EditKind::Retraction => true,
        };
        standing().find(stands)
    }
}
