//! Elements inside a text, written as HTML: prefixes and namespaces dropped,
//! elements that HTML never closes in one tag opened and closed, addresses made
//! absolute where an element inside has an `xml:base`. It cleans nothing.

use super::addresses::{join, rebase};
use super::attributes::{attributes, is_declaration};
use super::characters::unescape;
use super::names::{Bindings, Space};
use super::scan::{Kind, Mark, Scanner, Tag};
use crate::text::html::escaped_text;
use crate::web_address::WebAddress;
use memchr::memchr;

/// What the text between the tags is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    /// HTML as it stands (`type="xhtml"`): references mean characters.
    Html,
    /// HTML that was escaped, with some tags that were not.
    EscapedHtml,
}

/// Writes what stands inside an element as HTML. `base` is what applies to the
/// element itself.
pub(super) fn html(
    inner: &str,
    bindings: &Bindings<'_>,
    base: Option<&WebAddress>,
    between: Between,
) -> String {
    let bases = inner.contains("xml:base").then(|| vec![base.cloned()]);
    let mut writer =
        Writer { html: String::with_capacity(inner.len()), bindings: bindings.clone(), bases };
    let mut scanner = Scanner::new(inner, 0);
    let mut at = 0;
    while let Some(place) = memchr(b'<', &inner.as_bytes()[at..]).map(|found| at + found) {
        writer.text(&inner[at..place], between);
        at = match scanner.mark(place) {
            Mark::Tag(tag) => {
                writer.tag(&tag);
                tag.end
            }
            Mark::Skip(end) => {
                writer.section(&inner[place..end], between);
                end
            }
            Mark::Cut => inner.len(),
            Mark::Text => {
                let opening = if inner[place..].starts_with("<![CDATA[") { 9 } else { 1 };
                writer.html.push_str(if opening == 1 { "&lt;" } else { "" });
                place + opening
            }
        };
    }
    writer.text(&inner[at..], between);
    writer.html
}

struct Writer<'a> {
    html: String,
    bindings: Bindings<'a>,
    /// The base of each open element, when any has its own.
    bases: Option<Vec<Option<WebAddress>>>,
}

impl<'a> Writer<'a> {
    fn text(&mut self, raw: &str, between: Between) {
        match between {
            Between::Html => self.html.push_str(raw),
            Between::EscapedHtml => self.html.push_str(&unescape(raw)),
        }
    }

    /// A CDATA section keeps its text; comments and instructions go.
    fn section(&mut self, raw: &str, between: Between) {
        let body = raw.strip_prefix("<![CDATA[").and_then(|body| body.strip_suffix("]]>"));
        match (body, between) {
            (Some(body), Between::EscapedHtml) => self.html.push_str(body),
            (Some(body), Between::Html) => {
                self.html.push_str(&escaped_text(body));
            }
            (None, _) => {}
        }
    }

    fn tag(&mut self, tag: &Tag<'a>) {
        if tag.kind != Kind::Close {
            self.bindings.declare(tag.attributes, false);
            self.enter(tag);
        }
        let name = match self.bindings.resolve(tag.name) {
            (Space::Xhtml | Space::Core | Space::Atom, local) => local,
            _ => tag.name,
        };
        let void = VOID.contains(&name.to_ascii_lowercase().as_str());
        match tag.kind {
            Kind::Close if void => {}
            Kind::Close => self.end_tag(name),
            _ => {
                self.html.push('<');
                self.html.push_str(name);
                self.attributes(tag.attributes);
                self.html.push_str(if void { " />" } else { ">" });
                if tag.kind == Kind::Empty && !void {
                    self.end_tag(name);
                }
            }
        }
        self.leave(tag, void);
    }

    fn end_tag(&mut self, name: &str) {
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
    }

    fn enter(&mut self, tag: &Tag<'_>) {
        let Some(bases) = &mut self.bases else { return };
        let outer = bases.last().cloned().flatten();
        let own = attributes(tag.attributes).find(|(name, _)| *name == "xml:base");
        bases.push(match own {
            Some((_, value)) => rebase(outer.as_ref(), &unescape(value)),
            None => outer,
        });
    }

    fn leave(&mut self, tag: &Tag<'_>, void: bool) {
        let Some(bases) = &mut self.bases else { return };
        let closes = tag.kind == Kind::Empty || (tag.kind == Kind::Close) != void;
        if closes && bases.len() > 1 {
            bases.pop();
        }
    }

    fn attributes(&mut self, raw: &str) {
        for (name, value) in attributes(raw) {
            if is_declaration(name) || name == "xml:base" || name == "xml:space" {
                continue;
            }
            let name = if name == "xml:lang" { "lang" } else { name };
            let base = self.bases.as_ref().and_then(|bases| bases.last()?.as_ref());
            let value = match base {
                Some(base) if ADDRESSES.contains(&name) => {
                    join(Some(base), &unescape(value)).replace('&', "&amp;")
                }
                _ => value.to_owned(),
            };
            for part in [" ", name, "=\"", &value.replace('"', "&quot;"), "\""] {
                self.html.push_str(part);
            }
        }
    }
}

/// Elements without an end tag (the HTML standard, "void elements").
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Attributes that hold one address.
const ADDRESSES: [&str; 6] = ["href", "src", "cite", "poster", "longdesc", "action"];
