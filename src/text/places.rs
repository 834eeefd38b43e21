//! Links in an article's text that lead to the article itself, to a place in it (`#note`) or to
//! all of it: where they lead when its page is somewhere else. It gives no place its name:
//! `tidy_html` does.

use super::html::escaped;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

const LINK: &str = "href=\"";

/// Clean HTML whose links to `own`, the address that the article had when its text was cleaned,
/// lead to `page` now. Where it had none, a link to a place in it leads to that place in the
/// folder that it came from.
#[must_use]
pub fn moved<'a>(html: &'a str, own: Option<&str>, page: &str) -> Cow<'a, str> {
    let (page, places) = (escaped(page), Places::of(html));
    led(html, |address, fragment| {
        let is_own = match own {
            Some(own) => address == escaped(own),
            None => address.ends_with('/') && fragment.is_some_and(|name| places.has(name)),
        };
        let fragment = fragment.map(|name| format!("#{name}")).unwrap_or_default();
        is_own.then(|| format!("{page}{fragment}"))
    })
}

/// Clean HTML as it stands on the page at `own`: a link to a place in it leads there by the
/// place's name alone.
#[must_use]
pub fn within<'a>(html: &'a str, own: &str) -> Cow<'a, str> {
    let (own, places) = (escaped(own), Places::of(html));
    led(html, |address, fragment| {
        let name = fragment.filter(|name| address == own && places.has(name))?;
        Some(format!("#{name}"))
    })
}

/// With the links for which `place` knows better.
fn led(html: &str, place: impl Fn(&str, Option<&str>) -> Option<String>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut written = 0;
    for (at, _) in html.match_indices(LINK) {
        // A text may speak of a link.
        if !html[..at].rfind(['<', '>']).is_some_and(|tag| html[tag..].starts_with('<')) {
            continue;
        }
        let begin = at + LINK.len();
        let Some(length) = html[begin..].find('"') else { break };
        let link = &html[begin..begin + length];
        let (address, fragment) =
            link.split_once('#').map_or((link, None), |(address, name)| (address, Some(name)));
        if let Some(better) = place(address, fragment) {
            out.push_str(&html[written..begin]);
            out.push_str(&better);
            written = begin + length;
        }
    }
    if written == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[written..]);
    Cow::Owned(out)
}

/// The places of a text by their names. Most texts are never asked for one.
struct Places<'h> {
    html: &'h str,
    names: OnceCell<HashSet<&'h str>>,
}

impl<'h> Places<'h> {
    fn of(html: &'h str) -> Self {
        Self { html, names: OnceCell::new() }
    }

    /// Whether one has the name that a fragment means.
    fn has(&self, fragment: &str) -> bool {
        let names = self.names.get_or_init(|| {
            let ends = self.html.split(" id=\"").skip(1);
            ends.filter_map(|rest| rest.split_once('"')).map(|(name, _)| name).collect()
        });
        names.contains(fragment)
            || percent_decode_str(fragment)
                .decode_utf8()
                .is_ok_and(|name| names.contains(&*escaped(&name)))
    }
}
