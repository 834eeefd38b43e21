//! Promise: alerts come in the form that their receiver reads.
//! - Slack, Discord, Telegram and Matrix get a message each, plain JSON all there is to say.
//! - `alert --test` says whether it comes through, with the receiver's own words when not.
//! - In quiet hours nobody is told; what is still so afterwards is told then.

use crate::program::{DESK, Newsroom, article};
use crate::receiver::receiver;
use pressroom::config::{Environment, from_text};
use serde_json::{Value, json};
use std::path::Path;

fn newsroom(address: &str, lines: &str) -> Newsroom {
    let newsroom = Newsroom::new(&format!(
        "{DESK}[fetch]\nallow_hosts = [\"127.0.0.1\"]\n[alerts]\nwebhook = \"{address}\"\n{lines}"
    ));
    newsroom.write("articles/a.md", &article("A", "\"world\"", "2026-03-01T08:00:00Z", "Text."));
    newsroom
}

#[test]
fn each_receiver_gets_its_own_form() {
    let text = "The Test: this is a test, and nothing is wrong";
    let forms = [
        ("slack", "", json!({"text": text})),
        ("discord", "", json!({"content": text, "allowed_mentions": {"parse": []}})),
        (
            "telegram",
            "chat = \"-100\"\n",
            json!({"chat_id": "-100", "text": text, "disable_web_page_preview": true}),
        ),
        ("matrix", "token = { file = \"token\" }\n", json!({"msgtype": "m.text", "body": text})),
    ];
    for (shape, lines, wanted) in forms {
        let (address, posts) = receiver(&[]);
        let newsroom =
            newsroom(&format!("{address}/a/b"), &format!("shape = \"{shape}\"\n{lines}"));
        newsroom.write("token", "syt_secret\n");
        assert!(newsroom.ended(&["alert", "--test"], 0).contains("127.0.0.1"));
        let (head, body) = posts.recv().unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&body).unwrap(), wanted, "{shape}");
        let first = head.lines().next().unwrap();
        if shape == "matrix" {
            assert!(first.starts_with("PUT /a/b/") && first.len() > 40, "{first}");
            assert!(head.contains("authorization: Bearer syt_secret"), "{head}");
        } else {
            assert!(first.starts_with("POST /a/b "), "{first}");
        }
    }
    let (address, posts) = receiver(&[]);
    newsroom(&address, "").ended(&["alert", "--test"], 0);
    let said: Value = serde_json::from_slice(&posts.recv().unwrap().1).unwrap();
    assert_eq!((&said["text"], &said["state"]), (&json!(text), &json!("test")));
}

#[test]
fn what_does_not_come_through_is_said() {
    let (address, _posts) = receiver(&["403 Forbidden"]);
    let said = newsroom(&address, "").ended(&["alert", "--test"], 1);
    assert!(said.contains("403"), "{said}");
    let none = Newsroom::new(DESK);
    none.write("articles/.keep", "");
    assert!(none.ended(&["alert", "--test"], 1).contains("webhook"));
}

#[test]
fn an_address_that_is_a_secret_is_kept_elsewhere() {
    let (address, posts) = receiver(&[]);
    let newsroom = Newsroom::new(&format!(
        "{DESK}[fetch]\nallow_hosts = [\"127.0.0.1\"]\n[alerts]\nwebhook = {{ env = \"HOOK\" }}\n\
         secret = {{ file = \"secret\" }}\n"
    ));
    newsroom.write("articles/.keep", "");
    newsroom.write("secret", "a long text that nobody guesses\n");
    let run =
        |hook: &str, words: &[&str]| newsroom.command(words).env("HOOK", hook).output().unwrap();
    assert!(run(&format!("{address}/T0K3N"), &["alert", "--test"]).status.success());
    let (head, _) = posts.recv().unwrap();
    assert!(head.contains("/T0K3N ") && head.contains("x-hub-signature-256: sha256="), "{head}");
    for hook in ["", "T0K3N"] {
        let output = run(hook, &["check"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("webhook = { env") && !said.contains("T0K3N"), "{said}");
    }
    newsroom.write("secret", "short");
    let output = run(&format!("{address}/T0K3N"), &["check"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("secret = { file") && !said.contains("T0K3N"), "{said}");
}

#[test]
fn a_form_that_lacks_something_is_refused() {
    for (lines, told) in [
        ("shape = \"slak\"\n", "slack"),
        ("shape = \"telegram\"\n", "chat"),
        ("shape = \"matrix\"\n", "{ env = "),
        ("quiet = \"at night\"\n", "22:00-07:00"),
        ("quiet = \"07:00-07:00\"\n", "22:00-07:00"),
    ] {
        let newsroom = newsroom("http://127.0.0.1:9/", lines);
        let output = newsroom.run(&["check"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn quiet_hours_go_over_midnight() {
    let config = "[site]\ntitle = \"T\"\nurl = \"https://t.example/\"\nfounded = 2026-01-01\n\
        timezone = \"Asia/Karachi\"\n[[section]]\ntitle = \"World\"\n[[source]]\nname = \"a\"\n\
        schedule = \"@daily\"\nsections = [\"world\"]\n[source.feed]\nurl = \"https://a.example/\"\n\
        [alerts]\nquiet = \"22:00-07:00\"\n";
    let settings = from_text(config, Path::new("config.toml"), &Environment::default()).unwrap();
    let quiet = settings.alerts.quiet.unwrap();
    for (at, hold) in [
        ("2026-03-01T16:59:59Z", false),
        ("2026-03-01T17:00:00Z", true),
        ("2026-03-01T23:00:00Z", true),
        ("2026-03-02T01:59:59Z", true),
        ("2026-03-02T02:00:00Z", false),
    ] {
        assert_eq!(quiet.hold(at.parse().unwrap()), hold, "{at}");
    }
}
