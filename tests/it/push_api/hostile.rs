//! What must not break it.

use crate::push_api::newsroom::{DESK, JSON, Newsroom, head, item, reply};
use std::io::Write;
use std::time::Duration;

const ONE: &str = "/api/articles/one";

#[test]
fn any_text_is_an_id_and_no_more_than_that() {
    let newsroom = Newsroom::open();
    for id in [
        "%2F",
        "..",
        "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd",
        "a%2Fb",
        "%3Fa%3Db",
        "%C3%A9",
        "a+b",
        "%F0%9F%93%B0",
        "a%20b",
        "%25",
        "%27%3B--",
        "https%3A%2F%2Fcms.example%2F%3Fp%3D1",
        "tag%3Acms.example%2C2026%3A1",
        "revisions",
    ] {
        let put = newsroom.put(id, &item("Odd", "world"));
        assert_eq!(put.status, 201, "{id}: {}", put.text());
        let read = newsroom.get(put.header("location"));
        assert_eq!((read.status, read.header("etag")), (200, put.header("etag")), "{id}");
        assert_eq!(newsroom.get(&format!("/api/articles/{id}/revisions")).status, 200, "{id}");
    }
    let long = "a".repeat(1025);
    for id in ["%FF", "a%0D%0ASet-Cookie:x", "%00", "%20a", long.as_str()] {
        let refused = newsroom.put(id, &item("Odd", "world"));
        assert_eq!(refused.status, 400, "{id}");
        refused.problem();
    }
    for path in ["/api", "/api/", "/api/articles/", "/api/articles/a/b", "/api//articles", "/api/x"]
    {
        assert_eq!(newsroom.get(path).status, 404, "{path}");
        newsroom.get(path).problem();
    }
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Odd"));
    assert_eq!(newsroom.get("/apiary").header("content-type"), "text/html; charset=utf-8");
}

#[test]
fn what_is_no_article_is_refused_with_its_place() {
    let newsroom = Newsroom::open();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_item = format!("{{\"title\":{}1{}}}", "[".repeat(5000), "]".repeat(5000));
    for (body, status, why) in [
        ("", 400, "line 1"),
        ("{", 400, "line 1 column 1"),
        ("{\"title\":\n\"x\",}", 400, "line 2"),
        ("nothing", 400, "not JSON"),
        (&deep, 400, "recursion"),
        (&deep_item, 400, "recursion"),
        ("[]", 422, "object"),
        ("{}", 422, "no text"),
        ("{\"id\":{},\"title\":\"x\"}", 422, "id"),
        ("{\"id\":\"other\",\"title\":\"x\"}", 422, "other"),
        ("{\"items\":[]}", 422, "POST"),
        ("{\"title\":\"x\",\"content_text\":\"y\",\"sections\":[\"nowhere\"]}", 422, "nowhere"),
        ("{\"title\":\"x\",\"date_published\":\"soon\",\"sections\":[\"world\"]}", 422, "soon"),
    ] {
        let refused = newsroom.put("one", body);
        let shown = body.get(..40).unwrap_or(body);
        assert_eq!(refused.status, status, "{shown}: {}", refused.text());
        assert!(refused.problem().contains(why), "{shown}: {}", refused.problem());
    }
    let latin = newsroom.ask_bytes(DESK, "PUT", ONE, &[JSON], b"{\"title\":\"caf\xe9\"}");
    assert_eq!(latin.status, 400);
    assert!(latin.problem().contains("byte 13"), "{}", latin.problem());
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
        let kind = format!("Content-Type: {kind}");
        let refused = newsroom.ask(DESK, "PUT", ONE, &[&kind], &item("One", "world"));
        assert_eq!(refused.status, 415, "{kind}");
    }
    let packed = newsroom.ask(DESK, "PUT", ONE, &[JSON, "Content-Encoding: gzip"], "x");
    assert_eq!(packed.status, 415);
    assert_eq!(newsroom.get(ONE).status, 404, "nothing of it was kept");
    let feed = ["Content-Type: Application/Feed+JSON; charset=utf-8"];
    assert_eq!(newsroom.ask(DESK, "PUT", ONE, &feed, &item("One", "world")).status, 201);
}

#[test]
fn hostile_markup_is_clean_when_it_comes_out() {
    let newsroom = Newsroom::open();
    let body = "{\"title\":\"<b>]]></b>\\u0000\",\"sections\":[\"world\"],\
        \"content_html\":\"<p>x</p><script>alert(1)</script><img src=x onerror=y>\"}";
    assert_eq!(newsroom.put("one", body).status, 201);
    let feed = newsroom.wait_for("/feeds/world.rss", |feed| feed.contains("<p>x</p>"));
    assert!(!feed.contains("<script") && !feed.contains("onerror"), "{feed}");
}

#[test]
fn a_body_may_not_be_long() {
    let newsroom = Newsroom::open_with(|settings| settings.api.max_body_bytes = 4096);
    let announced = {
        let mut stream = newsroom.connect();
        stream.write_all(head(DESK, "PUT", ONE, &[JSON], 1 << 40).as_bytes()).unwrap();
        reply(stream)
    };
    assert_eq!(announced.status, 413);
    assert!(announced.problem().contains("4096"));
    let endless = {
        let mut stream = newsroom.connect();
        let head = head(DESK, "PUT", ONE, &[JSON, "Transfer-Encoding: chunked"], 0);
        stream.write_all(head.as_bytes()).unwrap();
        for _ in 0..5 {
            stream.write_all(format!("400\r\n{}\r\n", "x".repeat(1024)).as_bytes()).unwrap();
        }
        reply(stream)
    };
    assert_eq!(endless.status, 413);
}

#[test]
fn a_body_may_not_be_slow() {
    let newsroom = Newsroom::open_with(|settings| {
        settings.api.body_timeout = Duration::from_millis(300);
    });
    let slow = {
        let mut stream = newsroom.connect();
        stream.write_all(head(DESK, "PUT", ONE, &[JSON], 100).as_bytes()).unwrap();
        stream.write_all(b"{").unwrap();
        // Readers are served while it is waited for.
        assert_ne!(newsroom.ask("", "GET", "/feeds/world.json", &[], "").status, 408);
        reply(stream)
    };
    assert_eq!((slow.status, slow.header("connection")), (408, "close"));
}

#[test]
fn methods_are_told_apart() {
    let newsroom = Newsroom::open();
    newsroom.put("one", &item("One", "world"));
    for (path, allow) in [
        ("/api/articles", "GET, POST, HEAD, OPTIONS"),
        (ONE, "GET, PUT, DELETE, HEAD, OPTIONS"),
        ("/api/openapi.json", "GET, HEAD, OPTIONS"),
    ] {
        let refused = newsroom.ask(DESK, "PATCH", path, &[], "");
        assert_eq!((refused.status, refused.header("allow")), (405, allow));
        let options = newsroom.ask("", "OPTIONS", path, &[], "");
        assert_eq!((options.status, options.header("allow")), (204, allow));
        let (get, head) = (newsroom.get(path), newsroom.ask(DESK, "HEAD", path, &[], ""));
        assert_eq!((head.status, head.body.len()), (200, 0));
        assert_eq!(head.header("content-length"), get.body.len().to_string());
    }
    let refused = newsroom.ask("", "PUT", "/feeds/world.json", &[], "");
    assert_eq!(refused.status, 405, "the feeds are read only as ever");
}
