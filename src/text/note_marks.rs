//! The marks of notes in a running text: numbers that lead to a note, and signs that lead to
//! their own place. Where a few sentences are taken out of a text, they lead nowhere.

use percent_encoding::percent_decode_str;

/// The longest of them, in characters.
const LONGEST: usize = 8;

/// What may be a mark, as it is being read.
pub(super) struct Held {
    /// The element that it stands in.
    pub(super) element: String,
    pub(super) text: String,
    /// It is a link to a place.
    pub(super) leads: bool,
    /// The name of that place.
    pub(super) place: Option<String>,
    pub(super) is_raised: bool,
}

impl Held {
    /// Whether it is one, behind this text.
    pub(super) fn is_mark(&self, before: &str) -> bool {
        let text = self.text.trim();
        if text.is_empty() || text.chars().count() > LONGEST || has_word(text) {
            return false;
        }
        let is_sign = !text.contains(char::is_alphanumeric) || text.starts_with(['[', '(']);
        let is_close = !before.is_empty() && !before.ends_with(char::is_whitespace);
        match (self.leads, self.is_raised) {
            (true, true) => true,
            (true, false) => is_sign || is_close,
            (false, _) => !text.contains(char::is_alphabetic) && may_have_note(before),
        }
    }
}

/// The name of the place that a link leads to.
pub(super) fn place(href: &str) -> Option<String> {
    let (_, name) = href.split_once('#')?;
    Some(percent_decode_str(name).decode_utf8_lossy().into_owned())
}

/// Whether two letters stand side by side.
fn has_word(text: &str) -> bool {
    let letters: Vec<bool> = text.chars().map(char::is_alphabetic).collect();
    letters.windows(2).any(|both| both[0] && both[1])
}

/// Whether a number behind this text is that of a note, and no power: units and formulas are
/// shorter than words.
fn may_have_note(before: &str) -> bool {
    const WORD: usize = 3;
    let closing = |c: char| ".,;:!?…\"'”’»)]".contains(c);
    before.ends_with(closing)
        || before.chars().rev().take_while(|c| c.is_alphabetic()).take(WORD).count() == WORD
}

/// The text without marks that are written into it: `[1]`, `¹` behind a word, `¶`.
pub(super) fn without(text: &str) -> String {
    if !text.contains(['[', '¶', '¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
    {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '[' => number_in_brackets(rest),
            '¶' => Some(c.len_utf8()),
            _ if is_raised_digit(c) && may_have_note(&kept) => {
                let end = rest.find(|c: char| !is_raised_digit(c) && c != '˒' && c != '⁻');
                Some(end.unwrap_or(rest.len()))
            }
            _ => None,
        };
        match length {
            Some(length) => {
                rest = &rest[length..];
                // A mark stands by itself as well: then one of the spaces around it goes.
                let is_apart = rest.is_empty()
                    || rest.starts_with(|c: char| c.is_whitespace() || ".,;:!?".contains(c));
                if is_apart {
                    kept.truncate(kept.trim_end_matches(' ').len());
                }
            }
            None => {
                kept.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    kept
}

fn is_raised_digit(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// How long a number of up to three digits is with its brackets.
fn number_in_brackets(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&digits) && inner[digits..].starts_with(']')).then_some(digits + 2)
}
