//! What the newsroom says of its own articles, acted out on the real program:
//! - what is odd about an item is told by `try`, `run`, `status`, the log and the metrics,
//!   and no longer once it is mended; files that nobody reads and links are told too;
//! - one unknown section beside a known one costs nothing; alone it costs the article;
//! - an empty file publishes nothing, and takes nothing from readers, nor does a JSON Feed that
//!   an export left without its items;
//! - a refused edit of a live article leaves its last state, and shows in `/health`;
//! - its own `updated` is kept on a typo fix, a correction moves it, a mistyped date is mended;
//! - a folder `_drafts` holds what is not ready, whatever it says of itself;
//! - an article that is older than articles are kept is told;
//! - a note at its foot stays in the article.

use crate::program::{DESK, Newsroom};
use pressroom::clock::Clock;
use serde_json::Value;

fn file(head: &str, text: &str) -> String {
    format!("---\n{head}\n---\n{text}\n")
}

fn world(newsroom: &Newsroom) -> Vec<Value> {
    newsroom.json("feeds/world.json")["items"].as_array().unwrap().clone()
}

/// Key and text of every warning of the desk, as `status` tells them.
fn warnings(newsroom: &Newsroom) -> Vec<(String, String)> {
    let status = newsroom.told(&["status", "--json"]);
    let all = status["sources"][0]["warnings"].as_array().unwrap().clone();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    all.iter().map(|one| (text(one, "key"), text(one, "warning"))).collect()
}

#[test]
fn what_is_odd_is_told_until_it_is_mended() {
    let newsroom = Newsroom::new(DESK);
    let head = "title: A\nsections: [world, sprots]\nlayout: post\ndate: 2026-11-01";
    newsroom.write("articles/a.md", &file(head, "Text."));
    newsroom.write("articles/b.docx", "x");
    std::os::unix::fs::symlink("/tmp", newsroom.path("articles/today")).unwrap();

    let tried = newsroom.told(&["try", "desk", "--json"]);
    let odd = tried["items"][0]["warnings"].to_string();
    assert!(odd.contains("layout") && odd.contains("sprots"), "{tried}");
    assert_eq!(tried["warnings"].as_array().unwrap().len(), 4, "{tried}");
    let tried = newsroom.ended(&["try", "desk"], 0);
    assert!(tried.contains("warning: a: line 4: nobody reads `layout`"), "{tried}");

    let ran = newsroom.ended(&["run"], 0);
    assert!(ran.contains("4 warnings") && ran.contains("today: it is a link to a folder"), "{ran}");
    assert_eq!(world(&newsroom).len(), 1);
    let told = warnings(&newsroom);
    let keys: Vec<&str> = told.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["a", "a", "b.docx", "today"]);
    // Nothing changed, and it is told all the same.
    newsroom.ended(&["run"], 0);
    assert_eq!(warnings(&newsroom), told);
    assert!(newsroom.ended(&["status"], 0).contains("there is no section \"sprots\""));

    let service = newsroom.serve();
    let metrics = service.wait_for_admin("/metrics", |answer| answer.text().contains("warned"));
    assert!(metrics.text().contains("change=\"warned\""), "{}", metrics.text());
    assert_eq!(service.terminate(), Some(0));

    newsroom
        .write("articles/a.md", &file("title: A\nsections: [world]\ndate: 2026-11-01", "Text."));
    std::fs::remove_file(newsroom.path("articles/b.docx")).unwrap();
    std::fs::remove_file(newsroom.path("articles/today")).unwrap();
    newsroom.ended(&["run"], 0);
    assert_eq!(warnings(&newsroom), []);
}

#[test]
fn what_is_no_file_keeps_nobody_waiting() {
    let newsroom = Newsroom::new(DESK);
    newsroom
        .write("articles/a.md", &file("title: A\nsections: [world]\ndate: 2026-11-01", "Text."));
    for name in ["articles/pipe.md", "articles/pipe.bin", "pipe"] {
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        let kind = rustix::fs::FileType::Fifo;
        rustix::fs::mknodat(rustix::fs::CWD, newsroom.path(name), kind, mode, 0).unwrap();
    }
    std::os::unix::fs::symlink("pipe.md", newsroom.path("articles/link.md")).unwrap();
    newsroom.ended(&["run"], 3);
    assert_eq!(world(&newsroom).len(), 1);
    let told: Vec<String> = warnings(&newsroom).into_iter().map(|(key, _)| key).collect();
    assert_eq!(told, ["pipe.bin", "pipe.md"]);
    let status = newsroom.ended(&["status"], 0);
    assert!(status.contains("it is a pipe, a socket or a device, and no file"), "{status}");
    assert!(status.contains("link.md"), "{status}");
}

#[test]
fn copies_that_programs_leave_beside_an_article_are_none() {
    let newsroom = Newsroom::new(DESK);
    let head = "title: Mayor\nsections: [world]\ndate: 2026-11-01";
    newsroom.write("articles/Mayor.md", &file(&format!("{head}\nwithdrawn: true"), "Text."));
    let copies = [
        "Copy of mayor.md",
        "Mayor (1) - Copy.md",
        "mayor (Ana's conflicted copy 2026-11-27).md",
        "mayor - Copy (2).md",
        "mayor - Copy.md",
        "mayor copy 2.md",
        "mayor.bak.md",
        "mayor.sync-conflict-20261127-101010-ABCDEFG.md",
        "mayor_backup.md",
    ];
    for name in copies {
        newsroom.write(&format!("articles/{name}"), &file(head, "Text."));
    }
    newsroom.write(
        "articles/Mayor (1).md",
        &file("title: B\nsections: [world]\ndate: 2026-11-01", "Other."),
    );
    // The next part, and not a copy that a browser or a file manager has numbered.
    newsroom
        .write("articles/fair.md", &file("sections: [world]\ndate: 2026-11-01\ntitle: F", "x."));
    for (name, title) in [("fair (2).md", "F"), ("fair 3.md", "F"), ("fair 4.md", "Part four")] {
        let head = format!("sections: [world]\ndate: 2026-11-01\ntitle: {title}");
        newsroom.write(&format!("articles/{name}"), &file(&head, "Mended since."));
    }
    // Of nothing that is there: it is what it says.
    newsroom.write(
        "articles/copy of the law.md",
        &file("title: C\nsections: [world]\ndate: 2026-11-01", "Law."),
    );
    newsroom.ended(&["run"], 0);
    let told: Vec<String> = warnings(&newsroom).into_iter().map(|(key, _)| key).collect();
    let (numbered, named): (Vec<String>, _) = told.into_iter().partition(|it| it.contains("fair"));
    assert_eq!(named, copies);
    assert_eq!(numbered, ["fair (2).md", "fair 3.md"]);
    assert_eq!(world(&newsroom).len(), 4);
}

#[test]
fn a_headline_of_which_nothing_is_seen_is_none() {
    let newsroom = Newsroom::new(DESK);
    let unseen = [
        "\u{200f}\u{200e}",
        "\u{61c}",
        "\u{3164}",
        "\u{2800}",
        "\u{fe0f}",
        "\u{180e}",
        "\u{115f}\u{1160}",
        "\u{34f}",
        "\u{fffc}",
        "\u{e0020}",
        "\u{300}",
        "\u{2066} \u{2069}",
    ];
    for (number, title) in unseen.iter().enumerate() {
        let head = format!("title: \"{title}\"\nsections: [world]\ndate: 2026-11-01");
        newsroom.write(&format!("articles/{number}.md"), &file(&head, "It rains in Lahore."));
    }
    newsroom.ended(&["run"], 0);
    let titles: Vec<Value> = world(&newsroom).iter().map(|item| item["title"].clone()).collect();
    assert_eq!(titles, vec!["It rains in Lahore."; unseen.len()]);
}

#[test]
fn an_article_of_no_known_section_is_refused() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/a.md", &file("title: A\nsections: [sprots]", "Text."));
    newsroom.ended(&["run"], 3);
    assert_eq!(world(&newsroom).len(), 0);
    let status = newsroom.ended(&["status"], 0);
    assert!(status.contains("there is no section \"sprots\""), "{status}");
}

#[test]
fn an_empty_file_takes_nothing_from_readers() {
    let newsroom = Newsroom::new(DESK);
    let head = "title: A\nsummary: In short.\nsections: [world]\ndate: 2026-11-01T10:00:00Z";
    newsroom.write("articles/a.md", &file(head, "Text. And more of it."));
    for (name, text) in [
        ("new.md", ""),
        ("head.txt", "Only a headline\n"),
        ("page.html", "<html><body><article><p></p></article></body></html>"),
        ("item.json", "{\"id\":\"i\",\"sections\":[\"world\"],\"content_text\":\"\"}"),
    ] {
        newsroom.write(&format!("articles/{name}"), text);
    }
    newsroom.ended(&["run"], 3);
    assert_eq!(world(&newsroom).len(), 1, "{:?}", world(&newsroom));
    let status = newsroom.ended(&["status"], 0);
    assert_eq!(status.matches("there is no text in it").count(), 4, "{status}");
    let before = newsroom.read("feeds/world.json");
    let bare = file("title: A\nsections: [world]", "");
    for lost in ["", "\n", &file(head, ""), &bare] {
        newsroom.write("articles/a.md", lost);
        // Told once for each fault.
        assert!(matches!(newsroom.run(&["run"]).status.code(), Some(0 | 3)), "{lost}");
        assert_eq!(newsroom.read("feeds/world.json"), before, "{lost}");
    }
}

#[test]
fn an_export_that_failed_takes_nothing_from_readers() {
    let newsroom = Newsroom::new(DESK);
    let document = |rest: &str| {
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Export\"{rest}}}"
        )
    };
    let whole = document(
        ", \"items\": [{\"id\": \"1\", \"title\": \"One\", \"content_text\": \"Text.\",
            \"sections\": [\"world\"], \"date_published\": \"2026-11-26T10:00:00Z\"}]",
    );
    newsroom.write("articles/news.json", &whole);
    newsroom.ended(&["run"], 0);
    let before = newsroom.read("feeds/world.json");
    assert!(before.contains("\"One\""), "{before}");
    newsroom.write("articles/news.json", &document(", \"description\": \"All our news.\""));
    newsroom.ended(&["run"], 3);
    assert_eq!(newsroom.read("feeds/world.json"), before);
    assert!(newsroom.ended(&["status"], 0).contains("there is no list `items`"));
    newsroom.write("articles/news.json", &whole);
    newsroom.ended(&["run"], 0);
    assert_eq!(newsroom.read("feeds/world.json"), before);
}

#[test]
fn a_refused_edit_leaves_the_last_state_and_shows_in_health() {
    let newsroom = Newsroom::new(DESK);
    let head = "title: A\nsections: [world]\ndate: 2026-11-01T10:00:00Z";
    newsroom.write("articles/a.md", &file(head, "Text."));
    newsroom.ended(&["run"], 0);
    let service = newsroom.serve();
    service.wait_for_admin("/health", |health| health.text().contains("\"status\": \"ok\""));
    let before = service.get("/feeds/world.json").text();
    newsroom.write("articles/a.md", &file(&format!("{head}\nembargo: 2027-01-01"), "Other."));
    let health = service.wait_for_admin("/health", |health| health.text().contains("embargo"));
    let health: Value = serde_json::from_slice(&health.body).unwrap();
    assert_eq!(health["status"], "degraded");
    assert_eq!(health["sources"]["desk"]["refused_edits"][0]["key"], "a");
    assert_eq!(service.get("/feeds/world.json").text(), before);
    newsroom.write("articles/a.md", &file(head, "Other."));
    service.wait_for_admin("/health", |health| health.text().contains("\"status\": \"ok\""));
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Other."));
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn the_newsrooms_own_dates_are_meant() {
    let newsroom = Newsroom::new(DESK);
    let dates = || {
        let item = world(&newsroom).remove(0);
        let date = |name: &str| item.get(name).map(|date| date.as_str().unwrap().to_owned());
        (date("date_published").unwrap(), date("date_modified"))
    };
    let head = |title: &str, date: &str, more: &str| {
        format!("title: {title}\nsections: [world]\ndate: {date}\n{more}")
    };
    let updated = "updated: 2026-11-26T11:00:00Z";
    let (date, moved) = ("2026-11-26T10:00:00Z", "2026-11-26T11:00:00Z".to_owned());
    newsroom.write("articles/a.md", &file(&head("Teh", date, updated), "Text."));
    newsroom.ended(&["run"], 0);
    assert_eq!(dates(), (date.to_owned(), Some(moved.clone())));
    // A typo fix that the editor dates as before is none for readers.
    newsroom.write("articles/a.md", &file(&head("The", date, updated), "Text."));
    newsroom.ended(&["run"], 0);
    assert_eq!(dates(), (date.to_owned(), Some(moved.clone())));
    assert!(newsroom.read("feeds/world.json").contains("\"The\""));
    // A correction is one, whatever the editor dates it.
    let corrected = format!("{updated}\ncorrection: It was not so.");
    newsroom.write("articles/a.md", &file(&head("The", date, &corrected), "Text."));
    newsroom.ended(&["run"], 0);
    assert!(dates().1 > Some(moved));
    // A mistyped year is the newsroom's to mend.
    newsroom.write("articles/a.md", &file(&head("The", "2025-11-26T10:00:00Z", ""), "Text."));
    newsroom.ended(&["run"], 0);
    assert_eq!(dates().0, "2025-11-26T10:00:00Z");
    newsroom.write("articles/a.md", &file(&head("The", date, ""), "Text."));
    newsroom.ended(&["run"], 0);
    assert_eq!(dates().0, date);
}

#[test]
fn what_is_older_than_articles_are_kept_is_told() {
    let newsroom = Newsroom::new(&format!("[store]\nkeep = \"30d\"\n{DESK}"));
    let head = "title: A\nsections: [world]\ndate: 2006-11-26";
    newsroom.write("articles/a.md", &file(head, "Text."));
    let says = "older than `[store] keep`";
    assert!(newsroom.ended(&["try", "desk"], 0).contains(says));
    assert!(newsroom.ended(&["run"], 0).contains(says));
    assert!(newsroom.ended(&["status"], 0).contains(says));
    assert!(newsroom.ended(&["explain", "a"], 0).contains(says));
    assert_eq!(world(&newsroom).len(), 0);
}

/// What was removed for its age is no story lost: it may be mended, and more may be kept.
#[test]
fn what_was_too_old_comes_with_another_date_or_a_longer_keep() {
    let newsroom = Newsroom::new(&format!("[store]\nkeep = \"30d\"\n{DESK}"));
    let today = Clock::system().now().format("%Y-%m-%dT00:00:00Z").to_string();
    for name in ["a", "b"] {
        let head = format!("title: {name}\nsections: [world]\ndate: 2006-11-26");
        newsroom.write(&format!("articles/{name}.md"), &file(&head, "Text."));
    }
    for _ in 0..2 {
        newsroom.ended(&["run"], 0);
        assert_eq!(world(&newsroom).len(), 0);
    }
    let mended = format!("title: a\nsections: [world]\ndate: {today}");
    newsroom.write("articles/a.md", &file(&mended, "Text."));
    newsroom.ended(&["run"], 0);
    assert_eq!(world(&newsroom).len(), 1);
    let shorter = newsroom.read("config.toml");
    newsroom.write("config.toml", &shorter.replace("\"30d\"", "\"36500d\""));
    newsroom.ended(&["run"], 0);
    assert_eq!(world(&newsroom).len(), 2);
    // Back again, that one would be gone for good.
    newsroom.write("shorter.toml", &shorter);
    let told = newsroom.ended(&["preview", "shorter.toml"], 4);
    assert!(told.contains("1 article would be removed for good"), "{told}");
    assert!(told.contains("keep = \"36500d\""), "{told}");
    let zone =
        newsroom.read("config.toml").replace("[site]\n", "[site]\ntimezone = \"Asia/Tokyo\"\n");
    newsroom.write("zone.toml", &zone);
    let told = newsroom.ended(&["preview", "zone.toml"], 4);
    assert!(told.contains("that name no zone would be of another time"), "{told}");
}

#[test]
fn a_note_at_the_foot_stays_in_the_article() {
    let newsroom = Newsroom::new(DESK);
    let head = "title: A\nsections: [world]\nurl: https://test.example/2026/foot/";
    let text = "Text[^1] and <a href=\"#sec\">jump</a>, ![p](p.jpg).\n\n[^1]: The note.";
    newsroom.write("articles/a.md", &file(head, text));
    newsroom.ended(&["run"], 0);
    let html = world(&newsroom)[0]["content_html"].as_str().unwrap().to_owned();
    assert!(html.contains("https://test.example/2026/foot/#sec"), "{html}");
    assert!(html.contains("https://test.example/2026/foot/#1"), "{html}");
    // What lies beside the file is where the folder is.
    assert!(html.contains("\"https://test.example/p.jpg\""), "{html}");
}

#[test]
fn a_folder_of_drafts_is_for_nobody() {
    let newsroom = Newsroom::new(DESK);
    let head = "title: Soon\nid: soon\nsections: [world]\ndate: 2026-01-05T10:00:00Z";
    newsroom.write("articles/_drafts/soon.md", &file(head, "Text."));
    newsroom.write(
        "articles/sports/_drafts/deep/page.json",
        "{\"id\":\"deep\",\"title\":\"Deep\",\"content_text\":\"x\",\"sections\":[\"world\"]}",
    );
    newsroom.write("articles/out.md", &file("title: Out\nsections: [world]", "Text."));
    newsroom.ended(&["run"], 0);
    assert_eq!(world(&newsroom).len(), 1);
    // What is ready is moved, and what is not any more is moved back.
    let (draft, ready) =
        (newsroom.path("articles/_drafts/soon.md"), newsroom.path("articles/soon.md"));
    std::fs::rename(&draft, &ready).unwrap();
    newsroom.ended(&["run"], 0);
    assert_eq!(world(&newsroom).len(), 2);
    std::fs::rename(&ready, &draft).unwrap();
    newsroom.ended(&["run"], 0);
    assert_eq!(world(&newsroom).len(), 1);
}
