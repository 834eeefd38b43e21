//! What a WordPress export (WXR) says of an item beyond RSS: what kind of post it
//! is, whether it was ever public, its dates, its picture, and who an account is.
//! What is not surely a published article is left out.

mod addresses;
mod attachments;
mod builders;
mod codes;
mod paragraphs;
mod readers;
mod shortcodes;

pub use attachments::Attachments;

use super::construct::Texts;
use super::names::Space;
use super::tree::{Element, Tree};
use crate::raw_item::{RawItem, RawMedia, RawText, Withheld};
use crate::text::dates::{read_date, read_date_in};
use crate::text::html::escaped_text;
use attachments::Attachment;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::collections::{BTreeSet, HashMap};

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

    /// Turns an item of RSS that is a published article into what WordPress means by it. With
    /// the names of the shortcodes that were taken off around what they lay out.
    pub(super) fn article(
        &self,
        mut item: RawItem,
        post: &Post,
        files: &Attachments,
    ) -> (RawItem, BTreeSet<String>) {
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
        if let Some(picture) = post.thumbnail.and_then(|number| files.get(number)) {
            let picture = picture.medium();
            item.media.retain(|media| media.url != picture.url);
            item.media.insert(0, picture);
        }
        let mut unwrapped = BTreeSet::new();
        item.content = item.content.map(|content| {
            // Without a tag in it, it is as it was typed all the same.
            let html = match content {
                RawText::Html(html) => html,
                RawText::Plain(text) => escaped_text(&text).into_owned(),
            };
            let shown = shortcodes::shown(&html, post.number, files);
            let known = |url: &str| item.media.iter().any(|known| known.url == url);
            let new: Vec<RawMedia> =
                shown.media.into_iter().filter(|medium| !known(&medium.url)).collect();
            item.media.extend(new);
            unwrapped = shown.unwrapped;
            RawText::Html(paragraphs::paragraphs(&shown.html))
        });
        (item, unwrapped)
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
    /// What an attachment shows, for who does not see it.
    alt: Option<String>,
    parent: Option<u64>,
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
            "post_parent" => self.parent = text().and_then(|number| number.parse().ok()),
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
            "_wp_attachment_image_alt" => self.alt = Some(value.to_owned()),
            "_thumbnail_id" => self.thumbnail = value.parse().ok(),
            "_expiration-date" => {
                self.expires_at = value.parse().ok().and_then(DateTime::from_timestamp_secs);
            }
            _ if readers::keeps_back(key, value) => self.kept_from = Some(key.to_owned()),
            _ => {}
        }
    }

    /// Whether the item is one of an export. A feed of a site says of none of its items what
    /// an export says of each.
    pub(super) fn is_exported(&self) -> bool {
        !self.types.is_empty() || !self.states.is_empty() || self.has_password
    }

    /// Why an item of an export is not for readers.
    pub(super) fn withheld(&self, item: &RawItem, files: &Attachments) -> Option<Withheld> {
        let kind = self.left_out().map(str::to_owned);
        let reason = self.refusal(item, files);
        (kind.is_some() || reason.is_some()).then_some(Withheld { reason, kind })
    }

    /// Why a public post is not taken: a plugin may have shown it to some readers alone.
    pub(super) fn refusal(&self, item: &RawItem, files: &Attachments) -> Option<String> {
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
        shortcodes::unknown(text, files).map(|code| {
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

    /// What it is, where it is no article that everybody could read. Of two answers the secret
    /// one counts.
    pub(super) fn left_out(&self) -> Option<&str> {
        if self.is_public() {
            return None;
        }
        let kind = self.types.iter().find(|kind| *kind != "post").map_or("post", String::as_str);
        let state = self.states.iter().find(|state| *state != "publish");
        Some(match (kind, state.map(String::as_str)) {
            _ if self.types.is_empty() || self.states.is_empty() => "unknown",
            ("post", Some("future")) => "scheduled",
            ("post", Some("trash")) => "bin",
            ("post", Some(state @ ("pending" | "private"))) => state,
            ("post", Some("draft" | "auto-draft")) => "draft",
            ("post", None) => "password",
            ("post", Some(_)) | ("", _) => "unknown",
            ("nav_menu_item", _) => "menu",
            ("wp_block", _) => "block",
            ("custom_css", _) => "setting",
            (kind, _) if kind.starts_with("wp_") => "template",
            (kind, _) => kind,
        })
    }

    /// Puts the file that it is among the others.
    pub(super) fn attach(&self, item: &RawItem, files: &mut Attachments) {
        let Some((url, number)) = self.attachment.clone().zip(self.number) else { return };
        let title = item.title.as_ref().map(|title| title.as_str().to_owned());
        let (alt, caption) = (self.alt.clone(), self.excerpt.clone());
        files.add(number, Attachment { url, title, alt, caption, parent: self.parent });
    }
}

fn is_own(element: &Element<'_>, name: &str) -> bool {
    element.prefix().eq_ignore_ascii_case(OWN) && element.name.eq_ignore_ascii_case(name)
}
