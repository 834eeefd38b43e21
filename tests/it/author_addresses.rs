//! Promise: of the e-mail addresses that sources give for their authors, readers see
//! those alone that `[email] publish` names.
//! - a whole address or a host, from feeds, files and pushes alike, in every format;
//! - an address that is not named is in no published byte, nor is one within a name;
//! - naming it, or no longer, counts for what is there already.

use crate::program::{DESK, Newsroom, token};
use serde_json::{Value, json};

const ATOM: &str = "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:x:1</id><title>Wire</title>\
    <updated>2026-01-05T09:00:00Z</updated><entry><id>urn:x:2</id><title>Of the wire</title>\
    <updated>2026-01-05T09:00:00Z</updated><content>Text.</content>\
    <author><name>Ann Wire</name><email>Ann@Wire.example</email></author>\
    <author><name>Bob (bob@elsewhere.example)</name></author></entry></feed>";

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(&format!(
        "{DESK}[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
         feed.file = \"wire.atom\"\n{}",
        token("cms", "secret", &[])
    ));
    newsroom.write("wire.atom", ATOM);
    newsroom.write(
        "articles/own.md",
        "---\ntitle: Of the folder\ndate: 2026-01-05T10:00:00Z\nsections: [world]\nauthors:\n  \
         - {name: Mara Quill, email: mara@test.example, avatar: https://test.example/mara.png}\n\
         ---\nText.\n",
    );
    newsroom
}

/// All that is published, as it was before compression.
fn published(newsroom: &Newsroom) -> String {
    let plain = |name: &String| !name.ends_with(".br") && !name.ends_with(".gz");
    let files = newsroom.published().into_iter().filter(|(name, ..)| plain(name));
    files.map(|(_, bytes, _)| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

const ALL: [&str; 4] = ["nn@Wire", "bob@elsewhere", "mara@test", "cleo@test"];

#[test]
fn only_what_the_newsroom_names_is_published() {
    let newsroom = newsroom();
    let config = newsroom.read("config.toml");
    let service = newsroom.serve();
    let item = json!({
        "title": "Of the push", "content_text": "Text.", "sections": ["world"],
        "date_published": "2026-01-05T11:00:00Z",
        "authors": [{"name": "Cleo", "url": "mailto:cleo@test.example",
                     "avatar": "https://test.example/cleo.png"}],
    });
    assert_eq!(service.put("secret", "a", &item).status, 201);
    service.wait_for("/feeds/world.json", |feed| {
        ["push", "folder", "wire"].iter().all(|of| feed.text().contains(&format!("Of the {of}")))
    });
    let bytes = published(&newsroom);
    assert!(ALL.iter().all(|address| !bytes.contains(address)), "{bytes}");

    let named = "[email]\npublish = [\"ann@wire.example\", \"@test.example\"]\n";
    newsroom.write("config.toml", &format!("{config}{named}"));
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("cleo@test.example"));
    // The folder and the wire are asked by their schedules, once a year.
    drop(service);
    newsroom.ended(&["run"], 0);
    let feed = newsroom.json("feeds/world.json");
    let people: Vec<Value> =
        feed["items"].as_array().unwrap().iter().map(|item| item["authors"].clone()).collect();
    assert_eq!(
        people,
        [
            json!([{"name": "Cleo", "url": "mailto:cleo@test.example", "avatar": "https://test.example/cleo.png"}]),
            json!([{"name": "Mara Quill", "url": "mailto:mara@test.example", "avatar": "https://test.example/mara.png"}]),
            json!([{"name": "Ann Wire", "url": "mailto:Ann@Wire.example"}, {"name": "Bob"}]),
        ]
    );
    let atom = newsroom.read("feeds/world.atom");
    assert!(atom.contains("<email>mara@test.example</email>"), "{atom}");
    let rss = newsroom.read("feeds/world.rss");
    assert!(rss.contains("<author>Ann@Wire.example (Ann Wire)</author>"), "{rss}");
    assert!(rss.contains("<dc:creator>Bob</dc:creator>") && !rss.contains("<dc:creator>Ann"));
    assert!(!published(&newsroom).contains("bob@elsewhere"));

    newsroom.write("config.toml", &config);
    newsroom.ended(&["run"], 0);
    let bytes = published(&newsroom);
    assert!(ALL.iter().all(|address| !bytes.contains(address)), "{bytes}");
}

#[test]
fn what_is_no_address_is_refused_with_its_place() {
    let newsroom = newsroom();
    let config = newsroom.read("config.toml");
    for wrong in
        ["desk", "desk@", "@", "a@b@c.example", "Ann <a@b.example>", "@news", "*@b.example"]
    {
        newsroom.write("config.toml", &format!("{config}[email]\npublish = [\"{wrong}\"]\n"));
        let said = newsroom.ended(&["check"], 2);
        assert!(said.contains("neither an e-mail address nor a host"), "{wrong}: {said}");
    }
}
