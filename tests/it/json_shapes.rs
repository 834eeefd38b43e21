//! Promise: every command that says something says it to programs too, as is written down.
//! - Each has `--json`, and the keys that `docs/json.md` names, no others.
//! - No command is left out: neither of that page nor of this test.

use crate::program::{DESK, Newsroom, article, token};
use crate::site::Site;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const DOCUMENTED: &str = include_str!("../../docs/json.md");

/// What says nothing, or is for a program as it is.
const OTHERS: [&str; 5] = ["serve", "schema", "completions", "man", "help"];

/// The keys of each command, as the page has them.
fn documented() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let rows = DOCUMENTED.lines().filter(|line| line.starts_with("| `"));
    let row = |line: &'static str| {
        let mut cells = line.split('|').skip(1).map(str::trim);
        let command = cells.next().unwrap().trim_matches('`');
        (command, cells.next().unwrap().split(' ').map(|key| key.trim_matches('`')).collect())
    };
    rows.map(row).collect()
}

/// The commands that the program has.
fn commands(newsroom: &Newsroom) -> Vec<String> {
    let help = newsroom.ended(&["--help"], 0);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter(|line| !line.starts_with("    "));
    names.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[test]
fn every_command_has_it() {
    let newsroom = Newsroom::new(DESK);
    let (documented, commands) = (documented(), commands(&newsroom));
    assert!(commands.len() > 30, "{commands:?}");
    for command in commands.iter().filter(|name| !OTHERS.contains(&name.as_str())) {
        let words = documented.keys().find(|words| words.split(' ').next() == Some(command));
        let words = words.unwrap_or_else(|| panic!("docs/json.md does not name {command}"));
        let words: Vec<&str> = words.split(' ').filter(|word| !word.starts_with('-')).collect();
        let help = newsroom.ended(&[&words[..], &["--help"]].concat(), 0);
        assert!(help.contains("--json"), "{command}: {help}");
    }
    let is_known = |words: &str| commands.iter().any(|name| words.split(' ').next() == Some(name));
    assert!(documented.keys().all(|words| is_known(words)), "{documented:?}");
}

/// What a command says with `--json`: its first value, and how it ended.
fn said(newsroom: &Newsroom, words: &[&str]) -> (Value, Option<i32>) {
    let output = newsroom.run(&[words, &["--json"]].concat());
    let mut values = serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>();
    let first = values.next().unwrap_or_else(|| panic!("{words:?} says nothing: {output:?}"));
    let first = first.unwrap_or_else(|error| panic!("{words:?}: {error}: {output:?}"));
    assert!(values.all(|value| value.is_ok()), "{words:?}: {output:?}");
    (first, output.status.code())
}

/// Holds what commands say against the page, and notes which were asked.
struct Page {
    documented: BTreeMap<&'static str, BTreeSet<&'static str>>,
    asked: BTreeSet<&'static str>,
}

impl Page {
    fn holds(&mut self, newsroom: &Newsroom, command: &str, rest: &[&str]) -> Value {
        let (name, keys) = self.documented.get_key_value(command).unwrap();
        self.asked.insert(name);
        let words: Vec<&str> = command.split(' ').chain(rest.iter().copied()).collect();
        let (value, code) = said(newsroom, &words);
        assert!(matches!(code, Some(0 | 1 | 3)), "{words:?} ended with {code:?}: {value}");
        let object = if value.is_array() { &value[0] } else { &value };
        let found: BTreeSet<&str> = object
            .as_object()
            .unwrap_or_else(|| panic!("{words:?}: {value}"))
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(found, *keys, "{words:?}");
        value
    }
}

#[test]
fn each_says_what_is_written_down() {
    let api = token("cms", "a token that nobody guesses", &[]);
    let newsroom = Newsroom::new(&format!(
        "{DESK}[[source]]\nname = \"more\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
         [source.folder]\npath = \"more\"\n{api}\
         [fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\n"
    ));
    let text = |title: &str| article(title, "\"world\"", "2026-03-01T08:00:00Z", "Some words.");
    newsroom.write("articles/one.md", &text("A first story"));
    newsroom.write("articles/two.md", &text("Another thing"));
    newsroom.write("articles/late.md", &text("Not yet").replace("2026-03-01", "2199-03-01"));
    newsroom.write("more/three.md", &text("A third of them"));
    let archive = "<rss version='2.0'><channel><title>Old</title><item><title>Old news</title>\
        <link>https://test.example/old</link><description>Once.</description>\
        <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate></item></channel></rss>";
    newsroom.write("old.xml", archive);
    let site = Site::new();
    site.put("/old.xml", archive);
    let mut page = Page { documented: documented(), asked: BTreeSet::new() };
    let mut holds = |command: &str, rest: &[&str]| page.holds(&newsroom, command, rest);
    holds("run", &[]);
    let found = holds("list", &[]);
    let id = |title: &str| {
        let all = found["articles"].as_array().unwrap().iter();
        let one = all.clone().find(|one| one["title"] == title);
        one.unwrap_or_else(|| panic!("{found}"))["id"].as_str().unwrap().to_owned()
    };
    let (one, two) = (id("A first story"), id("Another thing"));
    holds("search", &["story"]);
    holds("show", &[&one]);
    holds("explain", &[&one]);
    holds("waiting", &[]);
    holds("status", &[]);
    holds("audit", &[]);
    holds("check", &[]);
    holds("check --profile", &["msn"]);
    newsroom.write("new.toml", &newsroom.read("config.toml"));
    holds("preview", &["new.toml"]);
    holds("try", &["desk"]);
    holds("discover", &[&site.url("/old.xml")]);
    holds("doctor", &["--offline"]);
    holds("healthy", &[]);
    holds("config explain", &["site.title"]);
    holds("token", &["somebody"]);
    holds("desk-user", &["somebody"]);
    holds("import", &["old.xml", "--source", "archive", "--sections", "world"]);
    let said = holds("correct", &[&one, "--note", "It was so."]);
    assert_eq!((&said["article"], &said["state"]), (&one.as_str().into(), &"corrected".into()));
    assert_eq!(holds("undo", &[&one])["state"], "uncorrected");
    let said = holds("retract", &[&one, "--reason", "It was wrong."]);
    assert_eq!(
        (&said["state"], &said["disk"]["state"]),
        (&"withdrawn".into(), &"until_next_run".into())
    );
    assert_eq!(holds("retract", &[&one, "--reason", "It was wrong."])["state"], "so_already");
    assert_eq!(holds("undo", &[&one])["state"], "live_again");
    let said = holds("embargo", &[&one, "2199-01-01T10:00:00Z"]);
    assert_eq!((&said["state"], &said["due"]), (&"put_off".into(), &"2199-01-01T10:00:00Z".into()));
    assert_eq!(holds("undo", &[&one])["state"], "live_again");
    assert_eq!(holds("purge", &[&two, "--reason", "The law."])["article"], two.as_str());
    holds("backup", &["copy.sqlite"]);
    holds("export", &["all.json"]);
    holds("restore", &["copy.sqlite"]);
}
