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
mod form;
mod pages;
mod person;
mod plot;
mod room;
mod routes;
mod sessions;
mod sheets;
mod tries;
mod way;

pub use room::Room;
pub use sheets::{
    ArticleRow, ArticleSheet, Change, ConfigSheet, DeedRow, Demand, DocumentSheet, FeedSheet,
    FrontSeat, Remark, SPELLS, SheetItem, SheetRow, SourceSheet, Spell, TrialSheet, VerdictSheet,
    WeekSheet,
};

use crate::clock::Clock;
use crate::config::settings;
use crate::password::PasswordHash;
use crate::serve::whole_body::{self, BodyFault};
use answers::{closing, see, with_cookie};
use arc_swap::ArcSwap;
use asked::Asked;
use bytes::Bytes;
use chrono::TimeDelta;
use form::Form;
use http::header::RETRY_AFTER;
use http::request::Parts;
use http::{HeaderMap, Method, Response, StatusCode};
use hyper::body::Incoming;
use pages::{Frame, NoticePage, SignInPage, filled};
use person::{Known, Person};
use routes::{Found, Route, What};
use sessions::Sessions;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
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
    front: ArcSwap<Front>,
    clock: Clock,
    sessions: Sessions,
    tries: Tries,
    turns: Semaphore,
    checks: Semaphore,
}

/// Whom a request meets: who may come in, and the newsroom behind them.
struct Front {
    settings: settings::Desk,
    room: Arc<dyn Room>,
}

type Answered = Result<Response<Bytes>, Response<Bytes>>;

impl Desk {
    /// A desk in a newsroom.
    #[must_use]
    pub fn new(settings: settings::Desk, room: Arc<dyn Room>, clock: Clock) -> Self {
        Self {
            front: ArcSwap::from_pointee(Front { settings, room }),
            clock,
            sessions: Sessions::default(),
            tries: Tries::new(),
            turns: Semaphore::new(AT_ONCE),
            checks: Semaphore::new(CHECKED_AT_ONCE),
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
        front.admit(self, &way)?;
        // 3
        if request.uri.path() == "/desk" {
            return Ok(see("/desk/"));
        }
        let (route, id) = front.find(self, &request)?;
        if route.what == What::Style {
            return Ok(answers::style());
        }
        // 4
        if route.is_deed() && !way.is_from_a_page_of_ours(&request.headers) {
            return Err(closing(front.notice(self, StatusCode::FORBIDDEN, NOT_OURS)));
        }
        if way::is_embedded_elsewhere(&request.headers) {
            return Err(front.notice(self, StatusCode::FORBIDDEN, EMBEDDED));
        }
        // 5 and 6
        let person = self.person(&front, &way, &request.headers);
        if route.role.is_some() {
            let Some(person) = &person else { return Err(front.ask_who(self, &request)) };
            if let Some(reason) = route.refuses(person) {
                let notice = ("You may not have this", reason.as_str());
                return Err(front.page_for(self, StatusCode::FORBIDDEN, notice, person.clone()));
            }
        }
        // 7
        let form = match route.is_deed() {
            true => Form::of(&self.read(&front, body).await?),
            false => Form::of(request.uri.query().unwrap_or_default().as_bytes()),
        };
        // 8
        match (route.what, person) {
            (What::SignInForm, person) => Ok(front.sign_in_form(self, person, None, &form)),
            (What::SignIn, _) => self.sign_in(front, &way, form).await,
            (What::SignOut, _) => {
                let forget = self.sessions.end(&request.headers);
                Ok(with_cookie(see("/desk/sign-in"), &forget))
            }
            (_, Some(person)) => {
                self.ask(front, Asked { what: route.what, id, form, person }).await
            }
            (_, None) => Err(front.ask_who(self, &request)),
        }
    }

    /// Who asks, when that is known.
    fn person(&self, front: &Front, way: &Way, headers: &HeaderMap) -> Option<Person> {
        let settings = &front.settings;
        let (users, now) = (settings.users.as_slice(), self.clock.now());
        if let Some(user) = self.sessions.of(headers, users, settings.session, now) {
            return Some(Person::of(user, Known::Session));
        }
        if way.is_local && settings.trust_loopback {
            return Some(Person::here());
        }
        let header = settings.user_header.as_ref().filter(|_| way.is_by_proxy)?;
        let mut named = headers.get_all(header).iter();
        let (Some(name), None) = (named.next(), named.next()) else { return None };
        let user = users.iter().find(|user| name.as_bytes() == user.name.as_bytes())?;
        Some(Person::of(user, Known::Proxy))
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
            closing(front.notice(self, status, ("What was sent was not taken", text)))
        })
    }

    /// Takes a name and a password, on a thread that serves nobody.
    async fn sign_in(&self, front: Arc<Front>, way: &Way, form: Form) -> Answered {
        let now = self.clock.now();
        if let Err(wait) = self.tries.take(way.client, now) {
            tracing::warn!(client = %way.client, "too many tries to sign in at the desk");
            return Err(front.too_many(self, wait));
        }
        let _check = self.checks.acquire().await;
        let (asked, name) = (front.clone(), form.text("name"));
        let (password, wanted) = (form.text("password"), name.clone());
        let user = tokio::task::spawn_blocking(move || asked.judge(&wanted, &password)).await;
        let Some(user) = user.ok().flatten() else {
            tracing::warn!(client = %way.client, "a try to sign in at the desk failed");
            let refused = "The name or the password is wrong.".to_owned();
            return Err(front.sign_in_form(self, None, Some(refused), &form));
        };
        self.tries.was_right(way.client);
        let Some(cookie) = self.sessions.begin(&user, now) else {
            let text = "The system gives no random numbers: try again.";
            let notice = ("Nobody can sign in now", text);
            return Err(front.notice(self, StatusCode::SERVICE_UNAVAILABLE, notice));
        };
        tracing::info!(user = user.name, client = %way.client, "signed in at the desk");
        let (room, name) = (front.room.clone(), user.name.clone());
        let kept = tokio::task::spawn_blocking(move || room.signed_in(&name)).await;
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
        let answer = tokio::task::spawn_blocking(move || asked.answer(&*room, now)).await;
        let Ok(answer) = answer else {
            let notice = ("It broke off", "The request broke off; the log says why.");
            return Err(front.notice(self, StatusCode::INTERNAL_SERVER_ERROR, notice));
        };
        if what.is_deed() {
            let status = answer.status().as_u16();
            tracing::info!(user = who, deed = ?what, status, "done at the desk");
        }
        Ok(answer)
    }
}

const NOT_OURS: (&str, &str) = (
    "This was not asked for by a page of the desk",
    "A change is taken only from a page of the desk itself, under the same name and scheme: \
     open the page and send it from there. Behind a proxy, have it pass on `Host` as it is \
     (nginx: `proxy_set_header Host $host;`).",
);
const EMBEDDED: (&str, &str) =
    ("This was asked for by another site", "Open the desk in a tab of its own.");
const READ_ALONG: (&str, &str) = (
    "Not over plain HTTP",
    "Whoever is on the way could read the password and what the desk shows. Ask for it over \
     https through a proxy that is named in `[desk] proxies` and says so in \
     `X-Forwarded-Proto`, or through a tunnel to this machine: `ssh -L 8081:127.0.0.1:8081`, \
     and then http://127.0.0.1:8081/desk/.",
);
const NOBODY_CAN: (&str, &str) = (
    "Nobody can sign in",
    "`pressroom desk-user NAME` makes a password and the lines that admit somebody: add those \
     to the configuration.",
);

impl Front {
    /// The name is one of ours, and nobody can read along.
    fn admit(&self, desk: &Desk, way: &Way) -> Result<(), Response<Bytes>> {
        if !way.is_ours(&self.settings) {
            let text = format!(
                "The desk was asked for under the name \"{}\", which is not one of its own: if it \
                 is, add it to `[desk] hosts`.",
                way.host
            );
            let notice = ("This is not the name of the desk", text.as_str());
            return Err(closing(self.notice(desk, StatusCode::MISDIRECTED_REQUEST, notice)));
        }
        match way.is_private {
            true => Ok(()),
            false => Err(closing(self.notice(desk, StatusCode::FORBIDDEN, READ_ALONG))),
        }
    }

    fn find(
        &self,
        desk: &Desk,
        request: &Parts,
    ) -> Result<(&'static Route, String), Response<Bytes>> {
        match routes::find(&request.method, request.uri.path()) {
            Found::Route(route, id) => Ok((route, id)),
            Found::Methods(methods) => {
                let text = format!("This address takes {methods}.");
                let notice = ("Not like this", text.as_str());
                let refusal = self.notice(desk, StatusCode::METHOD_NOT_ALLOWED, notice);
                Err(answers::allowing(refusal, methods))
            }
            Found::BadId(reason) => {
                let notice = ("This is no address of the desk", reason.as_str());
                Err(self.notice(desk, StatusCode::BAD_REQUEST, notice))
            }
            Found::Nothing => {
                let notice = ("Nothing is here", "The desk begins at /desk/.");
                Err(self.notice(desk, StatusCode::NOT_FOUND, notice))
            }
        }
    }

    /// The user of this name, when the password is theirs. Whether there is one must not
    /// show in the time it takes.
    fn judge(&self, name: &str, password: &str) -> Option<settings::DeskUser> {
        let user = self.settings.users.iter().find(|user| user.name == name);
        let hash = user.map(|user| &user.password).or_else(|| nobodys())?;
        let fits = hash.fits(password);
        user.filter(|_| fits).cloned()
    }

    /// Sends somebody unknown to where they sign in, and says it of a change.
    fn ask_who(&self, desk: &Desk, request: &Parts) -> Response<Bytes> {
        if self.settings.users.is_empty() {
            return self.notice(desk, StatusCode::FORBIDDEN, NOBODY_CAN);
        }
        if request.method == Method::POST {
            let text = "Your session is over, or you never signed in: sign in at /desk/sign-in \
                        and send it again.";
            let notice = ("Sign in first", text);
            return closing(self.notice(desk, StatusCode::UNAUTHORIZED, notice));
        }
        let mut back = url::form_urlencoded::Serializer::new(String::new());
        back.append_pair("back", request.uri.path());
        see(&format!("/desk/sign-in?{}", back.finish()))
    }

    fn sign_in_form(
        &self,
        desk: &Desk,
        person: Option<Person>,
        refused: Option<String>,
        form: &Form,
    ) -> Response<Bytes> {
        if self.settings.users.is_empty() {
            return self.notice(desk, StatusCode::FORBIDDEN, NOBODY_CAN);
        }
        let status = match refused {
            Some(_) => StatusCode::FORBIDDEN,
            None => StatusCode::OK,
        };
        let frame = Frame::of(&*self.room, person, desk.clock.now());
        filled(status, &SignInPage { frame, refused, back: back(form) })
    }

    fn too_many(&self, desk: &Desk, wait: TimeDelta) -> Response<Bytes> {
        let minutes = wait.num_seconds().unsigned_abs().div_ceil(60);
        let text = format!("Too many tries have failed: wait for {minutes} min.");
        let notice = ("Not now", text.as_str());
        let answer = self.notice(desk, StatusCode::TOO_MANY_REQUESTS, notice);
        answers::with(answer, RETRY_AFTER, wait.num_seconds().unsigned_abs() + 1)
    }

    fn notice(
        &self,
        desk: &Desk,
        status: StatusCode,
        (title, text): (&str, &str),
    ) -> Response<Bytes> {
        let frame = Frame::of(&*self.room, None, desk.clock.now());
        filled(status, &NoticePage { frame, title: title.to_owned(), text: text.to_owned() })
    }

    fn page_for(
        &self,
        desk: &Desk,
        status: StatusCode,
        (title, text): (&str, &str),
        person: Person,
    ) -> Response<Bytes> {
        let frame = Frame::of(&*self.room, Some(person), desk.clock.now());
        filled(status, &NoticePage { frame, title: title.to_owned(), text: text.to_owned() })
    }
}

/// Where somebody wanted to go before they signed in: a page of the desk.
fn back(form: &Form) -> String {
    let back = form.text("back");
    let is_ours = back.starts_with("/desk/") && !back.contains(['\\', '\r', '\n']);
    if is_ours { back } else { "/desk/".to_owned() }
}

/// What the password of somebody who is not there is compared with.
fn nobodys() -> Option<&'static PasswordHash> {
    static NOBODYS: OnceLock<Option<PasswordHash>> = OnceLock::new();
    NOBODYS.get_or_init(|| PasswordHash::of("nobody has this", &[7; 16]).ok()).as_ref()
}
