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
use crate::text::miswritten;
use model::{Table, model};
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
        let mut stopped_at = None;
        for error in &errors {
            let span = error.span().unwrap_or_default();
            if error.message().starts_with("key with no value") {
                stopped_at = Some(span.start);
            }
            let cause = format!("this line is not TOML: {}", error.message());
            let remedy = miswritten::in_file(text, span.start, error.message());
            findings.unreadable(span, cause, remedy);
        }
        let Some(stop) = stopped_at else { break };
        readable = without_line(&readable, stop);
    }
    readable
}

/// The text with spaces in the place of the line that a byte is in.
fn without_line(text: &str, byte: usize) -> String {
    let (before, after) = text.split_at(text.floor_char_boundary(byte));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = before.len() + after.find('\n').unwrap_or(after.len());
    format!("{}{}{}", &text[..start], " ".repeat(end - start), &text[end..])
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
        *table = written
            .into_iter()
            .filter_map(|(key, mut value)| {
                let fits = match model.value_of(key.get_ref()) {
                    Some(expected) => self.value(&mut value, expected, key.get_ref(), place),
                    None => self.unknown(&key, value.get_ref(), model, place),
                };
                fits.then_some((key, value))
            })
            .collect();
        for key in model.keys.iter().filter(|key| !there.contains(&key.name)) {
            if key.required {
                self.missing(&header, key, place);
            }
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

    /// Notes a key that is not allowed; it never fits.
    fn unknown(
        &mut self,
        key: &Spanned<Cow<'_, str>>,
        value: &DeValue<'_>,
        model: &'i Table,
        place: &Place,
    ) -> bool {
        let name = key.get_ref();
        let below = value.as_table().and_then(|table| {
            let keys: Vec<&str> = table.keys().map(|key| key.get_ref().as_ref()).collect();
            self.root.header_for(name, &keys)
        });
        let own = place.keys().last();
        let beside = || own.and_then(|own| self.root.header_for(own, &[name.as_ref()]));
        let remedy = match (below, self.root.home_of(name, &Place::default())) {
            (Some(header), _) => format!("write its header whole: `{header}`"),
            (None, Some(home)) if model.meant_by(name).is_none() => format!("move it to {home}"),
            _ if model.meant_by(name).is_some() => {
                suggest::remedy(name, "what may stand here", model.names())
            }
            _ => match beside() {
                Some(header) => format!("it is a key of `{header}`: write that header above it"),
                None => suggest::remedy(name, "what may stand here", model.names()),
            },
        };
        self.findings.found(key.span(), format!("`{name}` is not a key of {place}"), remedy);
        false
    }

    fn missing(&mut self, header: &Range<usize>, key: &'i model::Key, place: &Place) {
        let remedy = format!("add {}: {}", key.example(place), key.about);
        let what = key.header(place);
        self.findings.missed(header.clone(), format!("{place} has no {what}"), remedy);
    }
}
