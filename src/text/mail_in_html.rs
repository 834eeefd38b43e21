//! E-mail addresses within HTML: in its words, also where tags part them, in the addresses
//! that links lead to, and in its other attributes. What stands in their places is said by
//! whoever knows whose they are.

use super::html::{escaped, escaped_text};
use super::html_pieces::{Onward, Piece, each_piece};
use super::mail::{self, Found};
use std::ops::Range;

/// What stands in the place of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stead {
    /// Its words.
    pub words: String,
    /// The page that leads to whom it is of, where there is one.
    pub link: Option<String>,
}

/// How an address stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Among other words, or within a tag.
    AmongWords,
    /// Nothing else is in its line.
    Alone,
}

/// Says what stands in the place of an address; `None` for one that stays.
pub type Steads<'a> = &'a dyn Fn(&str, Standing) -> Option<Stead>;

/// A part of the HTML.
enum Part {
    Open {
        name: String,
        attributes: Vec<(String, String)>,
    },
    Close(String),
    Words(String),
    /// Words as they stand in HTML.
    Written(String),
}

/// The HTML with other words in the places of addresses; `None` when it has none that are to
/// be replaced.
pub(super) fn withheld(html: &str, steads: Steads<'_>) -> Option<String> {
    if !mail::may_have_address(html) {
        return None;
    }
    let mut parts = parts(html);
    let in_links = links(&mut parts, steads);
    let in_attributes = attributes(&mut parts, steads);
    let in_words = words(&mut parts, steads);
    (in_links || in_attributes || in_words).then(|| written(&parts))
}

fn parts(html: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    each_piece(html, |piece| {
        match piece {
            Piece::Open(tag) => parts.push(Part::Open {
                name: tag.name.to_string(),
                attributes: tag
                    .attrs
                    .iter()
                    .map(|one| (one.name.local.to_string(), one.value.to_string()))
                    .collect(),
            }),
            Piece::Close(tag) => parts.push(Part::Close(tag.name.to_string())),
            Piece::Text(text) => match parts.last_mut() {
                Some(Part::Words(words)) => words.push_str(text),
                _ => parts.push(Part::Words(text.to_owned())),
            },
        }
        Onward::Yes
    });
    parts
}

/// Links to addresses lead to the page instead, or are none where there is no page.
fn links(parts: &mut [Part], steads: Steads<'_>) -> bool {
    let mut changed = false;
    let mut taken_out = false;
    for part in parts {
        match part {
            Part::Open { name, attributes } if name == "a" => {
                let href = attributes.iter_mut().find(|(name, _)| name == "href");
                let led = href.and_then(|(_, href)| elsewhere(href, steads).map(|to| (href, to)));
                taken_out = false;
                match led {
                    Some((href, Some(link))) => *href = link,
                    Some((_, None)) => {
                        taken_out = true;
                        *part = Part::Written(String::new());
                    }
                    None => continue,
                }
                changed = true;
            }
            Part::Close(name) if name == "a" && std::mem::take(&mut taken_out) => {
                *part = Part::Written(String::new());
            }
            _ => {}
        }
    }
    changed
}

/// Where a link leads instead of to addresses that are left out, if anywhere; `None` when it
/// stays.
fn elsewhere(href: &str, steads: Steads<'_>) -> Option<Option<String>> {
    let stead = |found: Found| {
        let stead = steads(&found.address, Standing::AmongWords)?;
        let is_whole = found.at.start == 0 && href[found.at.end..].trim_matches('/').is_empty();
        Some((stead, is_whole))
    };
    let to_mail = href.get(..7).is_some_and(|begin| begin.eq_ignore_ascii_case("mailto:"));
    match mail::addresses(href).into_iter().find_map(stead) {
        Some((stead, is_whole)) if to_mail || is_whole => Some(stead.link),
        Some(_) => Some(None),
        // An address without a host, or none at all, is nobody's.
        None => None,
    }
}

fn attributes(parts: &mut [Part], steads: Steads<'_>) -> bool {
    let mut changed = false;
    for part in parts {
        let Part::Open { name, attributes } = part else { continue };
        let count = attributes.len();
        attributes.retain_mut(|(name, value)| {
            let Some(words) = mail::replaced(value, |of| {
                steads(of, Standing::AmongWords).map(|stead| stead.words)
            }) else {
                return true;
            };
            changed = true;
            *value = words;
            matches!(name.as_str(), "alt" | "title")
        });
        let is_empty = |(name, _): &(String, String)| name == "src" || name == "srcset";
        let shows = matches!(name.as_str(), "img" | "source");
        if shows && attributes.len() < count && !attributes.iter().any(is_empty) {
            *part = Part::Written(String::new());
        }
    }
    changed
}

/// The words of a part within their line, and whether they are a link's.
struct Stretch {
    part: usize,
    in_link: bool,
    at: Range<usize>,
}

/// Words that nothing parts but tags within a line.
#[derive(Default)]
struct Line {
    words: String,
    stretches: Vec<Stretch>,
    /// They are shown from their end.
    backwards: bool,
}

fn words(parts: &mut [Part], steads: Steads<'_>) -> bool {
    let mut changed = false;
    let (mut line, mut in_link) = (Line::default(), false);
    for at in 0..=parts.len() {
        match parts.get(at) {
            Some(Part::Words(words)) => {
                let start = line.words.len();
                line.words.push_str(words);
                line.stretches.push(Stretch { part: at, in_link, at: start..line.words.len() });
            }
            Some(Part::Written(_)) => {}
            Some(Part::Open { name, .. }) if name == "a" => in_link = true,
            Some(Part::Close(name)) if name == "a" => in_link = false,
            Some(Part::Open { name, .. } | Part::Close(name)) if is_within_line(name) => {}
            parting => {
                let backwards = matches!(parting, Some(Part::Open { name, .. }) if name == "bdo");
                changed |= in_line(parts, &line, steads);
                line = Line { backwards, ..Line::default() };
            }
        }
    }
    changed
}

/// Whether an address is all that a line says.
fn is_alone(line: &Line, one: &Found) -> bool {
    let other_link =
        |it: &Stretch| it.in_link && !it.at.contains(&one.at.start) && !it.at.is_empty();
    mail::is_label(&line.words[..one.at.start])
        && mail::is_label(&line.words[one.at.end..])
        && !line.stretches.iter().any(other_link)
}

/// Puts other words in the places of addresses in a line.
fn in_line(parts: &mut [Part], line: &Line, steads: Steads<'_>) -> bool {
    let found = found_in(line, steads);
    let standing = match found.as_slice() {
        [] => return false,
        [one] if is_alone(line, one) => Standing::Alone,
        _ => Standing::AmongWords,
    };
    let alone = standing == Standing::Alone;
    let with_stead = |found: Found| steads(&found.address, standing).map(|stead| (found, stead));
    let found: Vec<(Found, Stead)> = found.into_iter().filter_map(with_stead).collect();
    let mut ahead = found.as_slice();
    for stretch in &line.stretches {
        let Range { start, end } = stretch.at;
        let (mut out, mut from) = (String::new(), start);
        let keep = |from: usize, until: usize, out: &mut String| {
            if !alone && from < until {
                out.push_str(&escaped_text(&line.words[from..until]));
            }
        };
        while let Some(((one, stead), later)) = ahead.split_first() {
            if one.at.start >= end {
                break;
            }
            keep(from, one.at.start, &mut out);
            if one.at.start >= start {
                let link = stead.link.as_ref().filter(|_| !stretch.in_link);
                out.push_str(&linked(&stead.words, link));
            }
            from = one.at.end.min(end);
            // One that goes on in the next words is looked at there again.
            if one.at.end > end {
                break;
            }
            ahead = later;
        }
        keep(from, end, &mut out);
        parts[stretch.part] = Part::Written(out);
    }
    true
}

/// The addresses in a line that are to be replaced. In one that is shown from its end, all of
/// it is.
fn found_in(line: &Line, steads: Steads<'_>) -> Vec<Found> {
    let words = &line.words;
    let is_replaced = |address: &str| steads(address, Standing::AmongWords).is_some();
    if (line.backwards || words.contains('\u{202e}')) && mail::is_reversed(words) {
        let whole = Found { at: 0..words.len(), address: String::new() };
        return is_replaced("").then_some(whole).into_iter().collect();
    }
    let found = mail::addresses(words).into_iter();
    found.filter(|found| is_replaced(&found.address)).collect()
}

fn linked(words: &str, link: Option<&String>) -> String {
    let words = escaped_text(words);
    match link {
        Some(link) => format!("<a href=\"{}\">{words}</a>", escaped(link)),
        None => words.into_owned(),
    }
}

/// Elements that part no line.
fn is_within_line(name: &str) -> bool {
    WITHIN_LINES.contains(&name)
}

const WITHIN_LINES: [&str; 23] = [
    "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
];

fn written(parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Open { name, attributes } => {
                out.push('<');
                out.push_str(name);
                for (name, value) in attributes {
                    out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
                }
                out.push('>');
            }
            Part::Close(name) => out.push_str(&format!("</{name}>")),
            Part::Words(words) => out.push_str(&escaped_text(words)),
            Part::Written(html) => out.push_str(html),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(html: &str, link: Option<&str>) -> Option<String> {
        withheld(html, &|address, standing| {
            let words = match standing {
                Standing::AmongWords => "Anna Quill",
                Standing::Alone => "Write to Anna Quill",
            };
            (address != "desk@paper.example")
                .then(|| Stead { words: words.to_owned(), link: link.map(str::to_owned) })
        })
    }

    #[test]
    fn links_and_lines_lead_to_the_page() {
        let line = "<p><a href=\"/w\">Write to Anna Quill</a></p>";
        for (html, right) in [
            ("<p>Email: anna@paper.example</p>", line),
            ("<p><a href=\"mailto:anna@paper.example?subject=x\">anna@paper.example</a></p>", line),
            (
                "<p>a@b.example or\u{a0}anna<b>@paper</b>.example &amp; you</p>",
                "<p><a href=\"/w\">Anna Quill</a> or\u{a0}<a href=\"/w\">Anna Quill</a><b></b> &amp; you</p>",
            ),
            (
                "<p>Ask <a href=\"mailto:anna%40paper.example\">Anna</a>.</p>",
                "<p>Ask <a href=\"/w\">Anna</a>.</p>",
            ),
            (
                "<p>Ask <a href=\"https://anna@paper.example/\">Anna</a>.</p>",
                "<p>Ask <a href=\"/w\">Anna</a>.</p>",
            ),
            (
                "<p>Email jane <b>at</b> secret <i>dot</i> example, or <b>us</b> at paper dot org.</p>",
                "<p>Email <a href=\"/w\">Anna Quill</a><b></b><i></i>, or <b>us</b> at paper dot org.</p>",
            ),
            (
                "<p>x<br>anna [at] paper [dot] example</p>",
                "<p>x<br><a href=\"/w\">Write to Anna Quill</a></p>",
            ),
            (
                "<img src=\"https://x.example/1.png\" alt=\"By a@b.example\">",
                "<img src=\"https://x.example/1.png\" alt=\"By Anna Quill\">",
            ),
        ] {
            assert_eq!(without(html, Some("/w")).as_deref(), Some(right), "{html}");
        }
    }

    #[test]
    fn without_a_page_names_stand_alone() {
        for (html, right) in [
            (
                "<p>Ask <a href=\"mailto:a@b.example\">a@b.example</a>, or her.</p>",
                "<p>Ask Anna Quill, or her.</p>",
            ),
            ("<p><a href=\"https://x.example/?to=a@b.example\">Go</a></p>", "<p>Go</p>"),
            ("<img src=\"https://x.example/a@b.example/1.png\"><p>x</p>", "<p>x</p>"),
            (
                "<bdo dir=\"rtl\">elpmaxe.repap@anna</bdo>",
                "<bdo dir=\"rtl\">Write to Anna Quill</bdo>",
            ),
        ] {
            assert_eq!(without(html, None).as_deref(), Some(right), "{html}");
        }
        for html in
            ["<p>desk@paper.example</p>", "<code>git@host.example:a/b</code>", "<p>@ann</p>"]
        {
            assert_eq!(without(html, None), None, "{html}");
        }
    }
}
