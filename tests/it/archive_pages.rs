//! Promise: a section's whole history can be read, and what is in its archive stays
//! as it is (RFC 5005 §4).
//! - A reader that follows `prev-archive` (in JSON Feed: `next_url`) from the feed to the
//!   end has every live article, in the state that it has now, and none twice in one
//!   document; in every format, whatever came, late, corrected, taken back, in whatever order.
//! - A page that was published once never has other bytes: over restarts, corrections,
//!   another configuration, and after `feeds/` was deleted or damaged.
//! - What is retracted is a notice in its pages, and nothing else of them changes; undone,
//!   the pages are as they were sealed. So is what was put off, and what has ended.
//! - An article whose time has not come is in no page and in no feed.
//! - A late arrival goes to the page that is open then; a corrected one is in the feed
//!   again, and in a later page.
//! - `purge` takes an article out of pages and store, and touches no other byte.
//! - A feed holds as many items as without an archive, but for what came late or was
//!   corrected; a restart changes no byte of it.
//! - What retention removed leaves the archive as whole pages, from the oldest on.

use crate::archive_reader::{Desk, FEEDS, world};
use chrono::TimeDelta;
use pressroom::archive::{FORMATS, PageName};
use pressroom::article::ArticleId;
use pressroom::desk::Permit;
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::{Pipeline, desk::purging};
use pressroom::store::Change;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Ten articles, one an hour.
fn ten(desk: &Desk) {
    for number in 0..10 {
        desk.later(60);
        desk.push(&format!("a{number}"), &format!("Text of {number}."), desk.now());
    }
}

#[test]
fn full_pages_are_linked_from_the_feed_to_the_end() {
    let desk = Desk::new();
    ten(&desk);
    assert_eq!(desk.newest_page(), 2);
    desk.publish_all();
    let feed = desk.read("world.atom");
    assert!(
        feed.contains(
            r#"href="https://test.example/feeds/archive/world-2.atom" rel="prev-archive""#
        ),
        "{feed}"
    );
    assert!(!feed.contains("history/1.0"), "declared where it is not used");
    let page = desk.read("archive/world-2.atom");
    for (rel, file) in [
        ("self", "archive/world-2.atom"),
        ("current", "world.atom"),
        ("prev-archive", "archive/world-1.atom"),
        ("next-archive", "archive/world-3.atom"),
    ] {
        assert!(page.contains(&format!("href=\"{FEEDS}{file}\" rel=\"{rel}\"")), "{rel}: {page}");
    }
    assert!(page.contains("<fh:archive"), "{page}");
    assert!(!desk.read("archive/world-1.atom").contains("prev-archive"));
    let rss = desk.read("archive/world-2.rss");
    assert!(rss.contains("<fh:archive") && rss.contains("rel=\"current\""), "{rss}");
    assert!(!rss.contains("<ttl>"), "{rss}");
    let json = |file: &str| serde_json::from_str::<serde_json::Value>(&desk.read(file)).unwrap();
    for (file, next) in [
        ("world.json", Some("archive/world-2.json")),
        ("archive/world-2.json", Some("archive/world-1.json")),
        ("archive/world-1.json", None),
        ("front-page.json", None),
    ] {
        let next = next.map(|next| format!("{FEEDS}{next}"));
        assert_eq!(json(file)["next_url"].as_str(), next.as_deref(), "{file}");
    }
    desk.assert_complete();
}

#[test]
fn pages_of_a_store_that_knew_fewer_formats_get_the_others() {
    let mut desk = Desk::new();
    ten(&desk);
    desk.withdraw("a1");
    let before = desk.pages();
    desk.pipeline = None;
    let store = rusqlite::Connection::open(desk.folder.path().join("pressroom.sqlite")).unwrap();
    assert_eq!(store.execute("DELETE FROM archive_page WHERE format = 'json'", []).unwrap(), 2);
    drop(store);
    desk.restart();
    let after = desk.pages();
    assert!(after.keys().eq(before.keys()), "{:?}", after.keys());
    for (file, bytes) in before.iter().filter(|(file, _)| !file.contains(".json")) {
        assert_eq!(after.get(file), Some(bytes), "{file} is sealed");
    }
    desk.assert_complete();
    desk.restart();
    assert_eq!(desk.pages(), after);
}

#[test]
fn a_page_keeps_its_bytes_whatever_happens() {
    let mut desk = Desk::new();
    ten(&desk);
    let before = desk.pages();
    assert_eq!(before.len(), 2 * 3 * 3, "two pages, three formats, three files");
    desk.later(5);
    desk.push("a1", "Text of 1, corrected.", desk.now());
    desk.title = "Another Title";
    desk.restart();
    assert_eq!(desk.pages(), before, "after a correction and a new title");
    desk.pipeline = None;
    std::fs::remove_dir_all(desk.folder.path().join("feeds")).unwrap();
    desk.restart();
    assert_eq!(desk.pages(), before, "after the folder was deleted");
    desk.pipeline = None;
    std::fs::remove_file(desk.path("archive/world-1.atom.br")).unwrap();
    let page = std::fs::File::options().write(true).open(desk.path("archive/world-2.rss")).unwrap();
    page.set_len(100).unwrap();
    desk.restart();
    assert_eq!(desk.pages(), before, "after files were lost and cut off");
    desk.assert_complete();
}

#[test]
fn what_is_retracted_is_a_notice_in_its_pages_until_that_is_undone() {
    let mut desk = Desk::new();
    ten(&desk);
    let (before, stamps) = (desk.pages(), desk.archive());
    let id = desk.id("a2");
    let page = |desk: &Desk, extension: &str| {
        let files = desk.pages().into_iter().filter(|(name, _)| name.ends_with(extension));
        let texts = files.map(|(_, bytes)| String::from_utf8(bytes).unwrap());
        texts.filter(|text| text.contains(id.as_str())).collect::<Vec<_>>().concat()
    };
    for extension in [".atom", ".rss", ".json"] {
        assert!(page(&desk, extension).contains("Text of 2."), "{extension}");
    }
    desk.later(5);
    desk.edit("a2", Change::Retract(Some("Not so.".to_owned())));
    for (extension, mark) in
        [(".atom", "<at:deleted-entry"), (".rss", "<dcterms:valid"), (".json", "\"withdrawn\":[{")]
    {
        let text = page(&desk, extension);
        assert!(text.contains(mark) && text.contains("Not so."), "{text}");
        assert!(!text.contains("Text of 2."), "{text}");
        assert!(text.contains("Text of 1.") && text.contains("Text of 3."), "{text}");
    }
    let changed: Vec<_> = desk.pages().into_iter().filter(|(n, b)| before[n] != *b).collect();
    assert_eq!(changed.len(), 3 * 3, "one page, three formats, three files");
    for name in FORMATS.map(|format| PageName { feed: world(), number: 1, format }) {
        let (old, archive) = (stamps.stamp(&name).unwrap(), desk.archive());
        let new = archive.stamp(&name).unwrap();
        assert!(new.modified > old.modified && new.fingerprint != old.fingerprint);
    }
    desk.assert_complete();
    // The store has it, too: a lost folder and a restart bring the same.
    let retracted = desk.pages();
    desk.pipeline = None;
    std::fs::remove_dir_all(desk.folder.path().join("feeds")).unwrap();
    desk.restart();
    assert_eq!(desk.pages(), retracted);

    desk.later(5);
    desk.edit("a2", Change::Undo);
    assert_eq!(desk.pages(), before, "as it was sealed");
    let name = PageName { feed: world(), number: 1, format: FORMATS[0] };
    let (archive, old) = (desk.archive(), stamps.stamp(&name).unwrap());
    let new = archive.stamp(&name).unwrap();
    assert_eq!(new.fingerprint, old.fingerprint);
    assert!(new.modified > old.modified, "whoever has the notice is told");
    desk.assert_complete();
}

/// Whether any page says this, in any format; what is compressed is not looked at.
fn any_page_says(desk: &Desk, text: &str) -> bool {
    let plain = |name: &str| FORMATS.iter().any(|format| name.ends_with(format.extension()));
    let mut pages = desk.pages().into_iter().filter(|(name, _)| plain(name));
    pages.any(|(_, bytes)| String::from_utf8(bytes).unwrap().contains(text))
}

#[test]
fn what_is_put_off_or_over_is_a_notice_in_its_pages_until_that_is_no_longer_so() {
    let mut desk = Desk::new();
    let founded = desk.now();
    ten(&desk);
    let before = desk.pages();
    let at = |number: i64| founded + TimeDelta::minutes(60 * (number + 1));
    let later = |minutes: i64| (desk.now() + TimeDelta::minutes(minutes)).to_rfc3339();
    let (soon, past) = (later(240), later(-1));
    desk.later(5);
    // Put off, in other words; ended already; ends by itself.
    desk.push_with("a1", "The words to come.", at(1), &json!({ "publish_at": soon }));
    desk.push_with("a2", "Text of 2.", at(2), &json!({ "expires_at": past }));
    desk.push_with("a3", "Text of 3.", at(3), &json!({ "expires_at": soon }));
    for (text, stays) in
        [("Text of 1.", false), ("The words", false), ("Text of 2.", false), ("Text of 3.", true)]
    {
        assert_eq!(any_page_says(&desk, text), stays, "{text}");
    }
    assert!(any_page_says(&desk, "<at:deleted-entry"), "nobody is told");
    desk.assert_complete();
    // The store has it, too: a lost folder and a restart bring the same.
    let told = desk.pages();
    desk.pipeline = None;
    std::fs::remove_dir_all(desk.folder.path().join("feeds")).unwrap();
    desk.restart();
    assert_eq!(desk.pages(), told);

    desk.later(240);
    desk.publish_all();
    assert!(!any_page_says(&desk, "Text of 3."), "its time is over");
    assert!(desk.read("world.atom").contains("The words to come."));
    desk.assert_complete();
    for number in [2, 3] {
        desk.push(&format!("a{number}"), &format!("Text of {number}."), at(number));
    }
    let sealed = before.iter().filter(|(name, _)| name.starts_with("world-1."));
    let now = desk.pages();
    assert!(sealed.into_iter().all(|(name, bytes)| now[name] == *bytes), "not as it was sealed");
    desk.assert_complete();
}

#[test]
fn a_purge_leaves_nothing_to_undo_in_a_page_with_a_notice() {
    let desk = Desk::new();
    ten(&desk);
    desk.later(5);
    desk.edit("a2", Change::Retract(Some("Not so.".to_owned())));
    let (id, now) = (desk.id("a2"), desk.now());
    let purged =
        desk.pipeline().ask(|store| Ok(purging::purge(store, &id, "Court order", now))).unwrap();
    assert_eq!(purged.unwrap(), Some(3));
    desk.later(5);
    let undone = desk.pipeline().desk.change("a2", &Change::Undo, &Permit::of_the_desk());
    assert!(undone.unwrap_err().to_string().contains("purged"));
    desk.publish_all();
    for (name, bytes) in desk.pages() {
        assert!(!String::from_utf8_lossy(&bytes).contains("Text of 2."), "{name}");
    }
}

#[test]
fn the_archive_makes_no_feed_longer_and_a_restart_changes_none() {
    let mut desk = Desk::new();
    for number in 0..20 {
        desk.later(60);
        desk.push(&format!("a{number}"), "Text.", desk.now());
        let entries = desk.read("world.atom").matches("<entry>").count();
        assert_eq!(entries, 4.min(number + 1), "after {number}");
    }
    let before = desk.read("world.atom");
    desk.restart();
    assert_eq!(desk.read("world.atom"), before);
}

#[test]
fn the_folder_may_be_lost_while_it_runs() {
    let desk = Desk::new();
    ten(&desk);
    let before = desk.pages();
    std::fs::remove_dir_all(desk.folder.path().join("feeds")).unwrap();
    desk.later(5);
    desk.push("more", "More.", desk.now());
    desk.publish_all();
    assert_eq!(desk.pages(), before);
}

#[test]
fn a_late_arrival_is_in_the_feed_and_then_in_the_page_that_is_open() {
    let desk = Desk::new();
    ten(&desk);
    let before = desk.pages();
    let old = desk.now() - TimeDelta::days(30);
    desk.push("late", "It comes late.", old);
    assert!(desk.read("world.atom").contains("It comes late."), "in the feed at once");
    assert_eq!(desk.pages(), before);
    for number in 10..14 {
        desk.later(60);
        desk.push(&format!("a{number}"), "Later text.", desk.now());
    }
    assert!(desk.read("archive/world-3.atom").contains("It comes late."));
    desk.publish_all();
    assert!(!desk.read("world.atom").contains("It comes late."));
    desk.assert_complete();
}

#[test]
fn a_correction_of_what_is_sealed_reaches_readers_in_the_feed_and_in_a_later_page() {
    let desk = Desk::new();
    ten(&desk);
    desk.later(60);
    desk.push("a0", "Corrected text.", desk.now());
    assert!(desk.read("world.atom").contains("Corrected text."));
    desk.assert_complete();
    for number in 10..16 {
        desk.later(60);
        desk.push(&format!("a{number}"), "Later text.", desk.now());
    }
    desk.publish_all();
    assert!(!desk.read("world.atom").contains("Corrected text."));
    assert!(desk.read("archive/world-1.atom").contains("Text of 0."), "sealed is sealed");
    assert!(desk.read("archive/world-3.atom").contains("Corrected text."));
    desk.assert_complete();
}

#[test]
fn what_the_desk_does_to_what_is_sealed_reaches_readers_in_the_feed() {
    let desk = Desk::new();
    ten(&desk);
    let before = desk.pages();
    let stands = |text: &str| FORMATS.map(|format| desk.history(format)[&text.to_owned()].clone());
    let id = desk.id("a1").to_string();
    for (change, told) in [
        (Change::Correct("A name was wrong.".to_owned()), true),
        (Change::Undo, false),
        (Change::Correct("A date was wrong, too.".to_owned()), true),
    ] {
        desk.later(60);
        desk.edit("a1", change);
        let said = desk.read("world.atom").contains(" was wrong");
        assert_eq!(said, told);
        assert!(stands(&id).iter().all(|text| text.contains(" was wrong") == told), "{told}");
    }
    desk.later(60);
    desk.edit("a2", Change::Retract(Some("Not so.".to_owned())));
    desk.assert_without_notes();
    desk.later(60);
    desk.edit("a2", Change::Undo);
    desk.assert_without_notes();
    assert_eq!(desk.pages(), before);
}

#[test]
fn what_is_not_to_be_seen_yet_is_in_no_page() {
    let mut desk = Desk::new();
    for number in 0..9 {
        desk.later(60);
        desk.push(&format!("a{number}"), "Text.", desk.now());
        desk.push(&format!("secret{number}"), "zanzibar", desk.now() + TimeDelta::days(2));
        let all: Vec<u8> = desk.pages().into_values().flatten().collect();
        assert!(!String::from_utf8_lossy(&all).contains("zanzibar"));
        assert!(!desk.read("world.rss").contains("zanzibar"));
    }
    desk.assert_complete();
    desk.clock.set(desk.now() + TimeDelta::days(3));
    desk.restart();
    desk.assert_complete();
    assert!(desk.newest_page() >= 3);
}

#[test]
fn purging_takes_an_article_out_of_pages_and_store_and_touches_nothing_else() {
    let desk = Desk::new();
    ten(&desk);
    desk.push("a1", "Secretly harmful zyzzyvas.", desk.now());
    for number in 10..16 {
        desk.later(60);
        desk.push(&format!("a{number}"), "Later text.", desk.now());
    }
    let (id, before, archive) = (desk.id("a1"), desk.pages(), desk.archive());
    let now = desk.now();
    assert!(stores(&desk, "Secretly harmful") && stores(&desk, "zyzzyvas"));
    let purged = desk.pipeline().ask(|store| Ok(purging::purge(store, &id, "By order.", now)));
    assert_eq!(purged.unwrap().unwrap(), Some(6), "two pages in three formats");
    desk.publish_all();
    for format in FORMATS {
        let file = format!("world-1.{}", format.extension());
        let (old, new) = (text_of(&before, &file), text_of(&desk.pages(), &file));
        assert!(old.contains("Text of 1.") && !new.contains("Text of 1."));
        let (head, tail) = (shared(&old, &new), shared_end(&old, &new));
        assert!(head + tail >= new.len(), "all that is left is as it was");
        let name = PageName { feed: world(), number: 1, format };
        assert_ne!(desk.archive().stamp(&name), archive.stamp(&name), "its validators move");
        let other = PageName { number: 2, ..name };
        assert_eq!(desk.archive().stamp(&other), archive.stamp(&other));
    }
    let everything: Vec<u8> = desk.pages().into_values().flatten().collect();
    assert!(!String::from_utf8_lossy(&everything).contains("Secretly harmful"));
    assert!(desk.read("world.atom").contains("By order."), "the notice stands in the feed");
    // Neither as it was written, nor in the index of words.
    assert!(!stores(&desk, "Secretly harmful") && !stores(&desk, "zyzzyvas"));
    let again = desk.pipeline().ask(|store| Ok(purging::purge(store, &id, "By order.", now)));
    assert_eq!(again.unwrap().unwrap(), Some(0));
    let never = ArticleId::made_from("never");
    let none = desk.pipeline().ask(|store| Ok(purging::purge(store, &never, "x", now)));
    assert_eq!(none.unwrap().unwrap(), None);
}

/// Whether the store's files hold these words, anywhere.
fn stores(desk: &Desk, words: &str) -> bool {
    ["pressroom.sqlite", "pressroom.sqlite-wal"].iter().any(|file| {
        let bytes = std::fs::read(desk.folder.path().join(file)).unwrap_or_default();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

fn text_of(pages: &BTreeMap<String, Vec<u8>>, file: &str) -> String {
    String::from_utf8(pages[file].clone()).unwrap()
}

/// How many bytes two texts have in common at the start.
fn shared(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// How many bytes two texts have in common at the end.
fn shared_end(a: &str, b: &str) -> usize {
    a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count()
}

#[test]
fn what_retention_removed_leaves_as_whole_pages_but_never_the_newest() {
    let mut desk = Desk::new();
    desk.keep = "keep = \"1d\"";
    desk.restart();
    ten(&desk);
    let (second, newest) = (desk.read("archive/world-2.atom"), desk.newest_page());
    desk.later(18 * 60 + 30);
    assert!(desk.pipeline().printer.retain().unwrap() > 0);
    desk.publish_all();
    assert!(!desk.path("archive/world-1.atom").exists());
    assert!(!desk.path("archive/world-1.rss.gz").exists());
    assert_eq!(desk.read("archive/world-2.atom"), second);
    desk.later(72 * 60);
    desk.pipeline().printer.retain().unwrap();
    desk.publish_all();
    assert_eq!(desk.newest_page(), newest, "no number is given twice");
    desk.push("new", "New text.", desk.now());
    assert_eq!(desk.read("archive/world-2.atom"), second);
}

#[test]
fn a_section_that_is_no_more_takes_its_pages_along_and_brings_them_back() {
    let mut desk = Desk::new();
    ten(&desk);
    let stranger = desk.path("archive/somebody-else.txt");
    #[expect(clippy::disallowed_methods, reason = "a stranger's file")]
    std::fs::write(&stranger, "mine").unwrap();
    let before = desk.pages();
    desk.pipeline = None;
    let file = desk.folder.path().join("config.toml");
    let text = "[site]\ntitle = \"T\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n\
        [[section]]\ntitle = \"Sports\"\n[[source]]\nname = \"unused\"\nschedule = \"@yearly\"\n\
        sections = [\"sports\"]\n[source.feed]\nurl = \"https://unused.example/\"\n";
    let settings =
        pressroom::config::from_text(text, &file, &pressroom::config::Environment::default());
    let settings = Arc::new(settings.unwrap_or_else(|problems| panic!("{problems}")));
    let pipeline =
        Pipeline::open(settings, desk.clock.clone(), Health::new(), Metrics::new()).unwrap();
    pipeline.publish_all(true).unwrap();
    drop(pipeline);
    assert_eq!(desk.pages().into_keys().collect::<Vec<_>>(), ["somebody-else.txt"]);
    desk.restart();
    assert_eq!(desk.pages(), before);
}

/// What may happen in a newsroom.
#[derive(Clone, Debug)]
enum Event {
    New,
    Late(i64),
    Embargoed(i64),
    Corrected(usize),
    TakenBack(usize),
    Restart,
    FolderLost,
    Wait(i64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => Just(Event::New),
        2 => (1..5000_i64).prop_map(Event::Late),
        1 => (1..300_i64).prop_map(Event::Embargoed),
        2 => any::<usize>().prop_map(Event::Corrected),
        1 => any::<usize>().prop_map(Event::TakenBack),
        1 => Just(Event::Restart),
        1 => Just(Event::FolderLost),
        3 => (1..200_i64).prop_map(Event::Wait),
    ]
}

fn happen(desk: &mut Desk, event: &Event, count: &mut usize) {
    let name = |number: usize| format!("n{number}");
    // One step of the clock for each: an `updated` is told in whole seconds.
    desk.later(1);
    let (now, pick) = (desk.now(), |any: &usize| any % (*count).max(1));
    match event {
        Event::New | Event::Late(_) | Event::Embargoed(_) => {
            let minutes = match event {
                Event::Late(minutes) => -minutes,
                Event::Embargoed(minutes) => *minutes,
                _ => 0,
            };
            desk.push(&name(*count), "First.", now + TimeDelta::minutes(minutes));
            *count += 1;
        }
        Event::Corrected(any) if *count > 0 => {
            let number = pick(any);
            let kept = desk.pipeline().desk.find(&name(number)).unwrap().unwrap();
            if kept.withdrawn.is_some() {
                desk.edit(&name(number), Change::Undo);
                desk.later(1);
            }
            desk.push(&name(number), &format!("Corrected at {now}."), kept.article.published);
        }
        Event::TakenBack(any) if *count > 0 => desk.withdraw(&name(pick(any))),
        Event::Corrected(_) | Event::TakenBack(_) => {}
        Event::Restart => desk.restart(),
        Event::FolderLost => {
            desk.pipeline = None;
            std::fs::remove_dir_all(desk.folder.path().join("feeds")).unwrap();
            desk.restart();
        }
        Event::Wait(minutes) => {
            desk.later(*minutes);
            desk.publish_all();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]
    #[test]
    fn the_history_is_complete_and_pages_are_for_ever(events in prop::collection::vec(event(), 1..40)) {
        let mut desk = Desk::new();
        let mut count = 0;
        let mut pages = BTreeMap::new();
        for event in &events {
            happen(&mut desk, event, &mut count);
            for format in FORMATS {
                prop_assert_eq!(desk.history(format), desk.live(), "{:?}", format);
            }
            let now = desk.pages();
            for (file, bytes) in &pages {
                let same = now.get(file) == Some(bytes);
                let retracts = matches!(event, Event::TakenBack(_) | Event::Corrected(_));
                prop_assert!(same || (retracts && now.contains_key(file)), "{} changed", file);
            }
            pages = now;
        }
    }
}
