//! What operators are told of how the newsroom is: what `/health` shows, `status` prints and
//! alerts are made of.

use crate::article::Article;
use crate::delivery::Untold;
use crate::raw_item::Rejection;
use crate::section::Slug;
use crate::source_memory::{Aged, Emptied, Hold, SourceName};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// A feed that holds fewer items than it might: more would make it larger than a
/// document may be, or the gate would refuse them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CutShort {
    /// The feed.
    pub feed: Slug,
    /// How many items it dropped, the oldest or those that stand last.
    pub dropped: usize,
    /// Whether readers find those in its archive.
    pub archived: bool,
    /// The articles that it cannot have for a fault of their own.
    pub left_out: Vec<LeftOut>,
}

/// An article that is left out of a feed for a fault of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its id.
    pub article: String,
    /// Its headline.
    pub title: String,
    /// Why, and what to do.
    pub reason: String,
}

impl LeftOut {
    /// The article, with the reason.
    #[must_use]
    pub fn of(article: &Article, reason: String) -> Self {
        Self { article: article.id.to_string(), title: article.title.to_string(), reason }
    }
}

/// How a source is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SourceHealth {
    /// When a pass last went well.
    pub last_success: Option<DateTime<Utc>>,
    /// When a pass last failed, and why; kept after the source recovers.
    pub last_error: Option<SourceError>,
    /// Passes that failed since the last one that went well.
    pub failures: u32,
    /// Why it is left alone, and when it is asked again, while it is.
    pub hold: Option<Hold>,
    /// Edits of live articles that were refused: readers see what was there before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused_edits: Vec<Rejection>,
    /// Why changes in its folder are not noticed, while they are not: it is gathered by its
    /// schedule alone.
    pub unwatched: Option<String>,
    /// Why what is gone from a part of its folder is not withdrawn, while a file or a folder
    /// in it cannot be read.
    pub in_doubt: Option<String>,
    /// Since when a pass over it has been under way, while one is.
    pub under_way_since: Option<DateTime<Utc>>,
}

/// A pass that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceError {
    /// When.
    pub at: DateTime<Utc>,
    /// Why, in a sentence.
    pub message: String,
}

/// A source that has lost too much at once: nothing of it is withdrawn before somebody
/// confirms it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EmptiedSource {
    /// The source.
    pub source: SourceName,
    /// How much, and since when.
    #[serde(flatten)]
    pub emptied: Emptied,
    /// What happened and what to do, in a few sentences.
    pub message: String,
}

/// So many articles are older than any is kept, all at once, that none of them is removed
/// before somebody confirms it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TooOld {
    /// How many.
    #[serde(flatten)]
    pub aged: Aged,
    /// What happened and what to do, in a few sentences.
    pub message: String,
}

/// A document whose next form was not let out: its last good form is served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeldBack {
    /// Which document, by its file name.
    pub document: String,
    /// The rule it breaks.
    pub rule: String,
    /// The article that breaks it, where one does.
    pub article: Option<String>,
    /// What exactly is wrong.
    pub detail: String,
}

/// A section without a new article for longer than usual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Silence {
    /// The section.
    pub section: Slug,
    /// When its newest article was published.
    pub since: DateTime<Utc>,
    /// How long a pause it may make before it counts as silent, in minutes.
    pub allowed_minutes: i64,
    /// The pause that it usually makes at this time of the week, in minutes; `None`
    /// if the configuration says what is allowed.
    pub usual_minutes: Option<i64>,
}

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = self.since.to_rfc3339_opts(SecondsFormat::Secs, true);
        let allowed = self.allowed_minutes;
        write!(f, "no article since {since}, when {allowed} min without one are allowed")?;
        match self.usual_minutes {
            Some(usual) => write!(f, "; at this time of the week {usual} min are usual"),
            None => Ok(()),
        }
    }
}

/// A source that is late by more than its interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overdue {
    /// The source.
    pub source: SourceName,
    /// When it was to be asked, as its schedule says.
    pub due: DateTime<Utc>,
    /// Since when it is being asked, when it is: it takes longer than its interval.
    pub asked: Option<DateTime<Utc>>,
}

/// The whole in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nothing is wrong.
    Ok,
    /// Feeds are served, but some source fails, is overdue or has lost too much at once,
    /// some document is held back, some section is silent, an edit or a changed
    /// configuration was refused, or somebody does not take what they are told.
    Degraded,
    /// No edition is served yet, or every source fails.
    Failing,
}

/// What [`crate::health::Health::report`] says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HealthReport {
    /// The whole in one word.
    pub status: Status,
    /// Whether an edition is served.
    pub ready: bool,
    /// Every source that ran, by name.
    pub sources: BTreeMap<SourceName, SourceHealth>,
    /// Every document that is held back, by name.
    pub held_back: Vec<HeldBack>,
    /// Every section that is silent, in the order of the config.
    pub silent: Vec<Silence>,
    /// Every source that is late by more than its interval, by name.
    pub overdue: Vec<Overdue>,
    /// Why the changed configuration is not used, when it is not.
    pub config_problem: Option<String>,
    /// Why a change of the configuration is not noticed, while it is not.
    pub config_unwatched: Option<String>,
    /// The keys that were changed and count only from the next start of the program on.
    pub restart_needed: Vec<String>,
    /// Why something cannot be published or written now, when it cannot; it is tried again.
    pub publish_problem: Option<String>,
    /// Why nothing can be kept, when nothing can: the store is damaged or gone, or cannot be
    /// written now.
    pub store_problem: Option<String>,
    /// Whether that may end by itself, as when a disk is full: it is tried again.
    #[serde(skip)]
    pub store_may_recover: bool,
    /// Everybody who does not take what they are told.
    pub untold: Vec<Untold>,
    /// The files that are older than what is served, or not there: what was withdrawn may
    /// still stand in them.
    pub unwritten: Vec<String>,
    /// Every feed that had no room for all its items, by name.
    pub cut_short: Vec<CutShort>,
    /// Every source that has lost too much at once, by name.
    pub emptied: Vec<EmptiedSource>,
    /// The articles that are to be removed for their age, when those are most at once.
    pub aged: Option<TooOld>,
}
