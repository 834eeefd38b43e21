//! An article as the newsroom has it: clean, dated, with an identity that never
//! changes. Everything after `normalise` speaks of this and nothing else.

mod correction;
mod home;
mod id;
mod line;
mod media;
mod pictures;
mod substance;

pub use correction::Correction;
pub use home::{Home, IdInAddress};
pub use id::ArticleId;
pub use line::{Headline, Line};
pub use media::{Media, Rendition};

use crate::episode::Episode;
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use crate::text::{CleanHtml, Language, XmlText};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use correction::all_corrections;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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
    /// Whose the rights in all of it are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<XmlText>,
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

impl Article {
    /// Whether the web edition, where there is one, has a page of it.
    #[must_use]
    pub fn has_page_here(&self) -> bool {
        self.home.is_here(self.url.is_some())
    }

    /// When it last became another for readers: no note of a correction is younger.
    #[must_use]
    pub fn last_changed(&self) -> DateTime<Utc> {
        self.corrections.iter().map(|correction| correction.at).fold(self.updated, Ord::max)
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
