//! The strict reading of the forms a text can have: addresses, lengths of time
//! and the like. Each knows what to say to who wrote it wrong.

use super::bad_value::BadValue;
use crate::config::amount::{self, show_period, show_size};
use crate::config::file::{Address, Endpoint, LanguageTag, Mailbox, Period, ShortName, Size, Text};
use crate::feed_document::Contact;
use crate::section::Slug;
use crate::text::xml_text::is_xml_char;
use crate::text::{Language, XmlText};
use crate::web_address::{WebAddress, is_host_alone};
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::time::Duration;

pub(super) const SECOND: Duration = Duration::from_secs(1);
pub(super) const MINUTE: Duration = Duration::from_secs(60);
pub(super) const HOUR: Duration = Duration::from_secs(60 * 60);
pub(super) const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// One line of text without control characters.
pub(super) fn line(text: &Text) -> Result<XmlText, BadValue> {
    plain_line(&text.0)
}

fn plain_line(text: &str) -> Result<XmlText, BadValue> {
    match text.chars().find(|c| c.is_control() || !is_xml_char(*c)) {
        None => Ok(XmlText::new(text.trim())),
        Some(c) => Err(BadValue::new(
            format!("the text holds the character U+{:04X}, which no feed can show", u32::from(c)),
            "write the text on one line, without control characters",
        )),
    }
}

/// An address that can stand in a published document.
pub(super) fn address(text: &Address) -> Result<WebAddress, BadValue> {
    let address = WebAddress::parse(&text.0).map_err(|error| {
        let remedy = match of_a_reader(&text.0).or_else(|| in_other_signs(&text.0)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => match WebAddress::parse(&format!("https://{}", text.0.trim())) {
                Ok(whole) if !text.0.contains(':') && is_host_alone(&text.0) => {
                    format!("did you mean `{whole}`?")
                }
                _ => "write the whole address, as in `https://news.example/`".to_owned(),
            },
        };
        BadValue::new(error.to_string(), remedy)
    })?;
    if !address.url().username().is_empty() || address.url().password().is_some() {
        let cause = "the address holds a user name or password, and would be published with it";
        let remedy = "write the address without it; what a source asks for stands in \
                      [source.access], as in `user = \"courier\"` and \
                      `password = { env = \"WIRE_PASSWORD\" }`";
        return Err(BadValue::new(cause, remedy));
    }
    Ok(address)
}

/// The address in one that begins with `feed:`, as feed readers have them.
fn of_a_reader(text: &str) -> Option<WebAddress> {
    let rest = text.trim().strip_prefix("feed:")?;
    let rest =
        rest.strip_prefix("//").map_or_else(|| rest.to_owned(), |at| format!("https://{at}"));
    WebAddress::parse(&rest).ok()
}

/// The address in what has signs around it, as in Markdown and in mails, or a scheme that is
/// nearly one.
fn in_other_signs(text: &str) -> Option<WebAddress> {
    let typed = text.trim().trim_matches(['<', '>', '"', '\'']);
    let link = typed.strip_suffix(')').and_then(|link| link.rsplit_once("]("));
    let bare = link.map_or(typed, |(_, address)| address);
    if bare != text.trim() && bare.contains("://") {
        return WebAddress::parse(bare).ok();
    }
    let (scheme, rest) = bare.split_once("//")?;
    let scheme = scheme.trim_end_matches([':', ';', '.']).to_ascii_lowercase();
    let near = |whole: &str| strsim::damerau_levenshtein(&scheme, whole) == 1;
    let scheme = match scheme.as_str() {
        "http" | "https" => scheme.as_str(),
        _ if near("https") => "https",
        _ if near("http") => "http",
        _ => return None,
    };
    WebAddress::parse(&format!("{scheme}://{rest}")).ok()
}

/// The address of a folder: it ends with a slash and has nothing after the path.
pub(super) fn folder_address(text: &Address) -> Result<WebAddress, BadValue> {
    let address = address(text)?;
    if address.url().query().is_some() || address.url().fragment().is_some() {
        let cause = format!("\"{address}\" has a part after `?` or `#`");
        return Err(BadValue::new(cause, "write the address up to its path"));
    }
    Ok(with_slash(address))
}

/// The address, with a slash at its end.
fn with_slash(address: WebAddress) -> WebAddress {
    if address.as_str().ends_with('/') {
        return address;
    }
    WebAddress::parse(&format!("{address}/")).unwrap_or(address)
}

/// A length of time within limits.
pub(super) fn period(
    range: RangeInclusive<Duration>,
) -> impl Fn(&Period) -> Result<Duration, BadValue> {
    move |text| {
        let period = amount::period(&text.0).ok_or_else(|| {
            let cause = format!("\"{}\" is not a length of time", text.0);
            let remedy = amount::period_meant(&text.0).unwrap_or_else(|| {
                "write a number and a unit (s, m, h, d, w), as in `5m` or `1h 30m`".to_owned()
            });
            BadValue::new(cause, remedy)
        })?;
        let (shortest, longest) = (show_period(*range.start()), show_period(*range.end()));
        if period < *range.start() {
            let cause = format!("\"{}\" is too short", text.0);
            return Err(BadValue::new(cause, format!("write {shortest} at least")));
        }
        if period > *range.end() {
            let cause = format!("\"{}\" is too long", text.0);
            return Err(BadValue::new(cause, format!("write {longest} at most")));
        }
        Ok(period)
    }
}

/// A number of bytes within limits.
pub(super) fn size(range: RangeInclusive<usize>) -> impl Fn(&Size) -> Result<usize, BadValue> {
    move |text| {
        let bytes = amount::size(&text.0).ok_or_else(|| {
            let cause = format!("\"{}\" is not a number of bytes", text.0);
            let remedy = amount::size_meant(&text.0).unwrap_or_else(|| {
                "write a number and a unit (kB, MB, KiB, MiB), as in `2 MiB`".to_owned()
            });
            BadValue::new(cause, remedy)
        })?;
        if !range.contains(&bytes) {
            let cause = format!("\"{}\" is out of range", text.0);
            let (least, most) = (show_size(*range.start()), show_size(*range.end()));
            return Err(BadValue::new(cause, format!("write a size from {least} to {most}")));
        }
        Ok(bytes)
    }
}

/// The name of a header of HTTP (RFC 9110 §5.1).
pub(super) fn header_name(text: &Text) -> Result<http::HeaderName, BadValue> {
    text.0.trim().parse().map_err(|_| {
        let cause = format!("\"{}\" is not the name of a header", text.0);
        BadValue::new(cause, "write it as in `X-Forwarded-For`")
    })
}

/// A language tag.
pub(super) fn language(text: &LanguageTag) -> Result<Language, BadValue> {
    text.0.parse().map_err(|_| {
        let cause = format!("\"{}\" is not a language tag", text.0);
        BadValue::new(cause, "write the language and its country, as in `en-PK`, or `ur`")
    })
}

/// A name for addresses.
pub(super) fn slug(text: &ShortName) -> Result<Slug, BadValue> {
    text.0.parse().map_err(|_| {
        let cause = format!("\"{}\" cannot stand in an address", text.0);
        let remedy = match slug_of_title(&text.0) {
            Some(slug) => format!("did you mean `{slug}`?"),
            None => {
                "use lower-case letters, digits and single hyphens, 64 at most, as in `top-story`"
                    .to_owned()
            }
        };
        BadValue::new(cause, remedy)
    })
}

/// The slug that a title suggests; nothing when letters would be lost.
pub(in crate::config) fn slug_of_title(title: &str) -> Option<Slug> {
    if title.chars().any(|c| c.is_alphanumeric() && !c.is_ascii()) {
        return None;
    }
    let lower = title.to_ascii_lowercase().replace(['\'', '’'], "");
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-").parse().ok()
}

/// An address and port to listen on.
pub(super) fn endpoint(text: &Endpoint) -> Result<SocketAddr, BadValue> {
    socket(&text.0).ok_or_else(|| {
        let cause = format!("\"{}\" is not an address and a port", text.0);
        let written = text.0.trim();
        let written = written.split_once("://").map_or(written, |(_, at)| at.trim_end_matches('/'));
        let (host, port) = written.rsplit_once(':').unwrap_or(("", written));
        let too_large = port.parse::<u64>().is_ok_and(|port| port > u64::from(u16::MAX));
        let port = port.parse::<u16>().unwrap_or(8080);
        let all = format!("0.0.0.0:{port}");
        let in_brackets = format!("[{host}]:{port}");
        let remedy = match host {
            _ if too_large => format!("a port is at most {}: write it as in `{all}`", u16::MAX),
            _ if socket(written).is_some() => format!("write `{written}` alone"),
            _ if host.contains(':') && socket(&in_brackets).is_some() => {
                format!("did you mean `{in_brackets}`?")
            }
            "localhost" => format!("write it in numbers: `127.0.0.1:{port}`"),
            "" | "*" => format!(
                "write both in numbers: `{all}` for all, `127.0.0.1:{port}` for this machine alone"
            ),
            _ => format!(
                "write both in numbers: `127.0.0.1:{port}` for this machine alone, `{all}` for all"
            ),
        };
        BadValue::new(cause, remedy)
    })
}

/// Reads an address and port in numbers.
pub(super) fn socket(text: &str) -> Option<SocketAddr> {
    text.trim().parse().ok()
}

/// A person, as `address (name)`.
pub(super) fn mailbox(text: &Mailbox) -> Result<Contact, BadValue> {
    let refuse = || {
        let cause = format!("\"{}\" is not a person to write to", text.0);
        let meant = text.0.trim().strip_suffix('>').and_then(|whole| whole.split_once('<'));
        let remedy = match meant.map(|(name, email)| (name.trim().trim_matches('"'), email)) {
            Some((name, email)) if !name.is_empty() => format!("write `{email} ({name})`"),
            Some((_, email)) => format!("write `{email}`"),
            None => {
                "write the mail address, then the name: `desk@news.example (News desk)`".to_owned()
            }
        };
        BadValue::new(cause, remedy)
    };
    let whole = plain_line(&text.0)?;
    let (email, name) = match whole.split_once(char::is_whitespace) {
        None => (whole.as_str(), None),
        Some((email, rest)) => {
            let name = rest.trim().strip_prefix('(').and_then(|name| name.strip_suffix(')'));
            (email, Some(name.ok_or_else(refuse)?.trim()))
        }
    };
    let (user, host) = email.split_once('@').ok_or_else(refuse)?;
    let odd = |c: char| "@()<>,;:\"".contains(c);
    if user.is_empty() || host.is_empty() || email.replacen('@', "", 1).contains(odd) {
        return Err(refuse());
    }
    let name = name.filter(|name| !name.is_empty()).map(XmlText::from);
    Ok(Contact { email: email.into(), name })
}
