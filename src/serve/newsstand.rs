//! From a request to its answer, out of the edition of the moment. No sockets,
//! no store, and no time but the clock's: equal requests at one instant get
//! equal answers.

use super::conditional::{self, Validators, Verdict};
use super::outlook::ASK_AGAIN;
use super::rules::Rules;
use super::shelf::{Found, Leaf, Place, Shelf, Unmade};
use super::shelved::{Shelved, Variant, http_date, varies};
use super::short_answers::{self, NO_STORE};
use super::{Answer, Outlook, archive, negotiate, pictures};
use crate::archive::PageName;
use crate::clock::Clock;
use crate::config::Settings;
use crate::edition::{DocumentName, Edition};
use crate::metrics::{Coding, Metrics, RequestCounters};
use crate::own_picture::PictureFile;
use crate::paper::Route;
use arc_swap::{ArcSwap, Guard};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, LAST_MODIFIED, VARY};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use std::sync::Arc;
use tokio::sync::mpsc::Sender;

/// Hands out the edition of the moment.
pub struct Newsstand {
    edition: Arc<ArcSwap<Edition>>,
    outlook: Arc<dyn Outlook>,
    rules: ArcSwap<Rules>,
    clock: Clock,
    metrics: Metrics,
    other_requests: RequestCounters,
    archive_requests: RequestCounters,
    /// Who is told of pictures that are asked for and are not there.
    lost_pictures: Option<Sender<PictureFile>>,
    /// The edition last seen, made ready.
    shelf: ArcSwap<Shelf>,
}

impl Newsstand {
    /// What it is dated by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// A newsstand for the edition in `edition`, whichever that is when somebody asks.
    #[must_use]
    pub fn new(
        edition: Arc<ArcSwap<Edition>>,
        outlook: Arc<dyn Outlook>,
        settings: &Settings,
        clock: Clock,
        metrics: Metrics,
    ) -> Self {
        let rules = Arc::new(Rules::of(settings));
        let shelf = Shelf::of(edition.load_full(), Arc::clone(&rules), &metrics, None);
        Self {
            edition,
            outlook,
            rules: ArcSwap::new(rules),
            clock,
            other_requests: metrics.other_requests(),
            archive_requests: metrics.archive_requests(),
            lost_pictures: None,
            metrics,
            shelf: ArcSwap::from_pointee(shelf),
        }
    }

    /// Tells `lost` of pictures that are asked for and are not on the disk.
    #[must_use]
    pub fn with_lost_pictures(mut self, lost: Sender<PictureFile>) -> Self {
        self.lost_pictures = Some(lost);
        self
    }

    /// Goes by other settings from the next request on.
    pub fn reconfigure(&self, settings: &Settings) {
        let mut rules = Rules::of(settings);
        // The files stay where they were opened.
        rules.files.clone_from(&self.rules.load().files);
        self.rules.store(Arc::new(rules));
    }

    /// What it counts in.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The answer to a request; its body is not looked at.
    ///
    /// 1. Method: OPTIONS is answered, anything but GET and HEAD refused (405).
    /// 2. Route: the path (never the query) finds a document, or 3 answers.
    /// 3. Moved or written otherwise (301), gone (410, the page of a withdrawn article
    ///    too), not published yet (503), unknown (404).
    /// 4. A browser's navigation to a feed goes to the feed's page (303), when
    ///    there is one: browsers show feeds as source.
    /// 5. Content coding, by `Accept-Encoding`.
    /// 6. Preconditions, in the order of RFC 9110 §13.2.2: 412 or 304. `Range`
    ///    is ignored, as every server may (§14.2).
    /// 7. The document; to HEAD without its body.
    #[must_use]
    pub fn answer(&self, request: &Parts) -> Response<Bytes> {
        // 1
        let head = match request.method {
            Method::GET => false,
            Method::HEAD => true,
            Method::OPTIONS => return self.counted(short_answers::options()),
            _ => return self.counted(short_answers::method_not_allowed()),
        };
        // 2
        let shelf = self.shelf();
        let path = request.uri.path();
        if let Some(leaf) = shelf.leaf(path) {
            let mut response = self.leaf(&shelf, leaf, request);
            if head {
                *response.body_mut() = Bytes::new();
            }
            return response;
        }
        let mut response = match shelf.find(path) {
            Found::Place(_, Place::Document(shelved)) => self.document(&shelf, shelved, request),
            // 3
            Found::Place(_, place) => self.counted(without_document(&shelf, place)),
            Found::Page(name) => match self.archive_page(&shelf, &name, request) {
                Some(page) => return page,
                None => self.counted(nothing(&shelf, path)),
            },
            Found::Picture(file) => return self.picture(&shelf, file, request),
            Found::Elsewhere(ours) => self.counted(elsewhere(&shelf, &ours, request)),
            Found::Nothing => self.counted(nothing(&shelf, path)),
        };
        // 7
        if head {
            *response.body_mut() = Bytes::new();
        }
        response
    }

    /// The answer for a page of the web edition. One that is still to be made is asked for
    /// elsewhere; where nobody makes any, this is the answer.
    fn leaf(&self, shelf: &Shelf, leaf: Leaf<'_>, request: &Parts) -> Response<Bytes> {
        match leaf {
            Leaf::Ready(shelved) => of_document(shelved, &request.headers, |prepared| {
                self.fresh(shelf, shelved, prepared)
            }),
            Leaf::Instead(shelved) => of_document(shelved, &request.headers, |prepared| {
                let mut headers = prepared.clone();
                headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
                headers
            }),
            Leaf::NotYet => self.counted(short_answers::not_yet()),
            Leaf::Elsewhere(route) => {
                let href = shelf.rules.paper.as_ref().map(|paper| paper.href(&route));
                let location = HeaderValue::try_from(href.unwrap_or_default());
                let location = location.unwrap_or(HeaderValue::from_static("/"));
                let cache = shelf.rules.cache.longest();
                let moved = StatusCode::MOVED_PERMANENTLY;
                self.counted(short_answers::redirect(moved, &location, cache))
            }
            Leaf::Unmade(route) => {
                let mut response = short_answers::not_yet();
                response.extensions_mut().insert(Unmade(route));
                response
            }
        }
    }

    fn document(&self, shelf: &Shelf, shelved: &Shelved, request: &Parts) -> Response<Bytes> {
        // 4
        if let Some(page) = page_for_browser(shelf, shelved, request) {
            shelved.requests.count(StatusCode::SEE_OTHER.as_u16(), Coding::Identity);
            let mut to_page = short_answers::redirect(StatusCode::SEE_OTHER, &page, NO_STORE);
            to_page.headers_mut().insert(VARY, varies(&shelved.document.name));
            return to_page;
        }
        // 5 to 7
        of_document(shelved, &request.headers, |prepared| self.fresh(shelf, shelved, prepared))
    }

    /// The answer for a page of an archive, whose body is still to be read.
    fn archive_page(
        &self,
        shelf: &Shelf,
        name: &PageName,
        request: &Parts,
    ) -> Option<Response<Bytes>> {
        let (response, coding) = archive::answer(shelf, name, request)?;
        self.archive_requests.count(response.status().as_u16(), coding);
        Some(response)
    }

    /// The answer for a picture, which is still to be read.
    fn picture(&self, shelf: &Shelf, file: PictureFile, request: &Parts) -> Response<Bytes> {
        let Some(folder) = &shelf.rules.pictures else { return self.counted(pictures::nothing()) };
        pictures::answer(file, folder, self.lost_pictures.as_ref(), request)
    }

    /// Prepared headers with the cache lifetime of this instant.
    fn fresh(&self, shelf: &Shelf, shelved: &Shelved, prepared: &HeaderMap) -> HeaderMap {
        let now = self.clock.now();
        let next = self.outlook.next_change(shelved.document.name.feed(), now);
        let mut headers = prepared.clone();
        if shelved.document.name.cache_control().is_none()
            && let Some(value) = headers.get_mut(CACHE_CONTROL)
        {
            *value = shelf.rules.cache.header(next, now);
        }
        // Two changes within a second: never later than `Date` (RFC 9110 §8.8.2.1).
        // The preconditions know the true instant, so no reader misses the second.
        if shelved.document.modified > now && headers.contains_key(LAST_MODIFIED) {
            headers.insert(LAST_MODIFIED, http_date(now));
        }
        headers
    }

    /// The edition of the moment, made ready; done by whoever first asks for it.
    fn shelf(&self) -> Guard<Arc<Shelf>> {
        let ready = self.shelf.load();
        let edition = self.edition.load();
        let rules = self.rules.load();
        if Arc::ptr_eq(&ready.edition, &edition) && Arc::ptr_eq(&ready.rules, &rules) {
            return ready;
        }
        let edition = Guard::into_inner(edition);
        let rules = Guard::into_inner(rules);
        let next = Arc::new(Shelf::of(edition, rules, &self.metrics, Some(&ready)));
        // Two may do this at one time, and the older edition may be stored last:
        // then the next request does it again.
        self.shelf.store(Arc::clone(&next));
        Guard::from_inner(next)
    }

    fn counted(&self, response: Response<Bytes>) -> Response<Bytes> {
        self.other_requests.count(response.status().as_u16(), Coding::Identity);
        response
    }
}

impl Answer for Newsstand {
    fn answer(&self, request: &Parts) -> Response<Bytes> {
        Self::answer(self, request)
    }
}

/// Steps 5 to 7: the answer of a document that is there. `fresh` puts the cache
/// lifetime of this instant into prepared headers.
pub(super) fn of_document(
    shelved: &Shelved,
    headers: &HeaderMap,
    fresh: impl Fn(&HeaderMap) -> HeaderMap,
) -> Response<Bytes> {
    // 5
    let coding = negotiate::choose(headers, |coding| shelved.variant(coding).is_some());
    let Some(variant) = shelved.variant(coding) else { return short_answers::not_yet() };
    // 6
    let verdict = conditional::evaluate(
        headers,
        Validators {
            tag: &shelved.tag,
            strong: coding == Coding::Identity,
            modified: shelved.document.modified,
            since: shelved.document.since,
        },
    );
    // 7
    let response = match verdict {
        Verdict::Failed => short_answers::precondition_failed(),
        Verdict::NotModified => {
            filled(StatusCode::NOT_MODIFIED, fresh(&variant.unchanged), Bytes::new())
        }
        Verdict::Send => {
            let Variant { body, whole, .. } = variant;
            filled(StatusCode::OK, fresh(whole), body.clone())
        }
    };
    shelved.requests.count(response.status().as_u16(), coding);
    response
}

/// Step 3: the answer for what is here and is no document.
fn without_document(shelf: &Shelf, place: &Place) -> Response<Bytes> {
    let cache = &shelf.rules.cache;
    match place {
        Place::Elsewhere(status, location) => {
            short_answers::redirect(*status, location, cache.longest())
        }
        Place::Gone => short_answers::gone(&shelf.listing, cache.longest()),
        Place::NotYet | Place::Document(_) => short_answers::not_yet(),
    }
}

/// Step 3: to the path that the same is at. What is searched for goes along.
fn elsewhere(shelf: &Shelf, ours: &str, request: &Parts) -> Response<Bytes> {
    let mut location = shelf.location(ours);
    if let Some(query) = request.uri.query().filter(|_| !shelf.holds(ours)) {
        let whole = format!("{}?{query}", location.to_str().unwrap_or_default());
        location = HeaderValue::try_from(whole).unwrap_or(location);
    }
    let cache = shelf.rules.cache.longest();
    short_answers::redirect(StatusCode::MOVED_PERMANENTLY, &location, cache)
}

/// Step 3: the answer for a path of nothing that is published.
fn nothing(shelf: &Shelf, path: &str) -> Response<Bytes> {
    match shelf.edition.withdrawn().get(path) {
        Some(page) => short_answers::withdrawn(page, ASK_AGAIN),
        None if shelf.is_empty() => short_answers::not_yet(),
        None if is_worker(path) => short_answers::no_worker(),
        None if let Some(missing) = shelf.missing() => {
            let page = missing.document.identity.clone();
            short_answers::paper_page(StatusCode::NOT_FOUND, page, ASK_AGAIN, &shelf.rules)
        }
        None => short_answers::not_found(&shelf.listing, ASK_AGAIN),
    }
}

/// Whether a browser asks after a worker of a paper that was here, or at another address.
fn is_worker(path: &str) -> bool {
    path.rsplit('/').next() == Some(&*Route::Worker.below_root())
}

/// Step 4: where a browser goes that was led to a feed by a link or by hand
/// (Fetch Metadata); a reader in a browser fetches with another destination.
fn page_for_browser(shelf: &Shelf, shelved: &Shelved, request: &Parts) -> Option<HeaderValue> {
    if !negotiate::is_shown(request) {
        return None;
    }
    let DocumentName::Feed(slug, _) = &shelved.document.name else { return None };
    let page = DocumentName::Page(slug.clone()).request_path();
    shelf.document(&page)?;
    Some(shelf.location(&page))
}

fn filled(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
