//! The running text of a page's article: what the operator's selector names, or
//! what reads like it.

use super::facts::Facts;
use super::{PageError, PageRules, trimming};
use crate::text::plain_text;
use dom_query::Document;
use dom_smoothie::{Config, Readability};

/// The fewest letters that can be an article.
const SHORTEST: usize = 80;

/// Finds the text, as HTML that is not clean yet.
pub(super) fn of(
    document: &Document,
    facts: &Facts,
    rules: &PageRules,
) -> Result<String, PageError> {
    if let Some(selector) = &rules.body {
        let found = document.try_select(selector).filter(|found| found.exists());
        let found = found.ok_or_else(|| PageError::NothingSelected(selector.clone()))?;
        return Ok(found.nodes().iter().map(|node| node.html().to_string()).collect());
    }
    // What was taken for furniture may have been the house: then once more with it.
    let whole = document.clone();
    trimming::before(document);
    let enough = |html: &String| letters(html) >= SHORTEST;
    let read = |document| readable(document).map(|html| trimming::after(&html, facts));
    let text = read(document).filter(enough).or_else(|| read(&whole).filter(enough));
    match (text, &facts.text) {
        (Some(html), _) => Ok(html),
        (None, Some(text)) => Ok(paragraphs(text)),
        (None, None) => Err(PageError::NoArticle),
    }
}

fn readable(document: &Document) -> Option<String> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::with_document(document.clone(), None, Some(config)).ok()?;
    Some(reader.parse().ok()?.content.to_string())
}

fn letters(html: &str) -> usize {
    plain_text::from_html(html).chars().filter(|c| c.is_alphanumeric()).count()
}

/// Plain text as HTML: a paragraph for each line.
fn paragraphs(text: &str) -> String {
    let escape = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;");
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("<p>{}</p>", escape(line.trim())))
        .collect()
}
