//! The words of an article: title, summary, authors, tags, and the clean text.
//! It decides nothing about where an article belongs.

use super::addresses::resolve;
use super::cuts::Cuts;
use super::lines::line;
use crate::article::{Author, Media};
use crate::bounds;
use crate::raw_item::{RawAuthor, RawText};
use crate::text::shows_something;
use crate::text::{CleanHtml, Embeds, PublicMail, XmlText, folded, html, mail, plain_text};
use crate::web_address::WebAddress;
use std::borrow::Cow;
use std::collections::HashSet;

/// How much running text is taken from the beginning of an article, in bytes:
/// enough for any summary in any script.
pub(super) const OPENING: usize = 4096;

/// A summary is at least this long where the text allows, in characters.
const SHORTEST_SUMMARY: usize = 300;
/// A title that is made of the text is never longer, in characters.
const MADE_TITLE: usize = 80;

/// The whole text of the article on `page`, clean.
pub(super) fn clean(
    text: &RawText,
    page: Option<&WebAddress>,
    base: Option<&WebAddress>,
    embeds: &Embeds,
) -> CleanHtml {
    match text {
        RawText::Html(html) => CleanHtml::clean_on(html, page, base, embeds),
        RawText::Plain(plain) => CleanHtml::clean(&paragraphs(plain), base),
    }
}

/// The title: the one that was given, or the beginning of what there is to read,
/// or else the words of what there is to see, or what there is to follow. None: there is nothing
/// that could be one.
pub(super) fn title(
    given: Option<&RawText>,
    opening: &str,
    summary: &str,
    media: &[Media],
    url: Option<&WebAddress>,
) -> Option<String> {
    let given = given.map(line).filter(|title| shows_something(title));
    if let Some(title) = given {
        return Some(title);
    }
    let text =
        [opening, summary].into_iter().map(plain_text::one_line).find(|text| !text.is_empty());
    let shown = || media.iter().find_map(|one| Some(one.description.as_ref()?.to_string()));
    // The address of a picture is no headline.
    let address = || url.map(ToString::to_string);
    Some(plain_text::shorten(&text.or_else(shown).or_else(address)?, MADE_TITLE))
}

/// The summary that was given, or the first sentences of the text.
///
/// It is cut in Unicode's composed form, or the same text would be cut elsewhere in the other.
pub(super) fn summary(given: Option<&RawText>, opening: &str) -> String {
    let opening = &*folded::composed(opening);
    let given = given.map(|text| match text {
        RawText::Plain(plain) => plain_text::unescape_double(plain).into_owned(),
        RawText::Html(html) => {
            let once = plain_text::from_html(html);
            plain_text::unescape_double(&once).into_owned()
        }
    });
    match given {
        // A whole article in the place of a summary is made shorter.
        Some(text) if !text.trim().is_empty() => {
            let text = folded::composed(&text);
            if text.chars().count() <= bounds::SUMMARY {
                plain_text::one_line(&text)
            } else {
                plain_text::summary(&text, SHORTEST_SUMMARY, bounds::SUMMARY)
            }
        }
        _ => plain_text::summary(opening, SHORTEST_SUMMARY, bounds::SUMMARY),
    }
}

/// Keywords without repeats, whatever their letter case; the first spelling stays.
pub(super) fn tags(given: &[String], cuts: &mut Cuts) -> Vec<String> {
    let mut seen = HashSet::new();
    let tags = given
        .iter()
        .map(|tag| line(&RawText::Plain(tag.clone())))
        .filter_map(|tag| cuts.whole("a keyword", tag, bounds::KEYWORD))
        .filter(|tag| !tag.is_empty() && seen.insert(folded::same(tag)))
        .collect();
    cuts.first("keywords", tags, bounds::KEYWORDS)
}

/// Who wrote it, without repeats, and without "By".
pub(super) fn authors(
    given: &[RawAuthor],
    base: Option<&WebAddress>,
    public: &PublicMail,
    cuts: &mut Cuts,
) -> Vec<Author> {
    let mut seen = HashSet::new();
    let authors = given
        .iter()
        .filter_map(|author| {
            let name = cuts.shorten("an author's name", author_name(&author.name)?, bounds::NAME);
            let mut address = |text: &Option<String>| {
                let text = text.as_deref().filter(|text| !mail::has_address(&unescaped(text)))?;
                cuts.address("an author", resolve(text, base))
            };
            let (url, avatar) = (address(&author.url), address(&author.avatar));
            let name = XmlText::new(name);
            let email = author.email.as_deref().and_then(|email| public.allowed(email));
            let email = email.map(XmlText::new);
            seen.insert(folded::same(&name)).then_some(Author { name, url, avatar, email })
        })
        .collect();
    cuts.first("authors", authors, bounds::AUTHORS)
}

/// An address with its escapes read: `%40` is an `@` too.
fn unescaped(address: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(address).decode_utf8_lossy()
}

/// The name in a byline. An e-mail address is never published: what stands before
/// the `@` is the best name that is left.
fn author_name(given: &str) -> Option<String> {
    let name = line(&RawText::Html(given.to_owned()));
    let name = match name.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => name[3..].trim().to_owned(),
        _ => name,
    };
    let name = mail::without_addresses(&name);
    let name = name.trim_matches(|c: char| c.is_whitespace() || ",;|<>".contains(c));
    (!name.is_empty()).then(|| name.to_owned())
}

/// Plain text as HTML: an empty line parts two paragraphs, a line end is kept.
fn paragraphs(plain: &str) -> String {
    let plain = plain.replace("\r\n", "\n").replace('\r', "\n");
    let mut whole = String::with_capacity(plain.len() + 64);
    for paragraph in plain.split("\n\n").map(str::trim).filter(|text| !text.is_empty()) {
        whole.push_str("<p>");
        whole.push_str(&html::escaped_text(paragraph).replace('\n', "<br>"));
        whole.push_str("</p>");
    }
    whole
}
