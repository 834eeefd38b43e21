//! OPML 2.0: every feed in one file, for subscribing in one step. One outline
//! per feed, its RSS: importers know that type, and a reader that is offered
//! three formats of one feed would subscribe to all three.

use super::addresses::address;
use super::dates;
use super::error::RenderError;
use crate::feed_document::{FeedDocument, Format};
use crate::section::Slug;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Borrow;
use std::io;

/// Writes the list of these feeds: the front page first, then in the order of
/// the sections. Its date is that of the newest feed.
///
/// # Errors
/// When a writer fails; no valid document is known that makes one fail.
pub fn opml<D: Borrow<FeedDocument>>(docs: &[D]) -> Result<Vec<u8>, RenderError> {
    let docs = in_order(docs);
    let addresses: Vec<String> =
        docs.iter().map(|doc| address(doc, Format::Rss)).collect::<Result<_, _>>()?;
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write(&mut writer, &docs, &addresses).map_err(|error| RenderError::Xml {
        document: "the list of feeds".to_owned(),
        source: error.into(),
    })?;
    Ok(writer.into_inner())
}

/// The feeds as people expect them listed, whatever order they came in.
pub(super) fn in_order<D: Borrow<FeedDocument>>(docs: &[D]) -> Vec<&FeedDocument> {
    let mut docs: Vec<&FeedDocument> = docs.iter().map(Borrow::borrow).collect();
    docs.sort_by_key(|doc| {
        let place = doc.masthead.sections.iter().position(|label| label.slug == doc.slug);
        (doc.slug != Slug::front_page(), place.unwrap_or(usize::MAX), doc.slug.clone())
    });
    docs
}

fn write(
    writer: &mut Writer<Vec<u8>>,
    docs: &[&FeedDocument],
    addresses: &[String],
) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer.create_element("opml").with_attribute(("version", "2.0")).write_inner_content(
        |opml| {
            opml.create_element("head").write_inner_content(|head| write_head(head, docs))?;
            opml.create_element("body").write_inner_content(|body| {
                docs.iter()
                    .zip(addresses)
                    .try_for_each(|(doc, address)| write_outline(body, doc, address))
            })?;
            Ok(())
        },
    )?;
    Ok(())
}

fn write_head(writer: &mut Writer<Vec<u8>>, docs: &[&FeedDocument]) -> io::Result<()> {
    let mut line = |name: &str, text: &str| -> io::Result<()> {
        writer.create_element(name).write_text_content(BytesText::new(text)).map(drop)
    };
    if let Some(doc) = docs.first() {
        line("title", &doc.masthead.title)?;
        if let Some(updated) = docs.iter().map(|doc| doc.updated).max() {
            line("dateModified", &dates::rfc822(updated))?;
        }
        // Their address is for RSS alone.
        let editor = doc.masthead.editor.as_ref().and_then(|editor| editor.name.as_ref());
        if let Some(name) = editor {
            line("ownerName", name)?;
        }
        line("ownerId", doc.masthead.site.as_str())?;
    }
    Ok(())
}

fn write_outline(
    writer: &mut Writer<Vec<u8>>,
    doc: &FeedDocument,
    address: &str,
) -> io::Result<()> {
    writer
        .create_element("outline")
        .with_attributes([
            ("type", "rss"),
            ("text", doc.title.as_str()),
            ("title", doc.title.as_str()),
            ("description", doc.description.as_str()),
            ("xmlUrl", address),
            ("htmlUrl", doc.page.as_str()),
            ("language", doc.language.as_str()),
            ("version", "RSS2"),
        ])
        .write_empty()
        .map(drop)
}
