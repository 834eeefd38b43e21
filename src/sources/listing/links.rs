//! Which links of a page may lead to articles: those that a selector names, or else
//! those that the page declares, and those of its site that read like headlines. Which
//! of the latter do, `told_apart` says. It asks for nothing.

use super::elements::{base_of, select, select_in};
use super::told_apart::{self, Candidate};
use crate::sources::article_address;
use crate::sources::html_tree;
use crate::sources::same_page::{same_site, without_fragment};
use crate::text::{charset, plain_text};
use crate::web_address::WebAddress;
use dom_query::{Document, NodeRef};
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};

/// More links than this are not taken from one page.
const MOST: usize = 500;

/// So deep is JSON-LD looked into.
const DEEPEST: usize = 12;

/// Where headlines are, and what has no headline but is marked as an article.
const HEADLINES: &str = "h1 a[href], h2 a[href], h3 a[href], h4 a[href], article a[href], \
    [itemtype*='Article'] a[href], [itemtype*='BlogPosting'] a[href], [itemprop~='headline'] a[href]";

/// Links that a headline is in.
const HEADED: &str = "a[href]:has(h1), a[href]:has(h2), a[href]:has(h3), a[href]:has(h4)";

/// Never in a list of articles, by what it is or is for.
const FURNITURE: &str = "nav, footer, aside, form, [role='navigation' i], \
    [role='contentinfo' i], [role='banner' i], [role='complementary' i], [role='search' i]";

/// More links than this are not looked at in one page.
const MOST_LINKS: usize = 5_000;

/// The types of JSON-LD that are articles.
const ARTICLES: [&str; 8] = [
    "Article",
    "NewsArticle",
    "BlogPosting",
    "ReportageNewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "LiveBlogPosting",
    "ListItem",
];

/// Whether it is the header of the page, not of one article in it.
fn is_page_header(node: &NodeRef<'_>) -> bool {
    let is_header = node.node_name().is_some_and(|name| &*name == "header");
    is_header && !node.ancestors_it(None).any(|around| around.is("article, section, li, main"))
}

/// The addresses of articles in a page, in its order, each once.
///
/// With a selector, what it names; otherwise only links within the site.
#[must_use]
pub fn find(
    bytes: &[u8],
    content_type: Option<&str>,
    address: &WebAddress,
    selector: Option<&str>,
) -> Vec<WebAddress> {
    let text = charset::decode(bytes, content_type);
    let html = html_tree::shallow_page(&text);
    let page =
        Page { html: &html, base: base_of(&html, address), address: without_fragment(address) };
    let mut found = match selector {
        Some(selector) => page.named(selector),
        None => page.told_apart(),
    };
    let mut seen = BTreeSet::new();
    found.retain(|link| *link != page.address && seen.insert(link.clone()));
    found.truncate(MOST);
    found
}

struct Page<'a> {
    html: &'a Document,
    base: WebAddress,
    address: WebAddress,
}

impl Page<'_> {
    /// The links that a selector names, or that are in what it names.
    fn named(&self, selector: &str) -> Vec<WebAddress> {
        select(self.html, selector)
            .into_iter()
            .flat_map(|element| match element.has_attr("href") {
                true => vec![element],
                false => select_in(&element, "a"),
            })
            .filter_map(|link| self.resolve(&link.attr("href")?))
            .collect()
    }

    fn told_apart(&self) -> Vec<WebAddress> {
        let mut found = self.declared();
        let headlines: HashSet<_> = [HEADLINES, HEADED]
            .iter()
            .flat_map(|selector| select(self.html, selector))
            .map(|link| link.id)
            .collect();
        let headers = select(self.html, "header").into_iter().filter(is_page_header);
        let furniture = select(self.html, FURNITURE).into_iter().chain(headers);
        let furniture: HashSet<_> = furniture.map(|one| one.id).collect();
        let links = select(self.html, "a[href]").into_iter().take(MOST_LINKS);
        let candidates = links.filter_map(|link| {
            if link.ancestors_it(None).any(|around| furniture.contains(&around.id)) {
                return None;
            }
            let (address, length) = self.article(&link)?;
            Some(Candidate::of(&link, address, length, headlines.contains(&link.id)))
        });
        found.extend(told_apart::chosen(candidates.collect(), found.len()));
        found
    }

    /// What the page declares in JSON-LD.
    fn declared(&self) -> Vec<WebAddress> {
        let mut found = Vec::new();
        for script in select(self.html, "script[type='application/ld+json']") {
            if let Ok(json) = serde_json::from_str::<Value>(&script.text()) {
                declared_in(&json, DEEPEST, &mut found);
            }
        }
        found.iter().filter_map(|url| self.resolve(url)).filter(|url| self.may_be(url)).collect()
    }

    /// A link that reads and looks like one to an article, with the length of its
    /// text.
    fn article(&self, link: &NodeRef<'_>) -> Option<(WebAddress, usize)> {
        let text = plain_text::one_line(&link.text());
        let length = text.chars().count();
        // Scripts without spaces between words say much in few characters.
        let is_headline = length >= 15 || (length >= 6 && text.chars().all(|c| !c.is_ascii()));
        if !is_headline {
            return None;
        }
        let address = self.resolve(&link.attr("href")?)?;
        self.may_be(&address).then_some((address, length))
    }

    fn resolve(&self, href: &str) -> Option<WebAddress> {
        if href.trim().is_empty() || href.trim_start().starts_with('#') {
            return None;
        }
        self.base.join(href).ok().map(|address| without_fragment(&address))
    }

    /// Whether an address can be an article's of this site.
    fn may_be(&self, address: &WebAddress) -> bool {
        same_site(address, &self.address) && article_address::may_be_one(address)
    }
}

/// The addresses of what is an article, or an entry of a list, in JSON-LD.
fn declared_in(json: &Value, depth: usize, found: &mut Vec<String>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match json {
        Value::Array(all) => all.iter().for_each(|one| declared_in(one, depth, found)),
        Value::Object(object) => {
            let types = match object.get("@type") {
                Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
                Some(Value::String(one)) => vec![one.as_str()],
                _ => Vec::new(),
            };
            // The crumbs above an article are lists.
            if types.contains(&"BreadcrumbList") {
                return;
            }
            if types.iter().any(|name| ARTICLES.contains(name)) {
                let url = ["url", "@id", "mainEntityOfPage", "item"]
                    .iter()
                    .filter_map(|key| object.get(*key).and_then(Value::as_str))
                    .next();
                found.extend(url.map(str::to_owned));
            }
            object.values().for_each(|one| declared_in(one, depth, found));
        }
        _ => {}
    }
}
