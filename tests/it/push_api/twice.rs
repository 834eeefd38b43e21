//! Two at once, and the same one twice.

use crate::push_api::newsroom::{DESK, JSON, Newsroom, item, item_called};
use chrono::TimeDelta;

const ONE: &str = "/api/articles/one";

fn put_if(newsroom: &Newsroom, condition: &str, title: &str) -> u16 {
    newsroom.ask(DESK, "PUT", ONE, &[JSON, condition], &item(title, "world")).status
}

#[test]
fn a_change_is_made_only_to_what_was_read() {
    let newsroom = Newsroom::open();
    assert_eq!(put_if(&newsroom, "If-Match: *", "None"), 412, "there is none");
    assert_eq!(put_if(&newsroom, "If-None-Match: *", "First"), 201);
    assert_eq!(put_if(&newsroom, "If-None-Match: *", "Again"), 412);
    let first = newsroom.get(ONE).header("etag").to_owned();
    assert_eq!(put_if(&newsroom, "If-Match: \"0\"", "Wrong"), 412);
    assert_eq!(put_if(&newsroom, &format!("If-Match: W/{first}"), "Weak"), 412);
    assert_eq!(put_if(&newsroom, &format!("If-Match: \"0\", {first}"), "Second"), 200);
    assert_eq!(put_if(&newsroom, &format!("If-Match: {first}"), "Stale"), 412);
    let stale = newsroom.ask(DESK, "DELETE", ONE, &[&format!("If-Match: {first}")], "");
    assert_eq!(stale.status, 412);
    assert_eq!(newsroom.get(ONE).json()["title"], "Second");
    let now = newsroom.get(ONE).header("etag").to_owned();
    let same = newsroom.ask(DESK, "GET", ONE, &[&format!("If-None-Match: {now}")], "");
    assert_eq!((same.status, same.body.len(), same.header("etag")), (304, 0, now.as_str()));
    let gone = newsroom.ask(DESK, "DELETE", ONE, &[&format!("If-Match: {now}")], "");
    assert_eq!(gone.status, 204);
    assert_eq!(put_if(&newsroom, &format!("If-Match: {now}"), "Ghost"), 412, "it is withdrawn");
    assert_eq!(put_if(&newsroom, "If-None-Match: *", "Back"), 200);
}

#[test]
fn of_many_who_read_the_same_one_wins() {
    let newsroom = Newsroom::open();
    let tag = newsroom.put("one", &item("First", "world")).header("etag").to_owned();
    let condition = format!("If-Match: {tag}");
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let racers: Vec<_> = (0..8)
            .map(|n| {
                let (newsroom, condition) = (&newsroom, &condition);
                scope.spawn(move || put_if(newsroom, condition, &format!("Racer {n}")))
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
    let past = newsroom.get(&format!("{ONE}/revisions")).json();
    assert_eq!(past["revisions"].as_array().unwrap().len(), 2);
}

#[test]
fn a_repeated_request_gets_its_answer_again() {
    let mut newsroom = Newsroom::open();
    let key = ["Idempotency-Key: 7f3a"];
    let body = item_called("one", "First", "world");
    let first = newsroom.post(&key, &body);
    assert_eq!((first.status, first.header("location")), (201, ONE));
    assert_eq!(newsroom.post(&[], &item_called("one", "Second", "world")).status, 200);
    newsroom.restart();
    newsroom.clock.set(crate::push_api::newsroom::noon() + TimeDelta::hours(23));
    let again = newsroom.post(&key, &body);
    assert_eq!((again.status, again.body), (201, first.body.clone()));
    assert_eq!(
        again_headers(&newsroom, &key, &body),
        (ONE.to_owned(), first.header("etag").into())
    );
    assert_eq!(newsroom.get(ONE).json()["title"], "Second", "it was not done again");
    let other = newsroom.post(&key, &item_called("two", "Two", "world"));
    assert!(other.status == 422 && other.problem().contains("another body"), "{other:?}");
    newsroom.clock.set(crate::push_api::newsroom::noon() + TimeDelta::hours(25));
    assert_eq!(newsroom.post(&key, &body).status, 200, "a day later it is a new request");
    assert_eq!(newsroom.get(ONE).json()["title"], "First");
    for key in ["Idempotency-Key: ", &format!("Idempotency-Key: {}", "k".repeat(256))] {
        assert_eq!(newsroom.post(&[key], &body).status, 400);
    }
}

fn again_headers(newsroom: &Newsroom, key: &[&str], body: &str) -> (String, String) {
    let again = newsroom.post(key, body);
    (again.header("location").to_owned(), again.header("etag").to_owned())
}

#[test]
fn a_refused_request_may_be_sent_again_under_its_key() {
    let newsroom = Newsroom::open();
    let key = ["Idempotency-Key: 7f3a"];
    assert_eq!(newsroom.post(&key, "{\"id\":\"one\"}").status, 422);
    assert_eq!(newsroom.post(&key, &item_called("one", "First", "world")).status, 201);
}

#[test]
fn of_many_with_one_key_one_is_done() {
    let newsroom = Newsroom::open();
    let body = item_called("one", "First", "world");
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let senders: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| newsroom.post(&["Idempotency-Key: k"], &body).status))
            .collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    // The same answer for each, or word that the first is under way.
    assert!(statuses.contains(&201), "{statuses:?}");
    assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
}
