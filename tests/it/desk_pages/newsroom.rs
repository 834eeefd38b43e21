//! A newsroom with a desk, served on loopback under a clock that stands still, and a proxy's
//! words to speak to it. It asserts nothing itself.

use crate::program::{self, Answer, Newsroom};
use crate::running::{Running, SERVER};
use chrono::{DateTime, Utc};
use pressroom::clock::Clock;
use pressroom::password::PasswordHash;

/// The name that the desk has behind the proxy.
pub(crate) const HOST: &str = "desk.example";

/// What a browser that has signed in through the proxy sends with a form.
pub(crate) const FORM: &str = "Origin: https://desk.example\r\nSec-Fetch-Site: same-origin\r\n\
                               Content-Type: application/x-www-form-urlencoded\r\n";

/// The token of those who push.
pub(crate) const TOKEN: &str = "wire-secret";

/// The password of everybody whose name this is.
pub(crate) fn password(name: &str) -> String {
    format!("the password of {name}")
}

pub(crate) fn noon() -> DateTime<Utc> {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

/// One who may sign in.
pub(crate) fn user(name: &str, role: &str, sections: &str) -> String {
    let hash = PasswordHash::of(&password(name), &[3; 16]).unwrap();
    let hash = hash.as_str();
    format!(
        "[[desk.user]]\nname = \"{name}\"\npassword = \"{hash}\"\nrole = \"{role}\"\n\
         sections = [{sections}]\n"
    )
}

pub(crate) struct Office {
    pub(crate) newsroom: Newsroom,
    pub(crate) clock: Clock,
    pub(crate) running: Running,
}

impl Office {
    /// A newsroom with this said of its desk.
    pub(crate) fn open(desk: &str) -> Self {
        let token = program::token("wire", TOKEN, &[]);
        let newsroom = Newsroom::new(&format!("{SERVER}{}{token}{desk}", program::DESK));
        newsroom.write("articles/about.txt", "");
        let clock = Clock::fixed(noon());
        let running = Running::under(clock.clone(), &newsroom);
        Self { newsroom, clock, running }
    }

    /// Behind a proxy on this machine, with somebody of each kind.
    pub(crate) fn usual() -> Self {
        let users = [
            user("rana", "reader", ""),
            user("edna", "editor", ""),
            user("wali", "editor", "\"world\""),
            user("omar", "operator", ""),
        ];
        let desk = "[desk]\nhosts = [\"desk.example\"]\nproxies = [\"127.0.0.1\"]\n";
        Self::open(&format!("{desk}{}", users.concat()))
    }

    /// A request to the admin address, headers and all, with a body.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        program::send_raw(self.running.admin(), method, path, headers, body)
    }

    /// As somebody on the machine.
    pub(crate) fn here(&self, path: &str) -> Answer {
        self.send("GET", path, &format!("Host: {}\r\n", self.running.admin()), "")
    }

    /// As the proxy passes it on.
    pub(crate) fn through(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let headers = format!(
            "Host: {HOST}\r\nX-Forwarded-For: 198.51.100.7\r\nX-Forwarded-Proto: https\r\n\
             {headers}"
        );
        self.send(method, path, &headers, body)
    }

    /// A form that is sent through the proxy.
    pub(crate) fn form(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let body = encoded(fields);
        let headers = format!("{FORM}Cookie: {cookie}\r\nContent-Length: {}\r\n", body.len());
        self.through("POST", path, &headers, &body)
    }

    /// A page as somebody who has signed in through the proxy gets it.
    pub(crate) fn page(&self, path: &str, cookie: &str) -> Answer {
        self.through("GET", path, &format!("Cookie: {cookie}\r\n"), "")
    }

    pub(crate) fn try_to_sign_in(&self, name: &str, password: &str) -> Answer {
        self.form("/desk/sign-in", "", &[("name", name), ("password", password)])
    }

    /// Signs somebody in; gives their cookie.
    pub(crate) fn sign_in(&self, name: &str) -> String {
        let answer = self.try_to_sign_in(name, &password(name));
        assert_eq!(answer.status, 303, "{}", answer.text());
        cookie(&answer)
    }

    /// Pushes an article of some sections; gives its id.
    pub(crate) fn push(&self, key: &str, sections: &[&str]) -> String {
        self.push_with(key, sections, &serde_json::json!({}))
    }

    /// The same, with more said of it.
    pub(crate) fn push_with(
        &self,
        key: &str,
        sections: &[&str],
        more: &serde_json::Value,
    ) -> String {
        let mut item = serde_json::json!({
            "id": key, "title": format!("Story {key}"), "sections": sections,
            "content_html": format!("<p>What happened in {key}.</p>"),
            "date_published": "2026-11-23T10:00:00Z",
        });
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let item = item.to_string();
        let headers = format!(
            "Host: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n",
            item.len()
        );
        let feeds = self.running.feeds();
        let answer =
            program::send_raw(feeds, "PUT", &format!("/api/articles/{key}"), &headers, &item);
        assert_eq!(answer.status, 201, "{}", answer.text());
        let pushed: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        pushed["id"].as_str().unwrap_or_else(|| panic!("no id in {pushed}")).to_owned()
    }
}

pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// What a form of a page sends along under this name, unseen.
pub(crate) fn unseen(page: &str, name: &str) -> String {
    let begun = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
    let rest = page.split(&begun).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// What an answer has a browser send from now on.
pub(crate) fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie").unwrap();
    set.split(';').next().unwrap().to_owned()
}
