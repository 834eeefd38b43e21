//! What an article is called, for ever and everywhere. What a name is made of, its source and
//! `normalise` say.

use crate::source_memory::SourceName;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The identity of an article in every feed and format: a `urn:uuid:` (RFC 9562,
/// version 5; 8 where it came from another pressroom) made once from what its source calls
/// it, and never changed.
///
/// ```
/// use pressroom::article::ArticleId;
///
/// let id = ArticleId::made_from("tag:news.example,2026:rain");
/// assert!(id.as_str().starts_with("urn:uuid:"));
/// assert_eq!(id, ArticleId::made_from("tag:news.example,2026:rain"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(String);

/// Names the space that pressroom's ids live in; changing it would change every id.
const SPACE: uuid::Uuid = uuid::uuid!("7d0b9a55-2c4f-5f0e-9d5e-5a1c6b0f3e21");

impl ArticleId {
    /// Makes the id of what is known to the world under `name` (a guid, a `tag:`
    /// URI, or a source's name with what that source calls the article).
    #[must_use]
    pub fn made_from(name: &str) -> Self {
        Self(uuid::Uuid::new_v5(&SPACE, name.as_bytes()).urn().to_string())
    }

    /// Makes the id of what only `source` calls `key`: elsewhere that may name
    /// something else.
    #[must_use]
    pub fn within(source: &SourceName, key: &str) -> Self {
        Self::made_from(&format!("{source}\n{key}"))
    }

    /// Takes back an id that was kept.
    #[must_use]
    pub fn kept(id: String) -> Self {
        Self(id)
    }

    /// The id that a name is, when it is one that a pressroom has made or handed on: a URN of
    /// a UUID of version 5 or 8.
    #[must_use]
    pub fn of_urn(name: &str) -> Option<Self> {
        let uuid = uuid::Uuid::try_parse(name.strip_prefix("urn:uuid:")?).ok()?;
        matches!(uuid.get_version_num(), 5 | 8).then(|| Self(uuid.urn().to_string()))
    }

    /// The id of an article that a publisher gave this one: the same UUID, but of version 8
    /// (RFC 9562 §5.8). It is the same wherever the article goes, and nobody who writes an id
    /// into a feed can have one that a newsroom gives itself.
    ///
    /// ```
    /// use pressroom::article::ArticleId;
    ///
    /// let id = ArticleId::made_from("tag:news.example,2026:rain");
    /// assert_ne!(id.handed_on(), id);
    /// assert_eq!(id.handed_on().handed_on(), id.handed_on());
    /// assert_eq!(id.handed_on().as_first_given(), id);
    /// ```
    #[must_use]
    pub fn handed_on(&self) -> Self {
        self.of_version(uuid::Version::Custom)
    }

    /// The id that an article had where it was made, whoever handed it on.
    #[must_use]
    pub fn as_first_given(&self) -> Self {
        self.of_version(uuid::Version::Sha1)
    }

    fn of_version(&self, version: uuid::Version) -> Self {
        let Ok(uuid) = uuid::Uuid::try_parse(&self.0) else { return self.clone() };
        let builder = uuid::Builder::from_bytes(uuid.into_bytes());
        Self(builder.with_version(version).into_uuid().urn().to_string())
    }

    /// As it is written in a feed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
