//! New pages out of a list of them, each read once: what a listing page and a
//! sitemap have in common. It does not know where the list came from.

use super::article_address;
use super::page::{PageError, repeated};
use super::same_page::{lasting, same_site, without_fragment};
use super::same_subject::{tells_of, tells_of_link};
use super::visitor::{VisitError, Visitor};
use super::{Gathering, GaveUp, Known};
use crate::config::settings::Selectors;
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawItem, Rejection, Warning};
use crate::source_memory::SourceMemory;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashSet};

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
    /// The date that the list shows beside it, where the page says none.
    pub(super) beside: Option<DateTime<Utc>>,
    /// What the links to it say, and what stands beside them.
    pub(super) words: Vec<String>,
    /// All that names it is a list of what changed, where pages about the site stand as well.
    pub(super) is_only_named: bool,
}

impl ListedPage {
    /// A page of which the list says nothing.
    pub(super) fn at(address: WebAddress) -> Self {
        let (said, words) = (RawItem::default(), Vec::new());
        Self { address, said, since: None, beside: None, words, is_only_named: false }
    }

    /// By this it is known: the store keeps it with the article.
    fn fingerprint(&self) -> Fingerprint {
        fingerprint_of(lasting(&self.address).as_name())
    }

    /// Also as it was known while what leads to a page was part of its name.
    fn fingerprints(&self) -> [Fingerprint; 2] {
        [self.fingerprint(), fingerprint_of(self.address.as_name())]
    }

    /// The article of the page, with what the list says of it. One without a date would
    /// be published as of now: for that something must say that it is an article.
    fn judged(&self, page: RawItem, memory: &SourceMemory) -> Result<RawItem, VisitError> {
        if repeated::is_notice(&page, memory) {
            return Err(self.refused(PageError::Repeated));
        }
        // Below a headline of the list stands no wall, notice or front page. A link may be
        // worded freely, so there a page that says of itself what it is, is believed.
        let is_of_link = || !page.is_unmarked || tells_of_link(&page, &self.words);
        if !(tells_of(&page, &self.said) && is_of_link()) {
            return Err(self.refused(PageError::OfSomethingElse));
        }
        let mut item = self.item(page, memory);
        let is_dated = item.published.or(item.updated).or(item.publish_at).is_some();
        if !is_dated && self.beside.is_some() {
            (item.published, item.unreadable_date) = (self.beside, None);
        } else if !is_dated && (self.since.is_some() || !self.is_article(&item)) {
            return Err(self.refused(PageError::Undated));
        }
        Ok(item)
    }

    /// Whether something says of an undated page that it is an article. Templates put every page
    /// in an `article`, so that counts only where a list of stories leads to it.
    fn is_article(&self, page: &RawItem) -> bool {
        match self.is_only_named {
            true => !page.is_unmarked && article_address::is_no_list(&self.address),
            false => !page.is_unmarked || page.is_framed,
        }
    }

    fn refused(&self, reason: PageError) -> VisitError {
        VisitError::Page { address: self.address.to_string(), reason }
    }

    fn item(&self, page: RawItem, memory: &SourceMemory) -> RawItem {
        let key = self.name(&page, memory);
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
            media: if page.media.is_empty() { said.media } else { page.media },
            ..page
        }
    }

    /// The address that the page is known by: that which it wants, unless pages of several
    /// headlines want it, or else its own.
    fn name(&self, page: &RawItem, memory: &SourceMemory) -> String {
        let claimed = self.claimed(page).filter(|name| !memory.is_shared(name));
        claimed.unwrap_or_else(|| lasting(&without_fragment(&self.address)).as_name().to_owned())
    }

    /// The address that the page itself wants to be known by, when that can be
    /// right: not the front page, and not of another site, whose article it would
    /// then be.
    fn claimed(&self, page: &RawItem) -> Option<String> {
        let canonical = page.url.as_deref().and_then(|url| self.address.join(url).ok());
        let canonical = canonical.filter(|canonical| {
            let is_front_page =
                canonical.url().path().len() < 2 && canonical.url().query().is_none();
            same_site(canonical, &self.address) && !is_front_page
        });
        canonical.map(|canonical| lasting(&without_fragment(&canonical)).as_name().to_owned())
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
    let beside = Some(candidates.iter().flat_map(ListedPage::fingerprints).collect());
    let is_known = |listed: &ListedPage| {
        let mut names = listed.fingerprints().into_iter();
        names.any(|name| known.contains(&name) || memory.failures(name) == Some(0))
    };
    let mut fresh: Vec<ListedPage> =
        candidates.into_iter().filter(|candidate| !is_known(candidate)).collect();
    let mut gathering = Gathering { known: listed - fresh.len(), beside, ..Gathering::default() };
    let unfinished = fresh.len() > most;
    fresh.truncate(most);
    let addresses = fresh.iter().map(|candidate| candidate.address.clone()).collect();
    let outcomes = visitor.articles(addresses, selectors).await;
    note_what_repeats(&fresh, &outcomes, &mut memory);
    gathering.warnings.extend(on_no_page(outcomes.iter().flatten()));
    let mut taking = Taking { gathering, memory, unfinished, keys: HashSet::new(), older: 0 };
    for (candidate, outcome) in fresh.iter().zip(outcomes) {
        taking.take(candidate, outcome);
    }
    let older = only_older(taking.older, known).filter(|_| taking.has_none());
    taking.gathering.warnings.extend(older);
    taking.end()
}

/// What is told of a list whose pages are all older than what is news, while nothing of it is
/// there: who reads it would wait for ever.
pub(super) fn only_older(older: usize, known: &Known) -> Option<Warning> {
    (older > 0 && known.is_empty()).then(|| Warning {
        key: "the whole list".to_owned(),
        warning: format!(
            "{older} of its pages are older than `within`, and none is newer: raise `within` if \
             they are to come, or wait for what is new"
        ),
    })
}

/// Notes the names that pages of several headlines want, as a template gives them that names
/// one page on all: they name none; and the texts that stand in the place of several articles.
fn note_what_repeats(
    fresh: &[ListedPage],
    outcomes: &[Result<RawItem, VisitError>],
    memory: &mut SourceMemory,
) {
    let read = || {
        let pages = fresh.iter().zip(outcomes);
        pages.filter_map(|(listed, page)| Some((listed, page.as_ref().ok()?)))
    };
    repeated::note_notices(read().map(|(listed, page)| (&listed.address, page)), memory);
    let mut headlines: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (listed, page) in read().filter(|(_, page)| !repeated::is_notice(page, memory)) {
        if let (Some(name), Some(title)) = (listed.claimed(page), &page.title) {
            headlines.entry(name).or_default().insert(title.as_str());
        }
    }
    for (name, _) in headlines.into_iter().filter(|(_, headlines)| headlines.len() > 1) {
        memory.remember_shared(&name);
    }
}

/// What is told of selectors that found nothing on any page of a pass: they are mistyped, or
/// the site was made anew.
fn on_no_page<'p>(mut pages: impl Iterator<Item = &'p RawItem>) -> Vec<Warning> {
    let Some(first) = pages.next() else { return Vec::new() };
    let of_all = pages.fold(first.unmatched.clone(), |missing, page| &missing & &page.unmatched);
    let told = of_all.into_iter().map(|selector| Warning {
        warning: format!(
            "the selector {selector} finds nothing on any page that was read, so that is guessed: \
             look at such a page, and mend it"
        ),
        key: selector,
    });
    told.collect()
}

/// What a pass takes from the pages that it read.
struct Taking {
    gathering: Gathering,
    memory: SourceMemory,
    unfinished: bool,
    /// The names of what it took.
    keys: HashSet<String>,
    /// The pages that are older than what is news.
    older: usize,
}

impl Taking {
    fn take(&mut self, candidate: &ListedPage, outcome: Result<RawItem, VisitError>) {
        let fingerprint = candidate.fingerprint();
        match outcome.and_then(|page| candidate.judged(page, &self.memory)) {
            Ok(item) => {
                self.memory.forget_page(fingerprint);
                if item.published.or(item.updated) < candidate.since {
                    self.older += 1;
                    self.memory.remember_page(fingerprint, 0);
                    self.gathering.known += 1;
                    return;
                }
                // Under another address it is the same article: that one is known by
                // its item, and this one is remembered.
                if fingerprint_of(&item.key) != fingerprint || self.memory.rereading.is_some() {
                    self.memory.remember_page(fingerprint, 0);
                }
                if self.keys.insert(item.key.clone()) {
                    self.gathering.items.push(item);
                } else {
                    self.gathering.known += 1;
                }
            }
            Err(VisitError::OutOfTime { .. }) => {
                self.unfinished = true;
                self.gathering.out_of_time += 1;
            }
            Err(error) => {
                self.unfinished = true;
                failed(candidate, &error, &mut self.memory, &mut self.gathering);
            }
        }
    }

    /// Nothing came of the list but what is older.
    fn has_none(&self) -> bool {
        self.gathering.items.is_empty() && self.gathering.rejections.is_empty()
    }

    fn end(mut self) -> Gathering {
        let mut items: Vec<&mut RawItem> = self.gathering.items.iter_mut().collect();
        repeated::take_out(&mut items, &mut self.memory);
        if self.unfinished {
            self.memory.read_again();
        }
        Gathering { memory: self.memory, ..self.gathering }
    }
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
    if error.is_held() {
        gathering.rejections.push(rejection);
        return;
    }
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
