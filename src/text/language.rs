//! A language tag (BCP 47). It checks the form only, not the registry of subtags.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A well-formed language tag such as `en-PK` or `ur`. The first part has two or
/// three letters: no longer one is registered (RFC 5646 §2.2.1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Language(String);

/// A text that is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a language tag such as \"en-PK\" or \"ur\"")]
pub struct NotALanguage(String);

impl Language {
    /// The tag as it is written in a document.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether its script is written from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        let mut subtags = self.0.split('-');
        let primary = subtags.next().unwrap_or_default().to_ascii_lowercase();
        match subtags.find(|subtag| subtag.len() == 4) {
            Some(script) => ["arab", "hebr", "thaa", "syrc", "nkoo"]
                .contains(&script.to_ascii_lowercase().as_str()),
            None => {
                ["ar", "fa", "he", "ps", "sd", "ug", "ur", "yi", "dv"].contains(&primary.as_str())
            }
        }
    }
}

impl FromStr for Language {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let tag = text.trim().replace('_', "-");
        let mut subtags = tag.split('-');
        let primary = subtags.next().unwrap_or_default();
        let right = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_alphabetic())
            && subtags.all(|subtag| {
                (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        if right { Ok(Self(tag)) } else { Err(NotALanguage(text.to_owned())) }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

impl TryFrom<String> for Language {
    type Error = NotALanguage;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}
