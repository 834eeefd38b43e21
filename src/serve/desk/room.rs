//! What the desk asks of the newsroom. It knows no HTTP and no person.

use crate::article::Article;
use crate::desk::DeskRefusal;
use crate::section::Slug;
use crate::serve::api::PushService;
use crate::trouble::Trouble;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// The newsroom, as its desk sees it. Its methods wait for the disk: they are called on
/// threads that serve nobody.
///
/// # Errors
/// Each says why there is nothing to show.
pub trait Room: Send + Sync {
    /// The newspaper's name.
    fn paper(&self) -> String;

    /// The newsroom's zone.
    fn zone(&self) -> Tz;

    /// Where articles are changed.
    fn articles(&self) -> &dyn PushService;

    /// Everything that is wrong now.
    fn wrong(&self) -> Vec<Trouble>;

    /// The front page, from its top.
    fn front_page(&self) -> Result<Vec<FrontSeat>, DeskRefusal>;

    /// What happens to articles by themselves until then, the next first.
    fn coming(&self, until: DateTime<Utc>) -> Result<Vec<Change>, DeskRefusal>;

    /// When sources are asked until then, the next first.
    fn passes(&self, until: DateTime<Utc>) -> Vec<(DateTime<Utc>, String)>;

    /// The newest articles of these sections, of all when none is named: those with these
    /// words, or the one of this name, where there are any.
    fn found(&self, words: &str, sections: &[Slug]) -> Result<Vec<Article>, DeskRefusal>;

    /// How each source does.
    fn sources(&self) -> Result<Vec<SourceSheet>, DeskRefusal>;

    /// Has a source asked now.
    fn ask_now(&self, source: &str) -> Result<(), DeskRefusal>;

    /// All about an article: of an id, or of what its source calls it.
    fn article(&self, name: &str) -> Result<ArticleSheet, DeskRefusal>;
}

/// An article in a list.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    /// Its id.
    pub id: String,
    /// Its headline.
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
            title: article.title.to_string(),
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

/// All about one article.
#[derive(Clone, Debug)]
pub struct ArticleSheet {
    /// The article, as it is kept now.
    pub article: Article,
    /// When it was taken back, and why; live when `None`.
    pub withdrawn: Option<(DateTime<Utc>, Option<String>)>,
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
    /// Whether it still holds; what was undone does not.
    pub stands: bool,
}
