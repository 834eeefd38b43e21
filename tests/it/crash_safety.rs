//! Promise: a crash at any instant costs nothing that was said to be done.
//! - the whole program is killed 60 times at random points, while it gathers and publishes;
//! - every published file is whole, and no temporary file is left after the next start;
//! - every article is there in the end, once, under the id it had from the first.

use crate::program::{DESK, Newsroom, article};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::{Duration, Instant};

const KILLS: u64 = 60;

/// The published articles' ids by title.
fn ids(newsroom: &Newsroom) -> BTreeMap<String, String> {
    if !newsroom.path("feeds/world.json").exists() {
        return BTreeMap::new();
    }
    let feed = newsroom.json("feeds/world.json");
    let text = |item: &Value, field: &str| item[field].as_str().unwrap().to_owned();
    let items = feed["items"].as_array().unwrap();
    items.iter().map(|item| (text(item, "title"), text(item, "id"))).collect()
}

/// Every published file can be read to its end.
fn all_whole(newsroom: &Newsroom) {
    for (name, bytes, _) in newsroom.published() {
        let text = String::from_utf8_lossy(&bytes);
        let whole = match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("rss") => text.trim_end().ends_with("</rss>"),
            Some("atom") => text.trim_end().ends_with("</feed>"),
            Some("opml") => text.trim_end().ends_with("</opml>"),
            Some("html") => text.trim_end().ends_with("</html>"),
            Some("json") => serde_json::from_slice::<Value>(&bytes).is_ok(),
            Some("gz") => bytes.starts_with(&[0x1f, 0x8b]),
            _ => true,
        };
        assert!(whole, "{name} is not whole");
    }
}

#[test]
fn sixty_kills_lose_nothing() {
    let newsroom = Newsroom::new(&format!("[publish]\nitems = 1000\n{DESK}"));
    newsroom.write("articles/0.md", &named(0));
    // How long a whole run takes here, so that the kills fall within one.
    let begun = Instant::now();
    newsroom.ended(&["run"], 0);
    let whole_run = begun.elapsed();

    let mut first_ids = ids(&newsroom);
    let mut draw = 0x2545_F491_4F6C_DD1D_u64;
    for kill in 1..=KILLS {
        newsroom.write(&format!("articles/{kill}.md"), &named(kill));
        draw ^= draw << 13;
        draw ^= draw >> 7;
        draw ^= draw << 17;
        let wait = whole_run.mul_f64((draw % 1000) as f64 / 1000.0);
        let mut process =
            newsroom.command(&["run"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        spin(wait);
        let _ = process.kill();
        process.wait().unwrap();
        all_whole(&newsroom);
        for (title, id) in ids(&newsroom) {
            let first = first_ids.entry(title.clone()).or_insert_with(|| id.clone());
            assert_eq!(*first, id, "{title} changed its id");
        }
    }

    newsroom.ended(&["run"], 0);
    all_whole(&newsroom);
    let last = ids(&newsroom);
    assert_eq!(last.len() as u64, KILLS + 1, "an article is lost, or there twice");
    assert!(first_ids.iter().all(|(title, id)| last.get(title) == Some(id)));
    let left: Vec<String> = newsroom
        .published()
        .into_iter()
        .map(|(name, _, _)| name)
        .filter(|name| name.ends_with(".tmp"))
        .collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

fn named(number: u64) -> String {
    let date = format!("2026-01-05T{:02}:{:02}:00Z", number / 60, number % 60);
    article(&format!("Article {number}"), "\"world\"", &date, &"Some text. ".repeat(40))
}

/// Waits to the microsecond; the kill is what is timed, nothing is waited for.
fn spin(wait: Duration) {
    let begun = Instant::now();
    while begun.elapsed() < wait {
        std::hint::spin_loop();
    }
}
