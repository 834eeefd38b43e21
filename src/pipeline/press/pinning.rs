//! What a pin means now: which article, or why none. Where it comes on the front page,
//! `compose` decides.

use crate::article::Article;
use crate::config::settings::front_page::Pinned;
use crate::pipeline::at_page::at_page;
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};

/// What a pin means.
pub(in crate::pipeline) enum Meant {
    /// An article that may be shown.
    Shown(Box<Article>),
    /// One that was taken back, or whose time is over, since then.
    TakenBack(Box<Article>, DateTime<Utc>),
    /// One that is published later.
    Embargoed(Box<Article>),
    /// None that is kept.
    Nothing,
}

/// The article that a pin means at `now`; of several with one address, the newest that may
/// be shown, and else whichever comes closest to it.
pub(in crate::pipeline) fn meant(
    store: &mut dyn Store,
    pin: &Pinned,
    now: DateTime<Utc>,
) -> Result<Meant, StoreError> {
    let ids = match pin {
        Pinned::Id(id) => vec![id.clone()],
        Pinned::Page(address) => at_page(store, address)?,
    };
    let mut meant = Meant::Nothing;
    for id in ids {
        let Some(kept) = store.kept(&id)? else { continue };
        let article = Box::new(kept.article);
        let other = match kept.withdrawn {
            Some(at) => Meant::TakenBack(article, at),
            None if article.published > now => Meant::Embargoed(article),
            None => Meant::Shown(article),
        };
        if other.rank() > meant.rank() {
            meant = other;
        }
    }
    Ok(meant)
}

impl Meant {
    /// The article, whether it can be shown or not.
    pub(in crate::pipeline) fn article(self) -> Option<Article> {
        match self {
            Self::Shown(article) | Self::TakenBack(article, _) | Self::Embargoed(article) => {
                Some(*article)
            }
            Self::Nothing => None,
        }
    }

    fn rank(&self) -> (u8, DateTime<Utc>) {
        match self {
            Self::Nothing => (0, DateTime::<Utc>::MIN_UTC),
            Self::TakenBack(_, at) => (1, *at),
            Self::Embargoed(article) => (2, article.published),
            Self::Shown(article) => (3, article.published),
        }
    }
}
