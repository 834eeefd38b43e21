//! What the `rss` crate writes otherwise than the RSS profile wants it: `&` and `<` in
//! text that people read are hexadecimal references there, because many readers take
//! `&lt;` for markup. Everything else passes unchanged.

use quick_xml::events::{BytesRef, Event};
use quick_xml::{Reader, Writer};

/// The elements whose text is plain. A description is HTML, and an address is copied by
/// programs that know few references.
const PLAIN: [&str; 12] = [
    "title",
    "category",
    "copyright",
    "managingEditor",
    "webMaster",
    "source",
    "dc:creator",
    "dc:rights",
    "dc:source",
    "media:credit",
    "media:description",
    "media:title",
];

/// Rewrites an RSS document.
pub(super) fn finish(rss: &[u8]) -> Result<Vec<u8>, quick_xml::Error> {
    let mut reader = Reader::from_reader(rss);
    let mut writer = Writer::new(Vec::with_capacity(rss.len() + 1024));
    let mut is_plain = false;
    loop {
        let event = match reader.read_event()? {
            Event::Eof => return Ok(writer.into_inner()),
            Event::Start(start) => {
                is_plain = PLAIN.contains(&start.name().as_ref());
                Event::Start(start)
            }
            Event::End(end) => {
                is_plain = false;
                Event::End(end)
            }
            Event::GeneralRef(reference) if is_plain => Event::GeneralRef(in_hex(reference)),
            event => event,
        };
        writer.write_event(event)?;
    }
}

fn in_hex(reference: BytesRef<'_>) -> BytesRef<'_> {
    match &*reference {
        "amp" => BytesRef::new("#x26"),
        "lt" => BytesRef::new("#x3C"),
        _ => reference,
    }
}
