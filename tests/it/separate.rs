//! Promise: an editor sees where an article came from, and can undo a wrong join.
//! - two feeds' items of one story are one article, and `article` shows both;
//! - a source that takes no part keeps its own;
//! - `separate` makes two of it, which no later pass joins again;
//! - what was taken back stays so in both parts, until somebody undoes it in one;
//! - the running service shows the change by itself.

use crate::program::Newsroom;
use serde_json::Value;

fn config(more: &str) -> String {
    let source = |name: &str| {
        format!(
            "[[source]]\nname = \"{name}\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n{}\
             [source.feed]\nfile = \"{name}.xml\"\n",
            if name == "desk" { more } else { "" }
        )
    };
    format!("[[section]]\ntitle = \"World\"\n{}{}", source("wire"), source("desk"))
}

/// A feed of one story, which is longer than any pattern; all are the same but for
/// `extra`.
fn feed(name: &str, title: &str, extra: &str) -> String {
    let letters = "abcdefghijklmnopqrstuvwxyz";
    let words = (0..150).map(|place| {
        let (ten, one) = (place / 20, place % 20);
        format!("{}{}en", &letters[ten..ten + 2], &letters[one..one + 3])
    });
    let words: Vec<String> = words.collect();
    format!(
        "<rss version='2.0'><channel><title>{name}</title><link>https://{name}.example/</link>\
         <item><title>{title}</title><link>https://{name}.example/story</link>\
         <guid>https://{name}.example/story</guid><pubDate>Mon, 05 Jan 2026 10:00:00 +0000</pubDate>\
         <description>{} {extra}</description></item></channel></rss>",
        words.join(" ")
    )
}

fn newsroom(more: &str) -> Newsroom {
    let newsroom = Newsroom::new(&config(more));
    newsroom.write("wire.xml", &feed("wire", "From the wire", ""));
    newsroom.write("desk.xml", &feed("desk", "What the desk wrote", ""));
    newsroom
}

fn titles(newsroom: &Newsroom) -> Vec<String> {
    let feed = newsroom.json("feeds/world.json");
    let items = feed["items"].as_array().unwrap();
    let mut titles: Vec<String> =
        items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect();
    titles.sort();
    titles
}

#[test]
fn a_join_is_shown_and_undone() {
    let newsroom = newsroom("");
    // Which of two equal stories makes the article is decided by who comes first.
    newsroom.ended(&["run", "wire"], 0);
    newsroom.ended(&["run", "desk"], 0);
    assert_eq!(titles(&newsroom), ["From the wire"]);

    let told = newsroom.told(&["article", "--json", "http://www.wire.example/story/?utm_source=x"]);
    let items = told["items"].as_array().unwrap();
    let sources: Vec<(&Value, &Value)> =
        items.iter().map(|item| (&item["source"], &item["matched"])).collect();
    assert_eq!(sources.len(), 2);
    assert_eq!(sources[0].0, "wire");
    assert_eq!(sources[1], (&Value::from("desk"), &Value::from("text 1.000")));
    let id = told["id"].as_str().unwrap();
    let shown = newsroom.ended(&["article", id], 0);
    assert!(shown.contains("From the wire") && shown.contains("desk"), "{shown}");

    let refused = newsroom.ended(&["separate", id, "--source", "nobody"], 1);
    assert!(refused.contains("nobody"), "{refused}");
    let own = newsroom.ended(&["separate", id, "--source", "desk"], 0);
    assert_ne!(own.trim(), id);
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom), ["From the wire", "What the desk wrote"]);
    newsroom.write("desk.xml", &feed("desk", "What the desk wrote, edited", ""));
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom), ["From the wire", "What the desk wrote, edited"]);
    let told = newsroom.told(&["article", "--json", own.trim()]);
    assert_eq!(told["items"].as_array().unwrap().len(), 1);
    newsroom.ended(&["article", "urn:uuid:of-nothing"], 1);
}

#[test]
fn a_source_that_takes_no_part_keeps_its_own() {
    let newsroom = newsroom("duplicates = false\n");
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom), ["From the wire", "What the desk wrote"]);
}

#[test]
fn the_running_service_shows_it() {
    let newsroom = newsroom("");
    newsroom.ended(&["run"], 0);
    let service = newsroom.serve();
    assert!(!service.get("/feeds/world.json").text().contains("What the desk wrote"));
    let told = newsroom.told(&["article", "--json", "https://wire.example/story"]);
    newsroom.ended(&["separate", told["id"].as_str().unwrap(), "--source", "desk"], 0);
    let shown = service
        .wait_for("/feeds/world.json", |answer| answer.text().contains("What the desk wrote"));
    assert!(shown.text().contains("From the wire"));
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn what_was_taken_back_stays_so_in_both_parts() {
    let newsroom = newsroom("");
    newsroom.ended(&["run", "wire"], 0);
    newsroom.ended(&["run", "desk"], 0);
    assert_eq!(titles(&newsroom).len(), 1);
    let story = "https://wire.example/story";
    newsroom.ended(&["retract", "https://desk.example/story", "--reason", "A kill notice."], 0);
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom).len(), 0);
    let said = newsroom.run(&["separate", story, "--source", "desk"]);
    let told = String::from_utf8(said.stderr).unwrap();
    assert!(told.contains("each part is; `pressroom undo"), "{told}");
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom).len(), 0, "the killed text is out");
    newsroom.ended(&["undo", story], 0);
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom), ["From the wire"]);
}
