//! Promise: `pressroom preview` says what a changed configuration would do to the
//! feeds, before it does.
//! - items that come, go and move, feed by feed, are those that come, go and move
//!   when the configuration is used;
//! - ids and addresses that would change, and feeds that would vanish, are named with
//!   what keeps them, and end it with exit code 4; anything else with 0;
//! - a feed that only has another name (`moved`) is told as that feed, with what it has;
//! - what only a pass, or only a restart, can show or change is said;
//! - what aggregators would say of a feed is told where it differs from what they say
//!   now, as `check --profile` tells it of either;
//! - items that would lead elsewhere, as when there is a web edition or another address of it,
//!   are told as that, and as nothing else;
//! - it writes nothing, and may be asked while the service runs;
//! - a wrong file is told as `check` tells it.

use crate::program::{DESK, Newsroom, article};
use serde_json::Value;
use std::collections::BTreeMap;

/// Six articles of World, the third of which is also of Sports and speaks of cricket.
fn desk() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    for number in 1..=6 {
        let title = if number == 3 { "Cricket 3".to_owned() } else { format!("Story {number}") };
        let sections = if number == 3 { "\"world\", \"sports\"" } else { "\"world\"" };
        let date = format!("2026-01-05T0{number}:00:00Z");
        let text = article(&title, sections, &date, &format!("Text of number {number}."));
        newsroom.write(&format!("articles/{number}.md"), &text);
    }
    newsroom.ended(&["run"], 0);
    newsroom
}

/// Writes the changed configuration beside the one in use.
fn with(newsroom: &Newsroom, changes: &[(&str, &str)]) {
    let mut config = newsroom.read("config.toml");
    for (from, to) in changes {
        assert!(config.contains(from), "{from} is in the file");
        config = config.replacen(from, to, 1);
    }
    newsroom.write("new.toml", &config);
}

fn feed<'a>(told: &'a Value, name: &str) -> &'a Value {
    let feeds = told["feeds"].as_array().unwrap();
    feeds.iter().find(|feed| feed["feed"] == name).unwrap_or(&Value::Null)
}

fn titles(items: &Value) -> Vec<String> {
    let items = items.as_array().into_iter().flatten();
    items.map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

/// What each feed says, by its name.
fn feeds(newsroom: &Newsroom) -> BTreeMap<String, Vec<String>> {
    let files = newsroom.published().into_iter().map(|(name, ..)| name);
    let feeds = files.filter(|name| name.ends_with(".json") && !name.starts_with("archive/"));
    let said = feeds.map(|name| {
        let items = newsroom.json(&format!("feeds/{name}"))["items"].clone();
        (name.trim_end_matches(".json").to_owned(), titles(&items))
    });
    said.collect()
}

#[test]
fn what_is_told_is_what_happens() {
    let newsroom = desk();
    let rule = "\n[[source.rule]]\nsections = [\"cricket\"]\ntitle = [\"cricket\"]\n";
    let section = "[[section]]\ntitle = \"Cricket\"\n";
    with(&newsroom, &[("[[source]]", &format!("{section}[publish]\nitems = 4\n[[source]]"))]);
    newsroom.write("new.toml", &format!("{}{rule}", newsroom.read("new.toml")));
    let before = feeds(&newsroom);
    let told = newsroom.told(&["preview", "new.toml", "--json"]);
    let said = newsroom.ended(&["preview", "new.toml"], 0);
    assert!(said.contains("cricket (new): 1 added, 0 removed, 0 moved"), "{said}");
    assert_eq!(titles(&feed(&told, "cricket")["added"]), ["Cricket 3"]);
    assert_eq!(titles(&feed(&told, "world")["removed"]), ["Story 2", "Story 1"]);

    newsroom.ended(&["--config", "new.toml", "run"], 0);
    let after = feeds(&newsroom);
    for name in before.keys().chain(after.keys()) {
        let (was, is) = (before.get(name), after.get(name));
        let (was, is) = (was.cloned().unwrap_or_default(), is.cloned().unwrap_or_default());
        let change = feed(&told, name);
        let added: Vec<_> = is.iter().filter(|title| !was.contains(title)).cloned().collect();
        let removed: Vec<_> = was.iter().filter(|title| !is.contains(title)).cloned().collect();
        assert_eq!(titles(&change["added"]), added, "{name}: {change}");
        assert_eq!(titles(&change["removed"]), removed, "{name}: {change}");
        for item in change["added"].as_array().into_iter().flatten() {
            let at = item["position"].as_u64().unwrap() as usize;
            assert_eq!(is[at - 1], item["title"].as_str().unwrap());
        }
    }
    assert_eq!(titles(&told["front_page_before"]), before["front-page"]);
    assert_eq!(titles(&told["front_page_after"]), after["front-page"]);
}

#[test]
fn a_rule_that_goes_takes_its_articles_with_it() {
    let newsroom = Newsroom::new(DESK);
    let rule = "[[source.rule]]\nsections = [\"sports\"]\ntitle = [\"cricket\"]\n";
    newsroom.write("config.toml", &format!("{}{rule}", newsroom.read("config.toml")));
    let text = article("Cricket", "\"world\"", "2026-01-05T10:00:00Z", "Text.");
    newsroom.write("articles/one.md", &text);
    newsroom.ended(&["run"], 0);
    with(&newsroom, &[(rule, "")]);
    let told = newsroom.told(&["preview", "new.toml", "--json"]);
    assert_eq!(titles(&feed(&told, "sports")["removed"]), ["Cricket"]);
    assert_eq!(*feed(&told, "world"), Value::Null, "its own section stays");
}

#[test]
fn what_breaks_is_named_and_is_exit_code_4() {
    let newsroom = desk();
    for (from, to, what, said) in [
        ("[[section]]\ntitle = \"Sports\"\n", "", "feed_vanishes", "sports"),
        ("title = \"World\"", "title = \"World\"\nslug = \"abroad\"", "feed_vanishes", "world"),
        ("founded = 2026-01-01", "founded = 2026-01-02", "feed_id", "tag:test.example,2026-01-02"),
        ("name = \"desk\"", "name = \"newsdesk\"", "article_ids", "6 articles of source"),
        ("founded", "feeds_url = \"https://f.example/\"\nfounded", "feed_address", "https://f.ex"),
    ] {
        with(&newsroom, &[(from, to)]);
        newsroom.write("new.toml", &newsroom.read("new.toml").replace("\"sports\"", "\"world\""));
        let text = newsroom.ended(&["preview", "new.toml"], 4);
        assert!(text.contains("breaks: ") && text.contains("to keep it: "), "{text}");
        let told = newsroom.told(&["preview", "--json", "new.toml"]);
        let breaks = told["breaking"].as_array().unwrap();
        assert!(breaks.iter().any(|broken| broken["what"] == what), "{told}");
        assert!(told["breaking"].to_string().contains(said), "{said} in {told}");
    }
}

/// A feed that only has another name is that feed, with what it has.
#[test]
fn a_renamed_section_is_foreseen_as_the_same_feed() {
    let newsroom = desk();
    let token = crate::program::token("cms", "cms-secret", &[]);
    let wire = "[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nsections = [\"sports\"]\n\
                feed.file = \"wire.rss\"\n";
    let own = "[[feed]]\ntitle = \"Scores\"\nsections = [\"sports\"]\n";
    newsroom.write("config.toml", &format!("{}{wire}{own}{token}", newsroom.read("config.toml")));
    newsroom.write(
        "wire.rss",
        "<rss version=\"2.0\"><channel><title>W</title><item><title>Wired</title><guid>w</guid>\
         <pubDate>Sun, 04 Jan 2026 10:00:00 GMT</pubDate></item></channel></rss>",
    );
    let service = newsroom.serve();
    let pushed = serde_json::json!({"title": "Pushed", "content_text": "Text.", "sections": ["sports"],
        "date_published": "2026-01-06T10:00:00Z"});
    assert_eq!(service.put("cms-secret", "pushed", &pushed).status, 201);
    service.wait_for("/feeds/sports.json", |feed| feed.text().contains("Pushed"));
    drop(service);
    newsroom.ended(&["run"], 0);
    let before = feeds(&newsroom);
    assert_eq!(before["sports"], ["Pushed", "Cricket 3", "Wired"]);
    with(
        &newsroom,
        &[
            ("title = \"Sports\"", "title = \"Games\""),
            ("sections = [\"sports\"]", "sections = [\"games\"]"),
            ("sections = [\"sports\"]", "sections = [\"games\"]"),
            ("[site]", "[server]\nmoved = { sports = \"games\" }\n[site]"),
        ],
    );
    let told = newsroom.told(&["preview", "new.toml", "--json"]);
    assert_eq!(told["breaking"], serde_json::json!([]), "{told}");
    let games = feed(&told, "games");
    assert_eq!(
        (&games["moved_from"], &games["title_before"]),
        (&"sports".into(), &"The Test: Sports".into())
    );
    for feed in told["feeds"].as_array().unwrap() {
        assert_eq!((titles(&feed["added"]), titles(&feed["removed"])), (vec![], vec![]), "{feed}");
    }
    assert_eq!(feed(&told, "sports"), &Value::Null, "{told}");
    let said = newsroom.ended(&["preview", "new.toml"], 0);
    assert!(said.contains("games, which was sports"), "{said}");
    // So it is.
    newsroom.write("config.toml", &newsroom.read("new.toml"));
    newsroom.ended(&["run"], 0);
    let after = feeds(&newsroom);
    assert_eq!((&after["games"], &after["scores"]), (&before["sports"], &before["scores"]));
}

#[test]
fn a_renamed_source_whose_items_have_ids_of_their_own_breaks_nothing() {
    let newsroom = Newsroom::new(
        "[[section]]\ntitle = \"World\"\n[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\n\
         sections = [\"world\"]\nfeed.file = \"wire.rss\"\n",
    );
    newsroom.write(
        "wire.rss",
        "<rss version=\"2.0\"><channel><title>Wire</title><item><title>One</title>\
         <guid>https://wire.example/1</guid><description>Text.</description></item></channel></rss>",
    );
    newsroom.ended(&["run"], 0);
    with(&newsroom, &[("name = \"wire\"", "name = \"agency\"")]);
    let said = newsroom.ended(&["preview", "new.toml"], 0);
    assert!(said.contains("no feed would say anything else"), "{said}");
    assert!(said.contains("what the new source \"agency\" brings"), "{said}");
}

#[test]
fn what_it_cannot_know_is_said() {
    let newsroom = desk();
    let more = "[[source.drop]]\ntitle = [\"cricket\"]\n[server]\nlisten = \"127.0.0.1:9\"\nshutdown = \"1s\"\n[duplicates]\nenabled = false\n";
    newsroom.write("new.toml", &format!("{}{more}", newsroom.read("config.toml")));
    let said = newsroom.ended(&["preview", "new.toml"], 0);
    for part in ["items of source \"desk\"", "only a restart changes server.shutdown", "joined"] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[test]
fn it_writes_nothing_while_the_service_runs() {
    let newsroom = desk();
    let service = newsroom.serve();
    let (files, feed) = (newsroom.published(), service.get("/feeds/world.atom"));
    with(&newsroom, &[("[[section]]\ntitle = \"Sports\"\n", "")]);
    newsroom.ended(&["preview", "new.toml"], 4);
    // The changed one may be named by --config as well.
    newsroom.ended(&["preview", "--config", "new.toml"], 4);
    assert!(newsroom.published() == files);
    assert_eq!(service.get("/feeds/world.atom").header("etag"), feed.header("etag"));
    assert_eq!(service.get("/feeds/sports.atom").status, 200);
    let before = newsroom.ended(&["preview"], 1);
    assert!(before.contains("copy it"), "{before}");
}

#[test]
fn a_wrong_file_is_told_as_check_tells_it() {
    let newsroom = desk();
    with(&newsroom, &[("\"@yearly\"", "\"@yeerly\"")]);
    let said = newsroom.ended(&["preview", "new.toml"], 2);
    assert_eq!(said, newsroom.ended(&["check", "--config", "new.toml"], 2));
}

/// How many items `check --profile` finds at fault in a feed under a configuration.
fn failing(newsroom: &Newsroom, config: &str, profile: &str) -> usize {
    let told = newsroom.told(&["--config", config, "check", "--profile", profile, "--json"]);
    let world = told["feeds"].as_array().unwrap().iter().find(|feed| feed["feed"] == "world");
    let flaws = world.unwrap()["flaws"].as_array().unwrap();
    let items = flaws.iter().filter_map(|flaw| flaw["item"].as_str());
    items.collect::<std::collections::BTreeSet<_>>().len()
}

#[test]
fn what_aggregators_would_say_is_told_where_it_differs() {
    let newsroom = desk();
    with(&newsroom, &[("[[source]]", "[publish]\nitems = 4\n[[source]]")]);
    let told = newsroom.told(&["preview", "new.toml", "--json"]);
    let verdicts = told["profiles"].as_array().unwrap();
    let of_world: Vec<&Value> = verdicts.iter().filter(|one| one["feed"] == "world").collect();
    assert!(!of_world.is_empty(), "{told}");
    for verdict in of_world {
        let profile = verdict["profile"].as_str().unwrap();
        assert_eq!(verdict["failing_before"], failing(&newsroom, "config.toml", profile));
        assert_eq!(verdict["failing_after"], failing(&newsroom, "new.toml", profile));
        assert_eq!(titles(&verdict["met"])[0], "Story 2", "{verdict}");
    }
    let said = newsroom.ended(&["preview", "new.toml"], 0);
    assert!(said.contains("world for msn: now 6 items fail, then 4 items fail"), "{said}");

    newsroom.write("new.toml", &newsroom.read("config.toml"));
    let told = newsroom.told(&["preview", "new.toml", "--json"]);
    assert_eq!(told["profiles"], serde_json::json!([]));
}

#[test]
fn another_address_of_the_paper_is_told_by_the_links_alone() {
    let newsroom = desk();
    let there = "https://paper.example/below/";
    with(&newsroom, &[("[[section]]", &format!("[web]\naddress = \"{there}\"\n[[section]]"))]);
    let told = newsroom.told(&["preview", "new.toml", "--json"]);
    let world = feed(&told, "world");
    for none in ["added", "removed", "moved"] {
        assert_eq!(titles(&world[none]), Vec::<String>::new(), "{world}");
    }
    assert_eq!(told["breaking"], serde_json::json!([]));
    let relinked = world["relinked"].as_array().unwrap();
    assert_eq!(relinked.len(), 6);
    let first = &relinked[0];
    assert_eq!(first["before"], "https://test.example/6");
    assert!(first["after"].as_str().unwrap().starts_with(&format!("{there}world/story-6-")));
    let said = newsroom.ended(&["preview", "new.toml"], 0);
    assert!(said.contains("6 items would lead elsewhere, under the same id"), "{said}");
}

#[test]
fn what_a_feed_says_of_itself_is_told() {
    let newsroom = desk();
    for (line, key) in [("language = \"en-PK\"", "language"), ("rights = \"© X\"", "rights")] {
        with(&newsroom, &[("[site]", &format!("[site]\n{line}"))]);
        let told = newsroom.told(&["preview", "new.toml", "--json"]);
        assert_eq!(feed(&told, "world")["otherwise"], serde_json::json!([key]), "{told}");
        let said = newsroom.ended(&["preview", "new.toml"], 0);
        assert!(said.contains(&format!("what it says of itself is another: {key}")), "{said}");
    }
}
