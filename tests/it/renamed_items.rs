//! Promise: what a source lists now under any of an article's names is what counts.
//! - an id that is changed and changed back keeps its article, and every edit after that is
//!   shown; so does an address in a guid that goes to https and back, and a file that is
//!   moved and moved back, in a mirror and elsewhere;
//! - another id alone moves no date, in either direction;
//! - a file whose name is written otherwise (composed or not, large letters or small) is the
//!   file that it was, with its id and its date; two such files side by side are two;
//! - a file that is moved and otherwise the same is that article, however short it is: its id,
//!   date and correction go along, and what was kept back stays so; of two with the same
//!   words nobody guesses.

use crate::program::{DESK, Newsroom};
use serde_json::Value;

const WIRE: &str = "[[section]]\ntitle = \"World\"\n[[source]]\nname = \"wire\"\n\
    schedule = \"@yearly\"\nsections = [\"world\"]\nfeed.file = \"wire.rss\"\n";

/// Sixty words that only this story has.
fn story(end: &str) -> String {
    let words: Vec<String> = (0..60).map(|n| format!("w{}ord", n * 7919 % 997)).collect();
    format!("{} {end}", words.join(" "))
}

/// A feed with one item, and another beside it that never changes.
fn feed(guid: &str, text: &str, dates: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>W</title><link>https://w.example/</link>\
         <item><title>Beside</title><guid isPermaLink='false'>beside</guid>\
         <link>https://w.example/b</link><description>Another.</description></item>\
         <item><title>The dam</title><guid isPermaLink='false'>{guid}</guid>\
         <link>https://w.example/dam</link>{dates}<description>{text}</description></item>\
         </channel></rss>"
    )
}

fn dam(newsroom: &Newsroom) -> Value {
    let items = newsroom.json("feeds/world.json")["items"].clone();
    let mut items = items.as_array().unwrap().clone();
    items.retain(|item| item["title"] != "Beside");
    assert_eq!(items.len(), 1, "{items:?}");
    items.remove(0)
}

fn says(item: &Value, words: &str) -> bool {
    item["content_html"].as_str().unwrap().contains(words)
}

#[test]
fn an_id_that_goes_there_and_back_keeps_its_article_and_its_edits() {
    for (one, other) in [
        ("w-4", "new-4"),
        ("new-4", "w-4"),
        ("http://w.example/?p=4", "https://w.example/?p=4"),
        ("https://w.example/?p=4", "http://w.example/?p=4"),
    ] {
        let newsroom = Newsroom::new(WIRE);
        let date = "<pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate>";
        let run = |guid: &str, end: &str| {
            newsroom.write("wire.rss", &feed(guid, &story(end), date));
            newsroom.ended(&["run"], 0);
            let item = dam(&newsroom);
            assert!(says(&item, end), "{one} {other} {guid}: {end} is not in {item}");
            item
        };
        let first = run(one, "First.");
        let second = run(one, "Second.");
        assert_ne!(first["date_modified"], second["date_modified"]);
        let third = run(other, "Second.");
        assert_eq!(second, third, "another id is no change");
        let fourth = run(one, "Second.");
        assert_eq!(second, fourth, "nor is its return");
        let fifth = run(one, "Fifth, an edit after it came back.");
        assert_eq!(fifth["id"], first["id"]);
        assert!(fifth["date_modified"].as_str() >= second["date_modified"].as_str());
        let sixth = run(other, "Sixth, and there again with an edit.");
        assert_eq!(sixth["id"], first["id"]);
        let seventh = run(one, "Seventh, back with an edit.");
        assert_eq!(seventh["id"], first["id"]);
    }
}

#[test]
fn a_file_that_is_moved_there_and_back_keeps_its_article_and_its_edits() {
    for desk in [DESK.to_owned(), DESK.replace("mirror = true\n", "")] {
        let newsroom = Newsroom::new(&desk);
        let file = |end: &str| {
            format!(
                "---\ntitle: The dam\nsections: [world]\ndate: 2026-11-01\nurl: /dam/\n---\n{}\n",
                story(end)
            )
        };
        let run = |end: &str| {
            newsroom.ended(&["run"], 0);
            let item = dam(&newsroom);
            assert!(says(&item, end), "{desk}: {end} is not in {item}");
            item
        };
        let moved = |from: &str, to: &str| {
            std::fs::rename(newsroom.path(from), newsroom.path(to)).unwrap();
            // Whoever looks within two seconds may take it for a change.
            let folder = std::fs::File::open(newsroom.path("articles")).unwrap();
            folder.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        };
        newsroom.write("articles/a.md", &file("First."));
        let first = run("First.");
        moved("articles/a.md", "articles/b.md");
        run("First.");
        moved("articles/b.md", "articles/a.md");
        let third = run("First.");
        newsroom.write("articles/a.md", &file("Fourth, an edit."));
        let fourth = run("Fourth, an edit.");
        assert_eq!((&first["id"], &first["id"]), (&third["id"], &fourth["id"]));
        moved("articles/a.md", "articles/b.md");
        newsroom.write("articles/b.md", &file("Fifth, moved and edited."));
        run("Fifth, moved and edited.");
        // The name is free for another story.
        newsroom.write("articles/a.md", "---\ntitle: New\nsections: [world]\n---\nNews.\n");
        newsroom.ended(&["run"], 0);
        newsroom.ended(&["run"], 0);
        let items = newsroom.json("feeds/world.json")["items"].clone();
        assert_eq!(items.as_array().unwrap().len(), 2, "{items}");
    }
}

#[test]
fn a_name_that_is_written_otherwise_is_the_same_file() {
    for desk in [DESK.to_owned(), DESK.replace("mirror = true\n", "")] {
        let newsroom = Newsroom::new(&desk);
        let text = "---\ntitle: Kurz\nsections: [world]\n---\nText.\n";
        let names = ["u\u{308}ber.md", "\u{fc}ber.md", "\u{dc}BER.md", "U\u{308}ber.md"];
        newsroom.write(&format!("articles/{}", names[0]), text);
        newsroom.ended(&["run"], 0);
        let first = dam(&newsroom);
        let mut before = names[0];
        for name in &names[1..] {
            let path = |name: &str| newsroom.path(&format!("articles/{name}"));
            std::fs::rename(path(before), path(name)).unwrap();
            newsroom.ended(&["run"], 0);
            let item = dam(&newsroom);
            assert_eq!(item["id"], first["id"], "{before} {name}");
            assert_eq!(item["date_published"], first["date_published"], "{before} {name}");
            assert_eq!(item.get("date_modified"), first.get("date_modified"), "{before} {name}");
            before = name;
        }
        // Its edits and its end are those of the file that it was.
        newsroom.write(&format!("articles/{before}"), &text.replace("Text", "Other"));
        newsroom.ended(&["run"], 0);
        assert!(says(&dam(&newsroom), "Other"));
        newsroom.write("articles/u\u{308}ber.md", &text.replace("Kurz", "Zwei"));
        newsroom.ended(&["run"], 0);
        let items = newsroom.json("feeds/world.json")["items"].clone();
        assert_eq!(items.as_array().unwrap().len(), 2, "{items}");
    }
}

/// A file of a few words, without a date where none is given.
fn short(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\nsections: [world]\n{date}---\nThere were nineteen boats.\n")
}

fn move_file(newsroom: &Newsroom, from: &str, to: &str) {
    let to = newsroom.path(to);
    std::fs::create_dir_all(to.parent().unwrap()).unwrap();
    std::fs::rename(newsroom.path(from), to).unwrap();
}

fn titles(newsroom: &Newsroom) -> Vec<String> {
    let items = newsroom.json("feeds/world.json")["items"].clone();
    items.as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().into()).collect()
}

#[test]
fn a_short_file_that_is_moved_keeps_its_id_its_date_and_its_correction() {
    let dated = "date: 2026-11-01\n";
    let keeps = DESK.replace("mirror = true\n", "");
    for (desk, date) in [(DESK, dated), (DESK, ""), (&*keeps, dated)] {
        let newsroom = Newsroom::new(desk);
        newsroom.write("articles/posts/boats.md", &short("Boats", date));
        newsroom.ended(&["run"], 0);
        let id = dam(&newsroom)["id"].as_str().unwrap().to_owned();
        newsroom.ended(&["correct", &id, "--note", "It was nine boats."], 0);
        newsroom.ended(&["run"], 0);
        let first = dam(&newsroom);
        assert!(first.to_string().contains("It was nine boats."), "{first}");
        let mut from = "articles/posts/boats.md";
        // Another name, a bundle for a picture, and a folder that is called otherwise.
        for to in ["sub/moved.md", "posts/boats/index.md", "articles/boats/index.md"] {
            let to = format!("articles/{to}");
            move_file(&newsroom, from, &to);
            newsroom.ended(&["run"], 0);
            newsroom.ended(&["run"], 0);
            let item = dam(&newsroom);
            for key in ["id", "date_published", "date_modified", "content_html"] {
                assert_eq!(item.get(key), first.get(key), "{desk} {date} {to}: {key}");
            }
            from = to.leak();
        }
        // Its edits and its end are those of the file that it was.
        newsroom.write(from, &short("Boats", date).replace("nineteen", "nine"));
        newsroom.ended(&["run"], 0);
        let item = dam(&newsroom);
        assert!(says(&item, "There were nine boats") && item["id"] == first["id"], "{item}");
    }
}

#[test]
fn what_was_kept_back_stays_so_under_another_name_and_nobody_guesses_between_two() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/a.md", &short("Kept", "date: 2026-11-01\n"));
    newsroom.write("articles/b.md", &short("Other", "date: 2026-11-02\n"));
    newsroom.ended(&["run"], 0);
    let items = newsroom.json("feeds/world.json")["items"].clone();
    let kept = items.as_array().unwrap().iter().find(|item| item["title"] == "Kept").unwrap();
    newsroom.ended(&["retract", kept["id"].as_str().unwrap(), "--reason", "Wrong."], 0);
    move_file(&newsroom, "articles/a.md", "articles/sub/a.md");
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom), ["Other"]);

    // One is gone and two have come: neither is it for certain, and both are shown or one is.
    let other = dam(&newsroom)["id"].clone();
    let text = short("Other", "date: 2026-11-02\n");
    std::fs::remove_file(newsroom.path("articles/b.md")).unwrap();
    newsroom.write("articles/c.md", &text);
    newsroom.write("articles/d.md", &text);
    newsroom.ended(&["run"], 0);
    let items = newsroom.json("feeds/world.json")["items"].clone();
    assert!(items.as_array().unwrap().iter().all(|item| item["id"] != other), "{items}");
}
