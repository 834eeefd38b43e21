//! A language tag (BCP 47) in its canonical form. It checks the grammar, and knows the
//! subtags that have a preferred value, but not the whole registry.

mod subtags;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use subtags::{Subtags, preferred_language, preferred_region};

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 10] =
    ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];

/// Languages that are in such a script unless they name another (CLDR, likely subtags).
const RIGHT_TO_LEFT: [&str; 41] = [
    "acm", "aeb", "afb", "aii", "ajp", "apc", "apd", "ar", "ars", "ary", "arz", "bal", "bgn",
    "bqi", "brh", "ckb", "dv", "fa", "glk", "haz", "he", "khw", "ks", "lki", "lrc", "luz", "mzn",
    "nqo", "pnb", "prs", "ps", "rhg", "sd", "sdh", "skr", "syr", "trw", "ug", "ur", "yi", "azb",
];

/// And those that are so in a region.
const RIGHT_TO_LEFT_THERE: [(&str, &str); 10] = [
    ("az", "IQ"),
    ("az", "IR"),
    ("kk", "CN"),
    ("kk", "IR"),
    ("ku", "IQ"),
    ("ku", "IR"),
    ("ku", "LB"),
    ("ky", "CN"),
    ("pa", "PK"),
    ("uz", "AF"),
];

/// A language tag such as `en-PK` or `ur`, as RFC 5646 §4.5 writes it: `EN_us` is
/// `en-US`, `urd` is `ur`, and `iw` is `he`. The first part has two or three letters: no
/// longer one is registered (§2.2.1).
///
/// ```
/// use pressroom::text::Language;
///
/// assert_eq!("EN_us".parse::<Language>()?.as_str(), "en-US");
/// assert!("ur".parse::<Language>()?.is_right_to_left());
/// assert!("skr".parse::<Language>()?.is_right_to_left());
/// assert!("pa-PK".parse::<Language>()?.is_right_to_left());
/// assert!(!"pa-IN".parse::<Language>()?.is_right_to_left());
/// assert!("ff-Adlm".parse::<Language>()?.is_right_to_left());
/// assert!(!"ur-Latn".parse::<Language>()?.is_right_to_left());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Language(String);

/// A text that is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a language tag such as \"en-PK\" or \"ur\"")]
pub struct NotALanguage(String);

impl Language {
    /// English, wherever.
    #[must_use]
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The tag as it is written in a document.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether its script is written from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        let mut subtags = self.0.split('-');
        let primary = subtags.next().unwrap_or_default();
        let is_script = |part: &&str| part.len() == 4 && !part.starts_with(char::is_numeric);
        match subtags.clone().find(is_script) {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
            None if RIGHT_TO_LEFT.contains(&primary) => true,
            None => subtags.any(|region| RIGHT_TO_LEFT_THERE.contains(&(primary, region))),
        }
    }

    fn of(subtags: &Subtags<'_>) -> Self {
        let lower = |subtag: &&str| subtag.to_ascii_lowercase();
        // `zh-yue` is `yue`: the later name is the preferred one.
        let primary = subtags.extended.last().unwrap_or(&subtags.language);
        let mut parts = vec![preferred_language(&lower(primary))];
        parts.extend(subtags.script.as_ref().map(title));
        parts.extend(subtags.region.map(|region| preferred_region(&region.to_ascii_uppercase())));
        parts.extend(subtags.rest.iter().map(lower));
        Self(parts.join("-"))
    }
}

fn title(script: &&str) -> String {
    let mut title = script.to_ascii_lowercase();
    title[..1].make_ascii_uppercase();
    title
}

impl FromStr for Language {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let tag = text.trim().replace('_', "-");
        match Subtags::read(&tag) {
            Some(subtags) if subtags.left_over.is_empty() => Ok(Self::of(&subtags)),
            _ => Err(NotALanguage(text.to_owned())),
        }
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

/// Takes back a tag that was kept. Older versions kept tags that are none beyond their
/// first part: as much of one is taken as is right.
impl TryFrom<String> for Language {
    type Error = NotALanguage;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match Subtags::read(&text) {
            Some(subtags) => Ok(Self::of(&subtags)),
            None => Err(NotALanguage(text)),
        }
    }
}
