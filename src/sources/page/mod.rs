//! An article's own page into a raw item. It fetches nothing.

mod extract;

pub use extract::extract;

use crate::web_address::WebAddress;

/// A page as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct SavedPage<'a> {
    /// The body, decompressed and otherwise untouched.
    pub bytes: &'a [u8],
    /// The `Content-Type` header, where there was one.
    pub content_type: Option<&'a str>,
    /// The address it came from, after redirects.
    pub address: Option<&'a WebAddress>,
}

/// Where the parts of an article are, as CSS selectors; found by themselves where
/// nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRules {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// Where in the newspaper it stands.
    pub section: Option<String>,
    /// The lead picture.
    pub image: Option<String>,
    /// The text.
    pub body: Option<String>,
    /// What is taken out of the text.
    pub remove: Vec<String>,
}

/// Why a page is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// There is no text in it.
    #[error(
        "{address}: no article's text was found in the page. Name where it is with `body` in the source"
    )]
    NoText {
        /// Where it came from.
        address: String,
    },
}
