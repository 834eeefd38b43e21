//! The front page: the newest of all sections together, with room for each.
//! It ranks by date alone, and judges no article's worth.

use super::document::{Name, document};
use super::order::{notices, presentable};
use crate::article::{Article, ArticleId, Withdrawn};
use crate::config::Settings;
use crate::config::settings::FrontPage;
use crate::feed_document::{FeedDocument, Masthead};
use crate::section::Slug;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The combined feed at `now`, of the articles of each section.
///
/// It walks from the newest article to the oldest and takes `front_page.items`,
/// at most `front_page.per_section` for one section. An article of several
/// sections counts for one of them only: the first in the order of
/// `front_page.sections` that has room. Sections that are not listed there are
/// left out. Nothing dated after `now` is told, and nothing of `withdrawn` is an
/// entry.
#[must_use]
pub fn front_page(
    settings: &Settings,
    masthead: Arc<Masthead>,
    by_section: BTreeMap<Slug, Vec<Article>>,
    withdrawn: Vec<Withdrawn>,
    now: DateTime<Utc>,
) -> FeedDocument {
    let front_page = &settings.front_page;
    let withdrawn = notices(withdrawn, now);
    let mut membership: HashMap<ArticleId, BTreeSet<Slug>> = HashMap::new();
    let mut candidates = Vec::new();
    for (slug, articles) in by_section {
        if front_page.sections.contains(&slug) {
            for article in articles {
                membership.entry(article.id.clone()).or_default().insert(slug.clone());
                candidates.push(article);
            }
        }
    }
    let ranked = presentable(candidates, &withdrawn, now);
    let entries = within_caps(ranked, front_page, &membership);
    let name = Name {
        slug: Slug::front_page(),
        title: front_page.title.clone(),
        description: &front_page.description,
        page: &settings.site.url,
        language: &settings.site.language,
    };
    document(settings, masthead, name, entries, withdrawn)
}

/// Takes from `ranked` in order, as long as a section of the article has room.
fn within_caps(
    ranked: Vec<Arc<Article>>,
    front_page: &FrontPage,
    membership: &HashMap<ArticleId, BTreeSet<Slug>>,
) -> Vec<Arc<Article>> {
    let mut taken: HashMap<&Slug, usize> = HashMap::new();
    let mut has_room = |article: &Arc<Article>| {
        let sections = membership.get(&article.id)?;
        front_page.sections.iter().filter(|slug| sections.contains(*slug)).find_map(|slug| {
            let count = taken.entry(slug).or_default();
            (*count < front_page.per_section).then(|| *count += 1)
        })
    };
    ranked
        .into_iter()
        .filter(|article| has_room(article).is_some())
        .take(front_page.items)
        .collect()
}
