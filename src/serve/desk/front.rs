//! Whom a request meets: who may come in, and the newsroom behind them; and the answers to
//! those who may not. It keeps no session, and knows no clock.

use super::answers::{self, closing, see};
use super::form::Form;
use super::frame::{Frame, filled};
use super::notices::{NOBODY_CAN, READ_ALONG};
use super::pages::{NoticePage, SignInPage};
use super::person::Person;
use super::room::Room;
use super::routes::{self, Found, Route};
use super::way::Way;
use crate::config::settings;
use crate::password::PasswordHash;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::header::RETRY_AFTER;
use http::request::Parts;
use http::{Method, Response, StatusCode};
use std::sync::{Arc, OnceLock};

/// Whom a request meets: who may come in, and the newsroom behind them.
pub(super) struct Front {
    pub(super) settings: settings::Desk,
    pub(super) room: Arc<dyn Room>,
}

impl Front {
    /// The name is one of ours, and nobody can read along.
    pub(super) fn admit(&self, now: DateTime<Utc>, way: &Way) -> Result<(), Response<Bytes>> {
        if !way.is_ours(&self.settings) {
            let text = format!(
                "The desk was asked for under the name \"{}\", which is not one of its own: if it \
                 is, add it to `[desk] hosts`.",
                way.host
            );
            let notice = ("This is not the name of the desk", text.as_str());
            return Err(closing(self.notice(now, StatusCode::MISDIRECTED_REQUEST, notice)));
        }
        match (way.is_private, way.unnamed_proxy) {
            (true, _) => Ok(()),
            (false, None) => Err(closing(self.notice(now, StatusCode::FORBIDDEN, READ_ALONG))),
            (false, Some(peer)) => {
                let text = format!(
                    "This came from {peer}, which says that it came over https, and which nobody \
                     has named: if it is your proxy, add \"{peer}\" to `[desk] proxies`."
                );
                let notice = (READ_ALONG.0, text.as_str());
                Err(closing(self.notice(now, StatusCode::FORBIDDEN, notice)))
            }
        }
    }

    pub(super) fn find(
        &self,
        now: DateTime<Utc>,
        request: &Parts,
    ) -> Result<(&'static Route, String), Response<Bytes>> {
        match routes::find(&request.method, request.uri.path()) {
            Found::Route(route, id) => Ok((route, id)),
            Found::Methods(methods) => {
                let text = format!("This address takes {methods}.");
                let notice = ("Not like this", text.as_str());
                let refusal = self.notice(now, StatusCode::METHOD_NOT_ALLOWED, notice);
                Err(answers::allowing(refusal, methods))
            }
            Found::BadId(reason) => {
                let notice = ("This is no address of the desk", reason.as_str());
                Err(self.notice(now, StatusCode::BAD_REQUEST, notice))
            }
            Found::Nothing => {
                let notice = ("Nothing is here", "The desk begins at /desk/.");
                Err(self.notice(now, StatusCode::NOT_FOUND, notice))
            }
        }
    }

    /// The user of this name, when the password is theirs. Whether there is one must not
    /// show in the time it takes.
    pub(super) fn judge(&self, name: &str, password: &str) -> Option<settings::DeskUser> {
        let user = self.settings.users.iter().find(|user| user.name == name);
        let hash = user.map(|user| &user.password).or_else(|| nobodys())?;
        let fits = hash.fits(password);
        user.filter(|_| fits).cloned()
    }

    /// Sends somebody unknown to where they sign in, and says it of a change.
    pub(super) fn ask_who(&self, now: DateTime<Utc>, request: &Parts) -> Response<Bytes> {
        if self.settings.users.is_empty() {
            return self.notice(now, StatusCode::FORBIDDEN, NOBODY_CAN);
        }
        if request.method == Method::POST {
            let text = "Your session is over, or you never signed in: nothing was done. Sign in \
                        beside this page, go back in it to what you wrote, and send it again.";
            let (title, text) = ("Sign in first".to_owned(), text.to_owned());
            let onward = Some((sign_in(page_of(request.uri.path())), "Sign in"));
            let frame = Frame::of(&*self.room, None, now);
            let page = NoticePage { frame, title, text, onward };
            return closing(filled(StatusCode::UNAUTHORIZED, &page));
        }
        see(&sign_in(request.uri.path()))
    }

    pub(super) fn sign_in_form(
        &self,
        now: DateTime<Utc>,
        person: Option<Person>,
        refused: Option<String>,
        form: &Form,
    ) -> Response<Bytes> {
        if self.settings.users.is_empty() {
            return self.notice(now, StatusCode::FORBIDDEN, NOBODY_CAN);
        }
        let status = match refused {
            Some(_) => StatusCode::FORBIDDEN,
            None => StatusCode::OK,
        };
        let frame = Frame::of(&*self.room, person, now);
        filled(status, &SignInPage { frame, refused, back: back(form) })
    }

    pub(super) fn too_many(&self, now: DateTime<Utc>, wait: TimeDelta) -> Response<Bytes> {
        let minutes = wait.num_seconds().unsigned_abs().div_ceil(60);
        let text = format!("Too many tries have failed: wait for {minutes} min.");
        let notice = ("Not now", text.as_str());
        let answer = self.notice(now, StatusCode::TOO_MANY_REQUESTS, notice);
        answers::with(answer, RETRY_AFTER, wait.num_seconds().unsigned_abs() + 1)
    }

    pub(super) fn notice(
        &self,
        now: DateTime<Utc>,
        status: StatusCode,
        (title, text): (&str, &str),
    ) -> Response<Bytes> {
        let frame = Frame::of(&*self.room, None, now);
        filled(
            status,
            &NoticePage { frame, title: title.to_owned(), text: text.to_owned(), onward: None },
        )
    }

    pub(super) fn page_for(
        &self,
        now: DateTime<Utc>,
        status: StatusCode,
        (title, text): (&str, &str),
        person: Person,
    ) -> Response<Bytes> {
        let frame = Frame::of(&*self.room, Some(person), now);
        filled(
            status,
            &NoticePage { frame, title: title.to_owned(), text: text.to_owned(), onward: None },
        )
    }
}

/// Where somebody signs in who wants this page afterwards.
fn sign_in(back: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("back", back);
    format!("/desk/sign-in?{}", query.finish())
}

/// The page that the form of a deed is on.
fn page_of(path: &str) -> &str {
    match (routes::find(&Method::GET, path), path.rsplit_once('/')) {
        (Found::Route(..), _) | (_, None) => path,
        (_, Some((page, _))) => page,
    }
}

/// Where somebody wanted to go before they signed in: a page of the desk.
pub(super) fn back(form: &Form) -> String {
    let back = form.text("back");
    let is_ours = back.starts_with("/desk/") && !back.contains(['\\', '\r', '\n']);
    if is_ours { back } else { "/desk/".to_owned() }
}

/// What the password of somebody who is not there is compared with.
fn nobodys() -> Option<&'static PasswordHash> {
    static NOBODYS: OnceLock<Option<PasswordHash>> = OnceLock::new();
    NOBODYS.get_or_init(|| PasswordHash::of("nobody has this", &[7; 16]).ok()).as_ref()
}
