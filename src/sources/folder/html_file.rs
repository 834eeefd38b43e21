//! What a whole HTML page says about the article in it. It is for pages that the
//! newsroom wrote itself: no guessing what is text and what is decoration.

use super::page_keys::Metas;
use super::page_marks;
use crate::sources::html_tree;
use crate::sources::own_item::Value;
use crate::sources::page::is_too_deep;
use crate::text::plain_text::one_line;
use dom_query::{Document, Selection};

/// The head of a page, and its text.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) canonical: Option<String>,
    pub(super) image: Option<String>,
    /// What its head and the elements around its article say, by the newsroom's own keys where they mean one.
    pub(super) keys: Vec<(String, Value)>,
    /// The HTML of the article itself.
    pub(super) content: String,
}

/// Reads a page. `given` is the title that the front matter gives it, if any.
///
/// # Errors
/// When its elements stand in each other deeper than any are.
pub(super) fn read(html: &str, given: Option<&str>) -> Result<Page, String> {
    if is_too_deep(html) {
        return Err("its elements stand too deep in each other: mend the HTML".to_owned());
    }
    let document = html_tree::page(html);
    let attribute = |selector: &str, name: &str| {
        let found = document.select_single(selector).attr(name)?;
        Some(found.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let metas = Metas::of(&document);
    let headline = shown(&document.select_single("h1"));
    let title = shown(&document.select_single("title"));
    let title = title.map(|title| without_site(title, headline.as_ref(), metas.site.as_ref()));
    let title = given.map(one_line).or(metas.title).or(title).or_else(|| headline.clone());
    let body = body(&document);
    let mut keys = metas.keys;
    keys.extend(page_marks::of(&document, &body));
    let told = |name: &str| keys.iter().any(|(key, _)| key == name);
    let dates: Vec<_> =
        page_marks::dates(&body).into_iter().filter(|(name, _)| !told(name)).collect();
    keys.extend(dates);
    if headline.is_some() && headline == title {
        body.select_single("h1").remove();
    }
    Ok(Page {
        title,
        language: attribute("html", "lang"),
        canonical: attribute("link[rel='canonical' i]", "href"),
        image: metas.image,
        keys,
        content: body.inner_html().to_string(),
    })
}

/// The title of a page without what is said of its site before or behind it: where the
/// headline is a part of it, that is the title.
fn without_site(title: String, headline: Option<&String>, site: Option<&String>) -> String {
    let headline = headline.filter(|headline| Some(*headline) != site);
    if headline.is_some_and(|headline| beside(&title, headline).is_some()) {
        return headline.cloned().unwrap_or_default();
    }
    match site.and_then(|site| beside(&title, site)) {
        Some(rest) => rest.to_owned(),
        None => title,
    }
}

/// What stands beside a part of a title, behind or before a bar, dash or colon; `None` where
/// it is no part.
fn beside<'a>(title: &'a str, part: &str) -> Option<&'a str> {
    const BARS: [char; 9] = ['|', '–', '—', '-', '·', '•', '»', '«', ':'];
    let is_apart = |bar: char, spaced: bool| spaced || !matches!(bar, '-' | '–' | '—');
    let behind = title.strip_prefix(part).and_then(|rest| {
        let after = rest.trim_start().strip_prefix(BARS)?;
        let bar = rest.trim_start().chars().next()?;
        is_apart(bar, rest.starts_with(' ')).then_some(after.trim())
    });
    let before = || {
        let rest = title.strip_suffix(part)?;
        let bar = rest.trim_end().chars().next_back()?;
        let before = rest.trim_end().strip_suffix(BARS)?;
        is_apart(bar, rest.ends_with(' ')).then_some(before.trim())
    };
    behind.or_else(before).filter(|rest| !rest.is_empty())
}

/// The element that holds the article: of several the one with the headline.
fn body(document: &Document) -> Selection<'_> {
    let ways = ["article:has(h1)", "article", "main", "body"];
    let found = ways.iter().map(|selector| document.select_single(selector));
    found.into_iter().find(Selection::exists).unwrap_or_else(|| document.select_single("html"))
}

/// What an element shows, on one line.
fn shown(element: &Selection<'_>) -> Option<String> {
    // What stands on two lines is two words.
    for node in element.select("br").nodes() {
        node.insert_before(&node.tree.new_text(" "));
    }
    let line = one_line(&element.text());
    (!line.is_empty()).then_some(line)
}
