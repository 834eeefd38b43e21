//! Promise: what is not for every reader where it comes from is not published, and that is told.
//! - what is hidden in a text (`hidden`, `display: none`) is left out of every format, of
//!   summaries and of searches, whoever brings it;
//! - what stands behind a CMS's mark of what is for members is left out; where that is all of
//!   it, the article is refused;
//! - a note of the desk's that was left in a text is told: of a file with its line, to who
//!   pushed it in the answer.

use crate::program::{DESK, Newsroom, article, token};
use serde_json::{Value, json};

const DATE: &str = "2026-01-05T10:00:00Z";

fn newsroom(files: &[(&str, &str)]) -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    for (name, text) in files {
        newsroom.write(&format!("articles/{name}"), &article("A story", "\"world\"", DATE, text));
    }
    newsroom
}

fn everything(newsroom: &Newsroom) -> String {
    ["rss", "atom", "json"].map(|format| newsroom.read(&format!("feeds/world.{format}"))).concat()
}

#[test]
fn what_a_text_hides_stays_hidden_and_is_told() {
    let newsroom = newsroom(&[(
        "a.md",
        "Seen before.\n\n<div style=\"display: none\">The secret name is Mara.</div>\n\nSeen after.",
    )]);
    let said = newsroom.ended(&["run"], 0);
    let feeds = everything(&newsroom);
    assert!(feeds.contains("Seen before.") && feeds.contains("Seen after."), "{feeds}");
    assert!(!feeds.contains("Mara"), "{feeds}");
    assert!(said.contains("The secret name is Mara."), "{said}");
    assert!(newsroom.ended(&["status"], 0).contains("hides some of its text"));
}

#[test]
fn what_is_for_members_stays_behind_its_mark() {
    let marks = [
        "<!--members-only-->",
        "<!-- MEMBERS ONLY -->",
        "<!--kg-paywall-->",
        "<!-- paywall starts here -->",
        "<!--kg-gated-block:begin nonMember:false memberSegment:\"status:free\" -->",
        "<div class=\"paywall-jump\" data-component-name=\"PaywallToDOM\"></div>",
    ];
    for mark in marks {
        let text = format!("For everybody.\n\n{mark}\n\nWho paid reads this.");
        let newsroom = newsroom(&[("a.md", &text)]);
        let said = newsroom.ended(&["run"], 0);
        let feeds = everything(&newsroom);
        assert!(feeds.contains("For everybody."), "{mark}: {feeds}");
        assert!(!feeds.contains("Who paid"), "{mark}: {feeds}");
        assert!(said.contains("for members"), "{mark}: {said}");
    }
    let newsroom = newsroom(&[
        ("a.md", "<!--members-only-->\n\nWho paid reads this."),
        ("z.md", "Another thing."),
    ]);
    newsroom.run(&["run"]);
    let said = String::from_utf8(newsroom.run(&["status"]).stdout).unwrap();
    assert!(said.contains("all of it stands behind the mark"), "{said}");
    assert!(!everything(&newsroom).contains("Who paid"));
}

#[test]
fn what_resumes_for_all_and_what_is_no_mark_is_read() {
    let text = "One.\n\n<!-- paywall -->\n\nTwo.\n\n<!-- /paywall -->\n\nThree.\n\n<!--more-->\n\nFour.\n\n<!-- The paywall is a bad idea -->\n\nFive.";
    let newsroom = newsroom(&[("a.md", text)]);
    newsroom.ended(&["run"], 0);
    let feed = newsroom.read("feeds/world.json");
    for word in ["One.", "Three.", "Four.", "Five."] {
        assert!(feed.contains(word), "{word}: {feed}");
    }
    assert!(!feed.contains("Two."), "{feed}");
}

#[test]
fn a_note_of_the_desk_is_told_with_its_line() {
    let newsroom = newsroom(&[
        ("a.md", "A sentence.\n\nThe mayor, [[NOTE TO DESK: age?]], said so."),
        ("b.md", "A sentence that ends with TKTK."),
        ("c.md", "Code: `[[nodiscard]]` is an attribute, and an array is `a[[1]]`."),
    ]);
    let said = newsroom.ended(&["run"], 0);
    assert!(said.contains("[[NOTE TO DESK: age?]]"), "{said}");
    assert!(said.contains("a.md, line 8"), "{said}");
    assert!(said.contains("TKTK") && said.contains("b.md"), "{said}");
    assert!(!said.contains("nodiscard"), "{said}");
}

#[test]
fn a_note_of_the_desk_in_a_push_or_in_json_is_told_too() {
    let html = "<p>The mayor, [[NOTE TO DESK: <b>age?</b>]], said so.</p>";
    let code = "<p>An attribute: <code>[[nodiscard]]</code>.</p><pre>TKTK</pre><p>[[</p><p>]]</p>";
    let item = |id: &str, key: &str, text: &str| json!({"id": id, "title": "T", key: text, "sections": ["world"]});
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [
        item("in-json", "content_html", html), item("in-code", "content_html", code)]});
    let newsroom = newsroom(&[]);
    newsroom.write("articles/a.json", &feed.to_string());
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &format!("{config}{}", token("cms", "secret", &[])));
    let service = newsroom.serve();
    for (key, text, note) in [
        ("content_html", html, Some("[[NOTE TO DESK: age?]]")),
        ("content_text", "To come: TKTK.", Some("TKTK")),
        ("content_html", code, None),
    ] {
        let answer = service.put("secret", "p", &item("p", key, text));
        let told: Value = serde_json::from_slice(&answer.body).unwrap();
        let warnings = told["warnings"].to_string();
        match note {
            Some(note) => assert!(warnings.contains(note), "{told}"),
            None => assert!(told["warnings"].is_null(), "{told}"),
        }
    }
    let said = String::from_utf8(newsroom.run(&["status"]).stdout).unwrap();
    assert!(said.contains("[[NOTE TO DESK: age?]]") && !said.contains("nodiscard"), "{said}");
    assert_eq!(service.terminate(), Some(0));
}
