//! What a source brings, before anyone judged it: texts as they came.
//! `sources` makes these and `normalise` turns them into articles.

use crate::episode::RawEpisode;
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A text and what kind of text it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "text", rename_all = "lowercase")]
pub enum RawText {
    /// Plain: `<` means itself.
    Plain(String),
    /// A fragment of HTML, not to be trusted.
    Html(String),
}

impl RawText {
    /// The characters as they came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Html(text) => text,
        }
    }

    /// Whether there is nothing in it but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.as_str().trim().is_empty()
    }
}

/// Who wrote it, as the source says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RawAuthor {
    /// Their name, or an address in its place when there is no name.
    pub name: String,
    /// A page about them, absolute or relative.
    pub url: Option<String>,
    /// Their e-mail address; published only where the newsroom says so.
    pub email: Option<String>,
    /// A picture of them, absolute or relative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
}

/// A picture, sound or film, as the source says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RawMedia {
    /// Its address, absolute or relative.
    pub url: String,
    /// Its media type.
    pub media_type: Option<String>,
    /// Its length in bytes.
    pub length: Option<u64>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// Running time in seconds.
    pub seconds: Option<u32>,
    /// What it shows.
    pub description: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// The address of a small picture of it.
    pub thumbnail: Option<String>,
    /// The same in other sizes or forms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renditions: Vec<RawMedia>,
}

/// What a source says of an item that it lists and does not want shown: a draft, or what it
/// deleted or blocked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Why, in its own words.
    pub reason: Option<String>,
    /// What an export says that it is, in the place of a published article.
    pub kind: Option<String>,
}

/// The publication that an item came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RawOrigin {
    /// Its title.
    pub title: Option<String>,
    /// The address of its feed.
    pub feed: Option<String>,
    /// The address of its site.
    pub site: Option<String>,
    /// Whose the rights in it are.
    pub rights: Option<String>,
}

/// A note of a correction, and when it was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawCorrection {
    /// What was wrong, in a sentence.
    pub note: String,
    /// When it was mended.
    pub at: DateTime<Utc>,
}

/// One item as its source gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RawItem {
    /// What the source calls it: a guid, a path. Unique within the source.
    pub key: String,
    /// Whether `key` names it in the whole world (an absolute URI, of a feed one of its own
    /// host or of its page's), not only within this source.
    pub key_is_global: bool,
    /// Its source gave it no name: its key is its page, or made of what it says. Known as long
    /// as it is being read.
    #[serde(skip)]
    pub is_unnamed: bool,
    /// What it may have been called before: names that turned out to name others too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<String>,
    /// Of the bytes that arrived: the same fingerprint means nothing to do.
    pub arrived: Option<Fingerprint>,
    /// The headline.
    pub title: Option<RawText>,
    /// Its page, absolute or relative to `base`.
    pub url: Option<String>,
    /// The item itself names no page: `url` was made of where it stands.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub url_is_made: bool,
    /// What relative addresses are relative to.
    pub base: Option<WebAddress>,
    /// Of a file: the address that the whole folder was taken to be published under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<WebAddress>,
    /// Nobody said what its text is relative to: then that is its own page, and `base` is
    /// only where it came from.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_on_its_page: bool,
    /// Of a page: nothing on it says that it is an article.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unmarked: bool,
    /// Of a page: its headline stands in an `article`, and nothing else need say that it is one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_framed: bool,
    /// Of a page: what the operator's selectors name and is not on it, each with its selector.
    #[serde(skip)]
    pub unmatched: BTreeSet<String>,
    /// Of a page: where its article goes on.
    #[serde(skip)]
    pub goes_on: Option<WebAddress>,
    /// Of a page: lines of embargo near its headline, which need not be in its text.
    #[serde(skip)]
    pub embargo_lines: Vec<String>,
    /// When it was published, where the source says so.
    pub published: Option<DateTime<Utc>>,
    /// When it was last changed, where the source says so.
    pub updated: Option<DateTime<Utc>>,
    /// It must not be shown before this, whatever its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_at: Option<DateTime<Utc>>,
    /// It must not be shown from this on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// A date that the source gave and nobody could read, as it came.
    pub unreadable_date: Option<String>,
    /// What is wrong with a date that must be certain: one in a zone that nobody can tell,
    /// or one that keeps the item back. Until it is mended there is no article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_fault: Option<String>,
    /// Dates behind keys that nobody reads, with the names of those: one that is to come may be
    /// meant to keep the item back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread_dates: Vec<(String, DateTime<Utc>)>,
    /// Who wrote it.
    pub authors: Vec<RawAuthor>,
    /// The summary.
    pub summary: Option<RawText>,
    /// The whole text.
    pub content: Option<RawText>,
    /// Its language tag.
    pub language: Option<String>,
    /// Keywords and categories.
    pub tags: Vec<String>,
    /// Pictures, sound, films.
    pub media: Vec<RawMedia>,
    /// Sections that the item itself names (front matter, push).
    pub sections: Vec<Slug>,
    /// The publication it came from.
    pub origin: Option<RawOrigin>,
    /// Its copyright line.
    pub rights: Option<String>,
    /// What the newsroom says about a mistake it mended.
    pub correction: Option<String>,
    /// All that was said of mistakes, the newest first, where it is known when; then it counts
    /// in the place of `correction`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<RawCorrection>,
    /// A sentence about who wrote it, apart from the text.
    pub author_note: Option<String>,
    /// What a podcast says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<RawEpisode>,
    /// It is the newsroom's own, from its folder or a push: the dates that it gives are
    /// meant as they are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_own: bool,
    /// Of a file: the folder that it lies in, below that of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// Its source lists it, and says that it is not to be shown.
    #[serde(skip)]
    pub withheld: Option<Withheld>,
    /// Its key is the path of its file.
    #[serde(skip)]
    pub is_named_by_path: bool,
    /// An editor wrote when it was last changed, and means it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub updated_by_hand: bool,
    /// It is the newsroom's own and has no text: if it had one before, that was lost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_no_text: bool,
    /// What is odd about it and costs nothing, each in a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

impl RawItem {
    /// Each of its texts that readers may see, addresses apart.
    pub fn each_text(&mut self, with: &mut dyn FnMut(&mut String)) {
        let texts = [&mut self.title, &mut self.summary, &mut self.content];
        for text in texts.into_iter().flatten() {
            let (RawText::Plain(text) | RawText::Html(text)) = text;
            with(text);
        }
        let lines = [&mut self.rights, &mut self.correction, &mut self.author_note];
        lines.into_iter().flatten().for_each(&mut *with);
        self.corrections.iter_mut().for_each(|one| with(&mut one.note));
        self.tags.iter_mut().for_each(&mut *with);
        self.authors.iter_mut().for_each(|author| with(&mut author.name));
        if let Some(origin) = &mut self.origin {
            [&mut origin.title, &mut origin.rights].into_iter().flatten().for_each(&mut *with);
        }
        for media in &mut self.media {
            let said = [&mut media.description, &mut media.credit];
            said.into_iter().flatten().for_each(&mut *with);
        }
    }
}

/// What is odd about an item, or about a file that is not one, and costs nothing by itself.
/// Kept, and shown by `pressroom status`, until the item comes without it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Warning {
    /// What the source calls it: a guid, a path.
    pub key: String,
    /// What is odd and what to do, in a sentence.
    pub warning: String,
}

/// Why an item did not become an article. Kept, and shown by `pressroom status`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// What the source calls it: a guid, a path, or its place in the document.
    pub key: String,
    /// Its headline, where it had one.
    pub title: Option<String>,
    /// What is wrong and what to do, in a sentence.
    pub reason: String,
    /// Whether somebody has to mend something. It is not kept.
    #[serde(skip)]
    pub kind: RefusalKind,
}

/// Why an item was refused, as far as that matters to an operator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RefusalKind {
    /// It is faulty, or the settings have no place for it.
    #[default]
    Fault,
    /// The newsroom's rules want it so, or it is there already.
    Choice,
}
