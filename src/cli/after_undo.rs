//! What keeps an article away from readers after the newsroom lifted its own word: its time,
//! or the word of a source. It lifts nothing.

use crate::article::ArticleId;
use crate::desk::PUSH_SOURCE;
use crate::store::{EditKind, PastEdit, Store, StoreError};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// Why an article is not out, though the desk holds it back no longer.
#[derive(Clone, Debug)]
pub(super) enum Away {
    /// Its time has not come.
    Until(DateTime<Utc>),
    /// Its time is over.
    Over(DateTime<Utc>),
    /// A source that has no item of it any more said so itself, in a file or an item of its own.
    By(String),
}

impl Away {
    /// Looks at an article as it is at `now`; `None` where it is out, or where any source may
    /// bring it.
    pub(super) fn of(
        store: &mut dyn Store,
        id: &ArticleId,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(kept) = store.kept(id)? else { return Ok(None) };
        let from = kept.publish_at.unwrap_or(kept.article.published).max(kept.article.published);
        if let Some(over) = kept.expires.filter(|over| *over <= now) {
            return Ok(Some(Self::Over(over)));
        }
        if kept.withdrawn.is_none() {
            return Ok((from > now).then_some(Self::Until(from)));
        }
        let is_brought = !store.provenance(id)?.is_empty();
        // What a push took back, a push brings again.
        let by_source = |edit: PastEdit| edit.source.filter(|source| source != PUSH_SOURCE);
        let retracted = |edit: &PastEdit| edit.kind == EditKind::Retraction;
        let source =
            store.edits(id)?.into_iter().filter(retracted).filter_map(by_source).next_back();
        Ok(source.filter(|_| !is_brought).map(Self::By))
    }

    /// For programs.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Until(_) => "still_waits",
            Self::Over(_) => "over",
            Self::By(_) => "withdrawn_by_source",
        }
    }

    /// For people, after the article's id.
    pub(super) fn words(&self, zone: Tz) -> String {
        let at = |at: &DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S %Z");
        match self {
            Self::Until(until) => {
                format!("is not held back by the desk any more; it waits until {}", at(until))
            }
            Self::Over(over) => format!(
                "is not held back by the desk any more, and its time was over at {}: it stays away until its `expires_at` is another",
                at(over)
            ),
            Self::By(source) => format!(
                "is not held back by the desk any more, and source \"{source}\" itself said that it is `withdrawn` or a draft: it is live again once that is taken out there"
            ),
        }
    }
}
