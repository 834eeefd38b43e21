//! Promise: a text that was taken back and comes again with a line more is known.
//! - with a byline, a dateline or a line of credit, under another name and headline, it stays
//!   back; of a push it is 409;
//! - with a word more, or half of it in another text, it is let out, and that is told;
//! - what has none of its long sentences is told nothing of.

use crate::program::{DESK, Newsroom, token};
use serde_json::json;

const TEXT: &str = "The harbour master took the money of the fishing fleet for three years, two clerks said.\n\nNobody at the harbour office wanted to speak about the missing sums on Tuesday evening.";

fn file(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\nsections: [world]\ndate: 2026-01-05T10:00:00Z\n---\n{text}\n")
}

fn newsroom(more: &str) -> Newsroom {
    let newsroom = Newsroom::new(&format!("{more}{}", DESK.replace("mirror = true\n", "")));
    newsroom.write("articles/a.md", &file("Out", TEXT));
    newsroom.write("articles/z.md", &file("Other", "Another thing that nobody has said before."));
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["retract", "Out", "--reason", "Not so."], 0);
    newsroom.ended(&["run"], 0);
    newsroom
}

#[test]
fn a_line_more_lets_nothing_out() {
    let longer = [
        format!("By Mara Quill\n\n{TEXT}"),
        format!("KARACHI, Jan 5 (Wire) — {TEXT}"),
        format!("{TEXT}\n\nThis report was first published by the wire that the paper takes."),
    ];
    for (at, text) in longer.iter().enumerate() {
        let newsroom = newsroom("");
        newsroom.write("articles/b.md", &file("Money of the fleet", text));
        let ran = newsroom.ended(&["run"], 0);
        assert!(!newsroom.read("feeds/world.json").contains("clerks"), "{at}");
        assert!(ran.contains("so it stays back"), "{at}: {ran}");
    }
    let newsroom = newsroom(&token("cms", "secret", &[]));
    let service = newsroom.serve();
    let html = format!("<p>By Mara Quill</p><p>{}</p>", TEXT.replace("\n\n", "</p><p>"));
    let item = json!({"title": "Money of the fleet", "sections": ["world"], "content_html": html});
    let refused = service.put("secret", "other", &item);
    assert_eq!(refused.status, 409, "{}", refused.text());
}

#[test]
fn what_is_nearly_that_is_told() {
    let near = [
        TEXT.replace("three years", "three long years"),
        format!(
            "{TEXT}\n\nThe master himself said that he had paid back all of it by now.\n\nA court in the capital will hear the two clerks in the second week of March."
        ),
    ];
    for (at, text) in near.iter().enumerate() {
        let newsroom = newsroom("");
        newsroom.write("articles/b.md", &file("Money of the fleet", text));
        let ran = newsroom.ended(&["run"], 0);
        assert!(newsroom.read("feeds/world.json").contains("clerks"), "{at}: {ran}");
        assert!(ran.contains("retract it too"), "{at}: {ran}");
        assert!(newsroom.ended(&["status"], 0).contains("retract it too"), "{at}");
    }
    let newsroom = newsroom("");
    newsroom.write("articles/b.md", &file("Money", "The fleet has no money, and asks for a loan."));
    let ran = newsroom.ended(&["run"], 0);
    assert!(newsroom.read("feeds/world.json").contains("asks for a loan"));
    assert!(!ran.contains("retract it too"), "{ran}");
}
