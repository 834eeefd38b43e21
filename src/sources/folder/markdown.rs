//! The text of a Markdown file as HTML. It cleans nothing.

use crate::raw_item::{RawItem, RawText};
use pulldown_cmark::{Event, Options, Parser, html::push_html};

/// The text of an article.
pub(super) fn item(markdown: &str) -> RawItem {
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    push_html(&mut html, parser(markdown).map(task_in_words));
    RawItem { content: Some(RawText::Html(html)), ..RawItem::default() }
}

/// Reads Markdown as every article of a folder is read.
pub(super) fn parser(markdown: &str) -> Parser<'_> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    Parser::new_ext(markdown, options | Options::ENABLE_TASKLISTS)
}

/// A task of a list with a sign: no article has a field to tick.
fn task_in_words(event: Event<'_>) -> Event<'_> {
    match event {
        Event::TaskListMarker(true) => Event::Text("☑ ".into()),
        Event::TaskListMarker(false) => Event::Text("☐ ".into()),
        other => other,
    }
}
