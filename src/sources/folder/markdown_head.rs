//! What stands above the text of a Markdown file and is not of it: its headline, who wrote it
//! and when, where the head of the file says the same or nothing of it. It reads no front matter.

use super::markdown::parser;
use super::text_lines::{Line, judge};
use crate::raw_item::RawAuthor;
use crate::text::folded;
use crate::text::plain_text::{self, one_line};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd, html::push_html};

/// What was read of it.
#[derive(Debug, Default)]
pub(super) struct Head<'t> {
    /// The headline as HTML, where the file gives none.
    pub(super) title: Option<String>,
    pub(super) authors: Vec<RawAuthor>,
    /// A date line, and what it says.
    pub(super) date: Option<(&'t str, String)>,
    /// The text below.
    pub(super) rest: &'t str,
}

/// What the head of the file says already.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) authors: &'a [RawAuthor],
    pub(super) is_dated: bool,
}

/// Reads it off a text. Below a headline, or where it repeats what was said, a line that is
/// nothing but a byline or a date is one.
pub(super) fn read<'t>(markdown: &'t str, said: Said<'_>) -> Head<'t> {
    let mut head = Head { rest: markdown, ..Head::default() };
    let mut is_below_headline = false;
    if let Some((heading, rest)) = first_heading(markdown) {
        let is_repeated =
            said.title.is_some_and(|title| is_same(title, &plain_text::from_html(&heading)));
        if said.title.is_none() || is_repeated {
            head.title = Some(heading).filter(|_| said.title.is_none());
            head.rest = rest;
            is_below_headline = true;
        }
    }
    let names = |people: &[RawAuthor]| -> Vec<String> {
        people.iter().map(|one| folded::same(&one.name).to_string()).collect()
    };
    while let Some((line, rest)) = first_line(head.rest) {
        match judge(line) {
            Line::Byline(people) if head.authors.is_empty() => {
                let is_repeated = names(&people) == names(said.authors);
                let is_the_only_one = is_below_headline && said.authors.is_empty();
                if !is_repeated && !is_the_only_one {
                    break;
                }
                head.authors = people;
            }
            Line::Date { text, .. } if is_below_headline && head.date.is_none() => {
                if !said.is_dated {
                    head.date = Some((line, text));
                } else {
                    break;
                }
            }
            _ => break,
        }
        head.rest = rest;
    }
    head
}

fn is_same(one: &str, other: &str) -> bool {
    folded::same(&one_line(one)) == folded::same(&one_line(other))
}

/// The paragraph of one line that a text begins with, and the rest.
fn first_line(markdown: &str) -> Option<(&str, &str)> {
    let (first, place) = parser(markdown).into_offset_iter().next()?;
    if !matches!(first, Event::Start(Tag::Paragraph)) {
        return None;
    }
    let line = markdown.get(place.clone())?.trim();
    (!line.contains('\n')).then(|| (line, &markdown[place.end..]))
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
