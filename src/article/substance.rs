//! What of an article is its substance: what a reader would call changed when it is
//! another. How its addresses are spelled is not. It decides about no date.

use super::{Article, Author, Media};
use crate::fingerprint::Fingerprint;
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

/// What counts. The language, the publication that it came from, lengths and sizes of
/// pictures, sections and dates do not.
#[derive(Serialize)]
struct Substance<'a> {
    title: &'a str,
    page: Option<String>,
    authors: Vec<&'a str>,
    summary: &'a str,
    content: String,
    tags: Vec<&'a str>,
    media: Vec<(&'a str, String, &'a str, &'a str)>,
    rights: Option<&'a str>,
    corrections: Vec<&'a str>,
    author_note: Option<&'a str>,
}

impl Article {
    /// The fingerprint of what a reader would call changed when it is another: equal
    /// for articles whose addresses alone are spelled otherwise.
    #[must_use]
    pub fn substance(&self) -> Fingerprint {
        of(self)
    }
}

fn of(article: &Article) -> Fingerprint {
    let sites = Sites { own: article.url.as_ref().map(same_address::site_of) };
    let substance = Substance {
        title: &article.title,
        page: article.url.as_ref().map(|page| read_form(&sites.target(page))),
        authors: article.authors.iter().map(|Author { name, .. }| &**name).collect(),
        summary: &article.summary,
        content: content(&article.content, &sites),
        tags: article.tags.iter().map(|tag| &**tag).collect(),
        media: article.media.iter().map(medium).collect(),
        rights: article.rights.as_deref(),
        corrections: article.corrections.iter().map(|correction| &*correction.note).collect(),
        author_note: article.author_note.as_deref(),
    };
    // Texts and lists of them: there is nothing in it that JSON cannot write.
    let json = serde_json::to_vec(&substance).unwrap_or_default();
    Fingerprint::of(&json)
}

fn medium(medium: &Media) -> (&str, String, &str, &str) {
    let Media { url, media_type, description, credit, .. } = medium;
    let description = description.as_deref().unwrap_or_default();
    let credit = credit.as_deref().unwrap_or_default();
    (media_type, composed(&same_address::medium(url)), description, credit)
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

/// Clean HTML with every address as what it leads to.
fn content(html: &str, sites: &Sites) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        text.push_str(before);
        let (tag, after) = tag.split_at(length_of_tag(tag));
        push_tag(&mut text, tag, sites);
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
fn push_tag(text: &mut String, tag: &str, sites: &Sites) {
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
            ("href" | "cite", Some(address)) => sites.target(&address),
            ("src" | "poster", Some(address)) => composed(&same_address::medium(&address)),
            _ => value.to_owned(),
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
