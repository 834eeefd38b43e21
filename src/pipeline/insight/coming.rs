//! What will happen to articles by themselves: which come out, end or lose their pin. When
//! sources are asked, the schedule knows.

use crate::article::Article;
use crate::pipeline::insight::info_desk::InfoDesk;
use crate::pipeline::press::pinning;
use crate::store::{Foretelling, Foretold, SqliteStore, Store, StoreError};
use chrono::{DateTime, Utc};

/// Something that will happen.
#[derive(Clone, Debug)]
pub struct Coming {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub what: ComingKind,
    /// To which article, where it is kept.
    pub article: Option<Article>,
}

/// What will happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComingKind {
    /// An article comes out.
    GoesOut,
    /// An article ends, as it says itself.
    Ends,
    /// An article is no longer pinned.
    Unpinned,
}

impl InfoDesk {
    /// What will happen until then, the next first.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn coming(&self, until: DateTime<Utc>) -> Result<Vec<Coming>, StoreError> {
        let mut store = SqliteStore::open_to_read(&self.settings.store.path)?;
        let now = self.clock.now();
        let mut coming = Vec::new();
        for (at, id, what) in store.foretold(now, until)? {
            let what = match what {
                Foretold::Appears => ComingKind::GoesOut,
                Foretold::Ends => ComingKind::Ends,
            };
            let article = store.kept(&id)?.map(|kept| kept.article);
            coming.push(Coming { at, what, article });
        }
        for pin in &self.settings.front_page.pins {
            let article = pinning::meant(&mut store, &pin.article, now)?.article();
            coming.push(Coming { at: pin.until, what: ComingKind::Unpinned, article });
        }
        coming.retain(|coming| coming.at > now && coming.at <= until);
        let key = |coming: &Coming| {
            let id = coming.article.as_ref().map(|article| article.id.clone());
            (coming.at, coming.what as u8, id)
        };
        coming.sort_by_key(key);
        coming.dedup_by_key(|coming| key(coming));
        Ok(coming)
    }
}
