//! Plain text out of HTML, and summaries of it. It judges no safety: what it
//! gives is text, to be escaped by whoever writes it into a document.

use super::elements::{is_block, is_never_text};
use super::embeds::PLATFORMS;
use super::html_pieces::{Onward, Piece, attribute, each_piece};
use super::note_marks::{self, Held};
use super::sentences::sentences;
use super::unseen::Unseen;
use super::xml_text::is_xml_char;
use html5ever::tokenizer::Tag;
use std::borrow::Cow;
use std::collections::HashSet;
use unicode_segmentation::UnicodeSegmentation;

/// The text of a fragment of HTML as a reader sees it: one line for each block,
/// white space folded, entities decoded, script and style left out.
#[must_use]
pub fn from_html(html: &str) -> String {
    let mut text = Lines::default();
    read_into(&mut text, html, usize::MAX, &[]);
    text.out
}

/// The same without the captions of pictures and tables.
#[must_use]
pub fn without_captions(html: &str) -> String {
    let mut text = Lines::default();
    read_into(&mut text, html, usize::MAX, &["caption", "figcaption"]);
    text.out
}

/// The beginning of the running text of an article, at least `enough` bytes where
/// there are as many: what stands in headings, captions and tables is left out, and so are the
/// marks of notes.
#[must_use]
pub fn opening(html: &str, enough: usize) -> String {
    let mut text = Lines { is_without_marks: true, ..Lines::default() };
    read_into(&mut text, html, enough, NOT_RUNNING_TEXT);
    if text.out.is_empty() {
        read_into(&mut text, html, enough, &[]);
    }
    note_marks::without(&without_players(&text.out))
}

/// The lines but for those that only name a platform: a link stands there for its player.
fn without_players(text: &str) -> Cow<'_, str> {
    let is_one = |line: &&str| PLATFORMS.iter().any(|(_, name)| name == line);
    if !text.lines().any(|line| is_one(&line)) {
        return Cow::Borrowed(text);
    }
    let rest: Vec<&str> = text.lines().filter(|line| !is_one(line)).collect();
    if rest.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(rest.join("\n")) }
}

/// The text on one line: runs of white space become one space, characters that
/// XML cannot hold and marks that only steer layout are left out.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = Lines::default();
    line.push(text);
    line.out
}

/// The text with entities decoded once more when it was clearly escaped twice,
/// as in `Tom &amp;amp; Jerry`.
#[must_use]
pub fn unescape_double(text: &str) -> Cow<'_, str> {
    if !has_entity(text) {
        return Cow::Borrowed(text);
    }
    // `<` means itself here, so it must come out of the decoder as it went in.
    let guarded = text.replace('<', "&lt;");
    let mut decoded = String::with_capacity(text.len());
    each_piece(&guarded, |piece| {
        if let Piece::Text(text) = piece {
            decoded.push_str(text);
        }
        Onward::Yes
    });
    Cow::Owned(decoded)
}

/// The first sentences of a text: whole ones, until there are `shortest`
/// characters, and never more than `longest`. Where a single sentence is longer
/// than that it is cut between two words and ends with an ellipsis.
#[must_use]
pub fn summary(text: &str, shortest: usize, longest: usize) -> String {
    let mut end = 0;
    let mut kept = 0;
    let mut length = 0;
    for sentence in sentences(text) {
        end += sentence.len();
        let more = one_line(sentence).chars().count();
        if more == 0 {
            continue;
        }
        if length + more > longest {
            break;
        }
        // The space before the next sentence counts too.
        length += more + 1;
        kept = end;
        if length > shortest {
            return one_line(&text[..kept]);
        }
    }
    let line = one_line(text);
    if kept == text.len() { line } else { shorten(&line, longest) }
}

/// The text, cut between two words to at most `longest` characters, the ellipsis
/// that then ends it included.
///
/// ```
/// use pressroom::text::plain_text::shorten;
///
/// assert_eq!(shorten("Rain in Karachi again", 17), "Rain in Karachi…");
/// ```
#[must_use]
pub fn shorten(text: &str, longest: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(longest) else {
        return text.to_owned();
    };
    let room = text[..limit].char_indices().next_back().map_or(0, |(at, _)| at);
    let head = &text[..room];
    let cut = match head.rfind(char::is_whitespace) {
        // A script without spaces, or one endless word: between two characters.
        Some(at) if at * 2 > room => at,
        _ => text
            .grapheme_indices(true)
            .map(|(at, _)| at)
            .take_while(|at| *at <= room)
            .last()
            .unwrap_or(0),
    };
    let stem = text[..cut].trim_end_matches(|c: char| c.is_whitespace() || ",;:-–—(".contains(c));
    format!("{stem}…")
}

/// Elements whose text is not the article's running text; nobody sees that a word was deleted
/// where there is no line through it.
const NOT_RUNNING_TEXT: &[&str] = &[
    "del",
    "figure",
    "figcaption",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "aside",
    "nav",
];

fn read_into(text: &mut Lines, html: &str, enough: usize, also_left_out: &[&str]) {
    if !html.contains(['<', '&']) {
        text.push(html);
        return;
    }
    let left_out = |name: &str| is_never_text(name) || also_left_out.contains(&name);
    // The names of the elements that are being left out, outermost first.
    let mut hidden: Vec<String> = Vec::new();
    let mut unseen = Unseen::of(html);
    each_piece(html, |piece| {
        if unseen.hides(&piece) {
            return Onward::Yes;
        }
        if text.is_without_marks && hidden.is_empty() {
            text.hold(&piece);
        }
        match piece {
            Piece::Open(tag) => {
                let is_out = left_out(&tag.name) || text.is_note(tag);
                if is_out && !tag.self_closing {
                    hidden.push(tag.name.to_string());
                }
                if is_block(&tag.name) {
                    text.new_line();
                }
            }
            Piece::Close(tag) => {
                if let Some(at) = hidden.iter().rposition(|name| **name == *tag.name) {
                    hidden.truncate(at);
                }
                if is_block(&tag.name) {
                    text.new_line();
                }
            }
            Piece::Text(run) if hidden.is_empty() => text.push(run),
            Piece::Text(_) => {}
        }
        if text.out.len() >= enough { Onward::Stop } else { Onward::Yes }
    });
    text.settle();
}

/// Text that grows by runs, with white space folded on the way.
#[derive(Default)]
struct Lines {
    out: String,
    /// A space or a line end is owed before the next visible character.
    owed: Option<char>,
    /// The marks of notes are left out.
    is_without_marks: bool,
    /// What may be one.
    held: Option<Held>,
    /// The places that such marks lead to.
    notes: HashSet<String>,
}

impl Lines {
    /// Looks at a piece for where a mark may begin, and where it ends.
    fn hold(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Open(tag) => {
                let is_raised = &*tag.name == "sup";
                let href = attribute(tag, "href").filter(|_| &*tag.name == "a");
                let place = href.and_then(note_marks::place);
                let leads = place.is_some();
                match &mut self.held {
                    Some(held) => {
                        held.leads |= leads;
                        held.place = place.or(held.place.take());
                        held.is_raised |= is_raised;
                    }
                    None if is_raised || leads => {
                        let (element, text) = (tag.name.to_string(), String::new());
                        self.held = Some(Held { element, text, leads, place, is_raised });
                    }
                    None => {}
                }
            }
            Piece::Close(tag) if self.held.as_ref().is_some_and(|it| it.element == *tag.name) => {
                self.settle();
            }
            Piece::Close(_) | Piece::Text(_) => {}
        }
    }

    /// Takes what was held as text, unless it is a mark.
    fn settle(&mut self) {
        let Some(held) = self.held.take() else { return };
        let is_apart = self.owed.is_some() || self.out.is_empty();
        let before = if is_apart { "" } else { &self.out };
        match held.is_mark(before) {
            true => self.notes.extend(held.place),
            false => self.push(&held.text),
        }
    }

    /// Whether an element is the note that a mark leads to.
    fn is_note(&self, tag: &Tag) -> bool {
        !self.notes.is_empty()
            && is_block(&tag.name)
            && attribute(tag, "id").is_some_and(|id| self.notes.contains(id))
    }

    fn push(&mut self, run: &str) {
        if let Some(held) = &mut self.held {
            held.text.push_str(run);
            return;
        }
        let mut rest = run;
        while let Some(c) = rest.chars().next() {
            // Nearly all of most texts: each of these is shown as it is.
            let plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
            let (part, after) = rest.split_at(plain.max(c.len_utf8()));
            rest = after;
            if c.is_whitespace() {
                self.owed = self.owed.or(Some(' '));
            } else if plain > 0 || is_xml_char(c) && !is_layout_only(c) {
                if let Some(gap) = self.owed.take()
                    && !self.out.is_empty()
                {
                    self.out.push(gap);
                }
                self.out.push_str(part);
            }
        }
    }

    fn new_line(&mut self) {
        self.settle();
        self.owed = Some('\n');
    }
}

/// Characters that show nothing and join nothing: byte order marks, soft
/// hyphens, zero-width spaces, other control characters, and the overrides that
/// turn the direction of all that follows. The joiners that Urdu and emoji need
/// stay.
fn is_layout_only(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}')
}

/// Whether there is something in it that looks like an entity: `&amp;`, `&#8217;`.
fn has_entity(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let after = &text.as_bytes()[at + 1..];
        let digits = after.strip_prefix(b"#");
        let name = digits.unwrap_or(after);
        let length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        (2..=31).contains(&length) && name.get(length) == Some(&b';')
    })
}
