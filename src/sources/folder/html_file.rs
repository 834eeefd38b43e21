//! What a whole HTML page says about the article in it. It is for pages that the
//! newsroom wrote itself: no guessing what is text and what is decoration.

use crate::sources::html_tree;
use crate::sources::own_item::{Value, keeps_back};
use crate::sources::page::{self, is_too_deep};
use crate::text::plain_text::one_line;
use dom_query::{Document, NodeRef, Selection};

/// The head of a page, and its text.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) canonical: Option<String>,
    pub(super) image: Option<String>,
    /// What its meta elements say, by the newsroom's own keys where they mean one.
    pub(super) keys: Vec<(String, Value)>,
    /// The HTML of the article itself.
    pub(super) content: String,
}

/// Reads a page. `given` is the title that the front matter gives it, if any.
///
/// # Errors
/// When its elements stand in each other deeper than any are.
pub(super) fn read(html: &str, given: Option<&str>) -> Result<Page, String> {
    if is_too_deep(html) {
        return Err("its elements stand too deep in each other: mend the HTML".to_owned());
    }
    let document = html_tree::page(html);
    let attribute = |selector: &str, name: &str| {
        let found = document.select_single(selector).attr(name)?;
        Some(found.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let metas = Metas::of(&document);
    let headline = shown(&document.select_single("h1"));
    let title = shown(&document.select_single("title"));
    let title = title.map(|title| without_site(title, headline.as_ref(), metas.site.as_ref()));
    let title = given.map(one_line).or(metas.title).or(title).or_else(|| headline.clone());
    let body = body(&document);
    if headline.is_some() && headline == title {
        body.select_single("h1").remove();
    }
    Ok(Page {
        title,
        language: attribute("html", "lang"),
        canonical: attribute("link[rel='canonical' i]", "href"),
        image: metas.image,
        keys: metas.keys,
        content: body.inner_html().to_string(),
    })
}

/// The title of a page without what is said of its site before or behind it: where the
/// headline is a part of it, that is the title.
fn without_site(title: String, headline: Option<&String>, site: Option<&String>) -> String {
    let headline = headline.filter(|headline| Some(*headline) != site);
    if headline.is_some_and(|headline| beside(&title, headline).is_some()) {
        return headline.cloned().unwrap_or_default();
    }
    match site.and_then(|site| beside(&title, site)) {
        Some(rest) => rest.to_owned(),
        None => title,
    }
}

/// What stands beside a part of a title, behind or before a bar, dash or colon; `None` where
/// it is no part.
fn beside<'a>(title: &'a str, part: &str) -> Option<&'a str> {
    const BARS: [char; 9] = ['|', '–', '—', '-', '·', '•', '»', '«', ':'];
    let is_apart = |bar: char, spaced: bool| spaced || !matches!(bar, '-' | '–' | '—');
    let behind = title.strip_prefix(part).and_then(|rest| {
        let after = rest.trim_start().strip_prefix(BARS)?;
        let bar = rest.trim_start().chars().next()?;
        is_apart(bar, rest.starts_with(' ')).then_some(after.trim())
    });
    let before = || {
        let rest = title.strip_suffix(part)?;
        let bar = rest.trim_end().chars().next_back()?;
        let before = rest.trim_end().strip_suffix(BARS)?;
        is_apart(bar, rest.ends_with(' ')).then_some(before.trim())
    };
    behind.or_else(before).filter(|rest| !rest.is_empty())
}

/// The element that holds the article: of several the one with the headline.
fn body(document: &Document) -> Selection<'_> {
    let ways = ["article:has(h1)", "article", "main", "body"];
    let found = ways.iter().map(|selector| document.select_single(selector));
    found.into_iter().find(Selection::exists).unwrap_or_else(|| document.select_single("html"))
}

/// What an element shows, on one line.
fn shown(element: &Selection<'_>) -> Option<String> {
    // What stands on two lines is two words.
    for node in element.select("br").nodes() {
        node.insert_before(&node.tree.new_text(" "));
    }
    let line = one_line(&element.text());
    (!line.is_empty()).then_some(line)
}

/// Vocabularies that speak of an article or a document.
const OF_ARTICLES: [&str; 6] = ["article", "pressroom", "dc", "dcterms", "cms", "newsroom"];

/// How search engines are told when a page ends.
const UNAVAILABLE: &str = "unavailable_after:";

/// What the meta elements say.
#[derive(Default)]
struct Metas {
    title: Option<String>,
    site: Option<String>,
    image: Option<String>,
    keys: Vec<(String, Value)>,
}

impl Metas {
    fn of(document: &Document) -> Self {
        let mut metas = Self::default();
        for node in document.select("meta").nodes() {
            metas.take(node);
        }
        for (name, said) in page::own_terms(document) {
            metas.add(name, said);
        }
        metas
    }

    fn take(&mut self, node: &NodeRef<'_>) {
        let text = |name| {
            let text = node.attr(name)?;
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let Some(name) = text("name").or_else(|| text("property")) else {
            return self.take_of_item(node, text("itemprop"));
        };
        let content = node.attr("content").map(|text| text.trim().to_owned()).unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            _ if content.is_empty() && name.contains([':', '.']) => {}
            "og:title" => _ = self.title.get_or_insert(content),
            "og:site_name" => _ = self.site.get_or_insert(content),
            "og:image" => _ = self.image.get_or_insert(content),
            "keywords" | "news_keywords" | "article:tag" => {
                for tag in content.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
                    self.add("tags", tag.to_owned());
                }
            }
            "section" | "article:section" => self.add("sections", content),
            "author" | "article:author" => self.add("authors", content),
            "description" | "og:description" => self.add("summary", content),
            "dcterms.date"
            | "dc.date"
            | "article:published_time"
            | "pubdate"
            | "publish-date"
            | "publish_date"
            | "publishdate"
            | "publication_date"
            | "datepublished" => {
                self.add("date", content);
            }
            "article:modified_time" | "last-modified" => self.add("updated", content),
            "article:expiration_time" => self.add("expires_at", content),
            "robots" | "googlebot" => {
                // Case is kept, since a zone may stand there.
                let at = content.to_ascii_lowercase().find(UNAVAILABLE);
                if let Some(at) = at {
                    let until = content[at + UNAVAILABLE.len()..].trim().to_owned();
                    self.add("expires_at", until);
                }
            }
            // Of the vocabularies of others only what speaks of an article is a key of ours.
            other if other.contains([':', '.']) => {
                let (of, key) = other.split_once([':', '.']).unwrap_or((other, ""));
                let key = key.rsplit([':', '.']).next().unwrap_or(key);
                let said = Value::Text(content);
                if OF_ARTICLES.contains(&of) && keeps_back(key, &said) {
                    self.keys.push((key.to_owned(), said));
                }
            }
            _ => self.keys.push((name, Value::Text(content))),
        }
    }

    /// What microdata says of the page: only what may keep it from readers is a key of ours.
    fn take_of_item(&mut self, node: &NodeRef<'_>, name: Option<String>) {
        let content = node.attr("content").map(|text| text.trim().to_owned());
        let (Some(name), Some(content)) = (name, content) else { return };
        match name.as_str() {
            "expires" => self.add("expires_at", content),
            "datePublished" => self.add("date", content),
            "dateModified" => self.add("updated", content),
            "draft" | "embargo" | "publish_at" | "withdrawn" | "status" => {
                self.keys.push((name, Value::Text(content)));
            }
            _ => {}
        }
    }

    /// Tags, sections and authors may stand in many elements.
    fn add(&mut self, name: &str, content: String) {
        self.keys.push((name.to_owned(), Value::Text(content)));
    }
}
