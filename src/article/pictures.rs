//! Which pictures an article has. Where they come from in the end is not known here.

use super::{Article, Media};
use crate::text::html::picture_of;
use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};
use crate::web_address::WebAddress;
use std::collections::BTreeSet;

/// Pictures in one article; a longer album is shown in part.
const MOST: usize = 60;

impl Article {
    /// The addresses of its pictures: those that belong to it, those in its text, and those
    /// of its authors.
    #[must_use]
    pub fn pictures(&self) -> BTreeSet<WebAddress> {
        let mut all: Vec<WebAddress> =
            self.media.iter().filter(|it| it.is_image()).map(|it| it.url.clone()).collect();
        all.extend(self.media.iter().filter(|it| !it.is_image()).filter_map(poster));
        all.extend(in_text(&self.content));
        all.extend(self.authors.iter().filter_map(|author| author.avatar.clone()));
        all.truncate(MOST);
        all.into_iter().collect()
    }
}

/// The picture that stands for a sound or film.
fn poster(media: &Media) -> Option<WebAddress> {
    media.thumbnail.clone()
}

fn in_text(content: &str) -> Vec<WebAddress> {
    let mut found = Vec::new();
    if content.contains("<img") {
        each_piece(content, |piece| {
            if let Piece::Open(tag) = piece
                && &*tag.name == "img"
                && let Some(address) = picture_of(attribute(tag, "src"), attribute(tag, "srcset"))
            {
                found.extend(WebAddress::parse(address));
            }
            if found.len() < MOST { Onward::Yes } else { Onward::Stop }
        });
    }
    found
}
