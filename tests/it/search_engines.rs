//! Promise: what search engines are told of the paper agrees with itself.
//! - the list of all pages, that of the news and what may be read name the same: every page in
//!   them is there, is its own best address, may be listed, and says when it was changed;
//! - what another site had first is in none;
//! - the news are those of two days, each in its own language, as news search names languages.

use crate::program::{Newsroom, Service};
use roxmltree::Document;
use std::collections::{BTreeMap, BTreeSet};

const REST: &str = "[[section]]\ntitle = \"World\"\n[search]\nenabled = true\n\
    [web]\naddress = \"https://test.example/\"\n\
    [[source]]\nname = \"desk\"\nschedule = \"@yearly\"\nbase_url = \"https://test.example/\"\n\
    web = \"own\"\n[source.folder]\npath = \"articles\"\nwatch = true\nmirror = true\n";

/// Name, date, and what else its head says.
const ARTICLES: [(&str, &str, &str); 7] = [
    ("newest", "2026-02-10T10:00:00Z", ""),
    ("simplified", "2026-02-10T09:00:00Z", "language = \"zh-Hans\"\n"),
    ("traditional", "2026-02-10T08:00:00Z", "language = \"zh-Hant-HK\"\n"),
    ("urdu", "2026-02-08T10:00:01Z", "language = \"ur-PK\"\nupdated = 2026-02-09T00:00:00Z\n"),
    ("older", "2026-02-08T09:59:59Z", ""),
    ("january", "2026-01-31T23:59:59Z", ""),
    ("wire", "2026-02-10T07:00:00Z", "url = \"https://wire.example/first\"\n"),
];

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(REST);
    for (name, date, more) in ARTICLES {
        newsroom.write(
            &format!("articles/{name}.md"),
            &format!(
                "+++\ntitle = \"{name}\"\ndate = {date}\nsections = [\"world\"]\n{more}+++\n\
                 Text of {name}.\n"
            ),
        );
    }
    newsroom
}

/// The texts of all elements of these names, by the place that holds them.
fn entries(xml: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let document = Document::parse(xml).unwrap();
    let named = |entry: roxmltree::Node<'_, '_>| {
        let texts = entry.descendants().filter(|node| node.is_element());
        let texts = texts.filter_map(|node| Some((node.tag_name().name(), node.text()?.trim())));
        texts.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
    };
    let all = document.descendants().filter(|node| node.tag_name().name() == name);
    all.map(named).collect()
}

fn path(url: &str) -> &str {
    url.strip_prefix("https://test.example").unwrap_or_else(|| panic!("{url} is elsewhere"))
}

/// All pages in the lists that the one list names, with when they were changed.
fn listed(service: &Service) -> BTreeMap<String, String> {
    let index = service.get("/sitemap.xml").text();
    let parts: Vec<String> =
        entries(&index, "sitemap").into_iter().map(|part| part["loc"].clone()).collect();
    assert_eq!(parts.last().map(String::as_str), Some("https://test.example/news-sitemap.xml"));
    let parts = parts.iter().filter(|part| !part.ends_with("news-sitemap.xml"));
    let pages = parts.flat_map(|part| entries(&service.get(path(part)).text(), "url"));
    pages.map(|page| (page["loc"].clone(), page["lastmod"].clone())).collect()
}

fn said(page: &str, before: &str) -> String {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("{before}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn what_search_engines_are_told_agrees() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    service.wait_for("/", |answer| answer.text().contains("newest"));
    let pages = listed(&service);
    assert_eq!(pages.len(), ARTICLES.len() - 1, "{pages:?}");

    let robots = service.get("/robots.txt").text();
    assert!(robots.contains("\nSitemap: https://test.example/sitemap.xml"), "{robots}");
    let barred = robots.lines().filter_map(|line| line.strip_prefix("Disallow: "));
    let barred: Vec<&str> = barred.collect();
    assert!(barred.contains(&"/search"), "{robots}");
    for (page, changed) in &pages {
        assert!(!barred.iter().any(|barred| path(page).starts_with(barred)), "{page}");
        let answer = service.get(path(page));
        let text = answer.text();
        assert_eq!(answer.status, 200, "{page}");
        assert!(!text.contains("noindex"), "{page} is not to be listed");
        assert_eq!(said(&text, "<link rel=\"canonical\" href=\""), *page);
        assert_eq!(said(&text, "property=\"article:modified_time\" content=\""), *changed);
    }

    let news = entries(&service.get("/news-sitemap.xml").text(), "url");
    let locs: BTreeSet<&String> = news.iter().map(|entry| &entry["loc"]).collect();
    assert!(locs.iter().all(|loc| pages.contains_key(*loc)), "{locs:?}");
    let told = |entry: &BTreeMap<String, String>| {
        (entry["title"].clone(), entry["language"].clone(), entry["publication_date"].clone())
    };
    let mut told: Vec<_> = news.iter().map(told).collect();
    told.sort();
    let wanted = [
        ("newest", "en", "2026-02-10T10:00:00Z"),
        ("simplified", "zh-cn", "2026-02-10T09:00:00Z"),
        ("traditional", "zh-tw", "2026-02-10T08:00:00Z"),
        ("urdu", "ur", "2026-02-08T10:00:01Z"),
    ];
    let wanted = wanted.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(told, wanted);

    // What another site had first is that site's to tell of.
    let front = service.get("/world").text();
    let wire = format!("/world/wire-{}", said(&front, "href=\"/world/wire-"));
    let wire = service.get(&wire).text();
    assert!(wire.contains("<meta name=\"robots\" content=\"noindex\">"), "{wire}");
    assert_eq!(said(&wire, "<link rel=\"canonical\" href=\""), "https://wire.example/first");
}
