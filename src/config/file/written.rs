//! A value together with the place where it was written, so that what is found
//! wrong with it later can still be pointed at.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::ops::Range;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written<T> {
    /// The value.
    pub(crate) value: T,
    /// The bytes of the file that say it; empty for a default, which nobody wrote.
    pub(crate) span: Range<usize>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(deserializer)?;
        Ok(Self { span: spanned.span(), value: spanned.into_inner() })
    }
}

impl<T: JsonSchema> JsonSchema for Written<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// What a key holds: nothing when it is absent, has no default, or was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key<T>(pub(crate) Option<Written<T>>);

impl<T> Key<T> {
    /// The value.
    pub(crate) fn value(&self) -> Option<&T> {
        self.0.as_ref().map(|written| &written.value)
    }

    /// Where it was written; an empty range when nobody did.
    pub(crate) fn span(&self) -> Range<usize> {
        self.0.as_ref().map_or(0..0, |written| written.span.clone())
    }
}

impl<T> Default for Key<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Key<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Written::deserialize(deserializer).map(|written| Self(Some(written)))
    }
}

impl<T: JsonSchema> JsonSchema for Key<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
