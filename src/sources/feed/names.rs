//! What the prefixes of a feed mean, in any arrangement of namespaces. An
//! address that nobody knows is forgiven when the prefix is a usual one.

use super::attributes::{attributes, is_declaration};
use super::scan::Tag;

/// The vocabularies that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Space {
    /// RSS of any version, RDF, and whatever a feed has without a prefix.
    Core,
    /// Atom 0.3 and 1.0.
    Atom,
    /// Dublin Core elements.
    Dc,
    /// Dublin Core terms.
    DcTerms,
    /// RSS 1.0 content module.
    Content,
    /// Media RSS.
    Media,
    /// Podcasts, as Apple began to describe them.
    Itunes,
    /// Podcasts, as others went on.
    Podcast,
    /// HTML as XML.
    Xhtml,
    /// FeedBurner.
    FeedBurner,
    /// What magazines say of their articles.
    Prism,
    /// Tombstones of Atom (RFC 6721).
    Tombstones,
    /// Publishing of Atom (RFC 5023).
    App,
    /// One that is not read.
    Other,
}

/// The prefixes in force, innermost last.
#[derive(Clone, Debug, Default)]
pub(super) struct Bindings<'a> {
    bound: Vec<(&'a str, Space)>,
}

impl<'a> Bindings<'a> {
    /// Takes the declarations of a start tag; says how many were in force
    /// before, for [`Bindings::forget`]. A default namespace that nobody knows
    /// is the feed's own when it is declared around items (`outer`), and a
    /// foreign one inside them.
    pub(super) fn declare(&mut self, raw: &'a str, outer: bool) -> usize {
        let before = self.bound.len();
        if raw.contains("xmlns") && before < 1024 {
            for (name, value) in attributes(raw).filter(|(name, _)| is_declaration(name)) {
                let prefix = name.strip_prefix("xmlns:").unwrap_or_default();
                self.bound.push((
                    prefix,
                    match space_of(prefix, value) {
                        Some(space) => space,
                        None if prefix.is_empty() && !outer => Space::Other,
                        None => usual(prefix),
                    },
                ));
            }
        }
        before
    }

    /// As [`Bindings::declare`], of a tag around items or of an item itself: it is what it is
    /// called under any prefix, declared or not.
    pub(super) fn declare_around(&mut self, tag: &Tag<'a>) -> usize {
        let before = self.declare(tag.attributes, true);
        let Some((prefix, local)) = tag.name.split_once(':') else { return before };
        let ours = ["rss", "rdf", "channel", "feed", "item", "entry"];
        let is_ours = ours.iter().any(|name| local.eq_ignore_ascii_case(name));
        if is_ours && self.resolve(tag.name).0 == Space::Other && before < 1024 {
            self.bound.push((prefix, Space::Core));
        }
        before
    }

    /// Whether a tag is of a vocabulary that is declared, and that nobody knows.
    pub(super) fn is_of_strangers(&mut self, tag: &Tag<'a>) -> bool {
        let before = self.declare(tag.attributes, true);
        let prefix = tag.name.split_once(':').map(|(prefix, _)| prefix);
        let is_declared = self.bound.iter().any(|(bound, _)| Some(*bound) == prefix);
        let is_of_strangers = is_declared && self.resolve(tag.name).0 == Space::Other;
        self.forget(before);
        is_of_strangers
    }

    /// Goes back to `count` declarations.
    pub(super) fn forget(&mut self, count: usize) {
        self.bound.truncate(count);
    }

    /// The vocabulary and local name of a qualified name.
    pub(super) fn resolve(&self, name: &'a str) -> (Space, &'a str) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let bound = self.bound.iter().rev().find(|(bound, _)| *bound == prefix);
        (bound.map_or_else(|| usual(prefix), |(_, space)| *space), local)
    }
}

/// The vocabulary of a prefix that is not declared.
fn usual(prefix: &str) -> Space {
    match prefix {
        "" | "rss" | "rdf" | "RDF" => Space::Core,
        "atom" | "atom10" | "atom03" => Space::Atom,
        "dc" => Space::Dc,
        "dcterms" => Space::DcTerms,
        "content" => Space::Content,
        "media" => Space::Media,
        "itunes" => Space::Itunes,
        "podcast" => Space::Podcast,
        "xhtml" | "html" | "xht" | "h" => Space::Xhtml,
        "feedburner" => Space::FeedBurner,
        "prism" => Space::Prism,
        "at" => Space::Tombstones,
        "app" => Space::App,
        _ => Space::Other,
    }
}

/// The vocabulary of an address, in all the spellings that are about.
fn space_of(prefix: &str, address: &str) -> Option<Space> {
    let lower = address.trim().to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let rest = rest.unwrap_or(&lower);
    if rest.is_empty() && prefix.is_empty() {
        return Some(Space::Core);
    }
    SPACES.iter().find(|(start, _)| rest.starts_with(start)).map(|(_, space)| *space)
}

/// How the addresses of vocabularies begin, the longer before the shorter.
const SPACES: [(&str, Space); 26] = [
    ("www.w3.org/2005/atom", Space::Atom),
    ("purl.org/atom/ns", Space::Atom),
    ("purl.org/dc/terms", Space::DcTerms),
    ("purl.org/dc", Space::Dc),
    ("purl.org/rss/1.0/modules/content", Space::Content),
    ("purl.org/rss/1.0/modules", Space::Other),
    ("purl.org/rss/1.0", Space::Core),
    ("purl.org/net/rss1.1", Space::Core),
    ("backend.userland.com", Space::Core),
    ("blogs.law.harvard.edu/tech/rss", Space::Core),
    ("channel.netscape.com/rdf", Space::Core),
    ("my.netscape.com", Space::Core),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", Space::Core),
    ("search.yahoo.com/mrss", Space::Media),
    ("tools.search.yahoo.com/mrss", Space::Media),
    ("www.itunes.com", Space::Itunes),
    ("example.com/dtds/podcast", Space::Itunes),
    ("podcastindex.org/namespace", Space::Podcast),
    ("github.com/podcastindex-org/podcast-namespace", Space::Podcast),
    ("www.w3.org/1999/xhtml", Space::Xhtml),
    ("rssnamespace.org/feedburner", Space::FeedBurner),
    ("prismstandard.org/namespaces", Space::Prism),
    ("purl.org/atompub/tombstones", Space::Tombstones),
    ("www.w3.org/2007/app", Space::App),
    ("purl.org/atom/app", Space::App),
    ("www.w3.org", Space::Other),
];
