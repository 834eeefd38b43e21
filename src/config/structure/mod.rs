//! The form of the file, held against its schema: which keys there are, and what
//! kind of value each has. What does not fit is noted and taken out, and what is
//! absent gets its default, so that the rest can be read and judged as well.
//! What a value means is not judged here.

mod lines;
mod model;
mod place;
mod value;

use super::file::ConfigFile;
use super::findings::Findings;
use super::reading::Reading;
use super::suggest;
use lines::readable_lines;
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
    if !reading.to_fill && !is_pushed_to(document.get_ref()) {
        model.must_have("source");
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

/// Whether anybody may push: then no source need bring articles.
fn is_pushed_to(document: &DeTable<'_>) -> bool {
    let api = document.get("api").and_then(|api| api.get_ref().as_table());
    let tokens = api.and_then(|api| api.get("token")?.get_ref().as_array());
    let mut tokens = tokens.into_iter().flatten().filter_map(|token| token.get_ref().as_table());
    let only_reads = |token: &DeTable<'_>| {
        token.get("access").is_some_and(|access| access.get_ref().as_str() == Some("read"))
    };
    tokens.any(|token| !only_reads(token))
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
