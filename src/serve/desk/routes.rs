//! The one table of what there is at the desk: which page or deed an address is, and who
//! may have it. It answers nothing.

use super::person::Person;
use crate::config::settings::Role;
use crate::serve::path_template::{decode, matches};
use http::Method;

/// A page, or what is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Style,
    Script,
    Follow,
    SignInForm,
    SignIn,
    SignOut,
    Now,
    Ahead,
    Wrong,
    Articles,
    Sections,
    Feeds,
    Feed,
    LetOut,
    Sources,
    Source,
    AskNow,
    Try,
    Confirm,
    Log,
    Audit,
    Config,
    Preview,
    Article,
    Correct,
    Retract,
    Embargo,
    Lift,
    Undo,
}

impl What {
    /// Whether it changes something.
    pub(super) fn is_deed(self) -> bool {
        matches!(
            self,
            Self::AskNow
                | Self::Try
                | Self::Confirm
                | Self::LetOut
                | Self::Correct
                | Self::Retract
                | Self::Embargo
                | Self::Lift
                | Self::Undo
        )
    }
}

/// An address, and who may ask for it.
#[derive(Debug)]
pub(super) struct Route {
    path: &'static str,
    post: bool,
    pub(super) what: What,
    /// The least role that it takes; nobody has to be known when `None`.
    pub(super) role: Option<Role>,
    /// It tells of every section.
    pub(super) of_all: bool,
}

const fn open(path: &'static str, post: bool, what: What) -> Route {
    Route { path, post, what, role: None, of_all: false }
}

/// A page that shows what is of every section.
const fn page(path: &'static str, what: What, role: Role) -> Route {
    Route { path, post: false, what, role: Some(role), of_all: true }
}

/// What an operator does that concerns every section.
const fn deed_of_all(path: &'static str, what: What) -> Route {
    Route { path, post: true, what, role: Some(Role::Operator), of_all: true }
}

/// A page or a deed of which the sections are judged where they are known.
const fn scoped(path: &'static str, post: bool, what: What, role: Role) -> Route {
    Route { path, post, what, role: Some(role), of_all: false }
}

static ROUTES: [Route; 29] = [
    open("/desk/look.css", false, What::Style),
    open("/desk/follow.js", false, What::Script),
    scoped("/desk/follow", false, What::Follow, Role::Reader),
    open("/desk/sign-in", false, What::SignInForm),
    open("/desk/sign-in", true, What::SignIn),
    open("/desk/sign-out", true, What::SignOut),
    scoped("/desk/", false, What::Now, Role::Reader),
    scoped("/desk/next", false, What::Ahead, Role::Reader),
    page("/desk/wrong", What::Wrong, Role::Reader),
    scoped("/desk/articles", false, What::Articles, Role::Reader),
    scoped("/desk/sections", false, What::Sections, Role::Reader),
    scoped("/desk/feeds", false, What::Feeds, Role::Reader),
    scoped("/desk/feeds/{id}", false, What::Feed, Role::Reader),
    deed_of_all("/desk/feeds/{id}/let-out", What::LetOut),
    page("/desk/sources", What::Sources, Role::Reader),
    page("/desk/sources/{id}", What::Source, Role::Reader),
    deed_of_all("/desk/sources/{id}/try", What::Try),
    deed_of_all("/desk/sources/{id}/confirm", What::Confirm),
    page("/desk/log", What::Log, Role::Operator),
    deed_of_all("/desk/sources/{id}/ask", What::AskNow),
    page("/desk/audit", What::Audit, Role::Operator),
    page("/desk/config", What::Config, Role::Operator),
    deed_of_all("/desk/config", What::Preview),
    scoped("/desk/articles/{id}", false, What::Article, Role::Reader),
    scoped("/desk/articles/{id}/correct", true, What::Correct, Role::Editor),
    scoped("/desk/articles/{id}/retract", true, What::Retract, Role::Editor),
    scoped("/desk/articles/{id}/embargo", true, What::Embargo, Role::Editor),
    scoped("/desk/articles/{id}/lift", true, What::Lift, Role::Editor),
    scoped("/desk/articles/{id}/undo", true, What::Undo, Role::Editor),
];

/// What a request is for.
pub(super) enum Found {
    /// This, with the id in its path.
    Route(&'static Route, String),
    /// The path is there, with these methods.
    Methods(&'static str),
    /// The id in the path is not one, and why.
    BadId(String),
    /// There is no such path.
    Nothing,
}

pub(super) fn find(method: &Method, path: &str) -> Found {
    let mut methods = None;
    for route in &ROUTES {
        let Some(id) = matches(route.path, path) else { continue };
        let is_asked = if route.post { method == Method::POST } else { is_read(method) };
        if is_asked {
            return match id.map(decode).transpose() {
                Ok(id) => Found::Route(route, id.unwrap_or_default()),
                Err(reason) => Found::BadId(reason),
            };
        }
        methods = match (methods, route.post) {
            (None, false) => Some("GET, HEAD"),
            (None, true) => Some("POST"),
            (Some(_), _) => Some("GET, HEAD, POST"),
        };
    }
    methods.map_or(Found::Nothing, Found::Methods)
}

fn is_read(method: &Method) -> bool {
    method == Method::GET || method == Method::HEAD
}

impl Route {
    /// Whether it changes something.
    pub(super) fn is_deed(&self) -> bool {
        self.post
    }

    /// Why somebody may not have it, when they may not.
    pub(super) fn refuses(&self, person: &Person) -> Option<String> {
        let role = self.role?;
        if person.role < role {
            let (is, takes) = (person.role.as_str(), role.as_str());
            return Some(format!("this takes the role `{takes}`, and yours is `{is}`"));
        }
        (self.of_all && !person.is_for_all())
            .then(|| "this tells of every section, and you are for some of them only".to_owned())
    }
}
