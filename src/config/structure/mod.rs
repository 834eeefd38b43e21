//! The form of the file, held against its schema: which keys there are, and what
//! kind of value each has. What does not fit is noted and taken out, and what is
//! absent gets its default, so that the rest can be read and judged as well.
//! What a value means is not judged here.

mod model;
mod place;
mod value;

use super::file::ConfigFile;
use super::findings::Findings;
use super::reading::Reading;
use super::suggest;
use crate::text::{miswritten, unclosed};
use model::{Table, Value, model};
use place::Place;
use serde::Deserialize;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a text into the tables it may have, noting everything that does not fit.
pub(super) fn read(text: &str, reading: Reading, findings: &mut Findings<'_>) -> ConfigFile {
    let readable = readable_lines(text, findings);
    let (mut document, _) = DeTable::parse_recoverable(&readable);
    let mut model = model();
    if reading.to_fill {
        model.need_not_have("source");
    }
    let place = Place::default();
    Structure { findings, root: &model }.table(document.get_mut(), 0..0, &model, &place);
    let reader = toml::de::Deserializer::from(document);
    ConfigFile::deserialize(reader).unwrap_or_else(|error| {
        // What does not fit was taken out; should the two ever differ, say so.
        let cause = format!("the file cannot be read: {}", error.message());
        let remedy = "compare the line with the file that `pressroom init` writes".to_owned();
        findings.found(error.span().unwrap_or_default(), cause, remedy);
        ConfigFile::default()
    })
}

/// Notes the lines that are not TOML. The parser stops for good at a line that is
/// no key with a value: each such line is blanked, byte for byte, so that the lines
/// after it are read as well and keep their places.
fn readable_lines(text: &str, findings: &mut Findings<'_>) -> String {
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

/// Holds tables against the schema.
struct Structure<'f, 'i, 't> {
    findings: &'f mut Findings<'t>,
    /// The whole file, to say where a misplaced key belongs.
    root: &'i Table,
}

impl<'i> Structure<'_, 'i, '_> {
    /// Holds one table against its model; `header` is where it begins.
    fn table(
        &mut self,
        table: &mut DeTable<'i>,
        header: Range<usize>,
        model: &'i Table,
        place: &Place,
    ) {
        // A misspelt key is there too, in a way: it is not missed on top of that.
        let there: Vec<String> = table
            .keys()
            .map(|key| model.meant_by(key.get_ref()).unwrap_or(key.get_ref()).to_owned())
            .collect();
        let written = std::mem::take(table);
        let mut taken_for = Vec::new();
        *table = written
            .into_iter()
            .filter_map(|(key, mut value)| {
                let fits = match model.value_of(key.get_ref()) {
                    // The rest of a table whose header is misspelt, which is told there.
                    Some(Value::List { .. })
                        if value.get_ref().is_table()
                            && there.iter().filter(|name| **name == key.get_ref()[..]).count()
                                > 1 =>
                    {
                        false
                    }
                    Some(expected) => self.value(&mut value, expected, key.get_ref(), place),
                    None => {
                        let key = (&key, value.get_ref());
                        taken_for.extend(self.unknown(key, (model, &there), place));
                        false
                    }
                };
                if !fits {
                    self.findings.took_out(header.start);
                }
                fits.then_some((key, value))
            })
            .collect();
        let missing = model.keys.iter().filter(|key| key.required && !there.contains(&key.name));
        for key in missing.filter(|key| !taken_for.contains(&key.name.as_str())) {
            self.missing(&header, key, place);
        }
        self.fill(table, header.start, model);
    }

    /// Puts the defaults of absent keys in, at a place of no length.
    fn fill(&mut self, table: &mut DeTable<'i>, at: usize, model: &'i Table) {
        for key in &model.keys {
            let Some(default) = &key.default else { continue };
            if table.contains_key(key.name.as_str()) {
                continue;
            }
            let Ok(value) = DeValue::parse(default) else { continue };
            let mut value = value.into_inner();
            if let (DeValue::Table(inner), Some(model)) = (&mut value, key.value.as_table()) {
                self.fill(inner, at, model);
            }
            let name = Cow::Borrowed(key.name.as_str());
            table.insert(Spanned::new(at..at, name), Spanned::new(at..at, value));
        }
    }

    /// Notes a key that is not allowed: the one that it can only be meant as.
    fn unknown(
        &mut self,
        (key, value): (&Spanned<Cow<'_, str>>, &DeValue<'_>),
        (model, there): (&'i Table, &[String]),
        place: &Place,
    ) -> Option<&'i str> {
        let name = key.get_ref();
        let below = value.as_table().and_then(|table| {
            let keys: Vec<&str> = table.keys().map(|key| key.get_ref().as_ref()).collect();
            self.root.header_for(name, &keys)
        });
        let meant = model.meant_for(name, value);
        let remedy = match (below, meant) {
            (Some(header), _) => format!("write its header whole: `{header}`"),
            (None, Some(meant)) => format!("did you mean `{meant}`?"),
            (None, None) => self.home((name, value), model, place, there),
        };
        let only = match model.needed(value, there).as_slice() {
            [only] if remedy == format!("did you mean `{only}`?") => Some(*only),
            _ => None,
        };
        self.findings.found(key.span(), format!("`{name}` is not a key of {place}"), remedy);
        only
    }

    /// Where a key belongs that may not stand here: around this table or in it, else in a
    /// table elsewhere, else nowhere.
    fn home(
        &self,
        (name, value): (&str, &DeValue<'_>),
        model: &'i Table,
        place: &Place,
        there: &[String],
    ) -> String {
        let all = || suggest::remedy(name, "what may stand here", model.names());
        let keys: Vec<&str> = place.keys().collect();
        let mut around = (1..keys.len()).rev().filter_map(|depth| self.root.at(&keys[..depth]));
        if let Some((_, around)) = around.find(|(table, _)| table.has(name, value)) {
            return format!("move it to {around}, above the line `{place}`");
        }
        let mut inside: Vec<String> =
            model.homes_below(name, value, place).iter().map(|it| format!("`{it}`")).collect();
        if let Some(last) = inside.pop() {
            let others = inside.join(", ");
            let or = if others.is_empty() { String::new() } else { format!("{others} or ") };
            return format!("write it below {or}{last}");
        }
        if let [only] = model.needed(value, there).as_slice() {
            return format!("did you mean `{only}`?");
        }
        let own = place.keys().last();
        match (self.root.home_of(name, &Place::default()), own) {
            (Some(home), _) if !home.is_file() => match model.speaks_of(name) {
                // What a key here speaks of is nearer than a namesake elsewhere.
                Some((key, sentence)) => format!("`{key}` has that: {sentence}"),
                None => format!("move it to {home}, if that is meant; {}", all()),
            },
            (_, Some(own)) => match (self.root.header_for(own, &[name]), model.speaks_of(name)) {
                (Some(header), _) => {
                    format!("it is a key of `{header}`: write that header above it")
                }
                (None, Some((key, sentence))) => format!("`{key}` may be meant: {sentence}"),
                (None, None) => all(),
            },
            _ => all(),
        }
    }

    fn missing(&mut self, header: &Range<usize>, key: &'i model::Key, place: &Place) {
        let remedy = match &key.made_by {
            Some(command) => format!("`{command}` makes it, and prints the lines: {}", key.about),
            None => format!("add {}: {}", key.example(place), key.about),
        };
        let what = key.header(place);
        self.findings.missed(header.clone(), format!("{place} has no {what}"), remedy);
    }
}
