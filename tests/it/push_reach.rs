//! Promise: a token reaches the articles of its own sections and no others.
//! - by no verb, and in no way in which an article can be met (its key, its UUID, its name
//!   in the whole world, its page, its words), is an article of another section changed,
//!   nor what readers of that section are shown;
//! - a batch is refused with the item that reaches too far;
//! - being there first does not help: what another source brings later under that name,
//!   page or text is that source's own;
//! - neither with the id that it will have, which anybody computes;
//! - what is pushed is joined to nothing by its words or its page;
//! - what a token took back keeps nothing back that is outside its sections: no page that it
//!   guessed, no words that it copied; undoing that shows its text to nobody else's readers.

use crate::program::{self, Newsroom, Service};
use pressroom::article::ArticleId;
use serde_json::{Value, json};

const SPORTS: &str = "sports-secret";
const ALL: &str = "all-secret";
const NAME: &str = "https://wire.example/2026/bridge";

/// 200 words that nobody writes twice by chance.
fn words(seed: usize) -> String {
    let word = |place: usize| {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
        let n = place * 7919 + seed * 104_729;
        [n, n / 26, n / 676, n / 17_576].map(letter).iter().collect::<String>()
    };
    (0..200).map(word).collect::<Vec<_>>().join(" ")
}

/// What the wire has: an item with a name in the whole world, and a page.
fn wire(text: &str) -> String {
    format!(
        "+++\ntitle = \"Minister opens bridge\"\nid = \"{NAME}\"\nurl = \"{NAME}\"\n\
         sections = [\"world\"]\ndate = 2026-01-05T10:00:00Z\n+++\n{text}\n"
    )
}

fn newsroom() -> Newsroom {
    let tokens = program::token("sports", SPORTS, &["sports"]) + &program::token("all", ALL, &[]);
    let newsroom = Newsroom::new(&format!("{}{tokens}", program::DESK));
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    newsroom
}

fn escaped(name: &str) -> String {
    name.replace('/', "%2F").replace(':', "%3A")
}

fn defaced(text: &str) -> Value {
    json!({
        "title": "DEFACED minister arrested", "url": NAME, "sections": ["sports"],
        "content_html": format!("<p>DEFACED {text}</p>"),
        "date_published": "2026-01-05T10:00:00Z",
    })
}

fn items(service: &Service, feed: &str) -> Vec<Value> {
    let text = service.get(&format!("/feeds/{feed}.json")).text();
    let feed: Value = serde_json::from_str(&text).unwrap();
    feed["items"].as_array().unwrap().clone()
}

/// Pushes something harmless and waits until it is out: then what came before is out too.
fn settle(service: &Service, mark: &str) {
    let body = json!({"title": mark, "content_text": mark, "sections": ["sports"]}).to_string();
    let put = service.send(ALL, "PUT", &format!("/api/articles/{mark}"), &body);
    assert_eq!(put.status, 201, "{}", put.text());
    service.wait_for("/feeds/sports.json", |feed| feed.text().contains(mark));
}

#[test]
fn no_verb_reaches_an_article_of_another_section_in_any_way() {
    let newsroom = newsroom();
    newsroom.write("articles/bridge.md", &wire(&words(1)));
    let service = newsroom.serve();
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("opens bridge"));
    let before = items(&service, "world");
    let urn = before[0]["id"].as_str().unwrap();
    let uuid = urn.trim_start_matches("urn:uuid:");
    let body = defaced(&words(1));
    let send = |method: &str, path: &str, body: &Value| {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        service.send(SPORTS, method, path, &body).status
    };
    for (n, name) in [uuid, urn, &escaped(NAME), &uuid.to_uppercase()].into_iter().enumerate() {
        let path = format!("/api/articles/{name}");
        for (verb, below, body) in [
            ("PUT", "", &body),
            ("PUT", "", &json!({"draft": true})),
            ("DELETE", "?reason=DEFACED", &Value::Null),
            ("POST", "/correction", &json!({"note": "DEFACED"})),
            ("POST", "/retraction", &json!({"reason": "DEFACED"})),
            ("POST", "/undo", &Value::Null),
            ("GET", "", &Value::Null),
            ("GET", "/revisions", &Value::Null),
        ] {
            let status = send(verb, &format!("{path}{below}"), body);
            assert_eq!(status, 403, "{verb} {path}{below}");
        }
        let mut one = body.clone();
        one["id"] = name.replace("%2F", "/").replace("%3A", ":").into();
        assert_eq!(send("POST", "/api/articles", &one), 403, "{name}");
        let fresh = json!({"id": format!("fresh-{n}"), "title": "Fresh", "content_text": "Text.",
            "sections": ["sports"]});
        let many = json!({"items": [fresh, one]});
        assert_eq!(send("POST", "/api/articles", &many), 403, "{name}");
        assert_eq!(send("GET", &format!("/api/articles/fresh-{n}"), &Value::Null), 404);
    }
    // By page and words: an article of its own, wherever that one is.
    assert_eq!(send("PUT", "/api/articles/evil", &body), 201);
    settle(&service, "mark");
    assert_eq!(items(&service, "world"), before);
    let own = items(&service, "sports");
    let evil = own.iter().find(|item| item["title"] == body["title"]).unwrap();
    assert_ne!(evil["id"], before[0]["id"]);
    assert_eq!(send("DELETE", "/api/articles/evil", &Value::Null), 204);
    settle(&service, "mark2");
    assert_eq!(items(&service, "world"), before);
    assert_eq!(service.terminate(), Some(0));
}

/// Of a batch it is told which item is not for the token, whether by its own word or by the
/// article that it is about.
#[test]
fn a_batch_that_reaches_too_far_says_with_which_item() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let one = |id: &str, section: &str| json!({"id": id, "title": id, "content_text": "Text.", "sections": [section]});
    let push = |token: &str, items: &[Value]| {
        service.send(token, "POST", "/api/articles", &json!({"items": items}).to_string())
    };
    assert_eq!(push(ALL, &[one("worldly", "world")]).status, 200);
    for bad in [one("outside", "world"), one("worldly", "sports")] {
        let answer = push(SPORTS, &[one("first", "sports"), bad.clone(), one("last", "sports")]);
        let told = answer.text();
        assert_eq!(answer.status, 403, "{told}");
        let named = format!("of \\\"{}\\\"", bad["id"].as_str().unwrap());
        assert!(told.contains(&named) && told.contains("world"), "{named}: {told}");
        assert!(!told.contains("first"), "{told}");
    }
}

#[test]
fn whoever_was_there_first_has_no_hand_in_what_comes() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let body = defaced(&words(1)).to_string();
    for name in [escaped(NAME), "evil".to_owned()] {
        let put = service.send(SPORTS, "PUT", &format!("/api/articles/{name}"), &body);
        assert_eq!(put.status, 201, "{}", put.text());
    }
    service.wait_for("/feeds/sports.json", |feed| feed.text().contains("DEFACED"));
    newsroom.write("articles/bridge.md", &wire(&words(1)));
    let world = service.wait_for("/feeds/world.json", |feed| {
        feed.text().contains("minister") || feed.text().contains("Minister")
    });
    assert!(!world.text().contains("DEFACED"), "{}", world.text());
    let put = service.send(SPORTS, "PUT", &format!("/api/articles/{}", escaped(NAME)), &body);
    assert_eq!(put.status, 200, "its own is still its own: {}", put.text());
    settle(&service, "mark");
    assert!(!service.get("/feeds/world.json").text().contains("DEFACED"));
    assert!(!service.get("/feeds/front-page.json").text().is_empty());
}

#[test]
fn nobody_is_there_first_with_an_id_that_an_article_will_have() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let uuid = ArticleId::made_from(NAME).as_str().trim_start_matches("urn:uuid:").to_owned();
    for name in [uuid.clone(), format!("urn%3Auuid%3A{uuid}"), uuid.to_uppercase()] {
        let body = json!({"title": "Cricket", "content_text": "Of bats.", "sections": ["sports"]});
        let put = service.send(SPORTS, "PUT", &format!("/api/articles/{name}"), &body.to_string());
        assert_eq!(put.status, 422, "{name}: {}", put.text());
        assert!(put.text().contains("a name of your own"), "{}", put.text());
    }
    newsroom.write("articles/bridge.md", &wire(&words(1)));
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("opens bridge"));
    assert_eq!(service.get(&format!("/api/articles/{uuid}")).status, 401);
    let read = service.send(ALL, "GET", &format!("/api/articles/{uuid}"), "").text();
    assert!(read.contains("opens bridge"), "{read}");
    newsroom.ended(&["retract", &uuid, "--reason", "Kill notice."], 0);
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Kill notice."));
}

#[test]
fn what_is_pushed_is_joined_to_nothing_by_its_words_or_its_page() {
    let newsroom = newsroom();
    newsroom.write("articles/bridge.md", &wire(&words(1)));
    let service = newsroom.serve();
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("opens bridge"));
    let item = |title: &str, text: &str| {
        json!({"title": title, "url": NAME, "sections": ["world"],
               "content_html": format!("<p>{text} {}</p>", words(1))})
    };
    let mut ids = std::collections::BTreeSet::new();
    for key in ["own-1", "own-2"] {
        let path = format!("/api/articles/{key}");
        let body = item("Minister opens bridge", "").to_string();
        let put = service.send(ALL, "PUT", &path, &body);
        assert_eq!(put.status, 201, "{}", put.text());
        let answer: Value = serde_json::from_str(&put.text()).unwrap();
        ids.insert(answer["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(ids.len(), 2);
    // Each is edited and withdrawn by its own name, and the others stay as they are.
    let edited = item("Ours, edited", "EDITED").to_string();
    assert_eq!(service.send(ALL, "PUT", "/api/articles/own-2", &edited).status, 200);
    let read = |key: &str| service.send(ALL, "GET", &format!("/api/articles/{key}"), "");
    assert!(read("own-2").text().contains("EDITED"));
    assert!(!read("own-1").text().contains("EDITED"));
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("EDITED"));
    assert_eq!(items(&service, "world").len(), 3);
    assert_eq!(service.send(ALL, "DELETE", "/api/articles/own-1", "").status, 204);
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("withdrawn"));
    let titles: Vec<String> = items(&service, "world")
        .iter()
        .map(|item| item["title"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert_eq!((read("own-1").status, read("own-2").status), (410, 200));
}

#[test]
fn what_a_token_took_back_bars_nothing_outside_its_sections() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let send = |token: &str, method: &str, path: &str, body: &Value| {
        let answer =
            service.send(token, method, &format!("/api/articles/{path}"), &body.to_string());
        (answer.status, answer.text())
    };
    let lay = |key: &str, title: &str, url: &str, text: &str| {
        let body = json!({"title": title, "url": url, "sections": ["sports"],
                          "content_html": format!("<p>{text}</p>")});
        assert_eq!(send(SPORTS, "PUT", key, &body).0, 201, "{key}");
        let back = send(SPORTS, "POST", &format!("{key}/retraction"), &json!({"reason": "Mine."}));
        assert!(back.0 < 300, "{key}: {}", back.1);
    };
    let own = "https://test.example/budget-2027";
    lay("m1", "Mine", NAME, "MINED the page of the wire.");
    lay("m2", "Minister opens bridge", "https://test.example/m2", &words(1));
    lay("m3", "Mine too", own, "MINED the page of the newsroom.");
    let drafted = json!({"title": "Minister opens bridge", "url": "https://test.example/m4",
                         "sections": ["sports"], "content_html": format!("<p>{}</p>", words(1))});
    assert_eq!(send(SPORTS, "PUT", "m4", &drafted).0, 409, "in its own section it stays back");
    // The wire, and what another token pushes.
    newsroom.write("articles/bridge.md", &wire(&words(1)));
    let budget = json!({"title": "Budget 2027", "url": own, "sections": ["world"],
                        "content_text": "The budget in so many words."});
    let put = send(ALL, "PUT", "budget", &budget);
    assert_eq!(put.0, 201, "{}", put.1);
    let world = service.wait_for("/feeds/world.json", |feed| feed.text().contains("opens bridge"));
    assert!(world.text().contains("Budget 2027"), "{}", world.text());
    // Whoever undoes it shows it to the readers of sports.
    for key in ["m1", "m2", "m3"] {
        assert!(send(ALL, "POST", &format!("{key}/undo"), &json!({})).0 < 300, "{key}");
    }
    service.wait_for("/feeds/sports.json", |feed| feed.text().contains("MINED"));
    settle(&service, "mark");
    let world = items(&service, "world");
    assert_eq!(world.len(), 2, "{world:?}");
    assert!(world.iter().all(|item| !item.to_string().contains("MINED")), "{world:?}");
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn what_the_desk_takes_back_of_a_token_bars_everybody() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let mine = json!({"title": "Mine", "url": NAME, "sections": ["sports"],
                      "content_text": "MINED the page of the wire."});
    let send = |token: &str, method: &str, path: &str, body: &Value| {
        service.send(token, method, &format!("/api/articles/{path}"), &body.to_string()).status
    };
    assert_eq!(send(SPORTS, "PUT", "m1", &mine), 201);
    for token in [SPORTS, ALL] {
        let reason = json!({"reason": "Not so."});
        assert!(send(token, "POST", "m1/retraction", &reason) < 300);
    }
    let elsewhere = json!({"title": "Mine", "url": NAME, "sections": ["world"],
                           "content_text": "MINED the page of the wire."});
    assert_eq!(send(ALL, "PUT", "m9", &elsewhere), 409);
    assert_eq!(service.terminate(), Some(0));
}
