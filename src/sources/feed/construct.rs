//! Texts of a feed by the rules of their format: Atom 1.0 text constructs
//! (RFC 4287 §3.1) and content (§4.1), Atom 0.3 modes, and RSS, where a text is
//! HTML if it looks like it. A type that nobody knows is treated as RSS does.

use super::addresses::rebase;
use super::characters::{base64, looks_like_html, text, unwrapped};
use super::markup::{Between, html};
use super::names::{Bindings, Space};
use super::tree::{Element, Tree};
use crate::raw_item::RawText;
use crate::text::charset;
use crate::text::elements;
use crate::web_address::WebAddress;

/// What the texts of one tree are read with.
pub(super) struct Texts<'t, 'a> {
    pub(super) tree: &'t Tree<'a>,
    /// Whether elements without a prefix are Atom's.
    pub(super) is_atom: bool,
    /// The prefixes in force around the tree.
    pub(super) bindings: &'t Bindings<'a>,
}

impl<'a> Texts<'_, 'a> {
    /// The characters of an element, trimmed; markup inside it is left out.
    pub(super) fn plain(&self, at: usize) -> Option<String> {
        let element = self.tree.get(at)?;
        let inner = self.tree.inner(element);
        let characters = match self.tree.has_children(at) {
            true => super::characters::without_tags(&text(inner)),
            false => text(inner),
        };
        (!characters.is_empty()).then_some(characters)
    }

    /// A text construct or content; `None` if it is blank, elsewhere (`src`),
    /// or of a type that is no text.
    pub(super) fn construct(&self, at: usize, base: Option<&WebAddress>) -> Option<RawText> {
        let element = self.tree.get(at)?;
        let type_attribute = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
        let kind = type_attribute.split(';').next().unwrap_or_default().trim();
        let mode = element.attribute("mode").unwrap_or_default().to_ascii_lowercase();
        let read = if mode == "base64" {
            self.decoded(element, kind)
        } else if self.tree.has_children(at) {
            self.with_elements(at, element, kind, base)
        } else {
            self.without_elements(element, kind)
        };
        read.filter(|read| !read.is_blank())
    }

    /// The base of an element's own text.
    pub(super) fn base(
        &self,
        element: &Element<'_>,
        outer: Option<&WebAddress>,
    ) -> Option<WebAddress> {
        match element.attribute("xml:base") {
            Some(own) => rebase(outer, &own),
            None => outer.cloned(),
        }
    }

    fn decoded(&self, element: &Element<'a>, kind: &str) -> Option<RawText> {
        let bytes = base64(&text(self.tree.inner(element)))?;
        let decoded = charset::decode(&bytes, None).trim().to_owned();
        Some(match kind {
            "text/plain" | "text" => RawText::Plain(decoded),
            _ => html_or_plain(decoded),
        })
    }

    fn without_elements(&self, element: &Element<'a>, kind: &str) -> Option<RawText> {
        let characters = text(self.tree.inner(element));
        let is_atom =
            element.space == Space::Atom || (self.is_atom && element.space == Space::Core);
        match kind {
            "html" | "text/html" => Some(RawText::Html(unwrapped(characters))),
            "text" | "text/plain" if is_atom => Some(RawText::Plain(characters)),
            "" if is_atom => Some(RawText::Plain(characters)),
            // RFC 4287 §4.1.3.3: other types are base64, and text all the same
            // when that is what comes out of it.
            "application/octet-stream" => {
                String::from_utf8(base64(&characters)?).ok().map(html_or_plain)
            }
            _ if is_no_text(kind) => None,
            _ => Some(html_or_plain(characters)),
        }
    }

    fn with_elements(
        &self,
        at: usize,
        element: &Element<'a>,
        kind: &str,
        base: Option<&WebAddress>,
    ) -> Option<RawText> {
        if is_no_text(kind) {
            return None;
        }
        let is_xhtml = matches!(kind, "xhtml" | "application/xhtml+xml" | "xml")
            || element.space == Space::Xhtml
            || (self.is_atom && !matches!(kind, "html" | "text/html" | "text"));
        let between = if is_xhtml { Between::Html } else { Between::EscapedHtml };
        let mut bindings = self.bindings.clone();
        for around in self.tree.path(at) {
            bindings.declare(around.attributes, false);
        }
        let wrapper = self.wrapping_div(at).filter(|_| self.is_atom);
        let inner = wrapper.map_or_else(
            || self.tree.inner(element),
            |div| {
                bindings.declare(div.attributes, false);
                self.tree.inner(div)
            },
        );
        Some(RawText::Html(html(inner.trim(), &bindings, base, between)))
    }

    /// The `div` that RFC 4287 §3.1.1.3 puts around XHTML and that is no part
    /// of it; one with an `xml:base` stays, for the base to be seen.
    fn wrapping_div(&self, at: usize) -> Option<&Element<'a>> {
        let element = self.tree.get(at)?;
        let mut children = self.tree.children(at);
        let (_, div) = children.next().filter(|_| children.next().is_none())?;
        let inner = self.tree.inner(element).trim();
        let alone = inner.starts_with('<') && inner.ends_with("div>");
        (alone && div.name.eq_ignore_ascii_case("div") && div.attribute("xml:base").is_none())
            .then_some(div)
    }
}

/// RSS never says what a text is: it is what it looks like.
pub(super) fn html_or_plain(text: String) -> RawText {
    let text = once_more(unwrapped(text));
    if looks_like_html(&text) { RawText::Html(text) } else { RawText::Plain(text) }
}

/// A text that was escaped twice: from its first sign to its last whole blocks, in balance, and
/// nothing else in signs of its own. Those are no words of a text.
fn once_more(text: String) -> String {
    let inner = text.trim();
    if inner.contains('<') || !inner.starts_with("&lt;") || !inner.ends_with("&gt;") {
        return text;
    }
    let once = inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let once = once.replace("&amp;", "&");
    let name: String = once[1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let opened = [">", " "].iter().map(|end| once.matches(&format!("<{name}{end}")).count());
    let closed = once.matches(&format!("</{name}>")).count();
    let is_whole = elements::is_block(&name) && closed > 0 && opened.sum::<usize>() == closed;
    if is_whole { once } else { text }
}

/// Types whose bytes are no article: images, and XML that is not HTML.
fn is_no_text(kind: &str) -> bool {
    kind.starts_with("image/")
        || kind.starts_with("audio/")
        || kind.starts_with("video/")
        || (kind.ends_with("+xml") && kind != "application/xhtml+xml")
        || kind == "application/octet-stream"
}
