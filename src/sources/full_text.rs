//! The whole text for a feed that brings only summaries: each new item's own page
//! is read, once. Everything else of the item stays as the feed says it.

use super::Gathering;
use super::candidates::PATIENCE;
use super::page::{PageError, repeated};
use super::same_subject::tells_of;
use super::visitor::{VisitError, Visitor};
use crate::config::settings::Selectors;
use crate::fingerprint::{self, Fingerprint};
use crate::raw_item::{RawItem, RawText, Warning};
use crate::text::plain_text;
use crate::web_address::WebAddress;
use std::collections::HashSet;

/// The most pages that one pass reads; the rest of the items comes with the next.
const MOST: usize = 100;

/// Gives every item that is new the text of its page. An item whose page fails
/// keeps its own text; the next passes try again, until it is given up. What is not
/// `wanted` keeps it too: its page is not asked for. Of what was `read_before`, by a
/// release that noted that otherwise, no page is read again until it changes.
pub async fn add(
    mut gathering: Gathering,
    base: Option<&WebAddress>,
    visitor: &Visitor,
    wanted: impl Fn(&RawItem) -> bool,
    read_before: &HashSet<String>,
) -> Gathering {
    if gathering.nothing_new {
        return gathering;
    }
    let (mut fresh, mut ready) = (Vec::new(), Vec::new());
    for (place, item) in std::mem::take(&mut gathering.items).into_iter().enumerate() {
        let content = of_content(&item);
        let page = page_of(&item, base).filter(|_| wanted(&item));
        match (gathering.memory.failures(content), page) {
            // Only what nobody sees is different: it is what it was.
            (Some(0 | PATIENCE..), _) => gathering.known += 1,
            (None, _) if read_before.contains(&item.key) => {
                gathering.memory.remember_page(content, 0);
                gathering.known += 1;
            }
            (failures, Some(page)) => {
                fresh.push((place, item, page, content, failures.unwrap_or(0)))
            }
            (None, None) => ready.push((place, item)),
            (Some(_), None) => ready.push((place, item)),
        }
    }
    let mut unfinished = fresh.len() > MOST;
    fresh.truncate(MOST);
    let pages = fresh.iter().map(|(_, _, page, _, _)| page.clone()).collect();
    let mut outcomes = visitor.articles(pages, &Selectors::default()).await;
    let mut read: Vec<&mut RawItem> = outcomes.iter_mut().flatten().collect();
    repeated::take_out(&mut read, &mut gathering.memory);
    let (asked, mut unused) = (fresh.len(), Vec::new());
    for ((place, item, page, content, failures), outcome) in fresh.into_iter().zip(outcomes) {
        let item = match outcome.and_then(|article| of_its_item(article, &item, &page)) {
            Ok(article) => {
                gathering.memory.remember_page(content, 0);
                with_text(item, article, base)
            }
            Err(VisitError::OutOfTime { .. }) => {
                unfinished = true;
                gathering.out_of_time += 1;
                continue;
            }
            Err(error) => {
                // Whom nobody asked has not failed; 0 would be a page that was read.
                let failures = if error.is_held() { failures.max(1) } else { failures + 1 };
                tracing::info!(%page, %error, failures, "the feed's own text is used");
                gathering.memory.remember_page(content, failures);
                unfinished |= failures < PATIENCE;
                unused.push(error);
                tried(item, failures)
            }
        };
        ready.push((place, item));
    }
    gathering.warnings.extend(told_of(&unused, asked));
    ready.sort_by_key(|(place, _)| *place);
    gathering.items = ready.into_iter().map(|(_, item)| item).collect();
    if unfinished {
        gathering.memory.read_again();
    }
    gathering
}

/// What is told of pages that could not be used.
fn told_of(unused: &[VisitError], asked: usize) -> Option<Warning> {
    let first = unused.first()?;
    let stands = if unused.len() == 1 { "stands" } else { "stand" };
    Some(Warning {
        key: "full_text".to_owned(),
        warning: format!(
            "{} of {asked} {stands} with the feed's own text, since their pages could not be used; \
             the first: {first}",
            unused.len()
        ),
    })
}

/// Of all that an item says, however it was written: feeds count comments and
/// write dates anew in items that are the same.
fn of_content(item: &RawItem) -> Fingerprint {
    fingerprint::of_value(&RawItem { arrived: None, ..item.clone() })
}

fn page_of(item: &RawItem, base: Option<&WebAddress>) -> Option<WebAddress> {
    resolved(item.url.as_deref()?, item.base.as_ref().or(base))
}

fn resolved(address: &str, base: Option<&WebAddress>) -> Option<WebAddress> {
    match base {
        Some(base) => base.join(address).ok(),
        None => WebAddress::parse(address).ok(),
    }
}

/// Until it is given up, an item does not count as known: it comes again.
fn tried(item: RawItem, failures: u8) -> RawItem {
    let again =
        |arrived: Fingerprint| Fingerprint::of_parts([arrived.to_bytes().as_slice(), &[failures]]);
    let arrived = item.arrived;
    RawItem { arrived: if failures < PATIENCE { arrived.map(again) } else { arrived }, ..item }
}

/// The article of a page, if that is about the item.
fn of_its_item(article: RawItem, item: &RawItem, page: &WebAddress) -> Result<RawItem, VisitError> {
    match tells_of(&article, item) {
        true => Ok(article),
        false => {
            let (address, reason) = (page.to_string(), PageError::OfSomethingElse);
            Err(VisitError::Page { address, reason })
        }
    }
}

/// The item with its page's text, when that is the longer one, and the page's
/// pictures when it has none itself.
fn with_text(item: RawItem, page: RawItem, base: Option<&WebAddress>) -> RawItem {
    let length =
        |text: Option<&RawText>| text.map_or(0, |text| plain_text::from_html(text.as_str()).len());
    let mut item = item;
    // Whichever text is taken: what the page says of its embargo counts.
    item.embargo_lines = page.embargo_lines;
    item.embargo_lines.extend(page.title.map(|title| plain_text::one_line(title.as_str())));
    let own = item.content.as_ref().or(item.summary.as_ref());
    if length(page.content.as_ref()) <= length(own) {
        return item;
    }
    // The text's addresses are relative to the page, all others to the feed.
    let own_base = item.base.take().or_else(|| base.cloned());
    let resolve = |address: &mut String| {
        if let Some(whole) = resolved(address, own_base.as_ref()) {
            *address = whole.into();
        }
    };
    item.url.iter_mut().for_each(&resolve);
    item.media.iter_mut().for_each(|media| resolve(&mut media.url));
    item.media.iter_mut().filter_map(|media| media.thumbnail.as_mut()).for_each(&resolve);
    item.authors.iter_mut().filter_map(|author| author.url.as_mut()).for_each(&resolve);
    item.content = page.content;
    item.base = page.base;
    item.author_note = item.author_note.or(page.author_note);
    item.warnings.extend(page.warnings);
    if item.media.is_empty() {
        item.media = page.media;
    }
    item
}
