//! Promise: with the real program, a push is in the served feed.
//! - `pressroom token` prints a token and the configuration that admits it;
//! - what is pushed with it is in the feed, and still there after a restart;
//! - what `retract` or `purge` took back is answered with 409 and the reason;
//! - what is odd about it is in the answer, in `status`, in `explain` and in the metrics;
//! - a newsroom that only pushes needs no source, unless its tokens may only read;
//! - the token is neither in the configuration nor in the log.

use crate::program::{DESK, Newsroom, Service, token};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;

fn put(service: &Service, token: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(&service.feeds).unwrap();
    let request = format!(
        "PUT /api/articles/breaking HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Authorization: Bearer {token}\r\nContent-Type: application/feed+json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_push_is_in_the_served_feed() {
    let newsroom = Newsroom::new(DESK);
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    // The lines are for the file, the token for whoever pushes.
    let output = newsroom.run(&["token", "cms"]);
    let said = String::from_utf8(output.stdout).unwrap();
    let token = String::from_utf8(output.stderr).unwrap();
    let token = token.trim().rsplit(' ').next().unwrap();
    assert_eq!(token.len(), 64);
    newsroom.write("config.toml", &format!("{}{said}", newsroom.read("config.toml")));
    newsroom.ended(&["check"], 0);
    let config = newsroom.read("config.toml").replace(token, "");
    newsroom.write("config.toml", &config);

    let service = newsroom.serve();
    let body = "{\"title\":\"Breaking\",\"content_text\":\"News.\",\"sections\":[\"world\"]}";
    let answer = put(&service, token, body);
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Breaking"));
    assert!(put(&service, "wrong", body).starts_with("HTTP/1.1 401 "));
    assert!(!service.said.contains(token));
    assert_eq!(service.terminate(), Some(0));
    let service = newsroom.serve();
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Breaking"));
    assert!(put(&service, token, body).starts_with("HTTP/1.1 200 "));
}

#[test]
fn what_a_command_takes_back_no_push_brings_again() {
    let token = crate::program::token("cms", "cms-secret", &[]);
    let newsroom = Newsroom::new(&format!("{DESK}{token}"));
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    let service = newsroom.serve();
    let body = "{\"title\":\"Breaking\",\"content_text\":\"News.\",\"sections\":[\"world\"]}";
    let push = |service: &Service| service.send("cms-secret", "PUT", "/api/articles/a", body);
    let new = push(&service);
    assert_eq!(new.status, 201, "{}", new.text());
    let new: serde_json::Value = serde_json::from_slice(&new.body).unwrap();
    let id = new["id"].as_str().unwrap();
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Breaking"));
    newsroom.ended(&["retract", id, "--reason", "Court order"], 0);
    let refused = push(&service);
    assert!(refused.status == 409 && refused.text().contains("Court order"), "{refused:?}");
    newsroom.ended(&["undo", id], 0);
    assert_eq!(push(&service).status, 200);
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Breaking"));

    newsroom.ended(&["purge", id, "--reason", "The law"], 0);
    let refused = push(&service);
    assert!(refused.status == 409 && refused.text().contains("another id"), "{refused:?}");
    assert_eq!(service.terminate(), Some(0));
    let service = newsroom.serve();
    assert_eq!(push(&service).status, 409, "after a restart, too");
    assert!(!service.get("/feeds/world.json").text().contains("Breaking"));
}

#[test]
fn what_is_odd_about_a_push_is_told_to_whoever_pushed_it_and_to_operators() {
    let token = crate::program::token("cms", "cms-secret", &[]);
    let newsroom = Newsroom::new(&format!("[store]\nkeep = \"730d\"\n{DESK}{token}"));
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    let service = newsroom.serve();
    let item = |sections: &[&str], more: &str| {
        format!(
            "{{\"id\":\"a\",\"title\":\"Odd\",\"content_text\":\"News.\",\"sections\":{sections:?}{more}}}"
        )
    };
    let told = |method: &str, path: &str, body: &str, status: u16| {
        let answer = service.send("cms-secret", method, path, body);
        assert_eq!(answer.status, status, "{}", answer.text());
        serde_json::from_slice::<serde_json::Value>(&answer.body).unwrap()
    };
    let odd = item(&["world", "wrold"], ",\"righst\":\"(c)\"");
    let answer = told("PUT", "/api/articles/a", &odd, 201);
    let warnings = answer["warnings"].to_string();
    assert!(warnings.contains("did you mean `rights`?"), "{answer}");
    assert!(warnings.contains("wrold"), "{answer}");
    let status = || newsroom.told(&["status", "--json"])["sources"].clone();
    let kept = |status: &serde_json::Value| {
        let all = status.as_array().unwrap().iter();
        let pushes = all.filter(|source| source["source"] == "push");
        pushes.map(|source| source["warnings"].as_array().unwrap().len()).collect::<Vec<_>>()
    };
    assert_eq!(kept(&status()), [2], "{}", status());
    let table = newsroom.ended(&["status"], 0);
    assert!(table.contains("odd in push") && table.contains("wrold"), "{table}");
    let explained = newsroom.ended(&["explain", answer["id"].as_str().unwrap()], 0);
    assert!(explained.contains("wrold"), "{explained}");
    let metrics = service.ask_admin("/metrics").text();
    let counted = metrics
        .lines()
        .find(|line| line.contains("source=\"push\"") && line.contains("change=\"warned\""));
    assert!(counted.is_some_and(|line| line.ends_with(" 2")), "{counted:?}");

    // A draft is read with the same eyes; what is right now has nothing odd.
    let draft = item(&["world"], ",\"draft\":true,\"summery\":\"x\"").replace("\"a\"", "\"b\"");
    let answer = told("PUT", "/api/articles/b", &draft, 200);
    assert!(answer["warnings"].to_string().contains("did you mean `summary`?"), "{answer}");
    let answer = told("PUT", "/api/articles/b", &draft.replace("summery", "summary"), 200);
    assert_eq!(answer.get("warnings"), None, "{answer}");
    let right = format!("{{\"items\":[{}]}}", item(&["world"], ""));
    let answer = told("POST", "/api/articles", &right, 200);
    assert_eq!(answer["items"][0].get("warnings"), None, "{answer}");
    assert_eq!(kept(&status()), [0], "{}", status());
    // A headline was meant, and is not there.
    let blank = item(&["world"], "").replace("\"Odd\"", "\" \\u200b \"");
    let answer = told("POST", "/api/articles", &blank.replace("\"a\"", "\"d\""), 201);
    assert!(answer["warnings"].to_string().contains("nothing is seen of its `title`"), "{answer}");
    // An article too old to be in any feed is no success without a word.
    let old = item(&["world"], ",\"date_published\":\"2009-01-05T10:00:00Z\"");
    let answer = told("POST", "/api/articles", &old.replace("\"a\"", "\"c\""), 201);
    assert!(answer["warnings"].to_string().contains("`[store] keep`"), "{answer}");
}

#[test]
fn who_only_pushes_needs_no_source() {
    let pushes = token("cms", "zq8Xk2unguessed", &[]);
    let newsroom = Newsroom::new(&format!("[[section]]\ntitle = \"World\"\n{pushes}"));
    let checked = newsroom.ended(&["check", "--strict"], 0);
    assert!(checked.contains("sources 0"), "{checked}");
    for asked in [&["run"][..], &["status"]] {
        newsroom.ended(asked, 0);
    }
    let service = newsroom.serve();
    let pushed = json!({"title": "Pushed", "sections": ["world"], "content_text": "One."});
    assert_eq!(service.put("zq8Xk2unguessed", "a", &pushed).status, 201);
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Pushed"));
    assert_eq!(service.terminate(), Some(0));
    let reads = pushes.replace("name =", "access = \"read\"\nname =");
    assert_ne!(reads, pushes);
    let config = newsroom.read("config.toml").replace(&pushes, &reads);
    newsroom.write("config.toml", &config);
    let refused = newsroom.ended(&["check"], 2);
    assert!(refused.contains("the file has no [[source]]"), "{refused}");
}
