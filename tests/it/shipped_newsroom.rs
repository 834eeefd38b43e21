//! Promise: the shipped configuration and newsroom make a whole set of feeds.
//! - every section and the front page are there in three formats, with siblings;
//! - every link of its articles leads to a page that it has;
//! - what is dated in the future is in no published byte;
//! - an article of two sections is one article; a correction is seen;
//! - a second pass changes nothing at all.

use crate::program::Newsroom;
use serde_json::Value;
use std::collections::BTreeSet;

const SECTIONS: [&str; 12] = [
    "top-story",
    "opinion",
    "newspost",
    "editorial",
    "national",
    "world",
    "sports",
    "business",
    "karachi",
    "lahore",
    "islamabad",
    "peshawar",
];

fn gathered() -> Newsroom {
    let newsroom = Newsroom::shipped();
    newsroom.ended(&["run"], 0);
    newsroom
}

fn items(newsroom: &Newsroom, feed: &str) -> Vec<Value> {
    newsroom.json(&format!("feeds/{feed}.json"))["items"].as_array().unwrap().clone()
}

#[test]
fn every_feed_is_there_in_every_form() {
    let newsroom = gathered();
    for feed in SECTIONS.iter().chain(&["front-page"]) {
        assert!(items(&newsroom, feed).len() >= 4, "{feed} has too few items");
        for format in ["rss", "atom", "json"] {
            for sibling in ["", ".gz", ".br"] {
                let path = newsroom.path(&format!("feeds/{feed}.{format}{sibling}"));
                assert!(path.is_file(), "{} is missing", path.display());
            }
        }
    }
    let all = newsroom.read("feeds/index.opml");
    for feed in SECTIONS {
        assert!(all.contains(&format!("/feeds/{feed}.")), "{feed} is not in the OPML");
    }
    every_link_of_an_article_opens_here(&newsroom);
}

/// Whoever has only this newsroom comes nowhere by a link to a host that nobody has.
fn every_link_of_an_article_opens_here(newsroom: &Newsroom) {
    const HERE: &str = "http://127.0.0.1:8080/";
    let all: Vec<Value> = SECTIONS.iter().flat_map(|feed| items(newsroom, feed)).collect();
    let pages: BTreeSet<&str> = all.iter().map(|item| item["url"].as_str().unwrap()).collect();
    for item in &all {
        let content = item["content_html"].as_str().unwrap();
        let links = content.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        for link in links.chain(item["url"].as_str()).chain(item["authors"][0]["url"].as_str()) {
            let below = link.strip_prefix(HERE).unwrap_or_else(|| panic!("{link} in {content}"));
            let is_list = below.is_empty() || SECTIONS.contains(&below);
            assert!(is_list || pages.contains(link), "{link} in {content}");
        }
    }
}

#[test]
fn the_future_is_in_no_published_byte() {
    let newsroom = gathered();
    let future: Vec<Value> = future_articles(&newsroom);
    assert!(!future.is_empty(), "the newsroom has no article of the future to hide");
    let secrets: Vec<String> = future
        .iter()
        .flat_map(|article| [&article["title"], &article["id"]])
        .map(|text| text.as_str().unwrap().to_owned())
        .collect();
    for (name, bytes, _) in newsroom.published() {
        if !name.ends_with(".gz") && !name.ends_with(".br") {
            let text = String::from_utf8(bytes).unwrap();
            for secret in &secrets {
                assert!(!text.contains(secret.as_str()), "{name} tells of {secret}");
            }
        }
    }
}

/// What `try` shows of the newsroom that is dated after 2090.
fn future_articles(newsroom: &Newsroom) -> Vec<Value> {
    let tried = newsroom.told(&["try", "--json", "newsroom"]);
    let items = tried["items"].as_array().unwrap().clone();
    assert!(items.len() >= 48);
    items.into_iter().filter(|item| item["published"].as_str().unwrap() > "2090").collect()
}

#[test]
fn an_article_of_two_sections_is_one_article() {
    let newsroom = gathered();
    let mut seen = BTreeSet::new();
    let mut twice = 0;
    for feed in SECTIONS {
        for item in items(&newsroom, feed) {
            twice += usize::from(!seen.insert(item["id"].as_str().unwrap().to_owned()));
        }
    }
    assert!(twice >= 4, "only {twice} articles are in two sections");
    let front: Vec<Value> = items(&newsroom, "front-page");
    let ids: BTreeSet<&str> = front.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), front.len(), "an article is twice on the front page");
    assert!(ids.iter().all(|id| seen.contains(*id)));
}

#[test]
fn a_correction_is_seen_as_text_and_as_data() {
    let newsroom = gathered();
    let corrected: Vec<Value> = SECTIONS
        .iter()
        .flat_map(|feed| items(&newsroom, feed))
        .filter(|item| item["content_html"].as_str().unwrap().contains("class=\"correction\""))
        .collect();
    assert!(!corrected.is_empty(), "no corrected article is published");
    for item in corrected {
        assert!(item["date_modified"].as_str() > item["date_published"].as_str(), "{item}");
    }
}

#[test]
fn a_second_pass_changes_nothing() {
    let newsroom = gathered();
    let before = newsroom.published();
    let second = newsroom.told(&["run", "--json"]);
    let source = &second["sources"][0];
    assert_eq!(source["outcome"], "done");
    for count in ["new", "changed", "withdrawn", "rejected"] {
        assert_eq!(source[count], 0, "{count} in {second}");
    }
    assert_eq!(second["published"]["changed"], 0);
    assert!(newsroom.published() == before, "a second pass changed a file");
}
