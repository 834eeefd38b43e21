//! Promise: what is wrong is one thing, whoever is asked.
//! - While the service runs, `status` and `doctor` say what `/health` says, also what only
//!   the service knows, with the reason of now.
//! - What cannot be kept is told from the first time on, and no longer once it can.
//! - Whatever makes the newsroom less than well is among the troubles that operators are told.

use crate::program::{DESK, Newsroom, PATIENCE, Service, article, token};
use crate::receiver::{Post, receiver};
use pressroom::health::{Health, Status};
use pressroom::raw_item::{RefusalKind, Rejection};
use pressroom::source_memory::{Aged, SourceName};
use pressroom::trouble::{Trouble, TroubleKind};
use serde_json::{Value, json};

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(&format!("{DESK}{}", token("cms", "pencil", &[])));
    newsroom.write("articles/a.md", &article("A", "\"world\"", "2026-03-01T08:00:00Z", "Text."));
    newsroom
}

fn health(service: &Service, wanted: impl Fn(&Value) -> bool) -> Value {
    let is_so = |answer: &crate::program::Answer| {
        serde_json::from_slice(&answer.body).is_ok_and(|health: Value| wanted(&health))
    };
    serde_json::from_slice(&service.wait_for_admin("/health", is_so).body).unwrap()
}

fn kinds(newsroom: &Newsroom) -> Vec<String> {
    let told = newsroom.told(&["status", "--json"]);
    let troubles = told["troubles"].as_array().unwrap().iter();
    troubles.map(|trouble| trouble["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_refused_edit_is_on_the_screen_with_the_service_and_without() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("Text."));
    assert!(newsroom.ended(&["status"], 0).contains("Nothing is wrong."));
    let edit = "+++\ntitle = \"A\"\nsections = [\"world\"]\ndate = \"soon\"\n+++\nText.\n";
    newsroom.write("articles/a.md", edit);
    health(&service, |health| health["status"] == "degraded");
    let said = newsroom.ended(&["status"], 0);
    assert!(!said.contains("Nothing is wrong.") && said.contains("edited articles"), "{said}");
    assert_eq!(kinds(&newsroom), ["edit_refused"]);
    assert_eq!(service.terminate(), Some(0));
    assert_eq!(kinds(&newsroom), ["edit_refused"]);
}

#[test]
fn the_reason_is_that_of_now() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &config.replace("title = \"The Test\"", "title = The Test"));
    service.signal("-HUP");
    health(&service, |health| health["config_problem"].is_string());
    newsroom.write(
        "config.toml",
        &config.replace("https://test.example/\"\nf", "https://x.example/\"\nf"),
    );
    service.signal("-HUP");
    let told = health(&service, |health| {
        health["config_problem"].as_str().is_some_and(|it| it.contains("id"))
    });
    let why = told["config_problem"].as_str().unwrap();
    let status = newsroom.told(&["status", "--json"]);
    assert_eq!(status["troubles"][0]["message"], why, "{status}");
}

#[test]
fn a_store_that_takes_nothing_is_told_from_the_first_push_on() {
    let newsroom = newsroom();
    let service = newsroom.serve_with_small_files(8192);
    let push = |number: u32| {
        let text = format!("{number} words ").repeat(20_000);
        let item = json!({"title": "P", "content_text": text, "sections": ["world"]});
        service.put("pencil", &format!("p{number}"), &item).status
    };
    assert!((0..100).map(push).any(|status| status == 503), "all of it fits");
    let told: Value = serde_json::from_slice(&service.ask_admin("/health").body).unwrap();
    assert_eq!(told["status"], "degraded", "{told}");
    assert!(told["store_problem"].is_string(), "{told}");
    // Where a printing was tried meanwhile, it failed for the same reason, and is told after it.
    let mut told = kinds(&newsroom);
    told.retain(|kind| kind != "publish_failing");
    assert_eq!(told, ["store_hindered"]);
    assert_eq!(kinds(&newsroom)[0], "store_hindered");
}

#[test]
fn a_restored_store_that_is_not_served_is_the_first_thing() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    let item = json!({"title": "P", "content_text": "p", "sections": ["world"]});
    assert_eq!(service.put("pencil", "p1", &item).status, 201);
    assert_eq!(service.terminate(), Some(0));
    newsroom.ended(&["restore", "copy.sqlite"], 3);
    let said = newsroom.ended(&["status"], 0);
    assert!(!said.contains("Nothing is wrong.") && said.contains("--accept-loss"), "{said}");
}

#[test]
fn a_store_that_is_gone_is_told_by_all() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    std::fs::rename(newsroom.path("pressroom.sqlite"), newsroom.path("x.sqlite")).unwrap();
    let item = json!({"title": "P", "content_text": "p", "sections": ["world"]});
    assert_eq!(service.put("pencil", "p1", &item).status, 503);
    health(&service, |health| health["store_problem"].is_string());
    std::fs::rename(newsroom.path("x.sqlite"), newsroom.path("pressroom.sqlite")).unwrap();
    let said = newsroom.ended(&["status"], 0);
    assert!(said.contains("was removed while it is in use"), "{said}");
    let said = newsroom.ended(&["doctor", "--offline"], 1);
    assert!(said.contains("was removed while it is in use"), "{said}");
}

/// What was posted until something is said of the store.
fn of_the_store(posts: &std::sync::mpsc::Receiver<Post>) -> Value {
    loop {
        let (_, body) = posts.recv_timeout(PATIENCE).unwrap();
        let said: Value = serde_json::from_slice(&body).unwrap();
        if said.to_string().contains("store_lost") {
            return said;
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn operators_are_told_of_a_store_that_can_keep_no_notice() {
    for spoil in ["removed", "damaged"] {
        let (address, posts) = receiver(&[]);
        let newsroom = newsroom();
        let config = newsroom.read("config.toml");
        let alerts = "[fetch]\nallow_hosts = [\"127.0.0.1\"]\n[alerts]\nwebhook = ";
        newsroom.write("config.toml", &format!("{config}{alerts}\"{address}\"\n"));
        newsroom.ended(&["run"], 0);
        if spoil == "damaged" {
            let bytes = newsroom.read_bytes("pressroom.sqlite");
            let rest = bytes[4096..].iter().map(|byte| byte ^ 0xff);
            let spoiled: Vec<u8> = bytes[..4096].iter().copied().chain(rest).collect();
            std::fs::write(newsroom.path("pressroom.sqlite"), spoiled).unwrap();
        }
        let service = newsroom.serve();
        if spoil == "removed" {
            let store = newsroom.path("pressroom.sqlite");
            std::fs::rename(store, newsroom.path("x.sqlite")).unwrap();
        }
        let said = of_the_store(&posts);
        assert!(said.to_string().contains(spoil), "{said}");
        let health = health(&service, |health| health["store_problem"].is_string());
        assert_eq!(health["status"], "degraded", "{health}");
        let healthy = |words: &[&str]| {
            let mut command = newsroom.command(words);
            let output = command.env("PRESSROOM_ADMIN", &service.admin).output().unwrap();
            (output.status.code(), String::from_utf8(output.stdout).unwrap())
        };
        let (code, said) = healthy(&["healthy"]);
        assert!(code == Some(1) && said.contains(spoil), "{code:?}: {said}");
        assert_eq!(healthy(&["healthy", "--serving"]).0, Some(0));
        let metrics = service.ask_admin("/metrics").text();
        assert!(metrics.contains("pressroom_store_problem 1"), "{metrics}");
    }
}

#[test]
fn whatever_makes_it_less_than_well_is_a_trouble() {
    let wire = SourceName::new("wire");
    let now = chrono::DateTime::UNIX_EPOCH;
    let refused = Rejection {
        key: "a".to_owned(),
        title: None,
        reason: "no date".to_owned(),
        kind: RefusalKind::Fault,
    };
    type Spoil<'a> = (&'a dyn Fn(&Health), TroubleKind);
    let spoil: [Spoil<'_>; 8] = [
        (&|it| it.source_failed(&SourceName::new("other"), now, "no"), TroubleKind::SourceFailing),
        (&|it| it.refused_edits(&wire, vec![refused.clone()]), TroubleKind::EditRefused),
        (&|it| it.publish_problem(Some("full")), TroubleKind::PublishFailing),
        (&|it| assert!(it.store_problem("gone")), TroubleKind::StoreLost),
        (&|it| assert!(it.store_hindered("full")), TroubleKind::StoreHindered),
        (&|it| it.config_problem(Some("line 4")), TroubleKind::ConfigRefused),
        (&|it| it.source_in_doubt(&wire, Some("closed")), TroubleKind::SourceInDoubt),
        (&|it| assert!(it.aged(Some(Aged { old: 12, live: 12 }))), TroubleKind::MostTooOld),
    ];
    for (spoil, kind) in spoil {
        let health = Health::new();
        health.ready();
        health.source_done(&wire, now);
        assert_eq!(health.report().status, Status::Ok);
        spoil(&health);
        assert_eq!(health.report().status, Status::Degraded, "{kind:?}");
        let told = Trouble::all(&health.report(), 1, now);
        assert_eq!(told.iter().map(|it| it.kind).collect::<Vec<_>>(), [kind]);
    }
    let health = Health::new();
    assert!(health.store_hindered("full") && !health.store_hindered("full"));
    assert!(health.store_takes() && !health.store_takes());
    assert!(health.store_problem("gone") && !health.store_hindered("full"));
    assert!(!health.store_takes(), "what is gone is not back by itself");
}

#[test]
fn a_mistake_in_the_file_takes_the_running_service_from_nobody() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &config.replace("title = \"The Test\"", "title = The Test"));
    service.signal("-HUP");
    health(&service, |health| health["config_problem"].is_string());
    assert!(newsroom.ended(&["healthy"], 0).contains("publishes"));
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    assert!(newsroom.ended(&["gather", "desk"], 0).contains("desk"));
    let output = newsroom.run(&["status"]);
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    // By what the service goes by, it is all there.
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("string values must be quoted") && said.contains("desk"), "{said}");
    assert_eq!(service.terminate(), Some(0));
    newsroom.ended(&["healthy"], 2);
}
