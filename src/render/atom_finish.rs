//! What `atom_syndication` cannot say, put in after it wrote: the language of an
//! entry, and the short form of dates. Everything else passes unchanged.

use crate::text::Language;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

/// Rewrites an Atom feed: `xml:lang` on the entries that have a language in
/// `languages` (by their place), and dates that end in `Z`.
pub(super) fn finish(
    feed: &[u8],
    languages: &[Option<&Language>],
) -> Result<Vec<u8>, quick_xml::Error> {
    let mut reader = Reader::from_reader(feed);
    let mut writer = Writer::new(Vec::with_capacity(feed.len() + 1024));
    let mut languages = languages.iter();
    let mut in_date = false;
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer.write_event(Event::Text(BytesText::from_escaped("\n")))?;
    loop {
        let event = match reader.read_event()? {
            Event::Eof => return Ok(writer.into_inner()),
            Event::Start(start) => {
                in_date = matches!(start.name().as_ref(), "updated" | "published");
                let language = (start.name().as_ref() == "entry")
                    .then(|| languages.next().copied().flatten())
                    .flatten();
                Event::Start(match language {
                    Some(language) => with_language(start, language),
                    None => start,
                })
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
