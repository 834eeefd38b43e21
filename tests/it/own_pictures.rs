//! Promise: the pictures of the paper's pages come from the paper itself.
//! - out of the newsroom's folder, or once from where they are, and no article waits for one;
//! - they are served for ever the same, with validators, and an SVG where it can do nothing;
//! - feeds keep the declared addresses, which lead to them where the site is the paper, and
//!   nothing in feeds moves when a picture arrives; without `base_url` they are the site's;
//! - what waits, and what was withdrawn, has no picture here: as if there had never been one;
//! - one that is lost on the disk is made again when somebody asks for it;
//! - what making them took in memory is given back: the allocator runs under bounds, or under
//!   those that the operator gave it;
//! - of two files with one address none is shown in the place of the other;
//! - a picture that cannot be had costs nothing but itself.

use crate::darkroom::{bytes_of, two_halves};
use crate::loopback;
use crate::program::{Answer, Newsroom, PATIENCE, Service, article};
use image::ImageFormat;
use pressroom::darkroom::develop;
use pressroom::own_picture::PictureFile;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const FOLDER: &str = "[[section]]\ntitle = \"World\"\n\
    [web]\naddress = \"http://127.0.0.1:8080/\"\n\
    [[source]]\nname = \"desk\"\nschedule = \"@yearly\"\nbase_url = \"https://test.example/\"\n\
    [source.folder]\npath = \"articles\"\nwatch = true\nmirror = true\n";

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\">\
                   <rect width=\"40\" height=\"30\"/></svg>";

fn with_picture(picture: &str, date: &str) -> String {
    let text = article("A roof", "\"world\"", date, "It holds.");
    text.replacen("+++\n", &format!("+++\nimage = \"{picture}\"\n"), 1)
}

/// The addresses of a picture's files, the narrowest first.
fn files_of(bytes: &[u8]) -> Vec<String> {
    let files = develop(bytes).unwrap().picture.files().collect::<Vec<PictureFile>>();
    files.into_iter().map(|file| format!("/pictures/{file}")).collect()
}

fn jpeg(seed: u32) -> Vec<u8> {
    bytes_of(two_halves(800 + seed, 600), ImageFormat::Jpeg)
}

fn shown(answer: &Answer) -> bool {
    answer.status == 200
}

fn newsroom(bytes: &[u8]) -> Newsroom {
    let newsroom = Newsroom::new(FOLDER);
    newsroom.write_bytes("articles/images/roof.jpg", bytes);
    newsroom.write_bytes("articles/images/plan.svg", SVG.as_bytes());
    let text = with_picture("images/roof.jpg", "2026-01-05T10:00:00Z");
    newsroom.write("articles/roof.md", &format!("{text}\n![A plan](images/plan.svg)\n"));
    newsroom
}

#[test]
#[cfg(target_env = "gnu")]
fn the_allocator_keeps_little_of_what_was_given_back() {
    let newsroom = newsroom(&jpeg(8));
    let service = newsroom.serve();
    let bound = |service: &Service| service.environment("MALLOC_TRIM_THRESHOLD_");
    assert_eq!(bound(&service).as_deref(), Some("1048576"));
    // It is the same process: whoever started it stops it.
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn a_single_run_brings_pictures_too() {
    let bytes = jpeg(7);
    let newsroom = newsroom(&bytes);
    newsroom.ended(&["run"], 0);
    for file in files_of(&bytes) {
        let name = file.rsplit('/').next().unwrap();
        assert!(newsroom.path("pressroom.pictures").join(name).exists(), "{name}");
    }
}

#[test]
fn a_picture_of_the_folder_is_served_for_ever_the_same() {
    let bytes = jpeg(0);
    let newsroom = newsroom(&bytes);
    let service = newsroom.serve();
    let files = files_of(&bytes);
    assert_eq!(files.len(), 3);
    let sent = files.iter().map(|file| service.wait_for(file, shown)).collect::<Vec<_>>();
    let widths = sent.iter().map(|it| image::load_from_memory(&it.body).unwrap().width());
    assert_eq!(widths.collect::<Vec<_>>(), [320, 640, 800]);
    let first = &sent[0];
    assert_eq!(first.header("Cache-Control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(first.header("Content-Type"), Some("image/jpeg"));
    assert_eq!(first.header("X-Content-Type-Options"), Some("nosniff"));
    let tag = first.header("ETag").unwrap();
    let again = service.get_with(&files[0], &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = service.ask("HEAD", &files[0]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("Content-Length"), Some(first.body.len().to_string().as_str()));
    // Its width belongs to its name: no other is there.
    assert_eq!(service.get(&files[0].replace("-320.", "-321.")).status, 404);

    let drawing = service.wait_for(&files_of(SVG.as_bytes())[0], shown);
    assert_eq!(drawing.header("Content-Type"), Some("image/svg+xml"));
    let policy = drawing.header("Content-Security-Policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
    assert_eq!(drawing.body, SVG.as_bytes());
}

#[test]
fn no_feed_moves_when_a_picture_arrives_and_a_lost_one_is_made_again() {
    let bytes = jpeg(1);
    let newsroom = newsroom(&bytes);
    newsroom.ended(&["run"], 0);
    let before = newsroom.published();
    let service = newsroom.serve();
    let file = files_of(&bytes).remove(0);
    let first = service.wait_for(&file, shown);
    let feeds = |all: Vec<crate::program::Published>| {
        let feeds = all.into_iter().filter(|(name, ..)| name.contains("world."));
        feeds.map(|(name, bytes, _)| (name, bytes)).collect::<Vec<_>>()
    };
    assert_eq!(feeds(newsroom.published()), feeds(before));
    let feed = service.get("/feeds/world.json").text();
    assert!(feed.contains("https://test.example/images/roof.jpg"), "{feed}");

    let name = file.rsplit('/').next().unwrap();
    std::fs::remove_file(newsroom.path("pressroom.pictures").join(name)).unwrap();
    let lost = service.get(&file);
    assert_eq!((lost.status, lost.header("Cache-Control")), (404, Some("no-store")));
    assert_eq!(service.wait_for(&file, shown).body, first.body);
}

/// Pictures and links stand where a newcomer writes them: `base_url` is nobody's first thought.
#[test]
fn what_feeds_call_a_picture_is_there() {
    let site = FOLDER.replacen("base_url = \"https://test.example/\"\n", "", 1);
    let newsroom =
        Newsroom::new(&site.replacen("http://127.0.0.1:8080/", "https://test.example/", 1));
    newsroom.write_bytes("articles/photo.jpg", &jpeg(9));
    newsroom.write_bytes("articles/later.jpg", &jpeg(10));
    let text = with_picture("photo.jpg", "2026-01-05T10:00:00Z");
    newsroom.write("articles/one.md", &format!("{text}\nSee [the map](map.html).\n"));
    newsroom.write("articles/two.md", &with_picture("later.jpg", "2126-01-05T10:00:00Z"));
    let service = newsroom.serve();
    let feed = service.get("/feeds/world.json").text();
    let feed: serde_json::Value = serde_json::from_str(&feed).unwrap();
    let item = &feed["items"][0];
    assert_eq!(item["image"], "https://test.example/photo.jpg");
    let content = item["content_html"].as_str().unwrap();
    assert!(content.contains("<a href=\"https://test.example/map.html\">"), "{content}");
    assert!(item["url"].as_str().unwrap().contains("/world/a-roof-"), "it has its page here");
    let moved = service.wait_for("/photo.jpg", |answer| answer.status == 301);
    let file = moved.header("location").unwrap();
    assert_eq!(file, files_of(&jpeg(9)).last().unwrap());
    assert!(shown(&service.get(file)));
    let nowhere = service.get("/nowhere.jpg");
    let later = service.get("/later.jpg");
    assert_eq!((later.status, &later.body), (404, &nowhere.body), "it waits");
}

/// An address that never was, as it is answered.
fn never(service: &Service) -> (u16, Vec<u8>, Vec<(String, String)>) {
    told(&service.get("/pictures/0123456789abcdef0123456789abcdef-320.jpg"))
}

fn told(answer: &Answer) -> (u16, Vec<u8>, Vec<(String, String)>) {
    let names = ["Cache-Control", "Content-Type", "Content-Length", "ETag"];
    let headers = names.iter().filter_map(|name| Some(((*name).to_owned(), answer.header(name)?)));
    let headers = headers.map(|(name, value)| (name, value.to_owned())).collect();
    (answer.status, answer.body.clone(), headers)
}

#[test]
fn what_waits_and_what_was_withdrawn_has_no_picture() {
    let (bytes, waiting) = (jpeg(2), jpeg(3));
    let newsroom = newsroom(&bytes);
    newsroom.write_bytes("articles/images/secret.jpg", &waiting);
    let text = with_picture("images/secret.jpg", "2097-01-05T10:00:00Z");
    newsroom.write("articles/later.md", &text);
    let service = newsroom.serve();
    let (shown_file, waiting_file) = (files_of(&bytes).remove(0), files_of(&waiting).remove(0));
    service.wait_for(&shown_file, shown);
    service.wait_for(&files_of(SVG.as_bytes())[0], shown);
    assert_eq!(told(&service.get(&waiting_file)), never(&service));

    std::fs::remove_file(newsroom.path("articles/roof.md")).unwrap();
    let gone = service.wait_for(&shown_file, |answer| answer.status == 404);
    assert_eq!(told(&gone), never(&service));
    let begun = Instant::now();
    while std::fs::read_dir(newsroom.path("pressroom.pictures")).unwrap().next().is_some() {
        assert!(begun.elapsed() < PATIENCE, "files of a withdrawn article stay on the disk");
        std::thread::yield_now();
    }
}

/// A publisher with a feed of one item, and pictures; counts how often each kind was asked for.
fn publisher() -> (std::net::SocketAddr, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    let (asked, refused) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (good, bad) = (Arc::clone(&asked), Arc::clone(&refused));
    let (address, _) = loopback::serve(move |head, to| {
        let body = match head.split(' ').nth(1).unwrap_or_default() {
            "/photo" => {
                good.fetch_add(1, Ordering::SeqCst);
                jpeg(4)
            }
            "/trap" => {
                bad.fetch_add(1, Ordering::SeqCst);
                b"<html>Log in first</html>".to_vec()
            }
            _ => {
                let host = head.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
                format!(
                    "<rss version=\"2.0\"><channel><title>Wire</title>\
                     <item><guid>1</guid><title>One</title>\
                     <pubDate>Mon, 05 Jan 2026 09:00:00 GMT</pubDate>\
                     <description>&lt;p&gt;Text. &lt;img src=\"http://{host}/photo\"&gt;\
                     &lt;img src=\"http://{host}/trap\"&gt;\
                     &lt;img src=\"http://127.0.0.9:1/private\"&gt;\
                     &lt;img src=\"http://left.example/x.jpg\"&gt;&lt;/p&gt;</description>\
                     </item></channel></rss>"
                )
                .into_bytes()
            }
        };
        write!(
            to,
            "HTTP/1.1 200 x\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        )?;
        to.write_all(&body)
    });
    (address, asked, refused)
}

/// Whether the store knows of a picture that is never asked for again.
fn is_refusal_noted(newsroom: &Newsroom) -> bool {
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    store.busy_timeout(PATIENCE).unwrap();
    let noted = "SELECT EXISTS (SELECT 1 FROM picture WHERE fault IS NOT NULL AND due IS NULL)";
    store.query_row(noted, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_picture_of_the_web_is_fetched_once_through_the_guarded_client() {
    let (wire, asked, refused) = publisher();
    let newsroom = Newsroom::new(&format!(
        "[fetch]\nallow_hosts = [\"{wire}\"]\npace = \"0s\"\n\
         [[section]]\ntitle = \"World\"\n\
         [web]\naddress = \"http://127.0.0.1:8080/\"\n[pictures]\nleave_on = [\"left.example\"]\n\
         [[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
         [source.feed]\nurl = \"http://{wire}/feed\"\n"
    ));
    let file = files_of(&jpeg(4)).remove(0);
    let service = newsroom.serve();
    service.wait_for(&file, shown);
    let begun = Instant::now();
    while !is_refusal_noted(&newsroom) {
        assert!(begun.elapsed() < PATIENCE, "the other picture was never asked for");
        std::thread::yield_now();
    }
    assert_eq!(refused.load(Ordering::SeqCst), 1);
    let feed = service.get("/feeds/world.json").text();
    assert!(feed.contains(&format!("http://{wire}/photo")), "{feed}");
    assert_eq!(service.terminate(), Some(0));
    // It is here: neither a restart nor another pass asks for it again.
    let service = newsroom.serve();
    service.wait_for(&file, shown);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(refused.load(Ordering::SeqCst), 1, "what is no picture is not asked for again");
}

#[test]
fn a_file_that_is_missing_is_told_with_its_place() {
    // The host is not asked: it is no public one.
    let newsroom = Newsroom::new(&FOLDER.replace("https://test.example/", "http://127.0.0.1:1/"));
    newsroom.write("articles/roof.md", &with_picture("images/roof.jpg", "2026-01-05T10:00:00Z"));
    newsroom.ended(&["run"], 0);
    let place = newsroom.path("articles/images/roof.jpg");
    let said = newsroom.ended(&["status"], 0);
    assert!(said.contains("put the file") && said.contains("articles/images/roof.jpg"), "{said}");
    let told = newsroom.told(&["status", "--json"]);
    let fault = told["pictures"][0]["fault"].as_str().unwrap();
    assert!(fault.contains("articles/images/roof.jpg"), "{fault}");
    newsroom.write_bytes("articles/images/roof.jpg", &jpeg(9));
    assert!(place.exists());
    newsroom.ended(&["run"], 0);
    let told = newsroom.told(&["status", "--json"]);
    assert_eq!(told["pictures"].as_array().map(Vec::len), Some(0), "{told}");
}

#[test]
fn of_two_files_with_one_address_none_is_shown_for_the_other() {
    let folder = |name: &str| {
        format!(
            "[[source]]\nname = \"{name}\"\nschedule = \"@yearly\"\n\
             [source.folder]\npath = \"{name}\"\nmirror = true\n"
        )
    };
    let head = "[[section]]\ntitle = \"World\"\n[web]\naddress = \"http://127.0.0.1:8080/\"\n\
                folder = \"www\"\n";
    let newsroom = Newsroom::new(&format!("{head}{}{}", folder("cora"), folder("dan")));
    let write = |name: &str, seed: u32| {
        let text = article(name, "\"world\"", "2026-01-05T10:00:00Z", "It holds. ![a](cover.jpg)");
        newsroom.write(&format!("{name}/{name}.md"), &text);
        newsroom.write_bytes(&format!("{name}/cover.jpg"), &jpeg(seed));
    };
    // Whether the page of each shows the picture beside its file.
    let shown = |name: &str, seed: u32| {
        let feed: serde_json::Value =
            serde_json::from_str(&newsroom.read("feeds/world.json")).unwrap();
        let items = feed["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["title"] == name).unwrap();
        let address = item["url"].as_str().unwrap();
        let path = address.trim_start_matches("http://127.0.0.1:8080/");
        let page = newsroom.read(&format!("www/{path}/index.html"));
        let own = files_of(&jpeg(seed));
        assert!(own.iter().any(|file| page.contains(file)) || !page.contains("/pictures/"));
        page.contains(&own[0])
    };
    write("cora", 1);
    std::fs::create_dir(newsroom.path("dan")).unwrap();
    newsroom.ended(&["run"], 0);
    assert!(shown("cora", 1));
    write("dan", 2);
    newsroom.ended(&["run"], 0);
    assert!(!shown("cora", 1) && !shown("dan", 2));
    let said = newsroom.ended(&["status"], 0);
    assert!(said.contains("cora/cover.jpg and ") && said.contains("own `base_url`"), "{said}");
    // The same picture twice is one.
    newsroom.write_bytes("dan/cover.jpg", &jpeg(1));
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["run"], 0);
    assert!(shown("cora", 1) && shown("dan", 1));
    newsroom.write_bytes("dan/cover.jpg", &jpeg(2));
    let apart = "name = \"dan\"\nbase_url = \"https://test.example/dan/\"\n";
    let config = newsroom.read("config.toml").replace("name = \"dan\"\n", apart);
    newsroom.write("config.toml", &config);
    newsroom.ended(&["run"], 0);
    assert!(shown("cora", 1) && shown("dan", 2));
}
