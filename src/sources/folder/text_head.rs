//! A line in the head of a plain text that holds a day and is not its date line as anybody
//! can read it: `2026-12-05 18:00 London`, `Publish: Saturday 18:00`. It reads no date: what
//! stands there for one was meant, and is its writer's to mend.

use super::text_lines::{Line, ends_sentence, parts, visible};
use super::text_place::UNWRAPPED;
use crate::text::dates;

/// A line that shows something, and its number from 0.
type Numbered = (usize, String);

/// The line that stands in the place of a date line, where none in the head is one. `title` is
/// the headline, wherever it was found.
pub(super) fn nearly_dated(text: &str, title: Option<&str>) -> Option<Numbered> {
    let is_title = |line: &str| title.is_some_and(|title| title.eq_ignore_ascii_case(line));
    let head = head(text, is_title);
    if head.iter().any(|(_, line)| is_date(line)) {
        return None;
    }
    let near = |(_, line): &&Numbered| !is_title(line) && is_nearly_a_date(line);
    if let Some(found) = head.iter().find(near) {
        return Some(found.clone());
    }
    // What stands alone above the headline, or in its place, is taken for one.
    let at = head.iter().position(|(_, line)| is_title(line))?;
    let (title, below) = (&head[at], &head[at + 1..]);
    let is_above = below.iter().any(|(_, line)| !is_told(line));
    let is_one = (is_above && dates::held::is_hardly_else(&title.1))
        || dates::held::is_hardly_else_than_a_moment(&title.1);
    is_one.then(|| title.clone())
}

/// The number of the line that a date was read from, from 0.
pub(super) fn line_of_date(text: &str, date: &str) -> Option<usize> {
    text.lines().position(|line| {
        parts(line).iter().any(|part| matches!(part, Line::Date { text, .. } if text == date))
    })
}

/// What stands before the first sentence.
fn head(text: &str, is_title: impl Fn(&str) -> bool) -> Vec<Numbered> {
    let lines: Vec<String> = text.lines().map(visible).collect();
    let mut head = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !line.contains(char::is_alphanumeric) {
            continue;
        }
        // A sentence that was wrapped by hand goes on in small letters.
        let goes_on =
            goes_on(&lines, at) && (!is_nearly_a_date(&lines[at + 1]) || goes_on(&lines, at + 1));
        if !is_title(line) && !is_date(line) && (goes_on || is_sentence(line)) {
            break;
        }
        head.push((at, line.clone()));
    }
    head
}

fn goes_on(lines: &[String], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|next| next.starts_with(char::is_lowercase))
}

fn is_sentence(line: &str) -> bool {
    let ends_in_an_hour = ["a.m.", "p.m.", "a. m.", "p. m."];
    let lower = line.to_lowercase();
    let ends = ends_sentence(line)
        && !line.ends_with(':')
        && !ends_in_an_hour.iter().any(|end| lower.ends_with(end));
    (ends && line.split_whitespace().count() >= 4) || line.chars().count() > UNWRAPPED
}

fn is_date(line: &str) -> bool {
    parts(line).iter().any(|part| matches!(part, Line::Date { .. }))
}

/// Whether a line says something of the article and is no headline of it.
fn is_told(line: &str) -> bool {
    !parts(line).iter().any(|part| matches!(part, Line::Text(_)))
}

/// In a line that says who wrote it, a day is a date, however much is said of the writer.
fn is_nearly_a_date(line: &str) -> bool {
    let is_byline = parts(line).iter().any(|part| matches!(part, Line::Byline(_)))
        || line.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
    dates::held::is_nearly_one(line) || (is_byline && dates::held::holds_a_day(line))
}
