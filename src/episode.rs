//! What a podcast says of one of its episodes beyond what every article has: as a source
//! gives it, and as it is published. It is what players read under `itunes:` and
//! `podcast:`; who speaks in it and where it is are an article's authors and media.

use crate::text::{Language, XmlText};
use crate::web_address::WebAddress;
use serde::{Deserialize, Serialize};

/// What is said of an episode, as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawEpisode {
    /// Its number within its season, or within the podcast.
    pub number: Option<String>,
    /// The number of its season.
    pub season: Option<String>,
    /// `full`, `trailer` or `bonus`.
    pub kind: Option<String>,
    /// Whether it is not for children: `true` or `yes`.
    pub explicit: Option<String>,
    /// Its running time in seconds.
    pub seconds: Option<u32>,
    /// Its own cover.
    pub image: Option<String>,
    /// Its words, in files.
    pub transcripts: Vec<RawEpisodeFile>,
    /// Its chapters, in a file.
    pub chapters: Option<RawEpisodeFile>,
}

/// A file that belongs to an episode, as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawEpisodeFile {
    /// Where it is, absolute or relative.
    pub url: String,
    /// Its media type.
    pub media_type: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// `captions` when it goes with the sound.
    pub rel: Option<String>,
}

/// Which kind of episode it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EpisodeKind {
    /// A whole one.
    Full,
    /// An announcement.
    Trailer,
    /// Something beside the others.
    Bonus,
}

impl EpisodeKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Full, Self::Trailer, Self::Bonus];

    /// As `itunes:episodeType` says it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Trailer => "trailer",
            Self::Bonus => "bonus",
        }
    }
}

/// What is published of an episode.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Episode {
    /// Its number within its season, or within the podcast; from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The number of its season; from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub season: Option<u32>,
    /// Which kind it is, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<EpisodeKind>,
    /// Whether it is not for children, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explicit: Option<bool>,
    /// Its running time in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// Its own cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<WebAddress>,
    /// Its words, in files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transcripts: Vec<EpisodeFile>,
    /// Its chapters, in a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapters: Option<EpisodeFile>,
}

/// A file that belongs to an episode.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EpisodeFile {
    /// Where it is.
    pub url: WebAddress,
    /// Its media type.
    #[serde(rename = "mime_type")]
    pub media_type: XmlText,
    /// Its language, where that is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Whether it goes with the sound, as captions do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_captions: bool,
}

impl From<Episode> for RawEpisode {
    fn from(episode: Episode) -> Self {
        let file = |file: EpisodeFile| RawEpisodeFile {
            url: file.url.as_str().to_owned(),
            media_type: Some(file.media_type.into()),
            language: file.language.map(|language| language.to_string()),
            rel: file.is_captions.then(|| "captions".to_owned()),
        };
        Self {
            number: episode.number.map(|number| number.to_string()),
            season: episode.season.map(|number| number.to_string()),
            kind: episode.kind.map(|kind| kind.as_str().to_owned()),
            explicit: episode.explicit.map(|explicit| explicit.to_string()),
            seconds: episode.seconds,
            image: episode.image.map(|image| image.as_str().to_owned()),
            transcripts: episode.transcripts.into_iter().map(file).collect(),
            chapters: episode.chapters.map(file),
        }
    }
}
