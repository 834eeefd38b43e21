//! An article as one line of a list: what is shown of it where its text is not.

use super::home::{Home, IdInAddress};
use super::id::ArticleId;
use crate::section::Slug;
use crate::text::{Language, XmlText};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// An article as one line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Its page.
    pub url: WebAddress,
    /// Its headline.
    pub title: XmlText,
    /// When it was published.
    pub published: DateTime<Utc>,
    /// Its language, where it is known.
    pub language: Option<Language>,
}

/// An article as one line of a list, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its identity.
    pub id: ArticleId,
    /// Its address, as its item gave it or as it was made.
    pub url: Option<WebAddress>,
    /// Where its page is.
    pub home: Home,
    /// Its headline.
    pub title: XmlText,
    /// When it was published.
    pub published: DateTime<Utc>,
    /// When it last became another for readers, as [`Article::last_changed`](super::Article) says.
    pub changed: DateTime<Utc>,
    /// Its language, where it is known.
    pub language: Option<Language>,
    /// The sections it belongs to.
    pub sections: BTreeSet<Slug>,
    /// How much of its id stands in the address of its page in the web edition.
    pub id_in_address: IdInAddress,
}

impl Line {
    /// The headline, with `page` as its page, or else its own address; `None` without either.
    #[must_use]
    pub fn at(self, page: Option<WebAddress>) -> Option<Headline> {
        let Self { url, title, published, language, .. } = self;
        page.or(url).map(|url| Headline { url, title, published, language })
    }
}
