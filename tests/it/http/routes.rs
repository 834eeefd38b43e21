//! Every address has an answer that says what to do.
//!
//! - Documents, the index and the OPML list are where they belong, with their headers.
//! - Guessed, moved and carelessly written addresses lead to the right one (301).
//! - A retired feed is 410, an unknown one 404 with a page that lists the feeds.
//! - A feed that is not published yet is 503: a 404 would cost its readers.
//! - A browser that follows a link to a feed gets its page, a reader gets the feed.
//! - `Vary` names what the answer depends on, and nothing else.
//! - Behind a proxy at a sub-path every redirect and link works, whether the proxy takes
//!   the sub-path away or not.
//! - The page of what is not there looks like the others.
//! - Other methods are refused with the ones that are allowed; preflights are answered.
//! - Hubs are announced in quoted `Link` headers; pages get a strict policy.

use crate::http::stand::{address, ask, edition, header, settings, slug, stand};
use pressroom::edition::Edition;

const NAVIGATION: [(&str, &str); 2] =
    [("sec-fetch-dest", "document"), ("sec-fetch-mode", "navigate")];

#[test]
fn documents_have_their_types_and_are_whole() {
    let stand = stand(&settings(), edition());
    for (path, media_type, cors) in [
        ("/feeds/world.rss", "application/rss+xml; charset=utf-8", "*"),
        ("/feeds/world.atom", "application/atom+xml; charset=utf-8", "*"),
        ("/feeds/world.json", "application/feed+json; charset=utf-8", "*"),
        ("/feeds/front-page.rss", "application/rss+xml; charset=utf-8", "*"),
        ("/feeds/index.opml", "text/x-opml; charset=utf-8", "*"),
        ("/feeds/world.html", "text/html; charset=utf-8", ""),
        ("/feeds/index.html", "text/html; charset=utf-8", ""),
        ("/feeds/", "text/html; charset=utf-8", ""),
        ("/feeds/world.rss?utm_source=x&y=%2e%2e", "application/rss+xml; charset=utf-8", "*"),
        ("http://any.example/feeds/world.rss", "application/rss+xml; charset=utf-8", "*"),
    ] {
        let response = ask(&stand.newsstand, "GET", path, &[]);
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(header(&response, "content-type"), media_type, "{path}");
        assert_eq!(header(&response, "access-control-allow-origin"), cors, "{path}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&response, "content-length"), response.body().len().to_string());
        assert_eq!(header(&response, "set-cookie"), "");
        assert_eq!(header(&response, "server"), "");
    }
}

#[test]
fn addresses_lead_to_the_right_one() {
    let stand = stand(&settings(), edition());
    for (path, status, location) in [
        ("/", 302, "/feeds/"),
        ("/feeds", 301, "/feeds/"),
        ("/feed", 301, "/feeds/front-page.rss"),
        ("/feed/", 301, "/feeds/front-page.rss"),
        ("/rss", 301, "/feeds/front-page.rss"),
        ("/rss.xml", 301, "/feeds/front-page.rss"),
        ("/index.xml", 301, "/feeds/front-page.rss"),
        ("/atom.xml", 301, "/feeds/front-page.atom"),
        ("/feed.json", 301, "/feeds/front-page.json"),
        ("/feeds/foreign.rss", 301, "/feeds/world.rss"),
        ("/feeds/foreign.atom", 301, "/feeds/world.atom"),
        ("/feeds/foreign.json", 301, "/feeds/world.json"),
        ("/feeds/foreign.html", 301, "/feeds/world.html"),
        ("/feeds/World.RSS", 301, "/feeds/world.rss"),
        ("/feeds/world.rss/", 301, "/feeds/world.rss"),
        ("/feeds/%77orld.rss", 301, "/feeds/world.rss"),
        ("/%66%65eds/world.rss", 301, "/feeds/world.rss"),
        ("//feeds/world.rss", 301, "/feeds/world.rss"),
        ("/feeds//world.rss", 301, "/feeds/world.rss"),
        ("/feeds/./world.rss", 301, "/feeds/world.rss"),
        ("/feeds/%2e/world.rss", 301, "/feeds/world.rss"),
        ("/feeds/../feeds/world.rss", 301, "/feeds/world.rss"),
        ("/./feed", 301, "/feeds/front-page.rss"),
        ("//feeds", 301, "/feeds/"),
        ("/feeds/./", 301, "/feeds/"),
        ("/feeds//foreign.rss", 301, "/feeds/world.rss"),
    ] {
        for method in ["GET", "HEAD"] {
            let response = ask(&stand.newsstand, method, path, &[]);
            assert_eq!(response.status(), status, "{path}");
            assert_eq!(header(&response, "location"), location, "{path}");
            assert_eq!(header(&response, "cache-control"), "public, max-age=3600");
        }
    }
}

#[test]
fn what_is_not_there_says_what_is() {
    let stand = stand(&settings(), edition());
    for (path, status) in [
        ("/feeds/sport.rss", 404),
        ("/favicon.ico", 404),
        ("/../../etc/passwd", 404),
        ("//news.example/world.rss", 404),
        ("/feeds/world%2Erss%2F..", 404),
        ("/feeds/world", 404),
        ("/feeds/world.rss%00", 404),
        ("*", 404),
        ("/feeds/retired.rss", 410),
        ("/feeds/retired.html", 410),
        ("/feeds//%72etired.rss", 410),
    ] {
        let response = ask(&stand.newsstand, "GET", path, &[]);
        assert_eq!(response.status(), status, "{path}");
        // What comes to an address is there in its second.
        assert_eq!(header(&response, "cache-control") == "no-cache", status == 404, "{path}");
        let page = std::str::from_utf8(response.body()).unwrap();
        for feed in ["/feeds/world.rss", "/feeds/world.json", "/feeds/front-page.atom"] {
            assert!(page.contains(&format!("href=\"{feed}\"")), "{feed} on the page of {path}");
        }
        assert!(!page.contains("retired"), "{page}");
        assert!(header(&response, "content-security-policy").starts_with("default-src 'none'"));
        assert_ne!(header(&response, "referrer-policy"), "");
    }
    let head = ask(&stand.newsstand, "HEAD", "/feeds/sport.rss", &[]);
    assert!(head.body().is_empty());
    assert_ne!(header(&head, "content-length"), "0");
}

#[test]
fn a_feed_that_is_not_published_yet_is_not_unknown() {
    let full = stand(&settings(), edition());
    let late = ask(&full.newsstand, "GET", "/feeds/late.rss", &[]);
    assert_eq!(late.status(), 503);
    assert_eq!(header(&late, "retry-after"), "10");
    assert_eq!(header(&late, "cache-control"), "no-store");

    let empty = stand(&settings(), Edition::default());
    for path in ["/", "/feeds/world.rss", "/feeds/never-heard-of.rss", "/feed"] {
        assert_eq!(ask(&empty.newsstand, "GET", path, &[]).status(), 503, "{path}");
    }
    empty.edition.store(std::sync::Arc::new(edition()));
    assert_eq!(ask(&empty.newsstand, "GET", "/feeds/world.rss", &[]).status(), 200);
    assert_eq!(ask(&empty.newsstand, "GET", "/feeds/never-heard-of.rss", &[]).status(), 404);
}

#[test]
fn new_settings_count_from_the_next_request_on() {
    let mut settings = settings();
    let stand = stand(&settings, edition());
    assert_eq!(ask(&stand.newsstand, "GET", "/feeds/world.rss", &[]).status(), 200);
    // Retired while the edition still has it.
    settings.server.gone.push(slug("world"));
    settings.site.hubs.push(address("https://hub.example/"));
    stand.newsstand.reconfigure(&settings);
    assert_eq!(ask(&stand.newsstand, "GET", "/feeds/world.rss", &[]).status(), 410);
    let front = ask(&stand.newsstand, "GET", "/feeds/front-page.rss", &[]);
    assert!(header(&front, "link").contains("hub.example"));
}

#[test]
fn a_browser_gets_the_page_and_a_reader_the_feed() {
    let stand = stand(&settings(), edition());
    for method in ["GET", "HEAD"] {
        let response = ask(&stand.newsstand, method, "/feeds/world.atom", &NAVIGATION);
        assert_eq!(response.status(), 303);
        assert_eq!(header(&response, "location"), "/feeds/world.html");
        assert_eq!(header(&response, "cache-control"), "no-store");
        assert_eq!(header(&response, "vary"), "Accept-Encoding, Sec-Fetch-Dest");
    }
    for (path, headers) in [
        // There is no page to go to.
        ("/feeds/front-page.rss", &NAVIGATION[..]),
        // It is a page, or no feed.
        ("/feeds/world.html", &NAVIGATION),
        ("/feeds/index.opml", &NAVIGATION),
        // A script of a page fetches, a picture or frame loads.
        ("/feeds/world.rss", &NAVIGATION[1..]),
        ("/feeds/world.rss", &[("sec-fetch-dest", "image")]),
        ("/feeds/world.rss", &[("sec-fetch-dest", "empty"), ("sec-fetch-mode", "cors")]),
        ("/feeds/world.rss", &[]),
    ] {
        let response = ask(&stand.newsstand, "GET", path, headers);
        assert_eq!(response.status(), 200, "{path} {headers:?}");
    }
}

#[test]
fn other_methods_are_refused_and_preflights_answered() {
    let stand = stand(&settings(), edition());
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW"] {
        for path in ["/feeds/world.rss", "/nowhere"] {
            let response = ask(&stand.newsstand, method, path, &[]);
            assert_eq!(response.status(), 405, "{method}");
            assert_eq!(header(&response, "allow"), "GET, HEAD, OPTIONS");
        }
    }
    let preflight = [
        ("origin", "https://reader.example"),
        ("access-control-request-method", "GET"),
        ("access-control-request-headers", "if-none-match, a-im"),
    ];
    let response = ask(&stand.newsstand, "OPTIONS", "/feeds/world.rss", &preflight);
    assert_eq!(response.status(), 204);
    assert_eq!(header(&response, "allow"), "GET, HEAD, OPTIONS");
    assert_eq!(header(&response, "access-control-allow-origin"), "*");
    let allowed = header(&response, "access-control-allow-headers").to_ascii_lowercase();
    assert!(allowed.contains("if-none-match") && allowed.contains("a-im"));
    assert_eq!(header(&response, "content-length"), "");
    assert!(response.body().is_empty());
}

#[test]
fn hubs_are_announced_on_feeds() {
    let mut settings = settings();
    let without = stand(&settings, edition());
    assert_eq!(header(&ask(&without.newsstand, "GET", "/feeds/world.rss", &[]), "link"), "");
    settings.site.hubs = vec![address("https://hub.example/a"), address("https://hub.example/b")];
    let with = stand(&settings, edition());
    let response = ask(&with.newsstand, "GET", "/feeds/world.atom", &[]);
    assert_eq!(
        header(&response, "link"),
        "<https://hub.example/a>; rel=\"hub\", <https://hub.example/b>; rel=\"hub\", \
         <https://news.example/feeds/world.atom>; rel=\"self\""
    );
    assert_eq!(header(&ask(&with.newsstand, "GET", "/feeds/world.html", &[]), "link"), "");
}

#[test]
fn an_answer_names_what_it_depends_on() {
    let stand = stand(&settings(), edition());
    for (path, varies) in [
        ("/feeds/world.rss", "Accept-Encoding, Sec-Fetch-Dest"),
        ("/feeds/world.json", "Accept-Encoding, Sec-Fetch-Dest"),
        ("/feeds/world.html", "Accept-Encoding"),
        ("/feeds/index.opml", "Accept-Encoding"),
        ("/feeds/", "Accept-Encoding"),
    ] {
        let whole = ask(&stand.newsstand, "GET", path, &[]);
        assert_eq!(header(&whole, "vary"), varies, "{path}");
        let tag = header(&whole, "etag");
        let unchanged = ask(&stand.newsstand, "GET", path, &[("if-none-match", tag)]);
        assert_eq!((unchanged.status().as_u16(), header(&unchanged, "vary")), (304, varies));
    }
}

#[test]
fn behind_a_proxy_at_a_sub_path_everything_leads_back_to_it() {
    let mut settings = settings();
    settings.site.feeds_url = address("https://news.example/syndication/feeds/");
    let stand = stand(&settings, edition());
    for (path, status, location) in [
        // The proxy took the sub-path away.
        ("/", 302, "/syndication/feeds/"),
        ("/feeds", 301, "/syndication/feeds/"),
        ("/feed", 301, "/syndication/feeds/front-page.rss"),
        ("/feeds/foreign.rss", 301, "/syndication/feeds/world.rss"),
        ("/feeds/World.RSS", 301, "/syndication/feeds/world.rss"),
        ("/feeds//world.rss", 301, "/syndication/feeds/world.rss"),
        // It did not.
        ("/syndication/", 302, "/syndication/feeds/"),
        ("/syndication", 302, "/syndication/feeds/"),
        ("/syndication/feed.json", 301, "/syndication/feeds/front-page.json"),
        ("/syndication/feeds", 301, "/syndication/feeds/"),
        ("/syndication/feeds/foreign.html", 301, "/syndication/feeds/world.html"),
        ("/syndication//feeds/world.rss", 301, "/syndication/feeds/world.rss"),
        ("/syndication/feeds/world.rss", 200, ""),
        ("/syndication/feeds/", 200, ""),
        ("/syndication/feeds/retired.rss", 410, ""),
        ("/syndication/feeds/late.rss", 503, ""),
        ("/syndication/feeds/sport.rss", 404, ""),
        ("/syndicated/feeds/world.rss", 404, ""),
    ] {
        let response = ask(&stand.newsstand, "GET", path, &[]);
        assert_eq!(
            (response.status().as_u16(), header(&response, "location")),
            (status, location),
            "{path}"
        );
    }
    let browser = ask(&stand.newsstand, "GET", "/feeds/world.atom", &NAVIGATION);
    assert_eq!(header(&browser, "location"), "/syndication/feeds/world.html");
    let lost = ask(&stand.newsstand, "GET", "/nowhere", &[]);
    let page = std::str::from_utf8(lost.body()).unwrap();
    assert!(page.contains("href=\"/syndication/feeds/world.rss\""), "{page}");
    assert!(!page.contains("href=\"/feeds/"), "{page}");
}

#[test]
fn a_folder_at_the_root_of_its_host_is_found_there() {
    let mut settings = settings();
    settings.site.feeds_url = address("https://feeds.news.example/");
    let stand = stand(&settings, edition());
    for (path, status, location) in [
        ("/", 200, ""),
        ("/world.rss", 200, ""),
        ("/feed", 301, "/front-page.rss"),
        ("/feeds/foreign.rss", 301, "/world.rss"),
        ("/foreign.rss", 301, "/world.rss"),
    ] {
        let response = ask(&stand.newsstand, "GET", path, &[]);
        assert_eq!(
            (response.status().as_u16(), header(&response, "location")),
            (status, location),
            "{path}"
        );
    }
}

#[test]
fn the_page_of_what_is_not_there_looks_like_the_others() {
    let index = pressroom::render::index::<pressroom::feed_document::FeedDocument>;
    let settings = crate::render_newsroom::settings();
    let front = pressroom::compose::front_page(
        &settings,
        pressroom::compose::masthead(&settings),
        pressroom::compose::Supply::default(),
        crate::render_newsroom::at(crate::render_newsroom::NOW),
    );
    let index = String::from_utf8(index(&[front.document]).unwrap()).unwrap();
    let style = |page: &str| {
        let (_, rest) = page.split_once("<style>").unwrap();
        rest.split_once("</style>").unwrap().0.trim().to_owned()
    };
    let stand = stand(&self::settings(), edition());
    let lost = ask(&stand.newsstand, "GET", "/nowhere", &[]);
    let page = std::str::from_utf8(lost.body()).unwrap();
    assert_eq!(style(page), style(&index));
    assert!(page.contains("<main>") && page.contains("<h1>"), "{page}");
}
