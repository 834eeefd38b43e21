//! The parts of an article's text that need something on a page of its own: headings, which
//! stand below that of the page, and what is wider than a phone. It changes no word.

use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

/// A tag of a heading in clean HTML, where no text has the sign that begins it.
static HEADING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"<(/?)h([1-6])([ >])").ok());

/// The begin of what a reader may have to move sideways.
static WIDE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"<(pre|table)([ >])").ok());

/// The side that a cell of a table names for its words.
static SIDE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"<(t[dh])((?: [a-z-]+="[^"]*")*?) align="(left|center|right)""#).ok()
});

/// The text whose cells name their side as pages do (HTML §16.2): the attribute is one of feeds.
pub(super) fn sides_by_class(content: Cow<'_, str>) -> Cow<'_, str> {
    match SIDE.as_ref().filter(|_| content.contains(" align=\"")) {
        Some(side) => Cow::Owned(side.replace_all(&content, "<$1$2 class=\"to-$3\"").into_owned()),
        None => content,
    }
}

/// The text with its headings from the second rank on, each at most one rank below the one
/// before it: the first rank is that of the headline.
pub(super) fn below_headline(content: Cow<'_, str>) -> Cow<'_, str> {
    let Some(heading) = HEADING.as_ref().filter(|_| content.contains("<h")) else {
        return content;
    };
    // The ranks of the headings that one stands below.
    let mut above: Vec<u8> = Vec::new();
    let moved = heading.replace_all(&content, |found: &Captures<'_>| {
        let rank = found[2].bytes().next().unwrap_or_default();
        if &found[1] != "/" {
            while above.last().is_some_and(|above| *above >= rank) {
                above.pop();
            }
            above.push(rank);
        }
        format!("<{}h{}{}", &found[1], (above.len() + 1).clamp(2, 6), &found[3])
    });
    match moved == content {
        true => content,
        false => Cow::Owned(moved.into_owned()),
    }
}

/// The text in which keys reach what is moved sideways.
pub(super) fn reached_by_keys(content: Cow<'_, str>) -> Cow<'_, str> {
    match WIDE.as_ref().filter(|wide| wide.is_match(&content)) {
        Some(wide) => Cow::Owned(wide.replace_all(&content, "<$1 tabindex=\"0\"$2").into_owned()),
        None => content,
    }
}
