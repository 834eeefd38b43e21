//! The shortcodes in a post of WordPress: what they show goes beside the text, and what they
//! stand around stays in it. It runs none of them.

use super::attributes::attribute;
use crate::raw_item::RawMedia;
use crate::sources::folder::generator_code::in_html;

/// Those that stand alone as well, or around something to read.
const NAMES: [&str; 7] =
    ["caption", "wp_caption", "gallery", "embed", "audio", "video", "playlist"];

/// Where a player names what it plays.
const PLAYED: [&str; 12] =
    ["src", "mp3", "m4a", "ogg", "wav", "wma", "flac", "mp4", "m4v", "webm", "ogv", "flv"];

/// More pictures than these are not taken from one post.
const MOST: usize = 100;

/// What shortcodes show: the pictures of a gallery, which `picture` gives by their numbers,
/// sounds and films.
pub(super) fn shown<'p>(
    text: &str,
    picture: impl Fn(u64) -> Option<&'p RawMedia>,
) -> Vec<RawMedia> {
    let mut media = Vec::new();
    for code in text.split('[').skip(1) {
        let Some((code, _)) = code.split_once(']') else { continue };
        let (name, attributes) = code.split_once(' ').unwrap_or((code, ""));
        match name {
            "gallery" | "playlist" => {
                let numbers = attribute(attributes, "ids").unwrap_or_default();
                let numbers = numbers.split(',').filter_map(|number| number.trim().parse().ok());
                media.extend(numbers.filter_map(&picture).cloned());
            }
            "audio" | "video" => {
                let played = PLAYED.iter().find_map(|name| attribute(attributes, name));
                let played = played.filter(|url| !url.is_empty()).map(|url| url.into_owned());
                media.extend(played.map(|url| RawMedia { url, ..RawMedia::default() }));
            }
            _ => {}
        }
        if media.len() >= MOST {
            break;
        }
    }
    media.truncate(MOST);
    media
}

/// Text without the shortcodes that stand around something to read or see; what is between
/// them stays.
pub(super) fn without(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, code) = rest.split_at(at);
        kept.push_str(before);
        let name = code[1..].trim_start_matches('/');
        let known = NAMES.iter().any(|known| {
            name.strip_prefix(known).is_some_and(|rest| rest.starts_with([']', ' ', '/']))
        });
        let end = if known { code.find(']').map_or(1, |end| end + 1) } else { 1 };
        if !known || end == 1 {
            kept.push('[');
        }
        rest = &code[end..];
    }
    kept.push_str(rest);
    kept
}

/// A shortcode that is none of those: what it shows, and to whom, only its site knows.
pub(super) fn unknown(text: &str) -> Option<String> {
    in_html(&without(text))
}
