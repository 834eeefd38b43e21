//! The frame of a page: its head, its menu and its foot, as the templates want them. What
//! stands in the middle is not known here.

use super::furniture::Furniture;
use super::preview::Preview;
use crate::feed_document::Format;
use crate::paper::Route;
use crate::section::Slug;
use crate::text::Language;
use crate::words::Words;

/// A link with its words.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// The words.
    pub(super) title: String,
    /// Where it leads.
    pub(super) href: String,
}

/// A feed that a reader may discover.
#[derive(Clone, Debug)]
pub(super) struct FeedLink {
    /// What kind of document it is.
    pub(super) media_type: &'static str,
    /// What it is called.
    pub(super) title: String,
    /// Where it is.
    pub(super) href: String,
}

/// The frame of a page.
#[derive(Clone, Debug)]
pub(super) struct Page<'a> {
    /// The paper.
    pub(super) paper: &'a Furniture,
    /// Its words.
    pub(super) w: &'static Words,
    /// The language of what it shows.
    pub(super) language: Language,
    /// In the title bar.
    pub(super) title: String,
    /// For those who list pages.
    pub(super) description: String,
    /// Its own address, or where the same was first.
    pub(super) canonical: String,
    /// Search engines are to leave it out.
    pub(super) noindex: bool,
    /// The feeds of what it shows.
    pub(super) feeds: Vec<FeedLink>,
    /// What kind of thing it is for those who show links (Open Graph).
    pub(super) kind: &'static str,
    /// The picture that stands for it.
    pub(super) picture: Preview,
    /// The part of a list before and after it.
    pub(super) before_and_after: [Option<String>; 2],
}

impl<'a> Page<'a> {
    /// The frame of a page with this title.
    pub(super) fn new(paper: &'a Furniture, route: &Route, title: &str) -> Self {
        Self {
            paper,
            w: paper.words,
            language: paper.language.clone(),
            title: title.to_owned(),
            description: paper.description.clone(),
            canonical: paper.url(route),
            noindex: false,
            feeds: feeds(paper, &Slug::front_page(), &paper.title),
            kind: "website",
            picture: Preview::of_paper(paper),
            before_and_after: [None, None],
        }
    }

    /// What stands in the title bar: the page's title and the paper's.
    pub(super) fn whole_title(&self) -> String {
        match self.title == self.paper.title {
            true => self.title.clone(),
            false => format!("{} – {}", self.title, self.paper.title),
        }
    }

    /// Its language and country as Open Graph writes them, where there is a country.
    pub(super) fn locale(&self) -> Option<String> {
        let (language, country) = self.language.as_str().split_once('-')?;
        (language.len() == 2 && country.len() == 2).then(|| format!("{language}_{country}"))
    }

    /// The front page.
    pub(super) fn front(&self) -> String {
        self.paper.href(&Route::Front)
    }

    /// A page that is the only one of its kind, by its name.
    pub(super) fn at(&self, name: &str) -> String {
        Route::read(name).map(|route| self.paper.href(&route)).unwrap_or_default()
    }

    /// Where a file is that belongs to the pages.
    pub(super) fn asset(&self, name: &str) -> String {
        self.paper.asset(name)
    }

    /// `rtl` or `ltr`.
    pub(super) fn direction(&self) -> &'static str {
        self.paper.direction()
    }

    /// The sections in the menu.
    pub(super) fn menu(&self) -> Vec<Link> {
        let sections = self.paper.sections.iter();
        let link = |section: &crate::section::Section| Link {
            title: section.title.to_string(),
            href: self.paper.href(&Route::Section(section.slug.clone())),
        };
        sections.map(link).collect()
    }
}

/// The feeds of this name in all formats.
pub(super) fn feeds(paper: &Furniture, slug: &Slug, title: &str) -> Vec<FeedLink> {
    let feed = |format: Format| FeedLink {
        media_type: format.media_type().split(';').next().unwrap_or_default(),
        title: title.to_owned(),
        href: paper.feed(slug, format),
    };
    Format::ALL.into_iter().map(feed).collect()
}
