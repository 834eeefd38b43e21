//! Sections of the newspaper, and the short names that addresses are made of.

use crate::text::{Language, XmlText};
use crate::web_address::WebAddress;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A short name for an address: lower-case ASCII letters, digits and single
/// hyphens, at most 64 characters, as in `top-story`.
///
/// ```
/// use pressroom::section::Slug;
///
/// assert_eq!("top-story".parse::<Slug>()?.as_str(), "top-story");
/// assert!("Top Story".parse::<Slug>().is_err());
/// # Ok::<(), pressroom::section::NotASlug>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Slug(String);

/// A text that is not a [`Slug`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a short name: use lower-case letters, digits and single hyphens, as in \"top-story\""
)]
pub struct NotASlug(pub String);

impl Slug {
    /// The name of the combined feed; no section may have it.
    #[must_use]
    pub fn front_page() -> Self {
        Self("front-page".to_owned())
    }

    /// The name of the feeds that readers make by searching; no other feed has it.
    #[must_use]
    pub fn search() -> Self {
        Self("search".to_owned())
    }

    /// As it stands in an address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = NotASlug;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let right = text.len() <= 64
            && text.split('-').all(|word| {
                !word.is_empty()
                    && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            });
        if right { Ok(Self(text.to_owned())) } else { Err(NotASlug(text.to_owned())) }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl TryFrom<String> for Slug {
    type Error = NotASlug;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// A section of the newspaper, with a feed of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its place in addresses.
    pub slug: Slug,
    /// Its name for people.
    pub title: XmlText,
    /// A sentence about it.
    pub description: XmlText,
    /// Its page on the newspaper's site.
    pub page: WebAddress,
    /// Its language, where that is not the site's.
    pub language: Option<Language>,
}
