//! What a pin means now: which article, or why none. Where it comes on the front page,
//! `compose` decides.

use crate::article::{Article, ArticleId};
use crate::config::settings::front_page::Pinned;
use crate::desk::PUSH_SOURCE;
use crate::pipeline::at_page::at_page;
use crate::store::{Provenance, Store, StoreError};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

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
/// be shown, and else whichever comes closest to it. What is shown there stands before what an
/// item gave the address once.
///
/// Whoever may push gives any address as he likes, so what was pushed stands behind what others
/// have there, whether that can be shown or not, and of several pushes the first is meant.
pub(in crate::pipeline) fn meant(
    store: &mut dyn Store,
    pin: &Pinned,
    now: DateTime<Utc>,
) -> Result<Meant, StoreError> {
    let address = match pin {
        Pinned::Id(id) => return meant_by(store, id, now),
        Pinned::Page(address) => address,
    };
    let shown = at_page(store, address)?;
    let mut ids = [shown.clone(), store.ever_at(address)?].concat();
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    let mut best: Option<((bool, u8, bool, i64), Meant)> = None;
    for id in ids {
        let meant = meant_by(store, &id, now)?;
        let (state, date) = meant.rank();
        let pushed = first_pushed(store, &id)?;
        let turn = pushed
            .map_or(date.timestamp_micros(), |first| first.timestamp_micros().saturating_neg());
        let rank = (pushed.is_none(), state, shown.contains(&id), turn);
        if best.as_ref().is_none_or(|(highest, _)| rank > *highest) {
            best = Some((rank, meant));
        }
    }
    Ok(best.map_or(Meant::Nothing, |(_, meant)| meant))
}

fn meant_by(
    store: &mut dyn Store,
    id: &ArticleId,
    now: DateTime<Utc>,
) -> Result<Meant, StoreError> {
    let Some(kept) = store.kept(id)? else { return Ok(Meant::Nothing) };
    let article = Box::new(kept.article);
    Ok(match kept.withdrawn {
        Some(at) => Meant::TakenBack(article, at),
        None if article.published > now => Meant::Embargoed(article),
        None => Meant::Shown(article),
    })
}

/// When an article was first pushed that nobody brought but by a push.
fn first_pushed(
    store: &mut dyn Store,
    id: &ArticleId,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let items = store.provenance(id)?;
    let is_pushed = |item: &Provenance| item.source.as_str() == PUSH_SOURCE;
    if items.is_empty() || !items.iter().all(is_pushed) {
        return Ok(None);
    }
    Ok(items.iter().filter_map(|item| item.since).min().or(Some(DateTime::<Utc>::MIN_UTC)))
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
