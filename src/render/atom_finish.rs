//! What `atom_syndication` cannot say, put in after it wrote: the language of an
//! entry, the short form of dates, and what stands beside the entries, which RFC 4287's
//! grammar takes before them only. Everything else passes unchanged.

use super::{body, dates};
use crate::article::Withdrawn;
use crate::text::Language;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use std::io;

/// What stands in a feed beside its entries.
pub(super) struct Beside<'a> {
    /// It is a page of an archive (RFC 5005 §4).
    pub(super) archive_mark: bool,
    /// What was taken back (RFC 6721).
    pub(super) withdrawn: &'a [Withdrawn],
}

/// Rewrites an Atom feed: `xml:lang` on the entries that have a language in
/// `languages` (by their place), dates that end in `Z`, and `beside` before the entries.
pub(super) fn finish(
    feed: &[u8],
    languages: &[Option<&Language>],
    beside: &Beside<'_>,
) -> Result<Vec<u8>, quick_xml::Error> {
    let mut reader = Reader::from_reader(feed);
    let mut writer = Writer::new(Vec::with_capacity(feed.len() + 1024));
    let mut languages = languages.iter();
    let mut beside = Some(beside);
    let mut in_date = false;
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer.write_event(Event::Text(BytesText::from_escaped("\n")))?;
    loop {
        let event = match reader.read_event()? {
            Event::Eof => return Ok(writer.into_inner()),
            Event::Start(start) => {
                in_date = matches!(start.name().as_ref(), "updated" | "published");
                let is_entry = start.name().as_ref() == "entry";
                if is_entry && let Some(beside) = beside.take() {
                    beside.write(&mut writer)?;
                }
                let language = is_entry.then(|| languages.next().copied().flatten()).flatten();
                Event::Start(match language {
                    Some(language) => with_language(start, language),
                    None => start,
                })
            }
            Event::End(end) if end.name().as_ref() == "feed" => {
                if let Some(beside) = beside.take() {
                    beside.write(&mut writer)?;
                }
                Event::End(end)
            }
            Event::Text(text) if in_date => Event::Text(in_short_form(&text)),
            event => {
                in_date = false;
                event
            }
        };
        writer.write_event(event)?;
    }
}

impl Beside<'_> {
    /// Each on a line of its own, which is begun already.
    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let line_end = || Event::Text(BytesText::from_escaped("\n "));
        if self.archive_mark {
            writer.create_element("fh:archive").write_empty()?;
            writer.write_event(line_end())?;
        }
        for withdrawn in self.withdrawn {
            let (id, at) = (body::xml(withdrawn.id.as_str()), dates::rfc3339(withdrawn.at));
            let tombstone = writer
                .create_element("at:deleted-entry")
                .with_attributes([("ref", id.as_str()), ("when", at.as_str())]);
            match &withdrawn.reason {
                Some(reason) => tombstone.write_inner_content(|inside| {
                    let comment = inside.create_element("at:comment");
                    comment.write_text_content(BytesText::new(reason)).map(drop)
                })?,
                None => tombstone.write_empty()?,
            };
            writer.write_event(line_end())?;
        }
        Ok(())
    }
}

fn with_language<'a>(mut start: BytesStart<'a>, language: &Language) -> BytesStart<'a> {
    start.push_attribute(("xml:lang", language.as_str()));
    start
}

/// RFC 3339 allows `+00:00`; `Z` is what every reader was tried with.
fn in_short_form(date: &BytesText<'_>) -> BytesText<'static> {
    let date: &str = date;
    let utc = date.strip_suffix("+00:00").map(|local| format!("{local}Z"));
    BytesText::from_escaped(utc.unwrap_or_else(|| date.to_owned()))
}
