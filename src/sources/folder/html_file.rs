//! What a whole HTML page says about the article in it. It is for pages that the
//! newsroom wrote itself: no guessing what is text and what is decoration.

use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};
use crate::text::plain_text;
use html5ever::tokenizer::Tag;

/// The head of a page, and its text.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) date: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) sections: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) canonical: Option<String>,
    pub(super) image: Option<String>,
    /// The HTML of the article itself.
    pub(super) content: String,
}

/// Reads a page. `given` is the title that the front matter gives it, if any.
pub(super) fn read(html: &str, given: Option<&str>) -> Page {
    let mut page = Page::default();
    let mut headline = Text::new("h1");
    let mut title = Text::new("title");
    each_piece(html, |piece| {
        match &piece {
            Piece::Open(tag) => page.take(tag),
            Piece::Close(_) | Piece::Text(_) => {}
        }
        headline.take(&piece);
        title.take(&piece);
        Onward::Yes
    });
    let headline = headline.found();
    let given = given.map(plain_text::one_line);
    page.title = given.or(page.title.take()).or_else(|| title.found()).or_else(|| headline.clone());
    let body =
        inner(html, "article").or_else(|| inner(html, "main")).or_else(|| inner(html, "body"));
    let body = body.unwrap_or(html);
    page.content = match (&headline, &page.title) {
        (Some(headline), Some(title)) if headline == title => without_headline(body),
        _ => body.to_owned(),
    };
    page
}

impl Page {
    fn take(&mut self, tag: &Tag) {
        let text = |name| attribute(tag, name).map(str::trim).filter(|text| !text.is_empty());
        match &*tag.name {
            "html" => self.language = text("lang").map(str::to_owned),
            "link" if text("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = text("href").map(str::to_owned);
            }
            "meta" => {
                let name = text("name").or_else(|| text("property")).unwrap_or_default();
                if let Some(content) = text("content") {
                    self.take_meta(&name.to_ascii_lowercase(), content);
                }
            }
            _ => {}
        }
    }

    fn take_meta(&mut self, name: &str, content: &str) {
        let first = |field: &mut Option<String>| {
            field.get_or_insert_with(|| content.to_owned());
        };
        match name {
            "og:title" => first(&mut self.title),
            "description" | "og:description" => first(&mut self.summary),
            "author" | "article:author" => self.authors.push(content.to_owned()),
            "date" | "dcterms.date" | "dc.date" | "article:published_time" => first(&mut self.date),
            "article:modified_time" | "last-modified" => first(&mut self.updated),
            "keywords" | "news_keywords" => {
                self.tags.extend(content.split(',').map(|tag| tag.trim().to_owned()));
            }
            "section" | "article:section" => self.sections.push(content.to_owned()),
            "article:tag" => self.tags.push(content.to_owned()),
            "og:image" => first(&mut self.image),
            _ => {}
        }
    }
}

/// The text of the first element of a name.
struct Text {
    name: &'static str,
    text: String,
    inside: bool,
    done: bool,
}

impl Text {
    fn new(name: &'static str) -> Self {
        Self { name, text: String::new(), inside: false, done: false }
    }

    fn take(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Open(tag) if *tag.name == *self.name && !self.done => self.inside = true,
            Piece::Close(tag) if *tag.name == *self.name && self.inside => {
                self.inside = false;
                self.done = true;
            }
            Piece::Open(tag) if self.inside && &*tag.name == "br" => self.text.push(' '),
            Piece::Text(text) if self.inside => self.text.push_str(text),
            _ => {}
        }
    }

    fn found(&self) -> Option<String> {
        let line = plain_text::one_line(&self.text);
        (!line.is_empty()).then_some(line)
    }
}

/// What stands between the first start tag and the last end tag of a name.
fn inner<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let lower = html.to_ascii_lowercase();
    let start = start_tag(&lower, name)?;
    let content = start + lower[start..].find('>')? + 1;
    let end = lower.rfind(&format!("</{name}")).filter(|end| *end >= content);
    html.get(content..end.unwrap_or(html.len()))
}

fn start_tag(lower: &str, name: &str) -> Option<usize> {
    let open = format!("<{name}");
    lower.match_indices(&open).map(|(at, _)| at).find(|at| {
        lower[at + open.len()..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace())
    })
}

/// The text without its first headline: the title says it already.
fn without_headline(body: &str) -> String {
    let lower = body.to_ascii_lowercase();
    let cut = start_tag(&lower, "h1")
        .and_then(|start| Some((start, start + lower[start..].find("</h1>")? + "</h1>".len())));
    match cut {
        Some((start, end)) => format!("{}{}", &body[..start], &body[end..]),
        None => body.to_owned(),
    }
}
