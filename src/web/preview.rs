//! The picture that stands for a page where others show links to it (Open Graph), and those
//! that machines are told of. What others fetch is where this paper has it, as soon as it has
//! it: the declared address may be on a host that has no such file.

use super::furniture::Furniture;
use super::icons::{ICON, ICON_SIDE};
use crate::article::{Article, Media};
use crate::own_picture::{OwnPicture, PictureForm};

/// The narrowest picture that is shown large beside a link.
const LARGE: u32 = 300;

/// The form that nobody who shows links draws.
const DRAWING: &str = "image/svg+xml";

/// A picture beside a link.
#[derive(Clone, Debug)]
pub(super) struct Preview {
    /// Where it is.
    pub(super) url: String,
    /// Width and height in pixels, where they are known.
    pub(super) size: Option<(u32, u32)>,
    /// What it shows.
    pub(super) alt: String,
}

impl Preview {
    /// That of a page without a picture: the paper's own.
    pub(super) fn of_paper(paper: &Furniture) -> Self {
        let size = Some((ICON_SIDE, ICON_SIDE));
        Self { url: paper.asset_url(ICON), size, alt: paper.title.clone() }
    }

    /// That of an article: its lead picture, if others can show it.
    pub(super) fn of(paper: &Furniture, article: &Article) -> Option<Self> {
        let lead = article.media.iter().find(|medium| medium.is_image())?;
        let alt = lead.description.as_deref().unwrap_or_default().to_owned();
        match paper.own_picture(&lead.url) {
            Some(own) if own.form == PictureForm::Svg => None,
            Some(own) => {
                let (url, size) = largest(paper, own)?;
                Some(Self { url, size: Some(size), alt })
            }
            None => {
                let shown = is_told(paper, lead) && *lead.media_type != *DRAWING;
                shown.then(|| Self { url: lead.url.to_string(), size: lead.size, alt })
            }
        }
    }

    /// How a link is shown with it.
    pub(super) fn card(&self) -> &'static str {
        // One of no known size was never small enough to say so.
        let (width, height) = self.size.unwrap_or((LARGE, 0));
        if width >= LARGE && width > height { "summary_large_image" } else { "summary" }
    }
}

/// The pictures of an article that machines are told of.
pub(super) fn told(paper: &Furniture, article: &Article) -> Vec<String> {
    let pictures = article.media.iter().filter(|medium| medium.is_image());
    let url = |medium: &Media| match paper.own_picture(&medium.url) {
        Some(own) => largest(paper, own).map(|(url, _)| url),
        None => is_told(paper, medium).then(|| medium.url.to_string()),
    };
    pictures.filter_map(url).collect()
}

/// A picture that is to be the paper's own is named when it is here.
fn is_told(paper: &Furniture, medium: &Media) -> bool {
    !paper.is_to_be_own(&medium.url)
}

fn largest(paper: &Furniture, own: &OwnPicture) -> Option<(String, (u32, u32))> {
    let file = own.files().last()?;
    let url = paper.paper().picture_url(&file).to_string();
    Some((url, (file.width, own.height_at(file.width))))
}
