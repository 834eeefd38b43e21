//! Promise: who reads the paper holds up nobody.
//! - searches of the page are paced for each client as those of feeds are, and what is still
//!   right costs nothing;
//! - the page beside a feed leads to the paper, and a browser is shown the feed as it is where
//!   `?raw` asks for that.

use crate::program::{DESK, Newsroom, article};

const WEB: &str =
    "[web]\naddress = \"http://127.0.0.1:8080/\"\n[search]\nenabled = true\nper_minute = 3\n";

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    let text = article("A roof", "\"world\"", "2026-01-05T10:00:00Z", "It holds.");
    newsroom.write("articles/roof.md", &text);
    newsroom
}

#[test]
fn searches_of_the_page_are_paced() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let search = |words: &str| service.get(&format!("/search?q={words}"));
    for words in ["roof", "holds", "roof+holds"] {
        assert_eq!(search(words).status, 200, "{words}");
    }
    let fourth = search("rain");
    assert_eq!(fourth.status, 429);
    let wait: u64 = fourth.header("Retry-After").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    // What was found already, the form, and all other pages are there for everybody.
    for path in ["/search?q=roof", "/search", "/search?q=", "/", "/archive", "/tags/none"] {
        let status = service.get(path).status;
        assert!([200, 404].contains(&status), "{path}: {status}");
    }
}

#[test]
fn a_browser_is_shown_the_feed_itself_where_it_asks_for_that() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let shown = "Sec-Fetch-Dest: document\r\n";
    let page = service.get_with("/feeds/world.rss", shown);
    assert_eq!((page.status, page.header("Location")), (303, Some("/feeds/world.html")));
    let page = service.get("/feeds/world.html").text();
    for address in ["http://127.0.0.1:8080/", "http://127.0.0.1:8080/world"] {
        assert!(page.contains(&format!("<a href=\"{address}\">")), "no way to {address}: {page}");
    }
    for (format, media_type) in [
        ("rss", "application/rss+xml; charset=utf-8"),
        ("atom", "application/atom+xml; charset=utf-8"),
        ("json", "application/feed+json; charset=utf-8"),
    ] {
        let raw = format!("/feeds/world.{format}?raw");
        assert!(page.contains(&format!("{raw}\"")), "no way to {raw}: {page}");
        let itself = service.get_with(&raw, shown);
        assert_eq!((itself.status, itself.header("Content-Type")), (200, Some(media_type)));
        assert_eq!(itself.body, service.get(&format!("/feeds/world.{format}")).body);
    }
    let found = service.get_with("/feeds/search.rss?q=roof&raw", shown);
    assert_eq!((found.status, found.text().contains("<rss")), (200, true));
}
