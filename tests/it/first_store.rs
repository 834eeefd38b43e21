//! Promise: a newsroom that began with the first version goes on with the last.
//! - Its articles keep their ids and dates, and what the desk took back stays back.
//! - Whoever only looks changes nothing, and is told what to do.
//! - The way back is one command: a copy of the store as it was lies beside it.

use crate::program::{DESK, Newsroom, article};
use rusqlite::Connection;
use serde_json::Value;

/// The first step of all.
const FIRST: &str = include_str!("../../src/store/sqlite/migrations/0001_articles.sql");

const FLOOD: &str = "urn:uuid:11111111-1111-4111-8111-111111111111";
const LIBEL: &str = "urn:uuid:22222222-2222-4222-8222-222222222222";

/// Two articles as the first version kept them: one that is out, one that was taken back.
const KEPT: &str = r#"
PRAGMA application_id = 1886548851; PRAGMA user_version = 1;
INSERT INTO source (number, name, rank, memory, failures) VALUES (1, 'desk', 0, '{}', 0);
INSERT INTO section VALUES (1, 'world');
INSERT INTO text (number, head, content) VALUES
  (1, '{"title": "Flood in Sindh"}', '<p>The river rose.</p>'),
  (2, '{"title": "A libel about the mayor"}', '<p>He took it, they say.</p>');
INSERT INTO article
  (number, id, published, updated, sections, text, fingerprint, revision, revised, source, withdrawn, reason, held)
VALUES
  (1, 'FLOOD', 1772352000000000, 1772352000000000, 'world', 1, zeroblob(16), 1, 1772352000000000, 1, NULL, NULL, 0),
  (2, 'LIBEL', 1772355600000000, 1772355600000000, 'world', 2, zeroblob(16), 2, 1772359200000000, 1, 1772359200000000, 'It was wrong.', 1);
INSERT INTO arrival (source, key, arrived, article, text, fingerprint, updated, sections) VALUES
  (1, 'flood', zeroblob(16), 1, 1, zeroblob(16), 1772352000000000, 'world'),
  (1, 'libel', zeroblob(16), 2, 2, zeroblob(16), 1772355600000000, 'world');
INSERT INTO placement VALUES (1, 1772352000000000, 'FLOOD', 1);
"#;

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    let text = |title, date, text| article(title, "\"world\"", date, text);
    let flood = text("Flood in Sindh", "2026-03-01T08:00:00Z", "The river rose.");
    newsroom.write("articles/flood.md", &flood);
    let libel = text("A libel about the mayor", "2026-03-01T09:00:00Z", "He took it, they say.");
    newsroom.write("articles/libel.md", &libel);
    let store = Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    store.execute_batch(FIRST).unwrap();
    store.execute_batch(&KEPT.replace("FLOOD", FLOOD).replace("LIBEL", LIBEL)).unwrap();
    newsroom
}

fn version(newsroom: &Newsroom, name: &str) -> i64 {
    let store = Connection::open(newsroom.path(name)).unwrap();
    store.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// Id, title and date of the items that readers have.
fn items(newsroom: &Newsroom) -> Vec<[Value; 3]> {
    let feed = newsroom.json("feeds/world.json");
    let items = feed["items"].as_array().unwrap().iter();
    items.map(|item| ["id", "title", "date_published"].map(|key| item[key].clone())).collect()
}

#[test]
fn a_newsroom_of_the_first_version_goes_on() {
    let newsroom = newsroom();
    let said = newsroom.ended(&["status"], 1);
    assert!(said.contains("start the service once"), "{said}");
    assert_eq!(version(&newsroom, "pressroom.sqlite"), 1, "whoever looks changes nothing");
    newsroom.ended(&["run"], 0);
    let flood = [FLOOD, "Flood in Sindh", "2026-03-01T08:00:00Z"].map(Value::from);
    assert_eq!(items(&newsroom), std::slice::from_ref(&flood));
    let libel = newsroom.told(&["show", LIBEL, "--json"]);
    assert!(!libel["withdrawn"].is_null(), "{libel}");
    newsroom
        .write("articles/flood.md", &newsroom.read("articles/flood.md").replace("rose", "fell"));
    newsroom.ended(&["run"], 0);
    assert_eq!(items(&newsroom), std::slice::from_ref(&flood));
    assert!(newsroom.read("feeds/world.json").contains("The river fell"));

    let copy = "pressroom.sqlite.v1.before-upgrade";
    assert_eq!(version(&newsroom, copy), 1);
    newsroom.ended(&["restore", copy], 0);
    newsroom.ended(&["run"], 0);
    assert_eq!(items(&newsroom), [flood]);
}
