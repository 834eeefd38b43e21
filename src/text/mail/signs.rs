//! The signs that an address of mail is written with, and what programs take for them. What
//! stands around them is not looked at.

use super::spelled::{self, ATS, DOTS};
use std::ops::Range;

/// The next at-sign from `from` on.
pub(super) fn next_at(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find_map(|at| {
        let rest = &bytes[at..];
        let length = match rest[0] {
            b'@' => 1,
            b'%' => percent(rest, b"40")?,
            b'&' => reference(rest, [b"64", b"40"], b"commat;")?,
            b'\\' if starts(&rest[1..], b"u0040") => 6,
            b'\\' if starts(&rest[1..], b"x40") => 4,
            // The wide sign and the small one.
            0xef if starts(rest, "＠".as_bytes()) || starts(rest, "﹫".as_bytes()) => 3,
            b'[' | b'(' | b'{' | b'<' => return bracketed(text, at, ATS),
            byte if is_space(byte) => return spelled::at(text, at),
            _ => return None,
        };
        Some(at..at + length)
    })
}

/// The length of what parts two names of a host here.
pub(super) fn dot(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    match rest.first()? {
        b'.' => Some(1),
        b'%' => percent(rest, b"2e"),
        b'&' => reference(rest, [b"46", b"2e"], b"period;"),
        b'[' | b'(' | b'{' | b'<' | b' ' => {
            let open = at + rest.iter().take_while(|byte| **byte == b' ').count();
            let range = bracketed(text, open, DOTS)?;
            Some(range.end - at)
        }
        _ => {
            let wide = ["。", "．", "｡"].into_iter().find(|dot| starts(rest, dot.as_bytes()));
            wide.map(str::len)
        }
    }
}

/// The length of what parts two names and ends here: a word in brackets.
pub(super) fn dot_before(text: &str, end: usize) -> Option<usize> {
    let closed = text[..end].trim_end_matches(' ');
    let close = closed.chars().next_back().filter(|close| "])}>".contains(*close))?;
    let inner = &closed[..closed.len() - close.len_utf8()];
    let near = &inner[inner.floor_char_boundary(inner.len().saturating_sub(12))..];
    let open = near.rfind(['[', '(', '{', '<'])?;
    let open = inner.len() - near.len() + open;
    let range = bracketed(text, open, DOTS)?;
    (range.end >= end).then(|| end - range.start)
}

/// Whether a blank may begin here.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | 0xc2)
}

/// Whether a character is seen by nobody.
pub(super) fn is_unseen(c: char) -> bool {
    let marks = ['\u{200b}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2060}'..='\u{2069}'];
    matches!(c, '\u{ad}' | '\u{feff}') || marks.iter().any(|marks| marks.contains(&c))
}

fn starts(bytes: &[u8], with: &[u8]) -> bool {
    bytes.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with))
}

/// `%40`, escaped any number of times.
fn percent(rest: &[u8], digits: &[u8]) -> Option<usize> {
    let mut at = 1;
    while starts(&rest[at..], b"25") {
        at += 2;
    }
    starts(&rest[at..], digits).then_some(at + 2)
}

/// A reference of HTML, by a number (in tens or in sixteens) or by a name, escaped any number
/// of times.
fn reference(rest: &[u8], [ten, sixteen]: [&[u8]; 2], name: &[u8]) -> Option<usize> {
    let mut at = 1;
    while starts(&rest[at..], b"amp;") {
        at += 4;
    }
    if starts(&rest[at..], name) {
        return Some(at + name.len());
    }
    let (digits, mut at) = match rest.get(at..)? {
        [b'#', b'x' | b'X', ..] => (sixteen, at + 2),
        [b'#', ..] => (ten, at + 1),
        _ => return None,
    };
    while rest.get(at) == Some(&b'0') {
        at += 1;
    }
    let end = at + digits.len();
    let ends = starts(&rest[at..], digits) && !rest.get(end).is_some_and(u8::is_ascii_hexdigit);
    ends.then(|| end + usize::from(rest.get(end) == Some(&b';')))
}

/// One of these words in brackets, with the spaces inside and around.
fn bracketed(text: &str, open: usize, words: &[&str]) -> Option<Range<usize>> {
    let rest = text.get(open..)?;
    let close = match rest.bytes().next()? {
        b'[' => ']',
        b'(' => ')',
        b'{' => '}',
        b'<' => '>',
        _ => return None,
    };
    let near = &rest[1..rest.floor_char_boundary(16).max(1)];
    let (inner, _) = near.split_once(close)?;
    let word = inner.trim().to_lowercase();
    if !words.contains(&word.as_str()) {
        return None;
    }
    let end = open + 1 + inner.len() + 1;
    let start = text[..open].trim_end_matches(' ').len();
    let end = end + text[end..].bytes().take_while(|byte| *byte == b' ').count();
    Some(start..end)
}
