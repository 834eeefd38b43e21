//! Promise: what was taken back comes back under no other name, acted out on the real program.
//! - a file that is renamed after a retraction or a purge, short or long, with another address
//!   or the same, is the article that was taken back; so is a copy of its words, however they
//!   are marked up, and a push of them under another id (409); that is told, with what to do;
//! - `undo` brings it back;
//! - it is named by whatever people know: its id, page, file, the pusher's name, its headline;
//!   what could be several is asked back for, and nothing is done; of several that have a name,
//!   what is out is taken back, and what was done to one is undone;
//! - a purge leaves none of its words in the store, whoever brings them again, and nobody lets
//!   them out; removal for its age lets out nothing either;
//! - no import and no upstream brings it back with a guid and an address of its own: the words
//!   or the page alone say what it is, and that is told;
//! - nor does a file that is renamed and edited a little in one pass, nor one that takes the
//!   words on; stories after one pattern are let out;
//! - what its own file says anew is told to stay back as well;
//! - another article at a fresh address is new, and so is one on a page that several share.

use crate::program::{DESK, Newsroom, token};
use serde_json::{Value, json};

fn desk(more: &str) -> Newsroom {
    Newsroom::new(&format!("{more}{}", DESK.replace("mirror = true\n", "")))
}

fn file(title: &str, text: &str, more: &str) -> String {
    format!("---\ntitle: {title}\nsections: [world]\n{more}\n---\n{text}\n")
}

fn titles(newsroom: &Newsroom) -> Vec<String> {
    let items = newsroom.json("feeds/world.json")["items"].clone();
    let title = |item: &Value| item["title"].as_str().unwrap().to_owned();
    items.as_array().unwrap().iter().map(title).collect()
}

fn id_of(newsroom: &Newsroom, title: &str) -> String {
    let items = newsroom.json("feeds/world.json")["items"].clone();
    let found = items.as_array().unwrap().iter().find(|item| item["title"] == title).cloned();
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

const SHORT: &str = "The *minister* resigned, she said.";

fn long() -> String {
    (0..300).map(|n| format!("w{}ord ", n * 7919 % 9973)).collect()
}

#[test]
fn a_file_that_is_renamed_stays_taken_back() {
    for how in ["retract", "purge"] {
        for (text, more) in [(SHORT, ""), (SHORT, "url: /minister/"), (&long(), "slug: minister")] {
            let newsroom = desk("");
            newsroom.write("articles/a.md", &file("Out", text, more));
            newsroom.write("articles/z.md", &file("Other", "Another thing.", ""));
            newsroom.ended(&["run"], 0);
            let id = id_of(&newsroom, "Out");
            newsroom.ended(&[how, &id, "--reason", "Not so."], 0);
            newsroom.ended(&["run"], 0);
            assert_eq!(titles(&newsroom), ["Other"], "{how}");
            std::fs::rename(newsroom.path("articles/a.md"), newsroom.path("articles/b.md"))
                .unwrap();
            let ran = newsroom.ended(&["run"], 0);
            assert_eq!(titles(&newsroom), ["Other"], "{how} {text} {more}: {ran}");
            assert!(ran.contains("so it stays back"), "{ran}");
            assert_eq!(ran.contains("pressroom undo"), how == "retract", "{ran}");
            // Marked up otherwise, as a page.
            let page = format!(
                "<html><head><title>Out</title><meta name=\"section\" content=\"world\"></head>\
                 <body><p>{}</p></body></html>",
                text.replace('*', "")
            );
            newsroom.write("articles/c.html", &page);
            newsroom.ended(&["run"], 0);
            assert_eq!(titles(&newsroom), ["Other"], "{how} {text} {more}");
            if !more.is_empty() {
                newsroom.write("articles/d.md", &file("New words", "On the same page.", more));
                newsroom.ended(&["run"], 0);
                assert_eq!(titles(&newsroom), ["Other"], "{how} {text} {more}");
            }
            newsroom.write("articles/e.md", &file("Fresh", "Something else.", ""));
            newsroom.ended(&["run"], 0);
            assert_eq!(titles(&newsroom).len(), 2, "{how} {text} {more}");
            if how == "retract" {
                newsroom.ended(&["undo", &id], 0);
                newsroom.ended(&["run"], 0);
                assert_eq!(titles(&newsroom).len(), 3, "{text} {more}");
            }
        }
    }
}

#[test]
fn no_push_brings_it_back_under_another_id() {
    let newsroom = desk(&token("cms", "secret", &[]));
    newsroom.write("articles/a.md", &file("Out", SHORT, "url: /minister/"));
    let service = newsroom.serve();
    let item = |title: &str, more: Value| {
        let mut item = json!({"title": title, "sections": ["world"],
            "content_html": "<p>The <b>minister</b> resigned, she said.</p>"});
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        item
    };
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("\"Out\""));
    let id = id_of(&newsroom, "Out");
    newsroom.ended(&["retract", &id, "--reason", "Not so."], 0);
    for body in [
        item("Out", json!({})),
        item("New title", json!({"url": "https://test.example/minister/"})),
    ] {
        let refused = service.put("secret", "other", &body);
        assert_eq!(refused.status, 409, "{}", refused.text());
        assert!(refused.text().contains("Not so."), "{}", refused.text());
    }
    let kept = service.put("secret", "fresh", &item("New title", json!({})));
    assert_eq!(kept.status, 201, "{}", kept.text());
    // What a push itself took back, a push brings again.
    assert_eq!(service.send("secret", "DELETE", "/api/articles/fresh", "").status / 100, 2);
    let kept = service.put("secret", "again", &item("New title", json!({})));
    assert_eq!(kept.status, 201, "{}", kept.text());
    assert_eq!(service.terminate(), Some(0));
}

/// What keeps an article away that the desk holds back no longer is told in so many words.
#[test]
fn undo_says_what_else_keeps_an_article_away() {
    let newsroom = desk(KEEP);
    let article = |name: &str, title: &str, more: &str| {
        let text = file(title, &format!("What {name} says."), more);
        newsroom.write(&format!("articles/{name}.md"), &text);
    };
    article("d", "Story d", DATED);
    article("w", "Waiting", "publish_at: 2999-01-01T10:00:00Z");
    article("x", "Expiring", "date: 2020-01-01\nexpires_at: 2998-01-01T10:00:00Z");
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["retract", "Waiting"], 0);
    let undone = newsroom.ended(&["undo", "Waiting"], 0);
    assert!(undone.contains("it waits until 2999-01-01 10:00:00"), "{undone}");
    assert!(!undone.contains("live again"), "{undone}");
    // Its own time ends it.
    newsroom.ended(&["retract", "Expiring"], 0);
    article("x", "Expiring", "date: 2020-01-01\nexpires_at: 2020-01-02T11:00:00Z");
    newsroom.ended(&["run"], 0);
    let undone = newsroom.ended(&["undo", "Expiring"], 0);
    assert!(undone.contains("its time was over at 2020-01-02 11:00:00"), "{undone}");
    // Its own file takes it back, before the desk does and after.
    article("d", "Story d", &format!("withdrawn: true\n{DATED}"));
    newsroom.ended(&["run"], 0);
    for retracts in [false, true] {
        if retracts {
            newsroom.ended(&["retract", "Story d"], 0);
        }
        let undone = newsroom.ended(&["undo", "Story d"], 0);
        assert!(undone.contains("source \"desk\" itself said"), "{undone}");
        newsroom.ended(&["run"], 0);
        assert_eq!(titles(&newsroom), Vec::<String>::new());
    }
    let explained = newsroom.ended(&["explain", "Story d"], 0);
    assert!(explained.contains("by source \"desk\" itself"), "{explained}");
    article("d", "Story d", DATED);
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom), ["Story d"]);
}

#[test]
fn a_page_that_several_share_bars_none() {
    let newsroom = desk("");
    for (name, title) in [("a", "First"), ("b", "Second")] {
        let text = format!("What happened: {title}.");
        newsroom.write(&format!("articles/{name}.md"), &file(title, &text, "url: /live/"));
    }
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["retract", &id_of(&newsroom, "First"), "--reason", "Not so."], 0);
    newsroom.write("articles/c.md", &file("Third", "What happened: third.", "url: /live/"));
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom).len(), 2);
}

#[test]
fn whatever_people_call_an_article_names_it() {
    let newsroom = desk(&token("cms", "secret", &[]));
    for (name, title) in
        [("a", "The Tariff, again"), ("b", "Éclair at noon"), ("c", "Éclair at ten")]
    {
        newsroom.write(&format!("articles/{name}.md"), &file(title, &format!("Of {name}."), ""));
    }
    let service = newsroom.serve();
    let pushed = json!({"title": "Pushed", "sections": ["world"], "content_text": "One."});
    assert_eq!(service.put("secret", "cms-17", &pushed).status, 201);
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("ten"));
    let names = ["cms-17", "a", "a.md", " <cms-17> ", "test.example/a"];
    for name in names.into_iter().chain(["the tariff, again", "eclair AT noon"]) {
        let retracted = newsroom.ended(&["retract", name, "--reason", "Not so."], 0);
        assert!(retracted.contains("is withdrawn"), "{name}: {retracted}");
        let undone = newsroom.ended(&["undo", name], 0);
        assert!(undone.contains("is live again"), "{name}: {undone}");
    }
    let asked = newsroom.ended(&["retract", "éclair"], 1);
    assert!(asked.contains("Éclair at noon") && asked.contains("Éclair at ten"), "{asked}");
    let unknown = newsroom.ended(&["retract", "cms-18"], 1);
    assert!(unknown.contains("there is no article cms-18: give the id"), "{unknown}");
    newsroom.write("articles/d.md", &file("Éclair at noon", "Another.", ""));
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Another"));
    let several = newsroom.ended(&["retract", "Éclair at noon"], 1);
    assert!(several.contains("names 2 articles; give the id of one:"), "{several}");
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn of_two_with_one_name_that_is_meant_with_which_it_can_be_done() {
    let newsroom = desk("");
    for (name, title) in [("a", "First"), ("b", "Second")] {
        let text = format!("What happened: {title}.");
        newsroom.write(&format!("articles/{name}.md"), &file(title, &text, "url: /live/"));
    }
    newsroom.ended(&["run"], 0);
    let (first, second) = (id_of(&newsroom, "First"), id_of(&newsroom, "Second"));
    let page = "https://test.example/live/";
    let said = |words: &[&str], done: &str| {
        let told = newsroom.ended(words, 0);
        assert!(told.contains(done), "{words:?}: {told}");
    };
    let asked_back = |words: &[&str]| {
        let told = newsroom.ended(words, 1);
        assert!(told.contains("names 2 articles") && told.contains(&first), "{words:?}: {told}");
        assert!(told.contains(&second), "{words:?}: {told}");
    };
    for words in [["retract", page], ["undo", page]] {
        asked_back(&words);
    }
    said(&["retract", &first, "--reason", "x"], &first);
    for words in [["correct", page, "--note", "So."], ["correct", page, "--note", "Or so."]] {
        said(&words, &second);
    }
    // Something was done to both.
    asked_back(&["undo", page]);
    for _ in 0..2 {
        said(&["undo", &second], "does not have the note any more");
    }
    said(&["undo", page], &format!("{first} is live again"));
    said(&["retract", &first], &first);
    // For good, and for whoever looks, nothing is taken for granted.
    asked_back(&["purge", page, "--reason", "By order."]);
    said(&["retract", page, "--reason", "A kill notice."], &second);
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom), Vec::<String>::new());
    for words in [["retract", page], ["undo", page]] {
        asked_back(&words);
    }
    newsroom.ended(&["purge", &second, "--reason", "By order."], 0);
    said(&["undo", page], &format!("{first} is live again"));
    said(&["embargo", page, "2999-01-01T10:00"], &first);
    said(&["embargo", page, "--lift"], &first);
}

#[test]
fn a_whole_headline_names_its_articles_among_many_that_have_its_words() {
    let newsroom = desk("");
    let put = |name: &str, title: &str, day: u32| {
        let date = format!("date: 2026-11-{day:02}T10:00:00Z");
        let text = format!("What {name} says.");
        newsroom.write(&format!("articles/{name}.md"), &file(title, &text, &date));
    };
    put("old", "Weather report", 1);
    put("older", "Old story 1", 2);
    put("new", "Weather report", 26);
    for number in 2..32 {
        put(&format!("w{number}"), &format!("Weather report for town {number}"), 20);
        put(&format!("s{number}"), &format!("Old story 1{number}"), 20);
    }
    newsroom.ended(&["run"], 0);
    let several = newsroom.ended(&["retract", "weather report", "--reason", "x"], 1);
    assert!(several.contains("names 2 articles; give the id of one:"), "{several}");
    let one = newsroom.ended(&["retract", "Old story 1", "--reason", "x"], 0);
    assert!(one.contains("is withdrawn"), "{one}");
}

#[test]
fn a_text_that_was_taken_back_comes_back_under_no_other_headline() {
    let newsroom = desk(&token("cms", "secret", &[]));
    let text = format!("{LIBEL} Nobody in the house objected to it at the time, it was said.");
    newsroom.write("articles/a.md", &file("A libel of the minister", &text, DATED));
    newsroom.write("articles/n.md", &file("Ferry", "The ferry sails again.", DATED));
    newsroom.ended(&["run"], 0);
    for title in ["A libel of the minister", "Ferry"] {
        newsroom.ended(&["retract", title, "--reason", "Not so."], 0);
    }
    newsroom.write("articles/b.md", &file("UPDATED A libel of the minister", &text, DATED));
    // A notice in a sentence may be of another day.
    newsroom.write("articles/m.md", &file("Ferry on Friday", "The ferry sails again.", DATED));
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom), ["Ferry on Friday"]);
    let status = newsroom.ended(&["status"], 0);
    assert!(status.contains("b: this is an article that was taken back"), "{status}");
    let service = newsroom.serve();
    for (id, title) in
        [("v1", "A libel of the minister | The Post"), ("v2", "Quite another headline")]
    {
        let pushed = json!({"title": title, "sections": ["world"],
            "content_html": format!("<p><b>{text}</b></p>")});
        assert_eq!(service.put("secret", id, &pushed).status, 409, "{title}");
    }
    assert_eq!(service.terminate(), Some(0));
}

const KEEP: &str = "[store]\nkeep = \"36500d\"\n";
const WORLD: [&str; 4] = ["--source", "archive", "--sections", "world"];
const LIBEL: &str = "The minister took the money on Tuesday, as was said in a long speech.";
const DATED: &str = "date: 2026-11-26T10:00:00Z";

#[test]
fn no_import_brings_it_back() {
    for how in ["retract", "purge"] {
        let newsroom = desk(KEEP);
        newsroom.write("articles/a.md", &file("A libel", LIBEL, DATED));
        newsroom.write("articles/b.md", &file("B libel", SHORT, "url: /b/"));
        newsroom.write("articles/z.md", &file("Other", "Another thing.", ""));
        newsroom.ended(&["run"], 0);
        let id = id_of(&newsroom, "A libel");
        for title in ["A libel", "B libel"] {
            newsroom.ended(&[how, title, "--reason", "Not so."], 0);
        }
        let item = |id: &str, url: &str, title: &str, text: &str| {
            json!({"id": id, "url": url, "title": title, "content_html": format!("<p>{text}</p>"),
                "date_published": "2026-11-26T10:00:00Z"})
        };
        let items = json!([
            item("1", "https://old.example/?p=1", "A libel", LIBEL),
            item("2", "https://test.example/b/", "Of the bishop", "In other words, he did."),
            item("3", "https://old.example/?p=3", "Fresh", "Something else."),
        ]);
        let version = "https://jsonfeed.org/version/1.1";
        let feed = json!({"version": version, "title": "Old", "items": items});
        newsroom.write("old.json", &feed.to_string());
        let words = ["import", "old.json", WORLD[0], WORLD[1], WORLD[2], WORLD[3]];
        let told = newsroom.ended(&words, 0);
        assert!(told.contains("1 new") && told.matches("so it stays back").count() == 2, "{told}");
        let undone = if how == "retract" { 2 } else { 0 };
        assert_eq!(told.matches("pressroom undo").count(), undone, "{told}");
        newsroom.ended(&["run"], 0);
        let mut out = titles(&newsroom);
        out.sort();
        assert_eq!(out, ["Fresh", "Other"], "{how}");
        if how == "retract" {
            newsroom.ended(&["undo", &id], 0);
            newsroom.ended(&["run"], 0);
            assert!(titles(&newsroom).contains(&"A libel".to_owned()));
        }
    }
}

const WIRE: &str = "[[section]]\ntitle = \"World\"\n[[source]]\nname = \"wire\"\n\
    schedule = \"@yearly\"\nsections = [\"world\"]\nfeed.file = \"wire.rss\"\n";

fn wire(items: &[[&str; 4]]) -> String {
    let item = |[guid, page, title, text]: &[&str; 4]| {
        format!(
            "<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>\
             <link>https://w.example/{page}</link><description>{text}</description>\
             <pubDate>Thu, 26 Nov 2026 10:00:00 GMT</pubDate></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    format!(
        "<rss version='2.0'><channel><title>W</title><link>https://w.example/</link>{items}\
         </channel></rss>"
    )
}

#[test]
fn no_upstream_brings_it_back_under_another_guid() {
    let edited = LIBEL.replace("money", "cash");
    for again in [
        ["g2", "moved/7", "A libel", LIBEL],
        ["g2", "a", "The minister's affair", "Told in other words altogether."],
        ["g2", "moved/7", "A libel", &edited],
    ] {
        let newsroom = Newsroom::new(&format!("{KEEP}{WIRE}"));
        let other = ["o", "o", "Other", "Another thing."];
        newsroom.write("wire.rss", &wire(&[other, ["g1", "a", "A libel", LIBEL]]));
        newsroom.ended(&["run"], 0);
        let id = id_of(&newsroom, "A libel");
        newsroom.ended(&["retract", &id, "--reason", "Not so."], 0);
        newsroom.write("wire.rss", &wire(&[other, again]));
        let ran = newsroom.ended(&["run"], 0);
        assert_eq!(titles(&newsroom), ["Other"], "{again:?}: {ran}");
        assert!(ran.contains(&format!("pressroom undo {id}")), "{again:?}: {ran}");
        let fresh = ["g3", "c", "Fresh", "Something else was said."];
        newsroom.write("wire.rss", &wire(&[other, again, fresh]));
        newsroom.ended(&["run"], 0);
        assert_eq!(titles(&newsroom).len(), 2, "{again:?}");
    }
}

#[test]
fn nothing_of_a_purge_is_kept_again() {
    let two = WIRE.replace("[[section]]\ntitle = \"World\"\n", "").replace("wire", "other");
    let more = token("cms", "secret", &[]);
    let third = two.replace("other", "third") + "[[source.drop]]\ntitle = ['libel']\n";
    let newsroom = Newsroom::new(&format!("{KEEP}{WIRE}{two}{third}{more}"));
    let words = "The minister took zzlibel on Tuesday, as was said in a long speech. Nobody in \
                 the house objected to it at the time.";
    let before = words.replace("zzlibel", "zzbefore");
    let quiet = ["o", "o", "Other", "Another thing."];
    newsroom.write("other.rss", &wire(&[]));
    newsroom.write("third.rss", &wire(&[]));
    for said in [&before, words] {
        newsroom.write("wire.rss", &wire(&[quiet, ["g1", "a", "A libel", said]]));
        newsroom.ended(&["run"], 0);
    }
    let id = id_of(&newsroom, "A libel");
    newsroom.ended(&["purge", &id, "--reason", "Court order."], 0);
    let is_clean = |when: &str| {
        for file in ["pressroom.sqlite", "pressroom.sqlite-wal", "pressroom.sqlite.journal"] {
            let bytes = std::fs::read(newsroom.path(file)).unwrap_or_default();
            let words = ["zzlibel", "zzbefore"].map(str::as_bytes);
            let any = words.iter().any(|word| bytes.windows(word.len()).any(|at| at == *word));
            assert!(!any, "{when}: {file}");
        }
    };
    is_clean("the purge");
    // Under another guid, the same words on another page, what it said before, under another
    // headline, of another source.
    for (guid, page, headline, said) in [
        ("g2", "a", "A libel", words),
        ("g3", "b/3", "A libel", words),
        ("g4", "b/4", "A libel", before.as_str()),
        ("g5", "b/5", "What he did", words),
        ("g6", "b/6", "What he did", before.as_str()),
    ] {
        newsroom.write("wire.rss", &wire(&[quiet, [guid, page, headline, said]]));
        let ran = newsroom.ended(&["run", "wire"], 0);
        assert!(ran.contains("so it stays back") && !ran.contains("pressroom undo"), "{ran}");
        is_clean(guid);
    }
    newsroom.write("other.rss", &wire(&[["x", "x", "A libel", words]]));
    newsroom.ended(&["run", "other"], 0);
    is_clean("another source");
    for headline in ["A libel", "Another libel"] {
        newsroom.write("third.rss", &wire(&[["t", "t", headline, words]]));
        newsroom.ended(&["run", "third"], 0);
        is_clean("one that keeps it out");
    }
    for name in [id.as_str(), "g2", "x"] {
        newsroom.ended(&["undo", name], 1);
    }
    let service = newsroom.serve();
    let libel = json!({"title": "A libel", "sections": ["world"], "content_text": words});
    let refused = service.put("secret", "p", &libel);
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(!refused.text().contains("undo"), "{}", refused.text());
    assert_eq!(service.terminate(), Some(0));
    is_clean("a push");
    assert_eq!(titles(&newsroom), ["Other"]);
}

#[test]
fn a_file_that_is_renamed_and_edited_in_one_pass_stays_taken_back() {
    let dated_long = format!("{} on Tuesday. {}", long(), long());
    for how in ["retract", "purge"] {
        for (text, more) in [(LIBEL, DATED), (LIBEL, ""), (&dated_long, DATED)] {
            let newsroom = Newsroom::new(&format!("{KEEP}{DESK}"));
            newsroom.write("articles/a.md", &file("A libel", text, more));
            newsroom.write("articles/z.md", &file("Other", "Another thing.", ""));
            newsroom.ended(&["run"], 0);
            newsroom.ended(&[how, "A libel", "--reason", "Not so."], 0);
            newsroom.ended(&["run"], 0);
            std::fs::remove_file(newsroom.path("articles/a.md")).unwrap();
            let edited = text.replace("Tuesday", "Wednesday");
            newsroom.write("articles/a2.md", &file("A libel", &edited, more));
            let ran = newsroom.ended(&["run"], 0);
            assert!(ran.contains("so it stays back"), "{how} {more}: {ran}");
            assert_eq!(titles(&newsroom), ["Other"], "{how} {text} {more}: {ran}");
            if how == "retract" {
                newsroom.ended(&["undo", "A libel"], 0);
                newsroom.ended(&["run"], 0);
                assert_eq!(titles(&newsroom).len(), 2, "{text} {more}");
            }
        }
    }
}

#[test]
fn stories_after_one_pattern_are_let_out() {
    let newsroom = Newsroom::new(&format!("{KEEP}{DESK}"));
    let weather = |day: u32, text: &str| {
        let date = format!("date: 2026-11-{day}T06:00:00Z");
        newsroom.write(&format!("articles/w{day}.md"), &file("The weather", text, &date));
    };
    newsroom.write("articles/z.md", &file("Other", "Another thing.", ""));
    weather(25, "In Ahlen 7 degrees and rain on Wednesday, wind from the west, 3 Beaufort.");
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["retract", "The weather", "--reason", "Not so."], 0);
    std::fs::remove_file(newsroom.path("articles/w25.md")).unwrap();
    weather(26, "In Ahlen 9 degrees and rain on Thursday, wind from the west, 2 Beaufort.");
    let ran = newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom).len(), 2, "{ran}");
    // It might be what was taken back, so that is said.
    assert!(ran.contains("The weather") || ran.contains("was taken back"), "{ran}");
    weather(27, "Nothing but snow, and the roads to the coast are closed until further notice.");
    let ran = newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom).len(), 3, "{ran}");
}

#[test]
fn no_article_takes_on_the_words_of_what_was_taken_back() {
    let newsroom = desk(&token("cms", "secret", &[]));
    newsroom.write("articles/a.md", &file("A libel", LIBEL, ""));
    newsroom.write("articles/b.md", &file("Harmless", "Another thing.", ""));
    let service = newsroom.serve();
    let harmless = json!({"title": "Pushed", "sections": ["world"], "content_text": "One."});
    assert_eq!(service.put("secret", "p", &harmless).status, 201);
    newsroom.ended(&["retract", "A libel", "--reason", "Not so."], 0);
    let libel = json!({"title": "A libel", "sections": ["world"], "content_text": LIBEL});
    let refused = service.put("secret", "p", &libel);
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert_eq!(service.terminate(), Some(0));
    newsroom.write("articles/b.md", &file("A libel", LIBEL, ""));
    let ran = newsroom.ended(&["run"], 0);
    assert!(ran.contains("pressroom undo"), "{ran}");
    let mut out = titles(&newsroom);
    out.sort();
    assert_eq!(out, ["Harmless", "Pushed"]);
    newsroom.ended(&["undo", "a"], 0);
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom).iter().filter(|title| *title == "A libel").count(), 2);
}

#[test]
fn what_its_own_file_says_anew_is_told_to_stay_back() {
    let newsroom = desk("");
    newsroom.write("articles/weather.md", &file("Weather", "Rain in the north all day.", ""));
    newsroom.write("articles/z.md", &file("Other", "Another thing.", ""));
    newsroom.ended(&["run"], 0);
    let id = id_of(&newsroom, "Weather");
    newsroom.ended(&["retract", "weather", "--reason", "Wrong day."], 0);
    let fog = file("Fog closes the airport", "A different story of planes and fog.", "");
    newsroom.write("articles/weather.md", &fog);
    let ran = newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom), ["Other"], "{ran}");
    let told = ran.contains("what it says now stays back as well");
    assert!(told && ran.contains(&format!("pressroom undo {id}")), "{ran}");
    newsroom.ended(&["undo", &id], 0);
    newsroom.ended(&["run"], 0);
    assert!(titles(&newsroom).contains(&"Fog closes the airport".to_owned()));
}
