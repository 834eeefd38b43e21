//! What an article is about besides its words, and of when it is: in notices after one pattern
//! that, and no word, may be what tells one from the other. How alike words are, `likeness` says.

use crate::article::{Article, Media};
use crate::likeness::Likeness;
use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeSet;
use url::Url;

/// From so far apart on, two notices may be of two days.
const HALF_A_DAY: TimeDelta = TimeDelta::hours(12);

/// What the files are called that a text leads to and is about: a gazette, a table of results,
/// a recording.
const FILES: [&str; 19] = [
    "pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "zip", "mp3",
    "m4a", "ogg", "opus", "wav", "mp4", "webm",
];

/// What an article is about.
pub(crate) struct Subject {
    published: DateTime<Utc>,
    /// Sounds, films and documents: attached, in a player within the text, or linked from it.
    recordings: BTreeSet<String>,
    /// The names of its pictures.
    pictures: BTreeSet<String>,
}

impl Subject {
    pub(crate) fn of(article: &Article) -> Self {
        let mut recordings: BTreeSet<String> = article.media.iter().filter_map(recording).collect();
        let pictures = article.media.iter().filter(|media| media.media_type.starts_with("image/"));
        let mut pictures: BTreeSet<String> =
            pictures.filter_map(|media| file_name(media.url.as_str())).collect();
        let text = article.content.as_str();
        if !["<iframe", "<img", "<a "].iter().any(|tag| text.contains(tag)) {
            return Self { published: article.published, recordings, pictures };
        }
        each_piece(text, |piece| {
            if let Piece::Open(tag) = piece {
                let of = |name: &str| attribute(tag, name).map(str::to_owned);
                match &*tag.name {
                    "iframe" => recordings.extend(of("src")),
                    "a" => recordings.extend(of("href").filter(|address| is_file(address))),
                    "img" => pictures.extend(of("src").as_deref().and_then(file_name)),
                    _ => {}
                }
            }
            Onward::Yes
        });
        Self { published: article.published, recordings, pictures }
    }

    pub(crate) fn published(&self) -> DateTime<Utc> {
        self.published
    }

    /// Two recordings are two stories, whatever is written beside them.
    pub(crate) fn plays_another(&self, other: &Self) -> bool {
        are_others(&self.recordings, &other.recordings)
    }

    /// Whether two texts that are alike may be two notices of one kind: what stands above them
    /// stands above many, or they say too little to be of one story, and they are of two days,
    /// or show two pictures. `mine` and `theirs` are their words.
    pub(crate) fn is_another_notice(
        &self,
        other: &Self,
        (mine, theirs): (&Likeness, &Likeness),
    ) -> bool {
        let is_standing = mine.has_title_of(theirs) && !mine.has_headline_of(theirs);
        let says_little = !mine.says_much_with(theirs);
        let is_far = (self.published - other.published).abs() >= HALF_A_DAY;
        is_far && (is_standing || says_little)
            || is_standing && says_little && are_others(&self.pictures, &other.pictures)
    }
}

/// Whether both have some, and none is the same.
fn are_others(mine: &BTreeSet<String>, theirs: &BTreeSet<String>) -> bool {
    !mine.is_empty() && !theirs.is_empty() && mine.is_disjoint(theirs)
}

/// The address of a sound, a film or a document, which is what its text is about.
fn recording(media: &Media) -> Option<String> {
    let kind = media.media_type.as_str();
    let is_told_of =
        kind.starts_with("audio/") || kind.starts_with("video/") || kind == "application/pdf";
    is_told_of.then(|| media.url.to_string())
}

/// Whether an address is that of a file that is no page.
fn is_file(address: &str) -> bool {
    let name = file_name(address);
    let ending = name.as_deref().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    ending.is_some_and(|ending| FILES.contains(&ending))
}

/// The last part of the path of an address.
fn file_name(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let name = url.path_segments()?.rfind(|part| !part.is_empty())?;
    Some(name.to_lowercase())
}
