//! Promise: what waits for its time can be seen, and what has no time is told.
//! - `pressroom waiting` lists every article that is not out yet, the first first, with its
//!   time, its title, its sections and its id; what is out, or taken back, is not in it.
//! - An article that says no date is dated when it was first seen, which is told.

use crate::program::{DESK, Newsroom, article};
use serde_json::Value;

fn titles(told: &Value) -> Vec<&str> {
    told.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect()
}

#[test]
fn what_waits_is_listed_until_it_is_out() {
    let newsroom = Newsroom::new(DESK);
    newsroom
        .write("articles/out.md", &article("Out", "\"world\"", "2026-01-05T10:00:00Z", "Text."));
    assert!(newsroom.ended(&["waiting"], 1).contains("pressroom run"), "there is no store yet");
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom.told(&["waiting", "--json"])), [] as [&str; 0]);
    assert!(newsroom.ended(&["waiting"], 0).contains("nothing waits"));
    for (name, date) in [("later", "2199-02-01T10:00:00Z"), ("sooner", "2199-01-01T10:00:00Z")] {
        newsroom.write(&format!("articles/{name}.md"), &article(name, "\"sports\"", date, "Text."));
    }
    let held = article("held", "\"world\"", "2026-01-05T10:00:00Z", "Text.");
    let held = held.replacen("+++\n", "+++\npublish_at = 2199-01-15T10:00:00Z\n", 1);
    newsroom.write("articles/held.md", &held);
    newsroom.ended(&["run"], 0);
    let told = newsroom.told(&["waiting", "--json"]);
    assert_eq!(titles(&told), ["sooner", "held", "later"]);
    let first = &told[0];
    assert_eq!(first["until"], "2199-01-01T10:00:00Z", "{first}");
    assert_eq!(first["sections"], serde_json::json!(["sports"]), "{first}");
    let id = first["id"].as_str().unwrap();
    assert!(id.starts_with("urn:uuid:"), "{first}");
    let said = newsroom.ended(&["waiting"], 0);
    let shown = id.trim_start_matches("urn:uuid:");
    for word in ["sooner", "2199-01-01", "sports", shown, "later", "held"] {
        assert!(said.contains(word), "{word} in\n{said}");
    }
    newsroom.ended(&["retract", shown], 0);
    assert_eq!(titles(&newsroom.told(&["waiting", "--json"])), ["held", "later"]);
    // A volume that is not mounted keeps nobody from looking.
    std::fs::remove_dir_all(newsroom.path("articles")).unwrap();
    assert_eq!(titles(&newsroom.told(&["waiting", "--json"])), ["held", "later"]);
}

#[test]
fn an_article_without_a_date_is_told() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/undated.md", "---\ntitle: Undated\nsections: [world]\n---\nText.\n");
    newsroom.write(
        "articles/2026-01-05-named.md",
        "---\ntitle: Named\nsections: [world]\n---\nText.\n",
    );
    let said = newsroom.ended(&["run"], 0);
    assert!(said.contains("undated") && said.contains("no date"), "{said}");
    assert!(!said.contains("named: it"), "{said}");
    for how in [&["status"][..], &["try", "articles/undated.md"]] {
        let said = newsroom.ended(how, 0);
        assert!(said.contains("no date"), "{how:?} said:\n{said}");
    }
    newsroom.write(
        "articles/undated.md",
        "---\ntitle: Undated\nsections: [world]\ndate: 2026-01-05\n---\nText.\n",
    );
    assert!(!newsroom.ended(&["run"], 0).contains("no date"));
    assert!(!newsroom.ended(&["status"], 0).contains("no date"));
}

#[test]
fn a_feed_without_dates_is_told_once() {
    let source = "[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
                  feed.file = \"wire.rss\"\n";
    let newsroom = Newsroom::new(&format!("[[section]]\ntitle = \"World\"\n{source}"));
    let item =
        |number: usize| format!("<item><title>Story {number}</title><guid>{number}</guid></item>");
    let items: String = (0..5).map(item).collect();
    let feed = format!("<rss version=\"2.0\"><channel><title>W</title>{items}</channel></rss>");
    newsroom.write("wire.rss", &feed);
    let said = newsroom.ended(&["run"], 0);
    assert_eq!(said.matches("no date").count(), 1, "{said}");
    assert!(said.contains("5 of its items give no date"), "{said}");
    assert!(said.contains("(0, 1, 2 and 2 more)"), "{said}");
    let told = newsroom.told(&["try", "--json", "wire"])["warnings"].to_string();
    assert!(told.contains("5 of its items give no date"), "{told}");
    let none = "<rss version=\"2.0\"><channel><title>W</title></channel></rss>";
    newsroom.write("wire.rss", none);
    let said = newsroom.ended(&["run"], 0);
    assert!(said.contains("no item now, and there are 5 articles of it"), "{said}");
}
