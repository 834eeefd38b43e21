//! Reads a document back before anybody else does, and refuses it when it is
//! broken. It trusts nothing of what wrote the document, and mends nothing.
//!
//! The rules are those of the formats, those that feed validators call errors
//! for the elements we publish, and our own: nothing from the future, nothing
//! relative, nothing that runs, no feed that suddenly lost most of its items.

mod atom;
mod content;
mod dates;
mod elements;
mod flaw;
mod frame;
mod history;
mod json;
mod json_feed;
mod leaf;
mod news_sitemap;
mod opml;
mod page;
mod rss;
mod values;
mod xml_tree;

pub use flaw::Rule;
pub use leaf::check_leaf;

use crate::config::settings;
use crate::edition::DocumentName;
use crate::feed_document::Format;
use chrono::{DateTime, Utc};
use flaw::{Flaw, Verdict};
use std::borrow::Cow;

/// A feed with fewer items than this may lose them without a collapse being
/// called: a small section's feed moves by large parts all the time.
const FEWEST_THAT_COLLAPSE: usize = 10;

/// How far a document may go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The largest document, in bytes.
    pub max_document_bytes: usize,
    /// The part of the last items below which a feed has collapsed, from 0.0
    /// (never) to 1.0.
    pub collapse_below: f64,
}

impl Limits {
    /// The same for a document that may be larger by so many bytes.
    #[must_use]
    pub fn and_beyond(self, bytes: usize) -> Self {
        let max_document_bytes = self.max_document_bytes.saturating_add(bytes);
        Self { max_document_bytes, ..self }
    }
}

impl From<&settings::Publish> for Limits {
    fn from(publish: &settings::Publish) -> Self {
        Self {
            max_document_bytes: publish.max_document_bytes,
            collapse_below: publish.collapse_below,
        }
    }
}

/// What the gate learned of a document that it let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// Articles in a feed, feeds in an OPML list; 0 for a page. Notices of withdrawal are
    /// none: what they told of went long ago.
    pub items: usize,
}

/// A document that was held back, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} is held back by the rule {rule}: {detail}{}", in_article(article.as_deref()))]
pub struct Refusal {
    /// The document.
    pub name: DocumentName,
    /// The rule it broke.
    pub rule: Rule,
    /// The id of the article that broke it, where it is one article's fault.
    pub article: Option<String>,
    /// What was found, and where.
    pub detail: String,
}

impl Refusal {
    /// What the newsroom can do about it.
    #[must_use]
    pub fn remedy(&self) -> Cow<'static, str> {
        if let (Rule::Collapse, Some(feed)) = (self.rule, self.name.feed()) {
            let meant =
                format!("if that is meant, let it out with `pressroom confirm --feed {feed}`");
            return Cow::Owned(meant);
        }
        let remedy = match (self.rule, &self.article) {
            (Rule::Size, _) => "raise `max_document` under `[publish]`",
            (_, Some(_)) => {
                "mend the article where it comes from, or take it back with `pressroom retract`"
            }
            (_, None) => "no article is at fault: look at `[site]`, and report it with this line",
        };
        Cow::Borrowed(remedy)
    }
}

fn in_article(article: Option<&str>) -> String {
    article.map(|id| format!(" (article {id})")).unwrap_or_default()
}

/// Reads a document back. `last_items` is the [`Inspection::items`] of the document
/// that it would replace, or `None` when there is none or a collapse is meant.
///
/// # Errors
/// The first rule that the document breaks.
pub fn check(
    name: &DocumentName,
    bytes: &[u8],
    last_items: Option<usize>,
    limits: &Limits,
    now: DateTime<Utc>,
) -> Result<Inspection, Refusal> {
    check_document(name, bytes, limits, now)
        .and_then(|items| check_collapse(items, last_items, limits).map(|()| Inspection { items }))
        .map_err(|Flaw { rule, article, detail }| Refusal {
            name: name.clone(),
            rule,
            article,
            detail,
        })
}

/// The items of a document that was let out, whatever limits hold now.
#[must_use]
pub fn items_of(name: &DocumentName, bytes: &[u8]) -> Option<usize> {
    let limits = Limits { max_document_bytes: usize::MAX, collapse_below: 0.0 };
    check(name, bytes, None, &limits, DateTime::<Utc>::MAX_UTC).ok().map(|facts| facts.items)
}

fn check_document(
    name: &DocumentName,
    bytes: &[u8],
    limits: &Limits,
    now: DateTime<Utc>,
) -> Verdict<usize> {
    if bytes.is_empty() || bytes.len() > limits.max_document_bytes {
        let detail = format!("{} bytes, the limit is {}", bytes.len(), limits.max_document_bytes);
        return Err(Flaw::new(Rule::Size, detail));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| Flaw::new(Rule::Utf8, error.to_string()))?;
    xml_tree::check_characters(text)?;
    match name {
        DocumentName::Feed(_, Format::Rss) | DocumentName::Search(Format::Rss) => {
            rss::check(text, now, false)
        }
        DocumentName::Feed(_, Format::Atom) | DocumentName::Search(Format::Atom) => {
            atom::check(text, now, false)
        }
        DocumentName::Archive(page) if page.format == Format::Rss => rss::check(text, now, true),
        DocumentName::Archive(page) if page.format == Format::Atom => atom::check(text, now, true),
        DocumentName::Archive(_) => json_feed::check(text, now, true),
        DocumentName::Feed(_, Format::Json) | DocumentName::Search(Format::Json) => {
            json_feed::check(text, now, false)
        }
        DocumentName::Opml => opml::check(text, now),
        DocumentName::NewsSitemap => news_sitemap::check(text, now),
        DocumentName::Page(_)
        | DocumentName::SearchPage
        | DocumentName::Index
        | DocumentName::Web(_) => page::check(text).map(|()| 0),
    }
}

fn check_collapse(items: usize, last: Option<usize>, limits: &Limits) -> Verdict {
    let Some(last) = last.filter(|last| *last >= FEWEST_THAT_COLLAPSE) else { return Ok(()) };
    if (items as f64) < limits.collapse_below * last as f64 {
        return Err(Flaw::new(Rule::Collapse, format!("{items} items, {last} before")));
    }
    Ok(())
}
