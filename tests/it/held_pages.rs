//! Promise: what the gate holds back of the paper, nobody is shown, however its page comes about.
//! - a page that is made when somebody asks for it passes the same gate as those that are
//!   ready; one that does not is answered with 503 and when to come back, and `/health` names
//!   it until it is right or nothing is at its place; files are as they were, but for what was
//!   taken back;
//! - what a reader searches for is the reader's own, and holds back no page;
//! - where every page would have somebody's e-mail address, `check` says so.

use crate::desk::{self, Desk};
use crate::program::{self, DESK};
use crate::push_api::newsroom::{Newsroom, item};
use pressroom::config::Settings;
use pressroom::config::settings::WebLink;
use pressroom::edition::DocumentName;
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::paper::Route;
use pressroom::pipeline::{Leaf, Pipeline};
use pressroom::text::XmlText;
use pressroom::web_address::WebAddress;
use serde_json::{Value, json};
use std::sync::Arc;

const WEB: &str = "[web]\naddress = \"https://test.example/\"\nfolder = \"paper\"\n";
const SOMEBODY: &str = "anna@paper.example";

/// What `check` would refuse: an address in the foot of every page.
fn spoil(settings: &mut Settings) {
    let url = format!("https://test.example/contact?to={SOMEBODY}");
    let link = WebLink {
        title: XmlText::new("Contact".to_owned()),
        url: WebAddress::parse(&url).unwrap(),
    };
    settings.web.as_mut().unwrap().links.push(link);
}

fn held(health: &Value) -> Vec<&str> {
    let held = health["held_back"].as_array().unwrap().iter();
    held.map(|held| held["document"].as_str().unwrap()).collect()
}

#[test]
fn a_page_that_is_made_for_somebody_passes_the_gate() {
    let mut newsroom =
        Newsroom::open_with_files(&format!("{WEB}[search]\nenabled = true\n"), &[], spoil);
    let tagged = item("A roof", "world").replacen('{', "{\"tags\":[\"Rain\"],", 1);
    assert_eq!(newsroom.put("roof", &tagged).status, 201);
    let made = ["/tags/Rain", "/archive", "/archive/2026-11", "/search?q=roof", "/search"];
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("A roof"));
    for path in made {
        let answer = newsroom.get(path);
        assert_eq!(answer.status, 503, "{path}: {}", answer.text());
        assert!(!answer.text().contains(SOMEBODY), "{path}: {}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0, "{path}");
    }
    let missing = newsroom.get("/world/none-aaaaaaaaaaaa");
    assert_eq!((missing.status, missing.text().contains(SOMEBODY)), (404, false));
    let health = newsroom.ask_admin("/health").json();
    for name in ["web/tags/Rain", "web/archive", "web/archive/2026-11", "web/search"] {
        assert!(held(&health).contains(&name), "{name} is not in {health}");
    }
    let metrics = newsroom.metrics();
    assert!(!metrics.contains("archive/2026-11"), "visitors make series: {metrics}");
    newsroom.restart();
    for path in made {
        assert_eq!(newsroom.get(path).status, 200, "{path}");
    }
    // What somebody searches for holds nothing back, and is told to nobody else.
    assert_eq!(newsroom.get("/search?q=anna%40paper.example").status, 200);
    let health = newsroom.ask_admin("/health").json();
    assert_eq!(held(&health), Vec::<&str>::new());
}

#[test]
fn a_page_is_held_back_until_it_is_right() {
    let desk = Desk::with(WEB);
    let health = Health::new();
    let mut spoiled = desk::settings(desk.folder.path(), WEB);
    spoil(&mut spoiled);
    let clock = desk.clock.clone();
    let (folder, more) = (&desk.folder, json!({"id": "roof", "tags": ["Rain"]}));
    desk.push(more);
    desk.pipeline.publish_all(false).unwrap();
    let written = std::fs::read(folder.path().join("paper/index.html")).unwrap();
    drop(desk.pipeline);
    let (settings, metrics) = (Arc::new(spoiled), Metrics::new());
    let pipeline = Pipeline::open(settings, clock, health.clone(), metrics.clone()).unwrap();
    pipeline.publish_all(false).unwrap();
    let archive = Route::read("archive").unwrap();
    assert!(matches!(pipeline.printer.leaf(&archive, None).unwrap(), Leaf::HeldBack));
    assert_eq!(pipeline.printer.not_now(), None);
    let is_held = |route: &Route| health.held_pages().contains(route);
    assert!(is_held(&archive) && is_held(&Route::Front));
    pipeline.publish_all(false).unwrap();
    assert!(is_held(&archive), "it was forgotten by printing");
    assert_eq!(std::fs::read(folder.path().join("paper/index.html")).unwrap(), written);
    // Something else is said of it, and it is right again though nobody asks for it.
    let right = Arc::new(desk::settings(folder.path(), WEB));
    let pipeline = pipeline.under(right).unwrap();
    pipeline.publish_all(false).unwrap();
    assert_eq!(health.held_pages(), Vec::<Route>::new());
    let text = metrics.encode();
    let gauge = text.lines().find(|line| line.contains("held_back{document=\"web\"}"));
    assert!(gauge.is_some_and(|line| line.ends_with(" 0")), "{gauge:?}");
    assert!(matches!(pipeline.printer.leaf(&archive, None).unwrap(), Leaf::Page(_)));
    let not_now = pipeline.printer.not_now().unwrap();
    let not_now = String::from_utf8_lossy(&not_now);
    assert!(
        not_now.contains("come back in a few minutes") && not_now.contains("<nav"),
        "{not_now}"
    );
}

#[test]
fn what_was_taken_back_waits_for_no_gate() {
    let desk = Desk::with(WEB);
    desk.push(json!({"id": "roof"}));
    desk.pipeline.publish_all(false).unwrap();
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let url = feed["items"][0]["url"].as_str().unwrap();
    let page = url.strip_prefix("https://test.example/").unwrap();
    let file = desk.folder.path().join("paper").join(page).join("index.html");
    let mut spoiled = desk::settings(desk.folder.path(), WEB);
    spoil(&mut spoiled);
    let pipeline = Arc::new(desk.pipeline.under(Arc::new(spoiled)).unwrap());
    let desk = Desk { pipeline, ..desk };
    desk.pipeline.publish_all(false).unwrap();
    assert!(file.is_file(), "what was right went");
    desk.withdraw("roof");
    desk.pipeline.publish_all(false).unwrap();
    assert!(!file.exists(), "its text stayed: its notice is held back");
}

#[test]
fn only_so_many_pages_are_named() {
    let health = Health::new();
    for number in 0..300 {
        let route = Route::read(&format!("tags/Tag_{number}")).unwrap();
        health.held_back(&DocumentName::Web(Box::new(route)), "mail", None, "");
    }
    assert_eq!(health.held_pages().len(), 100);
}

#[test]
fn an_address_on_every_page_is_refused() {
    let newsroom = |web: &str| {
        program::Newsroom::new(&format!("[web]\naddress = \"https://test.example/\"\n{web}{DESK}"))
    };
    let url = format!("https://test.example/contact?to={SOMEBODY}");
    for web in [
        format!("principles = \"{url}\"\n"),
        format!("corrections = \"{url}\"\n"),
        format!("[[web.link]]\ntitle = \"Contact\"\nurl = \"{url}\"\n"),
    ] {
        let said = newsroom(&web).ended(&["check"], 2);
        assert!(said.contains(SOMEBODY) && said.contains("`publish` of [email]"), "{said}");
        let told = newsroom(&format!("{web}[email]\npublish = [\"{SOMEBODY}\"]\n"));
        std::fs::create_dir(told.path("articles")).unwrap();
        told.ended(&["check"], 0);
    }
}
