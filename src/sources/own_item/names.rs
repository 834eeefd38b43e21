//! How the keys may be spelled: ours, and those of the programs that newsrooms come from.
//! It reads no value, but to know a look-alike.

use super::look_alike;
use super::value::Value;

/// The keys that keep an article back, end it or take it back, in every spelling that is
/// understood: our own, those of Hugo, Jekyll and Eleventy, and WordPress's.
pub(super) const DRAFT: &[&str] =
    &["draft", "published", "visible", "permalink", "eleventyExcludeFromCollections"];
/// `pubstatus` is that of IPTC's ninjs, which agencies send.
pub(super) const STATUS: &[&str] = &["status", "post_status", "pubstatus", "pubStatus"];
pub(super) const WITHDRAWN: &[&str] = &["withdrawn"];
pub(super) const PUBLISH_AT: &[&str] =
    &["publish_at", "publishDate", "publishdate", "pubDate", "pubdate"];
pub(super) const EXPIRES_AT: &[&str] =
    &["expires_at", "expiryDate", "expirydate", "unpublishDate", "unpublishdate"];
pub(super) const DATE: &[&str] = &["date", "published", "date_published", "post_date"];

/// All others.
pub(super) const ID: &[&str] = &["id"];
pub(super) const TITLE: &[&str] = &["title", "post_title"];
pub(super) const URL: &[&str] = &["url", "slug", "external_url"];
pub(super) const UPDATED: &[&str] =
    &["updated", "lastmod", "last_modified_at", "modified", "date_modified", "post_modified"];
pub(super) const AUTHORS: &[&str] = &["author", "authors"];
pub(super) const SECTIONS: &[&str] = &["section", "sections"];
pub(super) const TAGS: &[&str] = &["tags", "tag", "keywords", "categories", "category"];
/// Those of [`TAGS`] that a pattern for addresses may ask for.
pub(super) const CATEGORIES: &[&str] = &["categories", "category"];
pub(super) const SUMMARY: &[&str] = &["summary", "description", "excerpt", "post_excerpt"];
pub(super) const LANGUAGE: &[&str] = &["language", "lang"];
pub(super) const MEDIA: &[&str] = &["image", "media"];
/// Where themes of Hugo, Jekyll and Eleventy look for the picture of an article, the best
/// first.
pub(super) const THEME_PICTURES: &[&str] = &[
    "featured_image",
    "featuredImage",
    "cover",
    "cover_image",
    "coverImage",
    "images",
    "header",
    "thumbnail",
];
/// All of them before the newest alone, where an item has both.
pub(super) const CORRECTION: &[&str] = &["corrections", "correction"];
pub(super) const RIGHTS: &[&str] = &["rights"];
/// What `export` writes: of which title and text the file is, as readers had them.
pub(super) const EXPORTED: &[&str] = &["exported"];
/// Where it was first published, in such a file.
pub(super) const SOURCE: &[&str] = &["source"];
pub(super) const AUTHOR_NOTE: &[&str] = &["author_note"];
/// What JSON Feed has besides, read with the text.
pub(super) const OF_JSON_FEED: &[&str] =
    &["content_html", "content_text", "banner_image", "attachments", "_pressroom"];
/// What others call the text.
pub(super) const NAMES_OF_TEXT: &[&str] =
    &["content", "body", "text", "html", "content_encoded", "content:encoded", "articleBody"];
/// What this newspaper's own feeds and its API say of an article, for readers.
pub(super) const OF_READERS: &[&str] = &["revision", "withdrawn_at", "date_withdrawn", "source"];

pub(super) const ALL: [&[&str]; 21] = [
    EXPORTED,
    DRAFT,
    STATUS,
    WITHDRAWN,
    PUBLISH_AT,
    EXPIRES_AT,
    DATE,
    ID,
    TITLE,
    URL,
    UPDATED,
    AUTHORS,
    SECTIONS,
    TAGS,
    SUMMARY,
    LANGUAGE,
    MEDIA,
    THEME_PICTURES,
    CORRECTION,
    RIGHTS,
    AUTHOR_NOTE,
];

/// The texts that readers see.
pub(super) const SHOWN: [&[&str]; 7] =
    [TITLE, SUMMARY, AUTHORS, TAGS, CORRECTION, RIGHTS, AUTHOR_NOTE];

/// The statuses of WordPress and its like: those that readers may see, and the others.
pub(super) const PUBLIC: [&str; 5] = ["publish", "published", "public", "live", "usable"];
/// Those of an article that waits for its date.
pub(super) const SCHEDULED: [&str; 2] = ["future", "scheduled"];
pub(super) const NOT_PUBLIC: [&str; 11] = [
    "draft",
    "auto-draft",
    "pending",
    "private",
    "trash",
    "inherit",
    "unpublished",
    "hidden",
    "withheld",
    "canceled",
    "cancelled",
];

/// Whether a key, wherever it stands, is one that keeps an article back, or looks like one.
pub(super) fn keeps_back(name: &str, value: &Value) -> bool {
    let known = [DRAFT, STATUS, WITHDRAWN, PUBLISH_AT, EXPIRES_AT];
    known.iter().any(|names| names.contains(&name)) || look_alike::meant(name, value).is_some()
}
