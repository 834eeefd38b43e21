//! The values that a head may hold where more than one way to write them is right:
//! dates, one or many, a text or a table.

use crate::text::dates;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use std::fmt;
use std::marker::PhantomData;

/// A date, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp(pub(super) String);

impl Stamp {
    /// The instant that is meant. Without a zone of its own it is a time of day in
    /// the newsroom; without a time it is the beginning of the day there.
    pub(super) fn instant(&self, zone: Tz) -> Option<DateTime<Utc>> {
        let text = self.0.trim();
        if let Ok(with_zone) = DateTime::parse_from_rfc3339(text) {
            return Some(with_zone.to_utc());
        }
        dates::read_date_in(text, zone)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = Stamp;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as 2026-09-01T10:00:00+05:00")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Stamp, E> {
                Ok(Stamp(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Stamp, A::Error> {
                // This is how a TOML date comes.
                let date = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Stamp(date.to_string()))
            }
        }
        deserializer.deserialize_any(Seen)
    }
}

/// Whether, and why, the article was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TakenBack {
    /// `withdrawn = false`
    No,
    /// `withdrawn = true`, or the reason.
    Yes(Option<String>),
}

impl<'de> Deserialize<'de> for TakenBack {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl Visitor<'_> for Seen {
            type Value = TakenBack;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false, or the reason in quotes")
            }

            fn visit_bool<E: de::Error>(self, yes: bool) -> Result<TakenBack, E> {
                Ok(if yes { TakenBack::Yes(None) } else { TakenBack::No })
            }

            fn visit_str<E: de::Error>(self, reason: &str) -> Result<TakenBack, E> {
                Ok(TakenBack::Yes(Some(reason.to_owned())))
            }
        }
        deserializer.deserialize_any(Seen)
    }
}

/// Who wrote it: a name, or a table.
#[derive(Debug, Default, Deserialize)]
pub(super) struct AuthorEntry {
    pub(super) name: String,
    #[serde(default)]
    pub(super) url: Option<String>,
}

/// A picture, sound or film: a path or address, or a table.
#[derive(Debug, Default, Deserialize)]
pub(super) struct MediaEntry {
    #[serde(alias = "path", alias = "src")]
    pub(super) url: String,
    #[serde(default)]
    pub(super) alt: Option<String>,
    #[serde(default)]
    pub(super) credit: Option<String>,
    #[serde(default, rename = "type")]
    pub(super) media_type: Option<String>,
}

/// What can also be written as a single text.
pub(super) trait FromText: Sized {
    /// What it means then.
    fn from_text(text: &str) -> Self;
    /// For the message when it is something else.
    const MEANT: &'static str;
}

impl FromText for String {
    fn from_text(text: &str) -> Self {
        text.to_owned()
    }
    const MEANT: &'static str = "a text in quotes, or a list of them";
}

impl FromText for AuthorEntry {
    fn from_text(text: &str) -> Self {
        Self { name: text.to_owned(), url: None }
    }
    const MEANT: &'static str = "a name, a table with name and url, or a list of them";
}

impl FromText for MediaEntry {
    fn from_text(text: &str) -> Self {
        Self { url: text.to_owned(), ..Self::default() }
    }
    const MEANT: &'static str =
        "a path or address, a table with url, alt and credit, or a list of them";
}

/// One or many of the same, as it suits who writes it.
#[derive(Debug)]
pub(super) struct Many<T>(pub(super) Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: FromText + Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ManyVisitor(PhantomData)).map(Self)
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: FromText + Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::MEANT)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<T>, E> {
        Ok(vec![T::from_text(text)])
    }

    fn visit_unit<E: de::Error>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
        Ok(vec![T::deserialize(MapAccessDeserializer::new(map))?])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(One(one)) = list.next_element()? {
            all.push(one);
        }
        Ok(all)
    }
}

/// An element of a list of [`Many`].
struct One<T>(T);

impl<'de, T: FromText + Deserialize<'de>> Deserialize<'de> for One<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneVisitor<T>(PhantomData<T>);
        impl<'de, T: FromText + Deserialize<'de>> Visitor<'de> for OneVisitor<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(T::MEANT)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
                Ok(T::from_text(text))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
                Ok(T::from_text(&number.to_string()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
                Ok(T::from_text(&number.to_string()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }
        deserializer.deserialize_any(OneVisitor(PhantomData)).map(Self)
    }
}
