//! Promise: a custom feed is a feed like the others, and holds what it says.
//! - conditions of different kinds must all hold, of one kind any is enough, and a
//!   section, author or tag is the whole one, never a part of its name;
//! - a query knows words, phrases, `OR` and `-`, in any script, and whatever it holds
//!   is looked for and never obeyed;
//! - it comes in all formats, with its page and compressed forms, and in the lists;
//! - a changed, withdrawn and restored article changes it, and what was withdrawn is
//!   told in it; what is dated in the future is not in it;
//! - a change that is none of its business is not printed into it;
//! - its configuration is judged like everything else, at the place of the mistake.

use crate::desk;
use crate::desk::Desk;
use pressroom::config::{Environment, from_text};
use pressroom::section::Slug;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One feed with these conditions.
fn feed(conditions: &str) -> String {
    format!("[[feed]]\ntitle = \"Floods\"\n{conditions}\n")
}

/// What feeds with each of these conditions hold of these items.
fn held(conditions: &[&str], items: &[Value]) -> Vec<Vec<String>> {
    let feeds = conditions.iter().enumerate();
    let feeds: String =
        feeds.map(|(at, it)| format!("[[feed]]\ntitle = \"Feed {at}\"\n{it}\n")).collect();
    let desk = Desk::with(&feeds);
    items.iter().for_each(|item| drop(desk.push(item.clone())));
    desk.pipeline.publish_all(false).unwrap();
    (0..conditions.len()).map(|at| desk.titles(&format!("feed-{at}"))).collect()
}

fn stories() -> [Value; 4] {
    let by = |name: &str| json!([{"name": name}]);
    [
        json!({"id": "a", "title": "Rain in Sindh", "tags": ["Monsoon"], "authors": by("Sana Mirza"),
            "date_published": "2026-11-23T11:00:00Z", "sections": ["world"]}),
        json!({"id": "b", "title": "Dam is full", "tags": ["monsoon season"], "authors": by("Sana"),
            "date_published": "2026-11-23T10:00:00Z", "sections": ["sports"]}),
        json!({"id": "c", "title": "Café in Lahore", "tags": ["food"], "authors": by("SANA MIRZA"),
            "date_published": "2026-11-23T09:00:00Z", "sections": ["world-news"]}),
        json!({"id": "d", "title": "کراچی میں بارش", "content_html": "<p>مُحَمَّد</p>",
            "date_published": "2026-11-23T08:00:00Z", "sections": ["world", "sports"]}),
    ]
}

#[test]
fn conditions_are_joined_as_they_say() {
    let (rain, dam, cafe, urdu) =
        ("Rain in Sindh", "Dam is full", "Café in Lahore", "کراچی میں بارش");
    let cases = [
        ("", vec![rain, dam, cafe, urdu]),
        ("sections = [\"world\"]", vec![rain, urdu]),
        ("sections = [\"world-news\", \"sports\"]", vec![dam, cafe, urdu]),
        ("authors = [\"sana mirza\"]", vec![rain, cafe]),
        ("tags = [\"monsoon\"]", vec![rain]),
        ("tags = [\"monsoon\", \"Food\"]", vec![rain, cafe]),
        ("authors = [\"Sana Mirza\"]\nsections = [\"world\"]", vec![rain]),
        ("query = \"sindh OR full\"", vec![rain, dam]),
        ("query = \"sindh full\"", vec![]),
        ("query = '\"in sindh\"'", vec![rain]),
        ("query = '\"sindh in\"'", vec![]),
        ("query = \"story -sindh\"", vec![dam, cafe]),
        ("query = \"in -sindh\"", vec![dam, cafe]),
        ("query = \"cafe\"", vec![cafe]),
        ("query = \"CAFÉ\"", vec![cafe]),
        ("query = \"كراچي\"", vec![urdu]),
        ("query = \"محمد\"", vec![urdu]),
        ("query = \"mirza\"\ntags = [\"food\"]", vec![cafe]),
        ("query = \"monsoon\"", vec![rain, dam]),
        ("query = \"happened\"\nsections = [\"sports\"]", vec![dam]),
        ("items = 2", vec![rain, dam]),
    ];
    let conditions = cases.clone().map(|(conditions, _)| conditions);
    for ((conditions, wanted), held) in cases.into_iter().zip(held(&conditions, &stories())) {
        assert_eq!(held, wanted, "{conditions}");
    }
}

#[test]
fn a_query_is_looked_for_and_never_obeyed() {
    let hostile = [
        "text:rain",
        "sections:world",
        "{text}:rain",
        "rain*",
        "rain^2",
        "NEAR(rain sindh)",
        "rain NOT sindh",
        "rain AND zzz",
        "rain'; DROP TABLE words",
        "rain) OR (sindh",
        "^rain zzz",
        "a+b rain:",
        "%rain%",
    ];
    // Words of operators are words like others.
    let plain = ["near", "not and"];
    let queries = hostile.iter().chain(&plain).map(|query| format!("query = \"{query}\""));
    let queries: Vec<String> = queries.collect();
    let queries: Vec<&str> = queries.iter().map(String::as_str).collect();
    let mut items = stories().to_vec();
    items.push(json!({"id": "n", "title": "Near and not", "content_html": "<p>No.</p>"}));
    let held = held(&queries, &items);
    for (query, held) in hostile.iter().zip(&held) {
        assert!(held.is_empty() || held == &["Rain in Sindh"], "{query}: {held:?}");
    }
    assert_eq!(held[hostile.len()..], [["Near and not"], ["Near and not"]]);
}

#[test]
fn it_is_published_like_the_others() {
    let more = format!("[server.moved]\nwater = \"floods\"\n{}", feed("query = \"rain\""));
    let desk =
        Desk::with(&more.replace("[server.moved]\n", "").replace("water = \"floods\"\n", ""));
    stories().into_iter().for_each(|item| drop(desk.push(item)));
    desk.pipeline.publish_all(false).unwrap();
    for path in
        ["/feeds/floods.rss", "/feeds/floods.atom", "/feeds/floods.json", "/feeds/floods.html"]
    {
        assert!(desk.text(path).contains("Rain in Sindh"), "{path}");
    }
    assert!(desk.text("/feeds/floods.atom").contains("<title>The Test: Floods</title>"));
    for list in ["/feeds/index.opml", "/feeds/index.html"] {
        assert!(desk.text(list).contains("floods."), "{list}");
    }
    assert!(desk.folder.path().join("feeds/floods.rss.gz").is_file());
    assert!(!desk.text("/feeds/floods.atom").contains("term=\"floods\""));
    // It is no section: no article names it as a category, and the front page does
    // not count it.
    assert!(!desk.text("/feeds/world.rss").contains("Floods"));
    assert_eq!(desk.titles("front-page").len(), 4);
}

#[test]
fn it_follows_what_becomes_of_an_article() {
    let desk = Desk::with(&feed("query = \"rain\""));
    let rain = json!({"id": "a", "title": "Rain"});
    desk.publish(rain.clone());
    desk.publish(
        json!({"id": "z", "title": "Late rain", "date_published": "2026-11-23T13:00:00Z"}),
    );
    assert_eq!(desk.titles("floods"), ["Rain"]);
    desk.publish(json!({"id": "a", "title": "Sunshine"}));
    assert_eq!(desk.titles("floods"), Vec::<String>::new());
    desk.publish(rain);
    assert_eq!(desk.titles("floods"), ["Rain"]);

    let before = desk.edition();
    desk.print(&desk.withdraw("a"));
    assert_eq!(desk.titles("floods"), Vec::<String>::new());
    let atom = desk.text("/feeds/floods.atom");
    assert!(atom.contains("deleted-entry") && atom.contains("It was not so."), "{atom}");
    let (path, after) = ("/feeds/floods.atom", desk.edition());
    assert_ne!(before.get(path).unwrap().fingerprint, after.get(path).unwrap().fingerprint);
    // A feed that never had it does not tell of it.
    assert!(!desk.text("/feeds/sports.atom").contains("deleted-entry"));

    desk.clock.set("2026-11-23T13:00:01Z".parse().unwrap());
    desk.pipeline.publish_all(false).unwrap();
    assert_eq!(desk.titles("floods"), ["Late rain"]);
}

#[test]
fn what_does_not_concern_it_costs_it_nothing() {
    let desk = Desk::with(&feed("query = \"rain\"\nsections = [\"sports\"]"));
    desk.pipeline.publish_all(false).unwrap();
    let document = |desk: &Desk| desk.edition().get("/feeds/floods.rss").unwrap().clone();
    let before = document(&desk);
    // In another section; then in its section, without the word.
    desk.publish(json!({"id": "a", "title": "Rain"}));
    desk.publish(json!({"id": "b", "title": "Sunshine", "sections": ["sports"]}));
    assert!(std::sync::Arc::ptr_eq(&before, &document(&desk)));
    let nothing: BTreeSet<Slug> = BTreeSet::new();
    assert_eq!(desk.print(&nothing), 0);
}

#[test]
fn articles_of_one_second_and_of_another_century_have_their_order() {
    let desk = Desk::with(&feed("query = \"story\"\nitems = 4"));
    for (id, date) in [
        ("old", "1971-01-01T00:00:00Z"),
        ("b", "2026-11-23T10:00:00.250Z"),
        ("c", "2026-11-23T10:00:00.750Z"),
        ("a", "2026-11-23T10:00:00.250Z"),
        ("x", "2026-11-23T10:00:01Z"),
    ] {
        desk.push(json!({"id": id, "date_published": date}));
    }
    desk.pipeline.publish_all(false).unwrap();
    // The same four, in the same order, as the section's own feed has them.
    let section = desk.titles("world");
    assert_eq!(desk.titles("floods"), section[..4]);
    assert_eq!(section[0], "Story x");
}

#[test]
fn mistakes_are_told_where_they_are() {
    let told = |conditions: &str| {
        let folder = tempfile::tempdir().unwrap();
        desk::settings(folder.path(), "");
        let path = folder.path().join("config.toml");
        let text = std::fs::read_to_string(&path).unwrap() + conditions;
        let problems = from_text(&text, &path, &Environment::default()).unwrap_err();
        problems.to_string().replace(&folder.path().display().to_string(), "DIR")
    };
    let wrong = r#"[[feed]]
title = "Floods"
query = 'flood OR "tarbela dam'
sections = ["wrold", "rivers"]
authors = ["Sana Mirza", "sana mirza", "…"]
[[feed]]
title = "World"
query = "-cricket"
[[feed]]
title = "Rivers"
query = "rain \u002a sun"
[[feed]]
title = "Search"
"#;
    insta::assert_snapshot!(told(wrong));
}
