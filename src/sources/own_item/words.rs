//! The words of an article that say that it waits, looked at in whatever form it came: its
//! headline, and the lines that its text and its summary begin with; and those that were not
//! for readers.

use super::headline_marks::headline_waits;
use super::keys::KeyFault;
use super::label::says_it_waits;
use crate::raw_item::{RawItem, RawText};
use crate::text::plain_text;

/// Looks at the words of an item, in whatever form it came: at its headline and the lines
/// that its text and its summary begin with.
///
/// # Errors
/// When they say that it is not for readers yet, and it says nothing of when it is.
pub(in crate::sources) fn check_words(item: &RawItem) -> Result<(), KeyFault> {
    if item.content.as_ref().is_some_and(has_colleagues_comments) {
        let reason = "remarks of colleagues stand in it, as Google Docs adds them to a copy (`[a]`): copy it without them, or take them out".to_owned();
        return Err(KeyFault { line: None, reason });
    }
    if item.publish_at.is_some() {
        return Ok(());
    }
    let title = item.title.as_ref().map(|title| match title {
        RawText::Plain(text) => plain_text::one_line(text),
        RawText::Html(html) => plain_text::one_line(&plain_text::from_html(html)),
    });
    let title = title.filter(|title| headline_waits(title));
    let opening = item.content.as_ref().and_then(opening_that_waits);
    match title.or(opening).or_else(|| item.summary.as_ref().and_then(opening_that_waits)) {
        Some(said) => Err(KeyFault { line: None, reason: it_says(&said) }),
        None => Ok(()),
    }
}

fn opening_that_waits(text: &RawText) -> Option<String> {
    let said = |text: &str| says_it_waits(text).map(|(_, said)| said.to_owned());
    match text {
        RawText::Plain(text) => said(text),
        RawText::Html(html) => said(&plain_text::from_html(html)),
    }
}

/// Whether a text has the remarks that Google Docs adds to what it is asked for: each at the end,
/// behind the sign that stands in the text where it belongs.
fn has_colleagues_comments(text: &RawText) -> bool {
    let html = text.as_str();
    if ["\"#cmnt_ref", "'#cmnt_ref", "=#cmnt_ref"].iter().any(|link| html.contains(link)) {
        return true;
    }
    if !html.contains("[a]") {
        return false;
    }
    let plain = match text {
        RawText::Html(html) => plain_text::from_html(html),
        RawText::Plain(text) => text.clone(),
    };
    let Some((before, after)) = plain.split_once("[a]") else { return false };
    let is_in_a_sentence = before.ends_with(|c: char| !c.is_whitespace());
    is_in_a_sentence
        && after.lines().any(|line| {
            let said = line.trim_start().strip_prefix("[a]");
            said.is_some_and(|said| said.starts_with(char::is_alphanumeric))
        })
}

/// What is wrong with an article that says so.
pub(in crate::sources) fn it_says(said: &str) -> String {
    format!(
        "the text itself says \"{said}\": if it is to wait, write `publish_at` or `draft` into its front matter; if not, take that line out"
    )
}
