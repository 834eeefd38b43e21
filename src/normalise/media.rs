//! The pictures, sound and films of an article, and which picture leads.
//! It fetches none of them.

use super::addresses::resolve;
use super::credit;
use super::cuts::Cuts;
use super::lines::non_empty;
use crate::article::{Media, Rendition};
use crate::bounds;
use crate::raw_item::RawMedia;
use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};
use crate::text::{XmlText, html, plain_text};
use crate::web_address::WebAddress;
use html5ever::tokenizer::Tag;
use std::collections::HashSet;

/// What was given, without repeats; the first picture of the text leads when no
/// picture was given.
pub(super) fn of(
    given: &[RawMedia],
    content: &str,
    base: Option<&WebAddress>,
    cuts: &mut Cuts,
) -> Vec<Media> {
    let mut seen = HashSet::new();
    let media = given
        .iter()
        .filter_map(|raw| one(raw, base, cuts))
        .filter(|media| !media.is_image() || !is_stand_in(media))
        .filter(|media| seen.insert(media.url.clone()))
        .collect();
    let mut media = cuts.first("pictures and other media", media, bounds::MEDIA);
    if !media.iter().any(Media::is_image)
        && let Some(picture) = first_picture(content)
    {
        media.insert(0, picture);
    }
    // The lead picture comes first; sorting is stable, so the rest keep their order.
    media.sort_by_key(|media| !media.is_image());
    if let Some(lead) = media.first_mut().filter(|lead| lead.is_image() && lead.credit.is_none()) {
        let said = credit::of(&lead.url, content);
        lead.credit = cuts.line("a credit", said.as_deref(), bounds::LINE);
    }
    media
}

fn one(raw: &RawMedia, base: Option<&WebAddress>, cuts: &mut Cuts) -> Option<Media> {
    let url = cuts.address("a picture or other medium", resolve(&raw.url, base))?;
    let media_type = media_type(raw.media_type.as_deref(), &url)?;
    let thumbnail = raw.thumbnail.as_deref().and_then(|address| resolve(address, base));
    Some(Media {
        media_type,
        length: raw.length.filter(|length| *length > 0),
        size: raw.width.zip(raw.height).filter(|(width, height)| *width > 0 && *height > 0),
        seconds: raw.seconds,
        description: cuts.line("a caption", raw.description.as_deref(), bounds::CAPTION),
        credit: cuts.line("a credit", raw.credit.as_deref(), bounds::LINE),
        thumbnail: cuts.address("a thumbnail", thumbnail),
        renditions: renditions(raw, &url, base, cuts),
        url,
    })
}

/// The other sizes, the largest first, without repeats.
fn renditions(
    raw: &RawMedia,
    best: &WebAddress,
    base: Option<&WebAddress>,
    cuts: &mut Cuts,
) -> Vec<Rendition> {
    let mut seen = HashSet::from([best.clone()]);
    let others: Vec<Media> = raw
        .renditions
        .iter()
        .filter_map(|raw| one(raw, base, cuts))
        .filter(|other| seen.insert(other.url.clone()))
        .collect();
    let others = cuts.first("sizes of one picture", others, bounds::RENDITIONS).into_iter();
    let mut renditions: Vec<Rendition> = others
        .map(|Media { url, media_type, length, size, .. }| Rendition {
            url,
            media_type,
            length,
            size,
        })
        .collect();
    renditions.sort_by_key(|one| std::cmp::Reverse(one.size.map(|(width, _)| width)));
    renditions
}

/// The type that was given when it is one, else the one that the address ends in.
/// None: it cannot be told, and a reader would not know what to do with it.
pub(super) fn media_type(given: Option<&str>, url: &WebAddress) -> Option<XmlText> {
    let given = given
        .map(|given| given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
        .filter(|given| given.len() <= bounds::MEDIA_TYPE)
        .filter(|given| is_media_type(given) && given != "application/octet-stream");
    let guessed = || {
        mime_guess::from_path(url.url().path()).first().map(|guess| guess.essence_str().to_owned())
    };
    match given.as_deref() {
        // `medium="image"` is all that some publishers say.
        Some("image") => Some(guessed().unwrap_or_else(|| "image/jpeg".to_owned())),
        Some("audio") => Some(guessed().unwrap_or_else(|| "audio/mpeg".to_owned())),
        Some("video") => Some(guessed().unwrap_or_else(|| "video/mp4".to_owned())),
        Some("image/jpg" | "image/pjpeg") => Some("image/jpeg".to_owned()),
        Some(given) => Some(given.to_owned()),
        None => guessed(),
    }
    .filter(|media_type| !matches!(media_type.as_str(), "text/html" | "application/x-msdownload"))
    .map(XmlText::new)
}

/// The grammar of RFC 9110 §8.3.1, and the bare words that Media RSS knows.
pub(super) fn is_media_type(text: &str) -> bool {
    let is_token = |token: &str| {
        !token.is_empty()
            && token.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    match text.split_once('/') {
        Some((kind, subtype)) => is_token(kind) && is_token(subtype),
        None => matches!(text, "image" | "audio" | "video"),
    }
}

/// The first picture in the clean text that is one: no sign within a line.
fn first_picture(content: &str) -> Option<Media> {
    if !content.contains("<img") {
        return None;
    }
    let mut found = None;
    each_piece(content, |piece| {
        if let Piece::Open(tag) = piece
            && &*tag.name == "img"
        {
            let may_lead = |it: &Media| !is_small(tag) && !is_sign(it) && !is_stand_in(it);
            found = picture(tag).filter(may_lead);
        }
        if found.is_some() { Onward::Stop } else { Onward::Yes }
    });
    found
}

/// In pixels; a picture that is no larger stands in a line of text.
const SIGN: u32 = 64;

/// Whether a picture is small in all that is said of its size.
fn is_small(tag: &Tag) -> bool {
    let mut sides = ["width", "height"].iter().filter_map(|side| pixels(tag, side)).peekable();
    sides.peek().is_some() && sides.all(|side| side <= SIGN)
}

fn pixels(tag: &Tag, side: &str) -> Option<u32> {
    attribute(tag, side)?.trim().trim_end_matches("px").parse().ok()
}

/// Whether a picture stands for a character, as an emoji does.
fn is_sign(picture: &Media) -> bool {
    let stands_for_no_word = picture
        .description
        .as_ref()
        .is_some_and(|alt| alt.chars().count() <= 8 && !alt.chars().any(char::is_alphanumeric));
    let folders = picture.url.url().path_segments().into_iter().flatten();
    let is_of_signs = |folder: &str| matches!(folder, "emoji" | "emojis" | "smilies" | "smileys");
    stands_for_no_word || folders.into_iter().any(is_of_signs)
}

/// Whether a picture is none of the article's: a dot that holds a place or counts readers, or
/// the face that a service has for whoever wrote it.
fn is_stand_in(picture: &Media) -> bool {
    const DOTS: [&str; 14] = [
        "1x1",
        "1px",
        "blank",
        "clear",
        "clearpixel",
        "dot_clear",
        "empty",
        "grey",
        "pixel",
        "shim",
        "spacer",
        "trans",
        "transparent",
        "white",
    ];
    let (host, path) = (picture.url.host(), picture.url.url().path().to_ascii_lowercase());
    let file = path.rsplit('/').next().unwrap_or_default();
    let is_dot = file
        .rsplit_once('.')
        .is_some_and(|(name, kind)| matches!(kind, "gif" | "png") && DOTS.contains(&name));
    let is_face = host == "gravatar.com" || host.ends_with(".gravatar.com");
    is_dot || is_face || picture.size.is_some_and(|(width, height)| width <= 2 || height <= 2)
}

fn picture(tag: &Tag) -> Option<Media> {
    let url = html::picture_of(attribute(tag, "src"), attribute(tag, "srcset"))?;
    let url = WebAddress::parse(url).ok()?;
    if url.as_str().len() > bounds::ADDRESS {
        return None;
    }
    let size = pixels(tag, "width").zip(pixels(tag, "height")).filter(|(w, h)| *w > 0 && *h > 0);
    let media_type = mime_guess::from_path(url.url().path())
        .first()
        .filter(|guess| guess.type_() == mime_guess::mime::IMAGE)
        .map_or_else(|| XmlText::from("image/jpeg"), |guess| XmlText::new(guess.essence_str()));
    Some(Media {
        url,
        media_type,
        length: None,
        size,
        seconds: None,
        description: attribute(tag, "alt")
            .and_then(non_empty)
            .map(|caption| plain_text::shorten(&caption, bounds::CAPTION).into()),
        credit: None,
        thumbnail: None,
        renditions: Vec::new(),
    })
}
