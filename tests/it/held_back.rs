//! Promise: a withdrawal is served at once, whatever else is wrong.
//! - A feed that is held back goes on as it was without what was withdrawn or purged since,
//!   with the notice, in every format, on its page for people, in the compressed forms and in
//!   the files; whatever else the document says stays byte for byte.
//! - So it is after a restart, and for what has moved to another section since.
//! - What was put off is told as withdrawn there too; let out at last, the feed still tells of
//!   what was withdrawn while it was held back.
//! - What the store does not know at all stays.
//! - The list of all feeds has a feed that is held back.
//! - A purge leaves none of the words in any file of the newsroom, not even of an item that
//!   was refused.
//! - What settings empty has not collapsed; what sources empty has, and notices of earlier
//!   withdrawals hide none of it.

use crate::desk::{Desk, settings};
use chrono::TimeDelta;
use pressroom::desk::{Change, Permit};
use pressroom::pipeline::desk::purging;
use pressroom::store::{SqliteStore, Store};
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;

const FORMATS: [&str; 3] = ["rss", "atom", "json"];

const MORE: &str = "[front_page]\nitems = 5\n[[feed]]\ntitle = \"All\"\n";

/// A newsroom whose section World was full and is held back, because most of its articles
/// went to another section by their sender's word.
fn held_back() -> Desk {
    let desk = Desk::with(MORE);
    for number in 0..20 {
        desk.push(article(number, "world"));
    }
    desk.pipeline.publish_all(false).unwrap();
    for number in 0..18 {
        desk.push(article(number, "sports"));
    }
    let held = desk.pipeline.publish_all(false).unwrap().held_back;
    assert_eq!(held.len(), 3, "{held:?}");
    assert_eq!(desk.titles("world").len(), 20);
    desk
}

fn article(number: usize, section: &str) -> Value {
    json!({"id": format!("k{number}"), "title": format!("Headline {number:02}!"),
           "url": format!("https://test.example/k{number}"), "sections": [section],
           "content_html": format!("<p>Words of Text{number:02} and more.</p>")})
}

fn retract(desk: &Desk, number: usize) {
    desk.clock.set(desk.clock.now() + TimeDelta::minutes(1));
    let change = Change::Retract(Some(format!("Untrue {number:02}.")));
    let id = format!("k{number}");
    let (_, sections) = desk.pipeline.desk.change(&id, &change, &Permit::of_the_desk()).unwrap();
    desk.pipeline.printer.publish(&sections).unwrap();
    desk.pipeline.printer.publish_pages().unwrap();
}

/// Everything that readers can get of a document, served and on the disk.
fn everything(desk: &Desk, name: &str) -> Vec<String> {
    let edition = desk.edition();
    let document = edition.get(&format!("/feeds/{name}")).unwrap();
    let folder = desk.folder.path().join("feeds");
    let file = |end: &str| std::fs::read(folder.join(format!("{name}{end}"))).unwrap();
    vec![
        text(document.identity.to_vec()),
        gunzip(&document.gzip),
        unbrotli(&document.brotli),
        text(file("")),
        gunzip(&file(".gz")),
        unbrotli(&file(".br")),
    ]
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn gunzip(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

fn unbrotli(bytes: &[u8]) -> String {
    let mut text = String::new();
    brotli::Decompressor::new(bytes, 4096).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_feed_that_is_held_back_has_nothing_that_was_withdrawn() {
    let desk = held_back();
    let before = desk.text("/feeds/world.rss");
    // One that has moved, and one that is in the section still.
    retract(&desk, 3);
    retract(&desk, 19);
    for format in FORMATS {
        for text in everything(&desk, &format!("world.{format}")) {
            for number in [3, 19] {
                let (title, words) =
                    (format!("Headline {number:02}!"), format!("Text{number:02} "));
                assert!(!text.contains(&title) && !text.contains(&words), "{format}: {text}");
                assert!(text.contains(&format!("Untrue {number:02}.")), "{format}: {text}");
            }
            assert!(text.contains("Headline 04!") && text.contains("Headline 18!"));
        }
    }
    for text in everything(&desk, "world.html") {
        assert!(!text.contains("Headline 03!") && !text.contains("Headline 19!"), "{text}");
        assert!(text.contains("Headline 04!") && text.contains("Headline 18!"), "{text}");
    }
    // Every other item is as it was.
    let after = desk.text("/feeds/world.rss");
    let items = |text: &str| -> Vec<String> {
        text.split("<item>").skip(1).map(str::trim).map(str::to_owned).collect()
    };
    let kept: Vec<String> =
        items(&before).into_iter().filter(|item| items(&after).contains(item)).collect();
    assert_eq!(kept.len(), 18, "{after}");
    assert!(desk.edition().withdrawn().get("/k19").is_some());
    let outline = desk.text("/feeds/index.opml");
    assert!(outline.contains("world.rss"), "{outline}");
}

#[test]
fn what_is_undone_is_told_as_withdrawn_no_longer() {
    let desk = held_back();
    retract(&desk, 3);
    retract(&desk, 4);
    let before = desk.text("/feeds/world.atom");
    for number in [3, 4] {
        desk.clock.set(desk.clock.now() + TimeDelta::minutes(1));
        let id = format!("k{number}");
        let permit = Permit::of_the_desk();
        let (_, sections) = desk.pipeline.desk.change(&id, &Change::Undo, &permit).unwrap();
        desk.pipeline.printer.publish(&sections).unwrap();
        for format in FORMATS {
            let text = desk.text(&format!("/feeds/world.{format}"));
            assert!(!text.contains(&format!("Untrue {number:02}.")), "{format}: {text}");
            assert!(text.contains("Headline 05!"), "{format}: {text}");
            assert_eq!(text.contains("Untrue 04."), number == 3, "{format}: {text}");
        }
    }
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    assert!(feed["_pressroom"]["withdrawn"].as_array().is_none_or(Vec::is_empty), "{feed}");
    assert_eq!(feed["items"].as_array().unwrap().len(), 18);
    // Feeds never say that they are older than they were.
    let date = |atom: &str| atom.split("<updated>").nth(1).unwrap()[..20].to_owned();
    assert!(date(&desk.text("/feeds/world.atom")) >= date(&before));
    assert!(desk.titles("sports").contains(&"Headline 03!".to_owned()));
}

#[test]
fn the_date_of_the_feed_moves_with_a_withdrawal() {
    let desk = held_back();
    retract(&desk, 3);
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let withdrawn = feed["_pressroom"]["withdrawn"].as_array().unwrap();
    assert_eq!(withdrawn.len(), 1, "{feed}");
    assert_eq!(feed["_pressroom"]["updated"], withdrawn[0]["date_withdrawn"]);
    let at = withdrawn[0]["date_withdrawn"].as_str().unwrap();
    let atom = desk.text("/feeds/world.atom");
    assert!(atom.contains(&format!("<updated>{at}</updated>")), "{atom}");
    assert!(atom.contains(&format!("when=\"{at}\"")), "{atom}");
}

#[test]
fn a_restart_and_a_second_withdrawal_change_nothing_of_that() {
    let desk = held_back();
    retract(&desk, 3);
    let desk = desk.restarted(MORE);
    let held = desk.pipeline.publish_all(false).unwrap().held_back;
    assert_eq!(held.len(), 3, "{held:?}");
    retract(&desk, 4);
    for format in FORMATS {
        let text = desk.text(&format!("/feeds/world.{format}"));
        for number in [3, 4] {
            assert!(!text.contains(&format!("Headline {number:02}!")), "{text}");
            assert!(text.contains(&format!("Untrue {number:02}.")), "{text}");
        }
    }
    let before = desk.edition();
    desk.pipeline.publish_all(false).unwrap();
    let documents = before.documents().zip(desk.edition().documents().cloned().collect::<Vec<_>>());
    for (before, after) in documents {
        assert_eq!(before.fingerprint, after.fingerprint, "{}", before.name);
    }
    // What is let out at last says it all.
    desk.pipeline.publish_all(true).unwrap();
    assert_eq!(desk.titles("world"), ["Headline 19!", "Headline 18!"]);
    for format in FORMATS {
        let text = desk.text(&format!("/feeds/world.{format}"));
        assert!(text.contains("Untrue 03.") && text.contains("Untrue 04."), "{text}");
    }
}

#[test]
fn what_is_put_off_is_told_where_a_feed_is_held_back() {
    let desk = held_back();
    desk.clock.set(desk.clock.now() + TimeDelta::minutes(1));
    let until = desk.clock.now() + TimeDelta::days(30);
    let change = Change::Embargo(until, None);
    let (_, sections) = desk.pipeline.desk.change("k5", &change, &Permit::of_the_desk()).unwrap();
    desk.pipeline.printer.publish(&sections).unwrap();
    for feed in ["world", "sports", "all"] {
        let json: Value = serde_json::from_str(&desk.text(&format!("/feeds/{feed}.json"))).unwrap();
        assert_eq!(json["_pressroom"]["withdrawn"].as_array().unwrap().len(), 1, "{feed}: {json}");
        assert!(!desk.text(&format!("/feeds/{feed}.rss")).contains("Headline 05!"));
    }
}

#[test]
fn what_the_store_does_not_know_stays() {
    let desk = held_back();
    let before = desk.titles("world");
    let folder = desk.folder.path().to_owned();
    let elsewhere = Desk::with("");
    let Desk { folder: kept, clock, pipeline } = desk;
    drop(pipeline);
    for end in ["", "-wal", "-shm", ".journal"] {
        let _ = std::fs::remove_file(folder.join(format!("pressroom.sqlite{end}")));
    }
    // Somebody says that a new one is meant.
    let mut store = SqliteStore::open(&folder.join("pressroom.sqlite")).unwrap();
    pressroom::pipeline::name_feeds(&mut store, &settings(&folder, MORE)).unwrap();
    drop(store);
    let desk = Desk { pipeline: elsewhere.pipeline, folder: kept, clock }.restarted(MORE);
    desk.push(json!({"id": "other"}));
    let held = desk.pipeline.publish_all(false).unwrap().held_back;
    assert!(!held.is_empty());
    assert_eq!(desk.titles("world"), before);
}

#[test]
fn a_purge_takes_its_words_out_of_what_is_held_back_too() {
    let desk = held_back();
    let id = {
        let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
        let items = feed["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["title"] == "Headline 05!").unwrap();
        pressroom::article::ArticleId::kept(item["id"].as_str().unwrap().to_owned())
    };
    let path = desk.folder.path().join("pressroom.sqlite");
    let mut store = SqliteStore::open(&path).unwrap();
    desk.clock.set(desk.clock.now() + TimeDelta::minutes(1));
    purging::purge(&mut store, &id, "By order.", desk.clock.now()).unwrap().unwrap();
    assert!(store.kept(&id).unwrap().is_some());
    drop(store);
    desk.pipeline.publish_all(false).unwrap();
    let Desk { folder, pipeline, .. } = desk;
    drop(pipeline);
    let found = files_with(folder.path(), &["Headline 05!", "Text05 "]);
    assert_eq!(found, Vec::<String>::new());
}

/// The files below a folder that have one of these texts in them, packed or not.
fn files_with(folder: &Path, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, texts));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let name = path.display().to_string();
        let plain = match name.rsplit('.').next() {
            Some("gz") => gunzip(&bytes).into_bytes(),
            Some("br") => unbrotli(&bytes).into_bytes(),
            _ => bytes,
        };
        let has = |text: &str| plain.windows(text.len()).any(|part| part == text.as_bytes());
        if texts.iter().any(|text| has(text)) {
            found.push(name);
        }
    }
    found
}

/// What a newsroom of twenty files publishes of World, under these settings of its source.
const EDITED: &str = "[[source.edit]]\ntitle = [\"^Headline\"]\nset_sections = [\"sports\"]\n";

fn gather(desk: &Desk) {
    let source = desk.pipeline.settings().sources[0].clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(desk.pipeline.gatherer.gather(&source));
}

fn write_files(desk: &Desk) {
    for number in 0..20 {
        let path = desk.folder.path().join(format!("articles/k{number}.md"));
        let text = format!(
            "+++\ntitle = \"Headline {number:02}!\"\ndate = 2026-11-23T10:00:00Z\n+++\nWords.\n"
        );
        write(&path, &text);
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
}

#[test]
fn what_settings_empty_has_not_collapsed() {
    let desk = Desk::with("");
    write_files(&desk);
    gather(&desk);
    desk.pipeline.publish_all(false).unwrap();
    assert_eq!(desk.titles("world").len(), 20);
    // The service takes up other settings, and prints before and after they are gone by.
    let settings = crate::desk::settings(desk.folder.path(), EDITED);
    let pipeline = desk.pipeline.under(std::sync::Arc::new(settings)).unwrap();
    let desk = Desk { pipeline: std::sync::Arc::new(pipeline), ..desk };
    desk.pipeline.publish_all(false).unwrap();
    gather(&desk);
    let printing = desk.pipeline.publish_all(false).unwrap();
    assert_eq!(printing.held_back, Vec::<String>::new());
    assert_eq!((desk.titles("world").len(), desk.titles("sports").len()), (0, 20));
}

#[test]
fn what_settings_emptied_before_a_crash_has_not_collapsed() {
    let desk = Desk::with("");
    write_files(&desk);
    gather(&desk);
    desk.pipeline.publish_all(false).unwrap();
    let desk = desk.restarted(EDITED);
    gather(&desk);
    let desk = desk.restarted(EDITED);
    let printing = desk.pipeline.publish_all(false).unwrap();
    assert_eq!(printing.held_back, Vec::<String>::new());
    assert_eq!((desk.titles("world").len(), desk.titles("sports").len()), (0, 20));
}

#[test]
fn a_feed_that_is_to_take_less_has_not_collapsed() {
    let feed = |query: &str| format!("[[feed]]\ntitle = \"Words\"\nquery = \"{query}\"\n");
    let desk = Desk::with(&feed("words"));
    for number in 0..20 {
        desk.push(article(number, "world"));
    }
    desk.push(json!({"id": "other", "title": "Other words"}));
    desk.pipeline.publish_all(false).unwrap();
    let desk = desk.restarted(&feed("words other"));
    let printing = desk.pipeline.publish_all(false).unwrap();
    assert_eq!(printing.held_back, Vec::<String>::new());
    assert_eq!(desk.titles("words"), ["Other words"]);
    // From then on it is held against that choice.
    for number in 0..20 {
        desk.push(json!({"id": format!("more{number}"), "title": "Other words"}));
    }
    desk.pipeline.publish_all(false).unwrap();
    for number in 0..20 {
        desk.push(json!({"id": format!("more{number}"), "title": "Nothing"}));
    }
    let held = desk.pipeline.publish_all(false).unwrap().held_back;
    assert_eq!(held.len(), 3, "{held:?}");
}

#[test]
fn notices_of_earlier_withdrawals_are_no_items() {
    let desk = Desk::with("");
    for number in 0..20 {
        desk.push(article(number, "world"));
    }
    desk.pipeline.publish_all(false).unwrap();
    // All that is lost is told: that is no collapse, in no format.
    desk.clock.set(desk.clock.now() + TimeDelta::minutes(1));
    for number in 0..18 {
        let change = Change::Retract(None);
        desk.pipeline.desk.change(&format!("k{number}"), &change, &Permit::of_the_desk()).unwrap();
    }
    assert_eq!(desk.pipeline.publish_all(false).unwrap().held_back, Vec::<String>::new());
    assert_eq!(desk.titles("world").len(), 2);
    desk.clock.set(desk.clock.now() + TimeDelta::minutes(1));
    for number in 20..38 {
        desk.push(article(number, "world"));
    }
    desk.pipeline.publish_all(false).unwrap();
    assert_eq!(desk.titles("world").len(), 20);
    // What was told then tells of nothing that is lost now.
    desk.clock.set(desk.clock.now() + TimeDelta::minutes(1));
    for number in 20..38 {
        desk.push(article(number, "sports"));
    }
    let held = desk.pipeline.publish_all(false).unwrap().held_back;
    assert_eq!(held.len(), 3, "{held:?}");
    assert_eq!(desk.titles("world").len(), 20);
}

#[test]
fn a_purge_leaves_no_copy_in_the_store() {
    let desk = Desk::with("");
    let said = |words: &str| {
        json!({"id": "k", "title": format!("{words} in the headline"),
               "content_html": format!("<p>It is said that {words} is so. {}</p>", "More. ".repeat(400))})
    };
    for words in ["Firstwords", "Secondwords", "Thirdwords"] {
        desk.clock.set(desk.clock.now() + TimeDelta::minutes(1));
        desk.publish(said(words));
    }
    let change = Change::Correct("Fourthwords was wrong.".to_owned());
    desk.pipeline.desk.change("k", &change, &Permit::of_the_desk()).unwrap();
    desk.pipeline.publish_all(false).unwrap();
    let id = {
        let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
        pressroom::article::ArticleId::kept(feed["items"][0]["id"].as_str().unwrap().to_owned())
    };
    let mut store = SqliteStore::open(&desk.folder.path().join("pressroom.sqlite")).unwrap();
    purging::purge(&mut store, &id, "By order.", desk.clock.now()).unwrap().unwrap();
    drop(store);
    desk.pipeline.publish_all(false).unwrap();
    let words = ["Firstwords", "Secondwords", "Thirdwords", "Fourthwords", "firstwords"];
    assert_eq!(files_with(desk.folder.path(), &words), Vec::<String>::new());
}

#[test]
fn what_was_refused_of_a_purged_article_goes_too() {
    let desk = Desk::with("");
    write_files(&desk);
    gather(&desk);
    desk.pipeline.publish_all(false).unwrap();
    let path = desk.folder.path().join("articles/k7.md");
    let refused =
        "+++\ntitle = \"Refusedwords\"\ndate = 2026-11-23T10:00:00Z\nsections = 5\n+++\nX\n";
    write(&path, refused);
    gather(&desk);
    let source = pressroom::source_memory::SourceName::new("desk");
    let mut store = SqliteStore::open(&desk.folder.path().join("pressroom.sqlite")).unwrap();
    assert_eq!(store.source(&source).unwrap().rejections.len(), 1);
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let items = feed["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["title"] == "Headline 07!").unwrap();
    let id = pressroom::article::ArticleId::kept(item["id"].as_str().unwrap().to_owned());
    purging::purge(&mut store, &id, "By order.", desk.clock.now()).unwrap().unwrap();
    assert_eq!(store.source(&source).unwrap().rejections, []);
    drop(store);
    std::fs::remove_file(&path).unwrap();
    desk.pipeline.publish_all(false).unwrap();
    let words = ["Refusedwords", "Headline 07!"];
    assert_eq!(files_with(desk.folder.path(), &words), Vec::<String>::new());
}
