//! A site's sitemap, or its index of sitemaps: the pages that changed lately are
//! read as articles, the newest first. How one is written is `read`'s matter.

mod read;

pub use read::{Entry, Sitemap, SitemapError, read};

use super::article_address::may_be_one;
use super::candidates::{self, ListedPage};
use super::same_page::without_fragment;
use super::visitor::Visitor;
use super::{AskedKnown, Gathering, SourceError};
use crate::broken_off::aside;
use crate::config::settings;
use crate::fetch::{Answer, Conditions};
use crate::raw_item::{RawItem, RawMedia, RawText, Rejection};
use crate::source_memory::SourceMemory;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// More sitemaps than this are not read in one pass.
const MOST_SITEMAPS: usize = 20;

/// An index may name indexes so deep.
const DEEPEST: usize = 3;

/// More pages than this are not looked at in one pass.
const MOST_PAGES: usize = 10_000;

/// A sitemap that says no dates is read for those of its pages when it has no more than this:
/// so many can be remembered.
const MOST_UNDATED: usize = 500;

/// Brings the articles that a sitemap names and that are not known yet.
///
/// # Errors
/// When it does not answer, or is no sitemap.
pub async fn gather(
    map: &settings::Sitemap,
    visitor: &Visitor,
    memory: &SourceMemory,
    known: &AskedKnown,
) -> Result<Gathering, SourceError> {
    let mut memory = memory.of_location(map.url.as_str());
    let conditions =
        Conditions { etag: memory.etag.clone(), last_modified: memory.last_modified.clone() };
    let body = match visitor.client.get(&map.url, &conditions).await? {
        Answer::NotModified { moved_to, etag, last_modified, fresh_for } => {
            memory.confirmed(etag, last_modified, moved_to);
            return Ok(Gathering { memory, nothing_new: true, fresh_for, ..Gathering::default() });
        }
        Answer::Body(body) => body,
    };
    let unchanged = memory.took(&body.bytes, body.etag, body.last_modified, body.moved_to);
    if unchanged {
        let fresh_for = body.fresh_for;
        return Ok(Gathering { memory, nothing_new: true, fresh_for, ..Gathering::default() });
    }
    let since = visitor.now - map.within;
    let limit = visitor.client.max_bytes();
    let first = read_off_the_loop(body.bytes, body.final_address, limit).await?;
    // An index does not change when a sitemap in it does.
    if !first.sitemaps.is_empty() {
        memory.read_again();
    }
    let mut found = collect(first, &map.url, since, visitor).await;
    let undated = found.undated;
    let older = found.older * usize::from(found.entries.is_empty() && undated == 0);
    found.entries.sort_by(|a, b| b.changed().cmp(&a.changed()).then(a.address.cmp(&b.address)));
    found.entries.truncate(MOST_PAGES);
    let known = known.ask().await?;
    let candidates = found.entries.into_iter().map(|entry| candidate(entry, since)).collect();
    let selectors = settings::Selectors::default();
    let mut gathering =
        candidates::bring(candidates, &selectors, map.max_pages, visitor, memory, &known).await;
    gathering.warnings.extend(candidates::only_older(older, &known));
    gathering.rejections.extend(found.failures);
    gathering.out_of_time += found.out_of_time;
    if undated > 0 {
        gathering.rejections.push(Rejection {
            kind: crate::raw_item::RefusalKind::Fault,
            key: format!("{} without a date", map.url),
            title: None,
            reason: format!(
                "{undated} pages in the sitemap have no lastmod, so nobody can say whether they \
                 are new: ask the publisher to add it, or use the page that lists them"
            ),
        });
    }
    Ok(gathering)
}

/// What a sitemap and those below it name.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    undated: usize,
    /// Pages that are older than what is news.
    older: usize,
    failures: Vec<Rejection>,
    /// Sitemaps that there was no time for.
    out_of_time: usize,
}

impl Found {
    fn take(&mut self, map: Sitemap, since: DateTime<Utc>) {
        let says_none = map.is_plain
            || (map.entries.len() <= MOST_UNDATED
                && map.entries.iter().all(|entry| entry.modified.or(entry.published).is_none()));
        for entry in map.entries {
            match entry.changed() {
                Some(changed) if changed >= since => self.entries.push(entry),
                Some(_) => self.older += 1,
                // Where a list says no dates, those of the pages count.
                None if says_none => {
                    if may_be_one(&entry.address) {
                        self.entries.push(entry);
                    }
                }
                None => self.undated += 1,
            }
        }
    }
}

/// Goes down an index, the newest first; a sitemap that fails costs no other.
async fn collect(
    first: Sitemap,
    address: &WebAddress,
    since: DateTime<Utc>,
    visitor: &Visitor,
) -> Found {
    let mut found = Found::default();
    let mut seen = BTreeSet::from([address.clone()]);
    let mut level = vec![first];
    let mut asked = 0;
    for _ in 0..DEEPEST {
        let mut below = Vec::new();
        for mut map in std::mem::take(&mut level) {
            let recent = std::mem::take(&mut map.sitemaps);
            found.take(map, since);
            let recent = recent
                .into_iter()
                .filter(|entry| entry.modified.is_none_or(|modified| modified >= since));
            below.extend(recent.filter(|entry| seen.insert(entry.address.clone())));
        }
        below.sort_by_key(|entry| std::cmp::Reverse(entry.modified));
        for entry in below.into_iter().take(MOST_SITEMAPS - asked) {
            if visitor.time.is_over() {
                found.out_of_time += 1;
                continue;
            }
            asked += 1;
            match fetch(&entry.address, visitor).await {
                Ok(map) => level.push(map),
                Err(error) => found.failures.push(Rejection {
                    kind: crate::raw_item::RefusalKind::Fault,
                    key: entry.address.to_string(),
                    title: None,
                    reason: error.to_string(),
                }),
            }
        }
    }
    for map in level {
        found.take(map, since);
    }
    found
}

async fn fetch(address: &WebAddress, visitor: &Visitor) -> Result<Sitemap, SourceError> {
    match visitor.client.get(address, &Conditions::default()).await? {
        Answer::Body(body) => {
            read_off_the_loop(body.bytes, body.final_address, visitor.client.max_bytes()).await
        }
        Answer::NotModified { .. } => Ok(Sitemap::default()),
    }
}

async fn read_off_the_loop(
    bytes: bytes::Bytes,
    address: WebAddress,
    limit: usize,
) -> Result<Sitemap, SourceError> {
    let location = address.to_string();
    let outcome = aside(move || read(&bytes, &address, limit)).await;
    Ok(outcome.map_err(|reason| SourceError::BrokenOff { location, reason })??)
}

fn candidate(entry: Entry, since: DateTime<Utc>) -> ListedPage {
    let since = entry.changed().is_none().then_some(since);
    let said = RawItem {
        title: entry.title.map(RawText::Plain),
        published: entry.published,
        language: entry.language,
        tags: entry.keywords,
        media: entry.image.map(picture).into_iter().collect(),
        ..RawItem::default()
    };
    let is_only_named = said.title.is_none();
    ListedPage { said, since, is_only_named, ..ListedPage::at(without_fragment(&entry.address)) }
}

fn picture(address: WebAddress) -> RawMedia {
    let media_type = Some("image".to_owned());
    RawMedia { url: address.into(), media_type, ..RawMedia::default() }
}
