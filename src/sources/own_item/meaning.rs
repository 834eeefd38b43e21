//! What the values behind the keys mean: texts, lists, dates, people. A value
//! of another kind is a fault; nothing is made to fit.

use super::judged::{keeps_back_within, look_within, misplaced};
use super::keys::{Form, Key, KeyFault};
use super::names;
use super::value::Value;
use crate::raw_item::{RawAuthor, RawCorrection};
use crate::section::Slug;
use crate::text::dates;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// A text, not blank.
pub(super) fn text(key: &Key) -> Result<String, KeyFault> {
    match &key.value {
        Value::Text(text) => Ok(text.clone()),
        // In YAML an unquoted title may be a number, which is kept as it is written.
        Value::Number(digits) if key.form == Form::Yaml => Ok(digits.clone()),
        Value::Bool(yes) if key.form == Form::Yaml => Ok(yes.to_string()),
        _ => Err(key.wrong("a text in quotes")),
    }
}

/// What an article is called: JSON may give it as a number.
pub(super) fn id(key: &Key) -> Result<String, KeyFault> {
    match &key.value {
        Value::Number(digits) if key.form == Form::Json && is_whole(digits) => Ok(digits.clone()),
        // `1_000` and `1e3` were one number once: which of them is its name, nobody can tell.
        Value::Number(digits) if !is_whole(digits) => Err(key.wrong("a text in quotes")),
        _ => text(key).map(|id| id.trim().to_owned()),
    }
}

fn is_whole(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Yes or no.
pub(super) fn switch(key: &Key) -> Result<bool, KeyFault> {
    match (&key.value, key.form) {
        (Value::Bool(yes), _) => Ok(*yes),
        (Value::Text(text), Form::Page) if text.trim() == "true" => Ok(true),
        (Value::Text(text), Form::Page) if text.trim() == "false" => Ok(false),
        _ => Err(key.wrong("true or false, without quotes")),
    }
}

/// A date, in `zone` where it does not say another.
pub(super) fn date(key: &Key, zone: Tz) -> Result<DateTime<Utc>, KeyFault> {
    match &key.value {
        Value::Text(text) | Value::Date(text) => dates::judge_own_date(text, zone)
            .map_err(|fault| key.fault(format!("`{}`: {fault}", key.name))),
        _ => Err(key.wrong("a date as in 2026-09-01T10:00:00+05:00")),
    }
}

/// One text or many.
pub(super) fn texts(key: &Key) -> Result<Vec<String>, KeyFault> {
    let wrong = || key.wrong("a text in quotes, or a list of them");
    match &key.value {
        Value::Text(text) => Ok(vec![unlinked(text)]),
        Value::Number(_) | Value::Bool(_) if key.form == Form::Yaml => Ok(vec![text(key)?]),
        Value::List(all) => {
            all.iter().map(|one| element(one, key.form).ok_or_else(wrong)).collect()
        }
        _ => Err(wrong()),
    }
}

/// What a link of a wiki shows, as Obsidian has them in properties: `[[Anna Reed|Anna]]`.
fn unlinked(text: &str) -> String {
    let inner = text.trim().strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    match inner.filter(|inner| !inner.contains(['[', ']'])) {
        Some(inner) => inner.rsplit('|').next().unwrap_or(inner).trim().to_owned(),
        None => text.to_owned(),
    }
}

fn element(one: &Value, form: Form) -> Option<String> {
    match one {
        Value::Text(text) => Some(unlinked(text)),
        // As it is written: others than YAML lose the end of `1.10`.
        Value::Number(digits) if form == Form::Yaml || is_whole(digits) => Some(digits.clone()),
        Value::Bool(yes) if form == Form::Yaml => Some(yes.to_string()),
        _ => None,
    }
}

/// The short names of sections: `Top Story` and `top_story` mean `top-story`.
pub(super) fn sections(key: &Key) -> Result<Vec<Slug>, KeyFault> {
    let names = texts(key)?;
    let slug = |name: &String| {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
        slug.parse().map_err(|_| {
            key.fault(format!(
                "\"{name}\" is not the short name of a section: write it as in \"top-story\""
            ))
        })
    };
    names.iter().filter(|name| !name.trim().is_empty()).map(slug).collect()
}

/// Whether and why it is taken back: yes or no, or the reason.
pub(super) fn taken_back(key: &Key) -> Result<Option<Option<String>>, KeyFault> {
    match &key.value {
        Value::Bool(false) => Ok(None),
        Value::Bool(true) => Ok(Some(None)),
        Value::Text(text) if key.form == Form::Page && text.trim() == "true" => Ok(Some(None)),
        Value::Text(text) if key.form == Form::Page && text.trim() == "false" => Ok(None),
        // Who quotes `true` or writes `yes` gives no reason.
        Value::Text(text) if is_no_reason(text) => {
            Err(key.wrong("true or false without quotes, or the reason in a sentence"))
        }
        Value::Text(reason) if is_a_time(reason) => Err(key.fault(format!(
            "`{}` is {}, which is when and not why: write `expires_at` if its time ends then, or the reason in a sentence",
            key.name,
            key.value.shown()
        ))),
        Value::Text(reason) => Ok(Some(Some(reason.clone()))),
        _ => Err(key.wrong("true, false, or the reason in quotes")),
    }
}

/// `2026-12-24 18:00`, `until Monday`, `on 24 December at 18:00`: no reason, but when.
fn is_a_time(text: &str) -> bool {
    const OPENINGS: [&str; 8] = ["until", "till", "from", "on", "at", "after", "as", "by"];
    const MOST_WORDS: usize = 6;
    let lower = text.trim().to_lowercase();
    let opens = lower.split_whitespace().next().is_some_and(|word| OPENINGS.contains(&word));
    let is_short = lower.split_whitespace().count() <= MOST_WORDS;
    dates::held::is_hardly_else(&lower)
        || dates::is_written_as_one(text)
        || (opens && is_short && dates::held::names_a_time(&lower))
}

fn is_no_reason(text: &str) -> bool {
    let word = text.trim().to_lowercase();
    ["", "true", "false", "yes", "no", "on", "off", "y", "n", "null", "none", "0", "1"]
        .contains(&word.as_str())
}

/// What was wrong: one note without a day, or all of them with theirs, as this newspaper's own
/// feeds have them.
pub(super) fn corrections(
    key: &Key,
    zone: Tz,
) -> Result<(Option<String>, Vec<RawCorrection>), KeyFault> {
    let wrong = || key.wrong("what was wrong, in a sentence");
    let mut said = Vec::new();
    for one in each(&key.value) {
        said.push(match one {
            Value::Text(note) => (note.clone(), None),
            Value::Table(table) => {
                let table = Table { key, table, known: &["note", "date"] };
                table.look(&mut Vec::new())?;
                (table.text("note")?.ok_or_else(wrong)?, table.date("date", zone)?)
            }
            _ => return Err(wrong()),
        });
    }
    if let [(note, None)] = said.as_slice() {
        return Ok((Some(note.clone()), Vec::new()));
    }
    let dated = said.into_iter().map(|(note, at)| Some(RawCorrection { note, at: at? }));
    let dated = dated.collect::<Option<Vec<_>>>().ok_or_else(|| {
        key.fault(format!(
            "`{}` has several notes, and not each a date: write them as in {{ note = \"…\", date = 2026-09-01T10:00:00Z }}",
            key.name
        ))
    })?;
    if dated.is_empty() { Err(wrong()) } else { Ok((None, dated)) }
}

/// Who wrote it: names, or tables with a name.
pub(super) fn people(key: &Key, notes: &mut Vec<String>) -> Result<Vec<RawAuthor>, KeyFault> {
    let wrong = || key.wrong("a name, a table with name and url, or a list of them");
    each(&key.value)
        .map(|one| match one {
            Value::Table(table) => {
                let said = Table { key, table, known: &["name", "url", "email", "avatar", "bio"] };
                said.look(notes)?;
                let (name, url) = (said.text("name")?, said.text("url")?);
                let name = name.or_else(|| url.clone()).ok_or_else(wrong)?;
                let (email, avatar) = (said.text("email")?, said.text("avatar")?);
                Ok(RawAuthor { name, url, email, avatar })
            }
            other => element(other, key.form)
                .map(|name| RawAuthor { name, ..RawAuthor::default() })
                .ok_or_else(wrong),
        })
        .collect()
}

/// The elements of a list; a single value is a list of one.
pub(super) fn each(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::List(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    }
    .iter()
}

/// A table that stands behind a key.
pub(super) struct Table<'a> {
    pub(super) key: &'a Key,
    pub(super) table: &'a [(String, Value)],
    pub(super) known: &'a [&'a str],
}

impl Table<'_> {
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, KeyFault> {
        match self.table.iter().find(|(known, _)| known == name).map(|(_, value)| value) {
            None | Some(Value::Null | Value::NullWord) => Ok(None),
            Some(Value::Text(text)) if text.trim().is_empty() => Ok(None),
            Some(value) => element(value, self.key.form).map(Some).ok_or_else(|| {
                self.key.fault(format!(
                    "`{name}` in `{}` is {}: write a text in quotes",
                    self.key.name,
                    value.shown()
                ))
            }),
        }
    }

    /// A date, in `zone` where it does not say another.
    fn date(&self, name: &str, zone: Tz) -> Result<Option<DateTime<Utc>>, KeyFault> {
        match self.table.iter().find(|(known, _)| known == name).map(|(_, value)| value) {
            None | Some(Value::Null | Value::NullWord) => Ok(None),
            Some(Value::Text(text) | Value::Date(text)) => {
                dates::judge_own_date(text, zone).map(Some).map_err(|fault| {
                    self.key.fault(format!("`{name}` in `{}`: {fault}", self.key.name))
                })
            }
            Some(_) => Err(self.key.fault(format!(
                "`{name}` in `{}` is no date: write it as in 2026-09-01T10:00:00+05:00",
                self.key.name
            ))),
        }
    }

    /// A number that is told and asked for by nobody: what is not one costs nothing.
    pub(super) fn amount(&self, name: &str) -> Option<u64> {
        match self.table.iter().find(|(known, _)| known == name).map(|(_, value)| value)? {
            Value::Number(digits) => digits.parse().ok().filter(|amount| *amount > 0),
            _ => None,
        }
    }

    pub(super) fn pixels(&self, name: &str) -> Result<Option<u32>, KeyFault> {
        let found = self.table.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let pixels = match found {
            None | Some(Value::Null | Value::NullWord) => return Ok(None),
            Some(Value::Number(digits) | Value::Text(digits)) => digits.trim().parse().ok(),
            Some(_) => None,
        };
        match pixels {
            Some(pixels) if pixels > 0 => Ok(Some(pixels)),
            _ => Err(self.key.fault(format!(
                "`{name}` in `{}` is no number of pixels: write it as in 1200",
                self.key.name
            ))),
        }
    }

    /// A key that slipped into a table does nothing there: one that keeps the article back
    /// is a fault, any other is told.
    pub(super) fn look(&self, notes: &mut Vec<String>) -> Result<(), KeyFault> {
        for (name, value) in self.table {
            look_within(self.key, value, 1)?;
            if self.known.contains(&name.as_str()) {
                continue;
            }
            let is_extension = name.starts_with('_');
            // What is somebody else's may say that nothing is kept back.
            let keeps_back = match is_extension {
                true => keeps_back_within(name, value, false),
                false => names::keeps_back(name, value),
            };
            if keeps_back {
                return Err(misplaced(self.key, name));
            }
            if is_extension {
                continue;
            }
            notes.push(format!("nobody reads `{name}` in `{}`", self.key.name));
        }
        Ok(())
    }
}
