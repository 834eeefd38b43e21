//! What was read can be sent back, and names what was read.

use crate::push_api::newsroom::{DESK, JSON, Newsroom, item, item_called, noon};
use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use std::time::Duration;

const ONE: &str = "/api/articles/one";

#[test]
fn an_article_is_the_same_under_its_key_and_its_uuid() {
    let newsroom = Newsroom::open();
    let new = newsroom.put("one", &item("First", "world")).json();
    let urn = new["id"].as_str().unwrap().to_owned();
    let uuid = urn.trim_start_matches("urn:uuid:").to_owned();
    for (n, name) in [&uuid, &urn, &uuid.to_uppercase()].into_iter().enumerate() {
        let title = format!("Title {n}");
        let put = newsroom.put(name, &item(&title, "world"));
        assert_eq!((put.status, &put.json()["id"]), (200, &new["id"]), "{name}: {put:?}");
        assert_eq!(newsroom.get(ONE).json()["title"], title);
        let posted = newsroom.post(&[], &item_called(name, &title, "world"));
        assert_eq!((posted.status, &posted.json()["change"]), (200, &json!("unchanged")));
    }
    let list = newsroom.get("/api/articles").json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    // A UUID that names nothing here is what the sender calls it.
    let own = newsroom.put("550e8400-e29b-41d4-a716-446655440000", &item("Own", "world"));
    assert_eq!(own.status, 201);
    // An item that says it is another article than its address does is neither.
    let mut body: Value = serde_json::from_str(&item("Mixed", "world")).unwrap();
    body["id"] = urn.into();
    for name in ["two", "550e8400-e29b-41d4-a716-446655440000"] {
        let refused = newsroom.put(name, &body.to_string());
        assert!(refused.status == 422 && refused.problem().contains("urn:uuid"), "{refused:?}");
    }
}

#[test]
fn all_of_a_batch_is_kept_or_nothing_whatever_was_removed() {
    let mut newsroom = Newsroom::open();
    newsroom.put("old", &item("Old", "world"));
    newsroom.clock.set(noon() + TimeDelta::days(90));
    let keep = |settings: &mut pressroom::config::Settings| {
        settings.store.keep = Some(Duration::from_secs(30 * 86_400));
    };
    newsroom.restart_with(keep);
    while newsroom.get("/api/articles/old").status != 404 {
        std::thread::yield_now();
    }
    let [fresh, old] = ["fresh", "old"].map(|id| item_called(id, "Batch", "world"));
    for items in [format!("{fresh},{old}"), format!("{old},{fresh}")] {
        let refused = newsroom.post(&[], &format!("{{\"items\":[{items}]}}"));
        assert!(refused.status == 410 && refused.problem().contains("old"), "{refused:?}");
        assert_eq!(newsroom.get("/api/articles/fresh").status, 404);
    }
}

#[test]
fn what_the_desk_added_is_not_the_senders_when_it_comes_back() {
    let newsroom = Newsroom::open();
    newsroom.put("one", &item("First", "world"));
    let note = "{\"note\":\"It was Monday.\"}";
    assert_eq!(newsroom.ask(DESK, "POST", &format!("{ONE}/correction"), &[JSON], note).status, 204);
    let read = newsroom.get(ONE);
    assert!(read.text().contains("It was Monday."));
    let put = newsroom.put("one", &read.text().replace("First text", "Second text"));
    assert_eq!(put.status, 200, "{put:?}");
    // Asked again because no answer came, it undoes nothing more.
    let other = "{\"note\":\"It was noon.\"}";
    let noted = newsroom.ask(DESK, "POST", &format!("{ONE}/correction"), &[JSON], other);
    assert_eq!(noted.status, 204);
    for _ in 0..2 {
        let key = ["Idempotency-Key: k1"];
        assert_eq!(newsroom.ask(DESK, "POST", &format!("{ONE}/undo"), &key, "").status, 204);
    }
    let once = newsroom.get(ONE).text();
    assert!(once.contains("It was Monday.") && !once.contains("It was noon."), "{once}");
    assert_eq!(newsroom.ask(DESK, "POST", &format!("{ONE}/undo"), &[], "").status, 204);
    assert!(!newsroom.get(ONE).text().contains("It was Monday."));
}

#[test]
fn all_notes_of_a_push_are_told_each_with_its_day() {
    let newsroom = Newsroom::open();
    let mut own: Value = serde_json::from_str(&item("First", "world")).unwrap();
    own["corrections"] = json!([{"note": "It was two.", "date": "2026-11-22T10:00:00Z"},
                                {"note": "It was three.", "date": "2026-11-23T10:00:00+05:00"}]);
    assert_eq!(newsroom.put("one", &own.to_string()).status, 201);
    let notes = json!([{"note": "It was three.", "date": "2026-11-23T05:00:00Z"},
                       {"note": "It was two.", "date": "2026-11-22T10:00:00Z"}]);
    let read = newsroom.get(ONE).json();
    assert_eq!(read["_pressroom"]["corrections"], notes);
    assert_eq!(newsroom.put("one", &read.to_string()).json()["change"], "unchanged");
    // The desk's stays the desk's, wherever among them it stands.
    let note = "{\"note\":\"It was four.\"}";
    assert_eq!(newsroom.ask(DESK, "POST", &format!("{ONE}/correction"), &[JSON], note).status, 204);
    let all = newsroom.get(ONE).text();
    assert_eq!(newsroom.put("one", &all.replace("First text", "Second text")).status, 200);
    assert_eq!(newsroom.ask(DESK, "POST", &format!("{ONE}/undo"), &[], "").status, 204);
    assert_eq!(newsroom.get(ONE).json()["_pressroom"]["corrections"], notes);
    own["corrections"] = json!(["It was two.", "It was three."]);
    let refused = newsroom.put("one", &own.to_string());
    assert!(refused.status == 422 && refused.problem().contains("date"), "{refused:?}");
}

/// How often a text is told in a feed's item, whole and in short.
fn told(item: &Value, text: &str) -> [usize; 2] {
    ["content_html", "summary"].map(|key| item[key].as_str().unwrap().matches(text).count())
}

#[test]
fn an_item_as_it_stands_in_a_feed_is_read_without_what_the_feed_adds() {
    let newsroom = Newsroom::open();
    for language in ["en", "ur"] {
        let mut own: Value = serde_json::from_str(&item("First", "world")).unwrap();
        own["language"] = language.into();
        own["_pressroom"] = json!({"author_note": "The writer is a diver."});
        let path = format!("/api/articles/{language}");
        assert_eq!(newsroom.put(language, &own.to_string()).status, 201);
        for note in ["It was Monday.", "There were two & not <three>."] {
            let note = json!({ "note": note }).to_string();
            let corrected =
                newsroom.ask(DESK, "POST", &format!("{path}/correction"), &[JSON], &note);
            assert_eq!(corrected.status, 204);
        }
        let read = newsroom.get(&path).json();
        let shown = |feed: &str| {
            // It is not there from the first moment on.
            let feed: Value = serde_json::from_str(feed).unwrap_or_default();
            let mut items = feed["items"].as_array().into_iter().flatten();
            items.find(|item| item["id"] == read["id"]).cloned()
        };
        let is_told = |feed: &str| shown(feed).is_some_and(|item| told(&item, "two &")[1] == 1);
        let before = shown(&newsroom.wait_for("/feeds/world.json", is_told)).unwrap();
        assert_eq!(told(&before, "It was Monday."), [1, 1]);
        assert_eq!(newsroom.put(language, &before.to_string()).status, 200);
        let after = newsroom.get(&path).json();
        assert_eq!(after["content_html"], read["content_html"]);
        assert_eq!(after["summary"], read["summary"]);
        for data in ["corrections", "author_note"] {
            assert_eq!(after["_pressroom"][data], read["_pressroom"][data]);
        }
        // What the text itself says stays where nothing says that a feed added it.
        let mut said = read.clone();
        said["content_html"] =
            json!("<p><strong>Correction</strong> (2026-11-27): None.</p><p>A.</p>");
        assert_eq!(newsroom.put(language, &said.to_string()).status, 200);
        assert!(newsroom.get(&path).text().contains("None."));
    }
}

#[test]
fn another_sources_article_sent_back_is_as_it_was() {
    let text =
        "+++\ntitle = \"Ours\"\nrights = \"© Us\"\ndate = 2026-11-23T09:00:00Z\n+++\nFirst text.\n";
    let newsroom = Newsroom::open_with_files("", &[("ours.md", text)], |_| {});
    let feed = newsroom.wait_for("/feeds/world.json", |feed| feed.contains("First text."));
    let feed: Value = serde_json::from_str(&feed).unwrap();
    let name = feed["items"][0]["id"].as_str().unwrap();
    let read = newsroom.get(&format!("/api/articles/{name}"));
    assert_eq!(read.status, 200);
    for answer in [
        newsroom.put(name, &read.text()),
        newsroom.post(&[], &format!("{{\"items\":[{}]}}", read.text())),
    ] {
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(answer.text().contains("\"unchanged\""), "{answer:?}");
    }
    assert_eq!(newsroom.get(&format!("/api/articles/{name}")).body, read.body);
}

fn words() -> impl Strategy<Value = String> {
    "[A-Za-z&<>\"'éß日 .,]{0,12}[A-Za-z]{1,8}( [a-zA-Z0-9é]{1,9}){0,6}"
}

fn content() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        words().prop_map(|text| format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;"))),
        words().prop_map(|text| format!("<h2>{}</h2>", text.replace('&', "&amp;").replace('<', "&lt;"))),
        "[a-z]{1,5}".prop_map(|name| format!(
            "<p><img src=\"https://img.example/{name}.png\" alt=\"Of {name}\" width=\"60\" height=\"40\"></p>"
        )),
        "[a-z]{1,5}".prop_map(|name| format!("<ul><li>{name}</li><li><a href=\"/x/{name}\">{name}</a></li></ul>")),
    ];
    vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

fn attachment() -> impl Strategy<Value = Value> {
    let kinds = [
        ("jpg", "image/jpeg"),
        ("mp3", "audio/mpeg"),
        ("mp4", "video/mp4"),
        ("pdf", "application/pdf"),
    ];
    (
        "[a-z]{1,4}",
        prop::sample::select(kinds.to_vec()),
        option::of(1u64..1 << 40),
        option::of(1u32..9000),
        option::of(words()),
        option::of((1u32..5000, 1u32..5000, words())),
    )
        .prop_map(|(name, (end, kind), length, seconds, title, picture)| {
            json!({
                "url": format!("https://media.example/{name}.{end}"), "mime_type": kind,
                "size_in_bytes": length, "duration_in_seconds": seconds, "title": title,
                "_pressroom": picture.map(|(width, height, credit)| json!({
                    "width": width, "height": height, "credit": credit,
                    "thumbnail": format!("https://media.example/small/{name}.jpg"),
                })),
            })
        })
}

fn pushed() -> impl Strategy<Value = Value> {
    let author = (words(), option::of("[a-z]{1,6}")).prop_map(|(name, page)| {
        json!({"name": name, "url": page.map(|page| format!("https://test.example/by/{page}"))})
    });
    let texts = (
        option::of(words()),
        content(),
        option::of(words()),
        option::of(words()),
        option::of(words()),
        option::of(words()),
    );
    let lists = (vec(author, 0..3), vec(words(), 0..4), vec(attachment(), 0..4));
    let dates = (
        -200_000i64..200_000,
        option::of(0i64..100_000),
        option::of(1i64..400_000),
        option::of(1i64..90_000),
    );
    let rest = (
        option::of("[a-z]{1,5}"),
        prop::sample::select(vec!["en", "de", "pt-BR", ""]),
        any::<bool>(),
    );
    (texts, lists, dates, rest).prop_map(|(texts, lists, dates, rest)| {
        let (title, content, summary, rights, note, correction) = texts;
        let (published, changed, expires, embargo) = dates;
        let at = |seconds: i64| (noon() + TimeDelta::seconds(seconds)).to_rfc3339();
        json!({
            "title": title, "content_html": content, "summary": summary,
            "url": "https://test.example/one",
            "authors": lists.0, "tags": lists.1, "attachments": lists.2,
            "date_published": at(published),
            "date_modified": changed.map(|later| at(published + later)),
            "image": rest.0.map(|name| format!("https://media.example/{name}.jpg")),
            "language": Some(rest.1).filter(|tag| !tag.is_empty()),
            "_pressroom": {
                "sections": if rest.2 { vec!["world", "city"] } else { vec!["sports"] },
                "rights": rights, "author_note": note, "correction": correction,
                "expires_at": expires.map(|later| at(embargo.unwrap_or_default() + later)), "publish_at": embargo.map(at),
            },
        })
    })
}

#[test]
fn whatever_was_pushed_is_read_and_sent_back_as_it_was() {
    let newsroom = Newsroom::open();
    let mut runner = TestRunner::new(Config::with_cases(48));
    let mut number = 0;
    let same = |item: Value| {
        number += 1;
        let path = format!("/api/articles/{number}");
        let new = newsroom.put(&number.to_string(), &item.to_string());
        prop_assert_eq!(new.status, 201, "{}", new.text());
        let read = newsroom.get(&path);
        prop_assert_eq!((read.status, read.header("etag")), (200, new.header("etag")));
        let body = read.text();
        let list = format!("{{\"items\":[{}]}}", body.replacen('{', "{\"_mine\":1,", 1));
        let put = newsroom.put(&number.to_string(), &body);
        let listed = newsroom.post(&[], &list);
        for answer in [&put, &listed] {
            prop_assert_eq!(answer.status, 200, "{}\n{}", answer.text(), &body);
        }
        let after = newsroom.get(&path);
        prop_assert_eq!(put.header("etag"), read.header("etag"));
        prop_assert_eq!(&put.json()["change"], "unchanged");
        prop_assert_eq!(after.text(), body);
        prop_assert_eq!(&listed.json()["items"][0]["change"], "unchanged");
        Ok(())
    };
    let same = std::cell::RefCell::new(same);
    runner.run(&pushed(), |item| (same.borrow_mut())(item)).unwrap();
}
