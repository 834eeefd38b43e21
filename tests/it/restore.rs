//! Promise: what a backup does not know is not undone by putting it back.
//! - The feeds come back byte by byte, with their validators, where nothing has changed.
//! - What the desk said since stands: of articles that the backup has, and of those that
//!   came later, as soon as they come again.
//! - Articles keep the ids that they were given since, and items are apart that were put apart.
//! - What nobody can bring again is listed, and nothing is served until that is accepted;
//!   it makes no difference whether the copy was put back by `restore` or by hand.
//! - What was there before is put aside, and what is no backup, or another newsroom's,
//!   changes nothing.

use crate::program::{Answer, DESK, Newsroom, Service, article, token};
use serde_json::{Value, json};

const SPORTS: &str = "/feeds/sports.json";
const WORLD: &str = "/feeds/world.json";

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(&format!("{DESK}{}", token("cms", "pencil", &[])));
    tell(&newsroom, "rain", "Rain over the harbour", "2026-03-01T08:00:00Z");
    newsroom
}

fn tell(newsroom: &Newsroom, name: &str, title: &str, date: &str) {
    let text = article(title, "\"world\"", date, &format!("{title}, as it was seen."));
    newsroom.write(&format!("articles/{name}.md"), &text);
}

fn push(service: &Service, key: &str) {
    let item = json!({"title": format!("Pushed as {key}"), "content_text": "Words.",
        "date_published": "2026-03-02T08:00:00Z", "sections": ["sports"]});
    assert_eq!(service.put("pencil", key, &item).status, 201);
    service.wait_for(SPORTS, |answer| answer.text().contains(&format!("Pushed as {key}")));
}

fn kill(service: Service) {
    service.signal("-KILL");
    drop(service);
}

/// What a command says that does not do it.
fn refused(newsroom: &Newsroom, command: &str) -> String {
    let output = newsroom.run(&[command]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    said
}

fn lose_store(newsroom: &Newsroom) {
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(newsroom.path(&format!("pressroom.sqlite{end}")));
    }
}

fn id_of(service: &Service, feed: &str, title: &str) -> String {
    let answer = service.wait_for(feed, |answer| answer.text().contains(title));
    let feed: Value = serde_json::from_slice(&answer.body).unwrap();
    let items = feed["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["title"] == title).unwrap();
    item["id"].as_str().unwrap().to_owned()
}

fn validators(answer: &Answer) -> [Option<String>; 2] {
    ["etag", "last-modified"].map(|name| answer.header(name).map(str::to_owned))
}

#[test]
fn feeds_come_back_with_their_validators() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    push(&service, "p1");
    // Older than what is out: its feed is of the moment in which it came.
    let item = json!({"title": "Late", "content_text": "It lay on a desk.",
        "date_published": "2026-02-02T08:00:00Z", "sections": ["sports"]});
    assert_eq!(service.put("pencil", "late", &item).status, 201);
    service.wait_for(SPORTS, |answer| answer.text().contains("Late"));
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    let paths =
        ["/feeds/sports.atom", "/feeds/sports.rss", "/feeds/world.rss", "/feeds/front-page.json"];
    let before = paths.map(|path| service.get(path));
    kill(service);
    for feeds_are_lost_too in [false, true] {
        lose_store(&newsroom);
        if feeds_are_lost_too {
            std::fs::remove_dir_all(newsroom.path("feeds")).unwrap();
        }
        newsroom.ended(&["restore", "copy.sqlite"], 0);
        let service = newsroom.serve();
        for (path, before) in paths.iter().zip(&before) {
            let now = service.get(path);
            assert_eq!(now.text(), before.text(), "{path}");
            assert_eq!(validators(&now), validators(before), "{path}, {feeds_are_lost_too}");
        }
        kill(service);
    }
}

#[test]
fn a_backup_of_another_newsroom_is_none() {
    let (here, other) = (newsroom(), Newsroom::new(DESK));
    tell(&other, "sea", "The sea is calm", "2026-03-01T08:00:00Z");
    for newsroom in [&here, &other] {
        newsroom.ended(&["run"], 0);
        newsroom.ended(&["backup", "copy.sqlite"], 0);
    }
    let copy = other.path("copy.sqlite");
    let said = here.run(&["restore", copy.to_str().unwrap()]);
    let told = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(said.status.code() == Some(1) && told.contains("another newsroom's"), "{told}");
    here.ended(&["run"], 0);
    assert!(!here.read("feeds/world.json").contains("The sea"));
    // Its own is its own, also once more has come.
    tell(&here, "late", "It came late", "2026-03-01T09:00:00Z");
    here.ended(&["run"], 0);
    here.ended(&["restore", "copy.sqlite"], 0);
    // Without the journal nobody knows.
    for newsroom in [&here, &other] {
        std::fs::remove_file(newsroom.path("pressroom.sqlite.journal")).unwrap();
    }
    here.ended(&["restore", copy.to_str().unwrap()], 0);
}

#[test]
fn what_the_desk_said_since_stands() {
    let newsroom = newsroom();
    tell(&newsroom, "fire", "Fire at the mill", "2026-03-01T09:00:00Z");
    tell(&newsroom, "vote", "The vote is counted", "2026-03-01T10:00:00Z");
    let service = newsroom.serve();
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    tell(&newsroom, "late", "A late retraction", "2026-03-01T11:00:00Z");
    tell(&newsroom, "gone", "A late purge", "2026-03-01T12:00:00Z");
    tell(&newsroom, "note", "A late correction", "2026-03-01T13:00:00Z");
    let titles = ["A late retraction", "A late purge", "A late correction"];
    let ids = titles.map(|title| id_of(&service, WORLD, title));
    newsroom.ended(&["retract", "Fire at the mill", "--reason", "It was not the mill."], 0);
    newsroom.ended(&["purge", "The vote is counted", "--reason", "A court said so."], 0);
    newsroom.ended(&["correct", "Rain over the harbour", "--note", "It was hail."], 0);
    newsroom.ended(&["retract", &ids[0], "--reason", "Wrong."], 0);
    newsroom.ended(&["purge", &ids[1], "--reason", "Named a child."], 0);
    newsroom.ended(&["correct", &ids[2], "--note", "It was Tuesday."], 0);
    newsroom.ended(&["correct", &ids[2], "--note", "No, it was not."], 0);
    newsroom.ended(&["undo", &ids[2]], 0);
    kill(service);
    lose_store(&newsroom);
    newsroom.ended(&["restore", "copy.sqlite"], 0);
    let service = newsroom.serve();
    let answer = service.wait_for(WORLD, |answer| answer.text().contains("A late correction"));
    let text = answer.text();
    for live in ["A late correction", "Rain over the harbour", "It was hail.", "It was Tuesday."] {
        assert!(text.contains(live), "{live} is not in {text}");
    }
    for gone in ["Fire at the mill", "The vote is counted", titles[0], titles[1], "it was not"] {
        assert!(!text.contains(gone), "{gone} is in {text}");
    }
    let told = newsroom.told(&["explain", &ids[0], "--json"]).to_string();
    assert!(told.contains("Wrong."), "{told}");
    let told = newsroom.told(&["explain", &ids[1], "--json"]).to_string();
    assert!(!told.contains("as it was seen"), "{told}");
    let journal = newsroom.read("pressroom.sqlite.journal");
    assert!(!journal.contains("No, it was not.") || journal.contains("It was Tuesday."));
}

#[test]
fn a_purge_leaves_no_note_beside_the_store() {
    let newsroom = newsroom();
    newsroom.ended(&["run"], 0);
    let note = "Ada Quill was not there.";
    newsroom.ended(&["correct", "Rain over the harbour", "--note", note], 0);
    assert!(newsroom.read("pressroom.sqlite.journal").contains(note));
    newsroom.ended(&["purge", "Rain over the harbour", "--reason", "A court said so."], 0);
    let journal = newsroom.read("pressroom.sqlite.journal");
    assert!(!journal.contains("Ada Quill"), "{journal}");
}

#[test]
fn an_item_keeps_the_id_that_it_was_given() {
    let two = "[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nbase_url = \
        \"https://wire.example/\"\nsections = [\"world\"]\n[source.folder]\npath = \"wire\"\n\
        watch = true\nmirror = true\n";
    let newsroom = Newsroom::new(&format!("{DESK}{two}"));
    newsroom.write("wire/.keep", "");
    tell(&newsroom, "rain", "Rain over the harbour", "2026-03-01T08:00:00Z");
    let service = newsroom.serve();
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    let long = "The bridge over the river Lune was closed on Monday after a lorry hit its \
        northern pier, and the harbour board expects that the repair takes eleven weeks. ";
    let text =
        article("The bridge is closed", "\"world\"", "2026-03-02T08:00:00Z", &long.repeat(4));
    newsroom.write("wire/bridge.md", &text);
    let first = id_of(&service, WORLD, "The bridge is closed");
    newsroom.write("articles/bridge-again.md", &text);
    service.wait_for(WORLD, |_| {
        newsroom.told(&["explain", &first, "--json"]).to_string().contains("bridge-again")
    });
    // Only the second source still has it: it was never known under another id.
    std::fs::remove_file(newsroom.path("wire/bridge.md")).unwrap();
    kill(service);
    lose_store(&newsroom);
    newsroom.ended(&["restore", "copy.sqlite"], 0);
    let service = newsroom.serve();
    assert_eq!(id_of(&service, WORLD, "The bridge is closed"), first);
}

#[test]
fn what_was_put_apart_is_apart_again_and_stays_taken_back() {
    let source = |name: &str, section: &str| {
        format!(
            "[[source]]\nname = \"{name}\"\nschedule = \"@yearly\"\nsections = [\"{section}\"]\n\
             feed.file = \"{name}.rss\"\n[[section]]\ntitle = \"{section}\"\n"
        )
    };
    let words: String = (0..150).map(|n| format!("w{}ord{} ", n * 7919 % 997, n % 7)).collect();
    let feed = |name: &str, more: &str| {
        format!(
            "<rss version='2.0'><channel><title>{name}</title><link>https://{name}.example/</link>\
             <item><title>The bridge is closed</title><link>https://{name}.example/n</link>\
             <guid>https://{name}.example/n</guid><pubDate>Mon, 05 Jan 2026 10:00:00 +0000</pubDate>\
             <description>{words}{more}</description></item></channel></rss>"
        )
    };
    for how in ["retract", "purge"] {
        // The one that gives its id is not the one whose text counts.
        let newsroom =
            Newsroom::new(&format!("{}{}", source("two", "sports"), source("one", "world")));
        newsroom.write("one.rss", &feed("one", ""));
        newsroom.write("two.rss", &feed("two", ". It was the fault of zzlibel."));
        newsroom.ended(&["run", "one"], 0);
        newsroom.ended(&["run", "two"], 0);
        newsroom.ended(&["backup", "copy.sqlite"], 0);
        let page = "https://two.example/n";
        newsroom.ended(&["separate", page, "--source", "two"], 0);
        newsroom.ended(&[how, page, "--reason", "A kill notice."], 0);
        newsroom.ended(&["run"], 0);
        let store = newsroom.read_bytes("pressroom.sqlite");
        let is_there = store.windows(7).any(|bytes| bytes == b"zzlibel");
        assert_eq!(is_there, how == "retract", "nothing of a purge is in what was one with it");
        let before = ["world", "sports"].map(|slug| newsroom.json(&format!("feeds/{slug}.json")));
        newsroom.ended(&["restore", "copy.sqlite"], 0);
        newsroom.ended(&["run"], 0);
        let after = ["world", "sports"].map(|slug| newsroom.json(&format!("feeds/{slug}.json")));
        for (before, after) in before.iter().zip(&after) {
            let ids = |feed: &Value| -> Vec<String> {
                let items = feed["items"].as_array().unwrap().iter();
                items.map(|item| item["id"].to_string()).collect()
            };
            assert_eq!(ids(after), ids(before), "{how}");
            assert!(!after.to_string().contains("zzlibel"), "{how}: {after}");
            let notices = |feed: &Value| feed["_pressroom"]["withdrawn"].to_string();
            assert_eq!(notices(after), notices(before), "{how}");
        }
        // A new name brings it no more than before.
        newsroom
            .write("two.rss", &feed("two", ". It was the fault of zzlibel.").replace("/n<", "/m<"));
        newsroom.ended(&["run"], 0);
        assert!(!newsroom.read("feeds/sports.json").contains("zzlibel"), "{how}");
        assert!(!newsroom.read("feeds/world.json").contains("zzlibel"), "{how}");
    }
}

#[test]
fn what_nobody_brings_again_is_to_be_accepted() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    push(&service, "kept");
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    push(&service, "lost");
    push(&service, "gone");
    newsroom.ended(&["retract", "Pushed as gone", "--reason", "It was not so."], 0);
    kill(service);
    lose_store(&newsroom);
    let said = newsroom.ended(&["restore", "copy.sqlite"], 3);
    assert!(said.contains("\"lost\"") && said.contains("--accept-loss"), "{said}");
    for command in ["run", "serve"] {
        let said = refused(&newsroom, command);
        assert!(said.contains("\"lost\"") && said.contains("--accept-loss"), "{said}");
    }
    newsroom.ended(&["restore", "--accept-loss"], 0);
    let service = newsroom.serve();
    assert!(service.get(SPORTS).text().contains("Pushed as kept"));
    assert!(!service.get(SPORTS).text().contains("Pushed as lost"));
    push(&service, "lost");
    // Whoever pushes what was taken back since is told so at once.
    let item = json!({"title": "Pushed as gone", "content_text": "Words.",
        "date_published": "2026-03-02T08:00:00Z", "sections": ["sports"]});
    let told = service.put("pencil", "gone", &item).text();
    assert!(told.contains("taken back (It was not so.)"), "{told}");
    assert!(told.contains("no push brings it back") && !told.contains("etag"), "{told}");
    service.wait_for(SPORTS, |feed| feed.text().contains("\"reason\":\"It was not so.\""));
    assert_eq!(service.put("pencil", "gone", &item).status, 409);
}

#[test]
fn a_copy_that_was_put_back_by_hand_is_no_other() {
    let newsroom = newsroom();
    tell(&newsroom, "fire", "Fire at the mill", "2026-03-01T09:00:00Z");
    let service = newsroom.serve();
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    newsroom.ended(&["retract", "Fire at the mill", "--reason", "It was not the mill."], 0);
    kill(service);
    lose_store(&newsroom);
    std::fs::copy(newsroom.path("copy.sqlite"), newsroom.path("pressroom.sqlite")).unwrap();
    let service = newsroom.serve();
    assert!(!service.get(WORLD).text().contains("Fire at the mill"));
    push(&service, "lost");
    kill(service);
    lose_store(&newsroom);
    std::fs::copy(newsroom.path("copy.sqlite"), newsroom.path("pressroom.sqlite")).unwrap();
    assert!(refused(&newsroom, "serve").contains("--accept-loss"));
    newsroom.ended(&["restore", "--accept-loss"], 0);
    newsroom.ended(&["run"], 0);
    assert!(!newsroom.read("feeds/world.json").contains("Fire at the mill"));
    // A new store in the place of one that was lost knows no less; readers have what they had.
    let service = newsroom.serve();
    push(&service, "lost");
    kill(service);
    lose_store(&newsroom);
    let said = newsroom.ended(&["doctor", "--offline"], 1);
    assert!(said.contains("WRONG  store"), "{said}");
    let service = newsroom.serve();
    assert!(service.get(SPORTS).text().contains("Pushed as lost"));
    for command in ["status", "doctor"] {
        let output = newsroom.run(&[command]);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(said.contains("confirm --new-store"), "{command}: {said}");
    }
    let item = json!({"title": "P", "content_text": "Words.", "sections": ["sports"]});
    assert_eq!(service.put("pencil", "p", &item).status, 503);
    kill(service);
    assert!(refused(&newsroom, "run").contains("confirm --new-store"));
    assert!(newsroom.ended(&["confirm", "--new-store"], 0).contains("\"lost\""));
    newsroom.ended(&["run"], 0);
    assert!(!newsroom.read("feeds/world.json").contains("Fire at the mill"));
    assert!(newsroom.read("feeds/world.json").contains("Rain over the harbour"));
}

#[test]
fn what_was_there_is_put_aside() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    let said = newsroom.ended(&["restore", "copy.sqlite"], 1);
    assert!(said.contains("the service is running"), "{said}");
    kill(service);
    newsroom.write("broken.sqlite", "SQLite format 3\0 and no more");
    let before = newsroom.read_bytes("pressroom.sqlite");
    for (file, told) in [
        ("broken.sqlite", "broken.sqlite"),
        ("none.sqlite", "none.sqlite"),
        ("pressroom.sqlite", "is the store itself"),
    ] {
        let said = newsroom.ended(&["restore", file], 1);
        assert!(said.contains(told), "{said}");
        assert_eq!(newsroom.read_bytes("pressroom.sqlite"), before);
    }
    newsroom.write("pressroom.sqlite", "no store at all");
    let said = newsroom.ended(&["restore", "copy.sqlite"], 0);
    assert!(said.contains("pressroom.sqlite.replaced"), "{said}");
    assert_eq!(newsroom.read("pressroom.sqlite.replaced"), "no store at all");
    newsroom.ended(&["status"], 0);
}

#[test]
fn a_later_releases_store_names_the_copy_of_its_upgrade() {
    let newsroom = newsroom();
    newsroom.ended(&["run"], 0);
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    let known: i64 = store.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    store.pragma_update(None, "user_version", known + 1).unwrap();
    drop(store);
    let said = newsroom.ended(&["run"], 1);
    assert!(said.contains("later pressroom") && !said.contains(".before-upgrade"), "{said}");
    let copy = format!("pressroom.sqlite.v{known}.before-upgrade");
    std::fs::copy(newsroom.path("pressroom.sqlite"), newsroom.path(&copy)).unwrap();
    let said = newsroom.ended(&["run"], 1);
    assert!(said.contains(&format!("pressroom restore {copy}")), "{said}");
}

/// A store as the release before the last step of its form left it.
fn store_of_an_earlier_release(newsroom: &Newsroom) -> i64 {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/sqlite/migrations");
    let steps = std::fs::read_dir(folder).unwrap().map(|step| step.unwrap().path());
    let mut steps: Vec<_> = steps.collect();
    steps.sort();
    steps.pop();
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    for step in &steps {
        store.execute_batch(&std::fs::read_to_string(step).unwrap()).unwrap();
    }
    store.pragma_update(None, "application_id", 0x7072_7373).unwrap();
    let version = i64::try_from(steps.len()).unwrap();
    store.pragma_update(None, "user_version", version).unwrap();
    version
}

#[test]
fn an_upgrade_leaves_a_copy_to_go_back_with() {
    let newsroom = newsroom();
    let before = store_of_an_earlier_release(&newsroom);
    newsroom.ended(&["run"], 0);
    let feed = newsroom.read("feeds/world.json");
    let copy = format!("pressroom.sqlite.v{before}.before-upgrade");
    let store = rusqlite::Connection::open(newsroom.path(&copy)).unwrap();
    let version: i64 = store.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, before);
    drop(store);
    newsroom.ended(&["restore", &copy], 0);
    newsroom.ended(&["run"], 0);
    assert_eq!(newsroom.read("feeds/world.json"), feed);
}

#[test]
fn room_that_nothing_needs_is_given_back_by_the_schedule() {
    let newsroom = Newsroom::new(&format!("[store]\nmaintenance = \"* * * * * *\"\n{DESK}"));
    tell(&newsroom, "rain", "Rain over the harbour", "2026-03-01T08:00:00Z");
    let service = newsroom.serve();
    let size = || std::fs::metadata(newsroom.path("pressroom.sqlite")).unwrap().len();
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    store
        .execute_batch(
            "CREATE TABLE bulk AS SELECT zeroblob(200000) AS b FROM (VALUES (1),(2),(3),(4),(5),(6),(7),(8));
             PRAGMA wal_checkpoint(TRUNCATE);",
        )
        .unwrap();
    let large = size();
    store.execute_batch("DROP TABLE bulk").unwrap();
    drop(store);
    let begun = std::time::Instant::now();
    while size() + 1_000_000 > large {
        assert!(begun.elapsed() < crate::program::PATIENCE, "{} of {large}", size());
        std::thread::yield_now();
    }
    assert!(service.get(WORLD).text().contains("Rain over the harbour"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn what_is_no_backup_says_nothing_of_the_store() {
    let newsroom = newsroom();
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["backup", "copy.sqlite"], 0);
    let copy = newsroom.read_bytes("copy.sqlite");
    let packed = [b"\x1f\x8b\x08\x00".as_slice(), &copy[..100]].concat();
    std::fs::write(newsroom.path("short.sqlite"), &copy[..copy.len() / 2]).unwrap();
    std::fs::write(newsroom.path("packed.sqlite.gz"), packed).unwrap();
    std::fs::write(newsroom.path("empty.sqlite"), "").unwrap();
    let before = newsroom.read_bytes("pressroom.sqlite");
    for (file, why) in [
        ("short.sqlite", "damaged"),
        ("packed.sqlite.gz", "gunzip"),
        ("empty.sqlite", "empty"),
        ("config.toml", "no article store"),
        ("articles", "folder"),
        ("nowhere.sqlite", "no such file"),
    ] {
        let said = newsroom.ended(&["restore", file], 1);
        assert!(said.contains(file) && said.contains(why), "{said}");
        assert!(said.contains("was not touched"), "{said}");
        assert!(!said.contains("--new-store") && !said.contains("[store]"), "{said}");
    }
    assert_eq!(newsroom.read_bytes("pressroom.sqlite"), before);
    let service = newsroom.serve();
    let said = newsroom.ended(&["restore", "copy.sqlite"], 1);
    assert!(said.contains("stop it") && !said.contains("[store]"), "{said}");
    drop(service);
}

#[test]
fn a_store_behind_a_link_keeps_its_journal_beside_itself() {
    let newsroom = newsroom();
    newsroom.ended(&["run"], 0);
    std::fs::create_dir(newsroom.path("disk")).unwrap();
    for end in ["", ".journal"] {
        let name = format!("pressroom.sqlite{end}");
        std::fs::rename(newsroom.path(&name), newsroom.path(&format!("disk/{name}"))).unwrap();
    }
    let link = newsroom.path("pressroom.sqlite");
    std::os::unix::fs::symlink("disk/pressroom.sqlite", &link).unwrap();
    newsroom.ended(&["backup", "old.sqlite"], 0);
    tell(&newsroom, "fog", "Fog over the harbour", "2026-03-02T08:00:00Z");
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["retract", "Rain over the harbour", "--reason", "It was not so."], 0);
    newsroom.ended(&["restore", "old.sqlite"], 0);
    assert!(link.symlink_metadata().unwrap().is_symlink(), "the link still leads to the disk");
    assert!(newsroom.path("disk/pressroom.sqlite.replaced").exists());
    assert!(!newsroom.path("pressroom.sqlite.journal").exists());
    newsroom.ended(&["run"], 0);
    let world = newsroom.read("feeds/world.json");
    assert!(world.contains("Fog over the harbour, as it was seen."), "{world}");
    assert!(!world.contains("Rain over the harbour, as it was seen."), "{world}");
    newsroom.ended(&["check", "--strict"], 0);
    newsroom.write("pressroom.sqlite.journal", "");
    let output = newsroom.run(&["check", "--strict"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(said.contains("beside a link"), "{said}");
}
