//! What of an article is its substance: what a reader would call changed when it is
//! another. How its addresses are spelled is not. It decides about no date.

use super::{Article, Author, Media};
use crate::fingerprint::Fingerprint;
use crate::moved_base::MovedBase;
use crate::same_address;
use crate::text::file_name::read_form;
use crate::text::folded;
use crate::web_address::WebAddress;
use percent_encoding::percent_decode_str;
use serde::Serialize;

/// Attributes that say how something is loaded or laid out, not what it is.
const UNSEEN: [&str; 9] = [
    "width",
    "height",
    "srcset",
    "sizes",
    "loading",
    "decoding",
    "referrerpolicy",
    "sandbox",
    "rel",
];

/// What counts, with the addresses apart. The language, the publication that it came from, lengths and sizes of
/// pictures, sections and dates do not.
#[derive(Serialize)]
struct Substance<'a> {
    title: &'a str,
    authors: Vec<&'a str>,
    summary: &'a str,
    content: String,
    tags: Vec<&'a str>,
    media: Vec<(&'a str, &'a str, &'a str)>,
    rights: Option<&'a str>,
    corrections: Vec<&'a str>,
    author_note: Option<&'a str>,
}

impl Article {
    /// The fingerprint of what a reader would call changed when it is another: equal
    /// for articles whose addresses alone are spelled otherwise.
    #[must_use]
    pub fn substance(&self) -> Fingerprint {
        let (words, targets) = of(self, None, self);
        let targets = targets.iter().map(|target| target.now.as_bytes());
        Fingerprint::of_parts(std::iter::once(&words[..]).chain(targets))
    }

    /// Whether a reader would call it the same as `now`, where the newsroom's folder has moved
    /// between the two: an address stays, or moves along.
    #[must_use]
    pub fn is_same_moved(&self, now: &Self, moved: &MovedBase) -> bool {
        let (words, targets) = of(self, Some(moved), now);
        let (words_now, targets_now) = of(now, None, now);
        let mut pairs = targets.iter().zip(&targets_now);
        let is_same = |then: &Target, now: &Target| {
            then.now == now.now || then.plain == now.plain || then.moved.as_ref() == Some(&now.now)
        };
        words == words_now
            && targets.len() == targets_now.len()
            && pairs.all(|(then, now)| is_same(then, now))
    }
}

/// What an address leads to, and what it would lead to if it moved along with its folder.
struct Target {
    now: String,
    /// With its host, whose ever that is.
    plain: String,
    moved: Option<String>,
}

/// The words of an article, and the addresses in it in their order. What moved along is on
/// the site of `later`.
fn of(article: &Article, moved: Option<&MovedBase>, later: &Article) -> (Vec<u8>, Vec<Target>) {
    let own = |article: &Article| article.url.as_ref().map(same_address::site_of);
    let mut addresses = Addresses {
        sites: Sites { own: own(article) },
        later: Sites { own: own(later) },
        moved,
        targets: Vec::new(),
    };
    if let Some(page) = &article.url {
        addresses.push(page, |sites, page| read_form(&sites.target(page)));
    }
    let substance = Substance {
        title: &article.title,
        authors: article.authors.iter().map(|Author { name, .. }| &**name).collect(),
        summary: &article.summary,
        content: content(&article.content, &mut addresses),
        tags: article.tags.iter().map(|tag| &**tag).collect(),
        media: article.media.iter().map(|one| medium(one, &mut addresses)).collect(),
        rights: article.rights.as_deref(),
        corrections: article.corrections.iter().map(|correction| &*correction.note).collect(),
        author_note: article.author_note.as_deref(),
    };
    // Texts and lists of them: there is nothing in it that JSON cannot write.
    let words = serde_json::to_vec(&substance).unwrap_or_default();
    (words, addresses.targets)
}

fn medium<'a>(medium: &'a Media, addresses: &mut Addresses<'_>) -> (&'a str, &'a str, &'a str) {
    let Media { url, media_type, description, credit, .. } = medium;
    addresses.push(url, |_, url| composed(&same_address::medium(url)));
    let description = description.as_deref().unwrap_or_default();
    (media_type, description, credit.as_deref().unwrap_or_default())
}

/// The addresses of an article as they are come upon.
struct Addresses<'a> {
    sites: Sites,
    later: Sites,
    moved: Option<&'a MovedBase>,
    targets: Vec<Target>,
}

impl Addresses<'_> {
    fn push(&mut self, address: &WebAddress, told: impl Fn(&Sites, &WebAddress) -> String) {
        let moved = self.moved.and_then(|moved| moved.address(address));
        self.targets.push(Target {
            now: told(&self.sites, address),
            plain: same_address::canonical(address),
            moved: moved.map(|address| told(&self.later, &address)),
        });
    }
}

/// Whose site an article is on: an address there is told by its path, since the whole
/// site may move to https, or to another host.
struct Sites {
    own: Option<String>,
}

impl Sites {
    /// What a link leads to.
    fn target(&self, address: &WebAddress) -> String {
        let site = same_address::site_of(address);
        let is_own = self.own.as_ref().is_none_or(|own| *own == site);
        let mut text = if is_own { String::new() } else { site };
        text.push_str(&same_address::within_site(address));
        if let Some(place) = address.url().fragment() {
            text.push('#');
            text.push_str(place);
        }
        composed(&text)
    }
}

/// A name of a file in an address, however its letters are written.
fn composed(address: &str) -> String {
    folded::composed(&percent_decode_str(address).decode_utf8_lossy()).into_owned()
}

/// Clean HTML without its addresses.
fn content(html: &str, addresses: &mut Addresses<'_>) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        text.push_str(before);
        let (tag, after) = tag.split_at(length_of_tag(tag));
        push_tag(&mut text, tag, addresses);
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Up to the `>` that is in no value.
fn length_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.map_or(tag.len(), |end| end + 1)
}

/// What cleaning writes has each value in double quotes.
fn push_tag(text: &mut String, tag: &str, addresses: &mut Addresses<'_>) {
    let name = tag.find(' ').unwrap_or(tag.len());
    text.push_str(&tag[..name]);
    let mut rest = &tag[name..];
    while let Some((attribute, value, after)) = next_attribute(rest) {
        rest = after;
        if UNSEEN.contains(&attribute) {
            continue;
        }
        let address = WebAddress::parse(&value.replace("&amp;", "&")).ok();
        let value = match (attribute, address) {
            ("href" | "cite", Some(address)) => {
                addresses.push(&address, Sites::target);
                ""
            }
            ("src" | "poster", Some(address)) => {
                addresses.push(&address, |_, address| composed(&same_address::medium(address)));
                ""
            }
            _ => value,
        };
        text.push_str(&format!(" {attribute}=\"{value}\""));
    }
    text.push('>');
}

fn next_attribute(rest: &str) -> Option<(&str, &str, &str)> {
    let (name, value) = rest.split_once("=\"")?;
    let (value, after) = value.split_once('"')?;
    Some((name.trim(), value, after))
}
