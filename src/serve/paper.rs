//! Pages of the web edition that are made when somebody asks: from a request to its answer,
//! within bounds. What they say, the [`PageMaker`] knows; no page is made on a thread that
//! serves readers, and no more at one time than there are turns.

use super::client;
use super::kept_answers::{KeptAnswers, bytes_of};
use super::outlook::ASK_AGAIN;
use super::rules::Rules;
use super::search::pace::Pace;
use super::shelf::Unmade;
use super::shelved::Shelved;
use super::short_answers::{self, NO_STORE};
use super::{Outlook, newsstand};
use crate::clock::Clock;
use crate::config::Settings;
use crate::edition::Document;
use crate::metrics::{Coding, Metrics, RequestCounters};
use crate::paper::{Asked, Route};
use crate::precedence;
use arc_swap::ArcSwap;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, RETRY_AFTER};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Pages that are made at one time, at most: feeds and printing have the other processors.
const AT_ONCE: usize = 2;

/// Requests that wait for a page to be made; who comes on top is told to come again, so that
/// nobody who wants what is ready waits for a connection.
const WAITING: usize = 32;

/// Addresses that are told in a minute to one client.
const TOLD_IN_A_MINUTE: usize = 10;

/// How long a page waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// When to ask again for what cannot be shown now, in seconds.
const SOON: HeaderValue = HeaderValue::from_static("5");

const BUSY: &str = "Too many pages are asked for at one time: ask again.\n";
const FAILED: &str = "The page cannot be made now; ask again later.\n";
const HELD_BACK: &str = "The page is held back until it is right; ask again later.\n";

/// Makes pages of the web edition.
pub trait PageMaker: Send + Sync {
    /// A number that moves with everything that can change a page. Quick.
    fn state(&self) -> u64;

    /// What is at a page's place, with what was searched for where that is asked. It may
    /// block.
    ///
    /// # Errors
    /// When it fails; the log says why.
    fn make(&self, route: &Route, asked: Option<&Asked>) -> Result<Made, NotMade>;

    /// The page that says that another cannot be shown now, where there is one.
    fn not_now(&self) -> Option<Bytes>;

    /// The page that tells whom to write to about an article. It may block.
    ///
    /// # Errors
    /// As [`PageMaker::make`].
    fn write_to(&self, route: &Route) -> Result<Made, NotMade>;
}

/// Why there is no page: something failed, and the log says what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotMade;

/// What is at a page's place.
#[derive(Clone, Debug)]
pub enum Made {
    /// The page.
    Page(Document),
    /// It is at another one's.
    Moved(Route),
    /// It was here and was taken back: the page that says so.
    Gone(Document),
    /// Nothing, and there was nothing: the page that says so.
    Missing(Bytes),
    /// A page that is not right, so that nobody may see it.
    HeldBack,
}

/// What is kept of a page.
#[derive(Clone)]
enum Kept {
    Page(Arc<Shelved>),
    Moved(Route),
    Gone(Bytes),
    HeldBack,
}

/// Answers for pages that are in no edition, by the settings of the moment.
pub struct Paper {
    room: ArcSwap<Room>,
    outlook: Arc<dyn Outlook>,
    clock: Clock,
    metrics: Metrics,
}

/// What answers under one configuration.
struct Room {
    rules: Rules,
    maker: Arc<dyn PageMaker>,
    kept: KeptAnswers<(Route, Option<Asked>), Kept>,
    /// Room for who waits and whose page is made.
    room: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    /// Says that a page cannot be shown now.
    not_now: Option<Bytes>,
    /// How fast who asks is told addresses.
    pace: Pace,
    /// How fast who asks may search, as in feeds.
    searches: Pace,
    client_header: Option<HeaderName>,
    outlook: Arc<dyn Outlook>,
    clock: Clock,
    metrics: Metrics,
    others: RequestCounters,
}

impl Paper {
    /// Answers with what a maker makes.
    #[must_use]
    pub fn new(
        settings: &Settings,
        maker: Arc<dyn PageMaker>,
        outlook: Arc<dyn Outlook>,
        clock: Clock,
        metrics: Metrics,
    ) -> Self {
        let room = Room::of(settings, maker, &outlook, &clock, &metrics);
        Self { room: ArcSwap::from_pointee(room), outlook, clock, metrics }
    }

    /// Goes by other settings from the next request on; what was made before is forgotten.
    pub fn reconfigure(&self, settings: &Settings, maker: Arc<dyn PageMaker>) {
        let room = Room::of(settings, maker, &self.outlook, &self.clock, &self.metrics);
        self.room.store(Arc::new(room));
    }

    /// The way to write to somebody that a request asks for.
    pub(super) fn is_written_to(&self, request: &Parts) -> Option<Route> {
        let room = self.room.load();
        let paper = room.rules.paper.as_ref().filter(|_| request.method == Method::POST)?;
        paper.read(request.uri.path()).filter(|route| matches!(route, Route::WriteTo(..)))
    }

    /// The answer to such a request. It is for who asked alone.
    pub(super) async fn write_to(
        &self,
        request: &Parts,
        route: Route,
        peer: IpAddr,
    ) -> Response<Bytes> {
        let room = self.room.load_full();
        let client = client::of(&request.headers, peer, room.client_header.as_ref());
        if let Err(seconds) = room.pace.take(client, room.clock.now()) {
            let sentence = "Too many addresses were asked for: ask again in a while.\n";
            return room.counted(too_fast(sentence, seconds));
        }
        let made = room.in_turn(move |maker| maker.write_to(&route)).await;
        let mut response = match made {
            Ok(Made::Page(page)) => {
                let body = page.identity.clone();
                short_answers::paper_page(StatusCode::OK, body, NO_STORE, &room.rules)
            }
            Ok(Made::Missing(page)) => room.missing(page),
            Ok(Made::Moved(route)) => room.moved(&route),
            Ok(Made::Gone(page)) => {
                short_answers::paper_page(StatusCode::GONE, page.identity, NO_STORE, &room.rules)
            }
            Ok(Made::HeldBack) => room.not_now(HELD_BACK),
            Err(refusal) => *refusal,
        };
        response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
        room.counted(response)
    }

    /// The answer for a page that is in no edition.
    pub(super) async fn answer(
        &self,
        request: &Parts,
        route: Route,
        peer: IpAddr,
    ) -> Response<Bytes> {
        let room = self.room.load_full();
        let query = request.uri.query().filter(|_| route == Route::Search);
        let asked = query.and_then(Asked::read);
        let client = client::of(&request.headers, peer, room.client_header.as_ref());
        let otherwise = route.is_written_otherwise(request.uri.path()).then(|| route.clone());
        let mut response = room.page(&request.headers, (route, asked), client).await;
        let is_there = matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED);
        if let Some(route) = otherwise.filter(|_| is_there) {
            response = room.moved(&route);
        }
        if request.method == Method::HEAD {
            *response.body_mut() = Bytes::new();
        }
        response
    }
}

impl Room {
    fn of(
        settings: &Settings,
        maker: Arc<dyn PageMaker>,
        outlook: &Arc<dyn Outlook>,
        clock: &Clock,
        metrics: &Metrics,
    ) -> Self {
        let bytes = settings.web.as_ref().map_or(0, |web| web.cache_bytes);
        Self {
            rules: Rules::of(settings),
            kept: KeptAnswers::new(bytes),
            room: Arc::new(Semaphore::new(at_once() + WAITING)),
            turns: Arc::new(Semaphore::new(at_once())),
            not_now: maker.not_now(),
            pace: Pace::new(TOLD_IN_A_MINUTE),
            searches: Pace::new(settings.search.per_minute),
            client_header: settings.search.client_header.clone(),
            others: metrics.other_requests(),
            maker,
            outlook: Arc::clone(outlook),
            clock: clock.clone(),
            metrics: metrics.clone(),
        }
    }

    /// 1. What is still right. 2. The pace of who searches (429). 3. Room to wait (503), a turn
    ///    (503), then the maker, on a thread that serves no reader.
    async fn page(
        &self,
        headers: &HeaderMap,
        wanted: (Route, Option<Asked>),
        client: IpAddr,
    ) -> Response<Bytes> {
        let state = self.maker.state();
        // 1
        if let Some(kept) = self.kept.get(&wanted, state) {
            return self.show(&kept, headers);
        }
        // 2
        let (route, asked) = wanted.clone();
        let searches = asked.as_ref().is_some_and(|asked| !asked.words.trim().is_empty());
        if searches && let Err(seconds) = self.searches.take(client, self.clock.now()) {
            return self.counted(too_fast("Too many searches: ask again in a while.\n", seconds));
        }
        // 3
        let made = self.in_turn(move |maker| maker.make(&route, asked.as_ref())).await;
        let (kept, bytes) = match made {
            Ok(Made::Page(page)) => {
                let page = Arc::new(Shelved::of(&Arc::new(page), &self.rules, &self.metrics));
                let bytes = bytes_of(&page);
                (Kept::Page(page), bytes)
            }
            Ok(Made::Moved(route)) => (Kept::Moved(route), 0),
            Ok(Made::Gone(page)) => {
                let bytes = page.identity.len();
                (Kept::Gone(page.identity), bytes)
            }
            Ok(Made::HeldBack) => (Kept::HeldBack, 0),
            // Not kept: who asks for what is not there pushes out no page that is.
            Ok(Made::Missing(page)) => return self.counted(self.missing(page)),
            Err(refusal) => return self.counted(*refusal),
        };
        let response = self.show(&kept, headers);
        self.kept.put(wanted, state, kept, bytes);
        response
    }

    fn show(&self, kept: &Kept, headers: &HeaderMap) -> Response<Bytes> {
        match kept {
            Kept::Page(page) => newsstand::of_document(page, headers, |prepared| {
                let mut headers = prepared.clone();
                headers.insert(CACHE_CONTROL, self.lifetime());
                headers
            }),
            Kept::Moved(route) => self.counted(self.moved(route)),
            Kept::Gone(page) => {
                let (page, cache) = (page.clone(), self.lifetime());
                self.counted(short_answers::paper_page(StatusCode::GONE, page, cache, &self.rules))
            }
            Kept::HeldBack => self.counted(self.not_now(HELD_BACK)),
        }
    }

    /// Until anything can change next: a page tells of more than one section.
    fn lifetime(&self) -> HeaderValue {
        let now = self.clock.now();
        self.rules.cache.header(self.outlook.next_change(None, now), now)
    }

    fn moved(&self, route: &Route) -> Response<Bytes> {
        let href = self.rules.paper.as_ref().map(|paper| paper.href(route)).unwrap_or_default();
        match HeaderValue::try_from(href) {
            Ok(location) => {
                let moved = StatusCode::MOVED_PERMANENTLY;
                short_answers::redirect(moved, &location, self.lifetime())
            }
            Err(_) => self.missing(Bytes::new()),
        }
    }

    /// 503, and when to ask again: on a page of the paper, or else in this sentence.
    fn not_now(&self, sentence: &'static str) -> Response<Bytes> {
        let unavailable = StatusCode::SERVICE_UNAVAILABLE;
        let mut response = match &self.not_now {
            Some(page) => {
                short_answers::paper_page(unavailable, page.clone(), NO_STORE, &self.rules)
            }
            None => short_answers::plain(unavailable, sentence, &[(CACHE_CONTROL, NO_STORE)]),
        };
        response.headers_mut().insert(RETRY_AFTER, SOON);
        response
    }

    fn missing(&self, page: Bytes) -> Response<Bytes> {
        short_answers::paper_page(StatusCode::NOT_FOUND, page, ASK_AGAIN, &self.rules)
    }

    /// What the maker answers, as soon as there is a turn.
    async fn in_turn(
        &self,
        ask: impl FnOnce(&dyn PageMaker) -> Result<Made, NotMade> + Send + 'static,
    ) -> Result<Made, Box<Response<Bytes>>> {
        let Ok(_room) = self.room.try_acquire() else {
            return Err(Box::new(self.not_now(BUSY)));
        };
        let turn = Arc::clone(&self.turns).acquire_owned();
        let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, turn).await else {
            return Err(Box::new(self.not_now(BUSY)));
        };
        let maker = Arc::clone(&self.maker);
        let made = precedence::behind_readers(move || {
            // Kept to the end, also when the client leaves meanwhile.
            let _turn = turn;
            ask(&*maker)
        });
        match made.await {
            Ok(Ok(made)) => Ok(made),
            Ok(Err(NotMade)) | Err(_) => Err(Box::new(self.not_now(FAILED))),
        }
    }

    fn counted(&self, response: Response<Bytes>) -> Response<Bytes> {
        self.others.count(response.status().as_u16(), Coding::Identity);
        response
    }
}

/// Pages that are made at one time: by half of the processors.
fn at_once() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    (processors / 2).clamp(1, AT_ONCE)
}

/// The page that an answer stands for, where it is still to be made.
pub(super) fn unmade(response: &Response<Bytes>) -> Option<Route> {
    response.extensions().get().map(|Unmade(route)| route.clone())
}

/// 429, and when to ask again.
fn too_fast(sentence: &'static str, seconds: u64) -> Response<Bytes> {
    let headers = [(CACHE_CONTROL, NO_STORE), (RETRY_AFTER, HeaderValue::from(seconds))];
    short_answers::plain(StatusCode::TOO_MANY_REQUESTS, sentence, &headers)
}
