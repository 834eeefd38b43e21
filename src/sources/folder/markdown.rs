//! The text of a Markdown file as HTML. It cleans nothing.

use crate::raw_item::{RawItem, RawText};
use crate::sources::own_item::{is_file_of_an_article, told_of_file};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html::push_html};

/// The text of an article.
pub(super) fn item(markdown: &str) -> RawItem {
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    let mut first = None;
    let events = without_links_to_files(parser(markdown).map(task_in_words), &mut first);
    push_html(&mut html, events);
    RawItem {
        content: Some(RawText::Html(html)),
        warnings: first.iter().map(|link| told_of_file(link)).collect(),
        ..RawItem::default()
    }
}

/// Reads Markdown as every article of a folder is read.
pub(super) fn parser(markdown: &str) -> Parser<'_> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    Parser::new_ext(markdown, options | Options::ENABLE_TASKLISTS)
}

/// A link to the file of another article leads to nothing on a page: its words stay, and the
/// first one is told.
fn without_links_to_files<'a>(
    events: impl Iterator<Item = Event<'a>>,
    first: &mut Option<String>,
) -> impl Iterator<Item = Event<'a>> {
    // No link stands within another.
    let mut is_within = false;
    events.filter(move |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            is_within = is_file_of_an_article(dest_url);
            if is_within {
                first.get_or_insert_with(|| dest_url.to_string());
            }
            !is_within
        }
        Event::End(TagEnd::Link) => !std::mem::take(&mut is_within),
        _ => true,
    })
}

/// A task of a list with a sign: no article has a field to tick.
fn task_in_words(event: Event<'_>) -> Event<'_> {
    match event {
        Event::TaskListMarker(true) => Event::Text("☑ ".into()),
        Event::TaskListMarker(false) => Event::Text("☐ ".into()),
        other => other,
    }
}
