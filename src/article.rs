//! An article as the newsroom has it: clean, dated, with an identity that never
//! changes. Everything after `normalise` speaks of this and nothing else.

mod pictures;
mod substance;

use crate::episode::Episode;
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::text::{CleanHtml, Language, XmlText};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::fmt;

/// The identity of an article in every feed and format: a `urn:uuid:` (RFC 9562,
/// version 5) made once from what its source calls it, and never changed.
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

    /// The id that a name is, when it is one that a pressroom has made: a URN of a UUID of
    /// version 5.
    #[must_use]
    pub fn of_urn(name: &str) -> Option<Self> {
        let uuid = uuid::Uuid::try_parse(name.strip_prefix("urn:uuid:")?).ok()?;
        (uuid.get_version_num() == 5).then(|| Self(uuid.urn().to_string()))
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

/// Who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Author {
    /// Their name; never empty.
    pub name: XmlText,
    /// A page about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebAddress>,
    /// A picture of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<WebAddress>,
    /// Their e-mail address, where the newsroom lets readers see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<XmlText>,
}

/// A picture, sound or film that belongs to an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Media {
    /// Where it is.
    pub url: WebAddress,
    /// Its media type, as in `image/jpeg`.
    pub media_type: XmlText,
    /// Its length in bytes, where it is known for true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
    /// Width and height in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<(u32, u32)>,
    /// Running time in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<XmlText>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<XmlText>,
    /// A small picture of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<WebAddress>,
    /// The same in other sizes or forms, the largest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renditions: Vec<Rendition>,
}

/// A picture or film once more, in another size or form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rendition {
    /// Where it is.
    pub url: WebAddress,
    /// Its media type.
    pub media_type: XmlText,
    /// Its length in bytes, where it is known for true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
    /// Width and height in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<(u32, u32)>,
}

impl Media {
    /// Whether it is a picture.
    #[must_use]
    pub fn is_image(&self) -> bool {
        self.media_type.starts_with("image/")
    }
}

/// Where an article that came from elsewhere was first published.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The title of the publication.
    pub title: XmlText,
    /// The address that its feed declares as its own, where that is for everybody.
    ///
    /// What was kept as `feed` may be the address that the feed was asked at, with a token
    /// in it: it is not taken back.
    #[serde(default, rename = "declared_feed", skip_serializing_if = "Option::is_none")]
    pub feed: Option<WebAddress>,
    /// Its site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<WebAddress>,
}

/// What the newsroom says about a mistake that it mended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Correction {
    /// When it was mended.
    pub at: DateTime<Utc>,
    /// What was wrong, in a sentence.
    pub note: XmlText,
}

/// Corrections as they are kept: an earlier release kept the last one alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeptCorrections {
    One(Correction),
    Many(Vec<Option<KeptCorrections>>),
}

impl KeptCorrections {
    fn all(self) -> Vec<Correction> {
        match self {
            Self::One(correction) => vec![correction],
            Self::Many(many) => many.into_iter().flatten().flat_map(Self::all).collect(),
        }
    }
}

fn all_corrections<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Correction>, D::Error> {
    Ok(KeptCorrections::deserialize(from)?.all())
}

impl Correction {
    /// The corrections in a JSON text that holds one, or lists of some: the newest first, each
    /// note once, of the day on which it was first said.
    ///
    /// # Errors
    /// When it holds anything else.
    pub fn all_of(json: &str) -> Result<Vec<Self>, serde_json::Error> {
        let mut all = serde_json::from_str::<KeptCorrections>(json)?.all();
        all.sort_by_key(|correction| correction.at);
        let mut notes = HashSet::new();
        all.retain(|correction| notes.insert(correction.note.clone()));
        all.reverse();
        Ok(all)
    }
}

/// One article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Article {
    /// Its identity.
    pub id: ArticleId,
    /// Its headline: plain text, one line, never empty.
    pub title: XmlText,
    /// Its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebAddress>,
    /// When it was, or will be, published. Fixed.
    pub published: DateTime<Utc>,
    /// When it last really changed; never before `published`.
    pub updated: DateTime<Utc>,
    /// Who wrote it, in order.
    #[serde(default)]
    pub authors: Vec<Author>,
    /// A plain summary, one paragraph.
    #[serde(default)]
    pub summary: XmlText,
    /// The whole text.
    #[serde(default)]
    pub content: CleanHtml,
    /// Its language, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The sections it belongs to.
    #[serde(default)]
    pub sections: BTreeSet<Slug>,
    /// Keywords, in order, without repeats.
    #[serde(default)]
    pub tags: Vec<XmlText>,
    /// Pictures, sound, films; the lead picture first.
    #[serde(default)]
    pub media: Vec<Media>,
    /// Where it came from, when it is not our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Its own copyright line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<XmlText>,
    /// Its corrections, the newest first.
    #[serde(
        default,
        alias = "correction",
        deserialize_with = "all_corrections",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub corrections: Vec<Correction>,
    /// A sentence about who wrote it, which stands apart from the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_note: Option<XmlText>,
    /// What a podcast says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<Episode>,
    /// Where its page is, of the newspaper's own web edition and the address.
    #[serde(default, skip_serializing_if = "Home::is_elsewhere")]
    pub home: Home,
    /// How much of its id stands in the address of its page in the web edition.
    #[serde(default, skip_serializing_if = "IdInAddress::is_begin")]
    pub id_in_address: IdInAddress,
}

/// How much of an article's id stands in the address of its page in the web edition. The
/// store decides it when the article comes, and it stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdInAddress {
    /// Its first digits, which are no other article's.
    #[default]
    Begin,
    /// All of it: an earlier article's begins with the same digits.
    Whole,
}

impl IdInAddress {
    fn is_begin(&self) -> bool {
        *self == Self::Begin
    }
}

/// Where the page of an article is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Home {
    /// At its address, which its item gave; in the web edition, if it gave none.
    #[default]
    Elsewhere,
    /// In the web edition: its item gave no address, and what it has was made of where it
    /// stands in its folder.
    Here,
    /// At its address, and in the web edition too.
    Both,
}

impl Home {
    pub(crate) fn is_elsewhere(&self) -> bool {
        *self == Self::Elsewhere
    }

    /// Whether the web edition has a page of an article that has an address, or none.
    #[must_use]
    pub fn is_here(self, has_address: bool) -> bool {
        self != Self::Elsewhere || !has_address
    }

    /// Whether it has a page at its address and another in the web edition.
    #[must_use]
    pub fn is_both(self) -> bool {
        self == Self::Both
    }
}

impl Article {
    /// Whether the web edition, where there is one, has a page of it.
    #[must_use]
    pub fn has_page_here(&self) -> bool {
        self.home.is_here(self.url.is_some())
    }

    /// Whether its address is that of another site's page, whatever the web edition has.
    #[must_use]
    pub fn links_elsewhere(&self) -> bool {
        self.url.is_some() && self.home != Home::Here
    }

    /// The fingerprint of everything that a feed can show of it: equal articles
    /// have equal fingerprints.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(serde_json::to_string(self).unwrap_or_default().as_bytes())
    }
}

/// An article as one line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Its page.
    pub url: WebAddress,
    /// Its headline.
    pub title: XmlText,
    /// When it was published.
    pub published: DateTime<Utc>,
    /// Its language, where it is known.
    pub language: Option<Language>,
}

/// An article as one line of a list, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its identity.
    pub id: ArticleId,
    /// Its address, as its item gave it or as it was made.
    pub url: Option<WebAddress>,
    /// Where its page is.
    pub home: Home,
    /// Its headline.
    pub title: XmlText,
    /// When it was published.
    pub published: DateTime<Utc>,
    /// When it last really changed.
    pub updated: DateTime<Utc>,
    /// Its language, where it is known.
    pub language: Option<Language>,
    /// The sections it belongs to.
    pub sections: BTreeSet<Slug>,
    /// How much of its id stands in the address of its page in the web edition.
    pub id_in_address: IdInAddress,
}

impl Line {
    /// The headline, with `page` as its page, or else its own address; `None` without either.
    #[must_use]
    pub fn at(self, page: Option<WebAddress>) -> Option<Headline> {
        let Self { url, title, published, language, .. } = self;
        page.or(url).map(|url| Headline { url, title, published, language })
    }
}

/// What the address of an article's page in the web edition is made of, besides its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PlaceInPaper {
    /// Its headline; empty when nothing is kept of it.
    pub title: XmlText,
    /// The sections it was in.
    pub sections: BTreeSet<Slug>,
}

/// An article that was taken back: what is left of it to tell readers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Which one.
    pub id: ArticleId,
    /// When it was taken back.
    pub at: DateTime<Utc>,
    /// When it had been published.
    pub published: DateTime<Utc>,
    /// Where its page was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebAddress>,
    /// Why, where that may be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<XmlText>,
    /// Where its page in the web edition was, if it had one.
    #[serde(skip)]
    pub place: Option<PlaceInPaper>,
    /// How much of its id stands in the address of that page.
    #[serde(default, skip_serializing_if = "IdInAddress::is_begin")]
    pub id_in_address: IdInAddress,
}
