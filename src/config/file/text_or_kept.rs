//! A text that may be a secret: as it is, or where it is kept.

use super::Text;
use super::access::Kept;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// A text, or `{ env = "NAME" }`, or `{ file = "path" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TextOrKept {
    /// As it is.
    Text(Text),
    /// Where it is kept.
    Kept(Kept),
}

impl<'de> Deserialize<'de> for TextOrKept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either)
    }
}

struct Either;

impl<'de> Visitor<'de> for Either {
    type Value = TextOrKept;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or a table that says where it is kept")
    }

    fn visit_str<E>(self, text: &str) -> Result<TextOrKept, E> {
        Ok(TextOrKept::Text(Text(text.to_owned())))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TextOrKept, A::Error> {
        Kept::deserialize(MapAccessDeserializer::new(map)).map(TextOrKept::Kept)
    }
}

impl JsonSchema for TextOrKept {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "TextOrKept".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string", "minLength": 1 },
                {
                    "type": "object",
                    "additionalProperties": { "type": "string", "minLength": 1 },
                    "propertyNames": { "enum": ["env", "file"] },
                    "minProperties": 1,
                    "maxProperties": 1
                }
            ]
        })
    }
}
