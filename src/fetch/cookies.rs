//! Cookies along one chain of redirects (RFC 6265): a page that sets one and sends its
//! visitor round again wants it back. None outlives the chain.

use crate::web_address::WebAddress;
use http::header::{HeaderMap, HeaderValue, SET_COOKIE};

/// More are not kept.
const MOST: usize = 50;

/// A longer one is not kept.
const LONGEST: usize = 4096;

/// What was set on the way.
#[derive(Debug, Default)]
pub(super) struct Cookies(Vec<Cookie>);

#[derive(Debug)]
struct Cookie {
    name: String,
    value: String,
    domain: String,
    /// Whether hosts below the domain get it too.
    below: bool,
    secure: bool,
    path: String,
}

impl Cookies {
    /// Takes what an answer sets.
    pub(super) fn take(&mut self, from: &WebAddress, headers: &HeaderMap) {
        for value in headers.get_all(SET_COOKIE) {
            let Some(cookie) = value.to_str().ok().and_then(|text| read(text, from)) else {
                continue;
            };
            let place =
                |cookie: &Cookie| (cookie.name.clone(), cookie.domain.clone(), cookie.path.clone());
            self.0.retain(|held| place(held) != place(&cookie));
            if !cookie.value.is_empty() && self.0.len() < MOST {
                self.0.push(cookie);
            }
        }
    }

    /// What an address gets of them, besides those that it is shown anyway.
    pub(super) fn header(&self, to: &WebAddress, own: Option<&str>) -> Option<HeaderValue> {
        let is_secure = to.url().scheme() == "https";
        let goes = |cookie: &&Cookie| {
            let is_below = || {
                cookie.below
                    && to.host().strip_suffix(&*cookie.domain).is_some_and(|it| it.ends_with('.'))
            };
            (is_secure || !cookie.secure)
                && (to.host() == cookie.domain || is_below())
                && is_within(to.url().path(), &cookie.path)
        };
        let set = self.0.iter().filter(goes);
        let set = set.map(|Cookie { name, value, .. }| format!("{name}={value}"));
        let pairs: Vec<String> = own.map(str::to_owned).into_iter().chain(set).collect();
        let mut value = HeaderValue::from_str(&pairs.join("; ")).ok()?;
        value.set_sensitive(true);
        (!pairs.is_empty()).then_some(value)
    }
}

fn read(text: &str, from: &WebAddress) -> Option<Cookie> {
    let mut parts = text.split(';').map(str::trim);
    let (name, value) = parts.next().filter(|_| text.len() <= LONGEST)?.split_once('=')?;
    let mut cookie = Cookie {
        name: Some(name.trim()).filter(|name| !name.is_empty())?.to_owned(),
        value: value.trim().to_owned(),
        domain: from.host().to_owned(),
        below: false,
        secure: false,
        path: folder_of(from.url().path()).to_owned(),
    };
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim().trim_start_matches('.').to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "secure" => cookie.secure = true,
            // Letters of a path are told apart.
            "path" if value.starts_with('/') => {
                cookie.path = part.split_once('=').map_or("", |(_, path)| path.trim()).to_owned();
            }
            "max-age" if value.parse::<i64>().is_ok_and(|age| age <= 0) => cookie.value.clear(),
            // A host speaks for itself and those around it, and for no whole registry.
            "domain" if value == from.host() => cookie.below = true,
            "domain" if value.contains('.') && from.host().ends_with(&format!(".{value}")) => {
                (cookie.domain, cookie.below) = (value, true);
            }
            "domain" if !value.is_empty() => return None,
            _ => {}
        }
    }
    Some(cookie)
}

/// The path of an address without its last part (RFC 6265 §5.1.4).
fn folder_of(path: &str) -> &str {
    match path.rfind('/') {
        None | Some(0) => "/",
        Some(end) => &path[..end],
    }
}

fn is_within(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder);
    rest.is_some_and(|rest| rest.is_empty() || folder.ends_with('/') || rest.starts_with('/'))
}
