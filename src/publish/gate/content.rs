//! Looks through HTML for what must never reach a reader: things that run, and
//! addresses that mean something else on the reader's machine. It walks tags as
//! a browser's tokenizer does (HTML Living Standard §13.2.5) and builds no tree.

use super::flaw::{Flaw, Rule, Verdict, excerpt};
use super::frame;
use super::values::{has_authority, is_scheme};
use std::borrow::Cow;
use url::Url;

/// What kind of HTML it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An article's content or summary, shown by somebody else's program.
    Fragment,
    /// A page of our own: it may have a head, a stylesheet and relative links.
    Page,
}

/// Refuses active content and, in a fragment, relative addresses.
pub(super) fn check(html: &str, kind: Kind) -> Verdict {
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let after = &rest[at + 1..];
        rest = match after.as_bytes().first() {
            Some(b'!') if after.starts_with("!--") => after_comment(&after[3..]),
            Some(b'!' | b'?') => after_bogus_comment(after),
            Some(b'/') => after_end_tag(&after[1..]),
            Some(b) if b.is_ascii_alphabetic() => start_tag(after, kind)?,
            _ => after,
        };
    }
    Ok(())
}

fn after_comment(body: &str) -> &str {
    if let Some(rest) = body.strip_prefix('>').or_else(|| body.strip_prefix("->")) {
        return rest;
    }
    let ends = ["-->", "--!>"];
    let end = ends.iter().filter_map(|end| Some(body.find(end)? + end.len())).min();
    &body[end.unwrap_or(body.len())..]
}

fn after_bogus_comment(body: &str) -> &str {
    memchr::memchr(b'>', body.as_bytes()).map_or("", |at| &body[at + 1..])
}

/// Attributes of an end tag do nothing, but quotes in them hide a `>`.
fn after_end_tag(tag: &str) -> &str {
    if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return after_bogus_comment(tag);
    }
    let mut attributes = Attributes::of(tag);
    attributes.by_ref().for_each(drop);
    attributes.rest
}

/// Checks one start tag; returns what comes after it.
fn start_tag(tag: &str, kind: Kind) -> Verdict<&str> {
    let mut attributes = Attributes::of(tag);
    let name = lower(attributes.tag_name);
    if is_active(&name, kind) {
        return Err(Flaw::new(Rule::ActiveContent, format!("a <{}> element", excerpt(&name))));
    }
    let all: Vec<(&str, &str)> = attributes.by_ref().collect();
    for (attribute, value) in &all {
        check_attribute(&name, &lower(attribute), value, kind)?;
    }
    let rest = attributes.rest;
    if name == "iframe" {
        frame::check(&all, rest)?;
    }
    if kind == Kind::Page && matches!(&*name, "style" | "title") {
        return after_raw_text(rest, &name);
    }
    Ok(rest)
}

/// What comes after the text of a `style` or `title`. A browser reads `<` in it as
/// text in HTML but as a tag within `svg`, so there must be none.
fn after_raw_text<'a>(text: &'a str, name: &str) -> Verdict<&'a str> {
    let rest = memchr::memchr(b'<', text.as_bytes()).map_or("", |at| &text[at..]);
    if rest.is_empty() || starts_with_ignoring_case(rest, &format!("</{name}")) {
        return Ok(rest);
    }
    Err(Flaw::new(Rule::ActiveContent, format!("markup within <{name}>")))
}

/// Elements that run, load or submit something, change how addresses are read,
/// or change how the tokenizer reads what follows.
fn is_active(name: &str, kind: Kind) -> bool {
    let always = matches!(
        name,
        "script"
            | "frame"
            | "frameset"
            | "object"
            | "embed"
            | "applet"
            | "base"
            | "form"
            | "input"
            | "button"
            | "textarea"
            | "select"
            | "math"
            | "template"
            | "portal"
            | "noscript"
            | "noembed"
            | "noframes"
            | "plaintext"
            | "xmp"
            | "param"
    );
    let in_a_page =
        matches!(name, "svg" | "html" | "head" | "body" | "meta" | "link" | "style" | "title");
    always || (in_a_page && kind == Kind::Fragment)
}

fn check_attribute(element: &str, name: &str, value: &str, kind: Kind) -> Verdict {
    if name.starts_with("on") || matches!(name, "srcdoc" | "formaction" | "action") {
        let detail = format!("an attribute {}=\"…\" on <{element}>", excerpt(name));
        return Err(Flaw::new(Rule::ActiveContent, detail));
    }
    if name == "http-equiv" && lower(value).trim() == "refresh" {
        return Err(Flaw::new(Rule::ActiveContent, "a <meta> that reloads the page"));
    }
    match name {
        "href" | "xlink:href" | "cite" | "longdesc" => address(&unescaped(value), true, kind),
        "src" | "poster" | "background" | "data" => address(&unescaped(value), false, kind),
        "srcset" | "imagesrcset" => {
            candidates(&unescaped(value)).try_for_each(|candidate| address(candidate, false, kind))
        }
        _ => Ok(()),
    }
    .map_err(|flaw| flaw.at(&format!("{name} of <{element}>")))
}

/// The addresses in a `srcset`, without their widths.
fn candidates(srcset: &str) -> impl Iterator<Item = &str> {
    srcset.split(", ").filter_map(|candidate| {
        candidate.split_ascii_whitespace().next().map(|url| url.trim_end_matches(','))
    })
}

/// A link may have any harmless absolute address; what is loaded, only http(s).
fn address(text: &str, is_link: bool, kind: Kind) -> Verdict {
    let text = text.trim_matches(|c: char| c <= ' ');
    let refuse = |rule, why: &str| Err(Flaw::new(rule, format!("\"{}\" {why}", excerpt(text))));
    let web =
        starts_with_ignoring_case(text, "https://") || starts_with_ignoring_case(text, "http://");
    if web {
        let right = has_authority(text) && Url::parse(text).is_ok();
        return if right { Ok(()) } else { refuse(Rule::AbsoluteAddress, "is not an address") };
    }
    // Browsers drop tabs and line ends anywhere in an address before they look
    // for its scheme.
    let bare: String = text.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let Some(scheme) =
        bare.split_once(':').map(|(scheme, _)| lower(scheme)).filter(|s| is_scheme(s))
    else {
        return match kind {
            Kind::Page if !bare.contains(':') => Ok(()),
            _ => refuse(Rule::AbsoluteAddress, "is not an absolute address"),
        };
    };
    match &*scheme {
        "javascript" | "vbscript" | "data" | "blob" | "file" | "about" => {
            refuse(Rule::ActiveContent, "has a scheme that may run")
        }
        "http" | "https" => refuse(Rule::AbsoluteAddress, "is not an absolute address"),
        _ if is_link => Ok(()),
        _ => refuse(Rule::AbsoluteAddress, "is not http or https"),
    }
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// The value with its character references resolved as far as they can hide an
/// address: numbers, the five of XML, and those for tab, line end and colon.
fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut parts = value.split('&');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match reference(part) {
            Some((c, rest)) => {
                text.push(c);
                text.push_str(rest);
            }
            None => {
                text.push('&');
                text.push_str(part);
            }
        }
    }
    Cow::Owned(text)
}

/// What the text after an `&` stands for, and what follows the reference.
fn reference(text: &str) -> Option<(char, &str)> {
    if let Some(number) = text.strip_prefix('#') {
        let (radix, digits) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (16, digits),
            None => (10, number),
        };
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let (digits, rest) = digits.split_at(end);
        let c = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
        return Some((c, rest.strip_prefix(';').unwrap_or(rest)));
    }
    let names = [
        ("amp;", '&'),
        ("quot;", '"'),
        ("apos;", '\''),
        ("lt;", '<'),
        ("gt;", '>'),
        ("colon;", ':'),
        ("Tab;", '\t'),
        ("NewLine;", '\n'),
    ];
    names.iter().find_map(|(name, c)| Some((*c, text.strip_prefix(name)?)))
}

/// The attributes of one tag, as name and raw value. When it has given the last
/// one, `rest` is what follows the tag.
struct Attributes<'a> {
    tag_name: &'a str,
    rest: &'a str,
    ended: bool,
}

impl<'a> Attributes<'a> {
    /// Of the text after `<` or `</`.
    fn of(tag: &'a str) -> Self {
        let end = tag.find(|c: char| is_space(c) || c == '/' || c == '>').unwrap_or(tag.len());
        let (tag_name, rest) = tag.split_at(end);
        Self { tag_name, rest, ended: false }
    }

    fn value(&mut self) -> &'a str {
        let Some(after) = self.rest.trim_start_matches(is_space).strip_prefix('=') else {
            return "";
        };
        let after = after.trim_start_matches(is_space);
        let (value, rest) = match after.as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => {
                let body = &after[1..];
                match memchr::memchr(*quote, body.as_bytes()) {
                    Some(end) => (&body[..end], &body[end + 1..]),
                    None => (body, ""),
                }
            }
            _ => {
                after.split_at(after.find(|c: char| is_space(c) || c == '>').unwrap_or(after.len()))
            }
        };
        self.rest = rest;
        value
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.rest = self.rest.trim_start_matches(|c: char| is_space(c) || c == '/');
        if self.rest.is_empty() || self.rest.starts_with('>') {
            self.rest = self.rest.get(1..).unwrap_or_default();
            self.ended = true;
            return None;
        }
        // An equals sign in first place belongs to the name.
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let end = self.rest[first..]
            .find(|c: char| is_space(c) || matches!(c, '/' | '>' | '='))
            .map_or(self.rest.len(), |end| first + end);
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some((name, self.value()))
    }
}

fn is_space(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\x0C' | '\r' | ' ')
}
