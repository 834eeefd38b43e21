//! Promise: a backup is the whole store.
//! - It is made while the service runs and articles come.
//! - In the place of a store that was lost it brings back the same feeds: same ids, same bytes.
//! - A file that is there is never written over, and none is left behind by a failure.

use crate::program::{DESK, Newsroom, article, token};
use serde_json::json;

#[test]
fn it_brings_the_same_feeds_back() {
    let newsroom = Newsroom::new(&format!("{DESK}{}", token("cms", "pencil", &[])));
    let text = article("Rain", "\"world\"", "2026-03-01T08:00:00Z", "It rains.");
    newsroom.write("articles/rain.md", &text);
    let service = newsroom.serve();
    for number in 0..20 {
        let item = json!({"title": format!("Pushed {number}"), "content_text": "Words.",
            "date_published": "2026-03-02T08:00:00Z", "sections": ["sports"]});
        assert_eq!(service.put("pencil", &format!("p{number}"), &item).status, 201);
    }
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    service.wait_for("/feeds/sports.json", |answer| answer.text().contains("Pushed 19"));
    let paths = ["/feeds/sports.atom", "/feeds/world.rss", "/feeds/front-page.json"];
    let before = paths.map(|path| service.get(path).body);
    service.signal("-KILL");
    drop(service);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(newsroom.path(&format!("pressroom.sqlite{end}")));
    }
    std::fs::remove_dir_all(newsroom.path("feeds")).unwrap();
    std::fs::copy(newsroom.path("copy.sqlite"), newsroom.path("pressroom.sqlite")).unwrap();
    let service = newsroom.serve();
    assert_eq!(paths.map(|path| service.get(path).body), before);
}

#[test]
fn a_file_that_is_there_stays() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/.keep", "");
    let said = newsroom.ended(&["backup", "copy.sqlite"], 1);
    assert!(said.contains("there is no article store"), "{said}");
    newsroom.ended(&["run"], 0);
    newsroom.write("copy.sqlite", "mine");
    let said = newsroom.ended(&["backup", "copy.sqlite"], 1);
    assert!(said.contains("copy.sqlite is there already"), "{said}");
    assert_eq!(newsroom.read("copy.sqlite"), "mine");
    let said = newsroom.ended(&["backup", "nowhere/copy.sqlite"], 1);
    assert!(said.contains("nowhere/copy.sqlite"), "{said}");
    let left = std::fs::read_dir(newsroom.path(".")).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(!left.into_iter().any(|name| name.contains("backup")));
}
