//! Authors, in every way that feeds name them. Addresses of mail are told
//! apart from names, so that they are not published as one.

use super::construct::Texts;
use crate::raw_item::RawAuthor;

/// Reads `address (Name)`, `Name <address>`, `Name (address)`, `Name`, or an
/// address alone.
pub(super) fn read_person(text: &str) -> Option<RawAuthor> {
    let text = text.trim().trim_start_matches("mailto:");
    if text.is_empty() {
        return None;
    }
    let (outside, inside) = bracketed(text, '(', ')').or_else(|| bracketed(text, '<', '>')).unzip();
    let (outside, inside) = (outside.unwrap_or(text), inside.unwrap_or_default());
    let (email, name) = match (mail(outside), mail(inside)) {
        (Some(email), _) => (Some(email), inside),
        (None, Some(email)) => (Some(email), outside),
        (None, None) if inside.is_empty() => (None, outside),
        (None, None) => (None, text),
    };
    let name = name.trim().trim_matches('"').trim();
    let name = if name.is_empty() { email.unwrap_or(text) } else { name };
    Some(RawAuthor {
        name: name.to_owned(),
        email: email.map(str::to_owned),
        ..RawAuthor::default()
    })
}

/// What stands before a bracket at the end of a text, and what in it.
fn bracketed(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let (outside, inside) = text.strip_suffix(close)?.rsplit_once(open)?;
    Some((outside.trim(), inside.trim().trim_start_matches("mailto:")))
}

fn mail(text: &str) -> Option<&str> {
    let (local, host) = text.split_once('@')?;
    let right = !local.is_empty()
        && host.contains('.')
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ','));
    right.then_some(text)
}

/// An author with elements of its own (Atom), or one line (RSS).
pub(super) fn author(texts: &Texts<'_, '_>, at: usize) -> Option<RawAuthor> {
    if !texts.tree.has_children(at) {
        return read_person(&texts.plain(at)?);
    }
    let (mut name, mut url, mut email) = (None, None, None);
    for (child, element) in texts.tree.children(at) {
        let place = match element.lower_name().as_str() {
            "name" => &mut name,
            "uri" | "url" | "homepage" => &mut url,
            "email" => &mut email,
            _ => continue,
        };
        *place = place.take().or_else(|| texts.plain(child));
    }
    if name.is_none() && email.is_none() && url.is_none() {
        return read_person(&texts.plain(at)?);
    }
    let in_name = name.as_deref().and_then(read_person);
    let email = email.or_else(|| in_name.as_ref().and_then(|person| person.email.clone()));
    let name =
        in_name.map(|person| person.name).or_else(|| email.clone()).or_else(|| url.clone())?;
    Some(RawAuthor { name, url, email, ..RawAuthor::default() })
}

/// Leaves out who was named before, and addresses without a name when somebody
/// was named: they are the same person under two elements.
pub(super) fn without_repeats(people: Vec<RawAuthor>) -> Vec<RawAuthor> {
    let someone_is_named = people.iter().any(|person| person.email.as_ref() != Some(&person.name));
    let mut kept: Vec<RawAuthor> = Vec::with_capacity(people.len());
    for person in people {
        let nameless = person.email.as_ref() == Some(&person.name);
        let same = |known: &&mut RawAuthor| {
            known.name == person.name
                || (person.email.is_some() && known.email == person.email && nameless)
        };
        if let Some(known) = kept.iter_mut().find(same) {
            known.url = known.url.take().or(person.url);
            known.email = known.email.take().or(person.email);
        } else if !(nameless && someone_is_named) && kept.len() < MOST_AUTHORS {
            kept.push(person);
        }
    }
    kept
}

/// No article has more; it bounds the search for repeats.
const MOST_AUTHORS: usize = 100;
