//! Which links of a page may lead to articles: those that a selector names, or else
//! those that the page declares, and those of its site that read like headlines. Which
//! of the latter do, `told_apart` says. It asks for nothing.

use super::elements::{base_of, select, select_in};
use super::told_apart::{self, Beside, Candidate, FoundLink};
use crate::sources::article_address;
use crate::sources::html_tree;
use crate::sources::page::class_words::is_sponsored;
use crate::sources::same_page::{lasting, same_site, without_fragment};
use crate::text::{charset, folded, plain_text};
use crate::web_address::WebAddress;
use dom_query::{Document, NodeRef};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashSet};

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

/// A headline has so many letters.
const HEADLINE: usize = 15;

/// A headline has so many signs, where none of them is of ASCII.
const SHORT: usize = 6;

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

/// The links to articles in a page, in its order, each once.
///
/// With a selector, what it names; otherwise only links within the site.
#[must_use]
pub fn find(
    bytes: &[u8],
    content_type: Option<&str>,
    address: &WebAddress,
    selector: Option<&str>,
) -> Vec<FoundLink> {
    let text = charset::decode(bytes, content_type);
    let html = html_tree::shallow_page(&text);
    let page =
        Page { html: &html, base: base_of(&html, address), address: without_fragment(address) };
    let found = match selector {
        Some(selector) => page.named(selector),
        None => page.told_apart(),
    };
    once_each(found.into_iter().filter(|link| link.address != page.address))
}

/// Links each once, however their readers came there, with the first date beside one. What is
/// said of several articles ("Continue reading this article") is said of none.
fn once_each(found: impl Iterator<Item = FoundLink>) -> Vec<FoundLink> {
    let mut links: Vec<FoundLink> = Vec::new();
    let (mut seen, mut whose, mut labels) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    for link in found {
        let at = *seen.entry(lasting(&link.address)).or_insert(links.len());
        for words in &link.said {
            if *whose.entry(words.clone()).or_insert(at) != at {
                labels.insert(words.clone());
            }
        }
        match links.get_mut(at) {
            Some(known) => {
                known.date = known.date.or(link.date);
                known.said.extend(link.said);
            }
            None if at < MOST => links.push(link),
            None => {}
        }
    }
    links.iter_mut().for_each(|link| link.said.retain(|words| !labels.contains(words)));
    links
}

struct Page<'a> {
    html: &'a Document,
    base: WebAddress,
    address: WebAddress,
}

impl Page<'_> {
    /// The links that a selector names, or that are in what it names.
    fn named(&self, selector: &str) -> Vec<FoundLink> {
        select(self.html, selector)
            .into_iter()
            .flat_map(|element| match element.has_attr("href") {
                true => vec![element],
                false => select_in(&element, "a"),
            })
            .take(MOST_LINKS)
            .filter_map(|link| {
                let address = self.resolve(&link.attr("href")?)?;
                let said = plain_text::one_line(&link.text());
                let own = Some(said).filter(|said| is_told(said));
                Some(Beside::of(&link).found(address, own))
            })
            .collect()
    }

    fn told_apart(&self) -> Vec<FoundLink> {
        let declared = self.declared();
        let headlines: HashSet<_> = [HEADLINES, HEADED]
            .iter()
            .flat_map(|selector| select(self.html, selector))
            .map(|link| link.id)
            .collect();
        let headers = select(self.html, "header").into_iter().filter(is_page_header);
        let furniture = select(self.html, FURNITURE).into_iter().chain(headers);
        let furniture: HashSet<_> = furniture.map(|one| one.id).collect();
        let is_outside = |link: &NodeRef<'_>| {
            !link.ancestors_it(None).any(|around| furniture.contains(&around.id))
                && !is_paid_for(link)
        };
        let links = select(self.html, "a[href]").into_iter().take(MOST_LINKS).filter(is_outside);
        let mut candidates = Vec::new();
        // Those whose own words say nothing are read where no other leads there.
        let (mut told, mut mute) = (HashSet::new(), Vec::new());
        for (at, link) in links.enumerate() {
            let is_headline = headlines.contains(&link.id);
            let Some(address) = self.address_of(&link, is_headline) else { continue };
            let said = plain_text::one_line(&link.text());
            if is_told(&said) || (is_headline && !said.is_empty() && is_sure(&address)) {
                told.insert(address.clone());
                let candidate = Candidate::of(&link, address, length(&said), is_headline);
                candidates.push((at, candidate.saying(said)));
            } else if is_sure(&address) {
                mute.push((at, link, address));
            }
        }
        for (at, link, address) in mute {
            if !told.contains(&address)
                && let Some(said) = said_for(&link).filter(|said| is_told(said))
            {
                let is_headline = headlines.contains(&link.id);
                candidates.push((at, Candidate::of(&link, address, length(&said), is_headline)));
            }
        }
        candidates.sort_by_key(|(at, _)| *at);
        let candidates = candidates.into_iter().map(|(_, candidate)| candidate).collect();
        let chosen = told_apart::chosen(candidates, declared.len());
        declared.into_iter().map(FoundLink::at).chain(chosen).collect()
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

    /// Where a link leads, if it may be an article of the site. A short name may be one's below
    /// a headline alone.
    fn address_of(&self, link: &NodeRef<'_>, is_headline: bool) -> Option<WebAddress> {
        let address = self.resolve(&link.attr("href")?)?;
        let is_one = same_site(&address, &self.address)
            && article_address::is_no_list(&address)
            && (is_headline || !article_address::is_short_name(&address));
        is_one.then_some(address)
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

/// Whether a link stands in what somebody paid for: by its own word, by a name near around it,
/// or by a label beside it.
fn is_paid_for(link: &NodeRef<'_>) -> bool {
    const NEAR: usize = 4;
    let rel = link.attr("rel").unwrap_or_default().to_ascii_lowercase();
    let near = link.ancestors_it(Some(NEAR)).take_while(|one| !one.is("main, body, html"));
    rel.split_whitespace().any(|word| word == "sponsored")
        || [*link].into_iter().chain(near).any(|one| is_sponsored(&one))
        || Beside::of(link).is_paid_for
}

/// Whether the words of a link are a headline's.
fn is_told(said: &str) -> bool {
    // Scripts without spaces between words say much in few characters.
    let unspaced = || said.chars().filter(|c| folded::is_unspaced(*c)).count();
    let is_foreign = |count| count >= SHORT && said.chars().all(|c| !c.is_ascii());
    length(said) >= HEADLINE || is_foreign(length(said)) || unspaced() >= SHORT
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Whether an address is an article's whatever leads there says.
fn is_sure(address: &WebAddress) -> bool {
    article_address::is_named(address) || article_address::has_number(address)
}

/// What stands for the words of a link that is a picture or says "Read more": what the
/// picture shows, or the heading beside it.
fn said_for(link: &NodeRef<'_>) -> Option<String> {
    let shown = select_in(link, "img[alt]").first().and_then(|picture| picture.attr("alt"));
    let shown = shown.map(|alt| plain_text::one_line(&alt)).filter(|alt| is_told(alt));
    shown.or_else(|| Beside::of(link).heading)
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
