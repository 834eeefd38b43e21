//! The addresses of the web edition: which article has a page in it, where that is, and
//! which of our paths means what. It is the one owner of them; it makes no page.

mod addressee;
mod asked;
mod path_names;
mod route;
mod short_id;

pub use addressee::{Addressee, Mark};
pub use asked::Asked;
pub use path_names::{ArticlePath, Month, Named};
pub use route::{Route, is_reserved};
pub use short_id::ShortId;

use crate::article::{Article, ArticleId, Headline, Home, IdInAddress, Line, Withdrawn};
use crate::own_picture::PictureFile;
use crate::section::Slug;
use crate::web_address::WebAddress;
use std::collections::BTreeSet;

/// Takes the place of the worker that keeps what was read, where there is to be none: it forgets
/// all that was kept, and leaves.
pub const NO_WORKER: &str = include_str!("no-worker.js");

/// The web edition of a newspaper: where it is, and its sections in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    address: WebAddress,
    sections: Vec<Slug>,
}

impl Paper {
    /// Where the paper's own pictures are, below its root.
    pub const PICTURES: &str = "pictures/";

    /// What readers call a file of one of the paper's own pictures.
    #[must_use]
    pub fn picture(&self, file: &PictureFile) -> String {
        format!("{}{}{file}", self.root(), Self::PICTURES)
    }

    /// The whole address of that file.
    #[must_use]
    pub fn picture_url(&self, file: &PictureFile) -> WebAddress {
        self.address.join(&self.picture(file)).unwrap_or_else(|_| self.address.clone())
    }

    /// The paper at a public address, which ends with a slash.
    #[must_use]
    pub fn at(address: WebAddress, sections: Vec<Slug>) -> Self {
        Self { address, sections }
    }

    /// Where its front page is for readers.
    #[must_use]
    pub fn address(&self) -> &WebAddress {
        &self.address
    }

    /// The path of its front page for readers; it ends with a slash.
    #[must_use]
    pub fn root(&self) -> &str {
        self.address.url().path()
    }

    /// The page that a request path is of: as readers call it, or as it is where a proxy
    /// took away what stands before the paper's own paths.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Route> {
        let root = self.root();
        let below = path.strip_prefix(root).or_else(|| path.strip_prefix('/'));
        Route::read(below?)
    }

    /// Whether the paper has a section of this name.
    #[must_use]
    pub fn has(&self, section: &Slug) -> bool {
        self.sections.contains(section)
    }

    /// What readers call a page, without the host.
    #[must_use]
    pub fn href(&self, route: &Route) -> String {
        format!("{}{}", self.root(), route.below_root())
    }

    /// The whole address of a page.
    #[must_use]
    pub fn url(&self, route: &Route) -> WebAddress {
        // A path of slugs and escapes is always a reference.
        self.address.join(&self.href(route)).unwrap_or_else(|_| self.address.clone())
    }

    /// The section that an article stands in: the first of its sections in the paper's order.
    #[must_use]
    pub fn section_of(&self, sections: &BTreeSet<Slug>) -> Option<&Slug> {
        self.sections.iter().find(|section| sections.contains(section))
    }

    /// The page of an article of this name and title; `None` where it has no section.
    fn path(
        &self,
        (id, how): (&ArticleId, IdInAddress),
        title: &str,
        sections: &BTreeSet<Slug>,
    ) -> Option<ArticlePath> {
        // Where all of its sections are closed its page stays where it was.
        let section = self.section_of(sections).or_else(|| sections.first())?.clone();
        Some(ArticlePath::new(section, title, ShortId::in_address(id, how)?))
    }

    /// The page of a line of a list, if it has one here.
    #[must_use]
    pub fn page_of(&self, line: &Line) -> Option<ArticlePath> {
        let here = line.home.is_here(line.url.is_some()).then_some(line)?;
        self.path((&here.id, here.id_in_address), &here.title, &here.sections)
    }

    /// The page of an article, if it has one here.
    #[must_use]
    pub fn page(&self, article: &Article) -> Option<ArticlePath> {
        let here = article.has_page_here().then_some(article)?;
        self.path((&here.id, here.id_in_address), &here.title, &here.sections)
    }

    /// The article with the address that feeds give for it: that of its page here, unless
    /// its item named another. What in its text leads to itself leads there.
    #[must_use]
    pub fn linked(&self, article: Article) -> Article {
        if article.links_elsewhere() {
            return article;
        }
        match self.page(&article) {
            Some(page) => {
                let page = self.url(&Route::Article(page));
                let content = article.content.moved(article.url.as_ref(), &page);
                Article { url: Some(page), home: Home::Here, content, ..article }
            }
            None => article,
        }
    }

    /// The same of an article that was taken back.
    #[must_use]
    pub fn notice_link(&self, withdrawn: &Withdrawn) -> Option<WebAddress> {
        let id = (&withdrawn.id, withdrawn.id_in_address);
        let place = withdrawn.place.as_ref();
        let page = place.and_then(|place| self.path(id, &place.title, &place.sections));
        page.map(|page| self.url(&Route::Article(page))).or_else(|| withdrawn.url.clone())
    }

    /// The same of a line of a list.
    #[must_use]
    pub fn headline(&self, line: Line) -> Option<Headline> {
        let page = self.page_of(&line).filter(|_| !line.home.is_both());
        let url = page.map(|page| self.url(&Route::Article(page)));
        line.at(url)
    }
}
