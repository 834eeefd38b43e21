//! What the desk takes back, no push brings again.

use crate::push_api::newsroom::{DESK, JSON, Newsroom, item, item_called};
use serde_json::json;

const ONE: &str = "/api/articles/one";

fn act(newsroom: &Newsroom, action: &str, body: &str) -> u16 {
    newsroom.ask(DESK, "POST", &format!("{ONE}/{action}"), &[JSON], body).status
}

fn delete(newsroom: &Newsroom) {
    let gone = newsroom.ask(DESK, "DELETE", &format!("{ONE}?reason=Not+yet."), &[], "");
    assert_eq!(gone.status, 204);
}

#[test]
fn a_retraction_stands_against_every_push() {
    let mut newsroom = Newsroom::open();
    newsroom.put("one", &item("First", "world"));
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("First text"));
    assert_eq!(act(&newsroom, "retraction", "{\"reason\":\"Court order\"}"), 204);
    let told = newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Court order"));
    let uuid = newsroom.put("other", &item("Other", "world")).json()["id"].clone();
    assert!(!told.contains(uuid.as_str().unwrap()));
    for round in 0..2 {
        for title in ["First", "Second"] {
            let refused = newsroom.put("one", &item(title, "world"));
            assert!(
                refused.status == 409 && refused.problem().contains("Court order"),
                "{round}: {refused:?}"
            );
        }
        // Nothing of a batch is kept with it.
        let [fresh, one] = ["fresh", "one"].map(|id| item_called(id, "Batch", "world"));
        let batch = newsroom.post(&[], &format!("{{\"items\":[{fresh},{one}]}}"));
        assert!(batch.status == 409 && batch.problem().contains("one"), "{batch:?}");
        assert_eq!(newsroom.get("/api/articles/fresh").status, 404);
        assert_eq!(newsroom.get(ONE).status, 410);
        newsroom.restart();
    }
    assert_eq!(act(&newsroom, "undo", ""), 204);
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("First text"));
    assert_eq!(newsroom.put("one", &item("Second", "world")).status, 200);
}

#[test]
fn all_of_a_batch_that_was_taken_back_is_named_at_once() {
    let newsroom = Newsroom::open();
    for id in ["one", "two"] {
        assert_eq!(newsroom.put(id, &item_called(id, id, "world")).status, 201);
        let path = format!("/api/articles/{id}/retraction");
        let reason = format!("{{\"reason\":\"Libel {id}\"}}");
        assert_eq!(newsroom.ask(DESK, "POST", &path, &[JSON], &reason).status, 204);
    }
    let items = ["one", "fresh", "two"].map(|id| item_called(id, "Batch", "world")).join(",");
    let refused = newsroom.post(&[], &format!("{{\"items\":[{items}]}}"));
    let said = refused.problem();
    assert!(refused.status == 409 && said.contains("Libel one") && said.contains("Libel two"));
    assert!(said.contains("nothing of the push was kept"), "{said}");
    assert_eq!(newsroom.get("/api/articles/fresh").status, 404);
}

#[test]
fn a_push_lifts_what_a_push_took_back_and_no_more() {
    let newsroom = Newsroom::open();
    newsroom.put("one", &item("First", "world"));
    delete(&newsroom);
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Not yet."));
    let back = newsroom.put("one", &item("First", "world"));
    assert_eq!((back.status, &back.json()["change"]), (200, &json!("changed")));
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("First text"));

    // What was deleted can still be retracted; then both must be lifted.
    delete(&newsroom);
    assert_eq!(act(&newsroom, "retraction", "{\"reason\":\"Court order\"}"), 204);
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Court order"));
    assert_eq!(newsroom.put("one", &item("First", "world")).status, 409);
    assert_eq!(act(&newsroom, "undo", ""), 204);
    let read = newsroom.get(ONE);
    assert!(read.status == 410 && read.problem().contains("Not yet."), "{read:?}");
    assert_eq!(newsroom.put("one", &item("Third", "world")).status, 200);
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Third text"));
}

#[test]
fn a_draft_is_kept_out_until_it_is_none() {
    let newsroom = Newsroom::open();
    let draft = |title: &str| item(title, "world").replacen('{', "{\"draft\":true,", 1);
    let put = newsroom.put("one", &draft("Secret"));
    assert_eq!((put.status, &put.json()["change"]), (200, &json!("draft")), "{put:?}");
    assert_eq!(newsroom.get(ONE).status, 404);
    let both = format!(
        "{{\"items\":[{},{}]}}",
        item_called("two", "Two", "world"),
        item_called("one", "Secret", "world").replacen('{', "{\"draft\":true,", 1)
    );
    let kept = newsroom.post(&[], &both);
    assert_eq!((kept.status, &kept.json()["items"][1]["change"]), (200, &json!("draft")));
    let feed = newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Two text"));
    assert!(!feed.contains("Secret"));
    assert_eq!(newsroom.put("one", &item("Ready", "world")).status, 201);
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Ready text"));
    // What is out and becomes a draft is taken back, until it is ready again.
    let out = newsroom.put("one", &draft("Secret"));
    assert_eq!((out.status, &out.json()["change"]), (200, &json!("withdrawn")), "{out:?}");
    newsroom.wait_for("/feeds/world.json", |feed| !feed.contains("Ready text"));
    assert_eq!(newsroom.get(ONE).status, 410);
    assert_eq!(newsroom.put("one", &item("Ready", "world")).status, 200);
    let feed = newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Ready text"));
    assert!(!feed.contains("Secret"));
    let refused = newsroom.put("one", &item("x", "world").replacen('{', "{\"draft\":\"yes\",", 1));
    assert!(refused.status == 422 && refused.problem().contains("draft"), "{refused:?}");
}
