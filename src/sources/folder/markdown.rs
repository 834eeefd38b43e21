//! The text of a Markdown file as HTML. It cleans nothing.

use crate::raw_item::{RawItem, RawText};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

/// The text; the heading that it begins with is the title where there is no other.
pub(super) fn item(markdown: &str, wants_title: bool) -> RawItem {
    let (title, markdown) = match first_heading(markdown).filter(|_| wants_title) {
        Some((title, rest)) => (Some(RawText::Html(title)), rest),
        None => (None, markdown),
    };
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    push_html(&mut html, parser(markdown).map(task_in_words));
    RawItem { title, content: Some(RawText::Html(html)), ..RawItem::default() }
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

/// The heading of the first rank that a text begins with, behind `#` or above a line of `=`,
/// as HTML, and the rest.
fn first_heading(markdown: &str) -> Option<(String, &str)> {
    let mut events = parser(markdown).into_offset_iter();
    let (first, place) = events.next()?;
    let Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) = first else { return None };
    let words = events.map(|(event, _)| event);
    let words = words.take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    let mut heading = String::new();
    push_html(&mut heading, words);
    (!heading.trim().is_empty()).then(|| (heading, &markdown[place.end..]))
}
