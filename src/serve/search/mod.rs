//! Feeds that readers make by searching, and pages of archives for people: from a
//! request to its answer, within bounds. What is found, the [`Librarian`] knows; the index itself is never asked
//! on a thread that serves readers.

pub(super) mod pace;
mod refusals;

use super::kept_answers::{KeptAnswers, bytes_of};
use super::rules::Rules;
use super::shelved::{Shelved, varies};
use super::short_answers::NO_STORE;
use super::{Outlook, client, negotiate, newsstand, short_answers};
use crate::archive::{meant_for_people, page_for_people};
use crate::clock::Clock;
use crate::config::Settings;
use crate::config::settings;
use crate::edition::{Document, DocumentName};
use crate::feed_document::Format;
use crate::metrics::{Coding, Metrics, RequestCounters};
use crate::precedence;
use crate::search_query::Query;
use crate::section::Slug;
use arc_swap::ArcSwap;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE, VARY};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use pace::Pace;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Finds articles and makes a feed of them.
pub trait Librarian: Send + Sync {
    /// A number that moves with everything that can change an answer. Quick.
    fn state(&self) -> u64;

    /// The feed of what is found, in one format; without one, as a page for people. It
    /// may block.
    ///
    /// # Errors
    /// When it takes too long, or fails.
    fn find(&self, query: &Query, format: Option<Format>) -> Result<Document, NotFound>;

    /// A page of a section's archive, for people; `None` when there is no such page. It
    /// may block.
    ///
    /// # Errors
    /// When it fails.
    fn archive_page(&self, feed: &Slug, number: u32) -> Result<Option<Document>, NotFound>;
}

/// Why nothing can be said of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// It took too long.
    TooSlow,
    /// Something failed; the log says what.
    Failed,
}

/// Answers searches, by the settings of the moment.
pub struct Search {
    room: ArcSwap<Room>,
    outlook: Arc<dyn Outlook>,
    clock: Clock,
    metrics: Metrics,
}

/// What answers under one configuration.
struct Room {
    settings: settings::Search,
    rules: Rules,
    librarian: Arc<dyn Librarian>,
    outlook: Arc<dyn Outlook>,
    clock: Clock,
    metrics: Metrics,
    refused: RequestCounters,
    cache: KeptAnswers<(Query, Option<Format>), Arc<Shelved>>,
    pace: Pace,
    turns: Arc<Semaphore>,
}

impl Search {
    /// Answers from a librarian, as `[search]` says.
    #[must_use]
    pub fn new(
        settings: &Settings,
        librarian: Arc<dyn Librarian>,
        outlook: Arc<dyn Outlook>,
        clock: Clock,
        metrics: Metrics,
    ) -> Self {
        let room = Room::of(settings, librarian, &outlook, &clock, &metrics);
        Self { room: ArcSwap::from_pointee(room), outlook, clock, metrics }
    }

    /// Goes by other settings from the next request on; what clients have spent and
    /// what was found before is forgotten.
    pub fn reconfigure(&self, settings: &Settings, librarian: Arc<dyn Librarian>) {
        let room = Room::of(settings, librarian, &self.outlook, &self.clock, &self.metrics);
        self.room.store(Arc::new(room));
    }

    /// The search that a path asks for; `None` if it is not one, or searches are not
    /// answered.
    pub(super) fn is_meant_by(&self, path: &str) -> Option<DocumentName> {
        let room = self.room.load();
        let inward = room.rules.paths.inward(path);
        let ours = [Some(path), inward.as_deref()].into_iter().flatten();
        let file = ours.filter_map(|path| path.strip_prefix("/feeds/search.")).next()?;
        let format = Format::ALL.into_iter().find(|format| format.extension() == file);
        let page = (file == "html").then_some(DocumentName::SearchPage);
        format.map(DocumentName::Search).or(page).filter(|_| room.settings.enabled)
    }

    /// The page of an archive that a path asks for, as people read it.
    pub(super) fn page_meant_by(&self, path: &str) -> Option<(Slug, u32)> {
        let inward = self.room.load().rules.paths.inward(path);
        let mut ours = [Some(path), inward.as_deref()].into_iter().flatten();
        ours.find_map(|path| meant_for_people(path.strip_prefix("/feeds/")?))
    }

    /// The answer to a request from `peer` for such a page; `None` where there is none.
    pub(super) async fn archive_page(
        &self,
        request: &Parts,
        feed: Slug,
        number: u32,
        peer: IpAddr,
    ) -> Option<Response<Bytes>> {
        self.room.load_full().archive_page(request, feed, number, peer).await
    }

    /// The whole answer to a request from `peer`.
    pub(super) async fn answer(
        &self,
        request: &Parts,
        wanted: DocumentName,
        peer: IpAddr,
    ) -> Response<Bytes> {
        self.room.load_full().answer(request, wanted, peer).await
    }
}

impl Room {
    fn of(
        settings: &Settings,
        librarian: Arc<dyn Librarian>,
        outlook: &Arc<dyn Outlook>,
        clock: &Clock,
        metrics: &Metrics,
    ) -> Self {
        let search = settings.search.clone();
        Self {
            rules: Rules::of(settings),
            cache: KeptAnswers::new(search.cache_bytes),
            pace: Pace::new(search.per_minute),
            turns: Arc::new(Semaphore::new(search.at_once)),
            refused: metrics.other_requests(),
            settings: search,
            librarian,
            outlook: Arc::clone(outlook),
            clock: clock.clone(),
            metrics: metrics.clone(),
        }
    }

    /// The whole answer to a request from `peer`.
    async fn answer(&self, request: &Parts, wanted: DocumentName, peer: IpAddr) -> Response<Bytes> {
        let head = match request.method {
            Method::GET => false,
            Method::HEAD => true,
            Method::OPTIONS => return self.counted(short_answers::options()),
            _ => return self.counted(short_answers::method_not_allowed()),
        };
        if let DocumentName::Search(_) = wanted
            && negotiate::is_shown(request)
        {
            return self.counted(self.to_page(request, &wanted));
        }
        let format = match wanted {
            DocumentName::Search(format) => Some(format),
            _ => None,
        };
        let mut response = match self.route(request, format, peer).await {
            Ok(response) => response,
            Err(refusal) => self.counted(*refusal),
        };
        if head {
            *response.body_mut() = Bytes::new();
        }
        response
    }

    /// The answer to a request from `peer` for a page of an archive, in the same pace and
    /// turns as searches.
    async fn archive_page(
        &self,
        request: &Parts,
        feed: Slug,
        number: u32,
        peer: IpAddr,
    ) -> Option<Response<Bytes>> {
        match request.method {
            Method::GET | Method::HEAD => {}
            Method::OPTIONS => return Some(self.counted(short_answers::options())),
            _ => return Some(self.counted(short_answers::method_not_allowed())),
        }
        let client = client::of(&request.headers, peer, self.settings.client_header.as_ref());
        let now = self.rules.moved.get(&feed).map(|now| page_for_people(now, number));
        let found = match self.pace.take(client, self.clock.now()) {
            Err(seconds) => Err(refusals::too_fast(seconds)),
            Ok(()) => self.in_turn(move |librarian| librarian.archive_page(&feed, number)).await,
        };
        let mut response = match found {
            Ok(Some(document)) => self.show(&self.shelved(document), &request.headers),
            Ok(None) => self.counted(self.moved_page(&now?)),
            Err(refusal) => self.counted(*refusal),
        };
        if request.method == Method::HEAD {
            *response.body_mut() = Bytes::new();
        }
        Some(response)
    }

    /// Where a page of an archive is whose section has another name now.
    fn moved_page(&self, file: &str) -> Response<Bytes> {
        let path = self.rules.paths.outward(&format!("/feeds/{file}")).into_owned();
        let path = HeaderValue::try_from(path).unwrap_or(HeaderValue::from_static("/feeds/"));
        let cache = self.rules.cache.longest();
        short_answers::redirect(StatusCode::MOVED_PERMANENTLY, &path, cache)
    }

    fn shelved(&self, document: Document) -> Arc<Shelved> {
        Arc::new(Shelved::of(&Arc::new(document), &self.rules, &self.metrics))
    }

    /// Where a browser goes that was led to the feed: browsers show feeds as source.
    fn to_page(&self, request: &Parts, wanted: &DocumentName) -> Response<Bytes> {
        let ours = DocumentName::SearchPage.request_path();
        let mut page = self.rules.paths.outward(&ours).into_owned();
        if let Some(query) = request.uri.query() {
            page = format!("{page}?{query}");
        }
        let page = HeaderValue::try_from(page).unwrap_or(HeaderValue::from_static("search.html"));
        let mut response = short_answers::redirect(StatusCode::SEE_OTHER, &page, NO_STORE);
        response.headers_mut().insert(VARY, varies(wanted));
        response
    }

    /// 1. The query; a broken one is told what is wrong (400).
    /// 2. Whoever has the answer that is still right hears so (304), at no cost.
    /// 3. The pace of the client (429).
    /// 4. The answer that is still right.
    /// 5. A turn (503), then the librarian, on a thread that serves no reader.
    async fn route(
        &self,
        request: &Parts,
        format: Option<Format>,
        peer: IpAddr,
    ) -> Result<Response<Bytes>, Box<Response<Bytes>>> {
        // 1
        let asked = asked(request).unwrap_or_default();
        let folder = self.rules.paths.outward("/feeds/");
        let broken = |error| refusals::broken(&asked, &error, &folder);
        let query: Query = asked.parse().map_err(broken)?;
        let (state, headers) = (self.librarian.state(), conditions(&request.headers));
        let known = self.cache.get(&(query.clone(), format), state);
        let answer = known.map(|shelved| self.show(&shelved, &headers));
        // 2
        if let Some(answer) = answer.as_ref().filter(|answer| is_unchanged(answer)) {
            return Ok(answer.clone());
        }
        // 3
        let client = client::of(&request.headers, peer, self.settings.client_header.as_ref());
        self.pace.take(client, self.clock.now()).map_err(refusals::too_fast)?;
        // 4
        if let Some(answer) = answer {
            return Ok(answer);
        }
        // 5
        let shelved = self.find(&query, format).await?;
        let bytes = bytes_of(&shelved);
        self.cache.put((query, format), state, Arc::clone(&shelved), bytes);
        let answer = self.show(&shelved, &headers);
        if is_unchanged(&answer) {
            self.pace.give_back(client);
        }
        Ok(answer)
    }

    async fn find(
        &self,
        query: &Query,
        format: Option<Format>,
    ) -> Result<Arc<Shelved>, Box<Response<Bytes>>> {
        let query = query.clone();
        let found = self.in_turn(move |librarian| librarian.find(&query, format)).await;
        found.map(|document| self.shelved(document))
    }

    /// What the librarian answers, as soon as there is a turn (503), on a thread that
    /// serves no reader.
    async fn in_turn<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn Librarian) -> Result<T, NotFound> + Send + 'static,
    ) -> Result<T, Box<Response<Bytes>>> {
        let turn = Arc::clone(&self.turns).acquire_owned();
        let Ok(Ok(turn)) = tokio::time::timeout(self.settings.timeout, turn).await else {
            return Err(refusals::busy());
        };
        let librarian = Arc::clone(&self.librarian);
        let found = precedence::behind_readers(move || {
            // Kept to the end, also when the client leaves meanwhile.
            let _turn = turn;
            ask(&*librarian)
        });
        match found.await {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(NotFound::TooSlow)) => Err(refusals::too_slow()),
            Ok(Err(NotFound::Failed)) | Err(_) => Err(refusals::failed()),
        }
    }

    /// The answer of a document, with the cache lifetime of this instant: any feed's
    /// next change can be the answer's.
    fn show(&self, shelved: &Shelved, headers: &HeaderMap) -> Response<Bytes> {
        let now = self.clock.now();
        newsstand::of_document(shelved, headers, |prepared| {
            let mut headers = prepared.clone();
            let next = self.outlook.next_change(None, now);
            headers.insert(CACHE_CONTROL, self.rules.cache.header(next, now));
            headers
        })
    }

    fn counted(&self, response: Response<Bytes>) -> Response<Bytes> {
        self.refused.count(response.status().as_u16(), Coding::Identity);
        response
    }
}

fn is_unchanged(answer: &Response<Bytes>) -> bool {
    answer.status() == StatusCode::NOT_MODIFIED
}

/// What `q` says; of several the first.
fn asked(request: &Parts) -> Option<String> {
    let pairs = url::form_urlencoded::parse(request.uri.query()?.as_bytes());
    let mut asked = pairs.filter(|(name, _)| name == "q");
    asked.next().map(|(_, value)| value.into_owned())
}

/// The conditions of a request without its dates: nobody keeps when an answer last
/// changed, and a condition on what is not known does not count (RFC 9110 §13.1).
fn conditions(headers: &HeaderMap) -> HeaderMap {
    let mut conditions = headers.clone();
    conditions.remove(IF_MODIFIED_SINCE);
    conditions.remove(IF_UNMODIFIED_SINCE);
    conditions
}
