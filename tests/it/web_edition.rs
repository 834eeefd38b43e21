//! Promise: the paper that the feeds lead to.
//! - every article that names no address has its page here, and feeds link to it; one that
//!   names an address keeps that; the id decides, and every other form of the address leads
//!   to the page;
//! - to have a web edition, or another address of it, changes no id and no date;
//! - until its second a waiting article cannot be told from one that does not exist; one that
//!   was taken back is answered with 410 and the reason, whatever its address says besides;
//! - one new article changes the front page, its lists and its neighbour, and nothing else;
//! - what has its page here is kept, whatever `[store]` says of other articles;
//! - nobody's e-mail address stands in what is published: a button tells it;
//! - no section has the name of a page; nothing in a title ends the data about it.

use crate::desk::{self, Desk};
use crate::program::{DESK, Newsroom, token};
use chrono::TimeDelta;
use pressroom::edition::Document;
use pressroom::paper::Route;
use pressroom::pipeline::Leaf;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const WEB: &str = "[web]\naddress = \"https://test.example/\"\n";

/// What is at a path: the status, the text, and where else it is.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    status: u16,
    text: String,
    elsewhere: Option<String>,
}

fn text(document: &Document) -> String {
    // The files beside the pages are no text.
    String::from_utf8_lossy(&document.identity).into_owned()
}

fn see(desk: &Desk, path: &str) -> Seen {
    let Some(route) = Route::read(path.trim_start_matches('/')) else {
        return Seen { status: 404, text: String::new(), elsewhere: None };
    };
    if let Some(ready) = desk.edition().pages().get(&route) {
        return Seen { status: 200, text: text(ready), elsewhere: None };
    }
    match desk.pipeline.printer.leaf(&route, None).unwrap() {
        Leaf::Page(page) => Seen { status: 200, text: text(&page), elsewhere: None },
        Leaf::Gone(page) => Seen { status: 410, text: text(&page), elsewhere: None },
        Leaf::Moved(route) => {
            Seen { status: 301, text: String::new(), elsewhere: Some(route.below_root()) }
        }
        Leaf::HeldBack => panic!("{path} is held back"),
        Leaf::Missing(page) => {
            let text = String::from_utf8(page.to_vec()).unwrap();
            Seen { status: 404, text, elsewhere: None }
        }
    }
}

/// The items of a feed by their titles.
fn items(desk: &Desk, feed: &str) -> BTreeMap<String, Value> {
    let feed: Value = serde_json::from_str(&desk.text(&format!("/feeds/{feed}.json"))).unwrap();
    let items = feed["items"].as_array().unwrap().iter();
    items.map(|item| (item["title"].as_str().unwrap().to_owned(), item.clone())).collect()
}

/// The path of an item's page.
fn path(item: &Value) -> String {
    let url = item["url"].as_str().unwrap();
    url.strip_prefix("https://test.example/").unwrap_or_else(|| panic!("{url}")).to_owned()
}

fn print_all(desk: &Desk) {
    desk.pipeline.publish_all(false).unwrap();
}

#[test]
fn feeds_lead_to_the_pages_of_articles() {
    let desk = Desk::with(WEB);
    desk.push(json!({"id": "flood", "title": "The Flood: 5% — and Élan", "sections": ["sports", "world"]}));
    desk.push(json!({"id": "wire", "url": "https://wire.example/1"}));
    print_all(&desk);
    let items = items(&desk, "world");
    assert_eq!(items["Story wire"]["url"], "https://wire.example/1");
    let page = path(&items["The Flood: 5% — and Élan"]);
    let id = page.strip_prefix("world/the-flood-5-and-elan-").unwrap_or_else(|| panic!("{page}"));
    assert_eq!(id.len(), 12);
    let seen = see(&desk, &page);
    assert_eq!(seen.status, 200);
    assert!(seen.text.contains("This is what happened in Story flood."), "{}", seen.text);
    for other in [
        format!("world/{id}"),
        format!("sports/the-flood-5-and-elan-{id}"),
        format!("world/what-it-was-called-{id}"),
        format!("gone/x-{}", id.to_uppercase()),
    ] {
        let seen = see(&desk, &other);
        assert_eq!((seen.status, seen.elsewhere), (301, Some(page.clone())), "{other}");
    }
    assert!(see(&desk, "").text.contains(&format!("href=\"/{page}\"")));
    assert!(see(&desk, "world").text.contains(&format!("href=\"/{page}\"")));
    assert!(desk.text("/news-sitemap.xml").contains(&page));
}

#[test]
fn a_web_edition_changes_no_id_and_no_date() {
    let told = |desk: &Desk| -> Vec<[Value; 3]> {
        let items = items(desk, "world").into_values();
        items
            .map(|item| ["id", "date_published", "date_modified"].map(|key| item[key].clone()))
            .collect()
    };
    let desk = Desk::with("");
    for number in 0..5 {
        desk.push(json!({"id": format!("story {number}")}));
    }
    print_all(&desk);
    let without = told(&desk);
    for more in [WEB, "[web]\naddress = \"https://paper.example/below/\"\n", ""] {
        let settings = desk::settings(desk.folder.path(), more);
        let pipeline = Arc::new(desk.pipeline.under(Arc::new(settings)).unwrap());
        let clock = desk.clock.clone();
        clock.set(clock.now() + TimeDelta::hours(1));
        pipeline.publish_all(false).unwrap();
        assert_eq!(told(&desk), without, "{more}");
        assert_eq!(pipeline.edition().load().pages().is_empty(), more.is_empty());
    }
}

#[test]
fn one_that_waits_is_like_one_that_does_not_exist() {
    let desk = Desk::with(WEB);
    desk.push(json!({"id": "out", "date_published": "2026-11-23T09:00:00Z"}));
    desk.push(json!({"id": "waits", "tags": ["Secret"], "authors": [{"name": "Nobody Yet"}],
                     "date_published": "2026-11-23T12:30:00Z"}));
    print_all(&desk);
    let waits = desk.pipeline.ask(|store| store.find("waits", 1)).unwrap().articles.remove(0);
    let short = pressroom::paper::ShortId::of(&waits).unwrap();
    let nothing = see(&desk, "world/story-none-aaaaaaaaaaaa");
    assert_eq!(nothing.status, 404);
    let paths = [format!("world/story-waits-{short}"), format!("sports/{short}")];
    let lists = ["tags/Secret", "authors/Nobody_Yet"];
    for path in paths.iter().map(String::as_str).chain(lists) {
        assert_eq!(see(&desk, path), nothing, "{path}");
    }
    let everywhere = |desk: &Desk| {
        let mut all: Vec<String> = desk.edition().pages().values().map(|page| text(page)).collect();
        all.extend(
            ["archive", "archive/2026-11", "sitemaps/2026-11.xml"].map(|path| see(desk, path).text),
        );
        all.join("\n")
    };
    assert!(!everywhere(&desk).contains("waits"));
    desk.clock.set(desk.clock.now() + TimeDelta::minutes(31));
    print_all(&desk);
    assert_eq!(see(&desk, &paths[0]).status, 200);
    assert_eq!(see(&desk, "tags/secret").elsewhere.as_deref(), Some("tags/Secret"));
    assert_eq!(see(&desk, lists[1]).status, 200);
    assert!(everywhere(&desk).matches("waits").count() > 5);
}

#[test]
fn what_was_taken_back_says_why_for_ever() {
    let desk = Desk::with(WEB);
    desk.push(json!({"id": "wrong", "title": "Wrong"}));
    desk.push(json!({"id": "removed", "title": "Court case"}));
    print_all(&desk);
    let all = items(&desk, "world");
    let (wrong, removed) = (path(&all["Wrong"]), path(&all["Court case"]));
    let id = |title: &str| {
        let id = all[title]["id"].as_str().unwrap().to_owned();
        pressroom::article::ArticleId::kept(id)
    };
    desk.withdraw(id("Wrong").as_str());
    let (gone, now) = (id("Court case"), desk.clock.now());
    desk.pipeline.ask(|store| store.purge(&gone, now, "Somebody asked.", &[], &[])).unwrap();
    print_all(&desk);
    desk.clock.set(desk.clock.now() + TimeDelta::days(700));
    print_all(&desk);
    let seen = see(&desk, &wrong);
    assert_eq!(seen.status, 410);
    assert!(seen.text.contains("It was not so."), "{}", seen.text);
    assert!(seen.text.contains("<h1>Withdrawn</h1>") && seen.text.contains(">Wrong</p>"));
    let (_, short) = wrong.rsplit_once('-').unwrap();
    assert_eq!(see(&desk, &format!("sports/else-{short}")).status, 410);
    assert_eq!(see(&desk, &removed).status, 410);
    let seen = see(&desk, &removed).text;
    assert!(seen.contains("<h1>Removed</h1>") && !seen.contains("Court case"), "{seen}");
}

#[test]
fn the_address_that_readers_have_names_the_article() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    let text = "---\ntitle: The roof\nsections: [world]\ndate: 2026-01-05\n---\nIt leaks.\n";
    newsroom.write("articles/roof.md", text);
    newsroom.ended(&["run"], 0);
    let page = newsroom.json("feeds/world.json")["items"][0]["url"].as_str().unwrap().to_owned();
    assert!(page.starts_with("https://test.example/world/the-roof-"), "{page}");
    let short = page.rsplit_once('-').unwrap().1;
    // As it was when the paper had another address, and the headline other words.
    let path = page.strip_prefix("https://test.example").unwrap();
    for address in [
        page.clone(),
        format!("https://old.example/paper/city/a-roof-{short}"),
        format!("{page}/?utm_source=feed#main"),
        format!("{page}/index.html"),
        format!("https://test.example/world/{}", short.to_uppercase()),
        format!("https://test.example/write-to/{short}"),
        path.to_owned(),
        format!("{}#a", &path[1..]),
        short.to_owned(),
    ] {
        let said = newsroom.ended(&["retract", &address, "--reason", "Not so."], 0);
        assert!(said.contains("is withdrawn"), "{address}: {said}");
        assert!(newsroom.ended(&["explain", &address], 0).contains("The roof"));
        assert!(newsroom.ended(&["show", &address], 0).contains("The roof"));
        newsroom.ended(&["undo", &address], 0);
    }
    let other = page.replace(short, "aaaaaaaaaaaa");
    newsroom.ended(&["retract", &other, "--reason", "Not so."], 1);
}

#[test]
fn what_has_its_page_here_is_kept() {
    let desk = Desk::with(&format!("{WEB}[store]\nkeep = \"30d\"\n"));
    desk.push(json!({"id": "own", "title": "Own"}));
    desk.push(json!({"id": "wire", "title": "Wire", "url": "https://wire.example/1"}));
    print_all(&desk);
    let page = path(&items(&desk, "world")["Own"]);
    desk.clock.set(desk.clock.now() + TimeDelta::days(40));
    assert_eq!(desk.pipeline.printer.retain().unwrap(), 1);
    print_all(&desk);
    assert_eq!(see(&desk, &page).status, 200);
}

#[test]
fn an_address_is_told_to_who_presses_the_button_alone() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    newsroom.write(
        "articles/first.md",
        "+++\ntitle = \"First\"\nsections = [\"world\"]\ndate = 2026-01-02\n\
         authors = [{ name = \"Mara Quill\", email = \"mara@test.example\" }]\n\
         author_note = \"Mara Quill writes.\"\n+++\nText.\n",
    );
    let service = newsroom.serve();
    let front = service.wait_for("/", |answer| answer.text().contains("/world/first-")).text();
    let (_, rest) = front.split_once("href=\"/world/first-").unwrap();
    let id = rest.split('"').next().unwrap();
    let page = service.get(&format!("/world/first-{id}")).text();
    let button = format!("<form method=\"post\" action=\"/write-to/{id}\"");
    assert!(page.contains(&button), "{page}");
    for path in ["/", "/world", "/feeds/world.json", "/feeds/world.atom", "/feeds/world.rss"] {
        assert!(!service.get(path).text().contains("mara@"), "{path}");
    }
    let form = service.get(&format!("/write-to/{id}"));
    assert_eq!(form.status, 200);
    assert!(!page.contains("mara@") && !form.text().contains("mara@"));
    let told = service.ask("POST", &format!("/write-to/{id}"));
    assert_eq!((told.status, told.header("cache-control")), (200, Some("no-store")));
    assert!(told.text().contains("mailto:mara@test.example"), "{}", told.text());
    assert_eq!(service.ask("POST", "/write-to/aaaaaaaaaaaa").status, 404);
    assert_eq!(service.ask("POST", "/world").status, 405);
    // Not faster than people press buttons.
    let paced = (0..40).map(|_| service.ask("POST", &format!("/write-to/{id}")).status);
    assert!(paced.collect::<Vec<_>>().contains(&429));
}

#[test]
fn one_new_article_changes_few_pages() {
    let desk = Desk::with(WEB);
    for number in 10..40 {
        let date = format!("2026-11-23T09:{number}:00Z");
        desk.push(json!({"id": format!("s{number}"), "date_published": date}));
    }
    print_all(&desk);
    let before = desk.edition();
    desk.publish(json!({"id": "new", "date_published": "2026-11-23T11:00:00Z"}));
    desk.pipeline.printer.publish_pages().unwrap();
    let after = desk.edition();
    let changed: Vec<String> = after
        .pages()
        .iter()
        .filter(|(route, page)| {
            before.pages().get(route).is_none_or(|old| old.fingerprint != page.fingerprint)
        })
        .map(|(route, _)| route.below_root())
        .collect();
    let articles = changed.iter().filter(|path| path.contains("/story-")).count();
    assert_eq!(articles, 2, "its own page and its neighbour's: {changed:?}");
    let lists: Vec<&str> =
        changed.iter().map(String::as_str).filter(|path| !path.contains("/story-")).collect();
    assert_eq!(lists, ["", "world", "sections"]);
}

#[test]
fn nothing_in_a_title_ends_the_data_about_it() {
    let desk = Desk::with(WEB);
    desk.push(json!({"id": "odd", "title": "It said </script><script>alert(1)</script> & more"}));
    print_all(&desk);
    let page = path(items(&desk, "world").values().next().unwrap());
    let html = see(&desk, &page).text;
    // The data, and the paper's own file.
    assert_eq!(html.matches("<script").count(), 2, "{html}");
    let (_, data) = html.split_once("<script type=\"application/ld+json\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["headline"], "It said </script><script>alert(1)</script> & more");
    assert_eq!(data["@type"], "NewsArticle");
    assert_eq!(data["isAccessibleForFree"], true);
}

#[test]
fn no_section_has_the_name_of_a_page() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    newsroom.write("articles/one.md", "One.");
    newsroom.ended(&["check"], 0);
    for name in ["tags", "authors", "sections", "assets", "api"] {
        let desk = DESK.replacen("World", name, 1);
        newsroom.write("config.toml", &format!(
            "[site]\ntitle = \"T\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n{WEB}{desk}"
        ));
        let said = newsroom.ended(&["check"], 2);
        assert!(said.contains(&format!("`{name}` is a page of the web edition")), "{said}");
    }
}

#[test]
fn the_program_serves_the_paper() {
    let web = "[web]\naddress = \"http://paper.example/news/\"\n";
    let newsroom = Newsroom::new(&format!("{web}{DESK}{}", token("cms", "secret", &[])));
    newsroom.write(
        "articles/first.md",
        "+++\ntitle = \"First\"\nsections = [\"world\"]\ndate = 2026-01-02\n+++\nText.\n",
    );
    let service = newsroom.serve();
    // A proxy takes what stands before away, or leaves it there.
    let bare = service.wait_for("/news", |answer| answer.status != 503);
    assert_eq!((bare.status, bare.header("location")), (301, Some("/news/")));
    for front in ["/", "/news/"] {
        let answer = service.wait_for(front, |answer| answer.status == 200);
        assert!(answer.text().contains("<h1>The Test</h1>"), "{}", answer.text());
        assert!(answer.header("set-cookie").is_none());
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    }
    let front = service.get("/").text();
    let (_, rest) = front.split_once("href=\"/news/world/first-").unwrap();
    let page = format!("/news/world/first-{}", rest.split('"').next().unwrap());
    let answer = service.get(&page);
    assert_eq!(answer.status, 200);
    let tag = answer.header("etag").unwrap().to_owned();
    let again = service.get_with(&page, &format!("If-None-Match: {tag}\r\n"));
    assert_eq!(again.status, 304);
    assert!(
        service.get_with(&page, "Accept-Encoding: br\r\n").header("content-encoding").is_some()
    );
    let elsewhere = service.get(&page.replace("first-", "second-"));
    assert_eq!((elsewhere.status, elsewhere.header("location")), (301, Some(page.as_str())));
    let missing = service.get("/nothing/at-all-here");
    assert_eq!(missing.status, 404);
    assert_eq!(missing.body, service.get("/world/no-such-aaaaaaaaaaaa").body);
    let (_, style) = front.split_once("<link rel=\"stylesheet\" href=\"").unwrap();
    let address = style.split('"').next().unwrap();
    let style = service.get(address);
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert!(style.header("cache-control").unwrap().contains("immutable"));
    // Pages that are kept somewhere still ask for the one of the release before.
    let hash = address.rsplit('.').nth(1).unwrap();
    let before = service.get(&address.replace(hash, "0123456789ab"));
    assert_eq!((before.status, before.header("cache-control")), (200, Some("no-cache")));
    assert_eq!(before.body, style.body);
    assert_eq!(service.get(&address.replace(hash, "0123")).status, 404);
    assert_eq!(service.get(&address.replace("paper.", "other.")).status, 404);
    // The worker of a paper that was at another address goes, with what it kept.
    for (path, goes) in
        [("/news/worker.js", false), ("/worker.js", false), ("/old/worker.js", true)]
    {
        let worker = service.get(path);
        assert_eq!(worker.header("content-type"), Some("text/javascript; charset=utf-8"));
        assert_eq!(worker.text().starts_with("// Takes the place of a worker"), goes, "{path}");
    }
    let feed: Value = serde_json::from_slice(&service.get("/feeds/world.json").body).unwrap();
    assert_eq!(feed["items"][0]["url"], format!("http://paper.example{page}"));
}
