//! All feeds on one page for people, with their addresses.

use super::error::RenderError;
use super::opml::in_order;
use super::page_frame::{Address, Frame, HeadLink, addresses, format_name};
use crate::feed_document::{FeedDocument, Format};
use crate::look::{Sheet, direction};
use crate::text::Language;
use crate::words::words;
use askama::Template;
use std::borrow::Borrow;

#[derive(Template)]
#[template(path = "feeds/index.html")]
struct IndexPage<'a> {
    sheet: Sheet<'a>,
    frame: Frame<'a>,
    feeds: Vec<Feed<'a>>,
}

/// A feed on the page.
struct Feed<'a> {
    slug: &'a str,
    title: &'a str,
    description: &'a str,
    language: &'a Language,
    direction: &'static str,
    addresses: Vec<Address>,
}

#[derive(Template)]
#[template(path = "short/notice.html")]
struct NoFeeds<'a> {
    sheet: Sheet<'a>,
    sentence: &'a str,
}

/// Writes the page that lists these feeds: the front page first, then in the
/// order of the sections. Its own words are in the language of the first.
///
/// # Errors
/// When a feed has no address; no valid document is known where that is so.
pub fn index<D: Borrow<FeedDocument>>(docs: &[D]) -> Result<Vec<u8>, RenderError> {
    let docs = in_order(docs);
    let Some(first) = docs.first() else { return none() };
    let mut links = discoverable(&docs)?;
    let w = words(&first.language);
    links.push(HeadLink {
        media_type: "text/x-opml",
        title: w.all_at_once.to_owned(),
        address: "index.opml".to_owned(),
    });
    let title = format!("{} – {}", w.subscribe, first.masthead.title);
    let frame = Frame { description: w.feed_is, ..Frame::of(first, links) };
    let page = IndexPage {
        sheet: Sheet { title: &title, language: &first.language },
        frame,
        feeds: docs.iter().map(|doc| feed(doc)).collect::<Result<_, _>>()?,
    };
    Ok(page.render()?.into_bytes())
}

fn none() -> Result<Vec<u8>, RenderError> {
    let english = Language::english();
    let w = words(&english);
    let sheet = Sheet { title: w.subscribe, language: &english };
    Ok(NoFeeds { sheet, sentence: w.empty }.render()?.into_bytes())
}

/// What a reader that is given this page may subscribe to.
/// The first feed is there in all formats, the others once: nobody wants each three times.
fn discoverable(docs: &[&FeedDocument]) -> Result<Vec<HeadLink>, RenderError> {
    let mut found = Vec::new();
    for (place, doc) in docs.iter().enumerate() {
        for format in Format::ALL.into_iter().filter(|format| place == 0 || *format == Format::Rss)
        {
            let title = match place {
                0 => format!("{} ({})", doc.title, format_name(format)),
                _ => doc.title.to_string(),
            };
            found.push(HeadLink::to(doc, format, title)?);
        }
    }
    Ok(found)
}

fn feed<'a>(doc: &'a FeedDocument) -> Result<Feed<'a>, RenderError> {
    Ok(Feed {
        slug: doc.slug.as_str(),
        title: &doc.title,
        description: &doc.description,
        language: &doc.language,
        direction: direction(&doc.language),
        addresses: addresses(doc)?,
    })
}
