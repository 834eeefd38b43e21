//! Which links of a page lead to articles: those that a selector names, or else
//! those that the page declares, heads with a headline, or repeats in one shape.
//! It asks for nothing.

use super::elements::{base_of, select, select_in};
use crate::sources::same_page::{same_site, without_fragment};
use crate::text::{charset, plain_text};
use crate::web_address::WebAddress;
use dom_query::{Document, NodeRef};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// More links than this are not taken from one page.
const MOST: usize = 500;

/// So many links of one shape are a list.
const A_LIST: usize = 4;

/// So deep is JSON-LD looked into.
const DEEPEST: usize = 12;

/// Where headlines are, and what has no headline but is marked as an article.
const HEADLINES: &str = "h1 a[href], h2 a[href], h3 a[href], h4 a[href], article a[href], \
    [itemtype*='Article'] a[href], [itemtype*='BlogPosting'] a[href], [itemprop~='headline'] a[href]";

/// Links that a headline is in.
const HEADED: &str = "a[href]:has(h1), a[href]:has(h2), a[href]:has(h3), a[href]:has(h4)";

/// Never in a list of articles.
const FURNITURE: [&str; 4] = ["nav", "footer", "aside", "form"];

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

/// Parts of a path that lead to lists, not to articles.
const NOT_ARTICLES: [&str; 15] = [
    "tag",
    "tags",
    "category",
    "categories",
    "author",
    "authors",
    "topic",
    "topics",
    "page",
    "search",
    "login",
    "privacy",
    "terms",
    "about",
    "contact",
];

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
    let html = Document::from(&*text);
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
        for selector in [HEADLINES, HEADED] {
            let links = select(self.html, selector);
            found.extend(links.iter().filter_map(|link| self.article(link)).map(|(link, _)| link));
        }
        if found.len() < A_LIST {
            found.extend(self.repeated());
        }
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

    /// The longest list of links that look like headlines and stand in one shape.
    fn repeated(&self) -> Vec<WebAddress> {
        let mut shapes: BTreeMap<String, Vec<(WebAddress, usize)>> = BTreeMap::new();
        for link in select(self.html, "a[href]") {
            if let Some(found) = self.article(&link) {
                shapes.entry(shape(&link)).or_default().push(found);
            }
        }
        let lists = shapes.into_values().filter(|list| list.len() >= A_LIST);
        let longest = lists.max_by_key(|list| list.iter().map(|(_, text)| text).sum::<usize>());
        longest.into_iter().flatten().map(|(link, _)| link).collect()
    }

    /// A link that reads and looks like one to an article, with the length of its
    /// text.
    fn article(&self, link: &NodeRef<'_>) -> Option<(WebAddress, usize)> {
        let is_furniture = link
            .ancestors_it(None)
            .any(|node| node.node_name().is_some_and(|name| FURNITURE.contains(&&*name)));
        let text = plain_text::one_line(&link.text());
        let length = text.chars().count();
        // Scripts without spaces between words say much in few characters.
        let is_headline = length >= 15 || (length >= 6 && text.chars().all(|c| !c.is_ascii()));
        if is_furniture || !is_headline {
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

    /// Whether an address can be an article's: of this site, and no list.
    fn may_be(&self, address: &WebAddress) -> bool {
        let url = address.url();
        let parts: Vec<&str> =
            url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let Some(last) = parts.last() else { return false };
        let is_long = last.len() >= 12
            || last.bytes().any(|byte| byte.is_ascii_digit())
            || parts.len() >= 3
            || url.query().is_some_and(|query| query.bytes().any(|byte| byte.is_ascii_digit()));
        let is_list = parts.iter().any(|part| NOT_ARTICLES.contains(part));
        same_site(address, &self.address) && is_long && !is_list
    }
}

/// Where a link stands: the names and classes of what is around it.
fn shape(link: &NodeRef<'_>) -> String {
    let around = link.ancestors_it(None).filter(NodeRef::is_element).take(3);
    let names = around.map(|element| {
        let (name, class) = (element.node_name(), element.attr("class"));
        format!("{}.{}", name.unwrap_or_default(), class.unwrap_or_default())
    });
    names.collect::<Vec<_>>().join(" ")
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
