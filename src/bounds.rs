//! How large what is taken in may be: one table of the longest that each field of an
//! article may have, and how much of a feed an article takes at most. It cuts nothing
//! itself.
//!
//! The numbers are far beyond what any newspaper writes, and small enough that one
//! article never fills a document: then a feed always has room for the newest.

use crate::article::{Article, Media, Withdrawn};
use crate::episode::Episode;

/// An address, in bytes. Signed addresses of pictures have up to 3,000.
pub const ADDRESS: usize = 4096;
/// The clean text, in bytes of HTML: aggregators refuse longer ones.
pub const TEXT: usize = 512 << 10;
/// A whole article with all that belongs to it, in bytes, as in a feed.
pub const ARTICLE: usize = 3 << 19;
/// A title, in characters: longer ones are not titles.
pub const TITLE: usize = 500;
/// A summary, in characters.
pub const SUMMARY: usize = 600;
/// The name of a person or a publication, in characters.
pub const NAME: usize = 200;
/// A language tag, in characters (RFC 5646 §4.4.1 asks for room for 35).
pub const LANGUAGE: usize = 64;
/// A keyword or category, in characters.
pub const KEYWORD: usize = 200;
/// A media type, in characters (RFC 6838 §4.2 allows 127 on each side of the slash).
pub const MEDIA_TYPE: usize = 255;
/// What a picture shows, in characters.
pub const CAPTION: usize = 2000;
/// Who made a picture, a line of rights, the reason of a withdrawal, in characters.
pub const LINE: usize = 1000;
/// The note of a correction, or about an author, in characters.
pub const NOTE: usize = 4000;
/// The keywords of an article.
pub const KEYWORDS: usize = 100;
/// The authors of an article.
pub const AUTHORS: usize = 50;
/// The pictures, sound and films of an article.
pub const MEDIA: usize = 100;
/// The sizes of one picture or film, besides the best.
pub const RENDITIONS: usize = 20;
/// The transcripts of an episode: one in each of a few languages and forms.
pub const TRANSCRIPTS: usize = 20;

/// What stands around the values of an article in a feed, in bytes: names of elements,
/// dates, the id, and the opening of the text that a short summary is filled up with.
const AROUND: usize = 6000;
/// The same of a keyword, an author or a section.
const AROUND_VALUE: usize = 400;
/// The same of a picture or a notice.
const AROUND_MEDIA: usize = 1200;

/// The most bytes that an article takes in a feed of any format. Mostly it takes a few
/// thousand fewer; never more.
#[must_use]
pub fn in_a_feed(article: &Article) -> usize {
    // Title and summary stand in a document twice, and may be escaped twice.
    let twice = [&*article.title, &*article.summary].map(|text| 2 * escaped_twice(text));
    let notes = [&article.rights, &article.author_note].into_iter().flatten();
    let notes = notes.chain(article.corrections.iter().flat_map(|one| [&one.note, &one.note]));
    let address = |url: Option<usize>| url.unwrap_or(0);
    let authors = article.authors.iter().map(|author| {
        let urls = [&author.url, &author.avatar]
            .map(|url| address(url.as_ref().map(|url| escaped(url.as_str()))));
        AROUND_VALUE + escaped_twice(&author.name) + urls.iter().sum::<usize>()
    });
    let origin = article.origin.iter().map(|origin| {
        let urls = [&origin.feed, &origin.site]
            .map(|url| address(url.as_ref().map(|url| 4 * escaped(url.as_str()))));
        AROUND_MEDIA + 3 * escaped_twice(&origin.title) + urls.iter().sum::<usize>()
    });
    AROUND
        + escaped(&article.content)
        + twice.iter().sum::<usize>()
        + notes.map(|note| 2 * escaped_twice(note)).sum::<usize>()
        + address(article.url.as_ref().map(|url| 2 * escaped(url.as_str())))
        + authors.sum::<usize>()
        + origin.sum::<usize>()
        + article.tags.iter().map(|tag| AROUND_VALUE + escaped_twice(tag)).sum::<usize>()
        + article.sections.len() * 2 * AROUND_VALUE
        + article.media.iter().map(of_media).sum::<usize>()
        + article.episode.as_ref().map_or(0, of_episode)
}

fn of_episode(episode: &Episode) -> usize {
    let files = episode
        .transcripts
        .iter()
        .chain(&episode.chapters)
        .map(|file| AROUND_VALUE + escaped(file.url.as_str()) + escaped(&file.media_type));
    let image = episode.image.as_ref().map_or(0, |image| escaped(image.as_str()));
    AROUND_MEDIA + image + files.sum::<usize>()
}

/// The most bytes that the notice of a withdrawal takes in a feed of any format.
#[must_use]
pub fn of_notice(notice: &Withdrawn) -> usize {
    let url = notice.url.as_ref().map_or(0, |url| 2 * escaped(url.as_str()));
    AROUND_MEDIA + url + notice.reason.as_deref().map_or(0, escaped_twice)
}

fn of_media(media: &Media) -> usize {
    let texts =
        [&media.description, &media.credit].map(|text| text.as_deref().map_or(0, escaped_twice));
    // The small picture may stand for the whole item, too.
    let thumbnail = media.thumbnail.as_ref().map_or(0, |url| 3 * escaped(url.as_str()));
    let renditions = media
        .renditions
        .iter()
        .map(|one| AROUND_VALUE + 2 * escaped(one.url.as_str()) + escaped(&one.media_type));
    AROUND_MEDIA
        + renditions.sum::<usize>()
        + 4 * escaped(media.url.as_str())
        + 2 * media.media_type.len()
        + texts.iter().sum::<usize>()
        + thumbnail
}

/// The most bytes that a text has in XML or JSON.
fn escaped(text: &str) -> usize {
    text.bytes().map(|byte| usize::from(WEIGHTS[usize::from(byte)])).sum()
}

/// The same of a text that is made HTML first.
fn escaped_twice(text: &str) -> usize {
    text.bytes()
        .map(|byte| {
            // `&lt;` becomes `&amp;lt;`: four more for the ampersand.
            let weight = usize::from(WEIGHTS[usize::from(byte)]);
            if weight > 1 { weight + 4 } else { 1 }
        })
        .sum()
}

/// How many bytes a byte becomes at most: `&quot;`, or JSON's `\u001f`.
const WEIGHTS: [u8; 256] = {
    let mut weights = [1; 256];
    let mut byte = 0;
    while byte < 0x20 {
        weights[byte] = 6;
        byte += 1;
    }
    // RFC 8259 lets a writer escape it.
    weights[0x7F] = 6;
    weights[b'\\' as usize] = 2;
    weights[b'<' as usize] = 4;
    weights[b'>' as usize] = 4;
    weights[b'&' as usize] = 5;
    weights[b'"' as usize] = 6;
    weights[b'\'' as usize] = 6;
    weights
};
