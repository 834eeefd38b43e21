//! Promise: the paper as files in a folder (`[web] folder`).
//! - every page that is here is there, with the bytes that HTTP serves where nothing needs a
//!   program; searching and writing to somebody are not offered;
//! - an address that an article had before leads to its page, a withdrawn one is its notice;
//!   what waits is not there;
//! - every picture on its pages is in it, as long as a page shows it;
//! - a kill in the middle leaves whole files, and the next run ends what was begun;
//! - what is not ours is not written over.

use crate::darkroom::{bytes_of, two_halves};
use crate::program::{DESK, Newsroom, PATIENCE};
use image::ImageFormat;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

const WEB: &str = "[web]\naddress = \"https://test.example/\"\nfolder = \"paper\"\n";

fn write(newsroom: &Newsroom, file: &str, title: &str, more: &str) {
    newsroom.write(
        &format!("articles/{file}.md"),
        &format!(
            "+++\ntitle = \"{title}\"\nid = \"{file}\"\nsections = [\"world\"]\n\
             date = 2026-01-02\ntags = [\"Rain & Wind\"]\n\
             authors = [{{ name = \"Mara Quill\", email = \"mara@test.example\" }}]\n{more}+++\n\
             What {file} tells.\n"
        ),
    );
}

/// The files of the paper, by their names in the folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(root, &path, found);
            } else if let Ok(bytes) = std::fs::read(&path) {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                found.insert(name.to_owned(), bytes);
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found.remove(".pressroom-paper");
    found
}

fn named<'a>(files: &'a BTreeMap<String, Vec<u8>>, begin: &str) -> Vec<(&'a str, String)> {
    let found = files.iter().filter(|(name, _)| name.starts_with(begin));
    found
        .map(|(name, bytes)| (name.as_str(), String::from_utf8_lossy(bytes).into_owned()))
        .collect()
}

#[test]
fn files_are_what_is_served() {
    let newsroom = Newsroom::new(&format!("{WEB}[search]\nenabled = false\n{DESK}"));
    let plain = "authors = []\n";
    for (file, title) in [("one", "One"), ("two", "Two"), ("three", "Three")] {
        newsroom.write(
            &format!("articles/{file}.md"),
            &format!(
                "+++\ntitle = \"{title}\"\nsections = [\"world\"]\ndate = 2026-01-02\n\
                      tags = [\"Rain & Wind\"]\n{plain}+++\nText.\n"
            ),
        );
    }
    newsroom.ended(&["run"], 0);
    let there = files(&newsroom.path("paper"));
    for name in [
        "index.html",
        "404.html",
        "world/index.html",
        "sections/index.html",
        "archive/index.html",
        "archive/2026-01/index.html",
        "tags/Rain_&_Wind/index.html",
        "robots.txt",
        "sitemap.xml",
        "sitemaps/2026-01.xml",
        "withdrawals.json",
    ] {
        assert!(there.contains_key(name), "{name} is not among {:?}", there.keys());
    }
    let service = newsroom.serve();
    service.wait_for("/", |front| front.text().contains("One"));
    for (name, bytes) in &there {
        let path = match name.as_str() {
            "index.html" => String::new(),
            "404.html" => "no-such-page-at-all".to_owned(),
            name => name.strip_suffix("/index.html").unwrap_or(name).to_owned(),
        };
        let served = service.get(&format!("/{path}"));
        // That of the news lies with the feeds.
        let news = "<sitemap><loc>https://test.example/news-sitemap.xml</loc></sitemap>\n";
        let served = served.text().replace(news, "");
        assert_eq!(served, String::from_utf8_lossy(bytes), "{name}");
    }
    let sitemap = service.get("/sitemaps/2026-01.xml").text();
    let mut pages = 0;
    for page in sitemap.split("<loc>https://test.example/").skip(1) {
        let page = page.split("</loc>").next().unwrap();
        assert!(there.contains_key(&format!("{page}/index.html")), "{page}");
        pages += 1;
    }
    assert_eq!(pages, 3);
}

#[test]
fn a_page_that_moves_or_goes_leaves_word() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    for (file, title) in [("one", "One"), ("two", "Two"), ("three", "Three"), ("four", "Four")] {
        write(&newsroom, file, title, "");
    }
    write(&newsroom, "later", "Much later", "publish_at = 2099-01-01T00:00:00Z\n");
    newsroom.ended(&["run"], 0);
    let before = files(&newsroom.path("paper"));
    let (one, text) = named(&before, "world/one-").remove(0);
    assert!(text.contains("What one tells.") && !text.contains("write-to"), "{text}");
    let (two, _) = named(&before, "world/two-").remove(0);
    for (name, text) in named(&before, "") {
        assert!(!text.contains("later tells") && !text.contains("Much later"), "{name}");
        assert!(!text.contains("mara@") && !text.contains("action=\"/search\""), "{name}");
    }

    write(&newsroom, "one", "One, as it is called now", "");
    std::fs::remove_file(newsroom.path("articles/two.md")).unwrap();
    newsroom.ended(&["run"], 0);
    let after = files(&newsroom.path("paper"));
    let (now, text) = named(&after, "world/one-as-it-is-called-now-").remove(0);
    assert!(text.contains("What one tells."), "{text}");
    let now = now.trim_end_matches("/index.html");
    let stub = String::from_utf8_lossy(&after[one]);
    assert!(
        stub.contains(&format!("<link rel=\"canonical\" href=\"https://test.example/{now}\">")),
        "{stub}"
    );
    let notice = String::from_utf8_lossy(&after[two]);
    assert!(notice.contains("withdrawn") && !notice.contains("What two tells."), "{notice}");

    // What readers had and what is to come again is told as withdrawn, and no more of it.
    write(&newsroom, "three", "Another headline", "publish_at = 2099-01-01T00:00:00Z\n");
    newsroom.ended(&["run"], 0);
    let after = files(&newsroom.path("paper"));
    let (three, _) = named(&before, "world/three-").remove(0);
    let notice = String::from_utf8_lossy(&after[three]);
    assert!(notice.contains("withdrawn") && !notice.contains("three tells"), "{notice}");
    for (name, text) in named(&after, "") {
        assert!(!text.contains("Another headline"), "{name}");
    }
    let page = format!("https://test.example/{}", three.trim_end_matches("/index.html"));
    let told = newsroom.json("feeds/world.json")["_pressroom"]["withdrawn"].clone();
    let told = told.as_array().unwrap().iter().any(|notice| notice["url"] == *page);
    assert!(told, "no notice is of {page}");
    let service = newsroom.serve();
    let path = page.strip_prefix("https://test.example").unwrap();
    let gone = service.wait_for(path, |page| page.status != 503);
    assert_eq!((gone.status, gone.text().contains("Another")), (410, false));
    assert!(!after.keys().any(|name| name.ends_with(".tmp")));
}

/// The pictures that files name, by where each is in the folder.
fn pictures_named(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let pages = files.iter().filter(|(name, _)| name.ends_with(".html"));
    let mut named = BTreeSet::new();
    for (_, page) in pages {
        let page = String::from_utf8_lossy(page).into_owned();
        for rest in page.split("\"/pictures/").chain(page.split(",/pictures/")).skip(1) {
            let name = rest.split([' ', '"', ',']).next().unwrap();
            if name.ends_with(".jpg") {
                named.insert(format!("pictures/{name}"));
            }
        }
    }
    named
}

#[test]
fn pictures_stand_beside_the_pages_that_show_them() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    std::fs::create_dir_all(newsroom.path("articles")).unwrap();
    for (number, file) in ["one", "two"].into_iter().enumerate() {
        let picture = bytes_of(two_halves(900 + 8 * number as u32, 600), ImageFormat::Jpeg);
        let path = newsroom.path(&format!("articles/{file}.jpg"));
        #[expect(clippy::disallowed_methods, reason = "a test's own files")]
        std::fs::write(&path, picture).unwrap();
        let opened = std::fs::File::options().write(true).open(&path).unwrap();
        opened.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        write(&newsroom, file, &format!("Picture {file}"), &format!("image = \"{file}.jpg\"\n"));
    }
    newsroom.ended(&["run"], 0);
    let before = files(&newsroom.path("paper"));
    let shown = pictures_named(&before);
    assert_eq!(shown.len(), 6, "two pictures in three widths: {shown:?}");
    for name in &shown {
        assert!(before.contains_key(name), "{name} is not in the folder");
    }
    let there = |files: &BTreeMap<String, Vec<u8>>| {
        files.keys().filter(|name| name.starts_with("pictures/")).count()
    };
    assert_eq!(there(&before), 6);
    // Nothing of a page comes from elsewhere.
    for (name, page) in named(&before, "world/") {
        assert!(!page.contains("src=\"http"), "{name}: {page}");
    }
    // What is taken back takes its picture along.
    newsroom.ended(&["retract", "Picture one", "--reason", "Not so."], 0);
    newsroom.ended(&["run"], 0);
    let after = files(&newsroom.path("paper"));
    assert_eq!((there(&after), pictures_named(&after).len()), (3, 3));
}

#[test]
fn a_kill_leaves_whole_files() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    for number in 0..120 {
        write(&newsroom, &format!("story-{number}"), &format!("Story {number}"), "");
    }
    let mut run = newsroom.command(&["run"]).spawn().unwrap();
    let begun = Instant::now();
    while named(&files(&newsroom.path("paper")), "world/").len() < 15 {
        if run.try_wait().unwrap().is_some() || begun.elapsed() > PATIENCE {
            break;
        }
        std::thread::yield_now();
    }
    run.kill().unwrap();
    run.wait().unwrap();
    for (name, text) in named(&files(&newsroom.path("paper")), "") {
        let is_whole = !name.ends_with(".html") || text.trim_end().ends_with("</html>");
        assert!(is_whole || name.contains(".pressroom-"), "{name}: {text}");
    }
    newsroom.ended(&["run"], 0);
    let after = files(&newsroom.path("paper"));
    assert_eq!(named(&after, "world/story-").len(), 120);
    assert!(!after.keys().any(|name| name.ends_with(".tmp")), "{:?}", after.keys());
}

#[test]
fn a_folder_with_files_of_others_is_left_alone() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    write(&newsroom, "one", "One", "");
    newsroom.write("paper/index.html", "Somebody's.");
    let output = newsroom.run(&["run"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("has files of others in it"), "{said}");
    assert_eq!(newsroom.read("paper/index.html"), "Somebody's.");
    let config = newsroom.read("config.toml").replace("\"paper\"", "\"articles/paper\"");
    newsroom.write("config.toml", &config);
    let said = newsroom.ended(&["check"], 2);
    assert!(said.contains("one in the other"), "{said}");
}

#[test]
fn what_was_taken_back_leaves_every_list_at_once() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    for (file, title) in [("one", "Stays here"), ("two", "Goes away"), ("three", "Goes for good")] {
        write(&newsroom, file, title, "");
    }
    let service = newsroom.serve();
    let names = |title: &str| {
        let files = files(&newsroom.path("paper"));
        let named = files.into_iter().filter(|(_, it)| String::from_utf8_lossy(it).contains(title));
        named.map(|(name, _)| name).collect::<BTreeSet<_>>()
    };
    let until = |title: &str, right: &dyn Fn(&BTreeSet<String>) -> bool| {
        let begun = Instant::now();
        while !right(&names(title)) {
            assert!(begun.elapsed() < PATIENCE, "{title}: {:?}", names(title));
            std::thread::yield_now();
        }
    };
    let listed = |names: &BTreeSet<String>| {
        ["tags/", "authors/", "archive/"].iter().all(|it| names.iter().any(|n| n.starts_with(it)))
    };
    for (title, command) in [("Goes away", "retract"), ("Goes for good", "purge")] {
        until(title, &listed);
        let more = ["--reason", "Not so."];
        newsroom.ended(&[&[command, title][..], &more].concat(), 0);
        until(title, &|names| names.iter().all(|name| name.starts_with("world/goes-")));
    }
    assert!(listed(&names("Stays here")));
    drop(service);
}

#[test]
fn a_name_with_a_slash_has_its_list() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    newsroom.write(
        "articles/one.md",
        "+++\ntitle = \"One\"\nsections = [\"world\"]\ndate = 2026-01-02\ntags = [\"AC/DC\", \"a/b/c\"]\n\
         authors = [\"A. / B. Slash\"]\n+++\nText.\n",
    );
    newsroom.ended(&["run"], 0);
    let there = files(&newsroom.path("paper"));
    let (_, page) = named(&there, "world/one-").remove(0);
    let service = newsroom.serve();
    for (path, other, title) in [
        ("tags/AC~1DC", "tags/AC%2FDC", "AC/DC"),
        ("tags/a~1b~1c", "tags/a/b/c", "a/b/c"),
        ("authors/A._~1_B._Slash", "authors/A._%2F_B._Slash", "A. / B. Slash"),
    ] {
        assert!(page.contains(&format!("href=\"/{path}\"")), "{page}");
        let list = String::from_utf8_lossy(&there[&format!("{path}/index.html")]).into_owned();
        assert!(list.contains(title) && list.contains(">One<"), "{list}");
        let served = service.wait_for(&format!("/{path}"), |answer| answer.status != 503);
        assert_eq!(served.status, 200, "{path}");
        let to = format!("/{path}");
        for other in [other.to_owned(), format!("{path}/")] {
            let moved = service.get(&format!("/{other}"));
            assert_eq!((moved.status, moved.header("location")), (301, Some(&*to)), "{other}");
        }
    }
    // What nothing is at leads nowhere; nobody searches here.
    for path in
        ["tags/AC~1DC/1", "tags/AC/DC/1", "tags/no/such/name", "authors/Nobody/1", "opensearch.xml"]
    {
        assert_eq!(service.get(&format!("/{path}")).status, 404, "{path}");
    }
}
