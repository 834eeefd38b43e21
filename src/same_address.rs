//! When two addresses are one page, or one picture, that is only spelled otherwise: the
//! forms of an address that are compared. It does not follow redirects, and never
//! rewrites what a feed shows.

use crate::fingerprint::Fingerprint;
use crate::web_address::WebAddress;
use std::borrow::Cow;

/// Parameters that tell where a visitor came from or which form of the page was
/// asked for, never which page it is; in lower case.
const VISITOR_PARAMETERS: [&str; 44] = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "igshid",
    "igsh",
    "yclid",
    "twclid",
    "ttclid",
    "mc_cid",
    "mc_eid",
    "li_fat_id",
    "mkt_tok",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "vero_id",
    "cmpid",
    "cmp",
    "icid",
    "ocid",
    "s_cid",
    "smid",
    "smtyp",
    "ref_src",
    "ref_url",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "xtor",
    "wt_mc",
    "spm",
    "ns_mchannel",
    "ns_source",
    "ns_campaign",
    "ns_linkname",
    "ns_fee",
    "amp",
    "outputtype",
    "traffic_source",
];

/// Families of such parameters.
const VISITOR_FAMILIES: [&str; 5] = ["utm_", "at_", "pk_", "mtm_", "matomo_"];

/// Hosts of the same site, by their first label.
const SITE_FORMS: [&str; 4] = ["www.", "m.", "mobile.", "amp."];

/// Parameters that let somebody in, until some hour; in lower case.
const KEYS_TO_IT: [&str; 22] = [
    "signature",
    "sig",
    "sign",
    "token",
    "hmac",
    "hash",
    "policy",
    "key-pair-id",
    "expires",
    "expiry",
    "exp",
    "hdnea",
    "hdnts",
    "st",
    "se",
    "sp",
    "sv",
    "sr",
    "oh",
    "oe",
    "_nc_ohc",
    "itok",
];

/// Families of such parameters.
const KEY_FAMILIES: [&str; 3] = ["x-amz-", "x-goog-", "x-oss-"];

/// Parameters that tell one visitor from another for as long as they stay; in lower case.
const SESSIONS: [&str; 11] = [
    "phpsessid",
    "jsessionid",
    "sessionid",
    "session_id",
    "sessid",
    "sess_id",
    "session",
    "cfid",
    "cftoken",
    "oscsid",
    "zenid",
];

/// Families of such parameters.
const SESSION_FAMILIES: [&str; 1] = ["aspsessionid"];

/// The same text for all addresses of one page: host without `www.` and its forms
/// for telephones, port where one is written, path without its last slash and
/// without what marks an AMP form, and query in order, without a scheme, user,
/// fragment or parameter that only counts visitors.
pub(crate) fn canonical(address: &WebAddress) -> String {
    let mut text = site_of(address);
    push_page(&mut text, address, |parameter| !counts_visitors(parameter));
    text
}

/// The canonical form as an integer, for an index.
pub(crate) fn address_key(address: &WebAddress) -> i64 {
    Fingerprint::of(canonical(address).as_bytes()).to_i64()
}

/// The site of an address: its host without `www.` and the like, and its port where one
/// is written.
pub(crate) fn site_of(address: &WebAddress) -> String {
    let (host, _) = out_of_cache(address.host(), address.url().path());
    let mut text = site(host).to_owned();
    if let Some(port) = address.url().port() {
        text.push(':');
        text.push_str(&port.to_string());
    }
    text
}

/// Whether an address is that of a site as a whole, and names none of its pages.
pub(crate) fn is_front(address: &WebAddress) -> bool {
    matches!(within_site(address).as_str(), "" | "/")
}

/// What an address names within its site: the same however often it is signed anew, and
/// whoever visits it.
pub(crate) fn within_site(address: &WebAddress) -> String {
    let mut text = String::new();
    push_page(&mut text, address, |parameter| {
        !counts_visitors(parameter) && !lets_in(parameter) && !is_session(parameter)
    });
    text
}

/// Whether two addresses differ by nothing but what is drawn at each request: who was let
/// in, and until when.
pub(crate) fn is_drawn_anew(one: &WebAddress, other: &WebAddress) -> bool {
    site_of(one) == site_of(other) && within_site(one) == within_site(other)
}

/// What a picture, sound or film is called within any host that has it. Where it is
/// called like a file, its query asks for a size or a form of it.
pub(crate) fn medium(address: &WebAddress) -> String {
    let file = address.url().path().rsplit('/').next().unwrap_or_default();
    if file.contains('.') {
        let mut text = String::new();
        push_plain(&mut text, address.url().path());
        return text;
    }
    within_site(address)
}

/// The address without what only tells one visitor from another, and without the parameters
/// that are `left_out`, by their names in lower case.
pub(crate) fn without_visitor(address: &WebAddress, left_out: impl Fn(&str) -> bool) -> WebAddress {
    let stays = |parameter: &&str| {
        !parameter.is_empty()
            && !counts_visitors(parameter)
            && !is_session(parameter)
            && !left_out(&name_of(parameter))
    };
    let mut url = address.url().clone();
    let path = without_parameters(url.path(), |part| !is_session(part)).into_owned();
    let query = url.query().unwrap_or_default();
    let kept: Vec<&str> = query.split('&').filter(stays).collect();
    if path == url.path() && kept.len() == query.split('&').count() {
        return address.clone();
    }
    let query = (!kept.is_empty()).then(|| kept.join("&"));
    url.set_path(&path);
    url.set_query(query.as_deref());
    WebAddress::parse(url.as_str()).unwrap_or_else(|_| address.clone())
}

fn push_page(text: &mut String, address: &WebAddress, counts: impl Fn(&str) -> bool) {
    let url = address.url();
    let (_, path) = out_of_cache(address.host(), url.path());
    push_plain(text, page(&without_parameters(path, |part| counts(part) || !is_session(part))));
    let mut parameters: Vec<&str> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|parameter| !parameter.is_empty() && counts(parameter))
        .collect();
    parameters.sort_unstable();
    let mut mark = '?';
    for parameter in parameters {
        text.push(mark);
        push_plain(text, parameter);
        mark = '&';
    }
}

/// A path without those of its parameters (RFC 3986 §3.3) that do not count.
fn without_parameters(path: &str, counts: impl Fn(&str) -> bool) -> Cow<'_, str> {
    if !path.contains(';') {
        return Cow::Borrowed(path);
    }
    let segments = path.split('/').map(|segment| {
        let mut parts = segment.split(';');
        let name = parts.next().unwrap_or_default().to_owned();
        parts.filter(|part| counts(part)).fold(name, |name, part| name + ";" + part)
    });
    Cow::Owned(segments.collect::<Vec<_>>().join("/"))
}

/// An AMP cache has the page's own host and path in its path.
fn out_of_cache<'a>(host: &'a str, path: &'a str) -> (&'a str, &'a str) {
    let inner = if host.ends_with(".cdn.ampproject.org") {
        ["/c/s/", "/v/s/", "/c/", "/v/"].iter().find_map(|mark| path.strip_prefix(mark))
    } else if host == "google.com" || host == "www.google.com" {
        path.strip_prefix("/amp/s/").or_else(|| path.strip_prefix("/amp/"))
    } else {
        None
    };
    let split = inner.map(|inner| inner.split_at(inner.find('/').unwrap_or(inner.len())));
    split.filter(|(host, _)| host.contains('.')).unwrap_or((host, path))
}

/// A host without `www.` and the like.
pub(crate) fn site(host: &str) -> &str {
    let mut host = host.trim_end_matches('.');
    // `www.m.news.example` exists too; `m.co` is a site of its own.
    while let Some(rest) = SITE_FORMS.iter().find_map(|form| host.strip_prefix(form))
        && rest.contains('.')
    {
        host = rest;
    }
    host
}

fn page(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/amp").unwrap_or(path);
    let path = path.strip_suffix(".amp.html").or_else(|| path.strip_suffix(".amp")).unwrap_or(path);
    let path = path.strip_suffix(".html").unwrap_or(path);
    let path = if path.starts_with("/amp/") { &path["/amp".len()..] } else { path };
    path.trim_end_matches('/')
}

/// Adds a part of an address with every escape that need not be one undone, and
/// the others in upper case (RFC 3986 §6.2.2).
fn push_plain(text: &mut String, part: &str) {
    let mut rest = part;
    while let Some(at) = rest.find('%') {
        text.push_str(&rest[..at]);
        let escape = rest.get(at + 1..at + 3);
        match escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                text.push(char::from(byte));
            }
            Some(byte) => text.push_str(&format!("%{byte:02X}")),
            None => {
                text.push('%');
                rest = &rest[at + 1..];
                continue;
            }
        }
        rest = &rest[at + 3..];
    }
    text.push_str(rest);
}

fn counts_visitors(parameter: &str) -> bool {
    is_one_of(parameter, &VISITOR_PARAMETERS, &VISITOR_FAMILIES)
}

fn lets_in(parameter: &str) -> bool {
    is_one_of(parameter, &KEYS_TO_IT, &KEY_FAMILIES)
}

/// `sid` is what some call a session and others a story: a story has a number.
fn is_session(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let is_drawn = value.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && value.bytes().any(|byte| byte.is_ascii_alphabetic());
    (name.eq_ignore_ascii_case("sid") && is_drawn)
        || is_one_of(parameter, &SESSIONS, &SESSION_FAMILIES)
}

fn is_one_of(parameter: &str, names: &[&str], families: &[&str]) -> bool {
    let name = name_of(parameter);
    names.contains(&name.as_str()) || families.iter().any(|family| name.starts_with(family))
}

/// The name of a parameter, in lower case.
fn name_of(parameter: &str) -> String {
    parameter.split('=').next().unwrap_or_default().to_ascii_lowercase()
}
