//! What every page of the desk has around it, and how one is filled. It knows no page.

use super::answers;
use super::person::{Known, Person};
use super::room::Room;
use askama::Template;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use http::{Response, StatusCode};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What must be written otherwise in a part of a path.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b'^')
    .add(b'|');

/// What every page has around it.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) paper: String,
    pub(super) zone: Tz,
    /// When it was made: what it shows is of then.
    pub(super) now: DateTime<Utc>,
    pub(super) person: Option<Person>,
    /// A sentence on what was just done.
    pub(super) said: Option<String>,
    /// Which page it is.
    pub(super) here: &'static str,
}

impl Frame {
    pub(super) fn of(room: &dyn Room, person: Option<Person>, now: DateTime<Utc>) -> Self {
        Self { paper: room.paper(), zone: room.zone(), now, person, said: None, here: "" }
    }

    pub(super) fn saying(self, said: Option<String>) -> Self {
        Self { said, ..self }
    }

    pub(super) fn at(&self, here: &'static str) -> Self {
        Self { here, ..self.clone() }
    }

    /// The pages that there are for whoever this is.
    pub(super) fn links(&self) -> Vec<(&'static str, &'static str)> {
        let mut all = vec![
            ("/desk/", "Now", false),
            ("/desk/next", "Next 24 hours", false),
            ("/desk/wrong", "Wrong", true),
            ("/desk/articles", "Articles", false),
            ("/desk/sections", "Sections", false),
            ("/desk/feeds", "Feeds", false),
            ("/desk/sources", "Sources", true),
        ];
        if self.operates() {
            all.push(("/desk/config", "Configuration", true));
            all.push(("/desk/log", "Log", true));
            all.push(("/desk/audit", "Audit", true));
        }
        let may = |of_all: bool| !of_all || self.is_for_all();
        all.into_iter()
            .filter(|(.., of_all)| may(*of_all))
            .map(|(to, name, _)| (to, name))
            .collect()
    }

    pub(super) fn is_here(&self, path: &str) -> bool {
        self.here == path
    }

    /// What the page is told of while it is open.
    pub(super) fn follows(&self) -> Option<&'static str> {
        match self.here {
            "/desk/" => Some("now"),
            "/desk/wrong" => Some("wrong"),
            "/desk/log" => Some("log"),
            _ => None,
        }
    }

    pub(super) fn can_sign_out(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.known == Known::Session)
    }

    pub(super) fn edits(&self) -> bool {
        self.person.as_ref().is_some_and(Person::edits)
    }

    pub(super) fn operates(&self) -> bool {
        self.person.as_ref().is_some_and(Person::operates)
    }

    pub(super) fn is_for_all(&self) -> bool {
        self.person.as_ref().is_some_and(Person::is_for_all)
    }

    /// A time as people of the newsroom read it.
    pub(super) fn time(&self, at: &DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%a %-d %b %Y, %H:%M").to_string()
    }

    /// The same, to the second.
    pub(super) fn second(&self, at: &DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%a %-d %b, %H:%M:%S").to_string()
    }

    /// The same for machines.
    pub(super) fn stamp(&self, at: &DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }
}

/// One part of a path, as it is written in an address.
pub(super) fn in_path(text: &str) -> String {
    utf8_percent_encode(text, IN_PATH).to_string()
}

/// A page with everything in it.
pub(super) fn filled(status: StatusCode, page: &impl Template) -> Response<Bytes> {
    match page.render() {
        Ok(html) => answers::page(status, html),
        Err(error) => {
            tracing::error!(%error, "a page of the desk cannot be made");
            answers::page(StatusCode::INTERNAL_SERVER_ERROR, "This page cannot be made.".to_owned())
        }
    }
}
