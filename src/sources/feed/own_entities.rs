//! Words that a document defines for itself: `<!ENTITY paper "The Post">` in its document
//! type, and `&paper;` where they are meant. They are put in before anything is read. Nothing
//! is fetched for one, none brings markup, and a bomb of them stays as it is written.

use super::characters::is_known;
use super::scan::doctype;
use memchr::{memchr2, memmem};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What one stands for is at most so long.
const LONGEST: usize = 1024;

/// So many others may one stand for, and those in their turn.
const MOST_WITHIN: usize = 16;

/// More are not read.
const MOST: usize = 512;

/// A document grows by them to at most twice its length, and these bytes.
const ROOM: usize = 64 << 10;

/// What is taken as it is written.
const FENCES: [(&str, &str); 2] = [("<![CDATA[", "]]>"), ("<!--", "-->")];

/// The document with the words in it.
pub(super) fn put_in(text: &str) -> Cow<'_, str> {
    let Some(doctype) = doctype(text) else { return Cow::Borrowed(text) };
    let entities = declared(&text[doctype.clone()]);
    if entities.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + ROOM);
    out.push_str(&text[..doctype.end]);
    match fill(&text[doctype.end..], &entities, &mut out, text.len() * 2 + ROOM) {
        true => Cow::Owned(out),
        false => Cow::Borrowed(text),
    }
}

/// The words by their names, those in them put in.
fn declared(doctype: &str) -> BTreeMap<&str, String> {
    let mut written = BTreeMap::new();
    let finder = memmem::Finder::new("<!ENTITY");
    for at in finder.find_iter(doctype.as_bytes()).take(MOST) {
        if let Some((name, value)) = declaration(&doctype[at + "<!ENTITY".len()..]) {
            // The first is the one that counts (XML 1.0 §4.2).
            written.entry(name).or_insert(value);
        }
    }
    let names: Vec<&str> = written.keys().copied().collect();
    let whole = names.into_iter().filter_map(|name| {
        let mut value = String::new();
        let mut left = MOST_WITHIN;
        resolve(&written, name, &mut left, &mut value).then_some((name, value))
    });
    whole.collect()
}

/// The name of an entity and what is written for it; none of what is elsewhere (`SYSTEM`),
/// of one for the document type alone (`%`), and of a name that HTML has.
fn declaration(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.strip_prefix(|c: char| c.is_ascii_whitespace())?.trim_ascii_start();
    let end = rest.find(|c: char| c.is_ascii_whitespace())?;
    let (name, rest) = rest.split_at(end);
    let rest = rest.trim_ascii_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = rest[1..].split_once(quote)?;
    let is_name = !name.is_empty() && !name.contains(['%', '&', ';', '<', '>']);
    (is_name && value.len() <= LONGEST && !is_known(name)).then_some((name, value))
}

/// Writes what a name stands for; `false` where it has markup in it, is too long, or stands
/// for itself.
fn resolve(written: &BTreeMap<&str, &str>, name: &str, left: &mut usize, to: &mut String) -> bool {
    let Some(value) = written.get(name).filter(|_| *left > 0) else { return false };
    *left -= 1;
    let mut rest = *value;
    while let Some((before, after)) = rest.split_once('&') {
        push_plain(before, to);
        let reference = after.split_once(';').filter(|(name, _)| written.contains_key(name));
        rest = match reference {
            Some((name, rest)) if resolve(written, name, left, to) => rest,
            Some(_) => return false,
            None => {
                to.push('&');
                after
            }
        };
    }
    push_plain(rest, to);
    to.len() <= LONGEST && !to.contains('<')
}

/// A quote would end an attribute.
fn push_plain(part: &str, to: &mut String) {
    to.push_str(&part.replace('"', "&quot;").replace('\'', "&apos;"));
}

/// Writes a text with the words in it, but for comments and CDATA; `false` where it becomes
/// longer than `most`.
fn fill(text: &str, entities: &BTreeMap<&str, String>, to: &mut String, most: usize) -> bool {
    let last_ends = FENCES.map(|(_, close)| memmem::rfind(text.as_bytes(), close.as_bytes()));
    let mut at = 0;
    while let Some(found) = memchr2(b'&', b'<', &text.as_bytes()[at..]) {
        let place = at + found;
        to.push_str(&text[at..place]);
        let mark = &text[place..];
        at = place + 1;
        let known = if mark.starts_with('&') { reference(mark, entities) } else { None };
        match known {
            Some((value, length)) => {
                to.push_str(value);
                at = place + length;
            }
            None => {
                let fence = FENCES.iter().position(|(open, _)| mark.starts_with(open));
                // One after the last end never ends.
                let end = fence.filter(|fence| last_ends[*fence].is_some_and(|last| last > place));
                let end = end.and_then(|fence| mark.find(FENCES[fence].1));
                at += end.unwrap_or(0);
                to.push_str(&text[place..at]);
            }
        }
        if to.len() > most {
            return false;
        }
    }
    to.push_str(&text[at..]);
    true
}

/// What the reference at the beginning stands for, where it is one of these, and its length.
fn reference<'a>(mark: &str, entities: &'a BTreeMap<&str, String>) -> Option<(&'a str, usize)> {
    const LONGEST_NAME: usize = 64;
    let window = &mark.as_bytes()[1..mark.len().min(LONGEST_NAME)];
    let end = memchr2(b';', b'&', window).filter(|end| window[*end] == b';')?;
    Some((entities.get(mark.get(1..=end)?)?, end + 2))
}
