//! Promise: a new newsroom shows something at once.
//! - `init` takes what it is told, leaves what applies and one article, and nothing when
//!   something of it is wrong.
//! - A source of one's own is found where the site is named.
//! - The first screen says what is where; `--quiet` says nothing.
//! - `config explain` tells what a key means, out of the schema.

use crate::program::{Newsroom, PATIENCE};
use crate::site::Site;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Instant;

fn bare() -> Newsroom {
    let newsroom = Newsroom::new("");
    std::fs::remove_file(newsroom.path("config.toml")).unwrap();
    newsroom
}

#[test]
fn what_is_told_is_what_comes() {
    let newsroom = bare();
    let words = [
        "init",
        "--title",
        "The \"Lune\" Courier",
        "--url",
        "https://lune.example/",
        "--timezone",
        "Asia/Karachi",
        "--sections",
        "Top Story,Sports",
    ];
    let said = newsroom.ended(&words, 0);
    assert!(said.contains("config.toml") && said.contains("articles/first-article.md"), "{said}");
    assert!(newsroom.ended(&["check"], 0).contains("sections 2"));
    newsroom.ended(&["check", "--strict"], 0);
    let text = newsroom.read("config.toml");
    assert!(text.contains("The \\\"Lune\\\" Courier") || text.contains("'The \"Lune\" Courier'"));
    assert!(text.lines().count() < 50, "only what applies: {text}");
    let service = newsroom.serve();
    // Nobody waited for a file that was just written.
    assert!(service.said.contains("gathered desk: 1 new"), "{}", service.said);
    let feed = service.get("/feeds/top-story.json").text();
    assert!(feed.contains("The first article"), "{feed}");
    assert!(service.get("/").text().contains("The first article"));
}

#[test]
fn any_section_can_be_begun_with_and_a_host_is_an_address() {
    let newsroom = bare();
    let words = [
        "init",
        "--title",
        "خبریں",
        "--url",
        "lune.example",
        "--sections",
        "دنیا,Front Page,کھیل,News",
    ];
    newsroom.ended(&words, 0);
    let text = newsroom.read("config.toml");
    assert!(text.contains("url = \"https://lune.example/\""), "{text}");
    for slug in ["section-1", "section-2", "section-3"] {
        assert!(text.contains(&format!("slug = \"{slug}\"")), "{text}");
    }
    newsroom.ended(&["run"], 0);
    assert!(
        newsroom.path("feeds/section-1.rss").exists() && newsroom.path("feeds/news.rss").exists()
    );
    let said = newsroom.ended(&["discover", "no address"], 2);
    assert!(said.contains("https://news.example/"), "{said}");
}

#[test]
fn what_is_wrong_leaves_nothing() {
    let newsroom = bare();
    for (words, told) in [
        (&["init", "--timezone", "Asia/Karachii"][..], "Asia/Karachi"),
        (&["init", "--url", "lune"], "https://"),
        (&["init", "--title", " "], "title"),
    ] {
        let output = newsroom.run(words);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        assert!(said.contains(told), "{words:?}: {said}");
    }
    let from = newsroom.run(&["init", "--from", "http://127.0.0.1:9/"]);
    assert_eq!(from.status.code(), Some(1));
    let left = std::fs::read_dir(newsroom.path(".")).unwrap().count();
    assert_eq!(left, 0);
}

#[test]
fn a_site_is_looked_at() {
    let site = Site::new();
    site.put(
        "/",
        "<html><head><title>Lune</title><link rel=\"alternate\" type=\"application/rss+xml\" \
         href=\"/news.rss\"></head><body><p>Lune</p></body></html>",
    );
    site.put(
        "/news.rss",
        "<rss version=\"2.0\"><channel><title>Lune</title><link>https://lune.example/</link>\
         <description>x</description><item><title>The tide</title>\
         <link>https://lune.example/tide</link><description>It came.</description>\
         <pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate></item></channel></rss>",
    );
    let newsroom = bare();
    newsroom.ended(&["init", "--sections", "World", "--from", &site.url("/")], 0);
    let text = newsroom.read("config.toml");
    assert!(text.contains("news.rss") && text.contains("allow_hosts = [\"127.0.0.1\"]"), "{text}");
    newsroom.ended(&["run"], 0);
    assert!(newsroom.read("feeds/world.json").contains("The tide"));
}

#[test]
fn the_log_waits_for_nobody_and_quiet_is_quiet() {
    let newsroom = bare();
    newsroom.ended(&["init", "--timezone", "Asia/Karachi"], 0);
    let mut command = newsroom.command(&["serve"]);
    let mut service = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let line = BufReader::new(service.stderr.take().unwrap()).lines().next().unwrap().unwrap();
    assert!(line.contains("+05:00"), "{line}");
    service.kill().unwrap();
    service.wait().unwrap();
    let mut command = newsroom.command(&["--quiet", "serve"]);
    let service = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let id = service.id().to_string();
    // Once it is there, it has said what it would.
    let begun = Instant::now();
    while !newsroom.run(&["status"]).status.success() {
        assert!(begun.elapsed() < PATIENCE, "it never begins");
    }
    assert!(std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let said = service.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stdout), "");
    assert_eq!(String::from_utf8_lossy(&said.stderr), "");
}

#[test]
fn a_key_is_explained() {
    let newsroom = bare();
    let said = newsroom.ended(&["config", "explain", "site.timezone"], 0);
    assert!(said.contains("time zone") && said.contains("UTC"), "{said}");
    let all = newsroom.ended(&["config", "explain"], 0);
    for table in ["site", "source", "front_page", "alerts"] {
        assert!(all.lines().any(|line| line.trim_start().starts_with(table)), "{table}: {all}");
    }
    assert!(newsroom.ended(&["config", "explain", "[source.feed]"], 0).contains("source.feed.url"));
    assert!(newsroom.ended(&["config", "explain", "backoff"], 0).contains("fetch.backoff"));
    let said = newsroom.ended(&["config", "explain", "url"], 1);
    assert!(said.contains("site.url") && said.contains("source.feed.url"), "{said}");
    assert!(newsroom.ended(&["config", "explain", "site.timezon"], 1).contains("site.timezone"));
    let told = newsroom.told(&["config", "explain", "store.maintenance", "--json"]);
    assert_eq!(told["default"], "30 3 * * *");
}
