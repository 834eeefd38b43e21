//! Promise: where an upstream names a hub, and the source says `websub = true`, the hub is
//! asked to tell of news (W3C WebSub):
//! - under an address that nobody can guess, below the feeds', with a secret;
//! - only what we asked for is confirmed, also after a restart;
//! - what the hub signs has the source asked at once, and is itself neither read nor kept;
//!   what it does not sign does nothing;
//! - what is offered no longer is not heard any more; whom no hub can reach is told so.

use crate::program::{Answer, Newsroom, PATIENCE, Service, send_raw};
use crate::receiver::{self, Post};
use crate::site::Site;
use ring::hmac;
use std::collections::BTreeMap;
use std::sync::mpsc::Receiver;

const TOPIC: &str = "https://wire.example/feed";

fn feed(hub: &str, titles: &[&str]) -> String {
    let items = titles.iter().map(|title| {
        format!(
            "<item><title>{title}</title><guid>https://wire.example/{0}</guid><link>\
             https://wire.example/{0}</link><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate>\
             <description>It was so.</description></item>",
            title.to_lowercase()
        )
    });
    let items: String = items.collect();
    format!(
        "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>W\
         </title>{hub}<atom:link rel=\"self\" href=\"{TOPIC}\"/>{items}</channel></rss>"
    )
}

fn link(hub: &str) -> String {
    format!("<atom:link rel=\"hub\" href=\"{hub}/\"/>")
}

fn newsroom(site: &Site) -> Newsroom {
    Newsroom::new(&format!(
        "[fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\n[[section]]\ntitle = \"World\"\n\
         [[source]]\nname = \"wire\"\nschedule = \"0 0 1 1 *\"\nsections = [\"world\"]\n\
         [source.feed]\nurl = \"{}\"\nwebsub = true\n",
        site.url("/feed")
    ))
}

/// The fields of a post to the hub.
fn form((_, body): &Post) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(body).into_owned().collect()
}

/// What the hub was asked for: the path of our address there, and the secret.
fn asked(seen: &Receiver<Post>) -> (String, String) {
    let form = form(&seen.recv_timeout(PATIENCE).unwrap());
    assert_eq!(form["hub.mode"], "subscribe", "{form:?}");
    assert_eq!(form["hub.topic"], TOPIC);
    assert!(form["hub.lease_seconds"].parse::<u32>().unwrap() > 86_400);
    let path = form["hub.callback"].strip_prefix("https://test.example").unwrap().to_owned();
    let token = path.strip_prefix("/feeds/websub/").unwrap();
    assert!(token.len() >= 43 && form["hub.secret"].len() >= 32, "{form:?}");
    assert_ne!(token, form["hub.secret"]);
    (path, form["hub.secret"].clone())
}

fn ask_back(service: &Service, path: &str, topic: &str) -> Answer {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.topic", topic)
        .append_pair("hub.challenge", "tell me <so>")
        .append_pair("hub.lease_seconds", "864000")
        .finish();
    service.get(&format!("{path}?{query}"))
}

fn tell(service: &Service, path: &str, secret: Option<&str>, body: &str) -> u16 {
    let signature = secret.map(|secret| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let tag = hmac::sign(&key, body.as_bytes());
        let digits: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("X-Hub-Signature: sha256={digits}\r\n")
    });
    let length = body.len();
    let headers = format!(
        "Host: test.example\r\nContent-Length: {length}\r\n{}",
        signature.unwrap_or_default()
    );
    send_raw(&service.feeds, "POST", path, &headers, body).status
}

#[test]
fn a_hub_is_asked_to_tell_and_its_word_has_the_source_asked() {
    let (hub, seen) = receiver::receiver(&["202 Accepted"]);
    let site = Site::new();
    site.put("/feed", feed(&link(&hub), &["One"]));
    let newsroom = newsroom(&site);
    let service = newsroom.serve();
    newsroom.ended(&["gather", "wire"], 0);
    let (path, secret) = asked(&seen);

    assert_eq!(ask_back(&service, &path, "https://wire.example/other").status, 404);
    assert_eq!(ask_back(&service, "/feeds/websub/0123456789", TOPIC).status, 404);
    let confirmed = ask_back(&service, &path, TOPIC);
    assert_eq!((confirmed.status, &*confirmed.text()), (200, "tell me <so>"));
    assert!(confirmed.header("content-type").unwrap().starts_with("text/plain"));

    // It is there after a restart too, and asked for no second time.
    assert_eq!(service.terminate(), Some(0));
    let service = newsroom.serve();
    assert_eq!(ask_back(&service, &path, TOPIC).status, 200);
    assert!(seen.try_recv().is_err(), "the hub was asked again");

    site.put("/feed", feed(&link(&hub), &["One", "Two"]));
    let before = site.asked("/feed");
    assert_eq!(tell(&service, &path, None, "<rss/>"), 200);
    assert_eq!(tell(&service, &path, Some("not the secret"), "<rss/>"), 200);
    let forged = feed("", &["Forged"]);
    assert_eq!(tell(&service, &path, Some(&secret), &forged), 200);
    service.wait_for("/feeds/world.atom", |feed| feed.text().contains("Two"));
    assert_eq!(site.asked("/feed"), before + 1, "only what is signed counts");
    assert!(!service.get("/feeds/world.atom").text().contains("Forged"));

    // Without a hub, nobody is heard any more.
    site.put("/feed", feed("", &["One", "Two", "Three"]));
    newsroom.ended(&["gather", "wire"], 0);
    assert_eq!(tell(&service, &path, Some(&secret), "<rss/>"), 404);
    assert_eq!(ask_back(&service, &path, TOPIC).status, 404);
}

/// Sets in the store when the hub is to be asked again.
fn is_due_at(newsroom: &Newsroom, ask_at: i64, ends: Option<i64>) {
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    let changed = store
        .execute("UPDATE subscription SET ask_at = ?1, ends = coalesce(?2, ends)", (ask_at, ends))
        .unwrap();
    assert_eq!(changed, 1);
}

#[test]
fn a_lease_near_its_end_is_renewed_and_a_hub_that_is_gone_costs_nothing() {
    let (hub, seen) = receiver::receiver(&["202 Accepted", "202 Accepted", "500 Gone"]);
    let site = Site::new();
    site.put("/feed", feed(&link(&hub), &["One"]));
    let newsroom = newsroom(&site);
    let service = newsroom.serve();
    newsroom.ended(&["gather", "wire"], 0);
    let first = asked(&seen);
    assert_eq!(ask_back(&service, &first.0, TOPIC).status, 200);
    assert_eq!(service.terminate(), Some(0));

    // It is asked again under the same address and secret, and what it agrees to counts anew.
    is_due_at(&newsroom, 0, None);
    let service = newsroom.serve();
    assert_eq!(asked(&seen), first);
    assert_eq!(ask_back(&service, &first.0, TOPIC).status, 200);
    assert_eq!(service.terminate(), Some(0));
    let service = newsroom.serve();
    assert_eq!(ask_back(&service, &first.0, TOPIC).status, 200);
    assert!(seen.try_recv().is_err(), "a renewed lease was renewed at once");
    assert_eq!(service.terminate(), Some(0));

    // One that is gone is asked, and the source is still asked by itself.
    is_due_at(&newsroom, 0, Some(0));
    let service = newsroom.serve();
    assert_eq!(asked(&seen), first);
    site.put("/feed", feed(&link(&hub), &["One", "Two"]));
    newsroom.ended(&["gather", "wire"], 0);
    service.wait_for("/feeds/world.atom", |feed| feed.text().contains("Two"));
}

#[test]
fn neither_the_token_nor_the_secret_is_told() {
    let (hub, seen) = receiver::receiver(&["500 Oops"]);
    let site = Site::new();
    site.put("/feed", feed(&link(&hub), &["One"]));
    let newsroom = newsroom(&site);
    let service = newsroom.serve();
    newsroom.ended(&["gather", "wire"], 0);
    let (path, secret) = asked(&seen);
    let token = path.rsplit('/').next().unwrap();
    let told = [
        newsroom.ended(&["status"], 0),
        newsroom.told(&["status", "--json"]).to_string(),
        service.ask_admin("/health").text(),
        service.ask_admin("/metrics").text(),
        service.get("/feeds/world.atom").text(),
    ];
    for told in told {
        assert!(!told.contains(token) && !told.contains(&secret), "{told}");
    }
}

#[test]
fn whom_no_hub_can_reach_is_told_so() {
    let newsroom = newsroom(&Site::new());
    let text = newsroom.read("config.toml");
    let inside = text.replacen("[fetch]", "feeds_url = \"http://10.0.0.7/feeds/\"\n[fetch]", 1);
    newsroom.write("config.toml", &inside);
    let told = newsroom.ended(&["check"], 2);
    assert!(told.contains("no hub can ask http://10.0.0.7/feeds/"), "{told}");
}
