//! Which addresses are for everybody, and which parts of one may be a secret: the one
//! rule for all that is published of where something came from. It asks nobody; what it
//! doubts, it takes for a secret.

use crate::web_address::WebAddress;
use url::Url;

/// A run of letters and digits of this length is a secret, whatever it looks like.
const LONG: usize = 32;

/// Whether there is a name, a password, a query or a random part of a path in it: a
/// token may be in any of them.
#[must_use]
pub fn may_carry_secret(address: &WebAddress) -> bool {
    let url = address.url();
    let is_signed_in = !url.username().is_empty() || url.password().is_some();
    is_signed_in || url.query().is_some() || segments(url).any(looks_random)
}

/// The folder that an address is in, without anything that may be a secret: what
/// relative addresses are relative to may be published with them.
#[must_use]
pub fn public_folder(address: &WebAddress) -> WebAddress {
    let mut url = bare(address);
    let folders: Vec<&str> = segments(address.url()).collect();
    let folders = folders.split_last().map_or(&[][..], |(_, folders)| folders);
    let public = folders.iter().take_while(|folder| !looks_random(folder));
    let path: String = public.map(|folder| format!("{folder}/")).collect();
    url.set_path(&path);
    kept(&url, address)
}

/// An address without anything that may be a secret: a site is still found there.
#[must_use]
pub fn public_part(address: &WebAddress) -> WebAddress {
    if segments(address.url()).any(looks_random) {
        return public_folder(address);
    }
    kept(&bare(address), address)
}

/// An address without a name and a password before its host.
pub(crate) fn without_user(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://{host}{}", &rest[authority.len()..]),
        None => address.to_owned(),
    }
}

/// A sentence in which addresses are told without anything that may be a secret.
#[must_use]
pub fn without_secrets(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = ["http://", "https://"].iter().filter_map(|it| rest.find(it)).min() {
        let (before, from) = rest.split_at(at);
        told.push_str(before);
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`' | '|');
        let address = &from[..from.find(ends).unwrap_or(from.len())];
        // What ends a sentence is no part of an address that stands in it.
        let address = address.trim_end_matches([':', '.', ',', ';', ')', ']', '\'']);
        match WebAddress::parse(address) {
            Ok(whole) if may_carry_secret(&whole) => told.push_str(public_part(&whole).as_str()),
            _ => told.push_str(address),
        }
        rest = &from[address.len()..];
    }
    told.push_str(rest);
    told
}

fn bare(address: &WebAddress) -> Url {
    let mut url = address.url().clone();
    // An address of the web has a host, so that these cannot fail.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    url
}

/// What is left of a web address is one.
fn kept(url: &Url, address: &WebAddress) -> WebAddress {
    WebAddress::parse(url.as_str()).unwrap_or_else(|_| address.clone())
}

fn segments(url: &Url) -> impl Iterator<Item = &str> {
    url.path_segments().into_iter().flatten()
}

/// Whether a part of a path looks as if a machine had made it up.
pub(crate) fn looks_random(segment: &str) -> bool {
    segment.split(|c: char| !c.is_ascii_alphanumeric()).any(is_random_run)
}

/// Words change between letters and digits once (`rss2`), and between small and capital
/// letters with each word; what changes all the time is no word.
fn is_random_run(run: &str) -> bool {
    let bytes = run.as_bytes();
    let changes =
        |of: fn(&u8) -> bool| bytes.windows(2).filter(|pair| of(&pair[0]) != of(&pair[1])).count();
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    let is_mixed = digits > 0 && digits < bytes.len();
    let by_digits =
        is_mixed && (bytes.len() >= 12 || bytes.len() >= 8 && changes(u8::is_ascii_digit) > 1);
    let by_case = bytes.len() >= 10 && changes(u8::is_ascii_uppercase) * 9 > bytes.len() * 4;
    bytes.len() >= LONG || by_digits || by_case || digits >= 12
}
