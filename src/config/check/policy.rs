//! `[[source.keep]]`, `[[source.drop]]` and `[[source.edit]]`: expressions that
//! can be read, and edits that do something.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, SECOND, language, line, period};
use super::sections::Names;
use crate::config::file::{
    EditTable, FilterTable, Key, PartName, RegularExpression, SourceTable, Words, Written,
};
use crate::config::settings::policy::{Conditions, Edit, Part, Pattern, Policy};
use crate::config::suggest;
use regex::Regex;

/// Older than this is older than any news.
const OLDEST: std::time::Duration = DAY.saturating_mul(3650);

/// The longest text that may come in the place of another, in bytes.
const LONGEST_REPLACEMENT: usize = 1000;

impl Checker<'_, '_> {
    /// The filters and edits of a source.
    pub(super) fn policy(&mut self, table: &SourceTable, names: &Names) -> Policy {
        let keep = self.filters(&table.keep);
        let drop = self.filters(&table.drop);
        let edits = table.edit.value().map(Vec::as_slice).unwrap_or_default();
        Policy { keep, drop, edits: edits.iter().map(|edit| self.edit(edit, names)).collect() }
    }

    fn filters(&mut self, key: &Key<Vec<Written<FilterTable>>>) -> Vec<Conditions> {
        let tables = key.value().map(Vec::as_slice).unwrap_or_default();
        tables.iter().map(|table| self.filter(table)).collect()
    }

    fn filter(&mut self, written: &Written<FilterTable>) -> Conditions {
        let table = &written.value;
        let texts = [&table.title, &table.text, &table.author, &table.category, &table.address];
        if texts.iter().all(|key| key.0.is_none())
            && table.language.0.is_none()
            && table.older_than.0.is_none()
            && table.words_below.0.is_none()
            && table.words_above.0.is_none()
        {
            let cause = "there is no condition, so every article would meet it".to_owned();
            let remedy = "add one, as in `title = ['^sponsored']`, or remove the header".to_owned();
            self.findings.lacking(written.span.clone(), cause, remedy);
        }
        Conditions {
            title: self.patterns(&table.title),
            text: self.patterns(&table.text),
            author: self.patterns(&table.author),
            category: self.patterns(&table.category),
            address: self.patterns(&table.address),
            language: self.read_each(&table.language, language),
            older_than: self.read(&table.older_than, period(SECOND..=OLDEST)),
            words_below: table.words_below.value().copied(),
            words_above: table.words_above.value().copied(),
        }
    }

    fn edit(&mut self, written: &Written<EditTable>, names: &Names) -> Edit {
        let table = &written.value;
        let does_something = table.find.0.is_some()
            || table.prefix_title.0.is_some()
            || table.default_author.0.is_some()
            || table.add_tags.0.is_some()
            || table.set_sections.0.is_some();
        if !does_something {
            let cause = "the edit changes nothing".to_owned();
            let remedy =
                "add `find`, `prefix_title`, `default_author`, `add_tags` or `set_sections`";
            self.findings.lacking(written.span.clone(), cause, remedy.to_owned());
        }
        let find = self.read(&table.find, pattern);
        self.without_find(table);
        if let Some(find) = &find {
            self.read(&table.replace, |words| replacement(words, find.regex_for("")));
        }
        Edit {
            only: Conditions {
                title: self.patterns(&table.title),
                text: self.patterns(&table.text),
                author: self.patterns(&table.author),
                category: self.patterns(&table.category),
                address: self.patterns(&table.address),
                ..Conditions::default()
            },
            find,
            replace: table.replace.value().map(|words| words.0.clone()).unwrap_or_default(),
            within: self.read_each(&table.within, part),
            prefix_title: self.read(&table.prefix_title, line).map(String::from),
            default_author: self.read(&table.default_author, line).map(String::from),
            add_tags: self.words(&table.add_tags),
            set_sections: self.known_sections(&table.set_sections, names),
        }
    }

    /// `replace` and `in` say nothing without `find`.
    fn without_find(&mut self, table: &EditTable) {
        if table.find.0.is_some() {
            return;
        }
        for (name, span) in [("replace", table.replace.span()), ("in", table.within.span())] {
            if !span.is_empty() {
                let cause = format!("`{name}` does nothing without `find`");
                let remedy = "add what is looked for, as in `find = '^Update: '`";
                self.refuse(span, BadValue::new(cause, remedy));
            }
        }
    }

    fn patterns(&mut self, key: &Key<Vec<Written<RegularExpression>>>) -> Vec<Pattern> {
        self.read_each(key, pattern)
    }
}

/// A regular expression that does not find the empty text: it would be found
/// everywhere.
fn pattern(written: &RegularExpression) -> Result<Pattern, BadValue> {
    let pattern = Pattern::new(&written.0).map_err(|reason| {
        let cause = format!("`{}` is not a regular expression: {reason}", written.0);
        BadValue::new(
            cause,
            "correct it; a sign that means itself has a backslash before it, as in `'\\(AP\\)'`",
        )
    })?;
    if pattern.is_in("") {
        let cause = format!(
            "`{written}` is found in every text, even in an empty one",
            written = written.0
        );
        return Err(BadValue::new(
            cause,
            "write what must be there: `+` in the place of `*` or `?`",
        ));
    }
    Ok(pattern)
}

/// A replacement that names only groups that there are.
fn replacement(written: &Words, find: &Regex) -> Result<(), BadValue> {
    if written.0.len() > LONGEST_REPLACEMENT {
        let cause = format!("the text is longer than {LONGEST_REPLACEMENT} bytes");
        return Err(BadValue::new(cause, "write a shorter one"));
    }
    let without_dollars = written.0.replace("$$", "");
    for part in without_dollars.split('$').skip(1) {
        let name = match part.strip_prefix('{') {
            Some(braced) => braced.split('}').next().unwrap_or_default(),
            None => {
                let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                &part[..end.unwrap_or(part.len())]
            }
        };
        let is_known = match name.parse::<usize>() {
            Ok(number) => number < find.captures_len(),
            Err(_) => name.is_empty() || find.capture_names().flatten().any(|known| known == name),
        };
        if !is_known {
            let cause = format!("`find` has no group `{name}`");
            let remedy = "write `${1}` for the first group, and `$$` for a dollar sign";
            return Err(BadValue::new(cause, remedy));
        }
    }
    Ok(())
}

fn part(written: &PartName) -> Result<Part, BadValue> {
    let names = Part::ALL.map(|(name, _)| name);
    Part::ALL.into_iter().find(|(name, _)| *name == written.0).map(|(_, part)| part).ok_or_else(
        || {
            let cause = format!("\"{}\" is no part of an article that can be edited", written.0);
            BadValue::new(cause, suggest::remedy(&written.0, "there are", names))
        },
    )
}
