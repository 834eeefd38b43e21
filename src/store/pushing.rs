//! What a push brings to the store, and what becomes of it. It reads no JSON and judges
//! no item.

use super::arrivals::Arrival;
use crate::article::ArticleId;
use crate::desk::{KeptArticle, Name, Pushed};
use crate::section::Slug;
use crate::source_memory::{Judgement, SourceName};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// What was pushed at one time.
#[derive(Clone, Debug)]
pub struct Push {
    /// The name that pushes are kept under.
    pub source: SourceName,
    /// Its rank among the sources; see [`super::Arrivals::rank`].
    pub rank: u32,
    /// By what its items are judged; kept where nothing is yet.
    pub judged: Judgement,
    /// When it came.
    pub at: DateTime<Utc>,
    /// The items, in their order; no two have one key.
    pub items: Vec<PushedItem>,
}

/// One item of a push.
#[derive(Clone, Debug)]
pub struct PushedItem {
    /// What its article is called.
    pub name: Name,
    /// The id that the item says its article has: it is refused when that is another.
    pub id: Option<ArticleId>,
    /// What is said of the article.
    pub word: PushedWord,
    /// What is odd about it and costs nothing.
    pub warnings: Vec<String>,
}

/// What a push says of an article.
#[derive(Clone, Debug)]
pub enum PushedWord {
    /// This is it.
    Article(Box<Arrival>),
    /// It is not ready: it is kept out, and one that is out is taken back until it is
    /// pushed without this.
    Draft,
}

/// What became of a push.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pushes {
    /// The articles, in the order of the items.
    pub articles: Vec<Pushed>,
    /// The sections in which something was added, changed or removed.
    pub sections: BTreeSet<Slug>,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// How the article is kept now.
    pub now: KeptArticle,
    /// It was not so already.
    pub done: bool,
    /// The sections whose feeds this concerns.
    pub sections: BTreeSet<Slug>,
}
