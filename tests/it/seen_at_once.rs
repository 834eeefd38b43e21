//! Promise: an operator sees the newsroom on one screen, and finds any article.
//! - `status` says what is wrong first, then how sources, sections and feeds do, and what
//!   waits in the next 24 hours, in the newsroom's time; also while a source's folder is away;
//! - `list` and `search` have the newest articles by section, author, tag and words, and
//!   `show` one with its text; nothing whose time has not come is told by the first two.

use crate::program::{DESK, Newsroom, article};
use chrono::TimeDelta;
use pressroom::clock::Clock;

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    newsroom.write(
        "articles/rain.md",
        &article("Rain", "\"world\"", "2026-01-05T10:00:00Z", "It rains."),
    );
    newsroom.write(
        "articles/goal.md",
        &article("Goal", "\"sports\"", "2026-01-05T11:00:00Z", "One to nil."),
    );
    newsroom
}

#[test]
fn what_is_wrong_comes_first_and_what_waits_is_told() {
    let newsroom = newsroom();
    let soon = (Clock::system().now() + TimeDelta::hours(3)).to_rfc3339();
    let late = (Clock::system().now() + TimeDelta::hours(30)).to_rfc3339();
    newsroom.write("articles/secret.md", &article("Hush", "\"world\"", &soon, "Not yet."));
    newsroom.write("articles/later.md", &article("Later", "\"world\"", &late, "Not yet."));
    newsroom.ended(&["run"], 0);
    let calm = newsroom.ended(&["status"], 0);
    assert!(calm.contains("Nothing is wrong.") && calm.contains("no service is running"), "{calm}");
    let coming: Vec<&str> = calm.lines().filter(|line| line.contains("becomes visible")).collect();
    assert_eq!(coming.len(), 1, "{calm}");
    // Who may run it may run `waiting` too, and knows the story by its headline.
    assert!(coming[0].contains("\"Hush\""), "{calm}");
    let told = newsroom.told(&["status", "--json"]);
    assert_eq!(told["coming"].as_array().unwrap().len(), 1, "{told}");
    let first = &told["coming"][0];
    assert_eq!((&first["what"], &first["title"]), (&"appears".into(), &"Hush".into()), "{told}");
    assert_eq!(told["rhythms"]["world"].as_array().unwrap().len(), 14, "{told}");
    assert!(told["sources"][0]["next"].is_string(), "{told}");
    let source = &told["sources"][0];
    assert_eq!((&source["waiting"], &source["today"]), (&2.into(), &0.into()), "{told}");
    let world = told["feeds"].as_array().unwrap().iter().find(|it| it["feed"] == "world").unwrap();
    assert_eq!((&world["items"], &world["held_back"]), (&1.into(), &false.into()), "{told}");
    assert!(world["bytes"].as_u64() > Some(100) && world["changed"].is_string(), "{told}");
    assert!(calm.contains("lets it out"), "{calm}");

    // A volume is not mounted: whoever looks is told, and sees all that is kept.
    std::fs::rename(newsroom.path("articles"), newsroom.path("away")).unwrap();
    newsroom.ended(&["run"], 2);
    let said = newsroom.ended(&["status"], 0);
    let at = |words: &str| said.find(words).unwrap_or_else(|| panic!("no {words} in\n{said}"));
    assert!(at("WRONG") < at("there is no folder"), "{said}");
    assert!(at("there is no folder") < at("last went well"), "{said}");
    assert!(newsroom.ended(&["list"], 0).contains("Goal"));
}

#[test]
fn articles_are_listed_found_and_shown() {
    let newsroom = newsroom();
    let soon = (Clock::system().now() + TimeDelta::hours(3)).to_rfc3339();
    newsroom.write("articles/secret.md", &article("Hush rain", "\"world\"", &soon, "Not yet."));
    let said = newsroom.ended(&["list"], 1);
    assert!(said.contains("pressroom run"), "{said}");
    newsroom.ended(&["run"], 0);
    let titles = |words: &[&str]| -> Vec<String> {
        let told = newsroom.told(words);
        let articles = told["articles"].as_array().unwrap().clone();
        articles.iter().map(|it| it["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&["list", "--json"]), ["Goal", "Rain"]);
    assert_eq!(titles(&["list", "--limit", "1", "--json"]), ["Goal"]);
    assert_eq!(titles(&["list", "--section", "world", "--json"]), ["Rain"]);
    assert_eq!(titles(&["search", "rain", "--json"]), ["Rain"]);
    assert_eq!(titles(&["search", "rain", "--section", "sports", "--json"]), [""; 0]);
    let said = newsroom.ended(&["list", "--section", "wrold"], 1);
    assert!(said.contains("world, sports"), "{said}");
    let table = newsroom.ended(&["search", "rains"], 0);
    assert!(table.contains("Rain") && table.contains("world"), "{table}");
    let id = newsroom.told(&["list", "--section", "world", "--json"])["articles"][0]["id"].clone();
    let said = newsroom.ended(&["show", id.as_str().unwrap()], 0);
    assert!(said.starts_with("Rain\nurn:uuid:") && said.contains("It rains."), "{said}");
    let told = newsroom.told(&["show", id.as_str().unwrap(), "--json"]);
    assert_eq!(told["article"]["title"], "Rain", "{told}");
    newsroom.ended(&["show", "nobody knows it"], 1);
}
