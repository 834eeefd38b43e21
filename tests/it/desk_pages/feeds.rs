//! What the desk shows of feeds is what readers get.

use super::newsroom::{Office, TOKEN, unseen};
use crate::program;
use serde_json::json;

const FORMATS: [&str; 3] = ["rss", "atom", "json"];

#[test]
fn every_feed_is_shown_as_readers_have_it() {
    let office = Office::open("[[feed]]\ntitle = \"For an aggregator\"\nslug = \"partner\"\n");
    office.push("one", &["world"]);
    office.push("two", &["world"]);
    office.running.wait_for("/feeds/world.json", |answer| answer.text().contains("Story two"));
    let all = office.here("/desk/feeds");
    assert_eq!(all.status, 200, "{}", all.text());
    let all = all.text();
    for feed in ["front-page", "world", "sports", "partner"] {
        assert!(all.contains(&format!("<a href=\"/desk/feeds/{feed}\">")), "{feed}: {all}");
    }
    assert!(all.contains("<td>let out</td>"), "{all}");
    let page = office.here("/desk/feeds/world").text();
    assert!(page.contains("2 items"), "{page}");
    for format in FORMATS {
        let answer = office.running.get(&format!("/feeds/world.{format}"), "");
        for header in ["etag", "last-modified"] {
            let value = answer.header(header).unwrap().replace('"', "&#34;");
            assert!(page.contains(&value), "{format} {header} {value}: {page}");
        }
        assert!(page.contains(&format!("/feeds/world.{format}\"")), "{format}: {page}");
    }
    for profile in ["msn", "flipboard", "apple-news", "smartnews", "newsbreak", "google-news"] {
        assert!(page.contains(&format!(">{profile}</h3>")), "{profile}: {page}");
    }
    assert_eq!(office.here("/desk/feeds/nothing").status, 404);
}

#[test]
fn it_is_counted_how_often_a_feed_was_answered() {
    let office = Office::open("");
    office.push("one", &["world"]);
    let path = "/feeds/sports.atom";
    let first = office.running.wait_for(path, |answer| answer.status == 200);
    let asked_before = whole_of(&office);
    let tag = format!("If-None-Match: {}\r\n", first.header("etag").unwrap());
    for _ in 0..3 {
        assert_eq!(office.running.get(path, &tag).status, 304);
    }
    for _ in 0..2 {
        assert_eq!(office.running.get(path, "Accept-Encoding: br\r\n").status, 200);
    }
    assert_eq!(whole_of(&office), (asked_before.0 + 2, asked_before.1 + 3));
}

/// What the desk says of the Atom feed of Sports: answers with all of it, and without.
fn whole_of(office: &Office) -> (u64, u64) {
    let page = office.here("/desk/feeds/sports").text();
    let row = page.split("sports.atom</a>").nth(1).unwrap().split("</tr>").next().unwrap();
    let cells = row.split("<td class=\"number\">").skip(1);
    let cells: Vec<&str> = cells.map(|cell| cell.split("</td>").next().unwrap()).collect();
    let [.., whole, unchanged] = cells[..] else { panic!("{row}") };
    (whole.parse().unwrap(), unchanged.parse().unwrap())
}

#[test]
fn a_feed_that_is_held_back_says_why() {
    let office = Office::usual();
    let push = |numbers: std::ops::Range<usize>, section: &str| {
        let item = |number: usize| {
            let key = format!("k{number}");
            json!({"id": key, "title": format!("Headline {number}"), "sections": [section],
                "content_html": format!("<p>What happened in {key}.</p>"),
                "date_published": "2026-11-23T10:00:00Z"})
        };
        let items: Vec<_> = numbers.map(item).collect();
        let body = json!({ "items": items }).to_string();
        let headers = format!(
            "Host: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n",
            body.len()
        );
        let feeds = office.running.feeds();
        let answer = program::send_raw(feeds, "POST", "/api/articles", &headers, &body);
        assert!([200, 201].contains(&answer.status), "{}", answer.text());
    };
    push(0..20, "world");
    office.running.wait_for("/feeds/world.json", |a| a.text().matches("Headline ").count() >= 20);
    push(0..18, "sports");
    let admin = office.running.admin();
    program::wait_for(admin, "/desk/feeds", |page| page.text().contains("held back"));
    let page = office.here("/desk/feeds/world").text();
    assert!(page.contains("world.json is held back"), "{page}");
    assert!(page.contains("collapse"), "the rule is named: {page}");
    assert!(page.contains("Let it out"), "{page}");
    let wrong = office.here("/desk/wrong").text();
    assert!(wrong.contains("<a href=\"/desk/feeds/world\">Look at the feed</a>"), "{wrong}");
    let edna = office.sign_in("edna");
    let seen = office.page("/desk/feeds/world", &edna).text();
    assert!(!seen.contains("Let it out"), "an editor is not offered it: {seen}");
    let wali = office.sign_in("wali");
    let seen = office.page("/desk/feeds", &wali).text();
    assert!(seen.contains("/desk/feeds/world") && !seen.contains("/desk/feeds/sports"), "{seen}");
    assert_eq!(office.page("/desk/feeds/world", &wali).status, 200);
    let other = office.page("/desk/feeds/sports", &wali);
    assert_eq!(other.status, 404, "{}", other.text());
    // Whoever operates it says that it is meant: of this feed, and of no other.
    let omar = office.sign_in("omar");
    assert_eq!(office.form("/desk/feeds/world/let-out", &edna, &[]).status, 403);
    assert_eq!(office.form("/desk/feeds/sports/let-out", &omar, &[]).status, 409);
    let stale = [("held", "world.json: it had 30 items")];
    assert_eq!(office.form("/desk/feeds/world/let-out", &omar, &stale).status, 409);
    let held = unseen(&office.page("/desk/feeds/world", &omar).text(), "held");
    let done = office.form("/desk/feeds/world/let-out", &omar, &[("held", &held)]);
    assert_eq!(done.status, 303, "{}", done.text());
    office.running.wait_for("/feeds/world.json", |feed| {
        let feed: serde_json::Value = serde_json::from_slice(&feed.body).unwrap();
        feed["items"].as_array().unwrap().len() == 2
    });
    program::wait_for(admin, "/desk/feeds/world", |page| !page.text().contains("is held back"));
    let audit = office.page("/desk/audit", &omar).text();
    assert!(audit.contains("let it out with fewer items"), "{audit}");
}
