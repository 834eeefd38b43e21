//! The page of an article. It stands on that article, on older ones of its section and on
//! the one after it: nothing that comes later changes it.

use super::asked::in_text;
use super::card::{Card, When, foreign, iso, lang};
use super::error::{WebError, written};
use super::furniture::Furniture;
use super::json_ld;
use super::page::{FeedLink, Link, Page, feeds};
use super::pictures::Picture;
use super::preview::Preview;
use super::text_parts::{below_headline, reached_by_keys, sides_by_class};
use crate::article::{Article, Line};
use crate::paper::{Addressee, ArticlePath, Named, Route};
use crate::text::direction::{Direction, of_html, told_in_html};
use crate::text::html::escaped;
use crate::text::places::within;
use crate::text::plain_text::opening;
use crate::web_address::WebAddress;
use askama::Template;
use std::borrow::Cow;

/// What is known of an article's page.
#[derive(Clone, Debug)]
pub struct ArticleFacts<'a> {
    /// The article.
    pub article: &'a Article,
    /// Where its page is.
    pub path: &'a ArticlePath,
    /// Older ones of its section, the newest first.
    pub older: &'a [Line],
    /// The one after it in its section.
    pub later: Option<&'a Line>,
    /// Whom its page leads to.
    pub reach: Reach,
}

/// Whom an article's page leads to, for who wants to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Its writer, or the newsroom for them.
    Writer,
    /// Those alone whose addresses it leaves out.
    Others,
    /// Nobody.
    Nobody,
}

/// Who wrote an article, with the page of what they wrote; empty where there is none.
struct Byline {
    name: String,
    href: String,
}

/// A note of a correction.
struct Note {
    text: String,
    when: When,
}

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage<'a> {
    page: Page<'a>,
    section: Option<Link>,
    lang: Option<&'a str>,
    direction: Option<&'static str>,
    title: &'a str,
    summary: &'a str,
    corrections: Vec<Note>,
    authors: Vec<Byline>,
    published: When,
    updated: Option<When>,
    picture: Option<Picture>,
    content: Cow<'a, str>,
    author_note: Option<&'a str>,
    write_to: Option<Link>,
    origin: Option<Link>,
    rights: Option<&'a str>,
    tags: Vec<Link>,
    more: Vec<Card>,
    more_title: String,
    earlier: Option<Card>,
    later: Option<Card>,
    json_ld: String,
    iso_published: String,
    iso_updated: String,
}

/// Writes the page of an article.
///
/// # Errors
/// When its template cannot be filled.
pub fn article(paper: &Furniture, facts: &ArticleFacts<'_>) -> Result<Vec<u8>, WebError> {
    let ArticleFacts { article, path, older, later, reach } = *facts;
    let route = Route::Article(path.clone());
    let page = framed(paper, article, path, &route);
    let section = paper.section(&path.section);
    let runs = runs(paper, article);
    let lang = lang(paper, article.language.as_ref(), runs.is_some());
    let section_title = section.map(|section| section.title.to_string()).unwrap_or_default();
    let template = ArticlePage {
        section: section.map(|section| Link {
            title: section.title.to_string(),
            href: paper.href(&Route::Section(section.slug.clone())),
        }),
        direction: runs.map(Direction::as_str),
        lang,
        title: &article.title,
        summary: standfirst(article),
        corrections: corrections(paper, article),
        authors: bylines(paper, article),
        published: When::moment(paper, article.published),
        updated: (article.updated > article.published)
            .then(|| When::moment(paper, article.updated)),
        picture: Picture::of(paper, article).filter(|_| !leads_in_text(article)),
        content: text_of(paper, article),
        author_note: article.author_note.as_deref(),
        write_to: write_to(paper, article, path, reach).filter(|_| !paper.is_files),
        origin: origin(article),
        rights: rights(article),
        tags: article.tags.iter().map(|tag| tag_link(paper, tag)).collect(),
        more: older.iter().take(5).map(|line| Card::of_line(paper, line)).collect(),
        more_title: paper.words.with(paper.words.more, &section_title),
        earlier: older.first().map(|line| Card::of_line(paper, line)),
        later: later.map(|line| Card::of_line(paper, line)),
        json_ld: json_ld::article(paper, article, (&route, &section_title), lang),
        iso_published: iso(article.published),
        iso_updated: iso(article.last_changed()),
        page,
    };
    written(&route, &template)
}

/// The frame of an article's page. One that was first published elsewhere says where.
fn framed<'a>(
    paper: &'a Furniture,
    article: &Article,
    path: &ArticlePath,
    route: &Route,
) -> Page<'a> {
    let mut page = Page::new(paper, route, &article.title);
    page.description = article.summary.to_string();
    page.kind = "article";
    page.feeds = section_feeds(paper, path);
    if let Some(lead) = Preview::of(paper, article) {
        page.picture = lead;
    }
    if let Some(language) = &article.language {
        page.language = language.clone();
    }
    if let Some(elsewhere) = article.url.as_ref().filter(|_| article.home.is_both()) {
        page.canonical = elsewhere.to_string();
        page.noindex = true;
    }
    page
}

fn section_feeds(paper: &Furniture, path: &ArticlePath) -> Vec<FeedLink> {
    let section = paper.section(&path.section);
    section.map(|section| feeds(paper, &section.slug, &section.title)).unwrap_or_default()
}

/// The summary, where it is more than the beginning of the text.
fn standfirst(article: &Article) -> &str {
    let summary = article.summary.trim();
    // Line ends, bullets and the mark of what was cut are none of its words.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let opening = opening(&article.content, 2 * article.summary.len() + 200);
    if letters(&opening).starts_with(&letters(summary)) { "" } else { summary }
}

/// Which way an article runs, where that is not as its paper does: by its language, or else by
/// its letters.
fn runs(paper: &Furniture, article: &Article) -> Option<Direction> {
    let runs = match &article.language {
        Some(language) if language.is_right_to_left() => Direction::RightToLeft,
        Some(_) => Direction::LeftToRight,
        None => of_html(&article.content).or_else(|| Direction::of(&article.title))?,
    };
    (runs.as_str() != paper.direction() || foreign(paper, article.language.as_ref()).is_some())
        .then_some(runs)
}

/// The text of an article as its page has it.
fn text_of<'a>(paper: &Furniture, article: &'a Article) -> Cow<'a, str> {
    let own = article.url.as_ref().map(WebAddress::as_str).unwrap_or_default();
    let text = match within(&article.content, own) {
        Cow::Borrowed(text) => in_text(paper, text),
        Cow::Owned(text) => Cow::Owned(in_text(paper, &text).into_owned()),
    };
    let text = told_without_buttons(paper, text);
    let text = reached_by_keys(sides_by_class(below_headline(text)));
    let around = runs(paper, article).unwrap_or(match paper.direction() {
        "rtl" => Direction::RightToLeft,
        _ => Direction::LeftToRight,
    });
    match told_in_html(&text, around) {
        Some(told) => Cow::Owned(told),
        None => text,
    }
}

fn corrections(paper: &Furniture, article: &Article) -> Vec<Note> {
    let note = |correction: &crate::article::Correction| Note {
        text: correction.note.to_string(),
        when: When::moment(paper, correction.at),
    };
    article.corrections.iter().map(note).collect()
}

fn bylines(paper: &Furniture, article: &Article) -> Vec<Byline> {
    let page = |name: &str| Named::of(name).map(|named| paper.href(&Route::Author(named)));
    let byline =
        |name: &str| Byline { name: name.to_owned(), href: page(name).unwrap_or_default() };
    article.authors.iter().map(|author| byline(&author.name)).collect()
}

/// The way to who wrote it, or to the addresses of others in it.
fn write_to(
    paper: &Furniture,
    article: &Article,
    path: &ArticlePath,
    reach: Reach,
) -> Option<Link> {
    let w = paper.words;
    let title = match reach {
        Reach::Nobody => return None,
        Reach::Writer => {
            let name = article.authors.first().map_or(paper.title.as_str(), |author| &author.name);
            w.with(w.write_to, name)
        }
        Reach::Others => w.addresses.to_owned(),
    };
    let href = paper.href(&Route::WriteTo(path.id.clone(), Addressee::Writer));
    Some(Link { title, href })
}

/// The text without the ways to write to somebody, where nothing answers them.
fn told_without_buttons<'a>(paper: &Furniture, content: Cow<'a, str>) -> Cow<'a, str> {
    let way = format!("<a href=\"{}", paper.url(&Route::Front)) + "write-to/";
    if !paper.is_files || !content.contains(&way) {
        return content;
    }
    let mut parts = content.split(&*way);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, words) = part.split_once("\">").unwrap_or(("", part));
        out.push_str(&words.replacen("</a>", "", 1));
    }
    Cow::Owned(out)
}

fn origin(article: &Article) -> Option<Link> {
    let origin = article.origin.as_ref()?;
    let site = article.url.as_ref().filter(|_| article.home.is_both()).or(origin.site.as_ref());
    Some(Link {
        title: origin.title.to_string(),
        href: site.map(ToString::to_string).unwrap_or_default(),
    })
}

/// Whose the rights in it are: where it was first published, unless it says so itself.
fn rights(article: &Article) -> Option<&str> {
    let of_origin =
        || article.origin.as_ref().filter(|_| article.home.is_both())?.rights.as_deref();
    article.rights.as_deref().or_else(of_origin)
}

fn tag_link(paper: &Furniture, tag: &str) -> Link {
    let page = Named::of(tag).map(|named| paper.href(&Route::Tag(named)));
    Link { title: tag.to_owned(), href: page.unwrap_or_default() }
}

/// Whether the text itself shows the lead picture.
fn leads_in_text(article: &Article) -> bool {
    let lead = article.media.iter().find(|medium| medium.is_image());
    let src = lead.map(|lead| lead.url.as_str()).unwrap_or_default();
    article.content.contains(src) || article.content.contains(&*escaped(src))
}
