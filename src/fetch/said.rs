//! What an answer's header fields say: when to come back, for how long it is fresh, and
//! what it is linked to. It decides nothing.

use http::header::{self, HeaderMap, HeaderName};
use std::time::{Duration, SystemTime};

/// A header's value as text, each byte one character (ISO 8859-1), so that the
/// same bytes can be given back whatever they are.
pub(super) fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(value.as_bytes().iter().map(|byte| char::from(*byte)).collect())
}

/// What all headers of this name say, as one list (RFC 9110 §5.3).
pub(super) fn list_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values = headers.get_all(name).iter();
    let values: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    (!values.is_empty()).then(|| values.join(","))
}

/// `Retry-After` (RFC 9110 §10.2.3): seconds, or a date, which is read against
/// the server's own `Date` so that its clock does not matter; `now` stands in
/// for a `Date` that is missing.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = text_of(headers, &header::RETRY_AFTER)?;
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(text.trim()).ok()?;
    let date = date_of(headers, &header::DATE).unwrap_or(now);
    Some(until.duration_since(date).unwrap_or_default())
}

/// For how long an answer is fresh from now on (RFC 9111 §4.2): `max-age`, which
/// wins over `Expires`, less `Age`. What must not be stored, or is to be asked
/// about each time, is not fresh at all.
pub(super) fn fresh_for(headers: &HeaderMap) -> Option<Duration> {
    let control: String = headers
        .get_all(header::CACHE_CONTROL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect::<Vec<_>>()
        .join(",")
        .to_ascii_lowercase();
    let directives = || control.split(',').map(str::trim);
    if directives().any(|one| matches!(one, "no-store" | "no-cache")) {
        return Some(Duration::ZERO);
    }
    let max_age = directives().find_map(|one| {
        let seconds = one.strip_prefix("max-age")?.trim_start().strip_prefix('=')?;
        seconds.trim().trim_matches('"').parse().ok().map(Duration::from_secs)
    });
    let lifetime = max_age.or_else(|| {
        let expires = date_of(headers, &header::EXPIRES)?;
        Some(expires.duration_since(date_of(headers, &header::DATE)?).unwrap_or_default())
    })?;
    let age = text_of(headers, &header::AGE).and_then(|age| age.trim().parse().ok());
    Some(lifetime.saturating_sub(Duration::from_secs(age.unwrap_or(0))))
}

fn date_of(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(text_of(headers, name)?.trim()).ok()
}

/// What `Link` names: for each relation, in small letters, the address as it is written.
pub(super) fn links(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for value in headers.get_all(header::LINK).iter().filter_map(|value| value.to_str().ok()) {
        let mut rest = value;
        while let Some((address, after)) =
            rest.split_once('<').and_then(|(_, link)| link.split_once('>'))
        {
            // Up to the next link; an address has no `<` in it.
            let parameters = after.split('<').next().unwrap_or_default();
            rest = &after[parameters.len()..];
            for relation in relations(parameters) {
                found.push((relation, address.trim().to_owned()));
            }
        }
    }
    found
}

fn relations(parameters: &str) -> impl Iterator<Item = String> {
    let relations = parameters.split([';', ',']).find_map(|one| {
        let (name, value) = one.split_once('=')?;
        name.trim().eq_ignore_ascii_case("rel").then(|| value.trim().trim_matches('"'))
    });
    relations.unwrap_or_default().split_whitespace().map(str::to_ascii_lowercase)
}
