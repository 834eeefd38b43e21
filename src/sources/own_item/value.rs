//! A value that stands behind a key, whatever it was written in: TOML, YAML, JSON or the
//! head of an HTML page. It gives no value a meaning.

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use std::fmt;

/// How toml hands a date over: in a table with this one key.
const TOML_DATE: &str = "$__toml_private_datetime";

/// A value as it was written. Tables keep their order, and keys that stand twice.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::sources) enum Value {
    Null,
    /// The word `null` of YAML, which may be meant as a text.
    NullWord,
    Bool(bool),
    /// Digits: in YAML as they are written, elsewhere as far as a number keeps them.
    Number(String),
    Text(String),
    /// A date of TOML, which needs no quotes.
    Date(String),
    List(Vec<Value>),
    Table(Vec<(String, Value)>),
    /// What its language makes another thing of than is written: what is written, and why,
    /// with what to write.
    Unclear {
        written: String,
        reason: String,
    },
}

impl Value {
    /// The keys and values of a table; empty if it is no table.
    pub(in crate::sources) fn into_table(self) -> Vec<(String, Self)> {
        match self {
            Self::Table(table) => table,
            _ => Vec::new(),
        }
    }

    /// The elements of the list behind a key of a table.
    pub(in crate::sources) fn into_elements(self, name: &str) -> Vec<Self> {
        let found = self.into_table().into_iter().find(|(key, _)| key == name);
        match found {
            Some((_, Self::List(elements))) => elements,
            _ => Vec::new(),
        }
    }

    /// Why it, or what is in it, is not what is written, with what to write.
    pub(super) fn unclear(&self) -> Option<&str> {
        match self {
            Self::Unclear { reason, .. } => Some(reason),
            Self::List(all) => all.iter().find_map(Self::unclear),
            Self::Table(table) => table.iter().find_map(|(_, value)| value.unclear()),
            _ => None,
        }
    }

    /// As it is shown in a message: short.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::NullWord => "null".to_owned(),
            Self::Bool(yes) => yes.to_string(),
            Self::Number(digits) => digits.clone(),
            Self::Text(text) | Self::Date(text) | Self::Unclear { written: text, .. } => {
                format!("\"{}\"", text.chars().take(60).collect::<String>())
            }
            Self::List(_) => "a list".to_owned(),
            Self::Table(_) => "a table".to_owned(),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Seen)
    }
}

struct Seen;

impl<'de> Visitor<'de> for Seen {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(one) = list.next_element()? {
            all.push(one);
        }
        Ok(Value::List(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut table = Vec::new();
        while let Some(Name(name)) = map.next_key()? {
            let value = map.next_value()?;
            match value {
                Value::Text(date) if name == TOML_DATE => return Ok(Value::Date(date)),
                value => table.push((name, value)),
            }
        }
        Ok(Value::Table(table))
    }
}

/// The name of a key: in YAML it may look like a number or a truth value.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::Text(text) | Value::Number(text) => Self(text),
            Value::Bool(yes) => Self(yes.to_string()),
            _ => return Err(de::Error::custom("a key is a word")),
        })
    }
}
