//! The pictures of a page: the paper's own where it has them, in all their widths. It fetches
//! none, and knows only those that it is told of.

use super::furniture::Furniture;
use crate::article::{Article, Media};
use crate::own_picture::OwnPicture;
use askama::Template;

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

/// A picture of the paper's own in the text of an article; what it shows is escaped already.
pub(super) fn own_in_text(paper: &Furniture, own: &OwnPicture, alt: String) -> Option<String> {
    let (src, srcset) = files(paper, own);
    InText { src, srcset, size: own.size, alt, ground: &own.ground }.render().ok()
}
