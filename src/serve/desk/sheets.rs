//! What the newsroom tells its desk: in the words of people, ready to be shown. They know no
//! HTTP and no person, and decide nothing.

use crate::article::Article;
use crate::edition::Document;
use crate::health::{CutShort, HeldBack};
use crate::metrics::Answered;
use crate::section::Slug;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// An article in a list.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    /// Its id.
    pub id: String,
    /// Its headline; its id, where nothing is left of what it said.
    pub title: String,
    /// Its sections, in a line.
    pub sections: String,
    /// When it was, or will be, published.
    pub published: DateTime<Utc>,
}

impl ArticleRow {
    /// The row of an article.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let sections: Vec<&str> = article.sections.iter().map(Slug::as_str).collect();
        Self {
            id: article.id.to_string(),
            title: match article.title.as_str() {
                "" => article.id.to_string(),
                title => title.to_owned(),
            },
            sections: sections.join(", "),
            published: article.published,
        }
    }
}

/// A place on the front page.
#[derive(Clone, Debug)]
pub struct FrontSeat {
    /// Who has it.
    pub article: ArticleRow,
    /// Why.
    pub why: String,
}

/// Something that happens by itself.
#[derive(Clone, Debug)]
pub struct Change {
    /// When.
    pub at: DateTime<Utc>,
    /// What, as in "goes out".
    pub what: &'static str,
    /// To which article, where it is kept.
    pub article: Option<Article>,
}

/// How a source does.
#[derive(Clone, Debug)]
pub struct SourceSheet {
    /// What it is called.
    pub name: String,
    /// Its live articles.
    pub articles: u64,
    /// When a pass over it last went well.
    pub last_success: Option<DateTime<Utc>>,
    /// When it is asked next, where that is known.
    pub next: Option<DateTime<Utc>>,
    /// Whether it can be asked: what is pushed cannot.
    pub can_be_asked: bool,
    /// Why its last pass failed, when it did.
    pub error: Option<String>,
    /// Passes that failed since one went well.
    pub failures: u32,
    /// What of it was refused: what it calls each item, and why.
    pub rejections: Vec<(String, String)>,
    /// What is odd about what it brought, likewise.
    pub warnings: Vec<(String, String)>,
}

/// An item that a source has brought.
#[derive(Clone, Debug)]
pub struct BroughtRow {
    /// The article's id.
    pub id: String,
    /// The item's headline.
    pub title: String,
    /// What the source calls it.
    pub key: String,
    /// Since when it is known, where that is.
    pub since: Option<DateTime<Utc>>,
}

/// What would come of a source if nothing of it were known.
#[derive(Clone, Debug, Default)]
pub struct SourceTrial {
    /// What would be kept.
    pub items: Vec<TrialItem>,
    /// What would be refused, and why.
    pub rejections: Vec<(String, String)>,
    /// What is odd about what is no item.
    pub warnings: Vec<(String, String)>,
    /// What is not for readers by its own word, and that word.
    pub kept_back: Vec<(String, String)>,
}

/// An item that would be kept.
#[derive(Clone, Debug)]
pub struct TrialItem {
    /// Its headline.
    pub title: String,
    /// Its sections, in a line.
    pub sections: String,
    /// When it would have been published.
    pub published: DateTime<Utc>,
    /// What is odd about it.
    pub odd: String,
}

/// All about one article.
#[derive(Clone, Debug)]
pub struct ArticleSheet {
    /// The article, as it is kept now.
    pub article: Article,
    /// When it was taken back, and why; live when `None`.
    pub withdrawn: Option<(DateTime<Utc>, Option<String>)>,
    /// When it was put off, where readers had it before.
    pub recalled: Option<DateTime<Utc>>,
    /// The time before which it is not shown, where one was given.
    pub publish_at: Option<DateTime<Utc>>,
    /// Until when the desk keeps it back; that may be over.
    pub embargo: Option<DateTime<Utc>>,
    /// When it ends by itself.
    pub expires: Option<DateTime<Utc>>,
    /// The feeds that it is in or could be in, each with its place or the reason.
    pub places: Vec<(String, String)>,
    /// What it is made of: who brought it, under which key, since when, how it was known.
    pub items: Vec<SheetItem>,
    /// Its kept states, oldest first: when, whose, and what changed.
    pub history: Vec<SheetRow>,
    /// What the desk said of it, oldest first.
    pub edits: Vec<SheetRow>,
}

/// One item of an article.
#[derive(Clone, Debug)]
pub struct SheetItem {
    /// Who brought it.
    pub source: String,
    /// What that calls it.
    pub key: String,
    /// Since when, where that is known.
    pub since: Option<DateTime<Utc>>,
    /// Its headline.
    pub title: String,
    /// How it came to be of this article.
    pub matched: String,
}

/// Something that happened to an article.
#[derive(Clone, Debug)]
pub struct SheetRow {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// What.
    pub what: String,
    /// By which number it is undone, and what it is, where it is the one that is undone next.
    pub undoes: Option<(i64, &'static str)>,
}

/// Something that somebody did.
#[derive(Clone, Debug)]
pub struct DeedRow {
    /// Its place among all deeds.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// By which way they came.
    pub door: &'static str,
    /// What they did.
    pub what: &'static str,
    /// To which article, by its id and its headline.
    pub article: Option<(String, String)>,
    /// To what else.
    pub subject: Option<String>,
}

/// The configuration that is in force.
#[derive(Clone, Debug)]
pub struct ConfigSheet {
    /// Its file; `None` where the settings came without one.
    pub file: Option<String>,
    /// Since when it is in force.
    pub since: DateTime<Utc>,
    /// Whether it was taken up while the service ran.
    pub reloaded: bool,
    /// Why what the file says now is not used, when it is not.
    pub problem: Option<String>,
    /// Why changes of the file are not noticed, while they are not.
    pub unwatched: Option<String>,
    /// The keys that count from the next start on.
    pub waiting: Vec<String>,
    /// What hardly means what it looks like.
    pub warnings: Vec<Remark>,
    /// What it says, without secrets.
    pub text: String,
}

/// What is said of a line of a configuration.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Which line, from 1; 0 for none.
    pub line: usize,
    /// What is wrong or odd.
    pub cause: String,
    /// The remedy.
    pub remedy: String,
}

/// What another configuration would change.
#[derive(Clone, Debug, Default)]
pub struct TrialSheet {
    /// What is wrong with it: then it would change nothing.
    pub problems: Vec<Remark>,
    /// What hardly means what it looks like.
    pub warnings: Vec<Remark>,
    /// What readers would trip over.
    pub breaking: Vec<String>,
    /// What would be different, each with its parts.
    pub changes: Vec<(String, Vec<String>)>,
    /// The front page seat by seat, now and then, where it changes.
    pub front_page: Vec<(String, String)>,
}

/// A feed as readers have it.
#[derive(Clone, Debug)]
pub struct FeedSheet {
    /// By which name it is asked for.
    pub slug: Slug,
    /// What it is called.
    pub title: String,
    /// Items in it; `None` before it was published.
    pub items: Option<usize>,
    /// What is published of it: each format, and its page for people.
    pub documents: Vec<DocumentSheet>,
    /// What of it the gate holds back, and why.
    pub held_back: Vec<HeldBack>,
    /// What it has no room for, or cannot have.
    pub cut_short: Option<CutShort>,
}

impl FeedSheet {
    /// Whether it is held back for having lost most of its items, and for nothing else.
    #[must_use]
    pub fn has_collapsed(&self) -> bool {
        !self.held_back.is_empty() && self.held_back.iter().all(|held| held.rule == "collapse")
    }

    /// What of it is held back, and why, in a line.
    #[must_use]
    pub fn held(&self) -> String {
        let one = |held: &HeldBack| format!("{}: {}", held.document, held.detail);
        self.held_back.iter().map(one).collect::<Vec<_>>().join("; ")
    }
}

/// One document of a feed.
#[derive(Clone, Debug)]
pub struct DocumentSheet {
    /// The document, with its validators.
    pub document: Arc<Document>,
    /// Where readers get it.
    pub address: String,
    /// How often it was answered since the service began.
    pub answered: Answered,
}

/// What an aggregator would say of a feed as it is printed now.
#[derive(Clone, Debug)]
pub struct VerdictSheet {
    /// The aggregator.
    pub profile: &'static str,
    /// Items that it would refuse.
    pub failing: usize,
    /// What it demands that is not met.
    pub demands: Vec<Demand>,
}

/// One demand that is not met.
#[derive(Clone, Debug)]
pub struct Demand {
    /// The rule, and what was found.
    pub what: String,
    /// The article's id and headline; `None` when it is the feed's own matter.
    pub article: Option<(String, String)>,
    /// What to do about it.
    pub remedy: &'static str,
}

/// How busy a section was in the last seven days.
#[derive(Clone, Debug)]
pub struct WeekSheet {
    /// The section.
    pub section: Slug,
    /// What it is called.
    pub title: String,
    /// When its newest article was published.
    pub latest: Option<DateTime<Utc>>,
    /// Its hours, [`SPELLS`] to a day, from a midnight on; those of today up to now.
    pub spells: Vec<Spell>,
}

/// The number of spells that a day has.
pub const SPELLS: usize = 8;

/// Some hours of a section.
#[derive(Clone, Copy, Debug)]
pub struct Spell {
    /// When they began.
    pub from: DateTime<Utc>,
    /// Articles that were published in them.
    pub articles: u64,
    /// The mean of the same hours in the weeks before.
    pub usual: f64,
}
