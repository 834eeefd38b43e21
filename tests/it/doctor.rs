//! Promise: `doctor` looks at what the newsroom stands on, and says what to do.
//! - Nothing is changed by it, and a sound newsroom is told to be one.
//! - What is wrong is told with a remedy, and ends it with 1.

use crate::program::{DESK, Newsroom, article};
use serde_json::Value;

fn newsroom(more: &str) -> Newsroom {
    let newsroom = Newsroom::new(&format!("{DESK}{more}"));
    newsroom.write("articles/a.md", &article("A", "\"world\"", "2026-03-01T08:00:00Z", "Text."));
    newsroom
}

/// What was found of a kind that is not fine.
fn ill(newsroom: &Newsroom) -> Vec<(String, String)> {
    let told = newsroom.told(&["doctor", "--json"]);
    let findings = told["findings"].as_array().unwrap().iter();
    let ill = findings.filter(|finding| finding["state"] == "wrong");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    ill.map(|it| (text(&it["what"]), format!("{} {}", text(&it["found"]), text(&it["remedy"]))))
        .collect()
}

#[test]
fn a_sound_newsroom_is_told_to_be_one() {
    let newsroom = newsroom("");
    newsroom.ended(&["run"], 0);
    let before = newsroom.published();
    let said = newsroom.ended(&["doctor"], 0);
    for what in ["config", "store", "clock", "folder", "disk"] {
        assert!(said.contains(what), "{what} is not in {said}");
    }
    assert!(!said.contains("WRONG"), "{said}");
    let service = newsroom.serve();
    newsroom
        .command(&["doctor"])
        .env("PRESSROOM_ADMIN", &service.admin)
        .output()
        .map(|output| assert!(String::from_utf8_lossy(&output.stdout).contains("publishes")))
        .unwrap();
    assert_eq!(service.terminate(), Some(0));
    assert_eq!(newsroom.published(), before);
}

#[test]
fn what_is_wrong_is_told_with_a_remedy() {
    let hosts = "[fetch]\nallow_hosts = [\"127.0.0.1\"]\n[[source]]\nname = \"own\"\n\
        schedule = \"@daily\"\nsections = [\"world\"]\n[source.feed]\nurl = \"http://localhost/x\"\n";
    let newsroom = newsroom(hosts);
    let found = ill(&newsroom);
    let is =
        |what: &str, word: &str| found.iter().any(|(it, told)| it == what && told.contains(word));
    assert!(is("name", "allow_hosts"), "{found:?}");
    newsroom.ended(&["run"], 3);
    std::fs::remove_file(newsroom.path("pressroom.sqlite")).unwrap();
    let found = ill(&newsroom);
    let is =
        |what: &str, word: &str| found.iter().any(|(it, told)| it == what && told.contains(word));
    assert!(is("store", "pressroom restore"), "{found:?}");
    newsroom.write("pressroom.sqlite", "no database at all, but long enough to be taken for one");
    let found = ill(&newsroom);
    let is =
        |what: &str, word: &str| found.iter().any(|(it, told)| it == what && told.contains(word));
    assert!(is("store", "pressroom restore"), "{found:?}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output =
        newsroom.command(&["doctor", "--offline"]).env("PRESSROOM_LISTEN", &address).output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("nobody can listen at {address}")), "{said}");
}

#[test]
fn a_desk_behind_a_proxy_without_a_password_is_odd() {
    for (lines, odd) in [
        ("hosts = [\"desk.example.com\"]\n", true),
        ("proxies = [\"127.0.0.1\"]\n", true),
        ("hosts = [\"desk.example.com\"]\ntrust_loopback = false\n", false),
        ("trust_loopback = true\n", false),
    ] {
        let newsroom = newsroom(&format!("[desk]\n{lines}"));
        let said = newsroom.ended(&["check"], 0);
        assert_eq!(said.contains("trust_loopback = false"), odd, "{said}");
    }
}

#[test]
fn a_journal_that_says_nothing_is_told() {
    let newsroom = newsroom("");
    newsroom.ended(&["run"], 0);
    let journal = newsroom.path("pressroom.sqlite.journal");
    let whole = newsroom.read("pressroom.sqlite.journal");
    newsroom.write("pressroom.sqlite.journal", &format!("{whole}no line of ours\n"));
    let told = |words: &str| {
        let found = ill(&newsroom);
        assert!(
            found.iter().any(|(it, told)| it == "journal" && told.contains(words)),
            "{found:?}"
        );
    };
    told("1 lines of");
    std::fs::remove_file(&journal).unwrap();
    told("is not there");
    std::fs::create_dir(&journal).unwrap();
    told("cannot be read");
}

#[test]
fn a_store_that_was_lost_is_told_before_the_start() {
    let newsroom = newsroom("");
    newsroom.ended(&["run"], 0);
    for end in ["", "-wal", "-shm", ".journal"] {
        let _ = std::fs::remove_file(newsroom.path(&format!("pressroom.sqlite{end}")));
    }
    let found = ill(&newsroom);
    assert!(
        found.iter().any(|(it, told)| it == "store" && told.contains("confirm --new-store")),
        "{found:?}"
    );
}

#[test]
fn a_proxy_that_does_not_answer_is_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let newsroom = newsroom(&format!("[fetch]\nproxy = \"http://{address}\"\n"));
    assert!(newsroom.ended(&["doctor"], 0).contains(&format!("through {address}")));
    drop(listener);
    let found = ill(&newsroom);
    assert!(
        found.iter().any(|(it, told)| it == "proxy" && told.contains("does not answer")),
        "{found:?}"
    );
}
