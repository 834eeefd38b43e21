//! Promise: articles leave the newsroom, and come back as the same ones.
//! - As a JSON Feed that `import` takes, and as a folder of Markdown that a source reads:
//!   under either each has the id, the date and the text that it had.
//! - All of them, or those of a section or of some days; nothing that is not out yet.
//! - Nothing of an article is lost on the way: when it ends, its corrections with their days,
//!   rights, notes, who wrote it and how they are reached, whose it was first, sizes and
//!   lengths. What readers had is read again, whatever it speaks of.
//! - Nothing is written over, and what cannot be written whole is not there.

use crate::program::{DESK, Newsroom, article};
use serde_json::Value;
use std::collections::BTreeMap;

const NAMES: [(&str, &str, &str); 4] = [
    ("rain", "\"world\"", "2026-03-01T08:00:00Z"),
    ("goal", "\"sports\"", "2026-03-02T08:00:00Z"),
    ("both", "\"world\", \"sports\"", "2026-03-03T08:00:00Z"),
    ("later", "\"world\"", "2199-01-01T08:00:00Z"),
];

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    for (name, sections, date) in NAMES {
        let text = format!(
            "It was *{name}*, in two lines.\n\n```\ncode & <more>\n\nafter an empty line\n```\n\n- one\n- two\n"
        );
        let title = format!("A day of {name} — “quoted”");
        newsroom.write(&format!("articles/{name}.md"), &article(&title, sections, date, &text));
    }
    newsroom.ended(&["run"], 0);
    newsroom
}

/// Title, date and text of the articles of a feed by their ids.
fn articles(newsroom: &Newsroom, feed: &str) -> BTreeMap<String, [Value; 3]> {
    let feed = newsroom.json(&format!("feeds/{feed}.json"));
    let items = feed["items"].as_array().unwrap().iter();
    let said =
        |item: &Value| ["title", "date_published", "content_html"].map(|it| item[it].clone());
    items.map(|item| (item["id"].as_str().unwrap().to_owned(), said(item))).collect()
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
            continue;
        }
        std::fs::copy(entry.path(), &target).unwrap();
        let file = std::fs::File::options().write(true).open(&target).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    }
}

#[test]
fn a_json_feed_comes_back() {
    let newsroom = newsroom();
    assert!(newsroom.ended(&["export", "all.json"], 0).contains("3 articles"));
    let other = Newsroom::new(DESK);
    other.write("articles/.keep", "");
    std::fs::copy(newsroom.path("all.json"), other.path("all.json")).unwrap();
    other.ended(&["import", "all.json", "--source", "archive"], 0);
    other.ended(&["run"], 0);
    for feed in ["world", "sports", "front-page"] {
        let before = articles(&newsroom, feed);
        assert!(!before.is_empty());
        assert_eq!(articles(&other, feed), before, "{feed}");
    }
    let said = newsroom.ended(&["export", "all.json"], 1);
    assert!(said.contains("all.json is there already"), "{said}");
}

#[test]
fn a_folder_of_markdown_comes_back() {
    let newsroom = newsroom();
    newsroom.ended(&["export", "--format", "markdown", "out"], 0);
    let other = Newsroom::new(DESK);
    copy(&newsroom.path("out"), &other.path("articles"));
    other.ended(&["run"], 0);
    for feed in ["world", "sports", "front-page"] {
        assert_eq!(articles(&other, feed), articles(&newsroom, feed), "{feed}");
    }
    let said = newsroom.ended(&["export", "--format", "markdown", "out"], 1);
    assert!(said.contains("has files in it"), "{said}");
}

#[test]
fn a_part_is_what_was_asked_for() {
    let newsroom = newsroom();
    let count = |words: &[&str]| {
        let words: Vec<&str> = [&["export", "part.json", "--json"], words].concat();
        let told = newsroom.told(&words);
        std::fs::remove_file(newsroom.path("part.json")).unwrap();
        told["articles"].as_u64().unwrap()
    };
    assert_eq!(count(&["--section", "sports"]), 2);
    assert_eq!(count(&["--since", "2026-03-02"]), 2);
    assert_eq!(count(&["--until", "2026-03-02"]), 1);
    assert_eq!(count(&["--since", "2026-03-02", "--until", "2026-03-03", "--section", "world"]), 0);
    assert!(newsroom.ended(&["export", "x.json", "--section", "wrold"], 1).contains("world"));
    assert!(newsroom.ended(&["export", "x.json", "--since", "yesterday"], 1).contains("--since"));
}

/// An archive of another publication, whose texts speak of what a draft says of itself.
const ODD: &str = r#"<?xml version="1.0"?><rss version="2.0"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
<title>Odd Wire</title><link>https://odd.example/</link><description>Odd</description>
<item><guid isPermaLink="false">o1</guid><title>Draft of the treaty: do not publish, minister asks</title>
<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>
<description>Not for publication, said the minister about the draft.</description></item>
<item><guid isPermaLink="false">o2</guid><title>How to write a template</title>
<pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate>
<description><![CDATA[<p>Write {{ user.name }} and {% if %}, or [gallery ids="1,2"] and [caption]x[/caption].</p>
<pre><code>{{ b }}</code></pre>]]></description></item>
<item><guid isPermaLink="false">o3</guid><title>Episode three</title><link>https://odd.example/3</link>
<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><description>We talk.</description>
<itunes:episode>3</itunes:episode><itunes:episodeType>full</itunes:episodeType>
<enclosure url="https://odd.example/3.mp3" type="audio/mpeg" length="4711"/></item>
</channel></rss>"#;

const OWN: &str = "+++\ntitle = \"A day at sea\"\nsections = [\"world\"]\n\
    date = 2026-03-01T08:00:00Z\nupdated = 2026-03-01T09:00:00Z\nexpires_at = 2198-12-24T10:00:00Z\n\
    url = \"https://test.example/sea\"\nrights = \"© Ana\"\nauthor_note = \"Ana is a writer.\"\n\
    summary = \"Waves.\"\ntags = [\"sea\", \"ships\"]\ncorrection = \"It was not Monday.\"\n\
    [[authors]]\nname = \"Ana Ruiz\"\nemail = \"ana@test.example\"\nurl = \"https://test.example/ana\"\n\
    [[media]]\nurl = \"https://test.example/sea.jpg\"\nalt = \"The sea\"\ncredit = \"Ben\"\n\
    width = 1200\nheight = 800\n+++\nThe sea was calm.\n";

/// A newsroom with everything that an article can have.
fn rich() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/sea.md", OWN);
    newsroom.write("odd.xml", ODD);
    newsroom.ended(&["import", "odd.xml", "--source", "archive", "--sections", "world"], 0);
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["correct", "A day at sea", "--note", "It was not Tuesday."], 0);
    newsroom.ended(&["correct", "Episode three", "--note", "We also sing."], 0);
    newsroom.ended(&["run"], 0);
    newsroom
}

fn feed(newsroom: &Newsroom) -> Value {
    newsroom.json("feeds/world.json")["items"].clone()
}

fn exported(newsroom: &Newsroom, name: &str) -> Value {
    newsroom.ended(&["export", name], 0);
    newsroom.json(name)["items"].clone()
}

fn without_mail(mut items: Value) -> Value {
    for author in items.as_array_mut().unwrap().iter_mut().flat_map(|item| {
        item.get_mut("authors").and_then(Value::as_array_mut).into_iter().flatten()
    }) {
        author.as_object_mut().unwrap().remove("_email");
    }
    items
}

#[test]
fn nothing_of_an_article_is_lost_in_json() {
    let newsroom = rich();
    let items = exported(&newsroom, "all.json");
    let text = items.to_string();
    for kept in
        ["2198-12-24T10:00:00", "ana@test.example", "Odd Wire", "It was not Monday.", "4711"]
    {
        assert!(text.contains(kept), "{kept} is not in {text}");
    }
    let other = Newsroom::new(DESK);
    other.write("articles/.keep", "");
    std::fs::copy(newsroom.path("all.json"), other.path("all.json")).unwrap();
    other.ended(&["import", "all.json", "--source", "archive"], 0);
    other.ended(&["run"], 0);
    assert_eq!(feed(&other), feed(&newsroom));
    // Of an article that was brought in, nobody is told how its writers are reached.
    assert_eq!(without_mail(exported(&other, "again.json")), without_mail(items));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn nothing_of_an_article_is_lost_in_markdown() {
    let newsroom = rich();
    let items = exported(&newsroom, "all.json");
    newsroom.ended(&["export", "--format", "markdown", "out"], 0);
    // Whose folder is published under an address makes one of each file's place.
    let other = Newsroom::new(&DESK.replace("base_url = \"https://test.example/\"\n", ""));
    copy(&newsroom.path("out"), &other.path("articles"));
    other.ended(&["run"], 0);
    let without_episode = |items: &Value| {
        let mut items = items.clone();
        for item in items.as_array_mut().unwrap() {
            item["_pressroom"].as_object_mut().unwrap().remove("episode");
        }
        items
    };
    assert_eq!(without_episode(&feed(&other)), without_episode(&feed(&newsroom)));
    let again = exported(&other, "again.json");
    assert_eq!(without_episode(&again), without_episode(&items));
    // Who edits such a file is held to what holds for every file.
    let path = std::fs::read_dir(other.path("articles/2026")).unwrap().map(Result::unwrap);
    let path =
        path.map(|it| it.path()).find(|it| it.to_string_lossy().contains("template")).unwrap();
    let text = std::fs::read_to_string(&path).unwrap().replace("Write", "Now write");
    std::fs::write(&path, text).unwrap();
    std::fs::File::options()
        .write(true)
        .open(&path)
        .and_then(|file| file.set_modified(std::time::SystemTime::UNIX_EPOCH))
        .unwrap();
    other.ended(&["run"], 3);
    let said = other.ended(&["status"], 0);
    assert!(said.contains("is for the program that makes the site"), "{said}");
}
