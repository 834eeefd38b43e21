//! From the first push of an article to its withdrawal and back.

use crate::push_api::newsroom::{DESK, Newsroom, item, item_called};
use serde_json::{Value, json};

const ONE: &str = "/api/articles/one";

#[test]
fn an_article_is_pushed_changed_withdrawn_and_pushed_again() {
    let newsroom = Newsroom::open();
    let new = newsroom.put("one", &item("First", "world"));
    assert_eq!((new.status, new.header("location")), (201, ONE), "{new:?}");
    assert_eq!(new.json()["change"], "new");
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("First text"));
    newsroom.wait_for("/feeds/front-page.rss", |feed| feed.contains("First text"));

    let read = newsroom.get(ONE);
    assert_eq!((read.status, read.header("etag")), (200, new.header("etag")));
    assert_eq!(read.json()["content_html"], "<p>First text</p>");
    assert_eq!(read.json()["id"], new.json()["id"]);
    let uuid = new.json()["id"].as_str().unwrap().replace("urn:uuid:", "");
    assert_eq!(newsroom.get(&format!("/api/articles/{uuid}")).body, read.body);

    let same = newsroom.put("one", &item("First", "world"));
    assert_eq!((same.status, same.header("etag")), (200, new.header("etag")));
    assert_eq!(same.json()["change"], "unchanged");
    let other = newsroom.put("one", &item("Second", "world"));
    assert_eq!((other.status, &other.json()["change"]), (200, &json!("changed")));
    assert_ne!(other.header("etag"), new.header("etag"));
    assert_eq!(other.json()["id"], new.json()["id"]);
    newsroom.wait_for("/feeds/world.atom", |feed| feed.contains("Second text"));
    let past = newsroom.get(&format!("{ONE}/revisions")).json();
    let titles: Vec<&str> = past["revisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|revision| revision["item"]["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["First", "Second"]);

    let gone = newsroom.ask(DESK, "DELETE", &format!("{ONE}?reason=It+was+not+so."), &[], "");
    assert_eq!((gone.status, gone.body.len()), (204, 0));
    let feed = newsroom.wait_for("/feeds/world.json", |feed| feed.contains("It was not so."));
    assert!(!feed.contains("Second text"));
    let read = newsroom.get(ONE);
    assert!(read.status == 410 && read.problem().contains("It was not so."), "{read:?}");
    assert_eq!(newsroom.ask(DESK, "DELETE", ONE, &[], "").status, 204, "gone already");

    assert_eq!(newsroom.put("one", &item("Third", "world")).status, 200);
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Third text"));
    assert_eq!(newsroom.get(ONE).status, 200);
    assert!(newsroom.metrics().contains("pressroom_api_requests_total{status=\"201\"} 1"));
}

#[test]
fn a_document_is_kept_whole_or_not_at_all() {
    let newsroom = Newsroom::open();
    let document = |last: &str| {
        format!(
            "{{\"items\":[{},{},{last}]}}",
            item_called("a", "A", "world"),
            item_called("b", "B", "sports")
        )
    };
    for (last, why) in [
        ("{\"id\":\"c\"}".to_owned(), "item 3"),
        (item_called("c", "C", "nowhere"), "nowhere"),
        (item_called("a", "Again", "world"), "item 3"),
        (item("Nameless", "world"), "item 3"),
    ] {
        let refused = newsroom.post(&[], &document(&last));
        assert!(refused.status == 422 && refused.problem().contains(why), "{refused:?}");
        assert_eq!(newsroom.get("/api/articles/a").status, 404);
    }
    let kept = newsroom.post(&[], &document(&item_called("c", "C", "world")));
    assert_eq!(kept.status, 200);
    let changes: Vec<Value> = kept.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| json!([item["key"], item["change"]]))
        .collect();
    assert_eq!(changes, [json!(["a", "new"]), json!(["b", "new"]), json!(["c", "new"])]);
    let one = newsroom.post(&[], &item_called("d", "D", "city"));
    assert_eq!((one.status, one.header("location")), (201, "/api/articles/d"));
}

#[test]
fn the_list_goes_page_by_page_and_misses_nothing() {
    let newsroom = Newsroom::open();
    // All of one date, so that only the id orders them; every third is in sports.
    let items: Vec<String> = (0..25)
        .map(|n| item_called(&n.to_string(), &format!("T{n}"), ["world", "world", "sports"][n % 3]))
        .collect();
    assert_eq!(newsroom.post(&[], &format!("{{\"items\":[{}]}}", items.join(","))).status, 200);
    for (query, count) in [("", 25), ("section=world&", 17), ("section=sports&", 8)] {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = newsroom.get(&format!("/api/articles?{query}limit=4{after}"));
            assert_eq!(page.status, 200);
            let json = page.json();
            let items = json["items"].as_array().unwrap();
            assert!(items.len() <= 4);
            seen.extend(items.iter().map(|item| item["title"].to_string()));
            let Some(next) = json["next"].as_str() else { break };
            assert!(page.header("link").contains(&query.replace('&', "")));
            after = format!("&after={next}");
        }
        assert_eq!(seen.len(), count, "{query}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count, "twice the same: {query}");
    }
}

#[test]
fn what_is_for_later_waits() {
    let newsroom = Newsroom::open();
    let later = item("Later", "world").replace("2026-11-23T10", "2026-11-24T10");
    assert_eq!(newsroom.put("later", &later).status, 201);
    assert_eq!(newsroom.put("now", &item("Now", "world")).status, 201);
    let feed = newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Now text"));
    assert!(!feed.contains("Later"));
    assert!(!newsroom.get("/api/articles").text().contains("Later"));
    assert_eq!(newsroom.get("/api/articles/later").status, 200);
}
