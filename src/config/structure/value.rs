//! One value of the file, held against what the schema says of it.

use super::Structure;
use super::model::{Table, Value};
use super::place::Place;
use crate::text::miswritten;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeArray, DeInteger, DeValue};

impl<'i> Structure<'_, 'i, '_> {
    /// Whether a value fits; what does not is noted. `key` is the key it is of,
    /// and `place` the table that the key is in.
    pub(super) fn value(
        &mut self,
        value: &mut Spanned<DeValue<'i>>,
        expected: &'i Value,
        key: &str,
        place: &Place,
    ) -> bool {
        let span = value.span();
        match (expected, value.get_mut()) {
            (Value::Text { .. } | Value::TextOr(_), DeValue::String(text)) => {
                let may_be_blank = matches!(expected, Value::Text { blank: true });
                let fits = may_be_blank || !text.trim().is_empty();
                if !fits {
                    let verb = self.verb(expected, key, place);
                    let remedy = "write something between the quotes, or remove it".to_owned();
                    self.findings.found(span, format!("`{key}` {verb} an empty text"), remedy);
                }
                fits
            }
            (Value::Integer { min, max }, DeValue::Integer(number)) => {
                self.within(span, key, whole(number), *min..=*max)
            }
            (Value::Number { min, max }, DeValue::Float(number)) => {
                self.within(span, key, number.as_str().parse().ok(), *min..=*max)
            }
            (Value::Number { min, max }, DeValue::Integer(number)) => {
                self.within(span, key, number.as_str().parse().ok(), *min..=*max)
            }
            (Value::Date | Value::Instant, DeValue::Datetime(at)) => {
                let with_time = matches!(expected, Value::Instant);
                let fits = at.date.is_some() && at.time.is_some() == with_time;
                if !fits {
                    self.wrong_kind(span, value.get_ref(), expected, key, place);
                }
                fits
            }
            (Value::Boolean, DeValue::Boolean(_)) => true,
            (Value::List { of, min }, DeValue::Array(list)) => {
                if list.len() < *min {
                    let remedy = "name at least one, or remove the line".to_owned();
                    self.findings.found(span, format!("`{key}` is empty"), remedy);
                    return false;
                }
                let items = std::mem::replace(list, DeArray::new());
                *list = items
                    .into_iter()
                    .filter_map(|mut item| self.value(&mut item, of, key, place).then_some(item))
                    .collect();
                true
            }
            (Value::Table(model) | Value::TextOr(model), DeValue::Table(table)) => {
                self.inner(table, span, model, key, place);
                true
            }
            (_, found) => {
                let found = found.clone();
                self.wrong_kind(span, &found, expected, key, place);
                false
            }
        }
    }

    fn inner(
        &mut self,
        table: &mut toml::de::DeTable<'i>,
        span: Range<usize>,
        model: &'i Table,
        key: &str,
        place: &Place,
    ) {
        let below = self.place_below(key, place);
        self.table(table, span, model, &below);
    }

    /// The table of a key, with as many brackets as its header has.
    fn place_below(&self, key: &str, place: &Place) -> Place {
        match self.model_of(place).and_then(|table| table.value_of(key)) {
            Some(value) => value.place(key, place),
            None => place.clone(),
        }
    }

    fn model_of(&self, place: &Place) -> Option<&'i Table> {
        place.keys().try_fold(self.root, |table, key| table.value_of(key)?.as_table())
    }

    /// A key is its value, and holds the entries of its list.
    fn verb(&self, expected: &Value, key: &str, place: &Place) -> &'static str {
        let whole = self.model_of(place).and_then(|table| table.value_of(key));
        match (whole, expected) {
            (Some(Value::List { .. }), expected) if !matches!(expected, Value::List { .. }) => {
                "holds"
            }
            _ => "is",
        }
    }

    fn within<N: PartialOrd + Display>(
        &mut self,
        span: Range<usize>,
        key: &str,
        number: Option<N>,
        range: RangeInclusive<N>,
    ) -> bool {
        let fits = number.as_ref().is_some_and(|number| range.contains(number));
        if !fits {
            let cause = format!("`{key}` is out of range");
            let remedy = format!("write a number from {} to {}", range.start(), range.end());
            self.findings.found(span, cause, remedy);
        }
        fits
    }

    fn wrong_kind(
        &mut self,
        span: Range<usize>,
        found: &DeValue<'_>,
        expected: &Value,
        key: &str,
        place: &Place,
    ) {
        let verb = self.verb(expected, key, place);
        let cause = format!("`{key}` {verb} {}, not {}", kind_of(found), kind_expected(expected));
        let example = self
            .model_of(place)
            .and_then(|table| table.keys.iter().find(|known| known.name == key))
            .map(|known| known.example(place));
        let remedy = match (expected, found) {
            (Value::List { of, .. }, DeValue::Table(table)) if of.as_table().is_some() => {
                let keys: Vec<&str> = table.keys().map(|key| key.get_ref().as_ref()).collect();
                let fits = of.as_table().is_some_and(|of| of.may_have(&keys));
                match self.root.header_for(key, &keys).filter(|_| !fits) {
                    Some(header) => format!("write its header whole: `{header}`"),
                    None => {
                        format!("give the header two brackets: `{}`", self.place_below(key, place))
                    }
                }
            }
            (Value::Table(_), DeValue::Array(list))
                if list.iter().any(|one| one.get_ref().is_table()) =>
            {
                format!("write it once, with single brackets: `{}`", self.place_below(key, place))
            }
            _ => match (simple_meant(expected, found, key, example.as_deref()), example) {
                (Some(remedy), _) => remedy,
                (None, Some(example)) => format!("write it as in {example}"),
                (None, None) => format!("write {}", kind_expected(expected)),
            },
        };
        self.findings.found(span, cause, remedy);
    }
}

/// What to write for a value that can be told from what stands there; `key` is the key it is of.
fn simple_meant(
    expected: &Value,
    found: &DeValue<'_>,
    key: &str,
    example: Option<&str>,
) -> Option<String> {
    Some(match (expected, found) {
        (Value::List { of, .. }, DeValue::String(text)) if of.as_table().is_none() => {
            let words = text.split(',').map(str::trim);
            let are_words = text.contains(',') && words.clone().all(|it| !it.contains(' '));
            let list =
                if are_words { miswritten::quoted_list(text) } else { format!("[{text:?}]") };
            format!("put it in brackets: `{key} = {list}`")
        }
        (Value::Boolean, DeValue::String(text)) if miswritten::truth(text).is_some() => {
            let truth = miswritten::truth(text).unwrap_or_default();
            format!("write `{key} = {truth}`, without quotes")
        }
        (Value::Boolean, _) => format!("write `{key} = true` or `{key} = false`"),
        (Value::Date, DeValue::String(text)) if miswritten::dates(text).is_some() => {
            miswritten::as_date(key, &miswritten::dates(text).unwrap_or_default())
        }
        (Value::Date, DeValue::String(text)) => miswritten::no_such_day(key, text),
        (Value::Text { .. }, DeValue::Integer(number)) if example.is_some_and(is_period) => {
            let number = number.as_str();
            format!(
                "add the unit, in quotes: `{key} = \"{number}s\"` is in seconds, and `m`, `h`, \
                     `d` and `w` are the other units"
            )
        }
        (Value::Integer { .. } | Value::Number { .. }, DeValue::String(text))
            if text.trim().parse::<f64>().is_ok() =>
        {
            format!("write `{key} = {}`, without quotes", text.trim())
        }
        (Value::Text { .. }, DeValue::Integer(number)) if example.is_some_and(is_number) => {
            format!("put it in quotes: `{key} = \"{}\"`", number.as_str())
        }
        (Value::Table(_), DeValue::String(_)) if example.is_none() => format!(
            "say where it is kept: `{key} = {{ env = \"NAME\" }}`, or `{{ file = \"path\" }}`"
        ),
        _ => return None,
    })
}

/// Whether a key's example has a number in quotes.
fn is_number(example: &str) -> bool {
    example.split('"').nth(1).is_some_and(|value| value.parse::<i64>().is_ok())
}

/// Whether a key's example has a length of time.
fn is_period(example: &str) -> bool {
    let value = example.split('"').nth(1);
    value.is_some_and(|value| crate::config::amount::period(value).is_some())
}

/// The number as it can be kept.
fn whole(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// What stands in the file, for people.
fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(at) if at.time.is_some() => "a date with a time",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// What should stand in the file, for people.
fn kind_expected(value: &Value) -> &'static str {
    match value {
        Value::Text { .. } => "a text in quotes",
        Value::Date => "a date",
        Value::Instant => "a date with a time",
        Value::Integer { .. } => "a whole number",
        Value::Number { .. } => "a number",
        Value::Boolean => "true or false",
        Value::List { of, .. } if of.as_table().is_some() => "a list of tables",
        Value::List { .. } => "a list in brackets",
        Value::Table(_) => "a table",
        Value::TextOr(_) => "a text in quotes, or a table that says where it is kept",
    }
}
