//! Reads XML 1.0 with namespaces into a small tree that borrows from the bytes,
//! and refuses what is not well-formed. It knows no feed format.

use super::flaw::{Flaw, Rule, Verdict, excerpt};
use crate::text::xml_text::is_xml_char;
use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use std::borrow::Cow;

/// No feed nests deeper; a tree that does is broken or hostile.
const DEEPEST: usize = 32;

/// The namespaces that a feed uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// No namespace: RSS and OPML.
    None,
    /// Atom (RFC 4287).
    Atom,
    /// Tombstones (RFC 6721).
    Tombstones,
    /// `content:`
    Content,
    /// `dc:`
    DublinCore,
    /// `dcterms:`
    Terms,
    /// `media:`
    Media,
    /// `sy:`
    Syndication,
    /// `fh:`
    History,
    /// The sitemap protocol.
    Sitemap,
    /// `news:`
    News,
    /// `xml:`
    Xml,
    /// `xmlns:` itself.
    Declaration,
    /// Any other.
    Other,
}

impl Namespace {
    fn named(uri: &str) -> Self {
        match uri {
            "http://www.w3.org/2005/Atom" => Self::Atom,
            "http://purl.org/atompub/tombstones/1.0" => Self::Tombstones,
            "http://purl.org/rss/1.0/modules/content/" => Self::Content,
            "http://purl.org/dc/elements/1.1/" => Self::DublinCore,
            "http://purl.org/dc/terms/" => Self::Terms,
            "http://search.yahoo.com/mrss/" => Self::Media,
            "http://purl.org/rss/1.0/modules/syndication/" => Self::Syndication,
            "http://purl.org/syndication/history/1.0" => Self::History,
            "http://www.sitemaps.org/schemas/sitemap/0.9" => Self::Sitemap,
            "http://www.google.com/schemas/sitemap-news/0.9" => Self::News,
            "http://www.w3.org/XML/1998/namespace" => Self::Xml,
            "http://www.w3.org/2000/xmlns/" => Self::Declaration,
            _ => Self::Other,
        }
    }
}

/// One attribute.
pub(super) struct Attribute {
    pub(super) namespace: Namespace,
    /// The local name.
    pub(super) name: String,
    pub(super) value: String,
}

/// One element.
pub(super) struct Element<'a> {
    pub(super) namespace: Namespace,
    /// The local name.
    pub(super) name: String,
    pub(super) attributes: Vec<Attribute>,
    pub(super) children: Vec<Element<'a>>,
    /// The text directly within it, in one piece.
    pub(super) text: Cow<'a, str>,
}

impl<'a> Element<'a> {
    /// Whether it is this element.
    pub(super) fn is(&self, namespace: Namespace, name: &str) -> bool {
        self.namespace == namespace && self.name == name
    }

    /// The children of one name.
    pub(super) fn all<'t>(
        &'t self,
        namespace: Namespace,
        name: &'t str,
    ) -> impl Iterator<Item = &'t Element<'a>> {
        self.children.iter().filter(move |child| child.is(namespace, name))
    }

    /// The first child of one name.
    pub(super) fn first(&self, namespace: Namespace, name: &str) -> Option<&Element<'a>> {
        self.children.iter().find(|child| child.is(namespace, name))
    }

    /// The value of an attribute without a namespace.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.namespace == Namespace::None && attribute.name == name)
            .map(|attribute| attribute.value.as_str())
    }

    fn push(&mut self, text: Cow<'a, str>) {
        if self.text.is_empty() {
            self.text = text;
        } else {
            self.text.to_mut().push_str(&text);
        }
    }
}

/// The root of a document.
pub(super) fn read(text: &str) -> Verdict<Element<'_>> {
    let mut reader = NsReader::from_str(text);
    let config = reader.config_mut();
    config.check_comments = true;
    config.expand_empty_elements = true;
    config.trim_markup_names_in_closing_tags = true;
    let mut tree = Tree { open: Vec::new(), root: None };
    let mut is_first = true;
    loop {
        let position = reader.buffer_position();
        let event = reader.read_event().map_err(|error| ill_formed(position, &error))?;
        match event {
            Event::Eof => return tree.finish(),
            Event::Decl(declaration) if is_first => check_declaration(&declaration)?,
            Event::Decl(_) => {
                return Err(not_well_formed("an XML declaration within the document"));
            }
            Event::DocType(_) => return Err(Flaw::new(Rule::Entity, "a document type")),
            Event::Start(start) => tree.start(element(&reader, &start)?)?,
            Event::Empty(_) => {}
            Event::End(_) => tree.end()?,
            Event::Text(text) => {
                if text.contains("]]>") {
                    return Err(not_well_formed("\"]]>\" in text"));
                }
                tree.text(text.xml10_content())?;
            }
            Event::CData(text) => tree.cdata(text.xml10_content())?,
            Event::GeneralRef(reference) => tree.cdata(resolved(&reference)?)?,
            Event::PI(instruction) if instruction.target().eq_ignore_ascii_case("xml") => {
                return Err(not_well_formed("an XML declaration within the document"));
            }
            Event::PI(_) | Event::Comment(_) => {}
        }
        is_first = false;
    }
}

/// The elements that are open, and the one that was closed last of all.
struct Tree<'a> {
    open: Vec<Element<'a>>,
    root: Option<Element<'a>>,
}

impl<'a> Tree<'a> {
    fn start(&mut self, element: Element<'a>) -> Verdict {
        if self.root.is_some() {
            return Err(not_well_formed("a second outermost element"));
        }
        if self.open.len() == DEEPEST {
            return Err(not_well_formed(&format!("elements nested deeper than {DEEPEST}")));
        }
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self) -> Verdict {
        let closed =
            self.open.pop().ok_or_else(|| not_well_formed("an end tag without a start"))?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => self.root = Some(closed),
        }
        Ok(())
    }

    fn text(&mut self, text: Cow<'a, str>) -> Verdict {
        match self.open.last_mut() {
            Some(element) => element.push(text),
            None if text.bytes().all(|b| b.is_ascii_whitespace()) => {}
            None => return Err(not_well_formed("text outside the outermost element")),
        }
        Ok(())
    }

    /// As text, but even white space may stand within an element only.
    fn cdata(&mut self, text: Cow<'a, str>) -> Verdict {
        let element = self
            .open
            .last_mut()
            .ok_or_else(|| not_well_formed("text outside the outermost element"))?;
        element.push(text);
        Ok(())
    }

    fn finish(mut self) -> Verdict<Element<'a>> {
        if let Some(open) = self.open.pop() {
            return Err(not_well_formed(&format!("<{}> is never closed", excerpt(&open.name))));
        }
        self.root.ok_or_else(|| not_well_formed("no element at all"))
    }
}

fn element<'a>(reader: &NsReader<&'a [u8]>, start: &BytesStart<'a>) -> Verdict<Element<'a>> {
    let name = checked_name(start.name().into_inner())?;
    let (resolved, local) = reader.resolver().resolve_element(start.name());
    let namespace = namespace(&resolved, name)?;
    let local = local.into_inner().to_owned();
    let attributes = attributes(reader, start).map_err(|flaw| flaw.at(&format!("<{name}>")))?;
    Ok(Element {
        namespace,
        name: local,
        attributes,
        children: Vec::new(),
        text: Cow::Borrowed(""),
    })
}

fn attributes<'a>(reader: &NsReader<&'a [u8]>, start: &BytesStart<'a>) -> Verdict<Vec<Attribute>> {
    let mut all: Vec<Attribute> = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| not_well_formed(&error.to_string()))?;
        let full = checked_name(attribute.key.into_inner())?;
        let (resolved, local) = reader.resolver().resolve_attribute(attribute.key);
        let value = attribute_value(&attribute)?;
        let namespace = if full == "xmlns" {
            Namespace::Declaration
        } else if full.starts_with("xmlns:") {
            if value.is_empty() {
                return Err(Flaw::new(Rule::PrefixBound, format!("{full} is bound to nothing")));
            }
            Namespace::Declaration
        } else {
            namespace(&resolved, full)?
        };
        let name = local.into_inner().to_owned();
        let known = !matches!(namespace, Namespace::Other | Namespace::Declaration);
        if known && all.iter().any(|other| other.namespace == namespace && other.name == name) {
            return Err(not_well_formed(&format!("attribute {full} twice")));
        }
        all.push(Attribute { namespace, name, value });
    }
    check_spaces(start.attributes_raw())?;
    Ok(all)
}

fn attribute_value(attribute: &quick_xml::events::attributes::Attribute<'_>) -> Verdict<String> {
    if attribute.value.contains('<') {
        return Err(not_well_formed("\"<\" in an attribute"));
    }
    let value = attribute
        .normalized_value_with(XmlVersion::Explicit1_0, 1, resolve_xml_entity)
        .map_err(|error| Flaw::new(Rule::Entity, error.to_string()))?;
    if let Some(c) = value.chars().find(|c| !is_xml_char(*c)) {
        return Err(forbidden(c));
    }
    Ok(value.into_owned())
}

/// White space must stand between two attributes (XML 1.0 §3.1).
fn check_spaces(raw: &str) -> Verdict {
    let mut quote = None;
    let mut just_closed = false;
    for byte in raw.bytes() {
        match quote {
            Some(open) if byte == open => {
                quote = None;
                just_closed = true;
            }
            Some(_) => {}
            None if just_closed && !byte.is_ascii_whitespace() && byte != b'/' => {
                return Err(not_well_formed("no space between two attributes"));
            }
            None => {
                just_closed = false;
                quote = matches!(byte, b'"' | b'\'').then_some(byte);
            }
        }
    }
    Ok(())
}

fn namespace(resolved: &ResolveResult<'_>, name: &str) -> Verdict<Namespace> {
    match resolved {
        ResolveResult::Unbound => Ok(Namespace::None),
        ResolveResult::Bound(namespace) => Ok(Namespace::named(namespace.into_inner())),
        ResolveResult::Unknown(_) => Err(Flaw::new(
            Rule::PrefixBound,
            format!("the prefix of {} is not bound", excerpt(name)),
        )),
    }
}

/// A name as XML 1.0 §2.3 has it, as far as ASCII goes, with at most one colon.
fn checked_name(name: &str) -> Verdict<&str> {
    let starts = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let right = name.split(':').count() <= 2
        && name.split(':').all(|part| {
            part.starts_with(starts)
                && part.chars().all(|c| starts(c) || c.is_ascii_digit() || c == '-' || c == '.')
        });
    if right {
        Ok(name)
    } else {
        Err(not_well_formed(&format!("\"{}\" is not a name", excerpt(name))))
    }
}

fn check_declaration(declaration: &BytesDecl<'_>) -> Verdict {
    let version = declaration.version().map_err(|error| not_well_formed(&error.to_string()))?;
    if version != "1.0" {
        return Err(not_well_formed(&format!("XML version \"{}\", not 1.0", excerpt(&version))));
    }
    match declaration.encoding() {
        Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
        Some(Ok(encoding)) => {
            Err(Flaw::new(Rule::Utf8, format!("declared as \"{}\"", excerpt(&encoding))))
        }
        Some(Err(error)) => Err(not_well_formed(&error.to_string())),
        None => Ok(()),
    }
}

fn resolved<'a>(reference: &BytesRef<'_>) -> Verdict<Cow<'a, str>> {
    if let Some(text) = resolve_xml_entity(reference) {
        return Ok(Cow::Borrowed(text));
    }
    match reference.resolve_char_ref() {
        Ok(Some(c)) if is_xml_char(c) => Ok(Cow::Owned(c.to_string())),
        Ok(Some(c)) => Err(forbidden(c)),
        Ok(None) => Err(Flaw::new(Rule::Entity, format!("&{};", excerpt(reference)))),
        Err(error) => Err(Flaw::new(Rule::XmlCharacters, error.to_string())),
    }
}

/// Refuses a run of text with a character that XML 1.0 §2.2 does not allow.
pub(super) fn check_characters(text: &str) -> Verdict {
    // Only control characters, and U+FFFE and U+FFFF (EF BF BE, EF BF BF), can be
    // wrong in valid UTF-8: both are quicker to find as bytes.
    let bytes = text.as_bytes();
    let control = bytes.iter().any(|b| *b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r'));
    let noncharacter = || {
        memchr::memchr_iter(0xEF, bytes)
            .any(|at| matches!(bytes.get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF])))
    };
    if !control && !noncharacter() {
        return Ok(());
    }
    match text.char_indices().find(|(_, c)| !is_xml_char(*c)) {
        Some((at, c)) => Err(forbidden(c).at(&format!("byte {at}"))),
        None => Ok(()),
    }
}

fn forbidden(c: char) -> Flaw {
    Flaw::new(Rule::XmlCharacters, format!("U+{:04X}", u32::from(c)))
}

fn ill_formed(position: u64, error: &quick_xml::Error) -> Flaw {
    not_well_formed(&format!("after byte {position}: {error}"))
}

fn not_well_formed(detail: &str) -> Flaw {
    Flaw::new(Rule::WellFormed, detail)
}
