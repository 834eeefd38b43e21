//! What the shortcodes and the bare addresses in a post show, in their place in its text:
//! captions, galleries, sounds, films, players. It runs none of them, and what it does not know
//! stays as it is written.

use super::addresses::{embedded, is_address, numbers};
use super::attachments::{Attachment, Attachments};
use super::builders;
use super::codes::{Code, Codes};
use crate::raw_item::RawMedia;
use crate::sources::folder::generator_code::in_html;
use crate::text::elements::shows_code;
use crate::text::embeds::player_of_page;
use crate::text::html::escaped;
use std::collections::BTreeSet;

/// Where a player names what it plays.
const PLAYED: [&str; 13] =
    ["src", "mp3", "m4a", "ogg", "wav", "wma", "flac", "mp4", "m4v", "webm", "ogv", "flv", "url"];

/// More files than these are not shown of one gallery.
const MOST: usize = 100;

/// A text with what its shortcodes show.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) html: String,
    /// Sounds and films in it.
    pub(super) media: Vec<RawMedia>,
    /// What was taken off around what it stands around.
    pub(super) unwrapped: BTreeSet<String>,
}

/// Puts what they show in the place of shortcodes and bare addresses. `post` is its number.
pub(super) fn shown(text: &str, post: Option<u64>, attachments: &Attachments) -> Shown {
    let mut shown = Shown::default();
    let codes = Codes::of(text);
    let mut at = 0;
    while let Some(code) = codes.next(at) {
        shown.html.push_str(&text[at..code.range.start]);
        if let Some((html, end)) = in_text(&code, &codes, post, attachments) {
            shown.html.push_str(&html);
            at = end;
            let plays = ["audio", "video"].contains(&code.name) && !code.is_end;
            let played = played(&code).filter(|_| plays);
            shown.media.extend(played.map(|url| RawMedia { url, ..RawMedia::default() }));
        } else if let Some((html, end)) = builders::in_text(&code, &codes, attachments) {
            shown.html.push_str(&html);
            at = end;
            shown.unwrapped.insert(code.name.to_owned());
        } else {
            shown.html.push_str(&text[code.range.clone()]);
            at = code.range.end;
        }
    }
    shown.html.push_str(&text[at..]);
    shown.html = players_of_lines(&shown.html);
    shown
}

/// A shortcode that says nothing here: what it shows, and to whom, only its site knows.
pub(super) fn unknown(text: &str, attachments: &Attachments) -> Option<String> {
    let html = shown(text, None, attachments).html;
    in_html(&html).or_else(|| {
        let codes = Codes::of(&html);
        let mut at = 0;
        while let Some(code) = codes.next(at) {
            at = code.range.end;
            // In whatever letters, what has an end stands around something.
            if code.is_end || codes.between(&code).is_some() {
                return Some(html[code.range].to_owned());
            }
        }
        None
    })
}

/// What a shortcode of WordPress' own shows, and where the text goes on.
fn in_text<'t>(
    code: &Code<'t>,
    codes: &Codes<'t>,
    post: Option<u64>,
    attachments: &Attachments,
) -> Option<(String, usize)> {
    let end = code.range.end;
    if code.keeps_readers_out() {
        return None;
    }
    match code.name {
        "caption" | "wp_caption" if code.is_end => Some((String::new(), end)),
        "caption" | "wp_caption" => Some(match codes.between(code) {
            Some((inner, end)) => (figure(code, inner), end),
            None => (String::new(), end),
        }),
        "gallery" if code.is_end => Some((String::new(), end)),
        "gallery" => Some((gallery(code, post, attachments), end)),
        "playlist" => Some((listed(code, attachments), end)),
        "audio" | "video" => {
            let one = played(code)
                .filter(|_| !code.is_end)
                .map(|url| Attachment { url, ..Attachment::default() });
            Some((one.map_or_else(String::new, |one| one.in_text()), end))
        }
        "embed" if code.is_end => Some((String::new(), end)),
        "embed" => Some(match codes.between(code) {
            Some((inner, end)) if is_address(inner.trim()) => (embedded(inner.trim()), end),
            _ => (code.attribute("src").map_or_else(String::new, |url| embedded(&url)), end),
        }),
        _ if !code.is_end => player(code).map(|html| (html, end)),
        _ => None,
    }
}

/// What a shortcode plays that gives nothing but the address, on a platform that is known.
fn player(code: &Code<'_>) -> Option<String> {
    let named = || code.any_of(&["url", "src", "link"]).filter(|url| is_address(url));
    let address = code.bare_address().map(str::to_owned).or_else(named);
    // By its number there.
    let id = || {
        let said = code.attribute("id").unwrap_or_else(|| code.said.to_owned());
        let said = said.trim_matches(['=', ' ', '"', '\'']).to_owned();
        match code.name.rsplit(['_', '-']).next().unwrap_or_default() {
            "youtube" => Some(format!("https://www.youtube.com/watch?v={said}")),
            "vimeo" => Some(format!("https://vimeo.com/{said}")),
            "dailymotion" => Some(format!("https://www.dailymotion.com/video/{said}")),
            _ => None,
        }
    };
    let player = player_of_page(&address.or_else(id)?)?;
    Some(format!("<iframe src=\"{}\"></iframe>", escaped(&player)))
}

fn played(code: &Code<'_>) -> Option<String> {
    code.any_of(&PLAYED).or_else(|| code.bare_address().map(str::to_owned))
}

/// A picture with the line below it, which stands behind the picture or in an attribute.
fn figure(code: &Code<'_>, inner: &str) -> String {
    let (picture, line) = match inner.rfind("<img") {
        Some(at) => {
            let end = inner[at..].find('>').map_or(inner.len(), |end| at + end + 1);
            let link = inner[end..].trim_start().strip_prefix("</a>");
            let end = link.map_or(end, |rest| inner.len() - rest.len());
            inner.split_at(end)
        }
        None => (inner, ""),
    };
    let line = match line.trim() {
        "" => code.attribute("caption").unwrap_or_default(),
        line => line.to_owned(),
    };
    let line = match line.as_str() {
        "" => String::new(),
        line => format!("<figcaption>{}</figcaption>", line.replace('\n', " ")),
    };
    format!("<figure>{}{line}</figure>", picture.trim())
}

fn listed(code: &Code<'_>, attachments: &Attachments) -> String {
    let said = code.any_of(&["ids", "include"]).unwrap_or_default();
    let files = numbers(&said).filter_map(|number| attachments.get(number));
    files.take(MOST).map(Attachment::in_text).collect()
}

/// The pictures that are named, or else those that were added to the post.
fn gallery(code: &Code<'_>, post: Option<u64>, attachments: &Attachments) -> String {
    if code.any_of(&["ids", "include"]).is_some() {
        return listed(code, attachments);
    }
    let left_out = code.attribute("exclude").unwrap_or_default();
    let left_out: Vec<&Attachment> =
        numbers(&left_out).filter_map(|number| attachments.get(number)).collect();
    let of = code.attribute("id").and_then(|id| id.parse().ok()).or(post);
    let all = of.into_iter().flat_map(|post| attachments.pictures_of(post));
    let stays = |one: &&Attachment| left_out.iter().all(|gone| gone.url != one.url);
    all.filter(stays).take(MOST).map(Attachment::in_text).collect()
}

/// What stands in the place of each address that is alone on its line, or in its paragraph.
fn players_of_lines(html: &str) -> String {
    if !html.contains("http") {
        return html.to_owned();
    }
    let (mut out, mut in_code, mut in_tag) = (String::with_capacity(html.len()), false, false);
    for line in html.split_inclusive('\n') {
        let bare = line.trim();
        let inner = bare.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        let address = inner.unwrap_or(bare).trim();
        if !in_code && !in_tag && is_address(address) {
            out.push_str(&embedded(address));
            out.push('\n');
            continue;
        }
        out.push_str(line);
        in_tag = line.rfind(['<', '>']).map_or(in_tag, |at| line[at..].starts_with('<'));
        in_code = code_is_open(line, in_code);
    }
    out
}

/// Whether what is shown as code goes on behind a line.
fn code_is_open(line: &str, was: bool) -> bool {
    let mut open = was;
    for (at, _) in line.match_indices('<') {
        let inner = &line[at + 1..];
        let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let length = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        if shows_code(&inner[..length].to_ascii_lowercase()) {
            open = !closes;
        }
    }
    open
}
