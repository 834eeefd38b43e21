//! Who an address of mail is of: what stands before its at-sign.

use super::signs::{dot_before, is_unseen};
use super::spelled;
use percent_encoding::percent_decode_str;

/// The longest that is looked at; RFC 5321 §4.5.3.1 has half of it.
const LONGEST: usize = 128;

/// The most names with `[dot]` between them that are taken for one.
const MOST_NAMES: usize = 6;

/// Who it is, plainly written, and where that begins, not before `floor`; `None` for nobody.
/// Before a plain at-sign no word stands for a dot.
pub(super) fn before(
    text: &str,
    end: usize,
    floor: usize,
    is_plain: bool,
) -> Option<(String, usize)> {
    let (mut whole, mut start) = one(text, end, floor)?;
    // `ann [dot] wire`, `ann dot wire`
    let dot = |start: usize| {
        let spoken = || spelled::dot_before(text, start).filter(|_| !is_plain);
        dot_before(text, start).or_else(spoken).filter(|parted| start - parted > floor)
    };
    for _ in 1..MOST_NAMES {
        let Some(parted) = dot(start) else { break };
        let Some((name, begin)) = one(text, start - parted, floor) else { break };
        whole = format!("{name}.{whole}");
        start = begin;
    }
    Some((whole, start))
}

fn one(text: &str, end: usize, floor: usize) -> Option<(String, usize)> {
    let near = text.ceil_char_boundary(end.saturating_sub(LONGEST)).max(floor);
    let seen = text[near..end].trim_end_matches(is_unseen);
    if let Some(rest) = seen.strip_suffix('"') {
        return quoted(rest).map(|open| (seen[open..].to_owned(), near + open));
    }
    let (start, end) = (near + name(seen), near + seen.len());
    let plain: String = text[start..end].chars().filter(|c| !is_unseen(*c)).collect();
    let plain = percent_decode_str(&plain).decode_utf8_lossy().into_owned();
    (!plain.is_empty()).then_some((plain, start))
}

/// Where the name at the end of a text begins.
fn name(text: &str) -> usize {
    let is_part = |c: char| {
        c.is_alphanumeric() || "._%+-!#$&'*=?^{|}~".contains(c) || (is_unseen(c) && c != '\u{202e}')
    };
    let start = text.trim_end_matches(is_part).len();
    // In a query, and in marks of style, it begins later.
    let inner = text[start..].rfind(['=', '?', '&', '|', '{', '}', '#', '*']);
    let start = inner.map_or(start, |at| start + at + 1);
    let start = start + escaped_before(&text[start..]);
    let lead = |c: char| !c.is_alphanumeric() && c != '_' && c != '%';
    start + (text.len() - start - text[start..].trim_start_matches(lead).len())
}

/// How much of a text is escapes of what stands before a name: `%3D`, `%20`, `%3A`.
fn escaped_before(text: &str) -> usize {
    let ends = ["%3d", "%26", "%3f", "%20", "%3a", "%2f", "%3c", "%22"];
    let lower = text.to_ascii_lowercase();
    ends.iter().filter_map(|end| lower.rfind(end).map(|at| at + end.len())).max().unwrap_or(0)
}

/// Where the name in quotation marks that ends here begins.
fn quoted(rest: &str) -> Option<usize> {
    let open = rest.rfind('"')?;
    let name = &rest[open + 1..];
    let right = !name.trim().is_empty() && !name.contains(['\n', '<', '>']);
    right.then_some(open)
}
