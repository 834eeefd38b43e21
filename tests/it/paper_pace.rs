//! Promise: who reads the paper holds up nobody.
//! - searches of the page are paced for each client as those of feeds are, and what is still
//!   right costs nothing; what was found has further pages, there and back; an old page is
//!   right until the next printing;
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
fn what_is_found_has_further_pages() {
    let web = WEB.replace("per_minute = 3", "per_minute = 60\nitems = 2");
    let newsroom = Newsroom::new(&format!("{web}{DESK}"));
    for number in 1..=13 {
        let date = format!("2026-01-{number:02}T10:00:00Z");
        let text = article(&format!("Roof {number}"), "\"world\"", &date, "It holds.");
        newsroom.write(&format!("articles/{number}.md"), &text);
    }
    let service = newsroom.serve();
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Roof 13"));
    let mut address = "/search?q=roof+holds".to_owned();
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let page = service.get(&address);
        assert_eq!(page.status, 200, "{address}");
        let text = page.text();
        let titles = text.split("/world/roof-").skip(1);
        found.extend(titles.map(|rest| rest.split_once('-').unwrap().0.to_owned()));
        let link = |rel: &str| {
            let mark = format!("<a rel=\"{rel}\" href=\"");
            let (_, rest) = text.split_once(&mark)?;
            Some(rest.split('"').next().unwrap().replace("&#38;", "&"))
        };
        assert_eq!(link("prev"), before, "{text}");
        before = Some(address);
        let Some(next) = link("next") else { break };
        address = next;
    }
    let newest: Vec<String> = (1..=13).rev().map(|number: u32| number.to_string()).collect();
    assert_eq!(found, newest);
    // A part that there cannot be is the first.
    for odd in ["0", "999999999999", "-1", "x"] {
        let page = service.get(&format!("/search?q=roof&page={odd}"));
        assert_eq!((page.status, page.text().contains("/world/roof-13-")), (200, true), "{odd}");
    }
    // A page that is made when it is asked for is right until the next printing, and no longer.
    let last = service.get("/search?q=roof&page=7").text();
    let (_, rest) = last.split_once("href=\"/world/roof-1-").unwrap();
    let old = format!("/world/roof-1-{}", rest.split('"').next().unwrap());
    let first = service.get(&old);
    assert_eq!((first.status, service.get(&old).header("etag")), (200, first.header("etag")));
    let note = "It leaked, too.";
    newsroom.ended(&["correct", old.rsplit('-').next().unwrap(), "--note", note], 0);
    service.wait_for(&old, |page| page.text().contains(note));
    newsroom.ended(&["retract", &old, "--reason", "It was not so."], 0);
    service.wait_for(&old, |page| page.status == 410);
    service.wait_for("/search?q=roof&page=7", |page| !page.text().contains("/world/roof-1-"));
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
