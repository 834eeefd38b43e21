//! The words between those who push or edit an article and those who keep it: what is
//! asked, who may ask it, and what came of it. They know no HTTP and no SQL, and decide
//! nothing.

mod change;
mod deed;

use crate::article::{Article, ArticleId};
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use std::fmt;

pub use change::Change;
pub use deed::{Deed, Door};

/// Who edits when nobody else is named: whoever has the machine.
pub const DESK: &str = "desk";

/// The name that pushed articles are kept under, as those of a source.
pub const PUSH_SOURCE: &str = "push";

/// An article as it is kept now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptArticle {
    /// The article.
    pub article: Article,
    /// Which state of its text this is; 1 for the first.
    pub revision: u32,
    /// When it was taken back; live when `None`.
    pub withdrawn: Option<DateTime<Utc>>,
    /// Why it was taken back, where that was said.
    pub reason: Option<String>,
    /// The time before which it may not be shown, where one was given.
    pub publish_at: Option<DateTime<Utc>>,
    /// When it ends by itself; taken back then, it has no reason but this.
    pub expires: Option<DateTime<Utc>>,
    /// When it was put off, where readers had it before: what it is to say is nobody's yet.
    pub recalled: Option<DateTime<Utc>>,
    /// Until when the desk keeps it back, whatever its sources say; that may be over.
    pub embargo: Option<DateTime<Utc>>,
}

impl KeptArticle {
    /// Whether readers had it and are told that it is withdrawn: for good, or until its time.
    #[must_use]
    pub fn is_taken_back(&self, now: DateTime<Utc>) -> bool {
        self.withdrawn.is_some() || self.is_put_off(now)
    }

    /// Whether readers had it, and it is to come again: nothing of it is told until then.
    #[must_use]
    pub fn is_put_off(&self, now: DateTime<Utc>) -> bool {
        self.recalled.is_some_and(|at| at <= now) && self.article.published > now
    }
}

/// One kept state of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// 1 for the first state.
    pub number: u32,
    /// When it was kept.
    pub at: DateTime<Utc>,
    /// Who brought it.
    pub source: SourceName,
    /// Who made this state of it, where that was not the source by itself.
    pub by: Option<String>,
    /// The article as it was.
    pub article: Article,
}

/// An answer that was given to a request with a key of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Of the request that it answered.
    pub request: Fingerprint,
    /// The answer, in the form of whoever keeps it.
    pub body: Vec<u8>,
}

/// What an article is called by those who push and edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What the one who pushed it calls it.
    pub key: String,
    /// The ids that it may have when nothing was pushed under that key: the first that
    /// there is counts.
    pub ids: Vec<ArticleId>,
}

/// Whether a change may be made to an article as it is kept now (RFC 9110 §13).
pub type Condition<'a> = &'a dyn Fn(Option<&KeptArticle>) -> bool;

/// Who asks for a change, and what they may change. It is judged on the very article
/// that would change, in the transaction that changes it.
#[derive(Clone, Copy)]
pub struct Permit<'a> {
    /// What is kept of who did it: [`DESK`], or the name of a token.
    pub by: &'a str,
    /// Which way they came.
    pub door: Door,
    /// The sections that may be changed, all when empty.
    pub sections: &'a [Slug],
    /// The state that the article must be in.
    pub condition: Condition<'a>,
}

impl Permit<'_> {
    /// Whoever has the machine may change everything.
    #[must_use]
    pub fn of_the_desk() -> Self {
        Permit { by: DESK, door: Door::Command, sections: &[], condition: &|_| true }
    }

    /// The first of these sections that may not be changed.
    pub fn outside<'s>(&self, sections: impl IntoIterator<Item = &'s Slug>) -> Option<&'s Slug> {
        let all = self.sections.is_empty();
        sections.into_iter().find(|slug| !all && !self.sections.contains(slug))
    }

    /// Whether an article may be changed as it is kept now.
    ///
    /// # Errors
    /// When it has a section that may not be changed, or is in another state.
    pub fn allows(&self, kept: Option<&KeptArticle>) -> Result<(), DeskRefusal> {
        if let Some(outside) = self.outside(kept.into_iter().flat_map(|k| &k.article.sections)) {
            return Err(DeskRefusal::Scope { section: outside.clone(), key: None });
        }
        if (self.condition)(kept) { Ok(()) } else { Err(DeskRefusal::Condition) }
    }
}

impl fmt::Debug for Permit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit").field("by", &self.by).field("sections", &self.sections).finish()
    }
}

/// One article that was pushed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// What the sender calls it.
    pub key: String,
    /// How it was kept before; `None` when it is new.
    pub before: Option<KeptArticle>,
    /// How it is kept now; `None` when it is a draft that was never kept.
    pub now: Option<KeptArticle>,
    /// What is odd about what was pushed and costs nothing, each in a sentence.
    pub warnings: Vec<String>,
    /// See [`ChangedArticle::unwritten`].
    pub unwritten: Vec<String>,
}

/// What became of an article that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedArticle {
    /// How it is kept now.
    pub now: KeptArticle,
    /// When it was taken back: the published files that still have it, because they cannot
    /// be written. Readers over HTTP do not get it any more.
    pub unwritten: Vec<String>,
}

/// Why the desk did not do what was asked; nothing of it was done then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeskRefusal {
    /// It is not JSON in UTF-8.
    #[error("{0}")]
    Malformed(String),
    /// An item in it cannot become an article.
    #[error("{0}")]
    Invalid(String),
    /// It is about a section that the token is not for.
    #[error("the token is not for the section \"{section}\"{}: use one that is", of(key.as_deref()))]
    Scope {
        /// That section.
        section: Slug,
        /// What the sender calls the article, where it is one of many.
        key: Option<String>,
    },
    /// The article is not in the state that the request asks for.
    #[error("the article is not in the state that the request asks for: read it again")]
    Condition,
    /// The article was taken back, and not by a push: no push brings it back.
    #[error("the article \"{key}\" was taken back{}: {remedy}", because(reason.as_deref()))]
    TakenBack {
        /// What the sender calls it.
        key: String,
        /// Why it was taken back, where that was said.
        reason: Option<String>,
        /// What can be done about it.
        remedy: &'static str,
    },
    /// No edit of the article stands.
    #[error("nothing was done to the article \"{0}\" that could be undone")]
    Nothing(String),
    /// The time until which it is to be kept back has come.
    #[error("\"{0}\": the time until which it is to be kept back is past: say one that is to come")]
    Past(String),
    /// The desk keeps the same story back, under another name.
    #[error(
        "by its words or its page the article \"{0}\" is one that the desk keeps back until its \
         time: push it once that has come, or lift that embargo"
    )]
    KeptBack(String),
    /// The desk keeps the article back until no time.
    #[error("the desk keeps the article \"{key}\" back no longer{}", and_its_source(*waits))]
    NotKeptBack {
        /// What the sender calls it.
        key: String,
        /// Whether its sources do.
        waits: bool,
    },
    /// What the article said is gone for good.
    #[error("the article \"{0}\" was purged: nothing of it is left to correct or to bring back")]
    Purged(String),
    /// There is no such article.
    #[error("there is no article \"{0}\"")]
    Unknown(String),
    /// There is nothing of that name, of whatever kind; in a sentence.
    #[error("{0}")]
    NoSuch(String),
    /// Things stand otherwise than the request says; in a sentence.
    #[error("{0}")]
    Otherwise(String),
    /// The article was there, and was removed for its age.
    #[error("the article \"{0}\" was removed for its age: push it under another id")]
    Removed(String),
    /// Several of what was pushed together are refused, each for its own reason; never fewer
    /// than two.
    #[error("{}", each(.0))]
    Several(Vec<DeskRefusal>),
    /// The store failed.
    #[error("{0}")]
    Failed(String),
}

impl DeskRefusal {
    /// All refusals of one push as one; nothing where there is none.
    #[must_use]
    pub(crate) fn of_all(mut refused: Vec<Self>) -> Option<Self> {
        if let Some(failed) = refused.iter().position(|one| matches!(one, Self::Failed(_))) {
            return Some(refused.swap_remove(failed));
        }
        match refused.len() {
            0 | 1 => refused.pop(),
            _ => Some(Self::Several(refused)),
        }
    }

    /// The same, of the article that the sender calls so.
    #[must_use]
    pub(crate) fn of(self, called: &str) -> Self {
        match self {
            Self::Scope { section, .. } => Self::Scope { section, key: Some(called.to_owned()) },
            other => other,
        }
    }
}

/// How many refusals of one push are told in full.
const TOLD_OF_A_PUSH: usize = 20;

fn each(refused: &[DeskRefusal]) -> String {
    let told = refused.iter().take(TOLD_OF_A_PUSH).map(ToString::to_string);
    let mut told = told.collect::<Vec<_>>().join("; ");
    if let Some(more @ 1..) = refused.len().checked_sub(TOLD_OF_A_PUSH) {
        told.push_str(&format!("; and {more} more"));
    }
    told + "; nothing of the push was kept"
}

fn and_its_source(waits: bool) -> &'static str {
    if waits { "; its source does, by its own word, and that alone lifts it" } else { "" }
}

fn of(key: Option<&str>) -> String {
    key.map(|key| format!(" of \"{key}\"")).unwrap_or_default()
}

fn because(reason: Option<&str>) -> String {
    reason.map(|reason| format!(" ({reason})")).unwrap_or_default()
}
