//! All feeds on one page for people, with their addresses.

use super::RenderError;
use super::opml::in_order;
use super::page_frame::{Frame, addresses, direction};
use crate::feed_document::FeedDocument;
use crate::text::Language;
use quick_xml::escape::escape;
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
    let frame = Frame {
        title: &title,
        description: &title,
        language: &english,
        links: vec![["alternate", "text/x-opml", "All feeds (OPML)", "index.opml"]],
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

fn feed(doc: &FeedDocument) -> Result<String, RenderError> {
    let language = &doc.language;
    let own = format!(" lang=\"{language}\" dir=\"{}\"", direction(language));
    Ok(format!(
        "<li>\n<h2{own}><a href=\"{slug}.html\">{}</a></h2>\n<p{own}>{}</p>\n{}</li>\n",
        escape(doc.title.as_str()),
        escape(doc.description.as_str()),
        addresses(doc)?,
        slug = doc.slug,
    ))
}
