//! Promise: what the desk says of an article reaches every reader, and nothing else moves.
//! - a correction keeps the id, moves `updated`, and is seen in the text and as data in every
//!   format; a retraction is a tombstone in every format;
//! - validators move with both; all other items stay byte for byte as they were;
//! - the source's next words take neither away; `undo` does;
//! - what the newsroom's own file takes back stays so though a wire has it, until that file
//!   says otherwise; it is told where readers had it; what ended before it came hides no wire's
//!   story, whichever comes first;
//! - a configuration with mistakes keeps nobody from taking an article back;
//! - with the real program, each command reaches the feeds that a service is serving.

use crate::desk::{Desk, NOON};
use crate::program;
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::ArticleId;
use pressroom::desk::{Change, Permit};
use pressroom::pipeline::desk::purging;
use pressroom::store::{Edit, Edited, SqliteStore, Store};
use serde_json::{Value, json};

const NOTE: &str = "The bridge opened on Monday, not on Tuesday.";

fn noon() -> DateTime<Utc> {
    NOON.parse().unwrap()
}

fn edit(desk: &Desk, minutes: i64, change: Change) {
    desk.clock.set(noon() + TimeDelta::minutes(minutes));
    let (_, sections) = desk.pipeline.desk.change("two", &change, &Permit::of_the_desk()).unwrap();
    desk.print(&sections);
}

fn three() -> Desk {
    let desk = Desk::with("");
    for id in ["one", "two", "three"] {
        desk.publish(json!({"id": id}));
    }
    desk
}

/// The items of a feed as they are written, but for the one that a test changes.
fn others(desk: &Desk, format: &str) -> Vec<String> {
    let text = desk.text(&format!("/feeds/world.{format}"));
    let (begin, end) = match format {
        "rss" => ("<item>", "</item>"),
        "atom" => ("<entry>", "</entry>"),
        _ => ("{\"id\":", "\"_pressroom\":"),
    };
    let items = text.split(begin).skip(1).map(|rest| rest.split(end).next().unwrap().to_owned());
    items.filter(|item| item.contains("Story one") || item.contains("Story three")).collect()
}

fn tag(desk: &Desk, format: &str) -> String {
    let edition = desk.edition();
    format!("{:?}", edition.get(&format!("/feeds/world.{format}")).unwrap().fingerprint)
}

fn item_two(desk: &Desk) -> Value {
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let items = feed["items"].as_array().unwrap();
    items.iter().find(|item| item["title"] == "Story two").cloned().unwrap_or_default()
}

#[test]
fn a_correction_is_text_and_data_and_nothing_else_moves() {
    let desk = three();
    let formats = ["rss", "atom", "json"];
    let before = formats.map(|format| (others(&desk, format), tag(&desk, format)));
    let first = item_two(&desk);
    edit(&desk, 5, Change::Correct(NOTE.to_owned()));
    for (format, (items, old)) in formats.into_iter().zip(&before) {
        assert_eq!(items.len(), 2);
        assert_eq!(&others(&desk, format), items, "{format}");
        assert_ne!(&tag(&desk, format), old, "{format}");
        assert!(desk.text(&format!("/feeds/world.{format}")).contains(NOTE));
    }
    let corrected = item_two(&desk);
    assert_eq!(
        (&corrected["id"], &corrected["date_published"]),
        (&first["id"], &first["date_published"])
    );
    assert_eq!(corrected["date_modified"], "2026-11-23T12:05:00Z");
    assert!(corrected["content_html"].as_str().unwrap().starts_with("<p class=\"correction\">"));
    let data = json!({"date": "2026-11-23T12:05:00Z", "note": NOTE});
    assert_eq!(corrected["_pressroom"]["correction"], data);
    assert_eq!(corrected["_pressroom"]["corrections"], json!([data]));

    // The same text, and another one, leave the note where it is.
    desk.clock.set(noon() + TimeDelta::minutes(6));
    desk.print(&desk.push(json!({"id": "two"})));
    assert_eq!(item_two(&desk), corrected);
    desk.print(&desk.push(json!({"id": "two", "content_html": "<p>Another text.</p>"})));
    assert_eq!(item_two(&desk)["_pressroom"]["correction"], data);
    edit(&desk, 7, Change::Undo);
    let undone = item_two(&desk);
    assert_eq!(undone["content_html"], "<p>Another text.</p>");
    assert_eq!(undone["date_modified"], "2026-11-23T12:07:00Z");
}

/// What readers that show nothing else are told of the item in the middle, in each format.
fn told_in_short(desk: &Desk) -> Vec<String> {
    let part = |path: &str, begin: &str, end: &str| {
        let text = desk.text(path);
        let item = text.split_once("Story two").unwrap().1;
        let part = item.split_once(begin).unwrap().1;
        part.split(end).next().unwrap().to_owned()
    };
    vec![
        part("/feeds/world.rss", "<description>", "</description>"),
        part("/feeds/world.atom", "<summary", "</summary>"),
        part("/feeds/world.json", "\"summary\":", "\"date_published\""),
        part("/feeds/world.html", "</h2>", "</li>"),
        part("/feeds/world.rss", "<content:encoded>", "</content:encoded>"),
    ]
}

#[test]
fn all_corrections_are_told_the_newest_first_with_the_day_of_the_newsroom() {
    let desk = Desk::with_site("timezone = \"Asia/Karachi\"\n");
    for id in ["one", "two", "three"] {
        desk.publish(json!({"id": id, "summary": "In short."}));
    }
    let note = "What the source itself noted.";
    desk.publish(json!({"id": "two", "summary": "In short.", "_pressroom": {"correction": note}}));
    edit(&desk, 5, Change::Correct("First note.".to_owned()));
    // 21:00 UTC is the next day in Karachi.
    edit(&desk, 9 * 60, Change::Correct("Second <b>note</b>.".to_owned()));
    desk.pipeline.printer.publish_pages().unwrap();
    for told in told_in_short(&desk) {
        let at = |note: &str| told.find(note).unwrap_or_else(|| panic!("{note}: {told}"));
        let (second, first, own) = (at("Second "), at("First note."), at(note));
        assert!(second < first && first < own, "{told}");
        assert!(told[..second].contains("2026-11-24"), "{told}");
        assert!(told[second..first].contains("2026-11-23"), "{told}");
        // JSON has it as plain text, in quotes.
        let needs_no_escape = told.contains("CDATA") || told.starts_with(['"', ' ']);
        assert!(!told.contains("Second <b>") || needs_no_escape, "{told}");
    }
    let all = item_two(&desk)["_pressroom"]["corrections"].clone();
    let notes: Vec<&str> =
        all.as_array().unwrap().iter().map(|one| one["note"].as_str().unwrap()).collect();
    assert_eq!(notes, ["Second <b>note</b>.", "First note.", note]);
    // The newest of the file's own stands beside the desk's, in the place of that before.
    desk.clock.set(noon() + TimeDelta::minutes(10 * 60));
    let newer = "A newer note of the source.";
    desk.print(
        &desk.push(
            json!({"id": "two", "summary": "In short.", "_pressroom": {"correction": newer}}),
        ),
    );
    let told = item_two(&desk)["summary"].as_str().unwrap().to_owned();
    assert!(told.contains(newer) && told.contains("Second <b>note</b>."), "{told}");
    edit(&desk, 11 * 60, Change::Undo);
    let told = item_two(&desk)["summary"].as_str().unwrap().to_owned();
    assert!(!told.contains("Second") && told.contains("First note."), "{told}");
    assert!(told.ends_with("In short."), "{told}");
}

#[test]
fn a_second_retraction_gives_another_reason_and_a_purge_is_never_undone() {
    let desk = three();
    let why = |desk: &Desk| {
        let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
        feed["_pressroom"]["withdrawn"][0]["reason"].as_str().map(str::to_owned)
    };
    edit(&desk, 5, Change::Retract(Some("It was not so.".to_owned())));
    edit(&desk, 6, Change::Retract(Some("By order of a court.".to_owned())));
    assert_eq!(why(&desk).unwrap(), "By order of a court.");
    edit(&desk, 7, Change::Undo);
    assert_eq!(why(&desk).unwrap(), "It was not so.");
    let mut store = SqliteStore::open(&desk.folder.path().join("pressroom.sqlite")).unwrap();
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let id = feed["_pressroom"]["withdrawn"][0]["id"].as_str().unwrap().to_owned();
    let id = ArticleId::kept(id);
    let again = Change::Retract(Some("Once more.".to_owned()));
    for (change, held) in [(again, false), (Change::Undo, true)] {
        let edit = Edit { change, by: "desk".to_owned(), at: desk.clock.now() };
        let Edited::Done { still_held, .. } = store.edit(&id, &edit).unwrap() else { panic!() };
        assert_eq!(still_held, held);
    }
    drop(store);
    let id = ArticleId::made_from("two");
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let id = feed["_pressroom"]["withdrawn"][0]["id"]
        .as_str()
        .map_or(id, |id| ArticleId::kept(id.to_owned()));
    let mut store = SqliteStore::open(&desk.folder.path().join("pressroom.sqlite")).unwrap();
    purging::purge(&mut store, &id, "The law.", desk.clock.now()).unwrap().unwrap();
    for change in [Change::Undo, Change::Undo, Change::Correct("Sorry.".to_owned())] {
        let edit = Edit { change, by: "desk".to_owned(), at: desk.clock.now() };
        assert_eq!(store.edit(&id, &edit).unwrap(), Edited::Purged);
        let refused =
            desk.pipeline.desk.change("two", &edit.change, &Permit::of_the_desk()).unwrap_err();
        assert!(refused.to_string().contains("purged"), "{refused}");
    }
    drop(store);
    desk.pipeline.publish_all(false).unwrap();
    assert_eq!(why(&desk).unwrap(), "The law.");
}

#[test]
fn a_retraction_is_a_tombstone_in_every_format_and_nothing_else_moves() {
    let desk = three();
    let marks = [
        ("rss", "<dcterms:valid>start=2026-11-23T10:00:00Z; end=2026-11-23T12:05:00Z;"),
        ("atom", "<at:deleted-entry"),
        ("json", "\"reason\":\"It was not so.\""),
    ];
    let before = marks.map(|(format, _)| (others(&desk, format), tag(&desk, format)));
    edit(&desk, 5, Change::Retract(Some("It was not so.".to_owned())));
    for ((format, mark), (items, old)) in marks.into_iter().zip(&before) {
        let text = desk.text(&format!("/feeds/world.{format}"));
        assert!(text.contains(mark) && text.contains("It was not so."), "{text}");
        assert!(!text.contains("Story two"), "{text}");
        assert_eq!(&others(&desk, format), items, "{format}");
        assert_ne!(&tag(&desk, format), old, "{format}");
    }
    edit(&desk, 6, Change::Undo);
    assert_eq!(item_two(&desk)["date_modified"], "2026-11-23T12:06:00Z");
    assert!(!desk.text("/feeds/world.atom").contains("deleted-entry"));
}

/// The desk takes back whatever is wrong with the file that the rest goes by.
#[test]
fn an_article_is_taken_back_though_the_configuration_has_mistakes() {
    let store = "[store]\npath = \"kept.sqlite\"\n[publish]\nfolder = \"out\"\n";
    let newsroom = program::Newsroom::new(&format!("{}{store}", program::DESK));
    for name in ["one", "two", "three"] {
        let page = format!("https://test.example/articles/{name}");
        let text = program::article(name, "\"world\"", "2026-01-05T10:00:00Z", "Text.");
        let text = text.replacen("+++\n", &format!("+++\nurl = \"{page}\"\n"), 1);
        newsroom.write(&format!("articles/{name}.md"), &text);
    }
    newsroom.ended(&["run"], 0);
    let good = newsroom.read("config.toml");
    let mistakes = [
        ("one", "retract", format!("[site\n{good}")),
        ("two", "purge", good.replace("[publish]", "[publsh]\nitems = 7\n[publish]")),
        ("three", "retract", good.replace("path = \"kept", "sizes = 3 3\npath = \"kept")),
    ];
    let service = newsroom.serve();
    for (name, how, bad) in mistakes {
        newsroom.write("config.toml", &bad);
        let page = format!("https://test.example/articles/{name}");
        let output = newsroom.run(&[how, &page, "--reason", "Not so."]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{told}");
        assert!(told.contains("config.toml") && told.contains("kept.sqlite"), "{told}");
        service.wait_for("/feeds/world.json", |feed| {
            let feed: Value = serde_json::from_str(&feed.text()).unwrap();
            let items = feed["items"].as_array().unwrap().clone();
            items.iter().all(|item| item["title"] != name)
        });
    }
    drop(service);
    // Without a service the files wait for the next run, which is told; and what cannot be
    // told is never guessed.
    newsroom.write("config.toml", &format!("[site\n{good}"));
    let said = newsroom.run(&["undo", "https://test.example/articles/one"]);
    assert_eq!(said.status.code(), Some(0), "{said:?}");
    let said =
        newsroom.ended(&["retract", "https://test.example/articles/one", "--reason", "No."], 3);
    assert!(said.contains("pressroom run"), "{said}");
    newsroom.write("config.toml", &good.replace("path = \"kept", "path = \"kept\" \""));
    newsroom.ended(&["retract", "https://test.example/articles/one", "--reason", "No."], 2);
}

#[test]
fn commands_reach_the_feeds_of_a_running_service() {
    let newsroom = program::Newsroom::new(program::DESK);
    let one = |text: &str| program::article("One", "\"world\"", "2026-01-05T10:00:00Z", text);
    newsroom.write("articles/one.md", &one("First text."));
    let service = newsroom.serve();
    let feed: Value = serde_json::from_slice(&service.get("/feeds/world.json").body).unwrap();
    let (id, address) = (&feed["items"][0]["id"], &feed["items"][0]["url"]);
    let (id, address) = (id.as_str().unwrap(), address.as_str().unwrap());

    newsroom.ended(&["correct", id, "--note", NOTE], 0);
    service.wait_for("/feeds/world.atom", |answer| answer.text().contains(NOTE));
    newsroom.write("articles/one.md", &one("Second text."));
    let both =
        service.wait_for("/feeds/world.rss", |answer| answer.text().contains("Second text."));
    assert!(both.text().contains(NOTE));
    newsroom.ended(&["retract", address, "--reason", "It was not so."], 0);
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("It was not so."));
    let path = address.trim_start_matches("https://test.example");
    let gone = service.wait_for(path, |answer| answer.status == 410);
    assert!(gone.text().contains("It was not so."));
    newsroom.ended(&["undo", id.trim_start_matches("urn:uuid:")], 0);
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("Second text."));
    newsroom.ended(&["undo", id], 0);
    service.wait_for("/feeds/world.json", |answer| !answer.text().contains(NOTE));
    assert!(newsroom.ended(&["undo", id], 1).contains("nothing was done"));
    assert!(newsroom.ended(&["correct", "nobody", "--note", "x"], 1).contains("no article"));
    assert!(newsroom.ended(&["correct", id, "--note", " "], 1).contains("empty"));
    assert_eq!(service.terminate(), Some(0));
}

/// 200 words that nobody writes twice by chance.
fn story() -> String {
    let word = |n: usize| {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
        let n = n * 7919;
        [n, n / 26, n / 676, n / 17_576].map(letter).iter().collect::<String>()
    };
    (1..200).map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_the_newsrooms_own_file_takes_back_no_wire_brings_again() {
    let wire = "[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\n\
        [source.folder]\npath = \"wire\"\nwatch = true\nmirror = true\n";
    let newsroom = program::Newsroom::new(&format!("{}{wire}", program::DESK));
    let date = "2026-01-05T10:00:00Z";
    let own = program::article("Flood", "\"world\"", date, &story());
    let taken_back = own.replacen("+++\n", "+++\nwithdrawn = \"It was not so.\"\n", 1);
    newsroom.write("articles/flood.md", &own);
    newsroom.write("wire/flood.md", &program::article("Flood", "\"world\"", date, &story()));
    let service = newsroom.serve();
    let feed = |wanted: &dyn Fn(&Value) -> bool| {
        let answer = service.wait_for("/feeds/world.json", |answer| {
            serde_json::from_slice(&answer.body).is_ok_and(|feed: Value| wanted(&feed))
        });
        serde_json::from_slice::<Value>(&answer.body).unwrap()
    };
    let joined = feed(&|feed| feed["items"].as_array().is_some_and(|items| items.len() == 1));
    let id = joined["items"][0]["id"].as_str().unwrap();
    assert!(newsroom.told(&["explain", id, "--json"]).to_string().contains("\"wire\""));

    newsroom.write("articles/flood.md", &taken_back);
    let is_gone = |feed: &Value| feed["items"] == json!([]);
    assert!(feed(&is_gone).to_string().contains("It was not so."));
    // The wire edits it; then the file is gone. What comes after them is out, and it is not.
    for (step, title) in ["Edited", "Edited again"].into_iter().enumerate() {
        newsroom.write("wire/flood.md", &program::article(title, "\"world\"", date, &story()));
        let mark = format!("Mark {step}");
        let text = program::article(&mark, "\"sports\"", date, "Text.");
        newsroom.write(&format!("wire/mark-{step}.md"), &text);
        service.wait_for("/feeds/sports.json", |answer| answer.text().contains(&mark));
        feed(&is_gone);
        let _ = std::fs::remove_file(newsroom.path("articles/flood.md"));
    }
    newsroom.write("articles/flood.md", &own);
    feed(&|feed| feed["items"].as_array().is_some_and(|items| items.len() == 1));
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn what_its_own_file_takes_back_is_told_where_readers_had_it() {
    let wire = "[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\n\
        [source.folder]\npath = \"wire\"\n";
    let date = "2026-01-05T10:00:00Z";
    let at = |section: &str, page: &str, more: &str| {
        program::article("Flood", section, date, &story()).replacen(
            "+++\n",
            &format!("+++\nurl = \"{page}\"\n{more}"),
            1,
        )
    };
    let own = |more: &str| at("\"world\"", "https://test.example/flood", more);
    let newsroom = program::Newsroom::new(&format!("{}{wire}", program::DESK));
    newsroom.write("articles/flood.md", &own(""));
    newsroom.write("wire/flood.md", &at("\"sports\"", "https://wire.example/flood", ""));
    newsroom.ended(&["run"], 0);
    for word in ["withdrawn = true\n", "draft = true\n"] {
        newsroom.write("articles/flood.md", &own(word));
        newsroom.ended(&["run"], 0);
        // What a wire says of it meanwhile changes nothing of that.
        let edited = at("\"sports\"", "https://wire.example/2026/flood", "");
        newsroom.write("wire/flood.md", &edited);
        newsroom.ended(&["run"], 0);
        for section in ["world", "sports"] {
            let feed = newsroom.json(&format!("feeds/{section}.json"));
            assert_eq!(feed["items"].as_array().unwrap().len(), 0, "{word}{feed}");
            let told = feed["_pressroom"]["withdrawn"][0]["url"].as_str();
            assert_eq!(told, Some("https://test.example/flood"), "{word}{feed}");
        }
        newsroom.write("articles/flood.md", &own(""));
        newsroom.ended(&["run"], 0);
        for section in ["world", "sports"] {
            let feed = newsroom.json(&format!("feeds/{section}.json"));
            assert_eq!(feed["items"].as_array().unwrap().len(), 1, "{word}{feed}");
        }
    }
}

#[test]
fn what_ended_before_it_came_hides_no_wire() {
    let wire = "[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\n\
        [source.folder]\npath = \"wire\"\nmirror = true\n";
    let date = "2026-01-05T10:00:00Z";
    let own = program::article("Flood", "\"world\"", date, &story());
    let ended = own.replacen("+++\n", "+++\nexpires_at = 2026-01-06T10:00:00Z\n", 1);
    for order in [["articles", "wire"], ["wire", "articles"]] {
        let newsroom = program::Newsroom::new(&format!("{}{wire}", program::DESK));
        for folder in ["articles", "wire"] {
            std::fs::create_dir_all(newsroom.path(folder)).unwrap();
        }
        for folder in order {
            let text = if folder == "wire" { &own } else { &ended };
            newsroom.write(&format!("{folder}/flood.md"), text);
            newsroom.ended(&["run"], 0);
        }
        assert_eq!(newsroom.json("feeds/world.json")["items"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn a_note_from_a_file_is_of_the_day_on_which_it_was_read() {
    let newsroom = program::Newsroom::new(program::DESK);
    let tell = |text: &str, correction: &str| {
        let head = "title: Rain\nsections: [world]\ndate: 2026-03-01T08:00:00Z";
        newsroom.write("articles/rain.md", &format!("---\n{head}\n{correction}\n---\n{text}\n"));
        newsroom.ended(&["run"], 0);
        let item = newsroom.json("feeds/world.json")["items"][0].clone();
        item["_pressroom"]["corrections"].clone()
    };
    tell("It rained.", "");
    newsroom.ended(&["correct", "rain", "--note", "The desk's, first."], 0);
    let told = tell("It rained.", "correction: The file's, later.");
    assert_eq!(told[0]["note"], "The file's, later.", "{told}");
    assert_eq!(told[1]["note"], "The desk's, first.", "{told}");
    assert_eq!(tell("It rained hard.", "correction: The file's, later."), told);
}
