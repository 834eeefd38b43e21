//! An article on several pages: where it goes on, whether a page is its next one, and how the
//! two become one text. It asks nobody for a page.

use super::measure::letters;
use crate::raw_item::{RawItem, RawText};
use crate::sources::html_tree;
use crate::sources::same_page::same_site;
use crate::sources::same_subject::{long_words, share_in};
use crate::text::plain_text;
use crate::web_address::WebAddress;
use dom_query::Document;
use std::collections::{BTreeSet, HashSet};

/// The most pages of one article that are read.
pub(in crate::sources) const MOST_PAGES: usize = 10;

/// A larger number is that of an article.
const MOST: u32 = 50;

/// What a page says that follows it, if by its address that is the next page of the same
/// article: `/story` and `/story/2`, `/story?page=2`, `/story-2.html`.
pub(super) fn of(
    document: &Document,
    base: Option<&WebAddress>,
    page: Option<&WebAddress>,
) -> Option<WebAddress> {
    const MOST_LINKS: usize = 10;
    let (base, page) = base.zip(page)?;
    let links = document.select("link[rel~='next' i][href], a[rel~='next' i][href]");
    let links = links.nodes().iter().take(MOST_LINKS);
    let mut found = links.filter_map(|link| base.join(link.attr("href")?.trim()).ok());
    found.find(|next| same_site(page, next) && follows(page, next))
}

/// What is told of the rest of an article that is not here.
pub(crate) fn unread(next: &WebAddress, why: &str) -> String {
    format!("the article goes on at {next}, and that is not here: {why}")
}

/// The text of the next page behind that of those before, and where it goes on; `None` where
/// that is another article, or says what was said already.
pub(in crate::sources) fn joined(item: &mut RawItem, next: RawItem) -> Option<Option<WebAddress>> {
    const ALIKE: f64 = 0.5;
    let title = |item: &RawItem| item.title.as_ref().map_or(String::new(), |it| it.as_str().into());
    let [one, other] = [&*item, &next].map(|item| long_words(&title(item)));
    let (few, many) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let is_other = share_in(few, many).is_some_and(|share| share < ALIKE);
    let (Some(RawText::Html(text)), Some(RawText::Html(more))) = (&item.content, &next.content)
    else {
        return None;
    };
    if is_other || repeats(text, more) {
        return None;
    }
    let more = match (&item.base, &next.base) {
        (Some(one), Some(other)) if folder(one) == folder(other) => more.clone(),
        (_, Some(base)) => with_whole_addresses(more, base),
        (_, None) => more.clone(),
    };
    item.content = Some(RawText::Html(format!("{text}{more}")));
    item.author_note = item.author_note.take().or(next.author_note);
    item.warnings.extend(next.warnings);
    Some(next.goes_on)
}

/// Whether half of what a text says stands in another.
fn repeats(text: &str, more: &str) -> bool {
    let lines = |html: &str| -> BTreeSet<String> {
        let text = plain_text::from_html(html);
        text.lines().filter(|line| letters(line) > 0).map(str::to_owned).collect()
    };
    let [known, new] = [text, more].map(lines);
    let again: HashSet<_> = new.iter().filter(|line| known.contains(*line)).collect();
    again.len() * 2 >= new.len()
}

fn folder(page: &WebAddress) -> &str {
    page.as_str().split(['?', '#']).next().and_then(|it| it.rsplit_once('/')).unwrap_or_default().0
}

/// A text whose addresses say by themselves where they lead.
fn with_whole_addresses(html: &str, base: &WebAddress) -> String {
    let fragment = html_tree::fragment(html);
    for name in ["href", "src", "data-src", "poster"] {
        for node in fragment.select(&format!("[{name}]")).nodes() {
            let whole = node.attr(name).and_then(|it| base.join(it.trim()).ok());
            if let Some(whole) = whole {
                node.set_attr(name, whole.as_str());
            }
        }
    }
    // A list of sizes of a picture, where one has its address.
    for node in fragment.select("img[srcset][src]").nodes() {
        node.remove_attr("srcset");
    }
    fragment.html().to_string()
}

/// Whether one address is that of the page after another.
fn follows(page: &WebAddress, next: &WebAddress) -> bool {
    let Some((stem, number)) = numbered(next) else { return false };
    let is_first = || {
        // Some count from nought.
        without_number(page) == stem && (1..=2).contains(&number)
    };
    let is_later = || {
        numbered(page)
            .is_some_and(|(before, at)| before == stem && at.checked_add(1) == Some(number))
    };
    number <= MOST && (is_first() || is_later())
}

/// The parts of an address that say which article it is of: its path without what its file's
/// name ends with, and its parameters.
type Stem = (String, Vec<(String, String)>);

fn without_number(page: &WebAddress) -> Stem {
    (bare_path(page), page.url().query_pairs().into_owned().collect())
}

/// An address without its number of a page, and that.
fn numbered(page: &WebAddress) -> Option<(Stem, u32)> {
    const PARAMETERS: [&str; 8] = ["page", "p", "pg", "part", "seite", "pagina", "paged", "strona"];
    const WORDS: [&str; 8] = ["page", "p", "pg", "part", "seite", "teil", "pagina", "strona"];
    const PARTING: [char; 5] = ['/', '-', '_', ',', '.'];
    let (path, parameters) = without_number(page);
    let at = parameters.iter().position(|(name, _)| PARAMETERS.contains(&&*name.to_lowercase()));
    if let Some(at) = at {
        let number = parameters[at].1.parse().ok()?;
        let rest = parameters.into_iter().enumerate().filter(|(place, _)| *place != at);
        return Some(((path, rest.map(|(_, one)| one).collect()), number));
    }
    let stem = path.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = path[stem.len()..].parse().ok()?;
    let stem = stem.trim_end_matches(PARTING);
    let is_word = |word: &&&str| {
        let before = stem.strip_suffix(**word);
        before.is_some_and(|before| before.ends_with(PARTING))
    };
    let word = WORDS.iter().find(is_word).map_or(0, |word| word.len());
    let stem = stem[..stem.len() - word].trim_end_matches(PARTING);
    Some(((stem.to_owned(), parameters), number))
}

/// A path without the ending of its file and its last stroke.
fn bare_path(page: &WebAddress) -> String {
    let path = page.url().path().trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_one = !ending.is_empty() && ending.chars().all(char::is_alphabetic);
    let end = path.len() - if is_one { ending.len() + 1 } else { 0 };
    path[..end].to_owned()
}
