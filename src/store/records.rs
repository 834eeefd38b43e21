//! What the store tells of what it keeps.

use crate::article::{ArticleId, Withdrawn};
use crate::raw_item::{Rejection, Warning};
use crate::section::Slug;
use crate::source_memory::{Emptied, SourceMemory, SourceName};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// What the store knows of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRecord {
    /// What it last told us.
    pub memory: SourceMemory,
    /// When a pass last began.
    pub last_pass: Option<DateTime<Utc>>,
    /// When a pass last went well.
    pub last_success: Option<DateTime<Utc>>,
    /// Why the last pass failed, when it did.
    pub error: Option<String>,
    /// Passes that failed since the last that went well.
    pub failures: u32,
    /// Items of it that are kept as articles, withdrawn ones left out.
    pub articles: u64,
    /// What it brought and was refused.
    pub rejections: Vec<Rejection>,
    /// What it has lost at once, and nobody has confirmed.
    pub emptied: Option<Emptied>,
    /// What is odd about what it brought.
    pub warnings: Vec<Warning>,
}

/// The sections that articles of each source are in, or were.
pub type Reach = BTreeMap<SourceName, BTreeSet<Slug>>;

/// What the schedule must know of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// When a pass last began.
    pub last_pass: Option<DateTime<Utc>>,
    /// Passes that failed since the last that went well.
    pub failures: u32,
    /// What it last told us.
    pub memory: SourceMemory,
    /// The sections that its articles are in, or were; asked of all sources alone.
    pub reach: BTreeSet<Slug>,
}

/// What became of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// The number of articles that were withdrawn.
    Withdrawn(usize),
    /// It is another number of articles.
    Another(Emptied),
    /// Nothing of this source waits for it.
    Nothing,
}

/// What was found by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Articles.
    pub articles: Vec<ArticleId>,
    /// Items that were refused: who brought them, when, and why they were.
    pub refused: Vec<(SourceName, DateTime<Utc>, Rejection)>,
}

/// An article that no feed may show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotShown {
    /// Which one.
    pub id: ArticleId,
    /// What there is to tell readers; nothing where nobody was to see it yet.
    pub notice: Option<Withdrawn>,
}
