//! The text of a Markdown file as HTML. It cleans nothing.

use crate::raw_item::{RawItem, RawText};
use pulldown_cmark::{Options, Parser, html::push_html};

/// The text; its first heading is the title where there is no other.
pub(super) fn item(markdown: &str, wants_title: bool) -> RawItem {
    let (title, markdown) = match first_heading(markdown) {
        Some((title, rest)) if wants_title => (Some(title), rest),
        _ => (None, markdown),
    };
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    push_html(&mut html, Parser::new_ext(markdown, options));
    let title = title.map(|title| {
        let mut line = String::new();
        push_html(&mut line, Parser::new(title));
        RawText::Html(line)
    });
    RawItem { title, content: Some(RawText::Html(html)), ..RawItem::default() }
}

/// The heading that a text begins with, and the rest.
fn first_heading(markdown: &str) -> Option<(&str, &str)> {
    let (line, rest) = markdown.trim_start().split_once('\n').unwrap_or((markdown.trim(), ""));
    let heading = line.strip_prefix("# ")?.trim().trim_end_matches('#').trim_end();
    (!heading.is_empty()).then_some((heading, rest))
}
