//! An edition made ready to hand out: for every path that means something, the
//! answer as far as it can be known before anybody asks. It reads no request.

use super::listing;
use super::paths::normal;
use super::rules::Rules;
use super::shelved::Shelved;
use super::short_answers;
use crate::archive::PageName;
use crate::edition::{Document, DocumentName, Edition};
use crate::feed_document::Format;
use crate::metrics::Metrics;
use crate::own_picture::PictureFile;
use crate::paper::{Paper, Route};
use crate::section::Slug;
use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode};
use std::collections::HashMap;
use std::sync::Arc;

/// What a path means.
#[derive(Debug)]
pub(super) enum Place {
    /// A document.
    Document(Arc<Shelved>),
    /// Look elsewhere: 301 or 302, and where.
    Elsewhere(StatusCode, HeaderValue),
    /// It was here and will not come back.
    Gone,
    /// It will be here.
    NotYet,
}

/// A whole edition, ready.
#[derive(Debug)]
pub(super) struct Shelf {
    pub(super) edition: Arc<Edition>,
    pub(super) rules: Arc<Rules>,
    places: HashMap<String, Place>,
    /// The pages of the web edition that are ready.
    leaves: HashMap<Route, Arc<Shelved>>,
    /// The page that lists the feeds, for those who asked for something else.
    pub(super) listing: Bytes,
}

/// What a request path means.
pub(super) enum Found<'a> {
    /// Something that is here, under the path that we call it by.
    Place(String, &'a Place),
    /// A page of an archive, or one that there was or will be.
    Page(PageName),
    /// A file of a picture, which may be there.
    Picture(PictureFile),
    /// The same as is at another path of ours.
    Elsewhere(String),
    /// Nothing of ours.
    Nothing,
}

/// A page of the web edition that is still to be made.
#[derive(Clone, Debug)]
pub(super) struct Unmade(pub(super) Route);

/// What a path means in the web edition.
pub(super) enum Leaf<'a> {
    /// A page that is ready.
    Ready(&'a Arc<Shelved>),
    /// A file in the place of one of another release, for pages that are kept somewhere.
    Instead(&'a Arc<Shelved>),
    /// One that is made when somebody asks for it.
    Unmade(Route),
    /// The same as is at another path.
    Elsewhere(Route),
    /// It will be here.
    NotYet,
}

fn page_path(page: &PageName) -> String {
    DocumentName::Archive(page.clone()).request_path()
}

/// Whether a path is that of searches, in any form.
fn is_search(path: &str) -> bool {
    Format::ALL.iter().any(|format| path == DocumentName::Search(*format).request_path())
        || path == DocumentName::SearchPage.request_path()
}

/// Addresses that readers try, and the format they mean.
const GUESSES: [(&str, Format); 13] = [
    ("/feed", Format::Rss),
    ("/feed/", Format::Rss),
    ("/feed.xml", Format::Rss),
    ("/feed.rss", Format::Rss),
    ("/rss", Format::Rss),
    ("/rss/", Format::Rss),
    ("/rss.xml", Format::Rss),
    ("/index.xml", Format::Rss),
    ("/index.rss", Format::Rss),
    ("/atom", Format::Atom),
    ("/atom.xml", Format::Atom),
    ("/feed.atom", Format::Atom),
    ("/feed.json", Format::Json),
];

impl Shelf {
    /// The answer for a page of a feed that is gone, or has another name now.
    pub(super) fn retired_page(&self, page: &PageName) -> Option<Response<Bytes>> {
        let cache = self.rules.cache.longest();
        if self.rules.gone.contains(&page.feed) {
            return Some(short_answers::gone(&self.listing, cache));
        }
        let archive = self.edition.archive();
        let feed = self.rules.moved.get(&page.feed).filter(|_| archive.stamp(page).is_none())?;
        let now = PageName { feed: feed.clone(), ..page.clone() };
        let now = match archive.stamp(&now) {
            Some(_) => DocumentName::Archive(now),
            None => DocumentName::Feed(now.feed, now.format),
        };
        let location = self.location(&now.request_path());
        Some(short_answers::redirect(StatusCode::MOVED_PERMANENTLY, &location, cache))
    }

    /// Makes an edition ready; what did not change is taken over from `before`.
    pub(super) fn of(
        edition: Arc<Edition>,
        rules: Arc<Rules>,
        metrics: &Metrics,
        before: Option<&Self>,
    ) -> Self {
        let before = before.filter(|before| Arc::ptr_eq(&before.rules, &rules));
        let mut places = HashMap::new();
        for document in edition.documents() {
            let path = document.name.request_path();
            let shelved = before
                .and_then(|before| before.document(&path))
                .filter(|shelved| Arc::ptr_eq(&shelved.document, document))
                .map_or_else(|| Arc::new(Shelved::of(document, &rules, metrics)), Arc::clone);
            places.insert(path, Place::Document(shelved));
        }
        add_doors(&mut places, &rules);
        add_expected(&mut places, &rules);
        add_retired(&mut places, &rules);
        let listing = listing::of(named(&places), &rules);
        let leaves = leaves_of(&edition, &rules, metrics, before);
        Self { edition, rules, places, leaves, listing }
    }

    /// What a request path means.
    ///
    /// 1. What we call so; then what readers call so.
    /// 2. The same in the normal form of paths, then in small letters and without a slash
    ///    at the end: a document is elsewhere then, anything else is what it is.
    pub(super) fn find(&self, path: &str) -> Found<'_> {
        if let Some(found) = self.called(path) {
            return found;
        }
        let normal = normal(path);
        let small = normal.trim_end_matches('/').to_ascii_lowercase();
        for meant in [&normal, &small] {
            match self.called(meant) {
                Some(
                    found @ Found::Place(_, Place::Elsewhere(..) | Place::Gone | Place::NotYet),
                ) => {
                    return found;
                }
                Some(Found::Place(ours, _) | Found::Elsewhere(ours)) => {
                    return Found::Elsewhere(ours);
                }
                Some(Found::Page(page)) => return Found::Elsewhere(page_path(&page)),
                Some(picture @ Found::Picture(_)) => return picture,
                Some(Found::Nothing) | None => {}
            }
        }
        if self.rules.searches && (is_search(&normal) || is_search(&small)) {
            return Found::Elsewhere(if is_search(&normal) { normal } else { small });
        }
        Found::Nothing
    }

    /// What is called exactly so, by us or by readers.
    fn called(&self, path: &str) -> Option<Found<'_>> {
        let inward = self.rules.paths.inward(path);
        [Some(path), inward.as_deref()].into_iter().flatten().find_map(|ours| {
            if let Some((ours, place)) = self.places.get_key_value(ours) {
                return Some(Found::Place(ours.clone(), place));
            }
            if let Some(name) = self.picture_below(ours) {
                return self.rules.pictures.is_some().then_some(Found::Picture(name.parse().ok()?));
            }
            let page = PageName::of_file(ours.strip_prefix("/feeds/")?)?;
            let (archive, rules) = (self.edition.archive(), &self.rules);
            let is_retired = rules.is_former(&page.feed);
            let is_known = is_retired || archive.newest(&page.feed).is_some();
            is_known.then_some(Found::Page(page))
        })
    }

    /// What stands behind the folder of the paper's own pictures.
    fn picture_below<'p>(&self, path: &'p str) -> Option<&'p str> {
        let root = self.rules.paper.as_ref().map_or("/", Paper::root);
        let below = path.strip_prefix(root).or_else(|| path.strip_prefix('/'));
        below?.strip_prefix(Paper::PICTURES)
    }

    /// What a path means in the web edition; `None` when it means nothing there.
    pub(super) fn leaf(&self, path: &str) -> Option<Leaf<'_>> {
        let paper = self.rules.paper.as_ref()?;
        // A folder without its slash, where the paper is not at the root of its host.
        if path.len() > 1 && paper.root().strip_suffix('/') == Some(path) {
            return Some(Leaf::Elsewhere(Route::Front));
        }
        let Some(route) = paper.read(path) else {
            let normal = normal(path);
            let whole = normal.trim_end_matches('/');
            let small = whole.to_ascii_lowercase();
            let meant = [normal.as_str(), whole, small.as_str()].into_iter().find_map(|path| {
                let route = paper.read(path)?;
                matches!(self.leaf_at(route.clone(), paper), Some(Leaf::Ready(_) | Leaf::Unmade(_)))
                    .then_some(route)
            });
            return meant.map(Leaf::Elsewhere);
        };
        self.leaf_at(route, paper)
    }

    fn leaf_at(&self, route: Route, paper: &Paper) -> Option<Leaf<'_>> {
        if route == Route::Missing {
            return None;
        }
        if let Some(ready) = self.leaves.get(&route) {
            return Some(Leaf::Ready(ready));
        }
        match route {
            Route::Asset(_) => {
                let mut all = self.leaves.iter();
                let present = all.find(|(other, _)| other.is_same_asset(&route));
                present.map(|(_, ready)| Leaf::Instead(ready))
            }
            Route::Section(section) if !paper.has(&section) => {
                let former = self.rules.is_former(&section);
                former.then_some(Leaf::Unmade(Route::Section(section)))
            }
            Route::Search | Route::OpenSearch if !self.rules.searches => None,
            Route::Front
            | Route::Section(_)
            | Route::Sections
            | Route::Subscribe
            | Route::Robots
            | Route::OpenSearch
            | Route::Manifest
            | Route::Worker
            | Route::Icon
            | Route::Offline
            | Route::Withdrawals => Some(Leaf::NotYet),
            route => Some(Leaf::Unmade(route)),
        }
    }

    /// The page of the web edition for what is not there.
    pub(super) fn missing(&self) -> Option<&Arc<Shelved>> {
        self.leaves.get(&Route::Missing)
    }

    /// Whether something is at a path of ours.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.places.contains_key(path)
    }

    /// A header that leads readers to a path of ours.
    pub(super) fn location(&self, path: &str) -> HeaderValue {
        location(&self.rules, path)
    }

    /// Whether nothing is published yet.
    pub(super) fn is_empty(&self) -> bool {
        self.edition.documents().next().is_none()
    }

    /// A document by its path.
    pub(super) fn document(&self, path: &str) -> Option<&Arc<Shelved>> {
        match self.places.get(path) {
            Some(Place::Document(shelved)) => Some(shelved),
            _ => None,
        }
    }
}

/// The pages of the web edition, ready.
fn leaves_of(
    edition: &Edition,
    rules: &Rules,
    metrics: &Metrics,
    before: Option<&Shelf>,
) -> HashMap<Route, Arc<Shelved>> {
    if rules.paper.is_none() {
        return HashMap::new();
    }
    let ready = |(route, document): (&Route, &Arc<Document>)| {
        let same = before
            .and_then(|before| before.leaves.get(route))
            .filter(|leaf| Arc::ptr_eq(&leaf.document, document));
        let leaf = same.map_or_else(|| Arc::new(Shelved::of(document, rules, metrics)), Arc::clone);
        (route.clone(), leaf)
    };
    edition.pages().iter().map(ready).collect()
}

/// The ways in: the root, the folder, and the guessed addresses.
fn add_doors(places: &mut HashMap<String, Place>, rules: &Rules) {
    let index = match places.get(&DocumentName::Index.request_path()) {
        Some(Place::Document(index)) => Some(Arc::clone(index)),
        _ => None,
    };
    if let Some(index) = index {
        let folder = location(rules, "/feeds/");
        let door = match folder == "/" {
            true => Place::Document(Arc::clone(&index)),
            false => Place::Elsewhere(StatusCode::FOUND, folder.clone()),
        };
        places.insert("/".to_owned(), door);
        places.insert("/feeds/".to_owned(), Place::Document(index));
        places.insert("/feeds".to_owned(), Place::Elsewhere(StatusCode::MOVED_PERMANENTLY, folder));
    }
    let sitemap = DocumentName::NewsSitemap;
    if places.contains_key(&sitemap.request_path()) {
        let file = format!("/feeds/{}", sitemap.file_name());
        places.insert(file, moved_to(rules, &sitemap.request_path()));
    }
    for (guess, format) in GUESSES {
        let path = DocumentName::Feed(Slug::front_page(), format).request_path();
        if places.contains_key(&path) {
            places.insert(guess.to_owned(), moved_to(rules, &path));
        }
    }
}

/// Feeds of the configuration that were not published yet.
fn add_expected(places: &mut HashMap<String, Place>, rules: &Rules) {
    for slug in &rules.expected {
        for format in Format::ALL {
            let path = DocumentName::Feed(slug.clone(), format).request_path();
            places.entry(path).or_insert(Place::NotYet);
        }
    }
}

/// Feeds that the configuration says are gone or moved, whatever the edition has.
fn add_retired(places: &mut HashMap<String, Place>, rules: &Rules) {
    for slug in &rules.gone {
        for path in paths_of(slug) {
            places.insert(path, Place::Gone);
        }
    }
    for (old, new) in &rules.moved {
        for (path, location) in paths_of(old).zip(paths_of(new)) {
            places.insert(path, moved_to(rules, &location));
        }
    }
}

/// A feed's paths in every format, and its page's.
fn paths_of(slug: &Slug) -> impl Iterator<Item = String> {
    Format::ALL
        .map(|format| DocumentName::Feed(slug.clone(), format))
        .into_iter()
        .chain([DocumentName::Page(slug.clone())])
        .map(|name| name.request_path())
}

fn moved_to(rules: &Rules, path: &str) -> Place {
    Place::Elsewhere(StatusCode::MOVED_PERMANENTLY, location(rules, path))
}

/// A header that leads readers to a path of ours. One of slugs and extensions, below the
/// path of an address, is always a valid header.
fn location(rules: &Rules, path: &str) -> HeaderValue {
    let public = rules.paths.outward(path);
    HeaderValue::try_from(&*public).unwrap_or(HeaderValue::from_static("/feeds/"))
}

/// The names of the documents that are here.
fn named(places: &HashMap<String, Place>) -> impl Iterator<Item = &DocumentName> {
    places.values().filter_map(|place| match place {
        Place::Document(shelved) => Some(&shelved.document.name),
        _ => None,
    })
}
