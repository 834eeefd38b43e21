//! The host of an address of mail: what stands behind its at-sign.

use super::signs::{dot, is_unseen};
use super::spelled;

/// The longest that a host may be (RFC 5321 §4.5.3.1).
const LONGEST: usize = 255;

/// A host.
pub(super) struct Host {
    /// Plainly written.
    pub(super) name: String,
    /// Where it ends.
    pub(super) end: usize,
    /// Words stand for its dots, or for one of them.
    pub(super) is_spelled: bool,
}

/// How its at-sign is written, which says what to expect.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A sign behind which any name is a host.
    BeforeAny,
    /// A sign of any other kind.
    Plain,
    /// A word, as it is spoken.
    Spelled,
}

/// A name in a host.
struct Part {
    name: String,
    end: usize,
    /// What parts it from the name before is a word.
    spelled: bool,
}

/// The host that begins here; `None` for what is none.
pub(super) fn after(text: &str, from: usize, sign: Sign) -> Option<Host> {
    if let Some(literal) = text[from..].strip_prefix('[') {
        let plain = |host: &str| {
            let (name, end) = (format!("[{host}]"), from + host.len() + 2);
            Host { name, end, is_spelled: false }
        };
        return numbered(literal).map(plain);
    }
    let mut parts = parts(text, from, sign);
    // A word behind a dot that is spoken is mostly another word of its sentence.
    while parts.iter().any(|part| part.spelled) && !parts.last().is_some_and(ends_spelled) {
        parts.pop();
    }
    if sign == Sign::Spelled && !(parts.len() > 1 && parts.last().is_some_and(ends_spelled)) {
        return None;
    }
    if sign != Sign::BeforeAny {
        while parts.last().is_some_and(|last| !ends_hosts(&last.name)) {
            parts.pop();
        }
        if parts.len() < 2 || is_file_or_version(&parts) {
            return None;
        }
    }
    let end = parts.last()?.end;
    let is_spelled = parts.iter().any(|part| part.spelled);
    let names: Vec<String> = parts.into_iter().map(|part| part.name).collect();
    Some(Host { name: names.join("."), end, is_spelled })
}

fn ends_spelled(last: &Part) -> bool {
    spelled::ends_hosts(&last.name)
}

/// The names from here on with dots between them.
fn parts(text: &str, from: usize, sign: Sign) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut at, mut spelled) = (from, false);
    loop {
        let (name, end) = name(text, at);
        if name.is_empty() {
            return parts;
        }
        parts.push(Part { name, end, spelled });
        let spoken = || spelled_dot(text, end, sign).map(|length| (length, true));
        let parted = dot(text, end).map(|length| (length, false)).or_else(spoken);
        let Some((length, word)) = parted.filter(|_| end - from < LONGEST) else { return parts };
        (at, spelled) = (end + length, word);
    }
}

/// The length of a word for a dot. A dot between blanks is one in what is spelled out alone.
fn spelled_dot(text: &str, at: usize, sign: Sign) -> Option<usize> {
    let length = spelled::dot(text, at)?;
    (sign == Sign::Spelled || text[at..at + length].trim() != ".").then_some(length)
}

/// A name of a host, and where it ends; empty where there is none.
fn name(text: &str, from: usize) -> (String, usize) {
    let rest = &text[from..];
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || is_mark(c) || is_unseen(c);
    let whole = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
    let whole = &whole[..whole.floor_char_boundary(LONGEST)];
    let whole = whole.trim_end_matches(|c| c == '-' || is_unseen(c));
    let name: String = whole.chars().filter(|c| !is_unseen(*c)).collect();
    match name.starts_with('-') {
        true => (String::new(), from),
        false => (name, from + whole.len()),
    }
}

/// Marks that belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}')
}

/// Whether a host of the public net can end so.
fn ends_hosts(name: &str) -> bool {
    let is_word = name.chars().count() > 1 && name.chars().all(|c| c.is_alphabetic() || is_mark(c));
    is_word || name.to_ascii_lowercase().starts_with("xn--")
}

/// `2x.png`, `3.4.1-rc.next`.
fn is_file_or_version(parts: &[Part]) -> bool {
    let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    let last = parts.last().map(|last| last.name.to_ascii_lowercase()).unwrap_or_default();
    let is_version = match parts {
        [major, minor, patch, ..] => {
            let patched = patch.name.starts_with(|c: char| c.is_ascii_digit());
            is_number(&major.name) && is_number(&minor.name) && patched
        }
        _ => false,
    };
    is_version || FILES.contains(&last.as_str())
}

/// How names of files end, and no host does.
const FILES: [&str; 27] = [
    "avif", "bmp", "css", "gif", "gz", "htm", "html", "ico", "jpeg", "jpg", "js", "json", "mjs",
    "mpeg", "ogg", "pdf", "php", "png", "svg", "tar", "tgz", "tif", "tiff", "txt", "wav", "webm",
    "webp",
];

/// The number of a machine (RFC 5321 §4.1.3).
fn numbered(rest: &str) -> Option<&str> {
    let (host, _) = rest.get(..rest.floor_char_boundary(64))?.split_once(']')?;
    let plain = host.parse::<std::net::Ipv4Addr>().is_ok();
    let tagged = host.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case("ipv6:"));
    (plain || tagged).then_some(host)
}
