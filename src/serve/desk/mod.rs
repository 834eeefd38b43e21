//! The newsroom's desk on the admin address: pages for people, that show what the service
//! does and why, and let them change it. Who may is judged here; what there is to show, the
//! [`Room`] knows.
#![expect(
    clippy::result_large_err,
    reason = "a refusal is a whole answer, like what it stands in the place of"
)]

mod answers;
mod asked;
mod audit;
mod configuration;
mod feeds;
mod follow;
mod form;
mod frame;
mod front;
mod log;
mod notices;
mod pages;
mod person;
mod plot;
mod room;
mod routes;
mod sessions;
mod sheets;
mod sources;
mod tries;
mod way;
mod who;

pub use room::{Pulse, Room};
pub use sheets::{
    ArticleRow, ArticleSheet, BroughtRow, Change, ConfigSheet, DeedRow, Demand, DocumentSheet,
    FeedSheet, FrontSeat, Remark, SPELLS, SheetItem, SheetRow, SourceSheet, SourceTrial, Spell,
    TrialItem, TrialSheet, VerdictSheet, WeekSheet,
};

use crate::clock::Clock;
use crate::config::settings;
use crate::precedence;
use crate::serve::whole_body::{self, BodyFault};
use answers::{closing, see, with_cookie};
use arc_swap::ArcSwap;
use asked::Asked;
use bytes::Bytes;
use form::Form;
use front::{Front, back};
use http::header::RETRY_AFTER;
use http::request::Parts;
use http::{HeaderMap, Method, Response, StatusCode};
use hyper::body::Incoming;
use notices::{CROWDED, EMBEDDED, NOT_OURS};
use person::Person;
use routes::What;
use sessions::Sessions;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tries::Tries;
use way::Way;

/// Requests that wait for the disk at one time, and passwords that are checked: each costs
/// memory.
const AT_ONCE: usize = 4;
const CHECKED_AT_ONCE: usize = 1;

/// The longest form, and how long it may take to arrive.
const MOST_BYTES: usize = 1 << 20;
const ARRIVES_WITHIN: Duration = Duration::from_secs(30);

/// Answers what is asked under `/desk`.
pub struct Desk {
    front: Arc<ArcSwap<Front>>,
    clock: Clock,
    sessions: Arc<Sessions>,
    tries: Tries,
    turns: Semaphore,
    checks: Semaphore,
    /// One for each open page that is told what moves.
    seats: Arc<Semaphore>,
}

type Answered = Result<Response<Bytes>, Response<Bytes>>;

impl Desk {
    /// A desk in a newsroom.
    #[must_use]
    pub fn new(settings: settings::Desk, room: Arc<dyn Room>, clock: Clock) -> Self {
        Self {
            front: Arc::new(ArcSwap::from_pointee(Front { settings, room })),
            clock,
            sessions: Arc::default(),
            tries: Tries::new(),
            turns: Semaphore::new(AT_ONCE),
            checks: Semaphore::new(CHECKED_AT_ONCE),
            seats: Arc::new(Semaphore::new(follow::MOST)),
        }
    }

    /// Goes by other settings, and shows another newsroom, from the next request on. Who is
    /// signed in stays so, if the settings still know them.
    pub fn reconfigure(&self, settings: settings::Desk, room: Arc<dyn Room>) {
        self.front.store(Arc::new(Front { settings, room }));
    }

    /// Whether a path is for the desk.
    pub(super) fn is_meant_by(path: &str) -> bool {
        path.strip_prefix("/desk").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The whole answer.
    pub(super) async fn answer(
        &self,
        request: Parts,
        body: Incoming,
        peer: IpAddr,
    ) -> Response<Bytes> {
        let head = request.method == Method::HEAD;
        let mut response = match self.route(request, body, peer).await {
            Ok(response) | Err(response) => response,
        };
        if head {
            *response.body_mut() = Bytes::new();
        }
        response
    }

    /// 1. The name that it is asked under. 2. Whether somebody may read along. 3. The path
    ///    and the method. 4. Whether a page of ours asks. 5. Who it is. 6. What they may do.
    ///    7. The body. 8. The newsroom.
    async fn route(&self, request: Parts, body: Incoming, peer: IpAddr) -> Answered {
        let front = self.front.load_full();
        let way = Way::of(&request, peer, &front.settings);
        // 1 and 2
        front.admit(self.clock.now(), &way)?;
        // 3
        if request.uri.path() == "/desk" {
            return Ok(see("/desk/"));
        }
        let (route, id) = front.find(self.clock.now(), &request)?;
        match route.what {
            What::Style => return Ok(answers::style()),
            What::Script => return Ok(answers::script()),
            _ => {}
        }
        // 4
        if route.is_deed() && !way.is_from_a_page_of_ours(&request.headers) {
            return Err(closing(front.notice(self.clock.now(), StatusCode::FORBIDDEN, NOT_OURS)));
        }
        if way::is_embedded_elsewhere(&request.headers) {
            return Err(front.notice(self.clock.now(), StatusCode::FORBIDDEN, EMBEDDED));
        }
        // 5 and 6
        let person = self.person(&front, &way, &request.headers);
        if route.role.is_some() {
            let Some(person) = &person else {
                return Err(front.ask_who(self.clock.now(), &request));
            };
            if let Some(reason) = route.refuses(person) {
                let notice = ("You may not have this", reason.as_str());
                return Err(front.page_for(
                    self.clock.now(),
                    StatusCode::FORBIDDEN,
                    notice,
                    person.clone(),
                ));
            }
        }
        if let (What::Follow, Some(person)) = (route.what, &person) {
            return self.follow(&front, way, &request, person.clone());
        }
        // 7
        let form = match route.is_deed() {
            true => Form::of(&self.read(&front, body).await?),
            false => Form::of(request.uri.query().unwrap_or_default().as_bytes()),
        };
        // 8
        match (route.what, person) {
            (What::SignInForm, person) => {
                Ok(front.sign_in_form(self.clock.now(), person, None, &form))
            }
            (What::SignIn, _) => self.sign_in(front, &way, form).await,
            (What::SignOut, _) => {
                let forget = self.sessions.end(&request.headers);
                Ok(with_cookie(see("/desk/sign-in"), &forget))
            }
            (_, Some(person)) => {
                self.ask(front, Asked { what: route.what, id, form, person }).await
            }
            (_, None) => Err(front.ask_who(self.clock.now(), &request)),
        }
    }

    /// Who asks, when that is known.
    fn person(&self, front: &Front, way: &Way, headers: &HeaderMap) -> Option<Person> {
        who::asks(&front.settings, way, headers, &self.sessions, self.clock.now())
    }

    /// Tells an open page what moves, for as long as whoever has it open stays who they are.
    fn follow(&self, front: &Front, way: Way, request: &Parts, person: Person) -> Answered {
        let Ok(seat) = self.seats.clone().try_acquire_owned() else {
            let answer = front.notice(self.clock.now(), StatusCode::SERVICE_UNAVAILABLE, CROWDED);
            return Err(answers::with(answer, RETRY_AFTER, 30));
        };
        let mut answer = answers::events();
        if request.method == Method::HEAD {
            return Ok(answer);
        }
        let (front, sessions) = (self.front.clone(), self.sessions.clone());
        let (clock, headers, topics) =
            (self.clock.clone(), request.headers.clone(), person.topics());
        let room = {
            let front = front.clone();
            move || front.load().room.clone()
        };
        let may_know = move || {
            let front = front.load();
            let now = who::asks(&front.settings, &way, &headers, &sessions, clock.now());
            now.as_ref() == Some(&person)
        };
        answer.extensions_mut().insert(follow::tell(topics, room, may_know, seat));
        Ok(answer)
    }

    async fn read(&self, front: &Front, body: Incoming) -> Result<Bytes, Response<Bytes>> {
        whole_body::read(body, MOST_BYTES, ARRIVES_WITHIN).await.map_err(|fault| {
            let (status, text) = match fault {
                BodyFault::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "It is longer than 1 MiB."),
                BodyFault::BrokeOff => (StatusCode::BAD_REQUEST, "It broke off: send it again."),
                BodyFault::TooSlow => {
                    (StatusCode::REQUEST_TIMEOUT, "It took too long to arrive: send it again.")
                }
            };
            closing(front.notice(self.clock.now(), status, ("What was sent was not taken", text)))
        })
    }

    /// Takes a name and a password, on a thread that serves nobody.
    async fn sign_in(&self, front: Arc<Front>, way: &Way, form: Form) -> Answered {
        let now = self.clock.now();
        if let Err(wait) = self.tries.take(way.client, now) {
            tracing::warn!(client = %way.client, "too many tries to sign in at the desk");
            return Err(front.too_many(self.clock.now(), wait));
        }
        let _check = self.checks.acquire().await;
        let (asked, name) = (front.clone(), form.text("name"));
        let (password, wanted) = (form.text("password"), name.clone());
        let user = precedence::behind_readers(move || asked.judge(&wanted, &password)).await;
        let Some(user) = user.ok().flatten() else {
            tracing::warn!(client = %way.client, "a try to sign in at the desk failed");
            let refused = "The name or the password is wrong.".to_owned();
            return Err(front.sign_in_form(self.clock.now(), None, Some(refused), &form));
        };
        self.tries.was_right(way.client);
        let Some(cookie) = self.sessions.begin(&user, now) else {
            let text = "The system gives no random numbers: try again.";
            let notice = ("Nobody can sign in now", text);
            return Err(front.notice(self.clock.now(), StatusCode::SERVICE_UNAVAILABLE, notice));
        };
        tracing::info!(user = user.name, client = %way.client, "signed in at the desk");
        let (room, name) = (front.room.clone(), user.name.clone());
        let kept = precedence::behind_readers(move || room.signed_in(&name)).await;
        if let Ok(Err(error)) = kept {
            tracing::warn!(%error, "it is not kept who signed in at the desk");
        }
        Ok(with_cookie(see(&back(&form)), &cookie))
    }

    /// The newsroom waits for the disk: on a thread that serves nobody.
    async fn ask(&self, front: Arc<Front>, asked: Asked) -> Answered {
        let _turn = self.turns.acquire().await;
        let (room, now) = (front.room.clone(), self.clock.now());
        let (who, what) = (asked.person.name.clone(), asked.what);
        let answer = precedence::behind_readers(move || asked.answer(&*room, now)).await;
        let Ok(answer) = answer else {
            let notice = ("It broke off", "The request broke off; the log says why.");
            return Err(front.notice(self.clock.now(), StatusCode::INTERNAL_SERVER_ERROR, notice));
        };
        if what.is_deed() {
            let status = answer.status().as_u16();
            tracing::info!(user = who, deed = ?what, status, "done at the desk");
        }
        Ok(answer)
    }
}
