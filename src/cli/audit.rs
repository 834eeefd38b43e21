//! `pressroom audit`: who did what, the last first. It only reads, and may be asked while
//! the service runs.

use super::article::{self, Wanted};
use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::human_time;
use super::table;
use crate::article::ArticleId;
use crate::clock::Clock;
use crate::desk::{DESK, Deed, Door};
use crate::store::{Deeds, NewDeed, PastDeed, SqliteStore, Store, StoreError, WantedDeeds};
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Audit {
    /// Only what was done to this article: its id as it stands in a feed, the address of its
    /// page, what its source calls it, or its whole headline
    #[arg(value_name = "ID|ADDRESS|KEY|HEADLINE")]
    article: Option<String>,
    /// Only what this token, or this person at the desk, did
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// At most so many, the last
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    limit: usize,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Keeps what a command did that is no change of an article by the desk's word.
pub(super) fn note(
    store: &mut dyn Store,
    deed: Deed,
    article: Option<&ArticleId>,
    subject: Option<&str>,
) -> Result<(), StoreError> {
    let (at, door) = (Clock::system().now(), Door::Command);
    store.keep_deed(&NewDeed { at, by: DESK, door, deed, article, subject })
}

impl Audit {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = file.settings_in_force()?;
        let mut store = SqliteStore::open_to_read(&settings.store.path)?;
        let article =
            self.article.as_ref().map(|name| article::one_in(&mut store, name, Wanted::Any));
        let article = article.transpose()?;
        let wanted =
            WantedDeeds { article: article.as_ref(), by: self.by.as_deref(), before: None };
        let deeds = store.deeds(&wanted, self.limit)?;
        if self.json {
            put!("{}", json!({ "deeds": deeds }));
            return Ok(Outcome::Done);
        }
        if deeds.is_empty() {
            say!(
                "nothing was found: what commands, people at the desk and tokens do is listed here"
            );
            return Ok(Outcome::Done);
        }
        let (now, zone) = (Clock::system().now(), settings.site.timezone);
        let mut rows = table::of(&["when", "who", "way", "did", "to what"]);
        for PastDeed { at, by, door, deed, article, subject, .. } in deeds {
            let article = article.map(|id| id.to_string());
            let to: Vec<String> = article.into_iter().chain(subject).collect();
            let (when, way) = (human_time::told(at, now, zone), door.as_str().to_owned());
            rows.add_row([when, by, way, deed.words().to_owned(), to.join(" ")]);
        }
        say!("{rows}");
        Ok(Outcome::Done)
    }
}
