//! What an embargo makes of an article, under a clock that stands still.

use crate::desk::{Desk, NOON};
use crate::program::{self, Newsroom};
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::desk::{Change, DeskRefusal, Permit};
use serde_json::{Value, json};

fn at(hours: i64) -> DateTime<Utc> {
    NOON.parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hours)
}

fn until(hours: i64) -> Change {
    Change::Embargo(at(hours), Some("The embassy asked.".to_owned()))
}

/// Three articles of ten o'clock; what is done is done to the second.
fn three() -> Desk {
    let desk = Desk::with("");
    for id in ["one", "two", "three"] {
        desk.publish(json!({"id": id}));
    }
    desk
}

fn change(desk: &Desk, change: &Change) -> Result<(), DeskRefusal> {
    let (_, sections) = desk.pipeline.desk.change("two", change, &Permit::of_the_desk())?;
    desk.print(&sections);
    Ok(())
}

/// As the press does when it wakes for what is due.
fn wait_until(desk: &Desk, hours: i64) {
    desk.clock.set(at(hours));
    desk.pipeline.publish_all(false).unwrap();
}

fn feed(desk: &Desk) -> Value {
    serde_json::from_str(&desk.text("/feeds/world.json")).unwrap()
}

/// What readers have of the second article, and what they are told instead.
fn two(desk: &Desk) -> (Option<Value>, usize) {
    let feed = feed(desk);
    let items = feed["items"].as_array().unwrap();
    let withdrawn = feed["_pressroom"]["withdrawn"].as_array().map_or(0, Vec::len);
    (items.iter().find(|item| item["title"] == "Story two").cloned(), withdrawn)
}

fn published(desk: &Desk) -> Option<String> {
    two(desk).0.map(|item| item["date_published"].as_str().unwrap().to_owned())
}

#[test]
fn what_is_kept_back_is_told_as_withdrawn_and_comes_at_its_second() {
    let desk = three();
    change(&desk, &until(3)).unwrap();
    assert_eq!(two(&desk), (None, 1));
    for format in ["rss", "atom", "json"] {
        let text = desk.text(&format!("/feeds/world.{format}"));
        assert!(!text.contains("Story two") && !text.contains("embassy"), "{format}: {text}");
        assert!(text.contains("Story one"), "{format}: {text}");
    }
    assert!(desk.text("/feeds/world.atom").contains("deleted-entry"));
    desk.clock.set(at(3) - TimeDelta::seconds(1));
    desk.pipeline.publish_all(false).unwrap();
    assert_eq!(two(&desk), (None, 1));
    wait_until(&desk, 3);
    assert_eq!(published(&desk).unwrap(), "2026-11-23T15:00:00Z");
    assert_eq!(two(&desk).1, 0);
    // Its time has come: there is nothing to lift or to undo, and it is of that time.
    let refused = change(&desk, &Change::Lift).unwrap_err();
    assert!(matches!(refused, DeskRefusal::NotKeptBack { waits: false, .. }), "{refused}");
    assert!(matches!(change(&desk, &Change::Undo), Err(DeskRefusal::Nothing(_))));
    let past = change(&desk, &until(3)).unwrap_err();
    assert!(past.to_string().contains("past"), "{past}");
    assert_eq!(published(&desk).unwrap(), "2026-11-23T15:00:00Z");
}

#[test]
fn lifted_it_is_of_the_date_that_it_had() {
    let desk = three();
    let before = two(&desk).0.unwrap();
    change(&desk, &until(3)).unwrap();
    desk.clock.set(at(1));
    change(&desk, &Change::Lift).unwrap();
    let (now, withdrawn) = two(&desk);
    let now = now.unwrap();
    assert_eq!((&now["id"], &now["date_published"]), (&before["id"], &before["date_published"]));
    // Whoever was told that it is gone takes it for new only if it changed since.
    assert_eq!((now["date_modified"].as_str(), withdrawn), (Some("2026-11-23T13:00:00Z"), 0));
    assert!(!desk.text("/feeds/world.atom").contains("deleted-entry"));
    assert!(change(&desk, &Change::Lift).is_err());
}

/// What a source says after the desk's word, and what is so when that is lifted.
#[test]
fn the_latest_of_what_the_desk_and_a_source_say_counts() {
    let four = "2026-11-23T16:00:00Z";
    // What is pushed; whether it is out once the desk's word is lifted; and when else.
    let words: [(Value, bool, i64); 6] = [
        (json!({"id": "two", "content_html": "<p>Another text.</p>"}), true, 3),
        (json!({"id": "two", "date_published": "2026-11-23T09:00:00Z"}), true, 3),
        (json!({"id": "two", "date_modified": "2026-11-23T12:30:00Z"}), true, 3),
        (json!({"id": "two", "publish_at": "2026-11-23T12:30:00Z"}), true, 3),
        (json!({"id": "two", "publish_at": four}), false, 4),
        (json!({"id": "two", "publish_at": four, "summary": "In short."}), false, 4),
    ];
    for (word, is_out, comes) in words {
        for lifts in [false, true] {
            let desk = three();
            change(&desk, &until(3)).unwrap();
            desk.clock.set(at(1));
            desk.print(&desk.push(word.clone()));
            assert_eq!(two(&desk), (None, 1), "{word}");
            if lifts {
                change(&desk, &Change::Lift).unwrap();
                assert_eq!(two(&desk).0.is_some(), is_out, "{word}");
            }
            wait_until(&desk, comes - 1);
            assert_eq!(two(&desk).0.is_some(), is_out && lifts, "{word} {lifts}");
            wait_until(&desk, comes);
            assert!(two(&desk).0.is_some(), "{word} {lifts}");
        }
    }
}

/// What waits by its source's word alone, and by a date that is to come.
#[test]
fn what_waits_by_itself_comes_no_earlier() {
    for key in ["publish_at", "date_published"] {
        let desk = Desk::with("");
        desk.publish(json!({"id": "two", key: "2026-11-23T14:00:00Z"}));
        change(&desk, &until(3)).unwrap();
        desk.clock.set(at(1));
        // The source puts it off meanwhile; the desk's word is lifted long before that.
        desk.push(json!({"id": "two", key: "2026-11-23T17:00:00Z"}));
        change(&desk, &Change::Lift).unwrap();
        let lift = change(&desk, &Change::Lift).unwrap_err();
        assert!(matches!(lift, DeskRefusal::NotKeptBack { waits: true, .. }), "{key}: {lift}");
        wait_until(&desk, 4);
        assert_eq!(two(&desk), (None, 0), "{key}");
        wait_until(&desk, 5);
        assert_eq!(published(&desk).unwrap(), "2026-11-23T17:00:00Z", "{key}");
    }
}

#[test]
fn the_last_word_counts_and_undo_brings_the_one_before_it_back() {
    let desk = three();
    for hours in [3, 4, 2] {
        change(&desk, &until(hours)).unwrap();
    }
    change(&desk, &until(2)).unwrap();
    change(&desk, &Change::Undo).unwrap();
    wait_until(&desk, 2);
    assert_eq!(two(&desk), (None, 1), "that word is undone");
    change(&desk, &Change::Undo).unwrap();
    wait_until(&desk, 2);
    assert_eq!(two(&desk), (None, 1), "it is kept back until three as before");
    change(&desk, &Change::Undo).unwrap();
    assert_eq!(published(&desk).unwrap(), "2026-11-23T10:00:00Z");
    assert!(matches!(change(&desk, &Change::Undo), Err(DeskRefusal::Nothing(_))));
    // One whose time has come is not undone in the place of an older word.
    change(&desk, &Change::Correct("It was Monday.".to_owned())).unwrap();
    change(&desk, &until(3)).unwrap();
    wait_until(&desk, 3);
    assert!(feed(&desk).to_string().contains("It was Monday."));
    change(&desk, &Change::Undo).unwrap();
    assert!(!feed(&desk).to_string().contains("It was Monday."));
    assert!(two(&desk).0.is_some());
}

#[test]
fn a_retraction_stands_before_it_and_beside_it() {
    let desk = three();
    let retract = Change::Retract(Some("Not so.".to_owned()));
    change(&desk, &retract).unwrap();
    change(&desk, &until(3)).unwrap();
    assert!(desk.text("/feeds/world.json").contains("Not so."), "what is told stays");
    change(&desk, &Change::Undo).unwrap();
    change(&desk, &Change::Undo).unwrap();
    assert_eq!(published(&desk).unwrap(), "2026-11-23T10:00:00Z");

    change(&desk, &until(3)).unwrap();
    change(&desk, &retract).unwrap();
    change(&desk, &Change::Undo).unwrap();
    assert_eq!(two(&desk), (None, 1), "it waits for its time as before");
    change(&desk, &retract).unwrap();
    change(&desk, &Change::Lift).unwrap();
    wait_until(&desk, 4);
    assert_eq!(two(&desk), (None, 1), "what was taken back no time lets out");
    change(&desk, &Change::Undo).unwrap();
    assert_eq!(published(&desk).unwrap(), "2026-11-23T10:00:00Z");
}

const AHEAD: &str = "2199-01-01T10:00:00Z";

fn wire(items: &[(&str, &str)]) -> String {
    let letters = "abcdefghijklmnopqrstuvwxyz";
    let words: Vec<String> = (0..150)
        .map(|place| {
            format!(
                "{}{}en",
                &letters[place / 20..place / 20 + 2],
                &letters[place % 20..place % 20 + 3]
            )
        })
        .collect();
    let item = |(guid, page): &(&str, &str)| {
        format!(
            "<item><title>The summit</title><link>https://wire.example/{page}</link>\
             <guid isPermaLink='false'>{guid}</guid><pubDate>Mon, 05 Jan 2026 10:00:00 +0000</pubDate>\
             <description>{}</description></item>",
            words.join(" ")
        )
    };
    format!(
        "<rss version='2.0'><channel><title>W</title><link>https://wire.example/</link>{}\
         </channel></rss>",
        items.iter().map(item).collect::<String>()
    )
}

fn with_wires() -> Newsroom {
    let source = |name: &str| {
        format!(
            "[[source]]\nname = \"{name}\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
             feed.file = \"{name}.xml\"\n"
        )
    };
    let token = program::token("cms", "pencil", &[]);
    let newsroom = Newsroom::new(&format!(
        "[[section]]\ntitle = \"World\"\n{}{}{token}",
        source("wire"),
        source("other")
    ));
    newsroom.write("wire.xml", &wire(&[("a", "a")]));
    newsroom.write("other.xml", &wire(&[]));
    newsroom.ended(&["run"], 0);
    newsroom
}

fn is_out(newsroom: &Newsroom) -> bool {
    newsroom.read("feeds/world.json").contains("The summit")
}

/// Under another guid, at another page, from another source, and from both again.
#[test]
fn the_same_story_under_another_name_waits_with_it() {
    let newsroom = with_wires();
    assert!(is_out(&newsroom));
    newsroom.ended(&["embargo", "The summit", AHEAD], 0);
    for (file, guid, page) in [("wire", "b", "a"), ("wire", "c", "c"), ("other", "x", "x")] {
        newsroom.write(&format!("{file}.xml"), &wire(&[(guid, page)]));
        let said = newsroom.ended(&["run"], 0);
        assert!(!is_out(&newsroom), "{file} {guid} {page}");
        assert!(file == "wire" || said.contains("it waits with it"), "{said}");
    }
    assert_eq!(newsroom.told(&["waiting", "--json"]).as_array().unwrap().len(), 1);
    // Each part of it stays where it is.
    let said = newsroom.run(&["separate", "The summit", "--source", "other"]);
    let told = String::from_utf8(said.stderr).unwrap();
    assert!(told.contains("each part is kept back"), "{told}");
    newsroom.ended(&["run"], 0);
    assert!(!is_out(&newsroom));
    let waiting = newsroom.told(&["waiting", "--json"]);
    let ids: Vec<&str> =
        waiting.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 2, "{waiting}");
    newsroom.ended(&["embargo", ids[0], "--lift"], 0);
    newsroom.ended(&["run"], 0);
    assert!(is_out(&newsroom));
}
