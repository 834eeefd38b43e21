//! What the head of a page says of its article, as the newsroom's own keys: its meta elements,
//! in the words of many vocabularies, and its JSON-LD. It gives no key a meaning.

use crate::sources::own_item::{Value, stands_in_a_page};
use crate::sources::page;
use dom_query::{Document, NodeRef};

/// Vocabularies that speak of other things than an article or a document.
const OF_OTHER_THINGS: [&str; 19] = [
    "video",
    "music",
    "movie",
    "book",
    "product",
    "event",
    "offer",
    "business",
    "place",
    "restaurant",
    "game",
    "profile",
    "twitter",
    "fb",
    "al",
    "apple",
    "google",
    "msapplication",
    "theme",
];

/// What the date of an article is called at the end of such a name, written as one word.
const DATES: [&str; 14] = [
    "date",
    "issued",
    "pubdate",
    "publishdate",
    "publisheddate",
    "publicationdate",
    "publishtime",
    "publishedtime",
    "datepublished",
    "dateissued",
    "citationdate",
    "citationpublicationdate",
    "citationonlinedate",
    "parselypubdate",
];

/// How search engines are told when a page ends.
const UNAVAILABLE: &str = "unavailable_after:";

/// What the meta elements say.
#[derive(Default)]
pub(super) struct Metas {
    pub(super) title: Option<String>,
    pub(super) site: Option<String>,
    pub(super) image: Option<String>,
    /// By the newsroom's own keys where they mean one.
    pub(super) keys: Vec<(String, Value)>,
}

impl Metas {
    pub(super) fn of(document: &Document) -> Self {
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
            other if is_of_other_things(other) => {}
            other if is_a_date(other) => self.add("date", content),
            other if other.contains([':', '.']) => self.take_of_others(&name, content),
            _ => self.keys.push((name, Value::Text(content))),
        }
    }

    /// What the vocabularies of others say: only what may keep the article from readers is a key
    /// of ours, by its last name.
    fn take_of_others(&mut self, name: &str, content: String) {
        let said = Value::Text(content);
        let last = name.rsplit([':', '.']).next().unwrap_or(name);
        if stands_in_a_page(last, &said) {
            let key = if is_known(last) { last.to_ascii_lowercase() } else { last.to_owned() };
            self.keys.push((key, said));
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

/// Whether it is a key of ours but for the case of its letters, in which others are not strict.
fn is_known(name: &str) -> bool {
    ["draft", "status", "visible", "published", "withdrawn"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

fn is_of_other_things(name: &str) -> bool {
    let of = name.split([':', '.']).next().unwrap_or(name);
    of != name && OF_OTHER_THINGS.contains(&of)
}

/// Whether a name, in small letters, is that of the date of an article, in whatever vocabulary.
fn is_a_date(name: &str) -> bool {
    let whole = |name: &str| name.replace(['-', '_'], "");
    let last = name.rsplit([':', '.']).next().unwrap_or(name);
    let is_one = |name: &str| DATES.contains(&whole(name).as_str());
    // Alone these words are keys of ours.
    is_one(last) && !matches!(name, "date" | "pubdate" | "published")
}
