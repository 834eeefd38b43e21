//! What stands in HTML and nobody sees who reads it where it comes from: elements that say
//! themselves that they are hidden, and Word's remarks. A style sheet is not asked, and what a reader can open
//! there (`details`, what is found by searching) is seen.

use super::elements::{is_block, is_void};
use super::html_pieces::{Onward, Piece, attribute, each_piece};
use html5ever::LocalName;
use html5ever::tokenizer::Tag;

/// How many of the innermost elements an end is looked for in.
const DEEPEST: usize = 256;

/// Knows, piece by piece, what of a fragment nobody sees.
pub(crate) struct Unseen {
    /// Nothing in the fragment can hide anything, as in nearly all.
    is_off: bool,
    /// The elements that are open, outermost first.
    open: Vec<LocalName>,
    /// How many are open around the element that is hidden, while one is.
    around: Option<usize>,
}

impl Unseen {
    /// Before the first piece of a fragment.
    pub(crate) fn of(html: &str) -> Self {
        Self { is_off: !may_hide(html), open: Vec::new(), around: None }
    }

    /// Whether the next piece is of what nobody sees.
    pub(crate) fn hides(&mut self, piece: &Piece<'_>) -> bool {
        if self.is_off {
            return false;
        }
        match piece {
            Piece::Text(_) => self.around.is_some(),
            Piece::Open(tag) => self.opens(tag),
            Piece::Close(tag) => {
                let within = self.around;
                let found =
                    self.innermost().find(|(_, open)| ***open == *tag.name).map(|(at, _)| at);
                if let Some(at) = found {
                    self.close_to(at);
                }
                // What ends something around the hidden element ends that as well, and is seen.
                within.is_some_and(|around| found.is_none_or(|at| at >= around))
            }
        }
    }

    fn opens(&mut self, tag: &Tag) -> bool {
        self.end_before(&tag.name);
        let has_content = !tag.self_closing && !is_void(&tag.name);
        if self.around.is_none() && is_hidden(tag) {
            if has_content {
                self.around = Some(self.open.len());
                self.open.push(tag.name.clone());
            }
            return true;
        }
        if has_content {
            self.open.push(tag.name.clone());
        }
        self.around.is_some()
    }

    /// Ends what HTML lets end without being told: none of it swallows what comes after it.
    fn end_before(&mut self, name: &str) {
        let (these, walls): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            _ => (&[], &[]),
        };
        if !these.is_empty() {
            self.end_innermost(|open| these.contains(&open), |open| walls.contains(&open));
        }
        if is_block(name) && name != "br" {
            self.end_innermost(|open| open == "p", is_block);
        }
    }

    fn end_innermost(&mut self, is_it: impl Fn(&str) -> bool, is_wall: impl Fn(&str) -> bool) {
        let inner = self.innermost().take_while(|(_, open)| is_it(open) || !is_wall(open));
        let found = inner.filter(|(_, open)| is_it(open)).map(|(at, _)| at).next();
        if let Some(at) = found {
            self.close_to(at);
        }
    }

    /// No deeper than is sane, so that no fragment makes it slow.
    fn innermost(&self) -> impl Iterator<Item = (usize, &LocalName)> {
        self.open.iter().enumerate().rev().take(DEEPEST)
    }

    fn close_to(&mut self, depth: usize) {
        self.open.truncate(depth);
        self.around = self.around.filter(|around| *around < depth);
    }
}

/// The words of a fragment that nobody sees.
pub(crate) fn unseen_words(html: &str) -> String {
    let mut words = String::new();
    if !may_hide(html) {
        return words;
    }
    let mut unseen = Unseen::of(html);
    each_piece(html, |piece| {
        if let (true, Piece::Text(text)) = (unseen.hides(&piece), &piece) {
            words.push_str(text);
            words.push(' ');
        }
        Onward::Yes
    });
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether anything in a fragment may say that it is hidden.
fn may_hide(html: &str) -> bool {
    const WORDS: [&[u8]; 5] = [b"hidden", b"display", b"collapse", b"mso", b"mailto:"];
    let bytes = html.as_bytes();
    let says = |word: &[u8]| {
        let first = word[0];
        memchr::memchr2_iter(first, first.to_ascii_uppercase(), bytes).any(|at| {
            bytes.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word))
        })
    };
    html.contains('<') && WORDS.into_iter().any(says)
}

fn is_hidden(tag: &Tag) -> bool {
    let says = attribute(tag, "hidden");
    let is_found = |said: &str| said.trim().eq_ignore_ascii_case("until-found");
    says.is_some_and(|said| !is_found(said))
        || is_of_a_review(tag)
        || attribute(tag, "style").is_some_and(|style| {
            let last = |name| last_value(style, name);
            last("display").is_some_and(|value| value == "none")
                || last("visibility").is_some_and(|value| value == "hidden" || value == "collapse")
                || last("mso-hide").is_some_and(|value| value == "all")
                || last("mso-element").is_some_and(|value| value.starts_with("comment"))
        })
}

/// Whether an element is what Word keeps of a review beside a text: remarks, their signs in the
/// text, and what was deleted.
fn is_of_a_review(tag: &Tag) -> bool {
    const CLASSES: [&str; 5] =
        ["msocommentreference", "msocomanchor", "msocomtxt", "msocomoff", "msodel"];
    let classes = attribute(tag, "class").unwrap_or_default();
    let is_deleted = *tag.name == *"del"
        && attribute(tag, "cite").is_some_and(|by| by.trim_start().starts_with("mailto:"));
    is_deleted
        || classes.split_whitespace().any(|it| CLASSES.contains(&it.to_ascii_lowercase().as_str()))
}

/// The value of a property that counts in an attribute's style: the last one that is
/// `!important`, else the last.
pub(super) fn last_value(style: &str, name: &str) -> Option<String> {
    let declared = style.split(';').filter_map(|one| one.split_once(':'));
    let own = declared.filter(|(property, _)| property.trim().eq_ignore_ascii_case(name));
    let values = own.map(|(_, value)| {
        let (value, is_important) = match value.split_once('!') {
            Some((value, _)) => (value, true),
            None => (value, false),
        };
        (is_important, value.trim().to_ascii_lowercase())
    });
    values.enumerate().max_by_key(|(at, (important, _))| (*important, *at)).map(|(_, it)| it.1)
}
