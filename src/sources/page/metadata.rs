//! What a page says of its article, from all places where pages say it. It
//! decides between them; it reads no running text.

use crate::raw_item::RawAuthor;
use crate::sources::byline::people;
use crate::text::dates::read_date;
use crate::text::plain_text::{self, one_line};
use chrono::{DateTime, Utc};

/// The facts about an article.
#[derive(Clone, Debug, Default)]
pub(super) struct PageMetadata {
    pub(super) title: Option<String>,
    /// What its data call the site.
    pub(super) site: Vec<String>,
    /// The letters of what its address is registered as.
    pub(super) host: Option<String>,
    pub(super) url: Option<String>,
    pub(super) authors: Vec<RawAuthor>,
    /// The site, where it is named as the author.
    pub(super) house: Option<String>,
    pub(super) published: Option<DateTime<Utc>>,
    pub(super) modified: Option<DateTime<Utc>>,
    pub(super) unreadable_date: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) image: Option<Image>,
    pub(super) language: Option<String>,
    /// Its data or its elements say that it is an article.
    pub(super) is_article: bool,
    /// Its data say that the article, or a part of it, is not for everybody.
    pub(super) is_paid: bool,
    /// The selectors of the parts that are not.
    pub(super) paid_parts: Vec<String>,
    /// What near its headline says until when it waits.
    pub(super) embargo_lines: Vec<String>,
    /// Its headline stands in an `article`.
    pub(super) is_framed: bool,
    /// The whole text, where the data has it: evidence for finding it in the page.
    pub(super) text: Option<String>,
}

/// The lead image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Image {
    pub(super) url: String,
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
    pub(super) description: Option<String>,
    /// Who made it.
    pub(super) credit: Option<String>,
}

/// Whether a date is one: systems give the first moment that they count from to what has
/// none.
fn is_set(date: &DateTime<Utc>) -> bool {
    const A_DAY: i64 = 86_400;
    date.timestamp().abs() > A_DAY
}

/// Whether a word in data denies: "False", `http://schema.org/False`.
pub(super) fn is_no(said: &str) -> bool {
    let word = said.trim().rsplit('/').next().unwrap_or_default();
    ["false", "no", "0"].iter().any(|no| word.eq_ignore_ascii_case(no))
}

/// Whether the name of a picture's file is that of a mark or of what stands for any picture,
/// and says nothing else: `site-logo-default.png`.
fn is_for_any(url: &str, host: Option<&str>) -> bool {
    const MARKS: [&str; 7] =
        ["logo", "default", "placeholder", "fallback", "noimage", "opengraph", "generic"];
    const BESIDE: [&str; 18] = [
        "site",
        "og",
        "share",
        "social",
        "sharing",
        "card",
        "image",
        "img",
        "picture",
        "facebook",
        "fb",
        "twitter",
        "thumbnail",
        "thumb",
        "large",
        "small",
        "square",
        "brand",
    ];
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let file = path.rsplit('/').next().unwrap_or_default();
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let words = name.split(|c: char| !c.is_alphanumeric());
    let is_word = |word: &&str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    let words: Vec<&str> = words.filter(is_word).collect();
    let is_mark = |word: &&str| MARKS.contains(word);
    words.iter().any(is_mark)
        && words.iter().all(|word| is_mark(word) || BESIDE.contains(word) || host == Some(*word))
}

impl PageMetadata {
    /// A part that is not for everybody, by its selector.
    pub(super) fn offer_paid_part(&mut self, selector: &str) {
        const MOST: usize = 8;
        const LONGEST: usize = 200;
        let selector = selector.trim();
        self.is_paid = true;
        // What a selector of classes is not, may take long to look for.
        let is_plain = !selector.is_empty() && selector.len() <= LONGEST && !selector.contains(':');
        if is_plain && self.paid_parts.len() < MOST {
            self.paid_parts.push(selector.to_owned());
        }
    }

    pub(super) fn offer_title(&mut self, text: &str) {
        let line = one_line(text);
        if self.title.is_none() && !line.is_empty() {
            self.title = Some(line);
        }
    }

    pub(super) fn offer_summary(&mut self, text: &str) {
        let line = one_line(text);
        if self.summary.is_none() && !line.is_empty() {
            self.summary = Some(line);
        }
    }

    pub(super) fn offer_published(&mut self, text: &str) {
        if self.published.is_none() {
            self.published = read_date(text).filter(is_set);
            if self.published.is_none() && read_date(text).is_none() && !text.trim().is_empty() {
                self.unreadable_date.get_or_insert_with(|| text.trim().to_owned());
            }
        }
    }

    pub(super) fn offer_modified(&mut self, text: &str) {
        if self.modified.is_none() {
            self.modified = read_date(text);
        }
    }

    /// A drawing is the site's mark, and nothing that readers of feeds show; so is a picture
    /// whose name says that it stands for any.
    pub(super) fn offer_image(&mut self, image: Option<Image>) {
        let is_drawing = |url: &str| {
            let path = url.split(['?', '#']).next().unwrap_or_default();
            path.to_ascii_lowercase().ends_with(".svg")
        };
        if self.image.is_none() {
            let is_mark = |url: &str| is_drawing(url) || is_for_any(url, self.host.as_deref());
            self.image = image.filter(|image| !is_mark(&image.url));
        }
    }

    pub(super) fn offer_tag(&mut self, text: &str) {
        let line = one_line(&plain_text::from_html(text));
        let is_there = |tag: &String| tag.to_lowercase() == line.to_lowercase();
        let says_something = line.contains(char::is_alphanumeric);
        if says_something && line.len() <= 80 && !self.tags.iter().any(is_there) {
            self.tags.push(line);
        }
    }

    /// Whether a name is the site's, or that with more to it: "The Lantern Corporation".
    fn is_the_site(&self, name: &str) -> bool {
        const SHORTEST: usize = 5;
        let bare = |text: &str| -> String {
            text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
        };
        let name = bare(name);
        let mut sites = self.site.iter().map(|site| bare(site)).chain(self.host.clone());
        sites.any(|site| site == name || (site.chars().count() >= SHORTEST && name.contains(&site)))
    }

    pub(super) fn offer_author(&mut self, name: &str, url: Option<&str>) {
        for name in people(name) {
            let known = |author: &RawAuthor| author.name.to_lowercase() == name.to_lowercase();
            // The site's own name counts where nobody is named.
            if self.is_the_site(&name) {
                self.house.get_or_insert(name);
                continue;
            }
            if !self.authors.iter().any(known) {
                let url = url.map(str::to_owned);
                self.authors.push(RawAuthor { name, url, ..RawAuthor::default() });
            }
        }
    }
}
