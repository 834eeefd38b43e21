//! What a WordPress export (WXR) says of an item beyond RSS: what kind of post it
//! is, whether it was ever public, its dates, its picture, and who an account is.
//! What is not surely a published article is left out.

use super::construct::Texts;
use super::names::Space;
use super::shortcodes;
use super::tree::{Element, Tree};
use crate::raw_item::{RawItem, RawMedia, RawText, Withheld};
use crate::text::dates::{read_date, read_date_in};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::collections::HashMap;

/// The pictures of an export by the numbers of their posts.
pub type Pictures = HashMap<u64, RawMedia>;

/// The prefix of WordPress's own elements: it never writes another.
const OWN: &str = "wp";

/// What the head of an export says.
#[derive(Clone, Debug, Default)]
pub(super) struct Export {
    /// The names of people by those of their accounts.
    names: HashMap<String, String>,
}

impl Export {
    /// Reads the head of a document; `None` if it is no export.
    pub(super) fn read(around: &Tree<'_>, texts: &Texts<'_, '_>) -> Option<Self> {
        let own = |element: &Element<'_>, name: &str| is_own(element, name);
        let marked = around.elements().any(|(_, element)| {
            own(element, "wxr_version") || element.attributes.contains("wordpress.org/export")
        });
        if !marked {
            return None;
        }
        let mut names = HashMap::new();
        for (at, _) in around.elements().filter(|(_, element)| own(element, "author")) {
            let of = |name: &str| {
                let (at, _) = around.children(at).find(|(_, element)| own(element, name))?;
                texts.plain(at)
            };
            if let (Some(login), Some(name)) = (of("author_login"), of("author_display_name")) {
                names.insert(login, name);
            }
        }
        Some(Self { names })
    }

    /// Turns an item of RSS into what WordPress means by it; `None` if it is not a
    /// published article: a draft, a page, a picture, something in the bin.
    pub(super) fn article(
        &self,
        mut item: RawItem,
        post: &Post,
        pictures: &Pictures,
    ) -> Option<RawItem> {
        if !post.is_public() {
            return None;
        }
        item.published = post.published.or(item.published).or(post.published_there);
        item.updated = post.updated.or(item.updated).or(post.updated_there);
        item.unreadable_date = item.unreadable_date.filter(|_| item.published.is_none());
        item.date_fault = item.date_fault.filter(|_| item.published.is_none());
        item.expires_at = item.expires_at.or(post.expires_at);
        if let Some(excerpt) = &post.excerpt {
            item.summary = Some(excerpt.clone());
        }
        for author in &mut item.authors {
            if let Some(name) = self.names.get(&author.name) {
                author.name.clone_from(name);
            }
        }
        item.tags = post.categories.iter().chain(&post.tags).cloned().collect();
        if let Some(picture) = post.thumbnail.and_then(|number| pictures.get(&number)) {
            item.media.retain(|media| media.url != picture.url);
            item.media.insert(0, picture.clone());
        }
        let picture = |number| pictures.get(&number);
        let shown = item.content.as_ref().map(|text| shortcodes::shown(text.as_str(), picture));
        let is_new = |medium: &RawMedia| item.media.iter().all(|known| known.url != medium.url);
        let shown: Vec<_> = shown.unwrap_or_default().into_iter().filter(is_new).collect();
        item.media.extend(shown);
        item.content = item.content.map(|content| match content {
            RawText::Html(html) => RawText::Html(paragraphs(&shortcodes::without(&html))),
            RawText::Plain(text) => RawText::Plain(shortcodes::without(&text)),
        });
        Some(item)
    }
}

/// What WordPress says of one item.
#[derive(Debug, Default)]
pub(super) struct Post {
    number: Option<u64>,
    types: Vec<String>,
    states: Vec<String>,
    has_password: bool,
    published: Option<DateTime<Utc>>,
    updated: Option<DateTime<Utc>>,
    /// The same by the blog's own clock, which is all that some posts have.
    published_there: Option<DateTime<Utc>>,
    updated_there: Option<DateTime<Utc>>,
    excerpt: Option<RawText>,
    pub(super) categories: Vec<String>,
    tags: Vec<String>,
    thumbnail: Option<u64>,
    /// When the site took it down.
    expires_at: Option<DateTime<Utc>>,
    /// What a plugin of the site wrote of who may read it.
    kept_from: Option<String>,
    attachment: Option<String>,
}

impl Post {
    /// Reads the elements of an item; `None` if WordPress says nothing in it. The blog's
    /// clock goes by `zone`.
    pub(super) fn read(texts: &Texts<'_, '_>, zone: Tz) -> Option<Self> {
        let mut post = Self::default();
        let mut any = false;
        for (at, element) in texts.tree.children(0) {
            if element.prefix().eq_ignore_ascii_case(OWN) {
                any = true;
                post.take_own(texts, at, element, zone);
            } else if element.prefix() == "excerpt" {
                post.excerpt = texts.construct(at, None).or(post.excerpt);
            } else if element.space == Space::Core && element.name == "category" {
                post.take_category(texts, at, element);
            }
        }
        any.then_some(post)
    }

    fn take_own(&mut self, texts: &Texts<'_, '_>, at: usize, element: &Element<'_>, zone: Tz) {
        let text = || texts.plain(at);
        match element.name.to_ascii_lowercase().as_str() {
            "post_id" => self.number = text().and_then(|number| number.parse().ok()),
            "post_type" => self.types.push(text().unwrap_or_default()),
            "status" => self.states.push(text().unwrap_or_default()),
            "post_password" => self.has_password |= text().is_some(),
            "post_date_gmt" => self.published = text().and_then(|date| read_date(&date)),
            "post_modified_gmt" => self.updated = text().and_then(|date| read_date(&date)),
            "post_date" => {
                self.published_there = text().and_then(|date| read_date_in(&date, zone));
            }
            "post_modified" => {
                self.updated_there = text().and_then(|date| read_date_in(&date, zone));
            }
            "attachment_url" => self.attachment = text(),
            "postmeta" => {
                let of = |name: &str| {
                    let mut children = texts.tree.children(at);
                    let (at, _) = children.find(|(_, element)| is_own(element, name))?;
                    texts.plain(at)
                };
                if let (Some(key), Some(value)) = (of("meta_key"), of("meta_value")) {
                    self.take_meta(&key, &value);
                }
            }
            _ => {}
        }
    }

    fn take_meta(&mut self, key: &str, value: &str) {
        match key {
            "_thumbnail_id" => self.thumbnail = value.parse().ok(),
            "_expiration-date" => {
                self.expires_at = value.parse().ok().and_then(DateTime::from_timestamp_secs);
            }
            _ if keeps_back(key, value) => self.kept_from = Some(key.to_owned()),
            _ => {}
        }
    }

    /// That an item of a feed is one of an export, and why it is not for readers. A feed of a
    /// site says of none of its items what an export says of each.
    pub(super) fn withheld(&self, item: &RawItem) -> Option<Withheld> {
        let is_exported = !self.types.is_empty() || !self.states.is_empty() || self.has_password;
        let reason = self.refusal(item).filter(|_| is_exported);
        (is_exported && (reason.is_some() || !self.is_public())).then_some(Withheld { reason })
    }

    /// Why a public post is not taken: a plugin may have shown it to some readers alone.
    pub(super) fn refusal(&self, item: &RawItem) -> Option<String> {
        if !self.is_public() {
            return None;
        }
        if let Some(key) = &self.kept_from {
            return Some(format!(
                "its site says in `{key}` who may read it: take that out of the file if it may be \
                 published"
            ));
        }
        let text = item.content.as_ref().map(RawText::as_str).unwrap_or_default();
        shortcodes::unknown(text).map(|code| {
            format!(
                "`{code}` in it means something to its site alone, and may keep a part from the \
                 public: write what it shows, or take it out"
            )
        })
    }

    fn take_category(&mut self, texts: &Texts<'_, '_>, at: usize, element: &Element<'_>) {
        let Some(name) = texts.plain(at).filter(|name| name != "Uncategorized") else { return };
        match element.attribute("domain").as_deref() {
            Some("category") | None => self.categories.push(name),
            Some("post_tag") => self.tags.push(name),
            Some(_) => {}
        }
    }

    /// Whether everybody could read it. Of two answers the secret one counts.
    fn is_public(&self) -> bool {
        let all = |answers: &[String], right: &str| {
            !answers.is_empty() && answers.iter().all(|answer| answer == right)
        };
        all(&self.types, "post") && all(&self.states, "publish") && !self.has_password
    }

    /// What a public item is that is no post, where its site made that kind for itself.
    pub(super) fn other_kind(&self) -> Option<&str> {
        const OF_WORDPRESS: [&str; 6] =
            ["post", "page", "attachment", "nav_menu_item", "revision", "custom_css"];
        let [kind] = self.types.as_slice() else { return None };
        let is_public = self.states.iter().all(|state| state == "publish") && !self.has_password;
        let is_own = !OF_WORDPRESS.contains(&&**kind) && !kind.starts_with("wp_");
        (is_public && is_own && !kind.is_empty()).then_some(kind)
    }

    /// The picture that it is, by its number.
    pub(super) fn picture(&self, item: &RawItem) -> Option<(u64, RawMedia)> {
        let url = self.attachment.clone()?;
        let description = item.title.as_ref().map(|title| title.as_str().to_owned());
        Some((self.number?, RawMedia { url, description, ..RawMedia::default() }))
    }
}

fn is_own(element: &Element<'_>, name: &str) -> bool {
    element.prefix().eq_ignore_ascii_case(OWN) && element.name.eq_ignore_ascii_case(name)
}

/// How many elements a part opens that have an end tag.
fn opened(part: &str) -> usize {
    const VOID: [&str; 9] = ["br", "img", "hr", "!", "/", "input", "source", "embed", "wbr"];
    let names = part.split('<').skip(1);
    names.filter(|name| !VOID.iter().any(|void| name.starts_with(void))).count()
}

/// Elements that stand beside paragraphs, as the classic editor has it.
const BLOCKS: [&str; 25] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "div",
    "table",
    "blockquote",
    "pre",
    "figure",
    "section",
    "iframe",
    "dl",
    "address",
    "article",
    "aside",
    "details",
    "hr",
    "form",
    "video",
];

/// The classic editor leaves paragraphs to the reader: an empty line parts two, as what is a
/// block does, and a line end stays one. What has paragraphs already is left as it is.
fn paragraphs(html: &str) -> String {
    if html.contains("<!-- wp:") {
        return html.to_owned();
    }
    let html = blocks_apart(&html.replace("\r\n", "\n"));
    let mut out = String::with_capacity(html.len() + 64);
    let mut open = 0_usize;
    for part in html.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        let is_within = open > 0;
        open = (open + opened(part)).saturating_sub(part.matches("</").count());
        if is_within || part.starts_with("</") || part.starts_with("<!--") || begins_block(part) {
            out.push_str(part);
        } else {
            out.push_str("<p>");
            out.push_str(&part.replace('\n', "<br>"));
            out.push_str("</p>");
        }
        out.push('\n');
    }
    out
}

fn begins_block(part: &str) -> bool {
    part.strip_prefix('<').is_some_and(|rest| BLOCKS.contains(&&*name_of(rest)))
}

fn name_of(tag: &str) -> String {
    let name: String = tag.chars().take(12).take_while(char::is_ascii_alphanumeric).collect();
    name.to_ascii_lowercase()
}

/// An empty line before each block and behind it, where there is none; those of verbatim text
/// part nothing.
fn blocks_apart(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let (mut rest, mut verbatim) = (html, false);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        push(&mut out, before, verbatim);
        let (closes, name) = match tag[1..].strip_prefix('/') {
            Some(name) => (true, name_of(name)),
            None => (false, name_of(&tag[1..])),
        };
        let is_block = BLOCKS.contains(&&*name);
        let length = tag.find('>').map_or(tag.len(), |end| end + 1);
        if is_block && !closes {
            out.push_str("\n\n");
        }
        out.push_str(&tag[..length]);
        if is_block && (closes || name == "hr") {
            out.push_str("\n\n");
        }
        if name == "pre" {
            verbatim = !closes;
        }
        rest = &tag[length..];
    }
    push(&mut out, rest, verbatim);
    out
}

fn push(out: &mut String, text: &str, verbatim: bool) {
    match verbatim {
        true => out.push_str(&text.replace('\n', "&#10;")),
        false => out.push_str(text),
    }
}

/// Whether a plugin's word about a post may keep it from the public, or from some of it.
fn keeps_back(key: &str, value: &str) -> bool {
    const WORDS: [&str; 10] = [
        "embargo",
        "member",
        "members",
        "restrict",
        "restricted",
        "restriction",
        "role",
        "roles",
        "access",
        "paywall",
    ];
    const OPEN: [&str; 12] = [
        "",
        "0",
        "no",
        "none",
        "false",
        "off",
        "public",
        "everybody",
        "everyone",
        "all",
        "open",
        "a:0:{}",
    ];
    let key = key.to_ascii_lowercase();
    key.split(['_', '-']).any(|word| WORDS.contains(&word))
        && !OPEN.contains(&value.trim().to_ascii_lowercase().as_str())
}
