//! Gives the articles that readers may see, the newest first and a portion at a time, and
//! each in the forms in which they can be brought in again. It writes nothing.

use crate::article::{Article, ArticleId};
use crate::compose;
use crate::config::Settings;
use crate::exported::Exported;
use crate::paper::ShortId;
use crate::render::{self, RenderError};
use crate::selection::Selection;
use crate::store::{Store, StoreError};
use crate::text::folded;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use std::collections::BTreeSet;
use std::time::Duration;

/// Articles in a portion.
const AT_ONCE: usize = 500;

/// Letters of a headline in the name of a file.
const LONGEST_NAME: usize = 60;

/// A JSON Feed of these articles, which `import` takes as what they are.
///
/// # Errors
/// When it cannot be written.
pub fn feed_of(settings: &Settings, articles: &[Exported]) -> Result<Vec<u8>, RenderError> {
    render::export(&compose::export(settings), articles)
}

/// An article as a file of Markdown, which a folder of articles brings under the same id.
///
/// # Errors
/// When its head cannot be written.
pub fn markdown(article: &Exported) -> Result<String, RenderError> {
    render::markdown_file(article)
}

/// What that file is called, below a folder for each year.
#[must_use]
pub fn file_name(article: &Article, zone: Tz) -> String {
    let published = article.published.with_timezone(&zone);
    let words = folded::lasting_words(&article.title).join("-");
    let words: String = words.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
    let words: String = words.chars().take(LONGEST_NAME).collect();
    let id = match ShortId::in_address(&article.id, article.id_in_address) {
        Some(id) => id.to_string(),
        None => article.id.as_str().replace(|c: char| !c.is_ascii_alphanumeric(), "-"),
    };
    format!("{}-{}-{id}.md", published.format("%Y/%Y-%m-%d"), words.trim_matches('-'))
}

/// Which articles.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What is asked for.
    pub selection: Selection,
    /// Published at this instant or after it.
    pub since: Option<DateTime<Utc>>,
    /// Published before this instant.
    pub until: Option<DateTime<Utc>>,
}

/// Goes through the articles, the newest first.
pub struct Walk<'a> {
    store: &'a mut dyn Store,
    wanted: Wanted,
    from: DateTime<Utc>,
    /// Those of the instant `from` that were given already.
    given: BTreeSet<ArticleId>,
}

impl<'a> Walk<'a> {
    /// Begins at the newest of those that may be seen at `now`.
    pub fn new(store: &'a mut dyn Store, wanted: Wanted, now: DateTime<Utc>) -> Self {
        let before = |until: DateTime<Utc>| until - TimeDelta::microseconds(1);
        let from = wanted.until.map_or(now, |until| before(until).min(now));
        Self { store, wanted, from, given: BTreeSet::new() }
    }

    /// The next ones; empty at the end.
    ///
    /// # Errors
    /// When the store fails.
    pub fn portion(&mut self) -> Result<Vec<Exported>, StoreError> {
        let most = AT_ONCE + self.given.len();
        let selection = &self.wanted.selection;
        let mut found = self.store.select(selection, self.from, most, Duration::ZERO)?;
        found.retain(|article| {
            !self.given.contains(&article.id)
                && self.wanted.since.is_none_or(|since| article.published >= since)
        });
        found.truncate(AT_ONCE);
        if let Some(last) = found.last().map(|article| article.published) {
            if last != self.from {
                self.given.clear();
            }
            self.from = last;
            let of_then = found.iter().filter(|article| article.published == last);
            self.given.extend(of_then.map(|article| article.id.clone()));
        }
        found.into_iter().map(|article| self.exported(article)).collect()
    }

    fn exported(&mut self, article: Article) -> Result<Exported, StoreError> {
        let expires_at = self.store.end_of(&article.id)?;
        let writers = self.store.writers(&article.id)?.into_iter();
        let mail = writers.filter_map(|writer| Some((writer.name, writer.email?))).collect();
        Ok(Exported { article, expires_at, mail })
    }
}
