//! Reads the feeds that an OPML 1.0 or 2.0 list names, with the folders that they
//! lie in. Damage costs the outline it is in; how deep outlines are nested does
//! not matter. It asks no feed, and judges no address.

use super::attributes::attribute;
use super::scan::{Kind, Scanner};
use crate::text::charset;

/// The most feeds that are read from one list.
pub const MAX_FEEDS: usize = 100_000;

/// More folders around a feed than these are not told, the outermost first.
const MOST_FOLDERS: usize = 8;

/// One feed of a list.
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
    while let Some(tag) = scanner.next_tag() {
        if !tag.name.eq_ignore_ascii_case("outline") {
            continue;
        }
        if tag.kind == Kind::Close {
            folders.leave();
            continue;
        }
        let own = |name| attribute(tag.attributes, name).filter(|value| !value.is_empty());
        let title = own("title").or_else(|| own("text")).map(|title| line(&title));
        let is_feed =
            || own("type").is_some_and(|kind| matches!(&*kind, "rss" | "atom" | "feed" | "json"));
        let address = own("xmlUrl").or_else(|| own("url").filter(|_| is_feed()));
        if let Some(address) = &address
            && feeds.len() < MAX_FEEDS
        {
            let categories = own("category").unwrap_or_default();
            let categories = categories.split(',').filter_map(|path| path.rsplit('/').next());
            let categories = categories.map(line).filter(|name| !name.is_empty());
            feeds.push(Subscription {
                address: address.to_string(),
                title: title.clone().unwrap_or_default(),
                folders: categories.take(MOST_FOLDERS).chain(folders.around()).collect(),
                no_feed: no_feed(own("type").as_deref(), own("isComment").as_deref()),
            });
        }
        if tag.kind == Kind::Open {
            folders.enter(title.filter(|_| address.is_none()));
        }
    }
    feeds
}

/// Why an outline with an address is no feed: its type names another thing, as readers do
/// that scrape pages, or it is commented out (OPML 2.0, `isComment`).
fn no_feed(kind: Option<&str>, comment: Option<&str>) -> Option<String> {
    if comment.is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return Some("it is commented out in the list".to_owned());
    }
    let kind = kind?;
    let lower = kind.to_ascii_lowercase();
    let is_feed =
        ["rss", "atom", "feed", "json", "rdf", "xml"].iter().any(|one| lower.contains(one));
    let is_scraped = ["xpath", "dotnotation", "html"].iter().any(|one| lower.contains(one));
    (is_scraped || !is_feed).then(|| {
        format!("its type is \"{}\", which is no feed: make a [source.page] of it", line(kind))
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
