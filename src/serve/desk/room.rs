//! What the desk asks of the newsroom. It knows no HTTP and no person.

use crate::article::Article;
use crate::desk::DeskRefusal;
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

    /// All about an article: of an id, or of what its source calls it.
    fn article(&self, name: &str) -> Result<ArticleSheet, DeskRefusal>;
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
