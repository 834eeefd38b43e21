//! Promise: a letter goes to whom it is meant for.
//! - an address that an article speaks of is told under what it is, and each way to one leads
//!   to that one alone; the writer's page has the writer's own;
//! - a name in the address, a line of its own and the line about the writer make it the
//!   writer's; the newsroom's is the newsroom's;
//! - a mark leads to nothing in another article, and tells nothing by itself.

use crate::desk::Desk;
use pressroom::paper::Route;
use pressroom::pipeline::Leaf;
use serde_json::{Value, json};

const WEB: &str = "[web]\naddress = \"https://test.example/\"\n[pictures]\nown = false\n";

/// An item of a feed.
fn item(desk: &Desk, title: &str) -> Value {
    desk.pipeline.publish_all(false).unwrap();
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let items = feed["items"].as_array().unwrap();
    items.iter().find(|item| item["title"] == title).unwrap().clone()
}

/// The ways to somebody in a text: what stands there, and where that leads.
fn ways(item: &Value) -> Vec<(String, String)> {
    let text = item["content_html"].as_str().unwrap();
    let links = text.split("<a href=\"https://test.example/write-to/").skip(1);
    links
        .map(|link| {
            let (path, rest) = link.split_once("\">").unwrap();
            (rest.split("</a>").next().unwrap().to_owned(), format!("write-to/{path}"))
        })
        .collect()
}

/// The heading of the page at a path once its button was pressed, and the addresses there.
fn told(desk: &Desk, path: &str) -> (String, Vec<String>) {
    let Leaf::Page(page) = desk.pipeline.printer.write_to(&Route::read(path).unwrap()).unwrap()
    else {
        panic!("{path} is no page");
    };
    let page = String::from_utf8(page.identity.to_vec()).unwrap();
    let heading = page.split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap();
    let addresses = page.split("href=\"mailto:").skip(1);
    let addresses = addresses.map(|rest| rest.split('"').next().unwrap().to_owned());
    (heading.to_owned(), addresses.collect())
}

fn page(desk: &Desk, item: &Value) -> String {
    let path = item["url"].as_str().unwrap().strip_prefix("https://test.example/").unwrap();
    let route = Route::read(path).unwrap();
    let page = desk.edition().pages()[&route].identity.clone();
    String::from_utf8(page.to_vec()).unwrap()
}

#[test]
fn each_way_leads_to_one_address() {
    let desk = Desk::with(WEB);
    desk.push(json!({"id": "c", "title": "Complaints", "authors": [{"name": "Mara Quill"}],
        "content_html": "<p>Complaints go to the ministry at info@ministry.example, said its \
                         spokesman, and not to <a href=\"mailto:police@city.example\">the police\
                         </a>.</p><p>Ask mara@paper.example.</p>",
        "correction": "Ask corr@paper.example."}));
    let complaints = item(&desk, "Complaints");
    let ways = ways(&complaints);
    let words: Vec<&str> = ways.iter().map(|(words, _)| words.as_str()).collect();
    assert_eq!(words, ["an e-mail address", "the police", "Mara Quill"]);
    let heading = "An e-mail address in “Complaints”".to_owned();
    assert_eq!(told(&desk, &ways[0].1), (heading.clone(), vec!["info@ministry.example".into()]));
    assert_eq!(told(&desk, &ways[1].1), (heading, vec!["police@city.example".into()]));
    // The writer's page has hers before all others that the article speaks of.
    let (heading, addresses) = told(&desk, &ways[2].1);
    assert_eq!(
        (heading.as_str(), addresses[0].as_str()),
        ("Write to Mara Quill", "mara@paper.example")
    );
    assert!(addresses.contains(&"corr@paper.example".to_owned()), "{addresses:?}");
    assert!(page(&desk, &complaints).contains("<button>Write to Mara Quill</button>"));
    // Before the button is pressed nothing is told, and a mark is of its own article alone.
    let Leaf::Page(before) =
        desk.pipeline.printer.leaf(&Route::read(&ways[0].1).unwrap(), None).unwrap()
    else {
        panic!("there is no page with a button");
    };
    assert!(!String::from_utf8(before.identity.to_vec()).unwrap().contains('@'));
    let other = format!("{}/aaaa", ways[2].1);
    let nothing = desk.pipeline.printer.write_to(&Route::read(&other).unwrap()).unwrap();
    assert!(matches!(nothing, Leaf::Missing(_)), "{nothing:?}");
}

#[test]
fn an_article_without_a_writer_to_write_to_says_whose_they_are() {
    let desk = Desk::with(WEB);
    desk.push(json!({"id": "r", "title": "Rain", "authors": [{"name": "Mara Quill"}],
        "content_html": "<p>The office said so at office@weather.example on Monday.</p>"}));
    let rain = item(&desk, "Rain");
    let page = page(&desk, &rain);
    assert!(page.contains("<button>E-mail addresses in this article</button>"), "{page}");
    let (_, way) = ways(&rain).remove(0);
    let all = way.rsplit_once('/').unwrap().0;
    let (heading, addresses) = told(&desk, all);
    assert_eq!(heading, "E-mail addresses in “Rain”");
    assert_eq!(addresses, ["office@weather.example"]);
}

#[test]
fn what_stands_apart_is_the_writers() {
    let desk = Desk::with_site("editor = \"editor@paper.example (The Editor)\"\n");
    let path = desk.folder.path().join("config.toml");
    let text = std::fs::read_to_string(&path).unwrap() + WEB;
    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    std::fs::write(&path, text).unwrap();
    let settings = pressroom::config::load(&path, &pressroom::config::Environment::default());
    let pipeline = desk.pipeline.under(std::sync::Arc::new(settings.unwrap())).unwrap();
    let desk = Desk { pipeline: std::sync::Arc::new(pipeline), ..desk };
    desk.push(json!({"id": "n", "title": "Notes", "authors": [{"name": "Mara Quill"}],
        "author_note": "The writer is a teacher (pressguy@mail.example).",
        "content_html": "<p>Letters reach editor@paper.example too.</p>\
                         <p>Email: seaside@mail.example</p>"}));
    let notes = item(&desk, "Notes");
    let ways = ways(&notes);
    assert_eq!(ways[0].0, "The Editor");
    assert_eq!(
        told(&desk, &ways[0].1),
        ("Write to The Editor".to_owned(), vec!["editor@paper.example".to_owned()])
    );
    assert_eq!(ways[1].0, "Write to Mara Quill");
    let (heading, addresses) = told(&desk, &ways[1].1);
    assert_eq!(heading, "Write to Mara Quill");
    for own in ["seaside@mail.example", "pressguy@mail.example"] {
        assert!(addresses.contains(&own.to_owned()), "{addresses:?}");
    }
}
