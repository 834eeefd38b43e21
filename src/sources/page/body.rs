//! The running text of a page's article: what the operator's selector names, or
//! what reads like it, held against what the page itself says its text is.

use super::error::PageError;
use super::measure::{letters, running_letters};
use super::metadata::PageMetadata;
use super::{edges, furniture};
use crate::config::settings::Selectors;
use crate::text::{html, plain_text};
use crate::web_address::WebAddress;
use dom_query::Document;
use dom_smoothie::{Config, Readability};

/// The fewest letters that can be an article.
const SHORTEST: usize = 80;

/// What reading found must hold at least this share of what the page marks as its
/// text; if it holds less, it is something else.
const SAME: f64 = 0.6;

/// Words in a row that are the same in two texts only if one is from the other.
const ROW: usize = 6;

/// Finds the text, as HTML that is not clean yet. `page` is where it was found.
pub(super) fn of(
    document: &Document,
    facts: &PageMetadata,
    rules: &Selectors,
    page: Option<&WebAddress>,
) -> Result<String, PageError> {
    if let Some(selector) = &rules.body {
        let found = document.try_select(selector).filter(|found| found.exists());
        let found = found.ok_or_else(|| PageError::NothingSelected(selector.clone()))?;
        return Ok(found.nodes().iter().map(|node| node.html().to_string()).collect());
    }
    // What was taken for furniture may have been the house: then once more with it.
    let whole = document.clone();
    furniture::clear(document);
    let enough = |html: &String| letters(&plain_text::from_html(html)) >= SHORTEST;
    let read = |document| found(document).map(|html| edges::trimmed(&html, facts, page));
    let text = read(document).filter(enough).or_else(|| read(&whole).filter(enough));
    let said = facts.text.as_deref();
    match (text, said) {
        (Some(html), Some(said)) if share_of(said, &html) < SAME => Ok(paragraphs(said)),
        (Some(html), _) => Ok(html),
        (None, Some(said)) => Ok(paragraphs(said)),
        (None, None) => Err(PageError::NoArticle),
    }
}

/// What reads like the article, or else what is marked as it and holds more.
fn found(document: &Document) -> Option<String> {
    let marked = document.select_single("[itemprop~='articleBody']");
    let marked = marked.nodes().first().map(|node| (running_letters(node), node.html()));
    let read = readable(document);
    let running =
        read.as_deref().map_or(0, |html| running_letters(&Document::fragment(html).root()));
    match marked {
        Some((letters, html)) if (running as f64) < letters as f64 * SAME => Some(html.to_string()),
        _ => read,
    }
}

fn readable(document: &Document) -> Option<String> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::with_document(document.clone(), None, Some(config)).ok()?;
    Some(reader.parse().ok()?.content.to_string())
}

/// How much of a text is in some HTML, from 0 to 1, by rows of words.
fn share_of(text: &str, html: &str) -> f64 {
    let folded = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let words = folded(text);
    let whole = format!(" {} ", folded(&plain_text::from_html(html)).join(" "));
    let rows = words.chunks_exact(ROW);
    let all = rows.len().max(1);
    let there = rows.filter(|row| whole.contains(&format!(" {} ", row.join(" ")))).count();
    there as f64 / all as f64
}

/// Plain text as HTML: a paragraph for each line.
fn paragraphs(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("<p>{}</p>", html::escaped_text(line.trim())))
        .collect()
}
