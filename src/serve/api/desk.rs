//! What the API asks of those who keep articles. It knows no HTTP: statuses and
//! headers are made elsewhere, of what is said here.

use crate::article::{Article, ArticleId};
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use chrono::{DateTime, Utc};

/// An article as it is kept now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The article.
    pub article: Article,
    /// Which state of its text this is; 1 for the first.
    pub revision: u32,
    /// When it was withdrawn; live when `None`.
    pub withdrawn: Option<DateTime<Utc>>,
    /// Why it was withdrawn, where that was said.
    pub reason: Option<String>,
    /// When it ends by itself.
    pub expires: Option<DateTime<Utc>>,
}

/// Who asks: the name of a token, and the sections that it is for, all when empty.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// What is kept of who did it.
    pub name: &'a str,
    /// The sections it may change.
    pub scope: &'a [Slug],
}

/// What is done to an article by the newsroom's own word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It gets this note of a correction.
    Correct(String),
    /// It is taken back for good, for this reason.
    Retract(Option<String>),
    /// The last of these is undone.
    Undo,
}

/// What a push made of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    New,
    /// It differs from what was kept, or is live again.
    Changed,
    /// It is as it was.
    Unchanged,
}

/// One article that was pushed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// What the sender calls it.
    pub key: String,
    /// What the push made of it.
    pub change: Change,
    /// How it is kept now.
    pub standing: Standing,
}

/// One state that an article has had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// 1 for the first.
    pub number: u32,
    /// When it was kept.
    pub at: DateTime<Utc>,
    /// Which source brought it.
    pub source: String,
    /// Who made this state of it, where that was not the source by itself.
    pub by: Option<String>,
    /// The article as it was.
    pub article: Article,
}

/// An answer that was given to a request with a key of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Of the request.
    pub request: Fingerprint,
    /// The answer.
    pub answer: Vec<u8>,
}

/// Why the desk did not do what was asked; each with a sentence for the sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The body is not JSON in UTF-8.
    Malformed(String),
    /// An item cannot become an article.
    Invalid(String),
    /// The token is for other sections.
    Scope(String),
    /// The article is not in the state that the request asks for.
    Condition(String),
    /// There is nothing to undo.
    Nothing(String),
    /// There is no such article.
    Unknown(String),
    /// The article is there no more.
    Gone(String),
    /// The store failed.
    Failed(String),
}

/// Whether a change may be made to an article as it is kept now.
pub type Condition<'a> = &'a dyn Fn(Option<&Standing>) -> bool;

/// Where articles are pushed to. Its methods wait for the disk: they are called
/// on threads that serve nobody.
pub trait Desk: Send + Sync {
    /// Keeps what was pushed, all of it or nothing. It is durable when this returns.
    ///
    /// # Errors
    /// When it cannot be read or kept, or may not be.
    fn push(
        &self,
        body: &[u8],
        called: Option<&str>,
        asker: Asker<'_>,
        condition: Condition<'_>,
    ) -> Result<Vec<Pushed>, Refused>;

    /// Edits an article; one of which it is said already stays as it is.
    ///
    /// # Errors
    /// When there is none, nothing is to be undone, or it may not be edited.
    fn edit(
        &self,
        name: &str,
        edit: Edit,
        asker: Asker<'_>,
        condition: Condition<'_>,
    ) -> Result<Standing, Refused>;

    /// The article that a pusher calls so, or that has this UUID.
    ///
    /// # Errors
    /// When there is none, or the store fails.
    fn find(&self, name: &str) -> Result<Standing, Refused>;

    /// The states that an article has had, oldest first.
    ///
    /// # Errors
    /// When there is no such article, or the store fails.
    fn revisions(&self, name: &str) -> Result<Vec<Past>, Refused>;

    /// The newest articles of these sections, of all when none is named, that come
    /// after a place in the order of a feed: `limit` at most.
    ///
    /// # Errors
    /// When the store fails.
    fn newest(
        &self,
        sections: &[Slug],
        after: Option<&(DateTime<Utc>, ArticleId)>,
        limit: usize,
    ) -> Result<Vec<Article>, Refused>;

    /// The answer that the request with this key got within the last day.
    ///
    /// # Errors
    /// When the store fails.
    fn answered(&self, key: &str) -> Result<Option<Remembered>, Refused>;

    /// Keeps an answer for a day.
    ///
    /// # Errors
    /// When the store fails.
    fn remember(&self, key: &str, answer: Remembered) -> Result<(), Refused>;
}
