//! What of an article is its substance: what a reader would call changed when it is
//! another. How its addresses are spelled is not. It decides about no date.

use super::{Article, Author, Media};
use crate::fingerprint::Fingerprint;
use crate::moved_base::MovedBase;
use crate::same_address;
use crate::text::counted::{
    counts_answers, without_count, without_counts, without_last_count, without_readers,
};
use crate::text::elements::is_block;
use crate::text::folded;
use crate::web_address::WebAddress;
use percent_encoding::percent_decode_str;
use serde::Serialize;
use std::borrow::Cow;

/// Attributes that say how something is loaded or laid out, not what it is.
const UNSEEN: [&str; 10] = [
    "align",
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

/// What counts, with the addresses apart. The address of its own page, which may be drawn anew
/// at each request, the language, the publication that it came from, lengths and sizes of pictures, sections, dates, the order of keywords, line ends, the
/// names of places within it, and how often it was answered do not.
#[derive(Serialize)]
struct Substance<'a> {
    title: &'a str,
    authors: Vec<&'a str>,
    summary: Cow<'a, str>,
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
        Fingerprint::of_parts(std::iter::once(words.as_bytes()).chain(targets))
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
fn of(article: &Article, moved: Option<&MovedBase>, later: &Article) -> (String, Vec<Target>) {
    let own = |article: &Article| article.url.as_ref().map(same_address::site_of);
    let sites = |article: &Article| Sites {
        own: own(article),
        page: article.url.as_ref().map(same_address::canonical),
        places: places(&article.content),
    };
    let mut addresses =
        Addresses { sites: sites(article), later: sites(later), moved, targets: Vec::new() };
    let mut tags: Vec<&str> = article.tags.iter().map(|tag| &**tag).collect();
    tags.sort_unstable();
    let substance = Substance {
        title: &article.title,
        authors: article.authors.iter().map(|Author { name, .. }| &**name).collect(),
        summary: without_counts(without_last_count(&article.summary)),
        content: content(&article.content, &mut addresses),
        tags,
        media: article.media.iter().map(|one| medium(one, &mut addresses)).collect(),
        rights: article.rights.as_deref(),
        corrections: article.corrections.iter().map(|correction| &*correction.note).collect(),
        author_note: article.author_note.as_deref(),
    };
    // Texts and lists of them: there is nothing in it that JSON cannot write.
    let words = serde_json::to_string(&substance).unwrap_or_default();
    // In whichever of Unicode's forms it came.
    (folded::composed(&words).into_owned(), addresses.targets)
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
    /// Its page, in canonical form.
    page: Option<String>,
    /// The names of places in it that links may lead to, in their order: a name that is
    /// drawn anew at each request is still that of its place.
    places: Vec<String>,
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
            let is_here = self
                .page
                .as_ref()
                .is_some_and(|page| is_own && *page == same_address::canonical(address));
            let place = composed(place);
            match self.number_of(&place).filter(|_| is_here) {
                Some(number) => text.push_str(&number.to_string()),
                None => text.push_str(&place),
            }
        }
        composed(&text)
    }
}

impl Sites {
    /// The number of a place within the page.
    fn number_of(&self, place: &str) -> Option<usize> {
        self.places.iter().position(|known| known == place)
    }
}

/// The names of places in clean HTML.
fn places(html: &str) -> Vec<String> {
    let names = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    names.map(composed).collect()
}

/// A name of a file in an address, however its letters are written.
fn composed(address: &str) -> String {
    folded::composed(&percent_decode_str(address).decode_utf8_lossy()).into_owned()
}

/// Clean HTML without its addresses, and without what no reader sees of it.
fn content(html: &str, addresses: &mut Addresses<'_>) -> String {
    let beside_answers = pieces(html).any(|(words, _)| counts_answers(words));
    let mut text = String::with_capacity(html.len());
    let (mut verbatim, mut begins_line) = (0_usize, true);
    for (words, tag) in pieces(html) {
        let ends_line = tag.is_empty() || is_block(name_of(tag));
        let is_line = begins_line && ends_line && verbatim == 0;
        let words = if is_line { without_readers(words) } else { Cow::Borrowed(words) };
        let words = without_count(&words, beside_answers);
        match verbatim {
            0 => push_words(&mut text, &words, begins_line),
            _ => text.push_str(&words),
        }
        let name = name_of(tag);
        begins_line = is_block(name);
        match tag {
            tag if tag.starts_with("<pre") => verbatim += 1,
            "</pre>" => verbatim = verbatim.saturating_sub(1),
            _ => {}
        }
        if begins_line && verbatim == 0 {
            text.truncate(text.trim_end_matches(' ').len());
        }
        match tag {
            tag if verbatim == 0 && is_bare_box(tag) => end_block(&mut text),
            "</p>" if drop_empty_paragraph(&mut text) => {}
            tag => {
                if begins_line {
                    text.truncate(text.trim_end_matches(END_OF_BLOCK).len());
                }
                push_tag(&mut text, tag, addresses);
            }
        }
    }
    text.truncate(text.trim_end_matches(END_OF_BLOCK).len());
    text
}

/// Where a box begins or ends that shows nothing of itself, in the place of its tags.
const END_OF_BLOCK: char = '\u{1}';

/// A tag of an element that only holds others, as templates put one around a text, and says
/// nothing of how that is read.
fn is_bare_box(tag: &str) -> bool {
    matches!(
        tag,
        "<div>"
            | "</div>"
            | "<section>"
            | "</section>"
            | "<article>"
            | "</article>"
            | "<main>"
            | "</main>"
    )
}

/// Takes off a paragraph that has just begun and says nothing; `false` when it says something.
fn drop_empty_paragraph(text: &mut String) -> bool {
    let said = text.trim_end_matches("&nbsp;").trim_end_matches([' ', '\u{A0}']);
    // As `push_tag` writes one.
    let Some(before) = said.strip_suffix("<p>>") else { return false };
    text.truncate(before.len());
    true
}

/// Between blocks nothing more is to be told apart.
fn end_block(text: &mut String) {
    let is_between = text.ends_with(END_OF_BLOCK) || ends_with_block(text);
    if !text.is_empty() && !is_between {
        text.push(END_OF_BLOCK);
    }
}

fn ends_with_block(text: &str) -> bool {
    let tag = text.rfind('<').map_or("", |at| &text[at..]);
    tag.ends_with('>') && is_block(name_of(tag))
}

/// Text and the tag after it, in their order; the last tag is empty.
fn pieces(html: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = Some(html);
    std::iter::from_fn(move || {
        let from = rest?;
        let Some(at) = from.find('<') else {
            rest = None;
            return Some((from, ""));
        };
        let (words, tag) = from.split_at(at);
        let (tag, after) = tag.split_at(length_of_tag(tag));
        rest = Some(after);
        Some((words, tag))
    })
}

fn name_of(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.split([' ', '>', '/']).next().unwrap_or_default()
}

/// Words as a reader sees them: a line end is a space, and several are one.
fn push_words(text: &mut String, words: &str, begins_line: bool) {
    let is_space = |c: char| matches!(c, ' ' | '\n' | '\r' | '\t');
    let mut after_space = begins_line || text.ends_with(' ');
    for c in words.chars() {
        if !is_space(c) {
            text.push(c);
        } else if !after_space {
            text.push(' ');
        }
        after_space = is_space(c);
    }
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
    if tag.is_empty() {
        return;
    }
    let name = tag.find(' ').unwrap_or(tag.len());
    text.push_str(&tag[..name]);
    let mut rest = &tag[name..];
    while let Some((attribute, value, after)) = next_attribute(rest) {
        rest = after;
        if UNSEEN.contains(&attribute) {
            continue;
        }
        let address = WebAddress::parse(&value.replace("&amp;", "&")).ok();
        let place = (attribute == "id").then(|| addresses.sites.number_of(&composed(value)));
        let place = place.flatten().map(|number| number.to_string());
        let value = match (attribute, address) {
            ("id", _) => place.as_deref().unwrap_or(value),
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
