//! Who made a picture, where the caption in the text says it: in small print, or behind a
//! sign of rights or a word for pictures. It judges no name.

use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;

/// The longest, in words.
const MOST_WORDS: usize = 12;

/// The longest caption that is read, in bytes.
const LONGEST: usize = 2000;

/// Words for pictures and for who made them, in lower case.
const LABELS: [&str; 30] = [
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photographer",
    "photography",
    "picture",
    "pictures",
    "image",
    "images",
    "illustration",
    "credit",
    "credits",
    "foto",
    "fotos",
    "fotografie",
    "fotografia",
    "fotografía",
    "bild",
    "bilder",
    "quelle",
    "bildquelle",
    "bildnachweis",
    "beeld",
    "crédit",
    "crédits",
    "crédito",
    "créditos",
    "copyright",
    "фото",
];

/// Who made a picture of a clean text, as the caption in its figure says.
pub(super) fn of(picture: &WebAddress, content: &str) -> Option<String> {
    if !content.contains("<figcaption") {
        return None;
    }
    let (mut found, mut figure) = (None, Figure::default());
    each_piece(content, |piece| {
        match piece {
            Piece::Open(tag) => match &*tag.name {
                "figure" => figure = Figure::default(),
                "img" => figure.is_it |= attribute(tag, "src") == Some(picture.as_str()),
                "figcaption" => figure.in_caption = true,
                "small" | "cite" if figure.in_caption => figure.in_small_print = true,
                _ => figure.pause(),
            },
            Piece::Close(tag) => match &*tag.name {
                "figure" => {
                    found = Some(&figure).filter(|figure| figure.is_it).and_then(Figure::credit);
                    figure = Figure::default();
                }
                "figcaption" => figure.in_caption = false,
                "small" | "cite" => figure.in_small_print = false,
                _ => figure.pause(),
            },
            Piece::Text(text) => figure.hear(text),
        }
        if found.is_some() { Onward::Stop } else { Onward::Yes }
    });
    found
}

/// What was read of a figure.
#[derive(Default)]
struct Figure {
    is_it: bool,
    in_caption: bool,
    in_small_print: bool,
    caption: String,
    small_print: String,
}

impl Figure {
    fn hear(&mut self, text: &str) {
        if self.in_caption && self.caption.len() + text.len() <= LONGEST {
            self.caption.push_str(text);
            if self.in_small_print {
                self.small_print.push_str(text);
            }
        }
    }

    /// What stands in two elements is two words.
    fn pause(&mut self) {
        self.hear(" ");
    }

    fn credit(&self) -> Option<String> {
        let print = one_line(&self.small_print);
        let caption = one_line(&self.caption);
        let is_told = |name: &&str| {
            let small = name.split_whitespace().filter(|word| word.starts_with(char::is_lowercase));
            small.count() <= 1
        };
        let told = behind_a_label(&print).or_else(|| named(&print).filter(is_told));
        told.or_else(|| behind_a_label(&caption)).map(str::to_owned)
    }
}

/// What follows the last sign of rights, or the last word for pictures with a colon, or one at
/// the beginning of a sentence with a word for "by".
fn behind_a_label(text: &str) -> Option<&str> {
    const BY: [&str; 7] = ["by", "von", "par", "por", "door", "av", "af"];
    let sign = ["©", "(c)", "(C)"].iter().filter_map(|sign| Some(text.rfind(sign)? + sign.len()));
    let mut last = sign.max();
    let (mut label, mut begins) = (None, true);
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let end = at + word.len();
        let bare = word.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.trim_end_matches([':', '：']).to_lowercase();
        let is_ended = bare.ends_with([':', '：']) || text[end..].starts_with([':', '：']);
        let is_label = LABELS.contains(&lower.as_str());
        let is_by = label == Some(true) && BY.contains(&lower.as_str());
        if (is_label && is_ended) || is_by {
            last = last.max(Some(end));
        }
        // "Photo credit:" are two, of which the first may begin a sentence.
        let opens = begins || bare.len() < word.trim().len() || label == Some(true);
        label = is_label.then_some(opens);
        begins = word.trim_end().ends_with(['.', '!', '?', '|', '/', '–', '—', ')', ']']);
        at = end;
    }
    named(&text[last?..])
}

/// A few words, without the marks around them.
fn named(text: &str) -> Option<&str> {
    // "The picture: a boy with a dog" goes on.
    const SMALL: usize = 3;
    let marks = |c: char| c.is_whitespace() || ".:,;()[]|©–—-".contains(c) || c == '：';
    let name = text.trim_matches(marks);
    let most = if name.starts_with(char::is_lowercase) { SMALL } else { MOST_WORDS };
    let is_one = (1..=most).contains(&name.split_whitespace().count())
        && name.chars().any(char::is_alphabetic);
    is_one.then_some(name)
}
