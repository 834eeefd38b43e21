//! Reads JSON (RFC 8259) and refuses a name that stands twice in one object,
//! which every reader takes differently. It knows no feed format.

use super::flaw::{Flaw, Rule, Verdict};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// One value, borrowing from the text where it can.
#[derive(Debug)]
pub(super) enum Json<'a> {
    Null,
    Bool,
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// The value that a whole text is.
pub(super) fn read(text: &str) -> Verdict<Json<'_>> {
    serde_json::from_str(text).map_err(|error| Flaw::new(Rule::WellFormed, error.to_string()))
}

impl<'a> Json<'a> {
    /// A member of an object; `None` if it is null, too.
    pub(super) fn get(&self, name: &str) -> Option<&Json<'a>> {
        let Self::Object(members) = self else { return None };
        members
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
            .filter(|value| !matches!(value, Self::Null))
    }

    /// Every text in it, names of members included.
    pub(super) fn texts(&self, see: &mut impl FnMut(&str) -> Verdict) -> Verdict {
        match self {
            Self::Text(text) => see(text),
            Self::List(values) => values.iter().try_for_each(|value| value.texts(see)),
            Self::Object(members) => members.iter().try_for_each(|(name, value)| {
                see(name)?;
                value.texts(see)
            }),
            Self::Null | Self::Bool | Self::Number(_) => Ok(()),
        }
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

/// A text that borrows when it holds no escapes; plain `Cow` would always copy.
struct Borrowed<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Borrowed<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Json::deserialize(deserializer)? {
            Json::Text(text) => Ok(Self(text)),
            _ => Err(D::Error::custom("a member's name is not a text")),
        }
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Json::Bool)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Json::Number(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut object: Vec<(Cow<'de, str>, Json<'de>)> = Vec::new();
        while let Some(Borrowed(name)) = members.next_key()? {
            if object.iter().any(|(other, _)| *other == name) {
                return Err(A::Error::custom(format!("\"{name}\" twice in one object")));
            }
            object.push((name, members.next_value()?));
        }
        Ok(Json::Object(object))
    }
}
