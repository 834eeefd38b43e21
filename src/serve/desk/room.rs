//! What the desk asks of the newsroom. It knows no HTTP and no person.

use super::sheets::{
    ArticleSheet, BroughtRow, Change, ConfigSheet, DeedRow, FeedSheet, FrontSeat, SourceSheet,
    SourceTrial, TrialSheet, VerdictSheet, WeekSheet,
};
use crate::desk::{DeskRefusal, KeptArticle};
use crate::log_book::LogLine;
use crate::section::Slug;
use crate::serve::api::PushService;
use crate::trouble::Trouble;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What can move, each with a number that is another one once it has.
pub type Pulse = BTreeMap<&'static str, u64>;

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
    fn passes(&self, until: DateTime<Utc>) -> Result<Vec<(DateTime<Utc>, String)>, DeskRefusal>;

    /// The newest live articles of these sections, of all when none is named. With words,
    /// those that have them, and, of any section, what is called so or has them in its
    /// headline: live, taken back or waiting.
    fn found(&self, words: &str, sections: &[Slug]) -> Result<Vec<KeptArticle>, DeskRefusal>;

    /// How each source does.
    fn sources(&self) -> Result<Vec<SourceSheet>, DeskRefusal>;

    /// The configuration that is in force.
    fn configuration(&self) -> ConfigSheet;

    /// What a configuration of this text would change. Nothing is written.
    fn preview(&self, text: &str) -> Result<TrialSheet, DeskRefusal>;

    /// Keeps that somebody signed in.
    fn signed_in(&self, by: &str) -> Result<(), DeskRefusal>;

    /// The last deeds of everybody, or of one person or token: those before the one of a
    /// number, where one is said.
    fn deeds(
        &self,
        by: Option<&str>,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<DeedRow>, DeskRefusal>;

    /// The last items of a source that articles are made of, the last that came first.
    fn brought(&self, source: &str) -> Result<Vec<BroughtRow>, DeskRefusal>;

    /// What would come of a source now. It is asked for that, and nothing is kept.
    fn try_source(&self, source: &str) -> Result<SourceTrial, DeskRefusal>;

    /// How many articles each source has lost at once that nobody has confirmed.
    fn lost(&self) -> BTreeMap<String, u32>;

    /// Withdraws what a source has lost at once, if that is so many articles.
    fn confirm(&self, source: &str, lost: u32, by: &str) -> Result<(), DeskRefusal>;

    /// What has moved: `now` is the front page, `wrong` what is wrong, `log` the log. Unlike
    /// the others, it waits for nothing.
    fn pulse(&self) -> Pulse;

    /// The newest lines of the service's log, the oldest of them first.
    fn log(&self) -> Vec<Arc<LogLine>>;

    /// Has a source asked now, as somebody wants.
    fn ask_now(&self, source: &str, by: &str) -> Result<(), DeskRefusal>;

    /// All about an article: of an id, or of what its source calls it.
    fn article(&self, name: &str) -> Result<ArticleSheet, DeskRefusal>;

    /// Every feed as readers have it, in the order of the configuration.
    fn feeds(&self) -> Vec<FeedSheet>;

    /// What each aggregator would say of a feed as it is printed now.
    fn verdicts(&self, feed: &Slug) -> Result<Vec<VerdictSheet>, DeskRefusal>;

    /// Lets a feed out that is held back for having lost most of its items: that is meant.
    fn let_out(&self, feed: &Slug, by: &str) -> Result<(), DeskRefusal>;

    /// How busy each section was in the last seven days, in the order of the configuration.
    fn weeks(&self) -> Result<Vec<WeekSheet>, DeskRefusal>;
}
