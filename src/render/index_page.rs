//! All feeds on one page for people, with their addresses.

use super::addresses::{address, link_type};
use super::error::RenderError;
use super::opml::in_order;
use super::page_frame::{Frame, addresses, direction, format_name};
use crate::feed_document::{FeedDocument, Format};
use crate::text::Language;
use crate::text::html::escaped;
use std::borrow::Borrow;

/// What a list of no feeds says.
const EMPTY: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <title>Feeds</title>\n</head>\n<body>\n<h1>Feeds</h1>\n<p>There are no feeds yet.</p>\n\
    </body>\n</html>\n";

/// Writes the page that lists these feeds: the front page first, then in the
/// order of the sections. The page's own words are English.
///
/// # Errors
/// When a feed has no address; no valid document is known where that is so.
pub fn index<D: Borrow<FeedDocument>>(docs: &[D]) -> Result<Vec<u8>, RenderError> {
    let docs = in_order(docs);
    let (Some(first), Ok(english)) = (docs.first(), "en".parse::<Language>()) else {
        return Ok(EMPTY.as_bytes().to_vec());
    };
    let title = format!("Feeds of {}", first.masthead.title);
    let feeds = discoverable(&docs)?;
    let found = feeds.iter().map(|[kind, title, address]| ["alternate", kind, title, address]);
    let frame = Frame {
        title: &title,
        description: &title,
        language: &english,
        links: found
            .chain([["alternate", "text/x-opml", "All feeds (OPML)", "index.opml"]])
            .collect(),
        site: (&first.masthead.title, first.masthead.site.as_str()),
        rights: first.masthead.rights.as_deref(),
    };
    let intro = "<div class=\"how\">\n<p><strong>These are feeds.</strong> Copy an address into \
                 your feed reader, and new articles come to you. To subscribe to all of them in \
                 one step, import the list:</p>\n<dl>\n<dt>OPML</dt>\
                 <dd><a href=\"index.opml\">index.opml</a></dd>\n</dl>\n</div>\n";
    let feeds: String = docs.into_iter().map(feed).collect::<Result<_, _>>()?;
    Ok(frame.around(intro, &format!("<ul class=\"feeds\">\n{feeds}</ul>\n")).into_bytes())
}

/// What a reader that is given this page may subscribe to: media type, title, address.
/// The first feed is there in all formats, the others once: nobody wants each three times.
fn discoverable(docs: &[&FeedDocument]) -> Result<Vec<[String; 3]>, RenderError> {
    let mut found = Vec::new();
    for (place, doc) in docs.iter().enumerate() {
        for format in Format::ALL.into_iter().filter(|format| place == 0 || *format == Format::Rss)
        {
            let title = match place {
                0 => format!("{} ({})", doc.title, format_name(format)),
                _ => doc.title.to_string(),
            };
            found.push([link_type(format).to_owned(), title, address(doc, format)?]);
        }
    }
    Ok(found)
}

fn feed(doc: &FeedDocument) -> Result<String, RenderError> {
    let language = &doc.language;
    let own = format!(" lang=\"{language}\" dir=\"{}\"", direction(language));
    Ok(format!(
        "<li>\n<h2{own}><a href=\"{slug}.html\">{}</a></h2>\n<p{own}>{}</p>\n{}</li>\n",
        escaped(doc.title.as_str()),
        escaped(doc.description.as_str()),
        addresses(doc)?,
        slug = doc.slug,
    ))
}
