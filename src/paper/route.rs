//! The one table of the paper's paths: each page, and what its path looks like. A name that
//! stands first in one of them is no section's.

use super::addressee::Addressee;
use super::path_names::{ArticlePath, Month, Named, named, parted};
use super::short_id::ShortId;
use crate::section::Slug;
use percent_encoding::percent_decode_str;

/// What a section cannot be called while the paper is served: the first names of the paths
/// below, of the feeds, the API and the doors to the feeds.
const FIRST_NAMES: [&str; 21] = [
    SECTIONS,
    TAGS,
    AUTHORS,
    ARCHIVE,
    SEARCH,
    SUBSCRIBE,
    WRITE_TO,
    ASSETS,
    SITEMAPS,
    PICTURES,
    OFFLINE,
    WITHDRAWALS,
    "feeds",
    "feed",
    "rss",
    "atom",
    "api",
    "desk",
    "install",
    "health",
    "metrics",
];

const SECTIONS: &str = "sections";
const TAGS: &str = "tags";
const AUTHORS: &str = "authors";
const ARCHIVE: &str = "archive";
const SEARCH: &str = "search";
const SUBSCRIBE: &str = "subscribe";
const WRITE_TO: &str = "write-to";
const ASSETS: &str = "assets";
const SITEMAPS: &str = "sitemaps";
const PICTURES: &str = "pictures";
const OFFLINE: &str = "offline";
const WITHDRAWALS: &str = "withdrawals";

/// Whether a path of the paper begins with this name, so that no section may have it.
#[must_use]
pub fn is_reserved(slug: &Slug) -> bool {
    FIRST_NAMES.contains(&slug.as_str())
}

/// A page of the paper, or a file that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// The front page.
    Front,
    /// A section.
    Section(Slug),
    /// All sections with their latest headlines.
    Sections,
    /// An article.
    Article(ArticlePath),
    /// The articles with a tag.
    Tag(Named),
    /// The articles by an author.
    Author(Named),
    /// The months of which there are articles.
    Archive,
    /// The articles of a month, and which part of them, from 1.
    Month(Month, u32),
    /// What is found.
    Search,
    /// How to follow the paper.
    Subscribe,
    /// Where somebody's address is told to whoever wants to write: of an article, and whose.
    WriteTo(ShortId, Addressee),
    /// What search engines may read.
    Robots,
    /// All parts of the list of pages.
    Sitemap,
    /// The pages of a month's articles.
    SitemapOf(Month),
    /// How a browser searches here.
    OpenSearch,
    /// A file that no edition changes, by a name with its hash.
    Asset(String),
    /// By what the paper is put on a home screen.
    Manifest,
    /// The worker that keeps what was read.
    Worker,
    /// The page for when there is no connection.
    Offline,
    /// What was withdrawn, for those who keep copies.
    Withdrawals,
    /// The paper's icon, for who asks at the place where sites have theirs.
    Icon,
    /// A picture of the newsroom's folder, where feeds say that it is: its path.
    Declared(String),
    /// The page for what is not there.
    Missing,
}

impl Route {
    /// The page at a path below the paper's root, as in `world/budget-abcdefghijkl`; `None`
    /// for a path that no page has. A name that is a section's or none reads as a section.
    #[must_use]
    pub fn read(below: &str) -> Option<Self> {
        let (first, rest) = below.split_once('/').map_or((below, None), |(a, b)| (a, Some(b)));
        Some(match (first, rest) {
            ("", None) => Self::Front,
            (SECTIONS, None) => Self::Sections,
            (ARCHIVE, None) => Self::Archive,
            (SEARCH, None) => Self::Search,
            (SUBSCRIBE, None) => Self::Subscribe,
            ("robots.txt", None) => Self::Robots,
            ("sitemap.xml", None) => Self::Sitemap,
            ("opensearch.xml", None) => Self::OpenSearch,
            ("manifest.webmanifest", None) => Self::Manifest,
            ("worker.js", None) => Self::Worker,
            ("favicon.ico", None) => Self::Icon,
            ("withdrawals.json", None) => Self::Withdrawals,
            (OFFLINE, None) => Self::Offline,
            (ARCHIVE, Some(rest)) => {
                let (month, part) = parted(rest)?;
                Self::Month(Month::read(month)?, part)
            }
            (TAGS, Some(rest)) => Self::Tag(named(rest)?),
            (AUTHORS, Some(rest)) => Self::Author(named(rest)?),
            (WRITE_TO, Some(rest)) => match rest.split_once('/') {
                None => Self::WriteTo(ShortId::read(rest)?, Addressee::Writer),
                Some((id, of)) => Self::WriteTo(ShortId::read(id)?, Addressee::read(of)?),
            },
            (SITEMAPS, Some(file)) => Self::SitemapOf(Month::read(file.strip_suffix(".xml")?)?),
            (ASSETS, Some(file)) if !file.contains('/') => Self::Asset(file.to_owned()),
            (name, _) if FIRST_NAMES.contains(&name) => return None,
            _ if is_picture(below) => Self::Declared(below.to_owned()),
            (section, None) => Self::Section(section.parse().ok()?),
            (section, Some(page)) => Self::Article(ArticlePath::read(section, page)?),
        })
    }

    /// The path below the paper's root.
    #[must_use]
    pub fn below_root(&self) -> String {
        match self {
            Self::Front => String::new(),
            Self::Section(slug) => slug.to_string(),
            Self::Sections => SECTIONS.to_owned(),
            Self::Article(ArticlePath { section, words, id }) if words.is_empty() => {
                format!("{section}/{id}")
            }
            Self::Article(ArticlePath { section, words, id }) => format!("{section}/{words}-{id}"),
            Self::Tag(named) => format!("{TAGS}/{named}"),
            Self::Author(named) => format!("{AUTHORS}/{named}"),
            Self::Archive => ARCHIVE.to_owned(),
            Self::Month(month, 1) => format!("{ARCHIVE}/{month}"),
            Self::Month(month, part) => format!("{ARCHIVE}/{month}/{part}"),
            Self::Search => SEARCH.to_owned(),
            Self::Subscribe => SUBSCRIBE.to_owned(),
            Self::WriteTo(id, of) => format!("{WRITE_TO}/{id}{of}"),
            Self::Robots => "robots.txt".to_owned(),
            Self::Sitemap => "sitemap.xml".to_owned(),
            Self::SitemapOf(month) => format!("{SITEMAPS}/{month}.xml"),
            Self::OpenSearch => "opensearch.xml".to_owned(),
            Self::Manifest => "manifest.webmanifest".to_owned(),
            Self::Worker => "worker.js".to_owned(),
            Self::Icon => "favicon.ico".to_owned(),
            Self::Offline => OFFLINE.to_owned(),
            Self::Withdrawals => "withdrawals.json".to_owned(),
            Self::Asset(file) => format!("{ASSETS}/{file}"),
            Self::Declared(path) => path.clone(),
            Self::Missing => "404.html".to_owned(),
        }
    }

    /// Whether both are the same file of the paper's, as releases name it by its content.
    #[must_use]
    pub fn is_same_asset(&self, other: &Self) -> bool {
        fn around(route: &Route) -> Option<(&str, &str)> {
            let Route::Asset(file) = route else { return None };
            let (begin, extension) = file.rsplit_once('.')?;
            let (stem, hash) = begin.rsplit_once('.')?;
            let is_hash = hash.len() == 12 && hash.bytes().all(|b| b.is_ascii_alphanumeric());
            is_hash.then_some((stem, extension))
        }
        around(self).is_some_and(|file| around(other) == Some(file))
    }

    /// Whether a path is another form of this page's own: with a blank in a name, a slash that
    /// a proxy decoded, or as an older release wrote it. What is only escaped otherwise is the
    /// same: a proxy that decodes would be led there for ever.
    #[must_use]
    pub fn is_written_otherwise(&self, path: &str) -> bool {
        if !matches!(self, Self::Tag(_) | Self::Author(_)) {
            return false;
        }
        let own = self.below_root();
        let decoded = |path: &str| percent_decode_str(path).collect::<Vec<u8>>();
        !decoded(path).ends_with(&decoded(&own))
    }

    /// What `Content-Type` says of it.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self {
            Self::Robots => "text/plain; charset=utf-8",
            Self::Sitemap | Self::SitemapOf(_) => "application/xml; charset=utf-8",
            Self::OpenSearch => "application/opensearchdescription+xml",
            Self::Manifest => "application/manifest+json",
            Self::Worker => "text/javascript; charset=utf-8",
            Self::Withdrawals => "application/json",
            Self::Icon => "image/png",
            Self::Asset(file) | Self::Declared(file) => media_type_of(file),
            _ => "text/html; charset=utf-8",
        }
    }

    /// Whether it is a page that people look at.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.media_type().starts_with("text/html")
    }
}

fn media_type_of(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// Whether a path is that of a file with a picture, as the newsroom's folder may have one.
fn is_picture(path: &str) -> bool {
    const ENDINGS: [&str; 7] = ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg"];
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    path.len() <= 400 && ending.is_some_and(|ending| ENDINGS.contains(&&*ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;

    #[test]
    fn every_path_leads_back_to_its_page() {
        let id = ShortId::of(&ArticleId::made_from("budget")).unwrap();
        let slug = |text: &str| -> Slug { text.parse().unwrap() };
        let name = |name: &str, part| Named { name: name.to_owned(), part };
        let month = Month { year: 2026, month: 9 };
        for route in [
            Route::Front,
            Route::Sections,
            Route::Section(slug("world")),
            Route::Article(ArticlePath::new(slug("world"), "It’s Élan: 5% — up!", id.clone())),
            Route::Article(ArticlePath::new(slug("world"), "بجٹ کا دن", id.clone())),
            Route::Tag(name("Tarbela Dam / 100%", 1)),
            Route::Tag(name("AC/DC ~ a//b ~1", 1)),
            Route::Tag(name("a_b-c", 2)),
            Route::Author(name("ثنا مرزا", 1)),
            Route::Archive,
            Route::Month(month, 1),
            Route::Month(month, 7),
            Route::Search,
            Route::Subscribe,
            Route::WriteTo(id.clone(), Addressee::of(&id, "ann@wire.example")),
            Route::WriteTo(id, Addressee::Writer),
            Route::Robots,
            Route::Sitemap,
            Route::SitemapOf(month),
            Route::OpenSearch,
            Route::Manifest,
            Route::Worker,
            Route::Icon,
            Route::Offline,
            Route::Withdrawals,
            Route::Asset("paper.0123.css".to_owned()),
            Route::Declared("images/ferry.jpg".to_owned()),
        ] {
            assert_eq!(Route::read(&route.below_root()), Some(route.clone()), "{route:?}");
        }
    }

    #[test]
    fn a_slash_in_a_name_is_none_of_the_path() {
        let tag = Route::Tag(Named { name: "AC/DC".to_owned(), part: 1 });
        assert_eq!(tag.below_root(), "tags/AC~1DC");
        for other in ["tags/AC%2FDC", "tags/AC/DC"] {
            let read = Route::read(other).unwrap();
            assert_eq!(read, tag);
            assert!(read.is_written_otherwise(other) && !read.is_written_otherwise("tags/AC~1DC"));
        }
    }

    #[test]
    fn a_name_has_one_address() {
        let tag = Route::Tag(Named { name: "Rain & wind".to_owned(), part: 1 });
        for (path, is_other) in [
            ("/tags/Rain_%26_wind", false),
            ("/paper/tags/Rain_&_wind", false),
            ("/tags/Rain%20%26%20wind", true),
            ("/tags/Rain_&%20wind", true),
        ] {
            let below = path.trim_start_matches("/paper").trim_start_matches('/');
            assert_eq!(Route::read(below), Some(tag.clone()), "{path}");
            assert_eq!(tag.is_written_otherwise(path), is_other, "{path}");
        }
    }

    #[test]
    fn no_section_can_stand_in_front_of_a_page() {
        for name in FIRST_NAMES {
            assert!(is_reserved(&name.parse().unwrap()), "{name}");
            assert!(!matches!(Route::read(name), Some(Route::Section(_))), "{name}");
        }
    }
}
