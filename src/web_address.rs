//! An absolute http or https address (RFC 3986), the only kind that a feed may
//! carry. It does not judge whether an address may be fetched: `fetch` does.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use url::{Position, Url};

/// An absolute `http:` or `https:` address with a host, written as RFC 3986 has it:
/// what browsers let pass beyond that (`|`, `[`, a bare `%`) is escaped.
///
/// ```
/// use pressroom::web_address::WebAddress;
///
/// let page = WebAddress::parse("https://News.example/a?utm=mail|daily")?;
/// assert_eq!(page.as_str(), "https://news.example/a?utm=mail%7Cdaily");
/// assert_eq!(page.join("../b")?.as_str(), "https://news.example/b");
/// assert!(WebAddress::parse("ftp://news.example/").is_err());
/// # Ok::<(), pressroom::web_address::AddressError>(())
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct WebAddress {
    url: Url,
    /// How it was written before it was escaped, where that differs.
    was: Option<Box<str>>,
}

/// Why a text is not a [`WebAddress`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It does not follow the grammar, or is relative and there is no base.
    #[error("\"{address}\" is not an absolute address: {reason}")]
    Malformed {
        /// What was given.
        address: String,
        /// What the parser says of it.
        reason: url::ParseError,
    },
    /// It is an address, but of a scheme that is not for the web.
    #[error("\"{address}\" is not a web address: the scheme is {scheme}, not http or https")]
    Scheme {
        /// What was given.
        address: String,
        /// Its scheme.
        scheme: String,
    },
    /// Its host holds a character that no host has, and that cannot be escaped there.
    #[error("\"{address}\" is not a web address: no host is called {host}")]
    Host {
        /// What was given.
        address: String,
        /// Its host.
        host: String,
    },
}

impl WebAddress {
    /// Reads an absolute address.
    ///
    /// # Errors
    /// When it is relative, malformed, or of another scheme than http(s).
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        Self::accept(text, Url::parse(&mended(text.trim())))
    }

    /// Reads `reference` as seen from this address (RFC 3986 §5).
    ///
    /// # Errors
    /// When the outcome is malformed or of another scheme than http(s).
    pub fn join(&self, reference: &str) -> Result<Self, AddressError> {
        Self::accept(reference, self.url.join(&mended(reference.trim())))
    }

    /// The address as it is written in a document: ASCII only.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The address as a name of what is there, before anything in it was escaped: ids
    /// are made of this, and stay what they were however an address is published.
    #[must_use]
    pub fn as_name(&self) -> &str {
        self.was.as_deref().unwrap_or(self.url.as_str())
    }

    /// Its parts.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Whether it is on this host, or on a subdomain of it; `www.` aside.
    #[must_use]
    pub fn is_within(&self, host: &str) -> bool {
        let wanted = host.strip_prefix("www.").unwrap_or(host);
        let own = self.host().strip_prefix("www.").unwrap_or(self.host());
        own.strip_suffix(wanted).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// The host as written, without a port.
    #[must_use]
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    fn accept(text: &str, parsed: Result<Url, url::ParseError>) -> Result<Self, AddressError> {
        let malformed = |reason| AddressError::Malformed { address: text.to_owned(), reason };
        let url = parsed.map_err(malformed)?;
        if !matches!(url.scheme(), "http" | "https") {
            let scheme = url.scheme().to_owned();
            return Err(AddressError::Scheme { address: text.to_owned(), scheme });
        }
        let host = url.host_str().unwrap_or_default();
        if !matches!(url.host(), Some(url::Host::Ipv6(_))) && !host.bytes().all(is_in_host) {
            let host = host.to_owned();
            return Err(AddressError::Host { address: text.to_owned(), host });
        }
        match escaped(&url) {
            None => Ok(Self { url, was: None }),
            Some(right) => {
                let was = Some(String::from(url).into_boxed_str());
                Ok(Self { url: Url::parse(&right).map_err(malformed)?, was })
            }
        }
    }
}

/// A reference without the escapes that were left in it: in no address does a parameter's
/// name begin with `amp;`, or what stands behind `#` with `038;`.
fn mended(reference: &str) -> Cow<'_, str> {
    const LEFT: [&str; 5] = ["amp;", "AMP;", "#38;", "#038;", "#x26;"];
    let is_left = |rest: &str| LEFT.iter().find(|left| rest.starts_with(*left)).map(|it| it.len());
    if !reference.match_indices('&').any(|(at, _)| is_left(&reference[at + 1..]).is_some()) {
        return Cow::Borrowed(reference);
    }
    let mut text = String::with_capacity(reference.len());
    let mut rest = reference;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..=at]);
        rest = &rest[at + 1..];
        while let Some(length) = is_left(rest) {
            rest = &rest[length..];
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// A URI of any scheme as RFC 3986 has it; `None` when it is right as it is.
#[must_use]
pub fn escaped(url: &Url) -> Option<String> {
    // What stands between brackets before the path is an address of IPv6.
    let (before, after) = (&url[..Position::BeforeHost], &url[Position::AfterHost..]);
    let right = [escape(before), escape(after)];
    if right.iter().all(|part| matches!(part, Cow::Borrowed(_))) {
        return None;
    }
    Some([&right[0], &url[Position::BeforeHost..Position::AfterHost], &right[1]].concat())
}

/// Whether a character may stand somewhere in a URI as it is (RFC 3986 §2). What was
/// published before addresses were escaped may have a `[` or `%` in a wrong place, and
/// no reader minded.
#[must_use]
pub fn may_be_in_uri(c: char) -> bool {
    u8::try_from(c).is_ok_and(|byte| is_in_uri(byte) || b"#%[]".contains(&byte))
}

/// A part of a URI with everything escaped that must be.
fn escape(part: &str) -> Cow<'_, str> {
    let bytes = part.as_bytes();
    let fragment = part.find('#').unwrap_or(bytes.len());
    let is_right = |at: usize| match bytes[at] {
        b'%' => bytes.get(at + 1..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit)),
        b'#' => at == fragment,
        byte => is_in_uri(byte),
    };
    let Some(first) = (0..bytes.len()).find(|at| !is_right(*at)) else {
        return Cow::Borrowed(part);
    };
    let mut right = part[..first].to_owned();
    for (at, byte) in bytes.iter().enumerate().skip(first) {
        if is_right(at) {
            right.push(char::from(*byte));
        } else {
            right.push_str(percent_encoding::percent_encode_byte(*byte));
        }
    }
    Cow::Owned(right)
}

/// Unreserved and reserved characters (RFC 3986 §2.2, §2.3), except for `#` and the
/// brackets, which have one place each.
fn is_in_uri(byte: u8) -> bool {
    is_in_host(byte) || b":/?@".contains(&byte)
}

/// What a registered name may hold (RFC 3986 §3.2.2), unescaped.
fn is_in_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&byte)
}

impl PartialEq for WebAddress {
    fn eq(&self, other: &Self) -> bool {
        self.url == other.url
    }
}

impl Eq for WebAddress {}

impl PartialOrd for WebAddress {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for WebAddress {
    fn cmp(&self, other: &Self) -> Ordering {
        self.url.cmp(&other.url)
    }
}

impl Hash for WebAddress {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.url.hash(state);
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl FromStr for WebAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.url.into()
    }
}

impl TryFrom<String> for WebAddress {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

/// Whether a text that is no address begins with a host, as `example.com/world` does and
/// `world.rss` does not.
#[must_use]
pub fn is_host_alone(text: &str) -> bool {
    let host = text.trim().split(['/', ':', '?']).next().unwrap_or_default();
    let Some((_, last)) = host.rsplit_once('.') else { return false };
    host.split('.').all(|label| !label.is_empty())
        && last.chars().all(|c| c.is_ascii_alphabetic())
        && !FILES.contains(&last.to_ascii_lowercase().as_str())
}

/// What files end in that people name where an address could stand.
const FILES: [&str; 24] = [
    "atom", "avif", "gif", "gz", "htm", "html", "ico", "jpeg", "jpg", "json", "markdown", "md",
    "opml", "png", "rdf", "rss", "svg", "toml", "txt", "webp", "xhtml", "xml", "yaml", "yml",
];
