//! The export of Ghost: one JSON object with its tables of posts, tags and authors. It names
//! no address of its site: what it leads to is relative to that. It reads no other JSON.

use super::left_out::{self, LeftOut};
use super::reading::Reading;
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawAuthor, RawItem, RawMedia, RawText, RefusalKind, Rejection};
use crate::sources::Known;
use crate::text::dates::judge_date_in;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;
use std::collections::HashMap;

/// What stands in the place of the site's address.
const SITE: &str = "__GHOST_URL__";

/// What an export has.
#[derive(Debug, Default)]
pub(super) struct Posts {
    /// Those that its site shows to all.
    pub(super) items: Vec<RawItem>,
    pub(super) rejections: Vec<Rejection>,
    /// What else there is.
    pub(super) left_out: LeftOut,
}

/// The articles of an export; `None` when a text is none.
pub(super) fn read(text: &str, zone: Tz) -> Option<Posts> {
    if !(text.contains("\"db\"") || text.contains("\"data\"")) || !text.contains("\"posts\"") {
        return None;
    }
    let whole: Value = serde_json::from_str(text).ok()?;
    let database = whole.pointer("/db/0/data").or_else(|| whole.get("data"))?;
    let export = Export::of(database)?;
    let mut found = Posts::default();
    for post in export.posts {
        match export.article(post, zone) {
            Ok(Ok(item)) => found.items.push(item),
            Ok(Err(kind)) => left_out::count(&mut found.left_out, kind),
            Err(reason) => found.rejections.push(Rejection {
                kind: RefusalKind::Fault,
                key: name_of(post),
                title: said(post, "title").map(str::to_owned),
                reason,
            }),
        }
    }
    Some(found)
}

/// An export as a feed of what its site shows to all; `None` when a text is none.
pub(super) fn reading(text: &str, zone: Tz, known: &Known) -> Option<Reading> {
    let Posts { mut items, rejections, left_out } = read(text, zone)?;
    let mut beside = Known::new();
    items.retain(|item| {
        let arrived = item.arrived.filter(|arrived| known.contains(arrived));
        beside.extend(arrived);
        arrived.is_none()
    });
    let known = beside.len();
    let beside = Some(beside);
    Some(Reading { items, rejections, left_out, known, beside, ..Reading::default() })
}

/// Rows of one table by the key of another, in the order that they say.
type Joined<'a> = HashMap<String, Vec<(i64, &'a Value)>>;

struct Export<'a> {
    posts: &'a [Value],
    tags: Joined<'a>,
    authors: Joined<'a>,
    users: HashMap<String, &'a Value>,
    about: HashMap<String, &'a Value>,
}

impl<'a> Export<'a> {
    /// Posts of Ghost have a slug and a status, which nothing else called so has.
    fn of(database: &'a Value) -> Option<Self> {
        let posts = database.get("posts")?.as_array()?;
        let is_post = |post: &Value| post.get("slug").is_some() && post.get("status").is_some();
        if !posts.iter().all(is_post) {
            return None;
        }
        let users = by_id(database, "users");
        let about = rows(database, "posts_meta");
        Some(Self {
            posts,
            tags: joined(database, ("posts_tags", "tag_id"), &by_id(database, "tags")),
            authors: joined(database, ("posts_authors", "author_id"), &users),
            users,
            about: about.filter_map(|row| Some((key(row, "post_id")?, row))).collect(),
        })
    }

    /// The article that a post is, or what it is where its site does not show it to all as one.
    fn article(&self, post: &Value, zone: Tz) -> Result<Result<RawItem, &'static str>, String> {
        let is_page = said(post, "type") == Some("page")
            || post.get("page").is_some_and(|page| *page == true || *page == 1);
        let kind = match said(post, "status") {
            _ if is_page => Some("page"),
            Some("published") => None,
            Some("draft") => Some("draft"),
            Some("scheduled") => Some("scheduled"),
            Some("sent") => Some("email"),
            _ => Some("unknown"),
        };
        if let Some(kind) = kind {
            return Ok(Err(kind));
        }
        if let Some(visibility) = said(post, "visibility").filter(|it| *it != "public") {
            return Err(format!(
                "its site shows it to some alone (`visibility` is \"{visibility}\"): make it \
                 public there and export again, or leave it out"
            ));
        }
        let html = said(post, "html").map(|html| html.replace(SITE, ""));
        let html = html.filter(|html| !html.trim().is_empty()).ok_or(
            "there is no HTML of its text in the export: save it once in Ghost, and export again",
        )?;
        let id = key(post, "id").unwrap_or_default();
        let tags = self.tags.get(&id).into_iter().flatten().map(|(_, tag)| *tag);
        // Behind a `#`, or said to be internal, it is the newsroom's own.
        let is_shown = |tag: &&Value| {
            said(tag, "visibility") != Some("internal")
                && said(tag, "name").is_some_and(|name| !name.starts_with('#'))
        };
        let tags: Vec<String> =
            tags.filter(is_shown).filter_map(|tag| said(tag, "name")).map(str::to_owned).collect();
        let slug = said(post, "slug").unwrap_or_default();
        let item = RawItem {
            key: name_of(post),
            arrived: Some(Fingerprint::of(post.to_string().as_bytes())),
            title: said(post, "title").map(|title| RawText::Plain(title.to_owned())),
            url: said(post, "canonical_url").map_or_else(
                || (!slug.is_empty()).then(|| format!("/{slug}/")),
                |url| Some(url.replace(SITE, "")),
            ),
            published: moment(post, "published_at", zone)?,
            updated: moment(post, "updated_at", zone)?,
            summary: said(post, "custom_excerpt").map(|text| RawText::Plain(text.to_owned())),
            content: Some(RawText::Html(html)),
            authors: self.people(post, &id),
            tags,
            media: self.picture(post, &id).into_iter().collect(),
            ..RawItem::default()
        };
        Ok(Ok(item))
    }

    fn people(&self, post: &Value, id: &str) -> Vec<RawAuthor> {
        let several = self.authors.get(id).into_iter().flatten().map(|(_, user)| *user);
        let one = || key(post, "author_id").and_then(|id| self.users.get(&id).copied());
        let mut users: Vec<&Value> = several.collect();
        if users.is_empty() {
            users.extend(one());
        }
        let names = users.into_iter().filter_map(|user| said(user, "name"));
        names.map(|name| RawAuthor { name: name.to_owned(), ..RawAuthor::default() }).collect()
    }

    fn picture(&self, post: &Value, id: &str) -> Option<RawMedia> {
        let url = said(post, "feature_image").or_else(|| said(post, "image"))?;
        let about = self.about.get(id).copied().unwrap_or(&Value::Null);
        Some(RawMedia {
            url: url.replace(SITE, ""),
            media_type: Some("image".to_owned()),
            description: said(about, "feature_image_alt").map(str::to_owned),
            ..RawMedia::default()
        })
    }
}

/// A date that cannot be read is no reason to bring the article in as new.
fn moment(post: &Value, name: &str, zone: Tz) -> Result<Option<DateTime<Utc>>, String> {
    let text = match post.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    judge_date_in(&text, zone).map(Some).map_err(|fault| format!("`{name}`: {fault}"))
}

fn rows<'a>(database: &'a Value, table: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    database.get(table).and_then(Value::as_array).into_iter().flatten()
}

fn by_id<'a>(database: &'a Value, table: &str) -> HashMap<String, &'a Value> {
    rows(database, table).filter_map(|row| Some((key(row, "id")?, row))).collect()
}

fn joined<'a>(
    database: &'a Value,
    (table, other): (&str, &str),
    rows_of: &HashMap<String, &'a Value>,
) -> Joined<'a> {
    let mut all = Joined::new();
    for row in rows(database, table) {
        let Some((post, other)) = key(row, "post_id").zip(key(row, other)) else { continue };
        let order = row.get("sort_order").and_then(Value::as_i64).unwrap_or_default();
        if let Some(found) = rows_of.get(&other) {
            all.entry(post).or_default().push((order, *found));
        }
    }
    all.values_mut().for_each(|rows| rows.sort_by_key(|row| row.0));
    all
}

/// A key, as a number in old exports and a text in new ones.
fn key(row: &Value, name: &str) -> Option<String> {
    match row.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn said<'a>(row: &'a Value, name: &str) -> Option<&'a str> {
    row.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

fn name_of(post: &Value) -> String {
    key(post, "uuid").or_else(|| key(post, "id")).or_else(|| key(post, "slug")).unwrap_or_default()
}
