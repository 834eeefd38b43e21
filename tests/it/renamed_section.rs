//! Promise: a section that is renamed is the same section.
//! - with `moved`, as the refusal says, the change is taken up at once, and nothing is
//!   lost: what folders, feeds and pushes brought is in the feed of the new name, what
//!   still names the old one too, and so is what is pushed later;
//! - the feed keeps its Atom id, its old address leads to the new one, and the archive's
//!   pages are as they were, byte for byte, with 301 at their old addresses;
//! - renamed back, and away again, the walk from the feed through its archive still reaches
//!   every article, and each name that it had leads there;
//! - a feed that is `gone` is gone with its archive: 410;
//! - so it is with the page of the section in the paper, in its folder of files too; articles
//!   that were in it alone keep their pages.

use crate::program::{DESK, Newsroom, PATIENCE, Service, article};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Instant;

const TOKEN: &str = "28f4b544bc68bbe1d82c69af9c26eb3fbf5345f770dc8042480be6de2fd2c127";
const MORE: &str = "[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nsections = [\"sports\"]\n\
    feed.file = \"wire.rss\"\n[[api.token]]\nname = \"cms\"\n\
    hash = \"sha256:1a556a13cf29557d40966573f9d91f51ec9ab29e82ea4159aebb33c4995f1074\"\n";

fn wire(titles: &[&str]) -> String {
    let item = |title: &&str| {
        format!(
            "<item><title>{title}</title><guid isPermaLink=\"false\">{title}</guid>\
             <pubDate>Sun, 04 Jan 2026 10:00:00 GMT</pubDate><description>{title}.</description></item>"
        )
    };
    let items: String = titles.iter().map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>Wire</title>{items}</channel></rss>")
}

fn push(service: &Service, id: &str, title: &str) {
    let body = format!(
        "{{\"title\":\"{title}\",\"content_html\":\"<p>{title}</p>\",\"sections\":[\"sports\"],\
         \"date_published\":\"2026-01-06T10:00:00Z\"}}"
    );
    let mut stream = TcpStream::connect(&service.feeds).unwrap();
    write!(
        stream,
        "PUT /api/articles/{id} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer \
         {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

fn newsroom() -> Newsroom {
    let publish = "[publish]\nitems = 4\nwindow = \"1s\"\narchive_items = 2\n";
    let newsroom = Newsroom::new(&format!("{publish}{DESK}{MORE}"));
    for number in 1..=6 {
        let date = format!("2026-01-0{number}T08:00:00Z");
        let text = article(&format!("Folder {number}"), "\"sports\"", &date, "Text.");
        newsroom.write(&format!("articles/{number}.md"), &text);
    }
    // What the feed once brought and does not list any more.
    newsroom.write("wire.rss", &wire(&["Wired"]));
    newsroom.ended(&["run"], 0);
    newsroom.write("wire.rss", &wire(&[]));
    newsroom
}

/// Renames the section wherever the configuration names it.
fn rename(newsroom: &Newsroom, server: &str) {
    let config = newsroom.read("config.toml");
    let config = config
        .replace("title = \"Sports\"\n", "title = \"Sports\"\nslug = \"sport\"\n")
        .replace("sections = [\"sports\"]", "sections = [\"sport\"]");
    newsroom.write("config.toml", &config.replacen("[publish]", &format!("{server}[publish]"), 1));
}

fn id(feed: &str) -> String {
    feed.split("<id>").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[test]
fn everything_goes_along() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    push(&service, "cms-1", "Pushed");
    let before = service.wait_for("/feeds/sports.atom", |answer| answer.text().contains("Pushed"));
    assert!(before.text().contains("Folder 6"), "{}", before.text());
    let sealed = service.get("/feeds/archive/sports-1.atom");
    assert_eq!(sealed.status, 200, "a page is sealed");

    rename(&newsroom, "");
    let refused = service.wait_for_admin("/health", |answer| answer.text().contains("moved = {"));
    assert!(refused.text().contains("sports"), "{}", refused.text());
    let config = newsroom.read("config.toml");
    let moved = "[server]\nmoved = { sports = \"sport\" }\n[publish]";
    newsroom.write("config.toml", &config.replacen("[publish]", moved, 1));

    let after = service.wait_for("/feeds/sport.atom", |answer| answer.text().contains("Folder 6"));
    assert!(after.text().contains("Pushed"), "{}", after.text());
    assert_eq!(id(&before.text()), id(&after.text()), "the feed keeps its id");
    // A reader who was led here knows of the old feed's bytes alone.
    let date = before.header("last-modified").unwrap();
    let asked = service.get_with("/feeds/sport.atom", &format!("If-Modified-Since: {date}\r\n"));
    assert_eq!(asked.status, 200, "since {date}: {asked:?}");
    let archived = service.wait_for("/feeds/archive/sport-1.atom", |answer| answer.status == 200);
    assert_eq!(archived.body, sealed.body, "sealed bytes stay as they are");
    for (old, new) in [
        ("/feeds/sports.rss", "/feeds/sport.rss"),
        ("/feeds/archive/sports-1.atom", "/feeds/archive/sport-1.atom"),
        ("/feeds/archive/sports-1.rss", "/feeds/archive/sport-1.rss"),
    ] {
        let answer = service.get(old);
        assert_eq!(answer.status, 301, "{old}");
        assert!(answer.header("location").unwrap().ends_with(new), "{old}: {answer:?}");
    }
    // What the feed lists no more is there, too, in the feed or its archive.
    let pages = newsroom.published().into_iter().filter(|(name, ..)| name.ends_with(".atom"));
    let of_sport = pages.filter(|(name, ..)| name.contains("sport-") || name == "sport.atom");
    assert!(
        of_sport
            .map(|(_, bytes, _)| String::from_utf8(bytes).unwrap())
            .any(|page| page.contains("Wired"))
    );
    // The old name is understood later, too.
    push(&service, "cms-2", "Pushed later");
    service.wait_for("/feeds/sport.json", |answer| answer.text().contains("Pushed later"));
    newsroom.write(
        "articles/7.md",
        &article("Folder 7", "\"sports\"", "2026-01-07T08:00:00Z", "Text."),
    );
    service.wait_for("/feeds/sport.json", |answer| answer.text().contains("Folder 7"));
    service.wait_for_admin("/health", |answer| !answer.text().contains("moved = {"));
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn a_program_that_starts_under_the_new_name_finds_everything() {
    let newsroom = newsroom();
    let before = newsroom.read("feeds/sports.atom");
    let page = newsroom.read("feeds/archive/sports-1.rss");
    rename(&newsroom, "[server]\nmoved = { sports = \"sport\" }\n");
    newsroom.ended(&["run"], 0);
    let after = newsroom.read("feeds/sport.atom");
    assert_eq!(id(&before), id(&after));
    assert!(after.contains("Folder 6") && newsroom.read("feeds/archive/sport-1.rss") == page);
    assert!(!newsroom.path("feeds/archive/sports-1.rss").exists());
    // And back again.
    let config = newsroom.read("config.toml");
    let config = config
        .replace("slug = \"sport\"\n", "")
        .replace("sections = [\"sport\"]", "sections = [\"sports\"]")
        .replace("moved = { sports = \"sport\" }", "moved = { sport = \"sports\" }");
    newsroom.write("config.toml", &config);
    newsroom.ended(&["run"], 0);
    assert_eq!(newsroom.read("feeds/sports.atom"), before);
}

/// The titles that a reader comes by who walks from a feed through its archive.
fn walked(service: &Service, feed: &str) -> std::collections::BTreeSet<String> {
    let (mut path, mut titles) = (feed.to_owned(), std::collections::BTreeSet::new());
    loop {
        let mut page = service.get(&path);
        // A sealed page names the one before it as that was called when it was sealed.
        if page.status == 301 {
            let moved = page.header("location").unwrap();
            page = service.get(&moved[moved.find("/feeds/").unwrap()..]);
        }
        assert_eq!(page.status, 200, "{path}");
        let page: serde_json::Value = serde_json::from_slice(&page.body).unwrap();
        let items = page["items"].as_array().unwrap();
        titles.extend(items.iter().map(|item| item["title"].as_str().unwrap().to_owned()));
        let Some(next) = page["next_url"].as_str() else { return titles };
        path = next[next.find("/feeds/").unwrap()..].to_owned();
    }
}

#[test]
fn the_archive_is_walked_under_every_name() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let all = walked(&service, "/feeds/sports.json");
    assert_eq!(all.len(), 7, "{all:?}");
    rename(&newsroom, "[server]\nallow_breaking = true\nmoved = { sports = \"sport\" }\n");
    let (old, new) = (
        ("slug = \"sport\"", "sections = [\"sport\"]", "moved = { sports = \"sport\" }"),
        ("slug = \"sports\"", "sections = [\"sports\"]", "moved = { sport = \"sports\" }"),
    );
    for (now, before) in [("sport", "sports"), ("sports", "sport"), ("sport", "sports")] {
        let page = format!("/feeds/archive/{now}-1.atom");
        service.wait_for(&page, |answer| answer.status == 200);
        service.wait_for(&format!("/feeds/{now}.json"), |answer| answer.status == 200);
        assert_eq!(walked(&service, &format!("/feeds/{now}.json")), all, "as {now}");
        for former in ["archive/{}-1.atom", "archive/{}-1.html", "{}.rss"] {
            let answer = service.get(&format!("/feeds/{}", former.replace("{}", before)));
            assert_eq!(answer.status, 301, "{former} as {now}");
            let there = format!("/feeds/{}", former.replace("{}", now));
            assert!(answer.header("location").unwrap().ends_with(&there), "{former} as {now}");
        }
        let (from, to) = if now == "sport" { (old, new) } else { (new, old) };
        let config = newsroom.read("config.toml").replace(from.0, to.0);
        newsroom.write("config.toml", &config.replace(from.1, to.1).replace(from.2, to.2));
    }
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn what_is_gone_is_gone_with_its_archive() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let config = newsroom.read("config.toml");
    let config = config
        .replace("[[section]]\ntitle = \"Sports\"\n", "")
        .replace("sections = [\"sports\"]", "sections = [\"world\"]")
        .replacen("[publish]", "[server]\ngone = [\"sports\"]\n[publish]", 1);
    newsroom.write("config.toml", &config);
    service.wait_for("/feeds/sports.atom", |answer| answer.status == 410);
    assert_eq!(service.get("/feeds/archive/sports-1.atom").status, 410);
    assert_eq!(service.get("/feeds/archive/horoscopes-1.atom").status, 404);
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn what_is_retracted_leaves_the_old_archive_of_a_section_that_joined_another() {
    let newsroom = newsroom();
    newsroom
        .write("articles/w.md", &article("World 1", "\"world\"", "2026-01-01T09:00:00Z", "Text."));
    newsroom.ended(&["run"], 0);
    let config = newsroom.read("config.toml").replace("[[section]]\ntitle = \"Sports\"\n", "");
    let config = config.replace("sections = [\"sports\"]", "sections = [\"world\"]");
    let moved = "[server]\nmoved = { sports = \"world\" }\n[publish]";
    newsroom.write("config.toml", &config.replacen("[publish]", moved, 1));
    newsroom.ended(&["run"], 0);
    let old = ["feeds/archive/sports-1.atom", "feeds/archive/sports-1.json"];
    let page = newsroom.json(old[1]);
    let item = page["items"].as_array().unwrap().iter().find(|it| it["title"] == "Folder 1");
    let id = item.unwrap()["id"].as_str().unwrap();
    newsroom.ended(&["retract", id, "--reason", "It was not so."], 0);
    newsroom.ended(&["run"], 0);
    for name in old {
        let page = newsroom.read(name);
        assert!(!page.contains("Folder 1") && page.contains("It was not so."), "{name}: {page}");
    }
}

#[test]
fn nothing_is_lost_of_a_section_that_joined_another() {
    let newsroom = newsroom();
    for number in 1..=6 {
        let date = format!("2026-01-0{number}T09:00:00Z");
        let text = article(&format!("World {number}"), "\"world\"", &date, "Text.");
        newsroom.write(&format!("articles/w{number}.md"), &text);
    }
    newsroom.ended(&["run"], 0);
    let service = newsroom.serve();
    let walk = |feed: &str| walked(&service, feed);
    let (sports, world) = (walk("/feeds/sports.json"), walk("/feeds/world.json"));
    let old = service.get("/feeds/archive/sports-1.json").body;
    let config = newsroom.read("config.toml").replace("[[section]]\ntitle = \"Sports\"\n", "");
    let config = config.replace("sections = [\"sports\"]", "sections = [\"world\"]");
    let moved = "[server]\nmoved = { sports = \"world\" }\n[publish]";
    newsroom.write("config.toml", &config.replacen("[publish]", moved, 1));
    service.wait_for("/feeds/sports.json", |answer| answer.status == 301);
    let all: std::collections::BTreeSet<String> = sports.union(&world).cloned().collect();
    assert!(all.len() > world.len() && !sports.is_empty());
    service.wait_for("/feeds/world.json", |_| walk("/feeds/world.json") == all);
    assert_eq!(walk("/feeds/sports.json"), all);
    // Its old pages say what they said, to people too, and lead to the feed that it joined.
    assert_eq!(service.get("/feeds/archive/sports-1.json").body, old);
    let page = service.get("/feeds/archive/sports-1.html");
    assert_eq!(page.status, 200);
    assert!(sports.iter().any(|title| page.text().contains(title)), "{}", page.text());
    for beyond in ["archive/sports-99.atom", "archive/sports-99.html", "sports.html"] {
        assert_eq!(service.get(&format!("/feeds/{beyond}")).status, 301, "{beyond}");
    }
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn its_page_goes_along_as_its_feed_does() {
    let newsroom = newsroom();
    let config = newsroom.read("config.toml");
    let web = "[web]\naddress = \"https://test.example/\"\nfolder = \"paper\"\n[publish]";
    newsroom.write("config.toml", &config.replacen("[publish]", web, 1));
    newsroom.ended(&["run"], 0);
    assert!(newsroom.read("paper/sports/index.html").contains("Folder 6"));
    let service = newsroom.serve();
    rename(&newsroom, "[server]\nmoved = { sports = \"sport\" }\n");
    let page = service.wait_for("/sports", |answer| answer.status == 301);
    assert_eq!(page.header("location"), Some("/sport"), "{page:?}");
    assert_eq!(service.get("/sports/").status, 301);
    assert_eq!(service.get("/horoscopes").status, 404);
    // The file of the list that was goes with the printing, and waits for no round.
    let begun = Instant::now();
    let stub = || newsroom.read("paper/sports/index.html");
    while !stub().contains("href=\"https://test.example/sport\"") {
        assert!(begun.elapsed() < PATIENCE, "{}", stub());
        std::thread::yield_now();
    }
    assert!(!stub().contains("Folder"));
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn articles_of_a_closed_section_keep_their_pages() {
    let newsroom = newsroom();
    let config = newsroom.read("config.toml");
    let web = "[web]\naddress = \"https://test.example/\"\nfolder = \"paper\"\n[publish]";
    newsroom.write("config.toml", &config.replacen("[publish]", web, 1));
    let text = article("Of both", "\"sports\", \"world\"", "2026-01-05T09:00:00Z", "Text.");
    newsroom.write("articles/both.md", &text);
    newsroom.ended(&["run"], 0);
    let page_of = |title: &str| -> String {
        let feed = newsroom.json("feeds/sports.json");
        let items = feed["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["title"] == title).unwrap();
        item["url"].as_str().unwrap().trim_start_matches("https://test.example").to_owned()
    };
    let (alone, both) = (page_of("Folder 6"), page_of("Of both"));
    let service = newsroom.serve();
    assert_eq!(service.get(&alone).status, 200);
    let config = newsroom.read("config.toml").replace("[[section]]\ntitle = \"Sports\"\n", "");
    let config = config.replace("sections = [\"sports\"]", "sections = [\"world\"]");
    let gone = "[server]\ngone = [\"sports\"]\n[publish]";
    newsroom.write("config.toml", &config.replacen("[publish]", gone, 1));
    service.wait_for("/feeds/sports.json", |answer| answer.status == 410);
    service.wait_for("/sports", |answer| answer.status == 410);
    let page = service.get(&alone);
    assert_eq!(page.status, 200, "{alone}: {page:?}");
    assert!(page.text().contains("Folder 6"));
    let moved = service.get(&both);
    assert!(matches!(moved.status, 200 | 301), "{both}: {moved:?}");
    let month = service.get("/archive/2026-01").text();
    assert!(month.contains(&format!("href=\"{alone}\"")), "{month}");
    assert_eq!(service.terminate(), Some(0));
}
