//! The rules of the pages for people. They are our own HTML, so this looks for
//! what must not be there and whether the page is whole; it is no HTML validator.

use super::content::{self, Kind};
use super::flaw::{Flaw, Rule, Verdict};

/// Checks a whole page.
pub(super) fn check(text: &str) -> Verdict {
    let page = text.trim();
    let starts = page.get(..15).is_some_and(|it| it.eq_ignore_ascii_case("<!doctype html>"));
    if !starts {
        return Err(Flaw::new(Rule::Format, "it does not begin with <!doctype html>"));
    }
    let from_end = page.len().saturating_sub(7);
    if !page.get(from_end..).is_some_and(|it| it.eq_ignore_ascii_case("</html>")) {
        return Err(Flaw::new(Rule::WellFormed, "it does not end with </html>"));
    }
    let title = page.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    if title.is_none_or(|(title, _)| title.trim().is_empty()) {
        return Err(Flaw::new(Rule::RequiredElement, "no title"));
    }
    content::check(page, Kind::Page)
}
