//! Promise: what was taken back comes back under no other name, acted out on the real program.
//! - a file that is renamed after a retraction or a purge, short or long, with another address
//!   or the same, is the article that was taken back; so is a copy of its words, however they
//!   are marked up, and a push of them under another id (409); that is told, with what to do;
//! - `undo` brings it back;
//! - it is named by whatever people know: its id, page, file, the pusher's name, its headline;
//!   what could be several is asked back for, and nothing is done;
//! - a purge leaves none of its words in the store, and removal for its age lets it out no more;
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
            assert!(ran.contains("so it stays back") && ran.contains("pressroom undo"), "{ran}");
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
    for name in ["cms-17", "a", "the tariff, again", "eclair AT noon"] {
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
