//! Promise: `pressroom explain` says of every article why it is where it is, and why
//! it is not elsewhere, as the feeds themselves have it.
//! - every state it has had: whose, when, and in which fields it differs;
//! - what it is made of, and who put it into each of its sections: the source, a rule
//!   by its number, an edit, or the article itself;
//! - its place in every feed is the one that it has in the published file;
//! - what is not in a feed is beyond the newest, capped on the front page, embargoed,
//!   withdrawn, or left out for its size, and that is said;
//! - what was refused is found by its key, its address or words of its title, with the rule;
//! - it may be asked while the service runs, and what is unknown is exit code 1.

use crate::program;
use crate::program::{Newsroom, article};
use serde_json::Value;

const CONFIG: &str = "[[section]]\ntitle = \"World\"\n[[section]]\ntitle = \"Sports\"\n\
    [[section]]\ntitle = \"Culture\"\n[publish]\nitems = 3\nwindow = \"0s\"\n\
    [front_page]\nper_section = 2\n\
    [[feed]]\ntitle = \"Abroad\"\nslug = \"abroad\"\nsections = [\"world\"]\n\
    [[source]]\nname = \"desk\"\nschedule = \"@yearly\"\nbase_url = \"https://test.example/\"\n\
    [source.folder]\npath = \"articles\"\nmirror = true\n\
    [[source.rule]]\nsections = [\"culture\"]\ntitle = [\"opera\"]\n\
    [[source.rule]]\nsections = [\"sports\"]\ntitle = [\"cricket\"]\n\
    [[source.drop]]\ntitle = [\"^sponsored\"]\n\
    [[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
    feed.file = \"wire.rss\"\n\
    [[source.edit]]\ntitle = [\"^gala\"]\nset_sections = [\"culture\"]\n";

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(CONFIG);
    for number in 1..=5 {
        story(&newsroom, number, &format!("Story {number}"), "As it was at first.");
    }
    wire(&newsroom, "");
    newsroom.ended(&["run"], 0);
    newsroom
}

fn story(newsroom: &Newsroom, number: u32, title: &str, text: &str) {
    let date = format!("2026-01-05T0{number}:00:00Z");
    let text = article(title, "\"world\"", &date, text);
    newsroom.write(&format!("articles/{number}.md"), &text);
}

fn wire(newsroom: &Newsroom, items: &str) {
    newsroom.write(
        "wire.rss",
        &format!("<rss version=\"2.0\"><channel><title>Wire</title>{items}</channel></rss>"),
    );
}

fn explained(newsroom: &Newsroom, meant: &str) -> Value {
    newsroom.told(&["explain", "--json", meant])
}

fn feed<'a>(told: &'a Value, name: &str) -> &'a Value {
    let feeds = told["feeds"].as_array().unwrap();
    feeds.iter().find(|feed| feed["feed"] == name).unwrap_or(&Value::Null)
}

fn why(told: &Value, name: &str) -> String {
    let feed = feed(told, name);
    assert!(feed["position"].is_null(), "{told}");
    feed["absence"]["why"].as_str().unwrap().to_owned()
}

#[test]
fn every_place_is_that_of_the_published_file() {
    let newsroom = newsroom();
    for name in ["world", "abroad", "front-page"] {
        let published = newsroom.json(&format!("feeds/{name}.json"));
        let items = published["items"].as_array().unwrap();
        assert!(items.len() >= 2);
        for (place, item) in (1..).zip(items) {
            let told = explained(&newsroom, item["id"].as_str().unwrap());
            assert_eq!(feed(&told, name)["position"], place, "{told}");
        }
    }
}

#[test]
fn a_place_is_not_taken_for_a_reason() {
    let newsroom = newsroom();
    assert_eq!(why(&explained(&newsroom, "story 2"), "world"), "beyond");
    let third = explained(&newsroom, "story 3");
    assert_eq!(feed(&third, "world")["position"], 3);
    assert_eq!(why(&third, "front-page"), "front_page");
    let said = newsroom.ended(&["explain", "story", "3"], 0);
    assert!(said.contains("not in front-page: capped") && said.contains("2"), "{said}");

    newsroom.write(
        "articles/later.md",
        &article("Later", "\"world\"", "2199-01-01T00:00:00Z", "Text."),
    );
    let gone = "+++\ntitle = \"Story 5\"\nwithdrawn = \"It was not so.\"\n+++\n";
    newsroom.write("articles/5.md", gone);
    newsroom.ended(&["run"], 0);
    let later = explained(&newsroom, "later");
    assert_eq!(why(&later, "world"), "embargoed");
    assert!(feed(&later, "world")["absence"]["until"].as_str().unwrap().starts_with("2199"));
    let fifth = explained(&newsroom, "story 5");
    assert_eq!(why(&fifth, "world"), "withdrawn");
    assert_eq!(fifth["reason"], "It was not so.");
}

#[test]
fn every_state_is_told() {
    let newsroom = newsroom();
    story(&newsroom, 4, "Story 4, longer", "As it was at first.");
    newsroom.ended(&["run"], 0);
    story(&newsroom, 4, "Story 4, longer", "As it is now.");
    newsroom.ended(&["run"], 0);
    let told = explained(&newsroom, "longer");
    let history = told["history"].as_array().unwrap();
    assert_eq!(history.len(), 3, "{told}");
    let fields = |at: usize| history[at]["fields"].to_string();
    assert_eq!(fields(0), "[]");
    assert!(fields(1).contains("title") && !fields(1).contains("content"), "{told}");
    assert!(fields(2).contains("content") && !fields(2).contains("title"), "{told}");
    assert!(history.iter().all(|change| change["source"] == "desk" && change["at"].is_string()));
}

#[test]
fn who_put_it_into_its_sections_is_told() {
    let newsroom = newsroom();
    story(&newsroom, 5, "An opera of cricket", "Text.");
    let item = |name: &str| {
        format!(
            "<item><title>{name} night</title><guid>https://wire.example/{name}</guid>\
             <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate>\
             <description>Text of {name}, and of nothing else at all.</description></item>"
        )
    };
    wire(&newsroom, &format!("{}{}", item("Gala"), item("Premiere")));
    newsroom.ended(&["run"], 0);
    let by = |meant: &str, section: &str| {
        let told = explained(&newsroom, meant);
        let places = told["items"][0]["sections"].as_array().unwrap().clone();
        let place = places.iter().find(|place| place["section"] == section).unwrap().clone();
        place["by"].as_str().unwrap().to_owned()
    };
    assert_eq!(by("opera", "world"), "itself");
    assert_eq!(by("opera", "culture"), "rule 1 of source \"desk\"");
    assert_eq!(by("opera", "sports"), "rule 2 of source \"desk\"");
    assert_eq!(by("premiere", "world"), "`sections` of source \"wire\"");
    assert_eq!(by("https://wire.example/Gala", "culture"), "edit 1 of source \"wire\"");
}

#[test]
fn what_was_refused_is_found() {
    let newsroom = newsroom();
    newsroom.write(
        "articles/advert.md",
        &article("Sponsored: a sofa", "\"world\"", "2026-01-05T10:00:00Z", "Text."),
    );
    newsroom.ended(&["run"], 0);
    for meant in ["a sofa", "Sponsored: a sofa", "advert"] {
        let told = explained(&newsroom, meant);
        let reason = told["refused"]["reason"].as_str().unwrap();
        assert!(reason.contains("`[[source.drop]]` 1 of source \"desk\""), "{told}");
        let said = newsroom.ended(&["explain", meant], 0);
        assert!(said.contains("refused: ") && said.contains("source.drop"), "{said}");
    }
    newsroom.write(
        "articles/notes/a-private-note.md",
        &article("Report: the commission", "\"world\"", "2026-01-05T10:00:00Z", "{{< raw >}}"),
    );
    newsroom.write("articles/broken.md", "---\ntitle: Harbour plan: the end\n---\nText.\n");
    newsroom.write(
        "articles/page.html",
        "<title>Budget day</title><meta name=date content=soon><p>Text of it.</p>",
    );
    wire(
        &newsroom,
        "<item><title>EMBARGOED UNTIL FURTHER NOTICE: the plan</title><guid>tag:9</guid>\
         <link>https://wire.example/plan</link><description>Text of it.</description></item>",
    );
    newsroom.ended(&["run"], 3);
    for meant in [
        "http://www.wire.example/plan",
        "report the commission",
        "a-private-note.md",
        "notes/a-private-note.md",
        "private note",
        "Harbour plan",
        "broken.md",
        "Budget day",
    ] {
        let said = newsroom.ended(&["explain", meant], 0);
        assert!(said.contains("refused: "), "{meant}: {said}");
    }
    let said = newsroom.ended(&["explain", "nothing of the kind"], 1);
    assert!(said.contains("nothing of the kind"), "{said}");
    newsroom.ended(&["explain", "'; DROP TABLE article; --"], 1);
    newsroom.ended(&["explain", "%"], 1);
}

#[test]
fn it_may_be_asked_while_the_service_runs() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let before = service.get("/feeds/world.json");
    let told = explained(&newsroom, "story 4");
    assert_eq!(feed(&told, "world")["position"], 2);
    assert_eq!(service.get("/feeds/world.json").header("etag"), before.header("etag"));
}

#[test]
fn what_is_left_out_is_told() {
    let strict = format!("{}[publish]\nmax_document = \"64 KiB\"\n", program::DESK);
    let newsroom = Newsroom::new(&strict);
    let text = "A sentence that is said again. ".repeat(4000);
    newsroom
        .write("articles/long.md", &article("Long", "\"world\"", "2026-01-05T10:00:00Z", &text));
    newsroom.ended(&["run"], 3);
    let told = explained(&newsroom, "long");
    assert_eq!(feed(&told, "world")["absence"]["why"], "left_out", "{told}");
    assert!(feed(&told, "sports").is_null());
    let said = newsroom.ended(&["explain", "long"], 0);
    assert!(said.contains("larger by itself than the 65536 bytes"), "{said}");
}

#[test]
fn a_story_that_another_article_tells_is_told() {
    let more = "[duplicates]\nenabled = false\n[front_page]\nalike = 0.5\n";
    let newsroom = Newsroom::new(&format!("{}{more}", program::DESK));
    let text = (1..200).map(|word| format!("word{word} ")).collect::<String>();
    for (name, hour, title) in [("first", 10, "Bridge opens"), ("second", 11, "The bridge opens")] {
        let date = format!("2026-01-05T{hour}:00:00Z");
        let text = article(title, "\"world\"", &date, &text);
        newsroom.write(&format!("articles/{name}.md"), &text);
    }
    newsroom.ended(&["run"], 0);
    let (first, second) = (explained(&newsroom, "first"), explained(&newsroom, "second"));
    assert_eq!(feed(&second, "front-page")["position"], 1);
    let absence = &feed(&first, "front-page")["absence"];
    assert_eq!(absence["because"], "told_by", "{first}");
    assert_eq!(absence["id"], second["id"]);
}

#[test]
fn what_the_desk_said_is_told() {
    let newsroom = newsroom();
    let id = explained(&newsroom, "story 4")["id"].as_str().unwrap().to_owned();
    newsroom.ended(&["correct", &id, "--note", "The name was wrong."], 0);
    newsroom.ended(&["retract", &id, "--reason", "It was not so."], 0);
    let told = explained(&newsroom, &id);
    let edits = told["edits"].as_array().unwrap();
    let said: Vec<_> = edits.iter().map(|edit| (&edit["kind"], &edit["note"])).collect();
    assert_eq!(said[0], (&Value::from("correction"), &Value::from("The name was wrong.")));
    assert_eq!(said[1], (&Value::from("retraction"), &Value::from("It was not so.")));
    assert_eq!(why(&told, "world"), "withdrawn");
    assert_eq!(told["reason"], "It was not so.");
    newsroom.ended(&["undo", &id], 0);
    let told = explained(&newsroom, &id);
    assert_eq!(feed(&told, "world")["position"], 2);
    assert!(told["edits"][1]["undone"].is_string(), "{told}");
}

/// Sections without quotas of their own, two pins and breaking news.
fn decided(pins: &str) -> Newsroom {
    let front = "[front_page]\nitems = 3\nper_section = 2\nlead = \"sports\"\n\
        [[front_page.section]]\nname = \"sports\"\nmin = 1\n\
        [front_page.breaking]\ntags = [\"breaking\"]\nwindow = \"1d\"\n";
    let newsroom = Newsroom::new(&format!("{}{front}{pins}", program::DESK));
    let hour = |number: u32| format!("2026-01-05T0{number}:00:00Z");
    for (number, section) in [(1, "sports"), (2, "world"), (3, "world"), (4, "world")] {
        let name = format!("{section}-{number}");
        let address = format!("https://test.example/{name}\"\nsections = [\"{section}");
        let text = format!(
            "+++\ntitle = \"Story {number}\"\ndate = {}\nurl = \"{address}\"]\n+++\nText {number}.\n",
            hour(number)
        );
        newsroom.write(&format!("articles/{name}.md"), &text);
    }
    newsroom.ended(&["run"], 0);
    newsroom
}

fn pin(address: &str, until: &str) -> String {
    format!("[[front_page.pin]]\narticle = \"https://test.example/{address}\"\nuntil = {until}\n")
}

#[test]
fn why_it_is_on_the_front_page_is_told() {
    let newsroom = decided(&pin("world-2", "2199-01-01T00:00:00Z"));
    let second = explained(&newsroom, "story 2");
    let because = &feed(&second, "front-page")["because"];
    assert_eq!(because["pinned_until"], "2199-01-01T00:00:00Z", "{second}");
    assert_eq!(because["counts_for"], "world");
    let said = newsroom.ended(&["explain", "story", "2"], 0);
    assert!(said.contains("pinned until 2199-01-01 00:00:00 UTC, counts for world"), "{said}");
    let said = newsroom.ended(&["explain", "story", "1"], 0);
    assert!(said.contains("front-page at 2: leads as the best of sports"), "{said}");
    let said = newsroom.ended(&["explain", "story", "3"], 0);
    assert!(said.contains("world has the 2 that it may have"), "{said}");
    assert!(said.contains("\"Story 2\", \"Story 4\""), "{said}");
}

#[test]
fn pins_that_pin_nothing_are_told_by_check_and_status() {
    let pins = [
        pin("world-3", "2199-01-01T00:00:00Z"),
        pin("world-2", "2026-01-06T00:00:00Z"),
        pin("nowhere", "2199-01-01T00:00:00Z"),
        pin("world-4", "2199-01-01T00:00:00Z"),
    ];
    let newsroom = decided(&pins.concat());
    let id = explained(&newsroom, "story 4")["id"].as_str().unwrap().to_owned();
    newsroom.ended(&["retract", &id, "--reason", "It was not so."], 0);
    for command in ["check", "status"] {
        let said = newsroom.ended(&[command], 0);
        assert!(!said.contains("pin]] 1"), "{said}");
        let over = match command {
            "check" => "the pin is over",
            _ => "pin]] 2 (https://test.example/world-2) ended at 2026-01-06",
        };
        assert_eq!(said.matches(over).count(), 1, "{said}");
        assert_eq!(said.contains("ended at"), command == "status", "{said}");
        assert!(said.contains("pin]] 3 (https://test.example/nowhere) pins nothing"), "{said}");
        assert!(said.contains("was taken back at"), "{said}");
        let told = newsroom.told(&[command, "--json"]);
        let pins = told["idle_pins"].as_array().unwrap();
        let why: Vec<_> = pins.iter().map(|pin| pin["why"].as_str().unwrap()).collect();
        assert_eq!(why, ["past", "no_article", "taken_back"], "{told}");
    }
}

#[test]
fn weights_that_count_for_nothing_are_told_by_check() {
    let front = |order: &str| {
        format!(
            "[front_page]\n{order}half_life = \"6h\"\n[[front_page.section]]\nname = \"world\"\nweight = 3\n"
        )
    };
    let desk = |order| Newsroom::new(&format!("{}{}", program::DESK, front(order)));
    let newsroom = desk("");
    story(&newsroom, 1, "Story 1", "Text.");
    let said = newsroom.ended(&["check"], 0);
    assert!(said.contains("`weight` says nothing") && said.contains("`half_life` says"), "{said}");
    let newsroom = desk("order = \"scored\"\n");
    story(&newsroom, 1, "Story 1", "Text.");
    let said = newsroom.ended(&["check"], 0);
    assert!(!said.contains("says nothing"), "{said}");
}

#[test]
fn a_custom_feed_that_would_take_it_is_told_of() {
    let own = "[[feed]]\ntitle = \"Short\"\nslug = \"short\"\nsections = [\"world\"]\nitems = 1\n";
    let newsroom = decided(own);
    assert_eq!(why(&explained(&newsroom, "story 2"), "short"), "beyond");
    assert_eq!(feed(&explained(&newsroom, "story 4"), "short")["position"], 1);
}
