//! Promise: until its second an article that waits cannot be told from one that there is not.
//! - two newsrooms that differ in it alone answer every path of the paper, of the feeds and of
//!   the API alike, to the byte and in each header that does not say when something was printed: its page under every address, its tag, its
//!   author, its month, its search, the button that leads to its writer;
//! - the same files are in the folders of both.

use crate::program::{Answer, DESK, Newsroom, Service};
use pressroom::article::ArticleId;
use pressroom::paper::{ArticlePath, Month, Named, Route, ShortId};
use std::collections::BTreeMap;
use std::path::Path;

const WEB: &str = "[web]\naddress = \"https://test.example/\"\nfolder = \"paper\"\n\
                   [pictures]\nown = false\n";

const WAITS: &str = "+++\ntitle = \"Zanzibar quartz\"\nid = \"waits\"\nsections = [\"world\"]\n\
    publish_at = 2099-03-01T00:00:00Z\ntags = [\"Quartz\", \"Rain\"]\n\
    authors = [{ name = \"Nobody Yet\", email = \"nobody@test.example\" }]\n\
    image = \"https://test.example/quartz.png\"\n+++\nZanzibar quartz is found.\n";

fn newsroom(waits: bool) -> Newsroom {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    for number in 1..=3 {
        newsroom.write(
            &format!("articles/{number}.md"),
            &format!(
                "+++\ntitle = \"Story {number}\"\nsections = [\"world\"]\ntags = [\"Rain\"]\n\
                 date = 2026-01-0{number}\n+++\nText {number}.\n"
            ),
        );
    }
    if waits {
        newsroom.write("articles/waits.md", WAITS);
    }
    newsroom.ended(&["run"], 0);
    newsroom
}

/// Every page of the paper that could have to do with it, by one of each kind of route.
fn routes(id: &ShortId) -> Vec<Route> {
    let world = || "world".parse().unwrap();
    let named = |name: &str| Named { name: name.to_owned(), part: 1 };
    let month = Month { year: 2099, month: 3 };
    let page = ArticlePath::new(world(), "Zanzibar quartz", id.clone());
    vec![
        Route::Front,
        Route::Section(world()),
        Route::Sections,
        Route::Article(page),
        Route::Article(ArticlePath::new(world(), "", id.clone())),
        Route::Article(ArticlePath::new("sports".parse().unwrap(), "x", id.clone())),
        Route::Tag(named("Quartz")),
        Route::Tag(named("quartz")),
        Route::Tag(named("Rain")),
        Route::Author(named("Nobody Yet")),
        Route::Archive,
        Route::Month(month, 1),
        Route::Month(Month { year: 2026, month: 1 }, 1),
        Route::Search,
        Route::Subscribe,
        Route::WriteTo(id.clone(), pressroom::paper::Addressee::Writer),
        Route::Robots,
        Route::Sitemap,
        Route::SitemapOf(month),
        Route::SitemapOf(Month { year: 2026, month: 1 }),
        Route::OpenSearch,
        Route::Asset("quartz.png".to_owned()),
        Route::Manifest,
        Route::Worker,
        Route::Offline,
        Route::Withdrawals,
        Route::Declared("images/quartz.jpg".to_owned()),
        Route::Missing,
    ]
}

/// What is told of an answer, without when it was given.
fn told(answer: &Answer) -> (u16, String, String) {
    let says_when = ["date:", "last-modified:"];
    let is_kept = |line: &&str| !says_when.iter().any(|it| line.to_lowercase().starts_with(it));
    let kept = answer.head.lines().filter(is_kept);
    (answer.status, kept.collect::<Vec<_>>().join("\n"), answer.text())
}

fn asked(service: &Service, id: &ArticleId) -> BTreeMap<String, (u16, String, String)> {
    let short = ShortId::of(id).unwrap();
    let mut paths: Vec<String> =
        routes(&short).iter().map(|route| format!("/{}", route.below_root())).collect();
    paths.extend(
        [
            "/search?q=quartz",
            "/search?q=Nobody",
            "/feeds/",
            "/feeds/world.atom",
            "/feeds/world.rss",
            "/feeds/world.json",
            "/feeds/front-page.json",
            "/feeds/index.opml",
            "/feeds/search.atom?q=quartz",
            "/feeds/search.json?q=zanzibar",
            "/news-sitemap.xml",
            "/api/articles/waits",
            "/waits",
            "/quartz.png",
            "/pictures/quartz.png",
            "/feeds/archive/world-1.atom",
        ]
        .map(str::to_owned),
    );
    let mut all = BTreeMap::new();
    for path in paths {
        for method in ["GET", "HEAD", "POST"] {
            let answer = service.ask(method, &path);
            all.insert(format!("{method} {path}"), told(&answer));
        }
    }
    all
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut ahead = vec![folder.to_owned()];
    while let Some(path) = ahead.pop() {
        for entry in std::fs::read_dir(&path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                ahead.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn who_asks_cannot_tell_what_waits() {
    let (with, without) = (newsroom(true), newsroom(false));
    let waiting = with.told(&["waiting", "--json"]);
    let id = ArticleId::kept(waiting[0]["id"].as_str().unwrap().to_owned());
    let written = [&with, &without].map(|newsroom| files(&newsroom.path("paper")));
    let (a, b) = (with.serve(), without.serve());
    let (a, b) = (asked(&a, &id), asked(&b, &id));
    for (what, there) in &a {
        assert_eq!(there, &b[what], "{what}");
    }
    let page = format!("GET /world/zanzibar-quartz-{}", ShortId::of(&id).unwrap());
    assert_eq!(a[&page].0, 404);
    let [a, b] = written;
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, bytes) in &a {
        assert!(bytes == &b[name], "{name}");
    }
}
