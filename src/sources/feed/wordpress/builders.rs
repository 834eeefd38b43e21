//! The shortcodes of page builders: those that lay out what stands between them, and those that
//! show a picture or play something. One is known by all the words of its name; one of which a
//! word is not known, or that may keep readers out, is left as it is.

use super::addresses::{embedded, numbers};
use super::attachments::{Attachment, Attachments, Shows};
use super::codes::{Code, Codes};
use crate::text::html::escaped;
use percent_encoding::percent_decode_str;

/// What builders and themes put before the names of theirs.
const BUILDERS: [&str; 26] = [
    "vc",
    "et",
    "pb",
    "fusion",
    "av",
    "fl",
    "mk",
    "cs",
    "x",
    "us",
    "tatsu",
    "wpb",
    "su",
    "ux",
    "thb",
    "nectar",
    "themify",
    "elementor",
    "qode",
    "mkd",
    "eltdf",
    "edgtf",
    "dt",
    "tta",
    "builder",
    "custom",
];

/// Words of what lays a text out.
const LAYOUT: [&str; 57] = [
    "row",
    "rows",
    "column",
    "columns",
    "col",
    "section",
    "container",
    "inner",
    "wrapper",
    "wrap",
    "text",
    "textblock",
    "block",
    "box",
    "half",
    "third",
    "thirds",
    "fourth",
    "fourths",
    "quarter",
    "fifth",
    "sixth",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "last",
    "first",
    "full",
    "width",
    "fullwidth",
    "tab",
    "tabs",
    "tour",
    "accordion",
    "accordions",
    "toggle",
    "toggles",
    "item",
    "panel",
    "dropcap",
    "highlight",
    "pullquote",
    "quote",
    "blockquote",
    "lead",
    "title",
    "heading",
    "subtitle",
    "list",
    "li",
    "callout",
    "blurb",
    "button",
    "btn",
];

/// Words of what leaves a space, and stands alone.
const SPACES: [&str; 8] =
    ["separator", "divider", "space", "spacer", "empty", "clear", "clearfix", "hr"];

/// Words of what shows pictures or plays something, and stands alone or around an address.
const SHOWN: [&str; 14] = [
    "image",
    "images",
    "img",
    "imageframe",
    "picture",
    "photo",
    "single",
    "gallery",
    "media",
    "carousel",
    "slider",
    "video",
    "youtube",
    "vimeo",
];

/// What stands in the place of one, and where the text goes on; `None` where it is none of them.
pub(super) fn in_text<'t>(
    code: &Code<'t>,
    codes: &Codes<'t>,
    attachments: &Attachments,
) -> Option<(String, usize)> {
    let end = code.range.end;
    if code.keeps_readers_out() {
        return None;
    }
    if is_called(code.name, &SPACES) {
        return is_alone(code, codes.text).then(|| (String::new(), end));
    }
    if is_called(code.name, &SHOWN) {
        return match code.is_end {
            true => Some((String::new(), end)),
            false => seen(code, codes, attachments),
        };
    }
    button(code, codes).or_else(|| laid_out(code, codes).map(|html| (html, end)))
}

/// Whether a code is no word in brackets: it has attributes, a builder's name, or its line for
/// itself.
fn is_alone(code: &Code<'_>, text: &str) -> bool {
    let (before, behind) = (&text[..code.range.start], &text[code.range.end..]);
    let begins = before.is_empty() || before.ends_with(['\n', '>', ']']);
    let ends = behind.is_empty() || behind.starts_with(['\n', '\r', '<', '[']);
    !code.said.is_empty() || code.name.contains('_') || (begins && ends)
}

/// What stands in the place of one that lays out what stands in it.
fn laid_out<'t>(code: &Code<'t>, codes: &Codes<'t>) -> Option<String> {
    if !is_called(code.name, &LAYOUT) {
        return None;
    }
    let ends = |words: &[&str]| words.iter().any(|word| code.name.ends_with(word));
    // What is no part of a line is a block of its own.
    let apart = if ends(&["dropcap", "highlight", "btn", "button"]) { "" } else { "\n\n" };
    if code.is_end {
        return Some(apart.to_owned());
    }
    let heading = heading(code);
    let is_kept = codes.between(code).is_some() || ends(&["heading", "title"]) && heading.is_some();
    is_kept.then(|| format!("{apart}{}", heading.unwrap_or_default()))
}

/// Whether all words of a name are a builder's or of a kind, and one is of that.
fn is_called(name: &str, kind: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    let is_of_kind = |word: &str| kind.contains(&word);
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let known = |word: &str| is_of_kind(word) || BUILDERS.contains(&word) || is_number(word);
    let mut words = name.split(['_', '-']);
    words.clone().all(known) && words.any(is_of_kind)
}

/// The words of its own that it shows above what stands in it.
fn heading(code: &Code<'_>) -> Option<String> {
    let words = code.any_of(&["title", "heading", "text"])?;
    Some(format!("\n\n<h3>{}</h3>\n\n", escaped(&words)))
}

/// A link that is shown as a button: its words are an attribute, or stand in it.
fn button<'t>(code: &Code<'t>, codes: &Codes<'t>) -> Option<(String, usize)> {
    let is_one = ["button", "btn"].iter().any(|word| code.name.ends_with(word));
    if !is_one || code.is_end || !is_called(code.name, &LAYOUT) {
        return None;
    }
    let inner = codes.between(code);
    let end = inner.map_or(code.range.end, |(_, end)| end);
    let said = code.any_of(&["button_text", "title", "text"]).map(|text| escaped(&text).into());
    let words = inner.map(|(inner, _)| inner.trim().to_owned()).filter(|inner| !inner.is_empty());
    let words: String = words.or(said)?;
    let to = code.any_of(&["button_url", "link", "url", "href"])?;
    // One builder packs several facts into one.
    let packed = to.strip_prefix("url:").and_then(|rest| rest.split('|').next());
    let packed = packed.map(|to| percent_decode_str(to).decode_utf8_lossy().into_owned());
    let to = packed.unwrap_or(to);
    Some((format!("<a href=\"{}\">{words}</a>", escaped(&to)), end))
}

/// The pictures that one names by number or address, or what it plays.
fn seen<'t>(
    code: &Code<'t>,
    codes: &Codes<'t>,
    attachments: &Attachments,
) -> Option<(String, usize)> {
    const NUMBERS: [&str; 8] =
        ["image", "images", "ids", "include", "gallery_ids", "image_id", "attachment", "photo_id"];
    let said = code.any_of(&NUMBERS).unwrap_or_default();
    // A builder writes the size behind the number.
    let said = said.split('|').next().unwrap_or_default();
    let files: String = numbers(said)
        .filter_map(|number| attachments.get(number))
        .map(Attachment::in_text)
        .collect();
    if !files.is_empty() {
        return Some((files, code.range.end));
    }
    let inner = codes.between(code).map(|(inner, end)| (inner.trim().to_owned(), end));
    let is_address = |text: &String| text.starts_with("http://") || text.starts_with("https://");
    let named = code.any_of(&["src", "link", "url"]).filter(is_address);
    let named = named.map(|address| (address, code.range.end));
    let (address, end) = named.or_else(|| inner.filter(|(inner, _)| is_address(inner)))?;
    let html = match Shows::at(&address) {
        Shows::Picture => {
            let alt = code.any_of(&["alt", "title_text"]);
            let picture = Attachment { url: address, alt, ..Attachment::default() };
            picture.in_text()
        }
        _ => format!("\n\n{}\n\n", embedded(&address)),
    };
    Some((html, end))
}
