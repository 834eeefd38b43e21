//! What is written in a text and means something elsewhere alone: names to be filled in by
//! another program, and signs of patterns among plain words. It refuses nothing.

use super::Checker;
use crate::config::file::{ConfigFile, Key, Text, Written};
use crate::text::miswritten::stand_in;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Tables with regular expressions and what comes in their place.
const OF_PATTERNS: [&str; 3] = ["keep", "drop", "edit"];

impl Checker<'_, '_> {
    /// Notes the texts of a file in which a name stands for what it means: nobody fills it in.
    pub(super) fn names_to_fill_in(&mut self, text: &str) {
        let (document, _) = DeTable::parse_recoverable(text);
        let mut found = Vec::new();
        in_table(document.get_ref(), &mut found);
        for (key, name, span) in found {
            let cause = format!("nothing is put in the place of `{name}`");
            let bare = name.trim_matches(|c: char| !c.is_ascii_alphanumeric());
            let remedy = match name.starts_with('$') {
                true => format!(
                    "write what is meant, or keep it elsewhere where a key allows that: \
                     `{key} = {{ env = \"{bare}\" }}`"
                ),
                false => "write what is meant in its place".to_owned(),
            };
            self.findings.warn(span, cause, remedy);
        }
    }

    /// Notes patterns where words are looked for as they stand.
    pub(super) fn words_that_are_patterns(&mut self, file: &ConfigFile) {
        let sources = file.source.value().into_iter().flatten();
        let rules = sources.flat_map(|source| source.value.rule.value().into_iter().flatten());
        for rule in rules {
            let rule = &rule.value;
            let keys =
                [("title", &rule.title), ("category", &rule.category), ("address", &rule.address)];
            for (name, key) in keys {
                self.patterns_in(name, key);
            }
        }
        for feed in file.feed.value().into_iter().flatten() {
            self.patterns_in("authors", &feed.value.authors);
            self.patterns_in("tags", &feed.value.tags);
        }
    }

    fn patterns_in(&mut self, name: &str, key: &Key<Vec<Written<Text>>>) {
        for word in key.value().into_iter().flatten() {
            if let Some(bare) = without_pattern(&word.value.0) {
                let cause = format!(
                    "`{name}` has words here, not patterns: `{}` is looked for as it stands",
                    word.value.0
                );
                let remedy = match bare.is_empty() {
                    true => "write the words that are meant, each as an element".to_owned(),
                    false => format!("write the words alone, as in `{name} = [{bare}]`"),
                };
                self.findings.warn(word.span.clone(), cause, remedy);
            }
        }
    }
}

fn in_table(table: &DeTable<'_>, found: &mut Vec<(String, String, Range<usize>)>) {
    for (key, value) in table {
        let key = key.get_ref();
        if !OF_PATTERNS.contains(&key.as_ref()) {
            in_value(key, value, found);
        }
    }
}

fn in_value(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    found: &mut Vec<(String, String, Range<usize>)>,
) {
    match value.get_ref() {
        DeValue::String(text) => {
            if let Some(name) = stand_in(text) {
                found.push((key.to_owned(), name.to_owned(), value.span()));
            }
        }
        DeValue::Array(all) => all.iter().for_each(|one| in_value(key, one, found)),
        DeValue::Table(table) => in_table(table, found),
        _ => {}
    }
}

/// The words in what is a regular expression or a pattern of file names, as elements of a list;
/// `None` for what is words alone.
fn without_pattern(text: &str) -> Option<String> {
    let signs = ["(?", ".*", ".+", "\\b", "\\s", "\\d", "\\w", "\\."];
    let typed = text.trim();
    let in_slashes = typed.len() > 2
        && typed.starts_with('/')
        && typed.rsplit_once('/').is_some_and(|(inner, flags)| {
            !inner[1..].is_empty() && ["i", "g", "gi", "ig"].contains(&flags)
        });
    let is_pattern = typed.starts_with(['^', '*'])
        || typed.ends_with(['$', '*'])
        || in_slashes
        || signs.iter().any(|sign| typed.contains(sign));
    if !is_pattern {
        return None;
    }
    let slashed = typed.trim_start_matches('/').rsplit_once('/').filter(|_| in_slashes);
    let inner = slashed.map_or(typed, |(inner, _)| inner).replace("(?i)", "");
    let words = inner.split('|').map(|part| {
        let part = signs.iter().fold(part.to_owned(), |part, sign| part.replace(sign, " "));
        part.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    });
    let words: Vec<String> = words.collect();
    let are_plain = words.iter().all(|word| {
        !word.is_empty() && !word.contains(['(', ')', '[', ']', '*', '+', '?', '\\', '"', '^'])
    });
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Some(if are_plain { quoted.join(", ") } else { String::new() })
}
