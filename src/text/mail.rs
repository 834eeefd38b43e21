//! E-mail addresses within other text, however they are written there, so that none is
//! published with it. It does not check whether an address is one that mail can be sent to,
//! and does not know which of them readers may see.

mod host;
mod local;
mod signs;
mod spelled;

use super::names::is_between;
use host::Sign;
use std::ops::Range;

/// An address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, with the `mailto:` before it.
    pub at: Range<usize>,
    /// The address, plainly written.
    pub address: String,
}

/// What hosts an address may have to be one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hosts {
    /// Those of the public net: `news.example`, and no file or version (`logo@2x.png`,
    /// `npm@10.2.0`).
    Public,
    /// Any word: within a name, nothing else stands behind an `@`.
    Any,
}

/// The addresses in a text, in their order, also those that programs read though people
/// hardly do: with escapes of HTML, of addresses and of JSON, with wide signs, with `[at]`
/// and `[dot]`, or as they are spoken (`ann at wire dot example`). A handle (`@ann@social.example`), what logs in to a host
/// (`ssh://git@host.example`) and a place on one (`git@host.example:news/site`) are none.
#[must_use]
pub fn addresses(text: &str) -> Vec<Found> {
    search(text, Hosts::Public)
}

/// A text with other words in the places of addresses; `None` when it has none that are to
/// be replaced.
#[must_use]
pub fn replaced(text: &str, instead: impl Fn(&str) -> Option<String>) -> Option<String> {
    // Of one that is shown from its end, nobody says where it begins.
    if text.contains('\u{202e}') && is_reversed(text) {
        return instead("");
    }
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for found in addresses(text) {
        if let Some(words) = instead(&found.address) {
            out.push_str(&text[end..found.at.start]);
            out.push_str(&words);
            end = found.at.end;
        }
    }
    (end > 0).then(|| out + &text[end..])
}

/// Whether a text has an address in it when it is read from its end.
#[must_use]
pub(super) fn is_reversed(text: &str) -> bool {
    has_address(&text.chars().rev().collect::<String>())
}

/// A text without the e-mail addresses in it and what was written around them, whatever
/// their hosts. Of one that is nothing else, what stands before each `@` is left.
#[must_use]
pub fn without_addresses(text: &str) -> String {
    let found = search(text, Hosts::Any);
    if found.is_empty() {
        return text.to_owned();
    }
    let name = with_in_their_place(text, &found, |_| " ".to_owned());
    let is_name = |word: &str| word.contains(char::is_alphanumeric) && !is_between(word);
    if name.split_whitespace().any(is_name) {
        return name;
    }
    with_in_their_place(text, &found, |address| {
        let local = address.rsplit_once('@').map_or("", |(local, _)| local);
        local.replace(['.', '_'], " ")
    })
}

/// A text with something else where addresses are, and without what is left empty by that.
fn with_in_their_place(text: &str, found: &[Found], instead: impl Fn(&str) -> String) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut end = 0;
    for Found { at, address } in found {
        kept.push_str(&text[end..at.start]);
        kept.push_str(&instead(address));
        end = at.end;
    }
    kept.push_str(&text[end..]);
    tidy(&kept)
}

/// Whether there may be an address in HTML, with what parts it still in it: a quick look.
#[must_use]
pub(super) fn may_have_address(html: &str) -> bool {
    let mut from = 0;
    while let Some(sign) = signs::next_at(html, from) {
        let written = &html[sign.clone()];
        if !spelled::is_spelled(written) || written.contains('@') {
            return true;
        }
        from = sign.end;
    }
    html.contains("&lt;") || spelled::may_be_in(html)
}

/// Whether there is an e-mail address in a text.
#[must_use]
pub fn has_address(text: &str) -> bool {
    !addresses(text).is_empty()
}

/// Whether a text is one e-mail address and nothing else.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let found = search(text, Hosts::Any);
    matches!(found.as_slice(), [one] if one.at == (0..text.len()) && one.address == text)
}

/// Whether a text says no more than that an address of mail follows.
#[must_use]
pub fn is_label(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    bare.is_empty() || LABELS.contains(&bare.as_str())
}

const LABELS: [&str; 17] = [
    "address",
    "adresse e-mail",
    "contact",
    "correo",
    "correo electrónico",
    "courriel",
    "e-mail",
    "e-mail address",
    "email",
    "email address",
    "emails",
    "kontakt",
    "mail",
    "write to",
    "البريد الإلكتروني",
    "ای میل",
    "ایمیل",
];

fn search(text: &str, hosts: Hosts) -> Vec<Found> {
    let (mut found, mut from, mut end) = (Vec::new(), 0, 0);
    while let Some(sign) = signs::next_at(text, from) {
        from = sign.end;
        if let Some(one) = around(text, &sign, end, hosts) {
            end = one.at.end;
            from = end.max(from);
            found.push(one);
        }
    }
    found
}

/// The address around an at-sign, of which nothing stands before `floor`.
fn around(text: &str, at: &Range<usize>, floor: usize, hosts: Hosts) -> Option<Found> {
    let written = &text[at.clone()];
    let is_plain = written == "@";
    let sign = match hosts {
        _ if spelled::is_spelled(written) => Sign::Spelled,
        Hosts::Any => Sign::BeforeAny,
        Hosts::Public => Sign::Plain,
    };
    let host = host::after(text, at.end, sign)?;
    let (local, start) = local::before(text, at.start, floor, is_plain)?;
    let (before, whole) = (&text[floor..start], start..host.end);
    if sign == Sign::Spelled && !spelled::is_meant(text, written, &whole, &local, host.is_spelled) {
        return None;
    }
    if is_plain && hosts == Hosts::Public {
        // `@ann@social.example` is no address of mail.
        if before.ends_with('@')
            || logs_in(before, &text[host.end..])
            || is_place(&text[host.end..])
        {
            return None;
        }
    } else if is_plain && before.ends_with('@') {
        return None;
    }
    let start = start - scheme_at_end(before);
    Some(Found { at: start..host.end, address: format!("{local}@{}", host.name) })
}

/// Whether what stands before an address makes it a user of a host: `ssh://`. Where a page of
/// the web has a user, no password and no path, somebody has put its address for a page's.
fn logs_in(before: &str, after: &str) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(256))..];
    let word = near.rsplit(char::is_whitespace).next().unwrap_or_default();
    let Some((scheme, rest)) = word.rsplit_once("://") else { return false };
    let scheme = scheme.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_web = ["http", "https", "mailto"].iter().any(|it| scheme.eq_ignore_ascii_case(it));
    let rest = &rest[..rest.len() - scheme_at_end(rest)];
    let is_bare = rest.is_empty() && !goes_on(after);
    let goes_on_as_web = is_web && is_bare || rest.contains(['/', '?', '#', '&']);
    !goes_on_as_web
}

/// Whether an address of a page goes on behind its host.
fn goes_on(after: &str) -> bool {
    let after = after.strip_prefix('/').unwrap_or(after);
    after.starts_with(|c: char| c.is_alphanumeric() || "/?#%:@_~-".contains(c))
}

/// Whether what stands behind an address makes it a place on a host: `:news/site`.
fn is_place(after: &str) -> bool {
    let Some(path) = after.strip_prefix(':') else { return false };
    let path = &path[..path.floor_char_boundary(256)];
    let word = path.split(|c: char| c.is_whitespace() || "<>\"'".contains(c)).next();
    word.is_some_and(|word| word.starts_with('~') || word.contains('/'))
}

/// How much of the end of a text says that an address follows.
fn scheme_at_end(before: &str) -> usize {
    let length = |text: &str, scheme: &&str| {
        let end = text.get(text.len().checked_sub(scheme.len())?..)?;
        end.eq_ignore_ascii_case(scheme).then_some(scheme.len())
    };
    let mut left = before;
    // `http://mailto:`
    while let Some(length) = SCHEMES.iter().find_map(|scheme| length(left, scheme)) {
        left = &left[..left.len() - length];
    }
    before.len() - left.len()
}

const SCHEMES: [&str; 9] =
    ["mailto://", "https://", "http://", "mailto:", "mailto%3a", "xmpp:", "sips:", "sip:", "acct:"];

/// Without the brackets that are empty now, and signs that part nothing.
fn tidy(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (empty, instead) in [
        ("< >", ""),
        ("( )", ""),
        ("[ ]", ""),
        ("<>", ""),
        ("()", ""),
        ("[]", ""),
        (" ,", ","),
        (" ;", ";"),
    ] {
        text = text.replace(empty, instead);
    }
    let parts = |c: char| c.is_whitespace() || ",;:|/<>()[]".contains(c);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(parts).replace(" ,", ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        addresses(text).into_iter().map(|found| found.address).collect()
    }

    #[test]
    fn an_address_is_found_however_it_is_written() {
        for text in [
            "anna@paper.example",
            "Write to <mailto:anna@paper.example>.",
            "anna&#64;paper.example",
            "anna&#x0040;paper.example",
            "anna&amp;commat;paper.example",
            "x?to=anna%40paper.example&cc",
            "x?to=anna%2540paper%2Eexample",
            "anna＠paper。example",
            "anna\u{200b}@\u{ad}paper.example",
            "anna [at] paper [dot] example",
            "anna(at)paper(dot)example",
            "anna {AT} paper.example",
            "anna (at) paper dot example",
            "(Email: anna at paper dot example)",
            "Ask somebody, or anna AT paper DOT example",
            "anna @ paper . example",
            "anna@paper dot example",
            "Escriba a anna\u{a0}arroba paper\u{a0}punto example y más",
            "ای میل: anna ایٹ paper ڈاٹ example",
            "She is reached at anna at paper dot example.",
            "https://anna@paper.example/",
            "http://mailto:anna@paper.example",
            "\"anna\\u0040paper.example\"",
            "(anna@paper.example), and",
            "https://x.example/?m=anna@paper.example",
        ] {
            assert_eq!(all(text), ["anna@paper.example"], "{text}");
        }
        for (text, address) in [
            ("\"anna quill\"@paper.example", "\"anna quill\"@paper.example"),
            ("анна@почта.рф", "анна@почта.рф"),
            ("anna@xn--bcher-kva.xn--p1ai", "anna@xn--bcher-kva.xn--p1ai"),
            ("anna@[192.0.2.1]", "anna@[192.0.2.1]"),
            ("anna@163.com.", "anna@163.com"),
            ("o'neil+x@paper.example's", "o'neil+x@paper.example"),
            ("anna@paper.example:then", "anna@paper.example"),
            ("a.b [dot] c [at] paper.example", "a.b.c@paper.example"),
            ("so a dot b at paper dot co dot uk wrote", "a.b@paper.co.uk"),
            ("B b at paper dot co. C", "b@paper.co"),
        ] {
            assert_eq!(all(text), [address], "{text}");
        }
        assert_eq!(all("a@b.example,c@d.example").len(), 2);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for text in [
            "@handle",
            "@ann@social.example",
            "https://social.example/@ann",
            "git@host.example:news/site.git",
            "user@host:/path",
            "ssh://git@host.example/news",
            "https://user:secret@host.example/",
            "logo@2x.png",
            "npm@10",
            "npm@10.2.0",
            "https://cdn.example/npm/vue@3.4.1/dist/vue.js",
            "react@18.2.0-rc.next",
            "root@localhost",
            "5 @ 3.20",
            "at home (at noon)",
            "https://maps.example/@51.5,-0.1,15z",
            "Look at the dot in the map",
            "She bought shoes at a shop dot com.",
            "You find us at paper dot org.",
            "More at paper dot org.",
            "He worked at Paper dot com for years",
            "read more @ paper.example today",
            "dinner @ Joe . Then home",
            "una arroba de trigo punto com",
            "https://anna@paper.example/team/repo.git",
        ] {
            assert_eq!(all(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn names_lose_their_addresses() {
        for (text, name) in [
            ("Bob (bob@elsewhere.example)", "Bob"),
            ("mailto:ann.wire@desk", "ann wire"),
            ("Ann <ann@wire.example>, Bob", "Ann, Bob"),
            ("Nobody", "Nobody"),
        ] {
            assert_eq!(without_addresses(text), name);
        }
        assert!(is_address("ann@wire.example") && !is_address("Ann ann@wire.example"));
        assert!(!is_address("a@b@c.example") && !is_address("ann@wire."));
    }
}
