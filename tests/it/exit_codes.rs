//! Promise: a command's exit code says how it ended.
//! - 0 done, 1 failed, 2 configuration, 3 partly failed;
//! - a source that is left alone because it failed is no success;
//! - a wrong configuration starts nothing and makes nothing;
//! - `init` makes what `check` accepts, and never writes over a file.

use crate::program::{DESK, Newsroom, article};

const DEAD: &str = "[[source]]\nname = \"dead\"\nschedule = \"@daily\"\nsections = [\"world\"]\n\
    [source.feed]\nfile = \"nothing-here.rss\"\n";

fn desk() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    newsroom
        .write("articles/one.md", &article("One", "\"world\"", "2026-01-05T10:00:00Z", "Text."));
    newsroom
}

#[test]
fn a_right_configuration_passes_and_a_run_is_done() {
    let newsroom = desk();
    newsroom.ended(&["check"], 0);
    newsroom.ended(&["run"], 0);
    assert!(newsroom.read("feeds/world.rss").contains("<title>One</title>"));
    newsroom.ended(&["status"], 0);
}

#[test]
fn a_wrong_configuration_starts_nothing() {
    let newsroom = desk();
    newsroom.write("config.toml", "[site]\ntilte = \"x\"\n[[section]]\ntitle = \"World\"\n");
    for words in [&["check"][..], &["run"], &["status"], &["serve"], &[]] {
        let said = newsroom.ended(words, 2);
        assert!(said.contains("tilte") && said.contains("config.toml"), "{words:?} said:\n{said}");
    }
    assert!(!newsroom.path("feeds").exists() && !newsroom.path("pressroom.sqlite").exists());
    let told = newsroom.told(&["check", "--json"]);
    assert!(told["problems"].as_array().unwrap().len() >= 2, "{told}");
}

#[test]
fn one_dead_source_of_two_is_a_part() {
    let newsroom = desk();
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &format!("{config}{DEAD}"));
    let said = newsroom.ended(&["run"], 3);
    assert!(said.contains("dead: failed") && said.contains("nothing-here.rss"), "{said}");
    assert!(newsroom.read("feeds/world.rss").contains("<title>One</title>"));
    assert!(newsroom.ended(&["status"], 0).contains("nothing-here.rss"));
}

/// A source that is left alone for now because it failed has brought nothing either.
#[test]
fn a_dead_source_that_waits_is_a_part_too() {
    let dead = DEAD.replace(
        "feed]\nfile = \"nothing-here.rss\"",
        "feed]\nurl = \"http://127.0.0.1:9/dead.rss\"",
    );
    let newsroom = Newsroom::new(&format!("{DESK}{dead}[fetch]\nallow_hosts = [\"127.0.0.1\"]\n"));
    newsroom
        .write("articles/one.md", &article("One", "\"world\"", "2026-01-05T10:00:00Z", "Text."));
    assert!(newsroom.ended(&["run"], 3).contains("dead: failed"));
    // Who fails again and again is asked later than the others.
    let mut runs = (0..10).map(|_| newsroom.ended(&["run"], 3));
    let said = runs.find(|said| said.contains("not asked")).expect("it is left alone some time");
    assert!(said.contains("dead: not asked before") && said.contains("failed"), "{said}");
}

#[test]
fn what_is_not_there_has_failed() {
    let newsroom = desk();
    assert!(newsroom.ended(&["run", "dsek"], 1).contains("desk"));
    newsroom.ended(&["try", "no-such-file.rss"], 1);
    newsroom.ended(&["try", "no-such-file.rss", "articles/one.md"], 3);
    assert!(newsroom.ended(&["status"], 1).contains("pressroom run"));
}

#[test]
fn init_makes_a_newsroom_that_runs_and_writes_over_nothing() {
    let newsroom = desk();
    newsroom.ended(&["--config", "new/config.toml", "init"], 1);
    std::fs::create_dir(newsroom.path("new")).unwrap();
    newsroom.ended(&["--config", "new/config.toml", "init"], 0);
    newsroom.ended(&["--config", "new/config.toml", "check"], 0);
    newsroom.ended(&["--config", "new/config.toml", "run"], 0);
    let before = newsroom.read("new/config.toml");
    assert!(newsroom.ended(&["--config", "new/config.toml", "init"], 1).contains("written over"));
    assert_eq!(newsroom.read("new/config.toml"), before);
}

#[test]
fn the_usual_things_are_there() {
    let newsroom = desk();
    let schema: serde_json::Value = newsroom.told(&["schema"]);
    assert!(schema["properties"]["site"].is_object());
    assert!(newsroom.ended(&["completions", "bash"], 0).contains("pressroom"));
    let man = newsroom.ended(&["man"], 0);
    assert!(man.contains(".TH") && man.contains(".SS \"pressroom run\""), "{man}");
    assert!(!man.contains("pressroom\\-run(1)"), "it leads to no page that there is not");
    assert!(newsroom.ended(&["--version"], 0).contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_reader_of_the_output_that_goes_away_is_no_failure() {
    let newsroom = desk();
    for words in [&["check"][..], &["run"], &["status"], &["schema"], &["try", "desk"]] {
        let mut process =
            newsroom.command(words).stdout(std::process::Stdio::piped()).spawn().unwrap();
        drop(process.stdout.take());
        assert_eq!(process.wait().unwrap().code(), Some(0), "{words:?}");
    }
}
