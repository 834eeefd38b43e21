//! New pages out of a list of them, each read once: what a listing page and a
//! sitemap have in common. It does not know where the list came from.

use super::page::{PageError, repeated};
use super::same_page::{same_site, without_fragment};
use super::visitor::{VisitError, Visitor};
use super::{Gathering, GaveUp, Known};
use crate::config::settings::Selectors;
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawItem, Rejection};
use crate::source_memory::SourceMemory;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// How often a page is asked for in vain before it is left alone for a day.
pub(super) const PATIENCE: u8 = 3;

/// A page that may be a new article.
#[derive(Clone, Debug)]
pub(super) struct ListedPage {
    /// Where it is.
    pub(super) address: WebAddress,
    /// What the list itself says of it; it wins over the page.
    pub(super) said: RawItem,
    /// The list gives no date: if the page's is before this, it is none of the new ones.
    pub(super) since: Option<DateTime<Utc>>,
}

impl ListedPage {
    /// A page of which the list says nothing.
    pub(super) fn at(address: WebAddress) -> Self {
        Self { address, said: RawItem::default(), since: None }
    }

    /// By this it is known: the store keeps it with the article.
    fn fingerprint(&self) -> Fingerprint {
        fingerprint_of(self.address.as_name())
    }

    /// The article of the page, with what the list says of it. One without a date would
    /// be published as of now: for that something must say that it is an article.
    fn judged(&self, page: RawItem) -> Result<RawItem, VisitError> {
        let item = self.item(page);
        let is_dated = item.published.or(item.updated).or(item.publish_at).is_some();
        if !is_dated && (item.is_unmarked || self.since.is_some()) {
            let address = self.address.to_string();
            return Err(VisitError::Page { address, reason: PageError::Undated });
        }
        Ok(item)
    }

    fn item(&self, page: RawItem) -> RawItem {
        let key = self.name(&page);
        let said = self.said.clone();
        let mut tags = said.tags;
        tags.extend(page.tags);
        RawItem {
            arrived: Some(fingerprint_of(&key)),
            key_is_global: true,
            url: Some(key.clone()),
            key,
            title: said.title.or(page.title),
            published: said.published.or(page.published),
            language: page.language.or(said.language),
            tags,
            ..page
        }
    }

    /// The address that the page itself wants to be known by, when that can be
    /// right: not the front page, and not of another site, whose article it would
    /// then be.
    fn name(&self, page: &RawItem) -> String {
        let canonical = page.url.as_deref().and_then(|url| self.address.join(url).ok());
        let canonical = canonical.filter(|canonical| {
            let is_front_page =
                canonical.url().path().len() < 2 && canonical.url().query().is_none();
            same_site(canonical, &self.address) && !is_front_page
        });
        without_fragment(canonical.as_ref().unwrap_or(&self.address)).as_name().to_owned()
    }
}

fn fingerprint_of(address: &str) -> Fingerprint {
    Fingerprint::of_parts([b"page".as_slice(), address.as_bytes()])
}

/// Reads the pages that are not known, `most` at once; the rest comes with the
/// next passes.
pub(super) async fn bring(
    candidates: Vec<ListedPage>,
    selectors: &Selectors,
    most: usize,
    visitor: &Visitor,
    mut memory: SourceMemory,
    known: &Known,
) -> Gathering {
    let listed = candidates.len();
    let beside = Some(candidates.iter().map(ListedPage::fingerprint).collect());
    let mut fresh: Vec<ListedPage> = candidates
        .into_iter()
        .filter(|candidate| {
            let fingerprint = candidate.fingerprint();
            !known.contains(&fingerprint) && memory.failures(fingerprint) != Some(0)
        })
        .collect();
    let mut gathering = Gathering { known: listed - fresh.len(), beside, ..Gathering::default() };
    let mut unfinished = fresh.len() > most;
    fresh.truncate(most);
    let addresses = fresh.iter().map(|candidate| candidate.address.clone()).collect();
    let outcomes = visitor.articles(addresses, selectors).await;
    let mut keys = HashSet::new();
    for (candidate, outcome) in fresh.into_iter().zip(outcomes) {
        let fingerprint = candidate.fingerprint();
        match outcome.and_then(|page| candidate.judged(page)) {
            Ok(item) => {
                memory.forget_page(fingerprint);
                if item.published.or(item.updated) < candidate.since {
                    memory.remember_page(fingerprint, 0);
                    gathering.known += 1;
                    continue;
                }
                // Under another address it is the same article: that one is known by
                // its item, and this one is remembered.
                if item.key != candidate.address.as_name() || memory.rereading.is_some() {
                    memory.remember_page(fingerprint, 0);
                }
                if keys.insert(item.key.clone()) {
                    gathering.items.push(item);
                } else {
                    gathering.known += 1;
                }
            }
            Err(VisitError::OutOfTime { .. }) => {
                unfinished = true;
                gathering.out_of_time += 1;
            }
            Err(error) => {
                unfinished = true;
                failed(&candidate, &error, &mut memory, &mut gathering);
            }
        }
    }
    repeated::take_out(&mut gathering.items.iter_mut().collect::<Vec<_>>(), &mut memory);
    if unfinished {
        memory.read_again();
    }
    gathering.memory = memory;
    gathering
}

/// A failure refuses one item: it is tried again in the next passes, then not for
/// a day.
fn failed(
    candidate: &ListedPage,
    error: &VisitError,
    memory: &mut SourceMemory,
    gathering: &mut Gathering,
) {
    let fingerprint = candidate.fingerprint();
    let rejection = Rejection {
        kind: crate::raw_item::RefusalKind::Fault,
        key: candidate.address.to_string(),
        title: candidate.said.title.as_ref().map(|title| title.as_str().to_owned()),
        reason: error.to_string(),
    };
    let failures = memory.failures(fingerprint).unwrap_or(0) + 1;
    if failures < PATIENCE {
        memory.remember_page(fingerprint, failures);
        gathering.rejections.push(rejection);
    } else if memory.rereading.is_some() {
        // What it was when it was read before, it stays.
        memory.remember_page(fingerprint, 0);
    } else {
        memory.forget_page(fingerprint);
        gathering.given_up.push(GaveUp { arrived: fingerprint, rejection });
    }
}
