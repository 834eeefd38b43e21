//! The host of an address of mail: what stands behind its at-sign.

use super::signs::{dot, is_unseen};

/// The longest that a host may be (RFC 5321 §4.5.3.1).
const LONGEST: usize = 255;

/// The host, plainly written, and where it ends; `None` for what is none.
pub(super) fn after(text: &str, from: usize, of_one_name: bool) -> Option<(String, usize)> {
    if let Some(literal) = text[from..].strip_prefix('[') {
        return numbered(literal).map(|host| (format!("[{host}]"), from + host.len() + 2));
    }
    let mut names: Vec<(String, usize)> = Vec::new();
    let mut at = from;
    loop {
        let (name, end) = name(text, at);
        if name.is_empty() {
            break;
        }
        names.push((name, end));
        let Some(parted) = dot(text, end).filter(|_| end - from < LONGEST) else { break };
        at = end + parted;
    }
    if !of_one_name {
        while names.last().is_some_and(|(last, _)| !ends_hosts(last)) {
            names.pop();
        }
        if names.len() < 2 || is_file_or_version(&names) {
            return None;
        }
    }
    let end = names.last()?.1;
    let names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
    Some((names.join("."), end))
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
fn is_file_or_version(names: &[(String, usize)]) -> bool {
    let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    let last = names.last().map(|(last, _)| last.to_ascii_lowercase()).unwrap_or_default();
    let is_version = match names {
        [(major, _), (minor, _), (patch, _), ..] => {
            let patched = patch.starts_with(|c: char| c.is_ascii_digit());
            is_number(major) && is_number(minor) && patched
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
