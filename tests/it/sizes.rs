//! A feed never grows past what may be served, and never stands still for it:
//! - a burst gives a feed of as many of the newest items as fit, the same in every
//!   format; the next article is in it, and nothing is held back;
//! - what the feed has no room for is in its archive, whose pages bow to the size too:
//!   a reader that follows it has every article;
//! - one article that is larger than a document costs no other;
//! - notices of withdrawal are never cut, however many there are;
//! - the cut is a function of the store: another machine, and a restart, cut alike;
//! - what the front page and a custom feed dropped for it is in the health report;
//! - what is longer than a field may be is refused, or cut and told.

use crate::archive_reader::{Desk, FEEDS, world};
use crate::program::{self, Newsroom};
use chrono::TimeDelta;
use pressroom::feed_document::Format;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const FORMATS: [&str; 3] = ["rss", "atom", "json"];
/// An eighth of what a document may have where nothing is said: the rule is the same, and
/// an eighth of the text shows it.
const LIMIT: usize = 256 << 10;
const LIMITED: &str = "[publish]\nmax_document = \"256 KiB\"\n";

/// So many words that no compression or escaping makes shorter.
fn words(count: usize, seed: usize) -> String {
    let mut state = seed as u64 * 2 + 1;
    let mut text = String::new();
    for _ in 0..count {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let letters = 2 + (state >> 60) as usize % 7;
        text.extend((0..letters).map(|at| char::from(b'a' + (state >> (8 + 5 * at)) as u8 % 26)));
        text.push(' ');
    }
    text
}

/// One document in a folder that holds all these items.
fn of_items(items: &[Value], rest: &str) -> Newsroom {
    let newsroom = Newsroom::new(&format!("{}{rest}", program::DESK));
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Desk",
        "items": items });
    newsroom.write("articles/all.json", &feed.to_string());
    newsroom
}

fn item(id: &str, date: Option<&str>, text: &str) -> Value {
    json!({ "id": id, "title": format!("Title {id}"), "content_text": text,
        "url": format!("https://test.example/{id}"), "date_published": date, "tags": ["x"] })
}

const PLACED: &str = "sections = [\"world\"]\n";

fn newsroom_of(items: &[Value], publish: &str) -> Newsroom {
    // The key of the source must come before its table.
    let newsroom = of_items(items, "");
    let config = newsroom
        .read("config.toml")
        .replace("[source.folder]", &format!("{PLACED}[source.folder]"));
    newsroom.write("config.toml", &format!("{config}[duplicates]\nenabled = false\n{publish}"));
    newsroom
}

fn ids(newsroom: &Newsroom, feed: &str) -> Vec<String> {
    let items = newsroom.json(&format!("feeds/{feed}.json"));
    let items = items["items"].as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// The ids in a document of any format, each as often as it is an entry's.
fn ids_in(document: &str) -> BTreeSet<String> {
    // Where an entry of Atom came from has an id of its own.
    let parts = document.split("<source>");
    let parts = parts.map(|part| part.split_once("</source>").map_or(part, |(_, rest)| rest));
    let document: String = parts.collect();
    let places = document.match_indices("urn:uuid:");
    places.map(|(at, _)| document[at..at + 45].to_owned()).collect()
}

/// Every id that a reader comes to who follows the archive to its end.
fn history(newsroom: &Newsroom, extension: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut next = Some(format!("world.{extension}"));
    while let Some(file) = next {
        let document = newsroom.read(&format!("feeds/{file}"));
        assert!(document.len() <= LIMIT, "{file} has {} bytes", document.len());
        all.extend(ids_in(&document));
        let link = document.split('<').find(|tag| tag.contains("rel=\"prev-archive\""));
        next = link.map(|link| {
            let at = link.find("/feeds/").unwrap() + "/feeds/".len();
            link[at..].split('"').next().unwrap().to_owned()
        });
    }
    all
}

/// Runs once, and looks at what every burst must keep: gives the number of items.
fn published(newsroom: &Newsroom, articles: usize) -> usize {
    let said = newsroom.ended(&["run"], 0);
    assert!(!said.contains("held back"), "{said}");
    let in_feed = ids(newsroom, "world");
    for format in FORMATS {
        let document = newsroom.read(&format!("feeds/world.{format}"));
        assert!(document.len() <= LIMIT, "{format}: {} bytes", document.len());
        assert_eq!(ids_in(&document), in_feed.iter().cloned().collect(), "{format}");
    }
    for extension in ["atom", "rss"] {
        assert_eq!(history(newsroom, extension).len(), articles, "{extension}");
    }
    in_feed.len()
}

#[test]
fn a_burst_within_a_minute_is_a_feed_of_the_newest_and_an_archive_of_the_rest() {
    let date = |number: usize| format!("2026-03-01T11:00:{:02}Z", number % 60);
    let items: Vec<Value> = (0..200)
        .map(|number| item(&number.to_string(), Some(&date(number)), &words(250, number)))
        .collect();
    let newsroom = newsroom_of(&items, LIMITED);
    let held = published(&newsroom, 200);
    assert!((60..200).contains(&held), "{held} items");
    let size = newsroom.read("feeds/world.atom").len().max(newsroom.read("feeds/world.json").len());
    assert!(size > LIMIT - 6_000, "one more would have fitted: {size} bytes");
    let before = newsroom.published();
    newsroom.ended(&["run"], 0);
    assert_eq!(newsroom.published(), before, "a second run changed something");
    std::fs::remove_dir_all(newsroom.path("feeds")).unwrap();
    newsroom.ended(&["run"], 0);
    for ((name, bytes, _), (again, same, _)) in before.iter().zip(newsroom.published()) {
        assert!(*name == again && *bytes == same, "{name} differs on another machine");
    }
    newsroom.write(
        "articles/z.md",
        &program::article("After the burst", "\"world\"", "2026-03-01T11:05:00Z", "Z."),
    );
    published(&newsroom, 201);
    for format in FORMATS {
        assert!(newsroom.read(&format!("feeds/world.{format}")).contains("After the burst"));
    }
}

#[test]
fn undated_items_by_the_hundred_are_all_to_be_had() {
    let items: Vec<Value> =
        (0..700).map(|number| item(&number.to_string(), None, &words(60, number))).collect();
    let newsroom = newsroom_of(&items, "[publish]\nmax_document = \"64 KiB\"\n");
    let held = published(&newsroom, 700);
    assert!(held > 25, "{held} items");
    assert!(newsroom.read("feeds/world.rss").len() <= 64 << 10);
}

#[test]
fn long_reads_fit_by_their_size() {
    let date = |number: usize| format!("2026-02-{:02}T11:00:00Z", 1 + number % 28);
    let reads: Vec<Value> = (0..50)
        .map(|number| item(&number.to_string(), Some(&date(number)), &words(1_100, number)))
        .collect();
    let held = published(&newsroom_of(&reads, LIMITED), 50);
    assert!((25..50).contains(&held), "{held} items");
    let huge: Vec<Value> = (0..5)
        .map(|number| item(&number.to_string(), Some(&date(number)), &words(9_750, number)))
        .collect();
    assert_eq!(published(&newsroom_of(&huge, LIMITED), 5), 4);
}

#[test]
fn what_the_front_page_and_a_custom_feed_drop_is_in_the_health_report() {
    let date = |number: usize| format!("2026-03-01T11:{:02}:00Z", number % 60);
    let items: Vec<Value> = (0..40)
        .map(|number| item(&number.to_string(), Some(&date(number)), &words(500, number)))
        .collect();
    let newsroom = newsroom_of(
        &items,
        "[publish]\nmax_document = \"32 KiB\"\n\
         [[feed]]\ntitle = \"Tagged\"\ntags = [\"x\"]\n",
    );
    let service = newsroom.serve();
    let report = service.wait_for_admin("/health", |answer| answer.text().contains("cut_short"));
    let report: Value = serde_json::from_slice(&report.body).unwrap();
    let cut = report["cut_short"].as_array().unwrap();
    let of = |feed: &str| cut.iter().find(|one| one["feed"] == feed).unwrap();
    assert!(of("tagged")["dropped"].as_u64().unwrap() > 10, "{report}");
    assert_eq!(of("tagged")["archived"], false, "{report}");
    assert_eq!(of("world")["archived"], true, "{report}");
    assert_eq!(report["held_back"], json!([]), "{report}");
    assert!(service.get("/feeds/tagged.json").text().contains("Title 39"));
    assert!(service.get("/feeds/front-page.json").text().contains("Title 39"));
}

#[test]
fn notices_of_withdrawal_are_never_cut() {
    let mut desk = Desk { publish: "max_document = \"16 KiB\"\n", ..Desk::new() };
    desk.restart();
    for number in 0..40 {
        desk.later(1);
        desk.push(&format!("a{number}"), &words(50, number), desk.now());
    }
    desk.later(1);
    for number in 0..40 {
        desk.withdraw(&format!("a{number}"));
    }
    for number in 0..3 {
        desk.later(1);
        desk.push(&format!("b{number}"), &format!("Later {number}."), desk.now());
    }
    for format in FORMATS {
        let feed = desk.read(&format!("world.{format}"));
        assert!(feed.contains("Later 2."), "{format} stands still: {feed}");
        for number in 0..40 {
            let id = desk.id(&format!("a{number}"));
            assert!(feed.contains(id.as_str()), "{format} does not tell of {number}");
        }
    }
}

#[test]
fn an_article_that_is_larger_than_a_document_costs_no_other() {
    let mut desk = Desk { publish: "max_document = \"32 KiB\"\n", ..Desk::new() };
    desk.restart();
    for number in 0..12 {
        desk.later(60);
        let length = if number % 3 == 1 { 8_000 } else { 100 };
        desk.push(&format!("a{number}"), &words(length, number), desk.now());
    }
    desk.publish_all();
    for format in [Format::Atom, Format::Rss] {
        let history = desk.history(format);
        for number in 0..12 {
            let is_there = history.contains_key(desk.id(&format!("a{number}")).as_str());
            assert_eq!(is_there, number % 3 != 1, "{number} in {format:?}");
        }
    }
}

#[test]
fn what_is_longer_than_its_field_is_refused_or_cut_and_told() {
    let long = "x".repeat(9_000);
    let newsroom = Newsroom::new(program::DESK);
    let base = |id: &str| {
        json!({ "id": id, "title": id, "content_text": "Text.", "sections": ["world"],
            "date_published": "2026-03-01T11:00:00Z" })
    };
    let with = |id: &str, key: &str, value: Value| {
        let mut item = base(id);
        item[key] = value;
        newsroom.write(&format!("articles/{id}.json"), &item.to_string());
    };
    let address = format!("https://bad.example/{long}");
    with("page", "url", json!(address));
    with("tag", "tags", json!(["short", long]));
    with("many", "tags", json!((0..500).map(|n| format!("t{n}")).collect::<Vec<_>>()));
    with("author", "authors", json!([{ "name": "Mara Quill", "url": address }]));
    with("picture", "attachments", json!([{ "url": address, "mime_type": "image/png" }]));
    with("rights", "rights", json!(long));
    let output = newsroom.command(&["run"]).env("PRESSROOM_LOG", "warn").output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let status = newsroom.told(&["status", "--json"]).to_string();
    let feed = newsroom.read("feeds/world.json");
    assert!(!feed.contains(&"x".repeat(1001)) && !feed.contains("bad.example"), "{feed}");
    assert!(status.contains("its address has"), "not told: {status}");
    assert!(feed.contains("\"tag\"") && feed.contains("\"author\"") && feed.contains("\"t99\""));
    assert!(!feed.contains("\"t100\""), "{feed}");
    for what in
        ["a keyword", "keywords", "the address of an author", "the address of a picture or other"]
    {
        assert!(told.contains(what), "{what} is not told: {told}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_their_sizes_a_reader_has_every_article(
        lengths in prop::collection::vec(prop_oneof![4 => 1..300usize, 1 => 300..1500usize], 4..24),
        gaps in prop::collection::vec(0..20i64, 24),
        corrected in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let mut desk = Desk { publish: "max_document = \"16 KiB\"\n", ..Desk::new() };
        desk.restart();
        for (number, length) in lengths.iter().enumerate() {
            desk.later(gaps[number]);
            desk.push(&format!("a{number}"), &words(*length, number), desk.now());
        }
        for index in corrected {
            let number = index.index(lengths.len());
            desk.later(1);
            desk.push(&format!("a{number}"), &words(lengths[number] + 1, number), desk.now());
        }
        desk.publish_all();
        desk.assert_complete();
        let newest = desk.live();
        prop_assert!(!newest.is_empty());
        for format in FORMATS {
            let feed = desk.read(&format!("world.{format}"));
            prop_assert!(feed.len() <= 16 << 10, "{} bytes of {}", feed.len(), format);
        }
        for name in desk.pages().keys().filter(|name| !name.ends_with(".br") && !name.ends_with(".gz")) {
            prop_assert!(desk.read(&format!("archive/{name}")).len() <= 16 << 10, "{}", name);
        }
        let before = desk.read("world.atom");
        desk.clock.set(desk.now() + TimeDelta::minutes(5));
        desk.restart();
        prop_assert_eq!(desk.read("world.atom"), before, "{} {:?}", FEEDS, world());
    }
}
