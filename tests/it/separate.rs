//! Promise: an editor sees where an article came from, and can undo a wrong join.
//! - two feeds' items of one story are one article, and `article` shows both;
//! - a source that takes no part keeps its own;
//! - `separate` makes two of it, which no later pass joins again, whatever name either has;
//! - an item that tells another story under its name is an article of its own, and one that
//!   says the contrary is told of;
//! - a name that somebody pushes hides nobody else's from the desk, and takes no pin of its own;
//! - what was taken back stays so in both parts, until somebody undoes it in one;
//! - an entry of an archive page that has another's words leaves it when the two are parted, and
//!   each part is in the archive as it is by itself, so that a purge of one leaves nothing;
//! - the running service shows the change by itself.

use crate::program::{self, Newsroom};
use serde_json::{Value, json};
use std::io::Read;

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

/// All pages of the archive as they are on the disk.
fn archive(newsroom: &Newsroom) -> String {
    let mut files = Vec::new();
    for page in 1.. {
        for format in ["atom", "rss", "json"] {
            let file = newsroom.path(&format!("feeds/archive/world-{page}.{format}"));
            let Ok(bytes) = std::fs::read_to_string(file) else { return files.concat() };
            files.push(bytes);
        }
    }
    files.concat()
}

/// A newsroom in which the story's joined article, with the wire's words under the id of the
/// desk's, is in an archive page, and then so many others are.
fn archived(to_a_page: usize) -> (Newsroom, String) {
    let small = format!("[publish]\nitems = 3\narchive_items = {to_a_page}\nwindow = \"0s\"\n");
    let days = "[[source]]\nname = \"days\"\nschedule = \"@yearly\"\n[source.folder]\npath = \"articles\"\n";
    let newsroom = Newsroom::new(&format!("{small}{}{days}", config("")));
    newsroom.write(
        "articles/0.md",
        &program::article("Day 0", "\"world\"", "2026-02-01T00:00:00Z", "x"),
    );
    newsroom.write("wire.xml", &feed("wire", "From the wire", "zyzzyva zyzzyva"));
    newsroom.write("desk.xml", &feed("desk", "What the desk wrote", ""));
    newsroom.ended(&["run", "desk"], 0);
    newsroom.ended(&["run", "wire"], 0);
    add_days(&newsroom, 1..8);
    newsroom.ended(&["run"], 0);
    let pages = archive(&newsroom);
    assert!(pages.contains("From the wire") && !pages.contains("What the desk wrote"));
    let told = newsroom.told(&["article", "--json", "https://wire.example/story"]);
    let id = told["id"].as_str().unwrap().to_owned();
    (newsroom, id)
}

fn add_days(newsroom: &Newsroom, days: std::ops::Range<u32>) {
    for day in days {
        let date = format!("2026-02-{day:02}T10:00:00Z");
        let text = format!("Text of day {day}.");
        let article = program::article(&format!("Day {day}"), "\"world\"", &date, &text);
        newsroom.write(&format!("articles/{day}.md"), &article);
    }
}

#[test]
fn what_was_joined_leaves_the_archive_when_it_is_parted() {
    // With others in its page, and alone.
    for to_a_page in [2, 1] {
        what_was_joined_leaves(to_a_page);
    }
}

fn what_was_joined_leaves(to_a_page: usize) {
    let (newsroom, id) = archived(to_a_page);
    newsroom.ended(&["separate", &id, "--source", "wire"], 0);
    newsroom.ended(&["run"], 0);
    let pages = archive(&newsroom);
    assert!(pages.contains("Day 1"), "the others stay");
    // Each is in the feed until a page has it as it is now.
    let titles = titles(&newsroom);
    let is_somewhere = |title: &str| titles.iter().any(|it| it == title) || pages.contains(title);
    assert!(is_somewhere("From the wire") && is_somewhere("What the desk wrote"), "{titles:?}");
    add_days(&newsroom, 8..16);
    newsroom.ended(&["run"], 0);
    let pages = archive(&newsroom);
    assert_eq!(pages.matches("<title>What the desk wrote</title>").count(), 2, "Atom, RSS");
    assert_eq!(pages.matches("<title>From the wire</title>").count(), 2, "by its own id");
    let mut entries = pages.split("<entry>").filter_map(|entry| entry.split_once("</entry>"));
    let (by_wire, _) = entries.find(|(entry, _)| entry.contains("From the wire")).unwrap();
    assert!(!by_wire.contains(&id), "{by_wire}");
}

#[test]
fn a_purge_of_a_part_leaves_no_word_of_it_in_the_archive() {
    for printed_between in [true, false] {
        let (newsroom, id) = archived(2);
        let own = newsroom.ended(&["separate", &id, "--source", "wire"], 0);
        if printed_between {
            newsroom.ended(&["run"], 0);
        }
        newsroom.ended(&["purge", own.trim(), "--reason", "The law."], 0);
        newsroom.ended(&["run"], 0);
        assert!(!archive(&newsroom).contains("zyzzyva"), "{printed_between}");
        let store = newsroom.path("pressroom.sqlite");
        let kept = rusqlite::Connection::open(store).unwrap();
        let mut bodies = kept.prepare("SELECT bytes FROM archive_body").unwrap();
        let bodies = bodies.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        for packed in bodies {
            let mut page = String::new();
            let packed = packed.unwrap();
            flate2::read::ZlibDecoder::new(&*packed).read_to_string(&mut page).unwrap();
            assert!(!page.contains("zyzzyva"), "{printed_between}: {page}");
        }
    }
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

/// A feed that has another story under the same name and page.
fn another(name: &str, title: &str) -> String {
    let letters = "zyxwvutsrqponmlkjihgfedcba";
    let words = (0..90).map(|place| {
        let (ten, one) = (place / 20, place % 20);
        format!("{}{}es", &letters[ten..ten + 2], &letters[one..one + 3])
    });
    let words: Vec<String> = words.collect();
    let feed = feed(name, title, "");
    let (head, rest) = feed.split_once("<description>").unwrap();
    let (_, tail) = rest.split_once("</description>").unwrap();
    format!("{head}<description>{}</description>{tail}", words.join(" ")).replace("Jan", "Feb")
}

#[test]
fn what_tells_another_story_now_is_an_article_of_its_own() {
    for (changes, stays) in [("desk", "From the wire"), ("wire", "What the desk wrote")] {
        let newsroom = newsroom("");
        newsroom.ended(&["run", "wire"], 0);
        newsroom.ended(&["run", "desk"], 0);
        let before = newsroom.json("feeds/world.json")["items"][0]["id"].clone();
        newsroom.write(&format!("{changes}.xml"), &another(changes, "Warehouse burns down"));
        newsroom.ended(&["run"], 0);
        let mut expected = [stays, "Warehouse burns down"];
        expected.sort_unstable();
        assert_eq!(titles(&newsroom), expected, "{changes}");
        let feed = newsroom.json("feeds/world.json");
        let by_wire = feed["items"].as_array().unwrap().iter().find(|item| item["id"] == before);
        assert!(by_wire.unwrap()["url"].as_str().unwrap().contains("wire.example"), "{feed}");
        // Nor does another pass join them, or make a third of it.
        newsroom.ended(&["run"], 0);
        assert_eq!(titles(&newsroom), expected, "{changes}");
    }
}

#[test]
fn what_a_publisher_has_wait_hides_no_others() {
    for waits in ["desk", "wire"] {
        let newsroom = newsroom("");
        newsroom.ended(&["run", "wire"], 0);
        newsroom.ended(&["run", "desk"], 0);
        let before = newsroom.json("feeds/world.json")["items"][0]["id"].clone();
        let feed = feed(waits, "It waits", "").replace(
            "<description>",
            "<prism:embargoDate xmlns:prism='http://prismstandard.org/namespaces/basic/2.0/'>\
             2099-01-05T10:00:00Z</prism:embargoDate><description>",
        );
        newsroom.write(&format!("{waits}.xml"), &feed);
        for _ in 0..2 {
            newsroom.ended(&["run"], 0);
            let feed = newsroom.json("feeds/world.json");
            assert_eq!(feed["items"].as_array().unwrap().len(), 1, "{waits}: {feed}");
            assert_eq!(feed["items"][0]["id"], before, "{waits}");
            assert_ne!(feed["items"][0]["title"], "It waits");
        }
    }
}

#[test]
fn what_says_the_contrary_of_what_readers_have_is_told() {
    let newsroom = newsroom("");
    for name in ["wire", "desk"] {
        newsroom.write(&format!("{name}.xml"), &feed(name, "Ferry sinks: 5 are missing", ""));
        newsroom.ended(&["run", name], 0);
    }
    assert_eq!(titles(&newsroom), ["Ferry sinks: 5 are missing"]);
    newsroom.write("desk.xml", &feed("desk", "Ferry sinks: 7 are missing", ""));
    newsroom.ended(&["run"], 0);
    assert_eq!(titles(&newsroom), ["Ferry sinks: 5 are missing"]);
    let status = newsroom.ended(&["status"], 0);
    assert!(status.contains("says otherwise now") && status.contains("--source desk"), "{status}");
}

#[test]
fn a_part_that_has_another_name_stays_the_part_it_was() {
    let newsroom = newsroom("");
    newsroom.ended(&["run", "wire"], 0);
    newsroom.ended(&["run", "desk"], 0);
    newsroom.ended(&["separate", "https://wire.example/story", "--source", "desk"], 0);
    for name in ["wire", "desk"] {
        let title = if name == "wire" { "From the wire" } else { "What the desk wrote" };
        let moved = feed(name, title, "").replace("/story", "/2026/story");
        newsroom.write(&format!("{name}.xml"), &moved);
        newsroom.ended(&["run"], 0);
        assert_eq!(titles(&newsroom), ["From the wire", "What the desk wrote"], "{name}");
    }
}

#[test]
fn a_name_that_is_pushed_hides_nobody_elses() {
    let token = program::token("sports", "sports-secret", &["sports"]);
    let more = format!("[[section]]\ntitle = \"Sports\"\n{token}");
    let newsroom = Newsroom::new(&format!("{}{more}", config("")));
    for (name, title) in [("wire", "From the wire"), ("desk", "What the desk wrote")] {
        newsroom.write(&format!("{name}.xml"), &feed(name, title, ""));
        newsroom.ended(&["run", name], 0);
    }
    let names = ["https://desk.example/story", "From the wire", "What the desk wrote"];
    let service = newsroom.start();
    for name in names {
        let body = json!({"title": "Cricket", "content_text": "Cricket.", "sections": ["sports"]});
        let path = name.replace('/', "%2F").replace(':', "%3A").replace(' ', "%20");
        let put = service.send(
            "sports-secret",
            "PUT",
            &format!("/api/articles/{path}"),
            &body.to_string(),
        );
        assert_eq!(put.status, 201, "{}", put.text());
    }
    drop(service);
    for name in names {
        let asked = newsroom.ended(&["retract", name, "--reason", "A kill notice."], 1);
        assert!(asked.contains("names 2 articles") && asked.contains("From the wire"), "{asked}");
    }
    assert_eq!(titles(&newsroom), ["From the wire"]);
}

#[test]
fn no_push_takes_the_pin_of_an_address_that_others_have() {
    let token = program::token("sports", "sports-secret", &["sports"]);
    for pinned in ["wire", "desk"] {
        let pin = format!(
            "[[front_page.pin]]\narticle = \"https://{pinned}.example/story\"\n\
             until = 2099-01-01T00:00:00Z\n"
        );
        let more = format!("{pin}[[section]]\ntitle = \"Sports\"\n{token}");
        let newsroom = Newsroom::new(&format!("{}{more}", config("")));
        for (name, title) in [("wire", "From the wire"), ("desk", "What the desk wrote")] {
            newsroom.write(&format!("{name}.xml"), &feed(name, title, ""));
            newsroom.ended(&["run", name], 0);
        }
        let service = newsroom.start();
        let push = |key: &str, url: &str| {
            let body = json!({"title": key, "content_text": "Cricket.", "sections": ["sports"],
                "url": url});
            assert_eq!(service.put("sports-secret", key, &body).status, 201);
        };
        push("Cricket", &format!("https://{pinned}.example/story"));
        push("Later", "https://test.example/later");
        let front = service.wait_for("/feeds/front-page.json", |it| it.text().contains("Later"));
        let front: Value = serde_json::from_slice(&front.body).unwrap();
        assert_eq!(front["items"][0]["title"], "From the wire", "{pinned}: {front}");
        drop(service);
    }
}
