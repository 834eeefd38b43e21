//! Promise: a mirrored folder that is suddenly empty, or has lost most of its articles at
//! once, withdraws nothing until somebody confirms it.
//! - `/health` and `status` name the count and the command, also after a restart;
//! - when the files are back, nothing has changed for readers;
//! - `pressroom confirm` withdraws them, also while the service runs, and only as many as
//!   it was told;
//! - a file that is deleted by itself is withdrawn; what is withdrawn or made a draft in
//!   its own file always is;
//! - a feed that lost most of its items, since they stand elsewhere now, is let out by
//!   `pressroom confirm --feed`, while the service runs;
//! - a file that is removed and written anew within two seconds is a change.

use crate::program::{Answer, DESK, Newsroom, PATIENCE, Service, article};
use serde_json::Value;
use std::time::Instant;

const FEED: &str = "/feeds/world.json";

fn story(number: usize) -> String {
    let date = format!("2026-01-05T10:{number:02}:00Z");
    let title = format!("Story {number}");
    article(&title, "\"world\"", &date, &format!("What happened at {number}."))
}

fn newsroom(stories: usize) -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    (0..stories).for_each(|number| write(&newsroom, number));
    newsroom
}

fn file(number: usize) -> String {
    format!("articles/{number}.md")
}

fn write(newsroom: &Newsroom, number: usize) {
    newsroom.write(&file(number), &story(number));
}

fn remove(newsroom: &Newsroom, numbers: std::ops::Range<usize>) {
    numbers.for_each(|number| std::fs::remove_file(newsroom.path(&file(number))).unwrap());
}

/// Takes the articles away, as when their volume is not mounted.
fn unmount(newsroom: &Newsroom) {
    std::fs::rename(newsroom.path("articles"), newsroom.path("volume")).unwrap();
    std::fs::create_dir(newsroom.path("articles")).unwrap();
}

fn items(feed: &[u8]) -> usize {
    let feed: Value = serde_json::from_slice(feed).unwrap();
    feed["items"].as_array().unwrap().len()
}

fn withdrawn(feed: &[u8]) -> usize {
    let feed: Value = serde_json::from_slice(feed).unwrap();
    feed["_pressroom"]["withdrawn"].as_array().map_or(0, Vec::len)
}

fn health(service: &Service) -> Value {
    serde_json::from_slice(&service.ask_admin("/health").body).unwrap()
}

/// Waits until so many articles are known to be gone from the folder.
fn wait_until_lost(service: &Service, lost: usize) {
    let begun = Instant::now();
    while health(service)["emptied"][0]["lost"] != lost {
        assert!(begun.elapsed() < PATIENCE, "{lost} were never lost: {}", health(service));
        std::thread::yield_now();
    }
}

#[test]
fn an_empty_mount_point_takes_nothing_back() {
    let newsroom = newsroom(12);
    let before = {
        let service = newsroom.serve();
        service.wait_for(FEED, |feed| items(&feed.body) == 12)
    };
    unmount(&newsroom);
    for _ in 0..2 {
        let service = newsroom.serve();
        wait_until_lost(&service, 12);
        assert_eq!(service.get(FEED).body, before.body);
        let answer = service.ask_admin("/health");
        assert_eq!((answer.status, &health(&service)["status"]), (200, &"degraded".into()));
        let told = answer.text();
        assert!(told.contains("pressroom confirm desk 12"), "{told}");
        let status = newsroom.ended(&["status"], 0);
        assert!(status.contains("12 of its 12"), "{status}");
        assert!(status.contains("pressroom confirm desk 12"), "{status}");
        assert_eq!(newsroom.told(&["status", "--json"])["sources"][0]["emptied"]["lost"], 12);
    }

    std::fs::remove_dir(newsroom.path("articles")).unwrap();
    std::fs::rename(newsroom.path("volume"), newsroom.path("articles")).unwrap();
    let service = newsroom.serve();
    let back = service.wait_for_admin("/health", |answer| answer.text().contains("\"ok\""));
    assert!(back.text().contains("\"emptied\": []"), "{}", back.text());
    assert_eq!(service.get(FEED).body, before.body, "nothing happened for readers");
    let status = newsroom.ended(&["status"], 0);
    assert!(!status.contains("confirm"), "{status}");
}

#[test]
fn another_branch_takes_nothing_back_while_its_own_articles_are_published() {
    let newsroom = newsroom(20);
    newsroom.ended(&["run"], 0);
    remove(&newsroom, 0..11);
    (30..55).for_each(|number| write(&newsroom, number));
    let said = newsroom.ended(&["run"], 3);
    assert!(said.contains("pressroom confirm desk 11"), "{said}");
    let feed = newsroom.json("feeds/world.json");
    assert_eq!(feed["items"].as_array().unwrap().len(), 45);
    // They come back bit by bit, and none of the others is taken for deleted.
    for back in [0..1, 1..10, 10..11] {
        let last = back.end == 11;
        back.for_each(|number| write(&newsroom, number));
        newsroom.ended(&["run"], if last { 0 } else { 3 });
    }
    let feed = newsroom.read("feeds/world.json");
    assert_eq!((items(feed.as_bytes()), withdrawn(feed.as_bytes())), (45, 0));
}

#[test]
fn what_is_confirmed_is_withdrawn_while_the_service_runs() {
    let newsroom = newsroom(12);
    let service = newsroom.serve();
    unmount(&newsroom);
    wait_until_lost(&service, 12);
    let said = newsroom.ended(&["confirm", "desk", "11"], 1);
    assert!(said.contains("12"), "it says how many it would be: {said}");
    let said = newsroom.ended(&["confirm", "nobody"], 1);
    assert!(said.contains("there is no source \"nobody\""), "{said}");
    assert_eq!(items(&service.get(FEED).body), 12);

    let said = newsroom.ended(&["confirm", "desk", "12"], 0);
    assert!(said.contains("12 articles"), "{said}");
    let feed = service.wait_for(FEED, |feed| items(&feed.body) == 0);
    assert_eq!(withdrawn(&feed.body), 12);
    service.wait_for_admin("/health", |answer| answer.text().contains("\"emptied\": []"));
    let said = newsroom.ended(&["confirm", "desk"], 1);
    assert!(said.contains("nothing"), "{said}");
}

#[test]
fn half_a_folder_is_an_editors_matter_and_so_is_a_few_files() {
    for (stories, gone) in [(20, 10), (2, 1)] {
        let newsroom = newsroom(stories);
        newsroom.ended(&["run"], 0);
        remove(&newsroom, 0..gone);
        newsroom.ended(&["run"], 0);
        let feed = newsroom.read("feeds/world.json");
        let left = (items(feed.as_bytes()), withdrawn(feed.as_bytes()));
        assert_eq!(left, (stories - gone, gone), "{gone} of {stories}");
    }
}

#[test]
fn a_file_that_nobody_can_read_gives_nothing_of_what_was_lost_back() {
    let newsroom = newsroom(20);
    newsroom.ended(&["run"], 0);
    remove(&newsroom, 0..12);
    newsroom.ended(&["run"], 3);
    (20..26).for_each(|number| write(&newsroom, number));
    newsroom.write("articles/broken.json", "<rss");
    newsroom.ended(&["run"], 3);
    std::fs::remove_file(newsroom.path("articles/broken.json")).unwrap();
    newsroom.ended(&["run"], 3);
    let feed = newsroom.read("feeds/world.json");
    assert_eq!((items(feed.as_bytes()), withdrawn(feed.as_bytes())), (26, 0));
    newsroom.ended(&["confirm", "desk"], 0);
    newsroom.ended(&["run"], 0);
    let feed = newsroom.read("feeds/world.json");
    assert_eq!((items(feed.as_bytes()), withdrawn(feed.as_bytes())), (14, 12));
}

#[test]
fn what_the_files_themselves_say_is_never_held() {
    let newsroom = newsroom(12);
    newsroom.ended(&["run"], 0);
    for number in 0..12 {
        let word = if number % 2 == 0 { "withdrawn = true" } else { "draft = true" };
        let text = story(number).replacen("+++\n", &format!("+++\n{word}\n"), 1);
        newsroom.write(&file(number), &text);
    }
    newsroom.ended(&["run"], 0);
    let feed = newsroom.read("feeds/world.json");
    assert_eq!((items(feed.as_bytes()), withdrawn(feed.as_bytes())), (0, 12));
}

#[test]
fn a_file_that_is_written_anew_is_a_change() {
    let newsroom = newsroom(3);
    let service = newsroom.serve();
    std::fs::remove_file(newsroom.path(&file(1))).unwrap();
    // Something else that comes meanwhile has the folder looked at.
    write(&newsroom, 7);
    service.wait_for(FEED, |feed| {
        assert_eq!(withdrawn(&feed.body), 0, "{}", feed.text());
        feed.text().contains("Story 7")
    });
    newsroom.write(&file(1), &story(1).replace("What happened", "What truly happened"));
    service.wait_for(FEED, |feed| {
        assert_eq!(withdrawn(&feed.body), 0, "{}", feed.text());
        feed.text().contains("What truly happened")
    });
    // And one that stays away is withdrawn, though nothing else happens.
    std::fs::remove_file(newsroom.path(&file(2))).unwrap();
    let feed = service.wait_for(FEED, |feed| withdrawn(&feed.body) == 1);
    assert_eq!(items(&feed.body), 3);
}

#[test]
fn a_feed_whose_articles_stand_elsewhere_now_is_let_out_by_a_word() {
    let newsroom = newsroom(20);
    let service = newsroom.serve();
    assert_eq!(items(&service.get(FEED).body), 20);
    for number in 0..18 {
        newsroom.write(&file(number), &story(number).replace("\"world\"", "\"sports\""));
    }
    let told = |answer: &Answer| answer.text().contains("pressroom confirm --feed world");
    service.wait_for_admin("/health", told);
    assert_eq!(items(&service.get(FEED).body), 20);
    let unknown = newsroom.ended(&["confirm", "--feed", "wrld"], 1);
    assert!(unknown.contains("no feed \"wrld\"") && unknown.contains("sports"), "{unknown}");
    let nothing = newsroom.ended(&["confirm", "--feed", "sports"], 1);
    assert!(nothing.contains("nothing to confirm"), "{nothing}");
    newsroom.ended(&["confirm", "--feed", "world"], 0);
    service.wait_for(FEED, |answer| items(&answer.body) == 2);
    service.wait_for_admin("/health", |answer| !told(answer));
}
