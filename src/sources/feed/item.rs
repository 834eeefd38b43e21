//! One item of RSS, RDF, Atom or CDF: its elements into a `RawItem`. The
//! formats borrow each other's elements so freely that one reader serves all.

mod extensions;
mod moments;
mod names;
mod tags;

use super::addresses::{is_web, join, join_page};
use super::best::Best;
use super::channel::{Channel, Inherited, one_line};
use super::construct::Texts;
use super::media::Gallery;
use super::names::Space;
use super::naming::{is_front, name};
use super::people::{author, without_repeats};
use super::tree::Element;
use crate::episode::RawEpisode;
use crate::raw_item::{RawAuthor, RawItem, RawOrigin, RawText, Withheld};
use crate::text::dates::{DateFault, Way, judge_date_by};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::borrow::Cow;

/// Reads an item. `cut` says that the document ends inside it: what is not
/// closed is then left out, and without name, title and date it is no item. None when
/// nothing in it could be read.
pub(super) fn read_item(
    texts: &Texts<'_, '_>,
    cut: bool,
    channel: &Channel,
    inherited: &Inherited,
    origin: Option<&RawOrigin>,
) -> Option<RawItem> {
    let root = texts.tree.get(0)?;
    let base = texts.base(root, inherited.base.as_ref());
    let mut draft = Draft { base, way: channel.way, ..Draft::new(texts) };
    for (at, element) in texts.tree.children(0).filter(|(_, element)| element.closed || !cut) {
        draft.take(at, element);
    }
    draft.take_attributes(root);
    if cut && !draft.is_sure_without_its_end() {
        return None;
    }
    draft.finish(channel, inherited, origin, root)
}

/// A text with the base that applies inside it and its language.
type Body = (RawText, Option<WebAddress>, Option<String>);

struct Draft<'t, 'a> {
    texts: &'t Texts<'t, 'a>,
    base: Option<WebAddress>,
    /// What its dates do not say themselves.
    way: Way,
    key: Best<String>,
    title: Best<RawText>,
    link: Best<String>,
    published: Best<DateTime<Utc>>,
    updated: Best<DateTime<Utc>>,
    publish_at: Best<DateTime<Utc>>,
    expires_at: Best<DateTime<Utc>>,
    unreadable: Option<String>,
    /// A date in a zone that cannot be told.
    odd_zone: Option<DateFault>,
    /// A date that keeps the item back, and cannot be read.
    odd_term: Option<DateFault>,
    authors: Vec<(u8, RawAuthor)>,
    summary: Best<Body>,
    content: Best<Body>,
    language: Best<String>,
    tags: Vec<String>,
    gallery: Gallery,
    origin: Option<RawOrigin>,
    source_authors: Vec<RawAuthor>,
    rights: Best<String>,
    episode: RawEpisode,
    withheld: Option<Withheld>,
    anything: bool,
}

impl<'t, 'a> Draft<'t, 'a> {
    fn new(texts: &'t Texts<'t, 'a>) -> Self {
        Self {
            texts,
            base: None,
            way: Way::default(),
            key: Best::default(),
            title: Best::default(),
            link: Best::default(),
            published: Best::default(),
            updated: Best::default(),
            publish_at: Best::default(),
            expires_at: Best::default(),
            unreadable: None,
            odd_zone: None,
            odd_term: None,
            authors: Vec::new(),
            summary: Best::default(),
            content: Best::default(),
            language: Best::default(),
            tags: Vec::new(),
            gallery: Gallery::default(),
            origin: None,
            source_authors: Vec::new(),
            rights: Best::default(),
            episode: RawEpisode::default(),
            withheld: None,
            anything: false,
        }
    }

    /// Whether what is missing at the end of the document could change neither what the item
    /// is called nor since when it may be shown.
    fn is_sure_without_its_end(&self) -> bool {
        let is_dated = self.published.0.is_some() || self.updated.0.is_some();
        self.key.0.is_some() && self.title.0.is_some() && is_dated
    }

    /// Takes one element of the item.
    fn take(&mut self, at: usize, element: &Element<'a>) {
        self.anything = true;
        let base = self.texts.base(element, self.base.as_ref());
        let base = base.as_ref();
        let name = element.lower_name();
        match element.space {
            Space::Core | Space::Atom => self.take_core(at, element, name.as_str(), base),
            Space::Dc => self.take_dublin_core(at, name.as_str(), base),
            Space::DcTerms => self.take_terms(at, name.as_str(), base),
            Space::Media => self.take_media(at, element, name.as_str(), base),
            Space::Itunes => self.take_podcast(at, element, name.as_str(), base),
            Space::Podcast => self.take_episode_file(element, name.as_str(), base),
            Space::Prism => self.take_prism(at, name.as_str()),
            Space::App => self.take_publishing(at, name.as_str()),
            Space::Content if name.as_str() == "encoded" => self.body(0, at, element, base),
            Space::Xhtml if matches!(name.as_str(), "body" | "div") => {
                self.body(1, at, element, base);
            }
            Space::FeedBurner if name.as_str() == "origlink" => {
                self.link.offer(0, self.texts.plain(at));
            }
            _ => {}
        }
    }

    fn take_core(
        &mut self,
        at: usize,
        element: &Element<'a>,
        name: &str,
        base: Option<&WebAddress>,
    ) {
        match name {
            "title" => self.title.offer(0, self.texts.construct(at, base)),
            "link" => self.take_link(at, element, base),
            "guid" => self.take_guid(at, element),
            "id" => self.take_id(at),
            "description" | "summary" | "abstract" => self.summarise(0, at, element, base),
            "content" => self.take_content(at, element, base),
            "body" | "fullitem" => self.body(3, at, element, base),
            "encoded" => self.body(0, at, element, base),
            "pubdate" | "published" | "issued" => self.date(Moment::Published, 0, at),
            "date" => self.date(Moment::Published, 2, at),
            "created" => self.date(Moment::Published, 3, at),
            "updated" | "modified" => self.date(Moment::Updated, 0, at),
            "author" => self.authors.extend(author(self.texts, at).map(|person| (0, person))),
            "authors" => self.take_authors(at),
            "byline" | "creator" => {
                self.authors.extend(author(self.texts, at).map(|person| (1, person)))
            }
            "category" => self.take_category(at, element),
            "categories" | "tags" => self.take_categories(at),
            "keywords" => self.take_keywords(at),
            "enclosure" => {
                if let Some(url) = element.attribute("url").or_else(|| element.attribute("href")) {
                    self.gallery.enclosure(&url, element, base);
                }
            }
            "image" => self.take_image(at, element, base),
            "source" => self.take_source(at, element, base),
            "rights" | "copyright" => self.take_rights(0, at),
            "language" => self.language.offer(0, self.texts.plain(at)),
            _ => {}
        }
    }

    fn take_attributes(&mut self, root: &Element<'a>) {
        let own = |name| root.attribute(name).filter(|v| !v.is_empty()).map(|v| v.into_owned());
        self.key.offer(3, own("rdf:about"));
        self.link.offer(6, own("href").or_else(|| own("rdf:about").filter(|about| is_web(about))));
        if let Some(date) = own("lastmod") {
            self.updated.offer(2, judge_date_by(&date, self.way).ok());
        }
    }

    fn take_link(&mut self, at: usize, element: &Element<'a>, base: Option<&WebAddress>) {
        // RSS has the address between the tags, and some write Atom's so.
        let said = element.attribute("href").or_else(|| self.texts.plain(at).map(Cow::Owned));
        let Some(href) = said else { return };
        let address = Some(join_page(base, &href)).filter(|address| !address.is_empty());
        let kind = element.attribute("type").unwrap_or_default();
        let rel = element.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let rel = rel.trim_start_matches("http://www.iana.org/assignments/relation/");
        let is_page = kind.is_empty() || kind.contains("html");
        match rel {
            // The front of a site stands for no page of it, where a guid names one.
            "" | "alternate" if address.as_deref().is_some_and(is_front) => {
                self.link.offer(5, address);
            }
            "" | "alternate" => self.link.offer(if is_page { 1 } else { 5 }, address),
            "enclosure" => self.gallery.enclosure(&href, element, base),
            "via" => self.link.offer(7, address),
            "related" => self.link.offer(8, address),
            "self" if is_page => self.link.offer(9, address),
            _ => {}
        }
    }

    fn summarise(&mut self, rank: u8, at: usize, element: &Element<'a>, base: Option<&WebAddress>) {
        let text = self.texts.construct(at, base);
        self.summary.offer(rank, text.map(|text| (text, base.cloned(), language_of(element))));
    }

    fn body(&mut self, rank: u8, at: usize, element: &Element<'a>, base: Option<&WebAddress>) {
        let text = self.texts.construct(at, base);
        self.content.offer(rank, text.map(|text| (text, base.cloned(), language_of(element))));
    }

    /// A text, or where it is (RFC 4287 §4.1.3.2): what can be read leads there, and what is
    /// seen or heard is a medium.
    fn take_content(&mut self, at: usize, element: &Element<'a>, base: Option<&WebAddress>) {
        self.body(2, at, element, base);
        let Some(src) = element.attribute("src").filter(|src| !src.trim().is_empty()) else {
            return;
        };
        let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
        let is_read = kind.is_empty()
            || ["text", "html", "xhtml"].iter().any(|start| kind.starts_with(start))
            || kind.contains("xml");
        match is_read {
            true => self.link.offer(5, Some(join(base, &src))),
            false => self.gallery.enclosure(&src, element, base),
        }
    }

    /// Authors within an element that only holds them.
    fn take_authors(&mut self, at: usize) {
        for (child, element) in self.texts.tree.children(at) {
            if matches!(element.lower_name().as_str(), "author" | "creator" | "name") {
                self.authors.extend(author(self.texts, child).map(|person| (0, person)));
            }
        }
    }

    fn take_image(&mut self, at: usize, element: &Element<'a>, base: Option<&WebAddress>) {
        let attribute = element.attribute("href").or_else(|| element.attribute("url"));
        let child = || {
            let url = |(_, e): &(usize, &Element<'_>)| e.lower_name().as_str() == "url";
            let (at, _) = self.texts.tree.children(at).find(url)?;
            self.texts.plain(at)
        };
        let url = attribute.map(|url| url.into_owned()).or_else(child);
        let url = url.or_else(|| self.texts.plain(at).filter(|text| is_web(text)));
        if let Some(url) = url.filter(|url| !url.is_empty()) {
            self.gallery.picture(&url, base);
        }
    }

    fn take_rights(&mut self, rank: u8, at: usize) {
        let text = self.texts.construct(at, None);
        self.rights.offer(rank, text.map(one_line));
    }

    /// `source` of RSS (a title and the feed's address), or of Atom (the head
    /// of the feed that the entry was copied from).
    fn take_source(&mut self, at: usize, element: &Element<'a>, base: Option<&WebAddress>) {
        let mut origin = RawOrigin::default();
        if !self.texts.tree.has_children(at) {
            origin.title = self.texts.plain(at);
            origin.feed = element.attribute("url").map(|url| join(base, &url));
        }
        for (child, part) in self.texts.tree.children(at) {
            let inner = self.texts.base(part, base);
            match part.lower_name().as_str() {
                "title" => origin.title = self.texts.construct(child, None).map(one_line),
                "author" => self.source_authors.extend(author(self.texts, child)),
                "link" => {
                    let href = part.attribute("href").map(|href| join(inner.as_ref(), &href));
                    let rel = part.attribute("rel").unwrap_or_default();
                    let place = if rel == "self" { &mut origin.feed } else { &mut origin.site };
                    if place.is_none() && matches!(&*rel, "" | "self" | "alternate") {
                        *place = href;
                    }
                }
                _ => {}
            }
        }
        if origin != RawOrigin::default() {
            self.origin = Some(origin);
        }
    }

    fn finish(
        self,
        channel: &Channel,
        inherited: &Inherited,
        origin: Option<&RawOrigin>,
        root: &Element<'_>,
    ) -> Option<RawItem> {
        let url = self.link.take().map(|link| join(self.base.as_ref(), &link));
        let title = self.title.take();
        let (summary, summary_base, summary_language) = apart(self.summary.take());
        let (content, content_base, content_language) = apart(self.content.take());
        let given = self.key.take();
        if url.is_none() && given.is_none() && self.updated.0.is_none() && !self.anything {
            return None;
        }
        let own = root.attribute("xml:lang").map(|tag| tag.into_owned());
        let own_text = if content.is_some() { content_language } else { summary_language };
        let language = self.language.take().or(own_text).or(own);
        let language = language.or_else(|| inherited.language.clone());
        let published = self.published.take();
        let updated = self.updated.take();
        let mut authors = people(self.authors);
        if authors.is_empty() {
            authors = without_repeats(self.source_authors);
        }
        if authors.is_empty() {
            authors = without_repeats(channel.authors.clone());
        }
        let mut item = RawItem {
            title,
            url,
            base: content_base.or(summary_base).or(self.base),
            published,
            updated,
            publish_at: self.publish_at.take(),
            expires_at: self.expires_at.take(),
            unreadable_date: self.unreadable.filter(|_| published.is_none() || updated.is_none()),
            date_fault: self
                .odd_term
                .or(self.odd_zone.filter(|_| published.is_none()))
                .map(|fault| fault.to_string()),
            authors,
            summary,
            content,
            language: language.filter(|tag| !tag.is_empty()).map(|tag| tag.replace('_', "-")),
            tags: self.tags,
            media: self.gallery.finish(),
            origin: self.origin.or_else(|| origin.cloned()),
            rights: self.rights.take(),
            withheld: self.withheld,
            episode: Some(self.episode).filter(|episode| *episode != RawEpisode::default()),
            ..RawItem::default()
        };
        name(&mut item, given, channel.namers());
        Some(item)
    }
}

enum Moment {
    Published,
    Updated,
}

fn language_of(element: &Element<'_>) -> Option<String> {
    element.attribute("xml:lang").map(|tag| tag.into_owned())
}

fn apart(body: Option<Body>) -> (Option<RawText>, Option<WebAddress>, Option<String>) {
    body.map_or((None, None, None), |(text, base, language)| (Some(text), base, language))
}

/// The authors of the item: those of its own format, else a podcast's.
fn people(authors: Vec<(u8, RawAuthor)>) -> Vec<RawAuthor> {
    let has_own = authors.iter().any(|(rank, _)| *rank < 2);
    without_repeats(
        authors.into_iter().filter(|(rank, _)| *rank < 2 || !has_own).map(|(_, a)| a).collect(),
    )
}
