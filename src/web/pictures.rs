//! The pictures of a page: the paper's own where it has them, in all their widths. It fetches
//! none, and knows only those that it is told of.

use super::furniture::Furniture;
use crate::article::{Article, Media};
use crate::own_picture::OwnPicture;
use crate::web_address::WebAddress;
use askama::Template;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

/// An element of a picture in clean HTML: in its attributes every quote is escaped.
static IMG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"<img((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>"#).ok());
static ATTRIBUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\s+([a-z-]+)="([^"]*)""#).ok());

/// A picture on a page.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    /// Where it is.
    pub(super) src: String,
    /// Where it is in each width, for `srcset`; empty where there is but one.
    pub(super) srcset: String,
    /// What it shows.
    pub(super) alt: String,
    /// Width and height in pixels, where they are known.
    pub(super) size: Option<(u32, u32)>,
    /// Who made it.
    pub(super) credit: Option<String>,
    /// The colour that stands in its place before it is here, where it is known.
    pub(super) ground: Option<String>,
}

/// A picture in the text of an article. What it shows is escaped already, as it stood there.
#[derive(Template)]
#[template(path = "picture.html")]
struct InText<'a> {
    src: String,
    srcset: String,
    size: (u32, u32),
    alt: String,
    ground: &'a str,
}

/// The narrowest picture that fills its column.
const NARROW: u32 = 320;

impl Picture {
    /// Whether it would be blurred where it fills a column.
    pub(super) fn is_narrow(&self) -> bool {
        self.size.is_some_and(|(width, _)| width < NARROW)
    }

    /// The lead picture of an article. One that is to be the paper's own is on no page before
    /// it is here.
    pub(super) fn of(paper: &Furniture, article: &Article) -> Option<Self> {
        let lead: &Media = article.media.iter().find(|medium| medium.is_image())?;
        let alt = lead.description.as_deref().unwrap_or_default().to_owned();
        let credit = lead.credit.as_ref().map(ToString::to_string);
        if let Some(own) = paper.own_picture(&lead.url) {
            let (src, srcset) = files(paper, own);
            let (size, ground) = (Some(own.size), Some(own.ground.clone()));
            return Some(Self { src, srcset, alt, size, credit, ground });
        }
        let (src, srcset) = (lead.url.to_string(), String::new());
        let stays = !paper.is_to_be_own(&lead.url);
        stays.then_some(Self { src, srcset, alt, size: lead.size, credit, ground: None })
    }
}

/// Where a picture is: in the middle of its widths, and in each.
fn files(paper: &Furniture, own: &OwnPicture) -> (String, String) {
    let files: Vec<_> = own.files().collect();
    let path = |file| paper.paper().picture(file);
    let src = files.get(1).or(files.first()).map(path).unwrap_or_default();
    let each = files.iter().map(|file| format!("{} {}w", path(file), file.width));
    let each: Vec<String> = each.collect();
    (src, if each.len() > 1 { each.join(",") } else { String::new() })
}

/// The text of an article with the paper's own pictures in it. What is not here yet is left
/// out.
pub(super) fn in_text<'a>(paper: &Furniture, content: &'a str) -> Cow<'a, str> {
    let Some(img) = IMG.as_ref().filter(|_| content.contains("<img")) else {
        return Cow::Borrowed(content);
    };
    img.replace_all(content, |found: &Captures<'_>| element(paper, &found[0], &found[1]))
}

fn element(paper: &Furniture, whole: &str, attributes: &str) -> String {
    let Some(attribute) = ATTRIBUTE.as_ref() else { return whole.to_owned() };
    let value = |name: &str| {
        let mut all = attribute.captures_iter(attributes);
        all.find(|one| &one[1] == name).map(|one| one[2].to_owned())
    };
    let src = value("src").unwrap_or_default().replace("&amp;", "&");
    let Ok(address) = WebAddress::parse(&src) else { return whole.to_owned() };
    if let Some(own) = paper.own_picture(&address) {
        let (src, srcset) = files(paper, own);
        let alt = value("alt").unwrap_or_default();
        let shown = InText { src, srcset, size: own.size, alt, ground: &own.ground };
        return shown.render().unwrap_or_else(|_| whole.to_owned());
    }
    match (paper.is_to_be_own(&address), value("alt")) {
        (true, _) => String::new(),
        (false, Some(_)) => whole.to_owned(),
        // It shows what nobody put into words.
        (false, None) => whole.replacen("<img", "<img alt=\"\"", 1),
    }
}
