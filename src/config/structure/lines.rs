//! The lines of a file that are not TOML: each is noted once, with what to write, and blanked,
//! so that the others are read as well and keep their places. It knows no key but those that
//! are lists of tables.

use super::model::{Value, model};
use crate::config::findings::Findings;
use crate::text::{miswritten, unclosed};
use std::ops::Range;
use toml::de::DeTable;

/// Notes the lines that are not TOML. The parser stops for good at a line that is
/// no key with a value: each such line is blanked, byte for byte, so that the lines
/// after it are read as well and keep their places.
pub(super) fn readable_lines(text: &str, findings: &mut Findings<'_>) -> String {
    let mut readable = text.to_owned();
    // A file of another kind is wrong in every line; the first ones say so.
    for _ in 0..20 {
        let (_, errors) = DeTable::parse_recoverable(&readable);
        if let Some(line) = what_is_open(&readable, &errors, findings) {
            readable = without_rest(&readable, line);
            continue;
        }
        let mut stopped_at = None;
        let mut headless = None;
        let mut twice = None;
        let gone_on = gone_on(text, &errors);
        for error in &errors {
            let span = error.span().unwrap_or_default();
            let (start, line) = line_at(text, span.start);
            if gone_on.contains(&start) {
                stopped_at = Some(span.start);
                continue;
            }
            if is_no_header(line) {
                headless = headless.or(Some(start));
            }
            if error.message().starts_with("duplicate key") && is_table_above(&text[..start], line)
            {
                continue;
            }
            // What stands in a table that is there twice is told with its header.
            if error.message().starts_with("duplicate key") {
                if twice.is_some_and(|header| !has_header(&text[header..span.start])) {
                    continue;
                }
                twice = line.starts_with('[').then_some(start + line.len()).or(twice);
            }
            if error.message().starts_with("key with no value") {
                stopped_at = Some(span.start);
            }
            let cause = format!("this line is not TOML: {}", error.message());
            let remedy = unclosed::goes_on(text, span.start, error.message())
                .map(|(_, remedy)| remedy)
                .unwrap_or_else(|| miswritten::in_file(text, span.start, error.message()));
            findings.unreadable(span, cause, remedy);
        }
        match (headless, stopped_at) {
            (Some(header), _) => readable = without_table(&readable, header),
            (None, Some(stop)) => readable = without_line(&readable, stop),
            (None, None) => break,
        }
    }
    readable
}

/// Where the lines begin that go on with a text of the line before.
fn gone_on(text: &str, errors: &[toml::de::Error]) -> Vec<usize> {
    let next = |error: &toml::de::Error| {
        let (next, _) = unclosed::goes_on(text, error.span()?.start, error.message())?;
        Some(next.start)
    };
    errors.iter().filter_map(next).collect()
}

/// Notes the list or text that has no end, and so takes in what follows; where its line begins.
fn what_is_open(
    readable: &str,
    errors: &[toml::de::Error],
    findings: &mut Findings<'_>,
) -> Option<usize> {
    let text = errors.iter().find_map(|it| unclosed::text_over_lines(readable, it.message()));
    if let Some(open) = text {
        let (start, cause) = (open.line.start, "the text that begins on this line has no end");
        findings.unreadable(open.line, cause.to_owned(), open.remedy);
        return Some(start);
    }
    let first = errors.first().and_then(|error| error.span());
    let open = first.and_then(|span| unclosed_list(readable, span.start))?;
    let line = &readable[open.clone()];
    let remedy = format!("close its bracket: `{}]`", line.trim_end().trim_end_matches(','));
    let start = open.start;
    findings.unreadable(open, "the list on this line has no end".to_owned(), remedy);
    Some(start)
}

/// The line of the list that has no end, where a byte stands on a line that begins a key or a
/// table and is taken for a part of that list.
fn unclosed_list(text: &str, byte: usize) -> Option<Range<usize>> {
    let mut open: Option<Range<usize>> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let begins = begins_something(line);
        if begins && start <= byte && byte < start + line.len() && open.is_some() {
            return open;
        }
        let depth = depth_of(line);
        if begins && line.contains('=') {
            open = (depth > 0).then_some(start..end);
        } else if depth < 0 {
            open = None;
        }
        start += line.len();
    }
    None
}

/// Whether a line sets a key or begins a table.
fn begins_something(line: &str) -> bool {
    let line = line.trim();
    let is_key = |key: &str| {
        let key = key.trim();
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
    };
    let header = line.strip_prefix('[').map(|name| name.trim_matches(['[', ']', ' ']));
    line.split_once('=').is_some_and(|(key, _)| is_key(key)) || header.is_some_and(is_key)
}

/// How many brackets a line opens that it does not close, outside of texts and comments.
fn depth_of(line: &str) -> i32 {
    let (mut depth, mut quote) = (0, None);
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => break,
            (None, '[') => depth += 1,
            (None, ']') => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// The line that a byte is in, and where it begins.
fn line_at(text: &str, byte: usize) -> (usize, &str) {
    let (before, after) = text.split_at(text.floor_char_boundary(byte));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (start, &text[start..before.len() + after.find('\n').unwrap_or(after.len())])
}

/// Whether a line was meant as a header whose name cannot be read, so that nobody knows whose
/// keys follow.
fn is_no_header(line: &str) -> bool {
    let line = line.trim();
    match line.strip_prefix('[') {
        Some(name) => {
            !begins_something(line) && name.contains(' ') && !name.contains(['=', ',', '"', '\''])
        }
        None => line.starts_with('(') && line.ends_with(')'),
    }
}

/// Whether a header of a list comes after one that makes a table of the same name, which is told.
fn is_table_above(above: &str, header: &str) -> bool {
    let name = header.trim().strip_prefix("[[").and_then(|it| it.split(']').next());
    let model = model();
    let is_list = |name: &&str| matches!(model.value_of(name), Some(Value::List { .. }));
    name.filter(is_list).is_some_and(|name| {
        above.lines().map(str::trim).any(|line| {
            let other = line.trim_start_matches('[').split(']').next().unwrap_or_default();
            let is_single = !line.starts_with("[[") && other == name;
            let is_below = other.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
            line.starts_with('[') && (is_single || is_below && is_first(above, name))
        })
    })
}

/// Whether no list of this name begins in a text.
fn is_first(text: &str, name: &str) -> bool {
    !text.lines().any(|line| line.trim() == format!("[[{name}]]"))
}

/// Whether a header begins in a text after its first line.
fn has_header(text: &str) -> bool {
    text.split_inclusive('\n').skip(1).any(|line| line.starts_with('['))
}

/// The text with spaces in the place of a header and of all lines down to the next one.
fn without_table(text: &str, header: usize) -> String {
    let mut readable = without_line(text, header);
    let mut start = line_at(text, header).0;
    for line in text[start..].split_inclusive('\n') {
        if start > header && line.trim_start().starts_with('[') {
            break;
        }
        readable = without_line(&readable, start);
        start += line.len();
    }
    readable
}

/// The text with spaces in the place of a line and of those after it that go on with it.
fn without_rest(text: &str, first: usize) -> String {
    let mut readable = without_line(text, first);
    let mut start = line_at(text, first).0;
    for line in text[start..].split_inclusive('\n') {
        if start > first && (begins_something(line) || line.trim().is_empty()) {
            break;
        }
        readable = without_line(&readable, start);
        start += line.len();
    }
    readable
}

/// The text with spaces in the place of the line that a byte is in.
fn without_line(text: &str, byte: usize) -> String {
    let (start, line) = line_at(text, byte);
    let end = start + line.len();
    format!("{}{}{}", &text[..start], " ".repeat(line.len()), &text[end..])
}
