//! XML 1.0 with namespaces as a small tree that borrows from the document. `roxmltree`
//! parses it, which wrote none of it; what it lets pass and readers refuse is looked
//! for here. It knows no feed format.

use super::flaw::{Flaw, Rule, Verdict, excerpt};
use crate::text::xml_text::is_xml_char;
use roxmltree::{Document, Error, Node};
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
    /// `itunes:`
    Itunes,
    /// `podcast:`
    Podcast,
    /// `fh:`
    History,
    /// The sitemap protocol.
    Sitemap,
    /// `news:`
    News,
    /// `xml:`
    Xml,
    /// Any other.
    Other,
}

impl Namespace {
    fn named(uri: Option<&str>) -> Self {
        match uri {
            None | Some("") => Self::None,
            Some("http://www.w3.org/2005/Atom") => Self::Atom,
            Some("http://purl.org/atompub/tombstones/1.0") => Self::Tombstones,
            Some("http://purl.org/rss/1.0/modules/content/") => Self::Content,
            Some("http://purl.org/dc/elements/1.1/") => Self::DublinCore,
            Some("http://purl.org/dc/terms/") => Self::Terms,
            Some("http://search.yahoo.com/mrss/") => Self::Media,
            Some("http://purl.org/rss/1.0/modules/syndication/") => Self::Syndication,
            Some("http://www.itunes.com/dtds/podcast-1.0.dtd") => Self::Itunes,
            Some("https://podcastindex.org/namespace/1.0") => Self::Podcast,
            Some("http://purl.org/syndication/history/1.0") => Self::History,
            Some("http://www.sitemaps.org/schemas/sitemap/0.9") => Self::Sitemap,
            Some("http://www.google.com/schemas/sitemap-news/0.9") => Self::News,
            Some("http://www.w3.org/XML/1998/namespace") => Self::Xml,
            Some(_) => Self::Other,
        }
    }
}

/// One attribute; declarations of namespaces do not count.
pub(super) struct Attribute<'a> {
    pub(super) namespace: Namespace,
    /// The local name.
    pub(super) name: &'a str,
    pub(super) value: &'a str,
}

/// One element.
pub(super) struct Element<'a> {
    pub(super) namespace: Namespace,
    /// The local name.
    pub(super) name: &'a str,
    pub(super) attributes: Vec<Attribute<'a>>,
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
            .map(|attribute| attribute.value)
    }
}

/// Parses a document, and refuses what is not well-formed.
pub(super) fn parse(text: &str) -> Verdict<Document<'_>> {
    check_declaration(text)?;
    check_references(text)?;
    // A document type is refused: entities of one's own are an attack or a mistake.
    Document::parse(text).map_err(|error| ill_formed(&error))
}

/// The root of a document.
pub(super) fn root<'a>(document: &'a Document<'_>) -> Verdict<Element<'a>> {
    element(document.root_element(), 1)
}

fn element<'a>(node: Node<'a, '_>, depth: usize) -> Verdict<Element<'a>> {
    if depth > DEEPEST {
        return Err(not_well_formed(&format!("elements nested deeper than {DEEPEST}")));
    }
    let name = node.tag_name().name();
    if let Some(unbound) = node.namespaces().find(|it| it.uri().is_empty() && it.name().is_some()) {
        let prefix = unbound.name().unwrap_or_default();
        let detail = format!("<{name}>: xmlns:{} is bound to nothing", excerpt(prefix));
        return Err(Flaw::new(Rule::PrefixBound, detail));
    }
    let attributes = node.attributes().map(|attribute| Attribute {
        namespace: Namespace::named(attribute.namespace()),
        name: attribute.name(),
        value: attribute.value(),
    });
    let children = node.children().filter(Node::is_element);
    Ok(Element {
        namespace: Namespace::named(node.tag_name().namespace()),
        name,
        attributes: attributes.collect(),
        children: children.map(|child| element(child, depth + 1)).collect::<Verdict<_>>()?,
        text: text_of(node),
    })
}

/// A comment or an element parts a text in two nodes.
fn text_of<'a>(node: Node<'a, '_>) -> Cow<'a, str> {
    let mut texts = node.children().filter(Node::is_text).filter_map(|text| text.text());
    let mut whole = Cow::Borrowed(texts.next().unwrap_or_default());
    for text in texts {
        whole.to_mut().push_str(text);
    }
    whole
}

/// XML 1.0 in UTF-8, where a declaration says what it is: the parser believes any.
fn check_declaration(text: &str) -> Verdict {
    let Some((declaration, _)) = text.strip_prefix("<?xml ").and_then(|it| it.split_once("?>"))
    else {
        return Ok(());
    };
    let said = |name: &str| {
        let value = declaration.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split_once(quote).map(|(value, _)| value)
    };
    match (said("version"), said("encoding")) {
        (Some(version), _) if version != "1.0" => {
            Err(not_well_formed(&format!("XML version \"{}\", not 1.0", excerpt(version))))
        }
        (_, Some(encoding)) if !encoding.eq_ignore_ascii_case("utf-8") => {
            Err(Flaw::new(Rule::Utf8, format!("declared as \"{}\"", excerpt(encoding))))
        }
        _ => Ok(()),
    }
}

/// References to characters that must not be there: the parser reads half a surrogate
/// as U+FFFD, and knows no noncharacters.
fn check_references(text: &str) -> Verdict {
    let references = memchr::memmem::find_iter(text.as_bytes(), "&#");
    for at in references {
        let Some((number, _)) = text[at + 2..].split_once(';') else { break };
        if let Err(flaw) = check_reference(number)
            && !is_passed_over(text, at)
        {
            return Err(flaw);
        }
    }
    Ok(())
}

/// Whether a place is within a comment or text that is taken as it is.
fn is_passed_over(text: &str, place: usize) -> bool {
    let mut from = 0;
    while let Some(begin) = text[from..place].find('<').map(|at| from + at) {
        let end = [("<![CDATA[", "]]>"), ("<!--", "-->")]
            .into_iter()
            .find(|(start, _)| text[begin..].starts_with(start))
            .map(|(_, end)| text[begin..].find(end).map_or(text.len(), |at| begin + at));
        if end.is_some_and(|end| end > place) {
            return true;
        }
        from = end.unwrap_or(begin + 1);
    }
    false
}

fn check_reference(number: &str) -> Verdict {
    let number = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    match number.map(|number| (number, char::from_u32(number))) {
        Ok((_, Some(c))) if is_xml_char(c) => Ok(()),
        Ok((number, _)) => Err(Flaw::new(Rule::XmlCharacters, format!("U+{number:04X}"))),
        // The parser says what is wrong with it.
        Err(_) => Ok(()),
    }
}

/// Refuses a run of text with a character that must not be published: what XML 1.0
/// §2.2 forbids, and noncharacters.
pub(super) fn check_characters(text: &str) -> Verdict {
    // Only control characters and noncharacters (EF B7 90 to EF B7 AF, and those that
    // end in BF BE or BF BF) can be wrong in valid UTF-8: quicker to find as bytes.
    let bytes = text.as_bytes();
    let control = bytes.iter().any(|b| *b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r'));
    let follows = |first: u8, second: u8| {
        memchr::memchr_iter(first, bytes).any(|at| bytes.get(at + 1) == Some(&second))
    };
    let suspicious = control
        || follows(0xEF, 0xB7)
        || follows(0xBF, 0xBE)
        || memchr::memmem::find(bytes, &[0xBF, 0xBF]).is_some();
    if !suspicious {
        return Ok(());
    }
    match text.char_indices().find(|(_, c)| !is_xml_char(*c)) {
        Some((at, c)) => {
            let detail = format!("byte {at}: U+{:04X}", u32::from(c));
            Err(Flaw::new(Rule::XmlCharacters, detail))
        }
        None => Ok(()),
    }
}

fn ill_formed(error: &Error) -> Flaw {
    let rule = match error {
        Error::DtdDetected | Error::UnknownEntityReference(..) => Rule::Entity,
        Error::UnknownNamespace(..) | Error::InvalidElementNamePrefix(_) => Rule::PrefixBound,
        Error::NonXmlChar(..) => Rule::XmlCharacters,
        _ => Rule::WellFormed,
    };
    Flaw::new(rule, error.to_string())
}

fn not_well_formed(detail: &str) -> Flaw {
    Flaw::new(Rule::WellFormed, detail)
}
