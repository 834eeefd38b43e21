//! Which way a text runs, by its letters: for what names no language. It knows no language.

/// The way a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl Direction {
    /// That of most letters of a text; `None` without a letter.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let letters = text.chars().filter(|c| c.is_alphabetic());
        let (left, right): (Vec<char>, Vec<char>) = letters.partition(|c| !is_right_to_left(*c));
        let more = if right.len() > left.len() { Self::RightToLeft } else { Self::LeftToRight };
        (left.len() + right.len() > 0).then_some(more)
    }

    /// As a `dir` attribute has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// A letter of a script that runs from right to left: Hebrew to Arabic with their extensions,
/// and the forms that letters take.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The elements that are a paragraph of their own.
const BLOCKS: [&str; 13] =
    ["p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "td", "th", "dt", "dd"];

/// Clean HTML in which each paragraph that runs another way than the text around it says so.
#[must_use]
pub fn told_in_html(html: &str, around: Direction) -> Option<String> {
    let other = |c: char| c.is_alphabetic() && is_right_to_left(c) != is_rtl(around);
    if !html.contains(other) {
        return None;
    }
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        out.push_str(&tag[..end]);
        rest = &tag[end..];
        // An element with attributes may have said it already.
        let Some(name) = tag[1..].split('>').next().filter(|name| BLOCKS.contains(name)) else {
            continue;
        };
        let inside = rest.split(&format!("</{name}>")).next().unwrap_or_default();
        if let Some(runs) = against(&letters(inside), around) {
            out.pop();
            out.push_str(&format!(" dir=\"{}\">", runs.as_str()));
        }
    }
    out.push_str(rest);
    Some(out)
}

/// The way of a paragraph that runs against the text around it. Names and terms in Latin letters
/// are of every language: in a text from right to left they turn no paragraph that has a letter
/// of its own. In one from left to right the first letter and most others are of the other way.
fn against(paragraph: &str, around: Direction) -> Option<Direction> {
    let mut letters = paragraph.chars().filter(|c| c.is_alphabetic());
    match around {
        Direction::RightToLeft => {
            let first = letters.next()?;
            let none = !is_right_to_left(first) && !letters.any(is_right_to_left);
            none.then_some(Direction::LeftToRight)
        }
        Direction::LeftToRight => Direction::of(paragraph)
            .filter(|runs| is_rtl(*runs) && letters.next().is_some_and(is_right_to_left)),
    }
}

fn is_rtl(direction: Direction) -> bool {
    direction == Direction::RightToLeft
}

/// What of HTML is no element.
fn letters(html: &str) -> String {
    let parts = html.split('<').enumerate();
    let parts = parts.map(|(n, part)| match n {
        0 => part,
        _ => part.split_once('>').map_or("", |(_, text)| text),
    });
    parts.collect()
}

/// What most letters of HTML say.
#[must_use]
pub fn of_html(html: &str) -> Option<Direction> {
    Direction::of(&letters(html))
}
