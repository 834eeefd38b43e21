//! What stands around the items: the feed's own title, site and language, and
//! what its items inherit from it. When it was built, and the like, is not
//! read: it changes with every poll and says nothing of any item.

use super::addresses::{is_web, join, rebase};
use super::characters::without_tags;
use super::construct::Texts;
use super::names::{Bindings, Space};
use super::naming::Namers;
use super::people::author;
use super::tree::{Element, Tree};
use crate::feed_document::GENERATOR;
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawAuthor, RawOrigin, RawText};
use crate::text::dates::Way;
use crate::web_address::WebAddress;

/// The feed itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Channel {
    pub(super) title: Option<String>,
    pub(super) site: Option<String>,
    pub(super) feed: Option<String>,
    pub(super) language: Option<String>,
    /// Whose the rights in it are.
    pub(super) rights: Option<String>,
    /// Who writes the items that name nobody (Atom only, RFC 4287 §4.1.2).
    pub(super) authors: Vec<RawAuthor>,
    /// Whether elements without a prefix are Atom's.
    pub(super) is_atom: bool,
    /// Where it was asked for.
    pub(super) asked: Option<WebAddress>,
    /// What the dates do not say themselves.
    pub(super) way: Way,
    /// A pressroom wrote it.
    pub(super) is_ours: bool,
    /// Who tells of what is new in it.
    pub(super) hubs: Vec<String>,
}

/// What an item inherits from the elements around it.
#[derive(Clone, Debug, Default)]
pub(super) struct Inherited {
    pub(super) base: Option<WebAddress>,
    /// An `xml:base` says so.
    pub(super) base_is_said: bool,
    pub(super) language: Option<String>,
    /// Of all that flows into an item from around it.
    pub(super) fingerprint: Option<Fingerprint>,
}

/// Reads what stands around the items; `None` if there is nothing of a feed.
pub(super) fn read_channel(around: &Tree<'_>, asked: Option<&WebAddress>) -> Option<Channel> {
    let named = |element: &Element<'_>, names: &[&str]| {
        matches!(element.space, Space::Core | Space::Atom)
            && names.contains(&element.lower_name().as_str())
    };
    let feed = |names: &[&str]| around.elements().find(|(_, element)| named(element, names));
    let (at, element) = feed(&["channel", "feed"]).or_else(|| feed(&["rss", "rdf"]))?;
    let is_atom = element.lower_name().as_str() == "feed";
    let bindings = Bindings::default();
    let texts = Texts { tree: around, is_atom, bindings: &bindings };
    let base = base_at(around, at, asked);
    let mut channel = Channel { is_atom, asked: asked.cloned(), ..Channel::default() };
    for (child, element) in around.children(at) {
        channel.take(&texts, child, element, base.as_ref());
    }
    channel.site = channel.site.or_else(|| element.attribute("href").map(|href| href.into_owned()));
    Some(channel)
}

impl Channel {
    fn take(
        &mut self,
        texts: &Texts<'_, '_>,
        at: usize,
        element: &Element<'_>,
        outer: Option<&WebAddress>,
    ) {
        let base = texts.base(element, outer);
        let base = base.as_ref();
        let name = element.lower_name();
        match (element.space, name.as_str()) {
            (Space::Core | Space::Atom | Space::Dc, "title") if self.title.is_none() => {
                self.title = texts.construct(at, base).map(one_line).filter(|t| !t.is_empty());
            }
            (Space::Core | Space::Atom, "link") => self.link(texts, at, element, base),
            (Space::Core | Space::Dc, "language") if self.language.is_none() => {
                self.language = texts.plain(at);
            }
            (Space::Core | Space::Atom | Space::Dc, "copyright" | "rights")
                if self.rights.is_none() =>
            {
                let said = texts.construct(at, base).map(one_line);
                self.rights = said.filter(|said| !said.is_empty());
            }
            (Space::Core | Space::Atom, "generator") => {
                self.is_ours = texts.plain(at).is_some_and(|by| by == GENERATOR);
            }
            (Space::Core | Space::Atom, "author") if self.is_atom => {
                self.authors.extend(author(texts, at));
            }
            _ => {}
        }
    }

    fn link(
        &mut self,
        texts: &Texts<'_, '_>,
        at: usize,
        element: &Element<'_>,
        base: Option<&WebAddress>,
    ) {
        let Some(href) = element.attribute("href") else {
            self.site = self.site.take().or_else(|| Some(join(base, &texts.plain(at)?)));
            return;
        };
        let rel = element.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let kind = element.attribute("type").unwrap_or_default();
        match rel.as_str() {
            "self" if self.feed.is_none() => self.feed = Some(join(base, &href)),
            "hub" => self.hubs.push(join(base, &href)),
            "" | "alternate" if self.site.is_none() && !kind.contains("atom+xml") => {
                self.site = Some(join(base, &href));
            }
            _ => {}
        }
    }

    /// What its items are said to come from, when they say nothing themselves: only what
    /// the feed itself declares. Where it was fetched from may be a secret.
    pub(super) fn origin(&self) -> Option<RawOrigin> {
        let Self { title, feed, site, rights, .. } = self.clone();
        let known = title.is_some() || feed.is_some() || site.is_some();
        known.then_some(RawOrigin { title, feed, site, rights })
    }

    /// Who gives its items their names.
    pub(super) fn namers(&self) -> Namers<'_> {
        Namers { site: self.site.as_deref(), asked: self.asked.as_ref() }
    }

    /// What an item inherits when `parent` is the element around it.
    pub(super) fn inherited(
        &self,
        around: &Tree<'_>,
        parent: Option<usize>,
        document: Option<&WebAddress>,
    ) -> Inherited {
        // Relative links in RSS mean the site, wherever the feed is kept.
        let site = self.site.as_deref().filter(|site| !self.is_atom && is_web(site));
        let site = site.and_then(|site| WebAddress::parse(site).ok());
        let own = self.feed.as_deref().or(self.site.as_deref());
        let own = own.and_then(|address| WebAddress::parse(address).ok());
        let start = site.or_else(|| document.cloned()).or(own);
        let path = parent.map(|parent| around.path(parent)).unwrap_or_default();
        let base = path.iter().fold(start, |base, element| match element.attribute("xml:base") {
            Some(own) => rebase(base.as_ref(), &own),
            None => base,
        });
        let tag = path.iter().rev().find_map(|element| element.attribute("xml:lang"));
        let language = tag.map(|tag| tag.into_owned()).or_else(|| self.language.clone());
        let language = language.filter(|tag| !tag.is_empty());
        let fingerprint = Some(self.fingerprint(&path, base.as_ref(), document));
        let base_is_said = path.iter().any(|element| element.attribute("xml:base").is_some());
        Inherited { base, base_is_said, language, fingerprint }
    }

    fn fingerprint(
        &self,
        path: &[&Element<'_>],
        base: Option<&WebAddress>,
        document: Option<&WebAddress>,
    ) -> Fingerprint {
        let authors = serde_json::to_string(&self.authors).unwrap_or_default();
        let own = [
            self.title.as_deref(),
            self.site.as_deref(),
            self.feed.as_deref(),
            self.language.as_deref(),
            base.map(WebAddress::as_str),
            document.map(WebAddress::as_str),
            Some(&authors),
        ];
        let own = own.into_iter().map(|part| part.unwrap_or_default().as_bytes());
        let tags = path.iter().flat_map(|element| [element.name, element.attributes]);
        Fingerprint::of_parts(own.chain(tags.map(str::as_bytes)))
    }
}

fn base_at(around: &Tree<'_>, at: usize, document: Option<&WebAddress>) -> Option<WebAddress> {
    around.path(at).iter().fold(document.cloned(), |base, element| {
        match element.attribute("xml:base") {
            Some(own) => rebase(base.as_ref(), &own),
            None => base,
        }
    })
}

/// A title on one line, as plain text.
pub(super) fn one_line(text: RawText) -> String {
    match text {
        RawText::Plain(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        RawText::Html(html) => without_tags(&html),
    }
}
