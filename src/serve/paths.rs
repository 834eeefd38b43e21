//! Request paths: which are the same (RFC 3986 §6.2.2), and what a path is called by
//! readers where the service is behind a proxy. It knows no document.

use crate::web_address::WebAddress;
use std::borrow::Cow;

/// The folder of the feeds as we call it.
const OURS: &str = "/feeds/";

/// Where the folder of the feeds is for readers. A proxy at a sub-path may take the
/// sub-path away before it asks us, or leave it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PublicPaths {
    folder: String,
}

impl PublicPaths {
    /// Of the public address of the folder, which ends with a slash.
    pub(super) fn of(feeds_url: &WebAddress) -> Self {
        Self { folder: feeds_url.url().path().to_owned() }
    }

    /// What readers call a path of ours.
    pub(super) fn outward<'a>(&self, path: &'a str) -> Cow<'a, str> {
        if self.folder == OURS {
            return Cow::Borrowed(path);
        }
        match (path.strip_prefix(OURS), self.root()) {
            (Some(file), _) => Cow::Owned(format!("{}{file}", self.folder)),
            (None, Some(root)) => Cow::Owned(format!("{root}{}", path.trim_start_matches('/'))),
            // Nobody knows where else than in the folder we are asked.
            (None, None) => Cow::Borrowed(path),
        }
    }

    /// What we call a path of readers; `None` when it is not below what they know.
    pub(super) fn inward(&self, path: &str) -> Option<String> {
        if self.folder == OURS {
            return None;
        }
        if let Some(file) = path.strip_prefix(&self.folder) {
            return Some(format!("{OURS}{file}"));
        }
        let root = self.root()?;
        let below = path.strip_prefix(root).or((path == root.trim_end_matches('/')).then_some(""));
        below.map(|below| format!("/{below}"))
    }

    /// The folder around that of the feeds, where it is called as ours is.
    fn root(&self) -> Option<&str> {
        self.folder.strip_suffix("feeds/")
    }
}

/// The normal form of a path: no escapes of what needs none, no empty or dot segments.
pub(super) fn normal(path: &str) -> String {
    let path = unescaped(path);
    let mut segments: Vec<&str> = Vec::new();
    let mut ends_open = true;
    for segment in path.split('/') {
        ends_open = matches!(segment, "" | "." | "..");
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let end = if ends_open && !segments.is_empty() { "/" } else { "" };
    format!("/{}{end}", segments.join("/"))
}

/// The path with the characters in it that need no escape (RFC 3986 §2.3) as they are.
fn unescaped(path: &str) -> String {
    let mut parts = path.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code.map(char::from).filter(|c| c.is_ascii_alphanumeric() || "-._~".contains(*c)) {
            Some(c) => {
                text.push(c);
                text.push_str(&part[2..]);
            }
            None => {
                text.push('%');
                text.push_str(part);
            }
        }
    }
    text
}
