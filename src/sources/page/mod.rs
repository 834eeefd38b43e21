//! An article out of a web page: what its data says, what its operator's selectors
//! find, and what is left to reading. It asks nobody for the page.

pub(in crate::sources) mod around_items;
mod body;
mod captions;
pub(in crate::sources) mod class_words;
mod edges;
mod elsewhere;
mod embargo_lines;
mod error;
mod for_readers;
mod furniture;
mod headline;
mod hidden;
mod house;
mod json_ld;
mod layout;
mod marked;
mod measure;
mod meta;
mod metadata;
mod next_page;
mod own_data;
mod paywall;
mod pointers;
mod promos;
mod readers;
pub(in crate::sources) mod repeated;
mod selected;
mod shown;
mod weights;

pub(in crate::sources) use json_ld::own_terms;
pub(crate) use next_page::unread;
pub(in crate::sources) use next_page::{MOST_PAGES, joined};

pub use error::PageError;

use crate::config::settings::Selectors;
use crate::raw_item::{RawAuthor, RawItem, RawMedia, RawText};
use crate::sources::article_address::day_of;
use crate::sources::html_tree;
use crate::text::charset;
use crate::text::dates::{self, DateFault};
use crate::text::html_pieces::{Onward, Piece, each_piece};
use crate::web_address::WebAddress;
use dom_query::Document;
use edges::Trimmed;
use error::{DEEPEST, LONGEST};
use headline::Headline;
use metadata::PageMetadata;
use own_data::Own;

/// A page as it was served or saved.
#[derive(Clone, Copy, Debug)]
pub struct SavedPage<'a> {
    /// Its bytes, decompressed.
    pub bytes: &'a [u8],
    /// The `Content-Type` header it came with.
    pub content_type: Option<&'a str>,
    /// Where it is.
    pub address: Option<&'a WebAddress>,
}

/// Reads the article out of a page. Data about the article (JSON-LD, Open Graph,
/// meta) says what it is; the operator's selectors win over it; the text is found
/// by reading when no selector names it.
///
/// # Errors
/// When there is no article on it, or it is no page that can be read.
pub fn extract(page: &SavedPage<'_>, rules: &Selectors) -> Result<RawItem, PageError> {
    if page.bytes.len() > LONGEST {
        return Err(PageError::TooLong(page.bytes.len()));
    }
    let html = charset::decode_page(page.bytes, page.content_type);
    if is_too_deep(&html) {
        return Err(PageError::TooDeep);
    }
    let document = html_tree::page(&html);
    let mut facts = facts_of(&document, page.address);
    let unmatched = selected::unmatched(&document, rules);
    // What the page says of itself is read before anything is removed.
    for selector in &rules.remove {
        if let Some(found) = document.try_select(selector) {
            found.remove();
        }
    }
    selected::apply(&mut facts, &document, rules);
    let base = base_of(&document, page.address);
    let goes_on = next_page::of(&document, base.as_ref(), page.address);
    let text = body::of(&document, &facts, rules, page.address)?;
    let item = item(facts, text, page.address);
    Ok(RawItem { base: base.or(item.base.clone()), unmatched, goes_on, ..item })
}

/// What the addresses on a page are relative to: as it says, or else where it is.
fn base_of(document: &Document, address: Option<&WebAddress>) -> Option<WebAddress> {
    let said = document.select_single("base[href]").attr("href");
    let said = said.and_then(|href| match address {
        Some(page) => page.join(href.trim()).ok(),
        None => WebAddress::parse(href.trim()).ok(),
    });
    said.or_else(|| address.cloned())
}

/// What a page says of its article. JSON-LD first: it says what kind of thing it speaks
/// of. Then meta, then what the page shows, and of the day what its address says.
fn facts_of(document: &Document, address: Option<&WebAddress>) -> PageMetadata {
    let mut facts = PageMetadata {
        site: meta::site(document),
        host: address.and_then(headline::name_of_host),
        ..PageMetadata::default()
    };
    // The operator's selectors are for the page as it is.
    let with_data = document;
    let document = &document.clone();
    layout::straighten(document);
    facts.url = meta::canonical(document);
    let own = Own::of(document, &facts, address);
    json_ld::read(with_data, &own, &mut facts);
    meta::read(document, &mut facts, address);
    facts.offer_published(&json_ld::date_of_page(with_data, &own).unwrap_or_default());
    let headline = Headline::of(document, facts.title.as_deref());
    marked::read(document, &headline, &mut facts);
    shown::read(document, &headline, &mut facts);
    marked::times(document, &headline, &mut facts);
    facts.embargo_lines = embargo_lines::near(document, &headline);
    if let Some(name) = facts.house.take().filter(|_| facts.authors.is_empty()) {
        facts.authors.push(RawAuthor { name, ..RawAuthor::default() });
    }
    if facts.published.is_none() && facts.unreadable_date.is_none() {
        // Where a page says that it is, its own address may say more than the one asked.
        let said = facts.url.as_deref().and_then(|url| WebAddress::parse(url).ok());
        facts.published = address.and_then(day_of).or_else(|| said.as_ref().and_then(day_of));
    }
    facts
}

fn item(facts: PageMetadata, text: Trimmed, address: Option<&WebAddress>) -> RawItem {
    let canonical = facts
        .url
        .as_deref()
        .and_then(|url| match address {
            Some(base) => base.join(url).ok(),
            None => WebAddress::parse(url).ok(),
        })
        // A canonical address on the front page is a mistake that many sites make.
        .filter(|url| url.url().path().len() > 1);
    let url = canonical.as_ref().or(address).map(ToString::to_string);
    RawItem {
        key: url.clone().unwrap_or_else(|| facts.title.clone().unwrap_or_default()),
        key_is_global: url.is_some(),
        title: facts.title.map(RawText::Plain),
        url,
        base: address.cloned().or(canonical),
        is_unmarked: !facts.is_article && facts.authors.is_empty(),
        is_framed: facts.is_framed,
        published: facts.published,
        updated: facts.modified,
        date_fault: facts
            .unreadable_date
            .as_deref()
            .filter(|_| facts.published.is_none())
            .and_then(|text| dates::judge_date(text).err())
            .filter(DateFault::is_of_the_zone)
            .map(|fault| fault.to_string()),
        unreadable_date: facts.unreadable_date,
        authors: facts.authors,
        summary: facts.summary.map(RawText::Plain),
        content: Some(RawText::Html(text.html)),
        author_note: text.author_note,
        embargo_lines: facts.embargo_lines,
        warnings: text.is_beginning.then(|| paywall::BEGINNING.to_owned()).into_iter().collect(),
        language: facts.language,
        tags: facts.tags,
        media: facts.image.into_iter().map(image).collect(),
        ..RawItem::default()
    }
}

fn image(image: metadata::Image) -> RawMedia {
    RawMedia {
        url: image.url,
        width: image.width,
        height: image.height,
        description: image.description,
        credit: image.credit,
        ..RawMedia::default()
    }
}

/// Whether elements are nested so deep that building a tree of them is a risk.
pub(in crate::sources) fn is_too_deep(html: &str) -> bool {
    let mut depth = 0_usize;
    let mut deepest = 0;
    each_piece(html, |piece| {
        match piece {
            Piece::Open(tag) if !tag.self_closing && !closes_itself(&tag.name) => depth += 1,
            Piece::Close(tag) if !closes_itself(&tag.name) => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
        if deepest > DEEPEST { Onward::Stop } else { Onward::Yes }
    });
    deepest > DEEPEST
}

/// Elements that hold nothing, or whose end tags people leave out.
fn closes_itself(name: &str) -> bool {
    const NAMES: [&str; 29] = [
        "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img",
        "input", "li", "link", "meta", "option", "p", "param", "rp", "rt", "source", "tbody", "td",
        "th", "thead", "tr", "track", "wbr",
    ];
    NAMES.contains(&name)
}
