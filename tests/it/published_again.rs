//! Promise: what another program does to the published files is put right within a minute.
//! - a document, a compressed form or an archive page that was removed or altered is as it
//!   was, with its time; files of others are left alone;
//! - files that nobody touched are neither read nor written.

use crate::program::{DESK, Newsroom, PATIENCE, article};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::time::Instant;

/// Enough articles for an archive page.
fn newsroom() -> Newsroom {
    let newsroom =
        Newsroom::new(&format!("[publish]\nitems = 5\nwindow = \"0s\"\narchive_items = 5\n{DESK}"));
    for number in 0..15 {
        let date = format!("2026-01-{:02}T10:00:00Z", number + 1);
        let story = article(&format!("Story {number}"), "\"world\"", &date, "Text.");
        newsroom.write(&format!("articles/{number}.md"), &story);
    }
    newsroom
}

fn identities(newsroom: &Newsroom) -> BTreeMap<String, u64> {
    let files = newsroom.published().into_iter().map(|(name, ..)| {
        let inode = fs::metadata(newsroom.path(&format!("feeds/{name}"))).unwrap().ino();
        (name, inode)
    });
    files.collect()
}

#[test]
fn what_was_removed_or_altered_is_put_right() {
    let newsroom = newsroom();
    let _service = newsroom.serve();
    newsroom.write("feeds/robots.txt", "not ours");
    let (before, inodes) = (newsroom.published(), identities(&newsroom));
    let page = before.iter().find(|(name, ..)| name.starts_with("archive/"));
    let page = page.expect("there is an archive").0.clone();
    let touched = ["world.rss", "sports.atom", "world.json.gz", "index.html", &page];
    for (at, name) in touched.iter().enumerate() {
        match at % 2 {
            0 => fs::remove_file(newsroom.path(&format!("feeds/{name}"))).unwrap(),
            _ => newsroom.write(&format!("feeds/{name}"), "hacked"),
        }
    }
    let begun = Instant::now();
    loop {
        let now = newsroom.published();
        if now == before {
            break;
        }
        let names: Vec<_> =
            now.iter().filter(|file| !before.contains(file)).map(|f| &f.0).collect();
        assert!(begun.elapsed() < PATIENCE, "not put right: {names:?}");
        std::thread::yield_now();
    }
    let after = identities(&newsroom);
    let written: Vec<_> = inodes.iter().filter(|(name, inode)| after[*name] != **inode).collect();
    let others = written.iter().filter(|(name, _)| {
        !touched.iter().any(|touched| name.starts_with(touched.trim_end_matches(".gz")))
    });
    assert_eq!(others.count(), 0, "{written:?}");
}
