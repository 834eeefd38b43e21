//! Promise: an address that is drawn at each request names no other article.
//! - a session, a signature or a count of visits in it makes nothing new and changes nothing;
//!   what is shown is the address that stands there now
//! - a story of another time or with other words is another, and so is one that stands beside it

use crate::site::{Desk, Site};
use pressroom::article::Article;

fn desk(site: &Site) -> Desk {
    Desk::new(&format!("[source.feed]\nurl = \"{}\"", site.url("/feed")))
}

fn channel(items: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>Wire</title><link>https://wire.example/</link>{items}\
         </channel></rss>"
    )
}

const BESIDE: &str = "<item><title>Beside</title><link>https://wire.example/beside</link>\
    <pubDate>Mon, 05 Jan 2026 08:00:00 GMT</pubDate><description>Another.</description></item>";

/// What an item is, but for its address: its date, and its words.
fn at(page: &str, date: &str, words: &str) -> String {
    let page = page.replace('&', "&amp;");
    format!(
        "<item><title>Fish market to be rebuilt</title><link>https://wire.example/{page}</link>\
         {date}<description>{words}</description></item>"
    )
}

const MONDAY: &str = "<pubDate>Mon, 05 Jan 2026 09:00:00 GMT</pubDate>";

#[tokio::test]
async fn an_address_that_is_drawn_at_each_request_makes_no_other_article() {
    let short = "Short text of it.";
    let long = (0..60).map(|n| format!("w{}ord", n * 7919 % 997)).collect::<Vec<_>>().join(" ");
    let tells_by_itself = [
        ["a?X-Amz-Signature=12&X-Amz-Date=1", "a?X-Amz-Signature=45&X-Amz-Date=2"],
        ["a?Signature=x1&Expires=1&Key-Pair-Id=K", "a?Signature=z9&Expires=7&Key-Pair-Id=K"],
        ["a?PHPSESSID=ab12", "a?PHPSESSID=cd34"],
        ["a?id=7&sid=8f3acc21", "a?id=7&sid=01b2c9d4"],
        ["a;jsessionid=1F", "a;jsessionid=2E"],
        ["a/b;jsessionid=1F.node1?id=7", "a/b?id=7"],
        ["a?ASPSESSIONIDQQ=AB", "a?ASPSESSIONIDRR=CD"],
    ];
    let by_its_date = [
        ["a?sid=1", "a?sid=2"],
        ["~r/1", "~r/2"],
        ["a/", "a/index.html"],
        ["2026/1", "news/2026/1"],
    ];
    let dated = tells_by_itself.iter().chain(&by_its_date).map(|pages| (pages, MONDAY));
    for (pages, date) in dated.chain(tells_by_itself.iter().map(|pages| (pages, ""))) {
        for words in [short, &long] {
            let site = Site::new();
            let desk = desk(&site);
            site.put("/feed", channel(&[at(pages[0], date, words), BESIDE.to_owned()].concat()));
            assert_eq!(desk.pass().await["new"], 2);
            let before = desk.articles();
            for page in [pages[1], pages[0], pages[1]] {
                desk.later(60);
                site.put("/feed", channel(&[at(page, date, words), BESIDE.to_owned()].concat()));
                let pass = desk.pass().await;
                assert_eq!((&pass["new"], &pass["changed"]), (&0.into(), &0.into()), "{page}");
                let after = desk.articles();
                let facts = |all: &[Article]| -> Vec<_> {
                    all.iter().map(|one| (one.id.to_string(), one.published, one.updated)).collect()
                };
                assert_eq!(facts(&before), facts(&after), "{page} {date}");
                let shown = format!("https://wire.example/{page}");
                let is_shown = |one: &Article| one.url.as_ref().unwrap().as_str() == shown;
                assert!(after.iter().any(is_shown), "{shown} is what stands there now");
            }
        }
    }
}

#[tokio::test]
async fn a_site_that_has_moved_brings_nothing_again_and_a_headline_may_be_rewritten() {
    let site = Site::new();
    let desk = desk(&site);
    let at = |page: &str| {
        let item = at("2026/1", MONDAY, "Short text of it.");
        item.replace("https://wire.example/2026/1", page)
    };
    let headed = |title: &str, guid: &str| {
        let item = at("https://new.example/2026/1");
        let item = item.replace("Fish market to be rebuilt", title);
        item.replace("<link>", &format!("<guid isPermaLink='false'>{guid}</guid><link>"))
    };
    for (items, new, changed) in [
        (at("https://wire.example/2026/1"), 1, 0),
        (at("https://new.example/2026/1"), 0, 0),
        (headed("Fish market to be rebuilt", "r1"), 0, 0),
        (headed("Wholly another headline", "r2"), 0, 1),
    ] {
        desk.later(60);
        site.put("/feed", channel(&items));
        let pass = desk.pass().await;
        assert!(pass["new"] == new && pass["changed"] == changed, "{items}: {pass}");
    }
}

#[tokio::test]
async fn a_like_story_at_another_address_is_another() {
    let tuesday = &MONDAY.replace("Mon, 05", "Sun, 04");
    let (short, other) = ("Short text of it.", "Another short text.");
    for (first, second) in [
        (at("a?id=1", MONDAY, short), at("a?id=2", tuesday, short)),
        (at("a?id=1", MONDAY, short), at("a?id=2", MONDAY, other)),
        (at("a?id=1", "", short), at("a?id=2", "", short)),
        (at("a?sid=1", "", short), at("a?sid=2", "", short)),
        (at("a", MONDAY, short), [at("b", MONDAY, short), at("a", MONDAY, short)].concat()),
    ] {
        let site = Site::new();
        let desk = desk(&site);
        site.put("/feed", channel(&first));
        assert_eq!(desk.pass().await["new"], 1);
        desk.later(60);
        site.put("/feed", channel(&second));
        assert_eq!(desk.pass().await["new"], 1, "{second}");
    }
}
