//! Reads the feeds that an OPML 1.0 or 2.0 list names, with the folders that they
//! lie in. Damage costs the outline it is in; how deep outlines are nested does
//! not matter. It asks no feed, and judges no address.

use super::addresses::is_web;
use super::attributes::attribute;
use super::scan::{Kind, Mark, Scanner};
use crate::text::charset;
use std::borrow::Cow;

/// The most feeds that are read from one list.
pub const MAX_FEEDS: usize = 100_000;

/// So much of a broken outline is looked through, in bytes.
const MOST_SHOWN: usize = 4096;

/// More folders around a feed than these are not told, the outermost first.
const MOST_FOLDERS: usize = 8;

/// One outline of a list that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Its address, as it is written.
    pub address: String,
    /// Its title; empty when it has none.
    pub title: String,
    /// What it is filed under: its own categories, then the folders around it,
    /// the innermost first.
    pub folders: Vec<String>,
    /// Why it is no feed, where the list says so.
    pub no_feed: Option<String>,
}

/// Whether a document is an OPML list rather than a feed, by how it begins.
#[must_use]
pub fn is_opml(opening: &[u8]) -> bool {
    let text = charset::decode(&opening[..opening.len().min(4096)], None);
    let mut scanner = Scanner::new(&text, 0);
    scanner.next_tag().is_some_and(|tag| tag.name.eq_ignore_ascii_case("opml"))
}

/// Reads a list, in its order; feeds may come more than once.
#[must_use]
pub fn read(bytes: &[u8]) -> Vec<Subscription> {
    let text = charset::decode(bytes, None);
    let mut scanner = Scanner::new(&text, 0);
    let mut folders = Folders::default();
    let mut feeds = Vec::new();
    while let Some(place) = scanner.next_place() {
        let mark = scanner.mark(place);
        let Mark::Tag(tag) = mark else {
            feeds.extend(broken(&text[place..]).filter(|_| feeds.len() < MAX_FEEDS));
            if matches!(mark, Mark::Cut) {
                break;
            }
            continue;
        };
        scanner.go_to(tag.end);
        if !tag.name.eq_ignore_ascii_case("outline") {
            continue;
        }
        if tag.kind == Kind::Close {
            folders.leave();
            continue;
        }
        let outline = Outline::of(tag.attributes);
        let holds_one = || begins_outline(&text[tag.end..]);
        let is_folder = tag.kind == Kind::Open
            && (outline.may_hold_others() || outline.names_nothing() && holds_one());
        if feeds.len() < MAX_FEEDS && !is_folder {
            feeds.extend(outline.subscription(&folders));
        }
        if tag.kind == Kind::Open {
            folders.enter(Some(outline.title).filter(|_| is_folder));
        }
    }
    feeds
}

/// What an outline says of itself.
struct Outline {
    title: String,
    /// The address of a feed.
    feed: Option<String>,
    /// Another address.
    other: Option<String>,
    kind: Option<String>,
    /// It has the attribute of a feed, though nothing in it.
    is_blank: bool,
    is_comment: bool,
    categories: Vec<String>,
}

impl Outline {
    fn of(attributes: &str) -> Self {
        let said = |name| attribute(attributes, name);
        let own = |name| said(name).filter(|value| !value.is_empty()).map(Cow::into_owned);
        let kind = own("type").map(|kind| line(&kind));
        let is_feed = matches!(kind.as_deref(), Some("rss" | "atom" | "feed" | "json"));
        let feed = own("xmlUrl").or_else(|| own("url").filter(|_| is_feed));
        let categories = own("category").unwrap_or_default();
        let categories = categories.split(',').filter_map(|path| path.rsplit('/').next());
        let categories = categories.map(line).filter(|name| !name.is_empty());
        Self {
            title: own("title").or_else(|| own("text")).map(|it| line(&it)).unwrap_or_default(),
            is_blank: feed.is_none() && said("xmlUrl").is_some(),
            feed,
            other: own("url").or_else(|| own("htmlUrl")),
            kind,
            is_comment: own("isComment").is_some_and(|it| it.eq_ignore_ascii_case("true")),
            categories: categories.take(MOST_FOLDERS).collect(),
        }
    }

    /// Whether it is a folder, where it holds something.
    fn may_hold_others(&self) -> bool {
        self.feed.is_none() && !self.is_blank && self.kind.is_none()
    }

    /// Whether it has a title and a type alone: some readers call a folder a feed.
    fn names_nothing(&self) -> bool {
        let is_link = self.kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("include"));
        self.feed.is_none()
            && self.other.is_none()
            && !self.is_blank
            && !self.is_comment
            && !is_link
    }

    /// What it names; `None` where it names nothing at all.
    fn subscription(&self, folders: &Folders) -> Option<Subscription> {
        // Without a name it is a line that divides others.
        if self.may_hold_others() && self.other.is_none() && self.title.is_empty() {
            return None;
        }
        Some(Subscription {
            address: self.feed.as_ref().or(self.other.as_ref()).cloned().unwrap_or_default(),
            title: self.title.clone(),
            folders: self.categories.iter().cloned().chain(folders.around()).collect(),
            no_feed: self.no_feed(),
        })
    }

    /// Why it is no feed: it is commented out (OPML 2.0, `isComment`), its type names another
    /// thing, as readers do that scrape pages, or it names no feed.
    fn no_feed(&self) -> Option<String> {
        if self.is_comment {
            return Some("it is commented out in the list".to_owned());
        }
        let kind = self.kind.as_deref().unwrap_or_default();
        let lower = kind.to_ascii_lowercase();
        let any_of = |names: &[&str]| names.iter().any(|one| lower.contains(one));
        let is_feed = kind.is_empty() || any_of(&["rss", "atom", "feed", "json", "rdf", "xml"]);
        if lower == "include" {
            return Some("it leads to another list: import that one too".to_owned());
        }
        if !is_feed || any_of(&["xpath", "dotnotation", "html"]) {
            return Some(format!(
                "its type is \"{kind}\", which is no feed: make a [source.page] of it"
            ));
        }
        self.feed.is_none().then(|| match self.other.as_deref().filter(|it| is_web(it)) {
            Some(site) => {
                format!("it names no feed (`xmlUrl`): `pressroom discover {site}` looks for it")
            }
            None => "it names no feed (`xmlUrl`) and no site: ask who made the list".to_owned(),
        })
    }
}

/// Whether an outline follows.
fn begins_outline(text: &str) -> bool {
    let next = text.trim_start().strip_prefix('<').and_then(|tag| tag.get(..7));
    next.is_some_and(|name| name.eq_ignore_ascii_case("outline"))
}

/// An outline whose tag is not whole.
fn broken(at: &str) -> Option<Subscription> {
    let rest = at.strip_prefix('<')?;
    let rest =
        rest.get(..7).filter(|name| name.eq_ignore_ascii_case("outline")).map(|_| &rest[7..]);
    let rest = rest.filter(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()))?;
    let end = rest.find('<').unwrap_or(rest.len()).min(MOST_SHOWN);
    let outline = Outline::of(&rest[..rest.floor_char_boundary(end)]);
    Some(Subscription {
        address: outline.feed.or(outline.other).unwrap_or_default(),
        title: outline.title,
        folders: Vec::new(),
        no_feed: Some(
            "its tag has no end: write `/>` behind it, and import the list again".to_owned(),
        ),
    })
}

/// The outlines that are open: how many, and those that are folders with a name.
#[derive(Default)]
struct Folders {
    depth: usize,
    named: Vec<(usize, String)>,
}

impl Folders {
    fn enter(&mut self, name: Option<String>) {
        self.depth += 1;
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            self.named.push((self.depth, name));
        }
    }

    fn leave(&mut self) {
        self.named.pop_if(|(depth, _)| *depth >= self.depth);
        self.depth = self.depth.saturating_sub(1);
    }

    fn around(&self) -> impl Iterator<Item = String> {
        self.named.iter().rev().take(MOST_FOLDERS).map(|(_, name)| name.clone())
    }
}

/// On one line, and short enough to be shown.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(200).collect()
}
