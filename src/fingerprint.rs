//! A short, stable name for a run of bytes: equal bytes, equal fingerprint, on
//! every machine. It is not a secret and proves nothing about who made them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use std::str::FromStr;

/// The first 128 bits of BLAKE3; written as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Of one run of bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::first_half(blake3::hash(bytes))
    }

    /// Of several parts in order. Each part's length counts too, so that
    /// `["ab", "c"]` and `["a", "bc"]` differ.
    #[must_use]
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self::first_half(hasher.finalize())
    }

    /// Of an article's title and text as they were exported: a file that has them so says what
    /// readers had.
    #[must_use]
    pub fn of_exported(title: &str, text: &str) -> Self {
        Self::of_parts([title.trim(), text.trim()].map(str::as_bytes))
    }

    /// Of a story whose name and page are those of others too: of that name, its headline and
    /// when it was told.
    #[must_use]
    pub(crate) fn of_story(name: &str, title: &str, told: Option<i64>) -> Self {
        let told = told.map(|seconds| seconds.to_string()).unwrap_or_default();
        Self::of_parts([name, title, &told].map(str::as_bytes))
    }

    /// The 16 bytes, for keeping.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    /// From the 16 bytes that [`Fingerprint::to_bytes`] gave.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The first 64 bits as an integer, for an index.
    #[must_use]
    pub fn to_i64(self) -> i64 {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        i64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    fn first_half(hash: blake3::Hash) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&hash.as_bytes()[..16]);
        Self(half)
    }
}

/// Whether a text is a fingerprint as it is shown: a name that nobody gave.
pub(crate) fn is_shown(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Of a table of settings or the like, for keeping. A key that says nothing (empty, or
/// none) counts as one that is not there, so that a release with a new key has the same
/// fingerprints.
#[must_use]
pub fn of_value(value: &impl Serialize) -> Fingerprint {
    // Texts, numbers, and lists and tables of them: JSON can write them all.
    let mut value = serde_json::to_value(value).unwrap_or_default();
    drop_empty(&mut value);
    Fingerprint::of(value.to_string().as_bytes())
}

fn drop_empty(value: &mut Value) {
    match value {
        Value::Object(table) => {
            table.values_mut().for_each(drop_empty);
            table.retain(|_, value| !says_nothing(value));
            table.sort_keys();
        }
        Value::Array(list) => list.iter_mut().for_each(drop_empty),
        _ => {}
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(table) => table.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

/// A text that is not 32 hexadecimal digits.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is not a fingerprint (32 hexadecimal digits)")]
pub struct NotAFingerprint(String);

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotAFingerprint(text.to_owned());
        if text.len() != 32 || !text.is_ascii() {
            return Err(refuse());
        }
        let mut bytes = [0; 16];
        for (byte, at) in bytes.iter_mut().zip((0..32).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| refuse())?;
        }
        Ok(Self(bytes))
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = NotAFingerprint;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}
