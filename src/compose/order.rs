//! The order of a feed, and what may not be in it twice or yet. The order is
//! total, so that no two runs can differ. It counts nothing: the caps do that.

use super::withheld;
use crate::article::{Article, Withdrawn};
use crate::bounds;
use crate::config::Settings;
use crate::text::plain_text;
use chrono::{DateTime, Utc};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

/// The articles that may be shown at `now`, as they are shown, in the order of [`in_order`].
pub(super) fn presentable(
    settings: &Settings,
    articles: impl IntoIterator<Item = Article>,
    withdrawn: &[Withdrawn],
    now: DateTime<Utc>,
) -> Vec<Arc<Article>> {
    let entries = in_order(articles, withdrawn, now).into_iter();
    entries.map(|article| Arc::new(shown(settings, article, now))).collect()
}

/// The articles that may be shown at `now`, as they are kept, newest first: none of the
/// future, none of `withdrawn`, no id twice (the newest stays). Showing each costs more than
/// all of this: whoever takes a few of many chooses first.
pub(super) fn in_order(
    articles: impl IntoIterator<Item = Article>,
    withdrawn: &[Withdrawn],
    now: DateTime<Utc>,
) -> Vec<Article> {
    let gone: HashSet<&str> = withdrawn.iter().map(|one| one.id.as_str()).collect();
    let mut entries: Vec<Article> = articles
        .into_iter()
        .filter(|article| article.published <= now && !gone.contains(article.id.as_str()))
        .map(|article| without_promises(article, now))
        .collect();
    entries.sort_unstable_by(newest_first);

    // An address is no identity: all episodes of a podcast may have one page.
    let mut ids = HashSet::new();
    entries.retain(|article| ids.insert(article.id.clone()));
    entries
}

/// What was taken back, newest first, each once.
pub(super) fn notices(
    settings: &Settings,
    mut withdrawn: Vec<Withdrawn>,
    now: DateTime<Utc>,
) -> Vec<Withdrawn> {
    // What was taken back before its time came was never shown to anybody.
    withdrawn.retain(|one| one.at <= now && one.published <= one.at);
    withdrawn = withdrawn.into_iter().map(|one| shown_notice(settings, one)).collect();
    withdrawn.sort_unstable_by(|a, b| {
        (b.at, &a.id, b.published, &a.url, &a.reason).cmp(&(
            a.at,
            &b.id,
            a.published,
            &b.url,
            &b.reason,
        ))
    });
    let mut ids = HashSet::new();
    withdrawn.retain(|one| ids.insert(one.id.clone()));
    withdrawn
}

/// A withdrawal as every feed and page tells of it.
#[must_use]
pub fn shown_notice(settings: &Settings, mut one: Withdrawn) -> Withdrawn {
    withheld::notice(settings, &mut one);
    if one.place.is_some() {
        one.url = settings.paper().map_or_else(|| one.url.clone(), |paper| paper.notice_link(&one));
    }
    if let Some(reason) = one.reason.as_mut().filter(|reason| reason.len() > bounds::LINE) {
        *reason = plain_text::shorten(reason, bounds::LINE).into();
    }
    one
}

/// An article as every feed and page shows it at `now`.
#[must_use]
pub fn shown(settings: &Settings, article: Article, now: DateTime<Utc>) -> Article {
    let article = withheld::article(settings, without_promises(article, now));
    match settings.paper() {
        Some(paper) => paper.linked(article),
        None => article,
    }
}

/// A change that is dated in the future cannot have happened: it is not told.
fn without_promises(mut article: Article, now: DateTime<Utc>) -> Article {
    if article.updated > now || article.updated < article.published {
        article.updated = article.published;
    }
    article
}

/// Date descending, then id. Two states of one article can only meet when a
/// caller mixes them; then the later change, and at last the fingerprint, decides.
fn newest_first(a: &Article, b: &Article) -> Ordering {
    (b.published, &a.id, b.updated)
        .cmp(&(a.published, &b.id, a.updated))
        .then_with(|| if a == b { Ordering::Equal } else { a.fingerprint().cmp(&b.fingerprint()) })
}
