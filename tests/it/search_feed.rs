//! Promise: readers can follow a search, and nobody can misuse it.
//! - an answer is a whole feed in its format, under its query's own identity and
//!   address, not for search engines, told to no hub, with right validators;
//! - equal questions are one feed; a change of what is found moves the validators,
//!   and nothing else does;
//! - what is withdrawn or dated in the future is not in it;
//! - a broken query is told what is wrong (400), in words, never as news; nothing
//!   that is asked is obeyed, whatever its letters;
//! - who asks too often waits (429), each client by itself, and conditional requests
//!   that are answered with 304 cost nothing;
//! - a browser is led to the search's page for people;
//! - switched off, it is not there.

use crate::push_api::newsroom::{DESK, Newsroom, Reply, item, noon};
use chrono::TimeDelta;
use pressroom::config::Settings;

const RAIN: &str = "/feeds/search.atom?q=rain";

/// A newsroom that answers searches, with three articles published.
fn library(adjust: impl FnOnce(&mut Settings)) -> Newsroom {
    let newsroom = Newsroom::open_with(|settings| {
        settings.search.enabled = true;
        // Whoever waits for a turn gets one, on a busy machine too.
        settings.search.timeout = std::time::Duration::from_secs(60);
        settings.site.hubs = vec!["https://hub.example/".parse().unwrap()];
        adjust(settings);
    });
    for (id, title) in [("a", "Rain in Sindh"), ("b", "Sunshine"), ("c", "بارش")] {
        assert_eq!(newsroom.put(id, &item(title, "world")).status, 201);
    }
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("بارش"));
    newsroom
}

fn search(newsroom: &Newsroom, path: &str, headers: &[&str]) -> Reply {
    newsroom.ask("", "GET", path, headers, "")
}

#[test]
fn an_answer_is_a_feed_of_its_own() {
    let newsroom = library(|_| {});
    for (path, media_type) in [
        ("/feeds/search.atom?q=Rain", "application/atom+xml; charset=utf-8"),
        ("/feeds/search.rss?q=Rain", "application/rss+xml; charset=utf-8"),
        ("/feeds/search.json?q=Rain", "application/feed+json; charset=utf-8"),
    ] {
        let reply = search(&newsroom, path, &[]);
        let text = reply.text();
        assert_eq!((reply.status, reply.header("content-type")), (200, media_type), "{text}");
        assert!(text.contains("Rain in Sindh") && !text.contains("Sunshine"), "{text}");
        assert!(text.contains(&path.replace("Rain", "rain")), "its own address: {text}");
        assert!(!text.contains("hub.example"), "{text}");
        assert_eq!(reply.header("x-robots-tag"), "noindex");
        assert_eq!(reply.header("last-modified"), "");
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        assert!(reply.header("cache-control").starts_with("public, max-age="), "{reply:?}");
        let head = newsroom.ask("", "HEAD", path, &[], "");
        assert_eq!((head.status, head.body.len()), (200, 0));
        assert_eq!(head.header("etag"), reply.header("etag"));
    }
    let atom = search(&newsroom, "/feeds/search.atom?q=rain+-%22dry+spell%22", &[]).text();
    assert!(
        atom.contains("<id>tag:test.example,2026-01-01:search/rain%20%2D%22dry%20spell%22</id>"),
        "{atom}"
    );
    let urdu = search(&newsroom, "/feeds/search.json?q=%D8%A8%D8%A7%D8%B1%D8%B4", &[]);
    assert!(urdu.text().contains("بارش text"), "{urdu:?}");
    let nothing = search(&newsroom, "/feeds/search.json?q=snow", &[]);
    assert_eq!((nothing.status, nothing.json()["items"].as_array().unwrap().len()), (200, 0));
    let zipped = search(&newsroom, RAIN, &["Accept-Encoding: br"]);
    assert_eq!(zipped.header("content-encoding"), "br");
}

#[test]
fn validators_move_with_what_is_found_and_nothing_else() {
    let newsroom = library(|_| {});
    let first = search(&newsroom, RAIN, &[]);
    let tag = first.header("etag").to_owned();
    let condition = format!("If-None-Match: {tag}");
    for same in [
        "/feeds/search.atom?q=RAIN",
        "/feeds/search.atom?q=%20rain+rain",
        "/feeds/search.atom?x=1&q=rain&q=sun",
    ] {
        let reply = search(&newsroom, same, &[]);
        assert_eq!((reply.header("etag"), &reply.body), (&*tag, &first.body), "{same}");
        assert_eq!(search(&newsroom, same, &[&condition]).status, 304);
    }
    // Dates say nothing here: no answer has one.
    let since = "If-Modified-Since: Mon, 23 Nov 2037 12:00:00 GMT";
    assert_eq!(search(&newsroom, RAIN, &[since]).status, 200);

    newsroom.put("d", &item("Wind", "world"));
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Wind text"));
    assert_eq!(search(&newsroom, RAIN, &[&condition]).status, 304);
    newsroom.put("e", &item("More rain", "sports"));
    newsroom.wait_for("/feeds/sports.json", |feed| feed.contains("More rain text"));
    let second = search(&newsroom, RAIN, &[&condition]);
    assert!(second.status == 200 && second.text().contains("More rain"), "{second:?}");
    assert_ne!(second.header("etag"), tag);
}

#[test]
fn what_is_withdrawn_or_not_yet_public_is_not_found() {
    let newsroom = library(|_| {});
    let secret = item("Secret rain", "world").replace("10:00:00Z", "13:00:00Z");
    assert_eq!(newsroom.put("s", &secret).status, 201);
    newsroom.put("w", &item("Wrong rain", "world"));
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Wrong rain"));
    let found = search(&newsroom, RAIN, &[]).text();
    assert!(found.contains("Wrong rain") && !found.contains("Secret"), "{found}");
    newsroom.ask(DESK, "DELETE", "/api/articles/w?reason=It+was+not+so.", &[], "");
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("It was not so."));
    let found = search(&newsroom, RAIN, &[]).text();
    assert!(!found.contains("Wrong rain") && found.contains("deleted-entry"), "{found}");
    for word in ["secret", "secret+rain", "rain+OR+secret"] {
        assert!(
            !search(&newsroom, &format!("/feeds/search.json?q={word}"), &[])
                .text()
                .contains("Secret")
        );
    }
    newsroom.clock.set(noon() + TimeDelta::hours(2));
    newsroom.put("x", &item("Something else", "world"));
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Secret rain"));
    assert!(search(&newsroom, RAIN, &[]).text().contains("Secret rain"));
}

#[test]
fn a_broken_query_is_told_what_is_wrong() {
    let newsroom = library(|settings| settings.search.per_minute = 3);
    let long = format!("/feeds/search.rss?q={}", "a".repeat(201));
    let many = format!("/feeds/search.rss?q={}", vec!["a"; 17].join("+"));
    for (path, said) in [
        ("/feeds/search.rss", "<code>?q=</code>"),
        ("/feeds/search.rss?q=", "<code>?q=</code>"),
        ("/feeds/search.rss?q=%22rain", "not closed"),
        ("/feeds/search.rss?q=-rain", "only what is not wanted"),
        ("/feeds/search.rss?q=***", "no letter or digit"),
        ("/feeds/search.rss?q=%FF%00", "no letter or digit"),
        ("/feeds/search.rss?q=%3Cscript%3Ealert(1)%3C/script%3E+OR", "&#60;script&#62;"),
        (&long, "longer than 200"),
        (&many, "more than 16"),
    ] {
        let reply = search(&newsroom, path, &[]);
        let text = reply.text();
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (400, "text/html; charset=utf-8"),
            "{path}"
        );
        assert!(text.contains(said) && !text.contains("<script>"), "{path}: {text}");
        assert!(!text.contains("<rss") && reply.header("cache-control") == "no-store", "{text}");
        assert_eq!(reply.header("x-robots-tag"), "noindex");
    }
    for method in ["POST", "PUT", "DELETE"] {
        assert_eq!(newsroom.ask("", method, RAIN, &[], "").status, 405);
    }
    assert_eq!(newsroom.ask("", "OPTIONS", RAIN, &[], "").status, 204);
    // None of these has cost anything.
    assert_eq!(search(&newsroom, RAIN, &[]).status, 200);
}

#[test]
fn nothing_that_is_asked_is_obeyed() {
    let newsroom = library(|settings| settings.search.per_minute = 1000);
    for query in [
        "text:rain",
        "NEAR(rain+sindh)",
        "rain*",
        "rain'%3B+DROP+TABLE+words",
        "{text}:rain",
        "rain)+OR+(sun",
        "%5Erain",
        "rain+AND+NOT+x",
        "%25%25rain%25",
        "a%00b",
        "\u{202e}rain",
    ] {
        let path = format!("/feeds/search.json?q={}", query.replace('\u{202e}', "%E2%80%AE"));
        let reply = search(&newsroom, &path, &[]);
        assert_eq!(reply.status, 200, "{query}: {reply:?}");
        let found = reply.json()["items"].as_array().unwrap().len();
        assert!(found <= 1, "{query} found {found}");
    }
    assert!(search(&newsroom, RAIN, &[]).text().contains("Rain in Sindh"));
}

#[test]
fn who_asks_too_often_waits() {
    let newsroom = library(|settings| {
        settings.search.per_minute = 3;
        settings.search.client_header = Some("x-forwarded-for".parse().unwrap());
    });
    let from = |client: &str, path: &str, header: &str| {
        search(&newsroom, path, &[&format!("X-Forwarded-For: 203.0.113.9, {client}"), header])
    };
    let any = "Accept: */*";
    let tag = from("192.0.2.1", RAIN, any).header("etag").to_owned();
    let condition = format!("If-None-Match: {tag}");
    for _ in 0..20 {
        assert_eq!(from("192.0.2.1", RAIN, &condition).status, 304);
    }
    assert_eq!(from("192.0.2.1", "/feeds/search.atom?q=one", any).status, 200);
    assert_eq!(from("192.0.2.1", "/feeds/search.atom?q=two", any).status, 200);
    let refused = from("192.0.2.1", "/feeds/search.atom?q=three", any);
    assert_eq!((refused.status, refused.header("retry-after")), (429, "20"), "{refused:?}");
    // Known answers cost as well, but not the news that nothing is new.
    assert_eq!(from("192.0.2.1", RAIN, any).status, 429);
    assert_eq!(from("192.0.2.1", RAIN, &condition).status, 304);
    // Others are not in it, and what a client writes itself does not count.
    assert_eq!(from("192.0.2.2", RAIN, any).status, 200);
    assert_eq!(from("2001:db8:1:2::1", RAIN, any).status, 200);
    newsroom.clock.set(noon() + TimeDelta::seconds(20));
    assert_eq!(from("192.0.2.1", RAIN, any).status, 200);
    assert_eq!(from("192.0.2.1", RAIN, any).status, 429);
    newsroom.clock.set(noon() - TimeDelta::days(1));
    assert_eq!(from("192.0.2.1", RAIN, any).header("retry-after"), "20");
    // An answer that is 304 though it had to be made costs nothing.
    newsroom.clock.set(noon() + TimeDelta::hours(1));
    newsroom.put("z", &item("Zephyr", "world"));
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Zephyr"));
    for _ in 0..4 {
        assert_eq!(from("192.0.2.7", RAIN, &condition).status, 304);
    }
    // And feeds are no searches.
    for _ in 0..10 {
        assert_eq!(from("192.0.2.1", "/feeds/world.rss", any).status, 200);
    }
}

#[test]
fn bounds_hold() {
    let newsroom = library(|settings| {
        settings.search.items = 1;
        settings.search.at_once = 1;
        settings.search.cache_bytes = 1 << 20;
        settings.search.per_minute = 10_000;
    });
    newsroom.put("d", &item("Rain again", "world"));
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Rain again"));
    let one = search(&newsroom, "/feeds/search.json?q=rain", &[]);
    assert_eq!(one.json()["items"].as_array().unwrap().len(), 1);
    // Many different searches from many clients at one time, through one turn.
    std::thread::scope(|scope| {
        let ask = |from: usize| {
            let newsroom = &newsroom;
            scope.spawn(move || {
                for word in 0..20 {
                    let path = format!("/feeds/search.json?q=rain+OR+w{from}x{word}");
                    assert_eq!(search(newsroom, &path, &[]).status, 200, "{path}");
                }
            })
        };
        (0..4).for_each(|from| drop(ask(from)));
    });
}

#[test]
fn switched_off_it_is_not_there() {
    let newsroom = Newsroom::open();
    newsroom.put("a", &item("Rain", "world"));
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Rain"));
    assert_eq!(search(&newsroom, RAIN, &[]).status, 404);
}

#[test]
fn a_browser_is_led_to_the_page_of_a_search() {
    let newsroom = library(|_| {});
    let browser = "Sec-Fetch-Dest: document";
    let led = search(&newsroom, "/feeds/search.atom?q=rain+OR+sun&x=1", &[browser]);
    assert_eq!((led.status, led.header("location")), (303, "/feeds/search.html?q=rain+OR+sun&x=1"));
    assert_eq!(led.header("vary"), "Accept-Encoding, Sec-Fetch-Dest");
    assert_eq!(search(&newsroom, RAIN, &[]).header("vary"), "Accept-Encoding, Sec-Fetch-Dest");
    let page = search(&newsroom, "/feeds/search.html?q=rain", &[browser]);
    let text = page.text();
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(text.contains("Rain in Sindh") && !text.contains("Sunshine"), "{text}");
    assert!(text.contains("/feeds/search.rss?q=rain"), "{text}");
    assert_eq!((page.header("vary"), page.header("x-robots-tag")), ("Accept-Encoding", "noindex"));
    let condition = format!("If-None-Match: {}", page.header("etag"));
    assert_eq!(search(&newsroom, "/feeds/search.html?q=RAIN", &[&condition]).status, 304);
    // Written otherwise, it is the same search.
    let tidy = search(&newsroom, "/feeds//%73earch.atom?q=rain", &[]);
    assert_eq!((tidy.status, tidy.header("location")), (301, "/feeds/search.atom?q=rain"));
    let broken = search(&newsroom, "/feeds/search.html?q=%22", &[]);
    assert_eq!(broken.status, 400);
}
