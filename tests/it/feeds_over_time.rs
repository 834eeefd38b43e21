//! An article of somebody's feed stays the same article from poll to poll:
//! - a name that was given to several pages, or is given anew to each, overwrites nothing, and
//!   stories with one link and no name are told apart
//! - another scheme, a count of edits or a lot drawn at each request in its name changes no id
//! - names of others join nothing: two sources speak of one story only on one page or alike
//! - items without dates keep the order of their feed; a date that holds an article back is told,
//!   and a source may say in which zone its dates are

use crate::loopback;
use crate::site::{Desk, Site};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex};

fn channel(items: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>Wire</title><link>https://wire.example/</link>{items}\
         </channel></rss>"
    )
}

fn item(title: &str, page: &str, guid: &str, hour: u32, text: &str) -> String {
    format!(
        "<item><title>{title}</title><link>{page}</link><guid isPermaLink='false'>{guid}</guid>\
         <pubDate>Mon, 05 Jan 2026 {hour:02}:00:00 GMT</pubDate><description>{text}</description></item>"
    )
}

fn desk(site: &Site) -> Desk {
    Desk::new(&format!("[source.feed]\nurl = \"{}\"", site.url("/feed")))
}

/// The ids of the articles by their titles.
fn ids(desk: &Desk) -> BTreeMap<String, String> {
    let all = desk.articles();
    let ids: BTreeMap<_, _> =
        all.iter().map(|one| (one.title.to_string(), one.id.to_string())).collect();
    assert_eq!(ids.len(), all.len(), "no title twice");
    ids
}

fn story(number: u32, guid: &str) -> String {
    let (title, page) = (format!("Story {number}"), format!("https://wire.example/s{number}"));
    item(&title, &page, guid, number, &format!("Text number {number}."))
}

#[tokio::test]
async fn a_name_of_several_pages_overwrites_nothing() {
    let (site, guid) = (Site::new(), "https://wire.example/spotlight/");
    let desk = desk(&site);
    let poll = |of: &[u32]| channel(&of.iter().map(|n| story(*n, guid)).collect::<String>());
    // Alone it has the name to itself.
    site.put("/feed", poll(&[1]));
    assert_eq!(desk.pass().await["new"], 1);
    let mut seen = ids(&desk);
    for (of, new) in [(&[3, 2, 1][..], 2), (&[4, 3, 2], 1), (&[5], 1), (&[6], 1), (&[6, 5, 1], 0)] {
        desk.later(60);
        site.put("/feed", poll(of));
        let pass = desk.pass().await;
        assert_eq!((&pass["new"], &pass["changed"]), (&new.into(), &0.into()), "{of:?}: {pass}");
        let now = ids(&desk);
        for (title, id) in &seen {
            assert_eq!(now.get(title), Some(id), "{title} after {of:?}");
        }
        seen = now;
    }
    assert_eq!(seen.len(), 6);
    // Edited, each is still itself.
    let edited = poll(&[6, 5, 1]).replace("Text number 1.", "Text number 1, corrected.");
    site.put("/feed", edited);
    let pass = desk.pass().await;
    assert_eq!((&pass["new"], &pass["changed"]), (&0.into(), &1.into()), "{pass}");
    assert_eq!(ids(&desk), seen);
}

#[tokio::test]
async fn a_name_that_is_given_to_the_latest_overwrites_nothing() {
    let site = Site::new();
    let desk = desk(&site);
    let stories = [
        ("Harbour opens after repair", "The harbour opened on Thursday after a long repair."),
        ("Budget passes by two votes", "Parliament passed the budget with a small majority."),
        ("Storm warning for the coast", "Winds of force nine are expected before the evening."),
    ];
    for (number, (title, text)) in stories.into_iter().enumerate() {
        let page = format!("https://wire.example/{number}");
        site.put("/feed", channel(&item(title, &page, "latest", 8 + number as u32, text)));
        assert_eq!(desk.pass().await["new"], 1, "{title}");
        desk.later(60);
    }
    assert_eq!(ids(&desk).len(), 3);
    // A page that moved under a name of its own is the same article.
    let (title, text) = stories[0];
    for page in ["https://wire.example/a", "https://wire.example/moved"] {
        site.put("/feed", channel(&item(&format!("{title} once more"), page, "own", 12, text)));
        desk.pass().await;
    }
    assert_eq!(ids(&desk).len(), 4);
}

#[tokio::test]
async fn a_name_that_stories_without_a_page_share_overwrites_none_of_them() {
    let told = |number: u32, link: &str| {
        let (title, text) = match number {
            0 => ("Market burns", "The hall burned down."),
            1 => ("Limes are dear", "A crate costs nine rupees."),
            _ => ("Pass is closed", "Snow lies on it."),
        };
        let item = item(title, "PAGE", "N/A", 8 + number, text);
        item.replace("<link>PAGE</link>", link)
    };
    for link in ["", "<link>N/A</link>"] {
        let all = |of: &[u32]| channel(&of.iter().map(|n| told(*n, link)).collect::<String>());
        for polls in [&[&[1, 0][..], &[2, 1, 0]][..], &[&[0], &[1], &[2]], &[&[2, 1, 0], &[2]]] {
            let site = Site::new();
            let desk = desk(&site);
            let mut seen = BTreeMap::new();
            for of in polls {
                site.put("/feed", all(of));
                let pass = desk.pass().await;
                assert!(pass["changed"] == 0 && pass["rejected"] == 0, "{polls:?}: {pass}");
                let now = ids(&desk);
                assert!(seen.iter().all(|(title, id)| now.get(title) == Some(id)), "{polls:?}");
                seen = now;
                desk.later(60);
            }
            assert_eq!(seen.len(), 3, "{link} {polls:?}");
        }
    }
    // What is only written anew is the same.
    let site = Site::new();
    let desk = desk(&site);
    for (title, hour) in [("Ferry runs late", 8), ("Ferry runs late again", 9)] {
        let item = item(title, "PAGE", "own", hour, "It waits for the tide, as it does each day.");
        site.put("/feed", channel(&item.replace("<link>PAGE</link>", "")));
        desk.pass().await;
        desk.later(60);
    }
    assert_eq!(ids(&desk).len(), 1);
}

#[tokio::test]
async fn what_is_no_part_of_a_name_changes_no_id() {
    let page = "https://wire.example/one";
    let names = [
        [
            ("http://wire.example/?p=1", "http://wire.example/one"),
            ("https://wire.example/?p=1", page),
        ],
        [("https://wire.example/one#0", page), ("https://wire.example/one#1", page)],
        [("5f1c0a7e", page), ("c09d3b21", page)],
    ];
    for [(first, first_page), (second, second_page)] in names {
        let site = Site::new();
        let desk = desk(&site);
        let other = story(2, "2");
        let of = |guid: &str, page: &str, text: &str| {
            channel(&[item("Boats leave", page, guid, 9, text), other.clone()].concat())
        };
        site.put("/feed", of(first, first_page, "Twelve boats left port at dawn."));
        assert_eq!(desk.pass().await["new"], 2);
        let before = ids(&desk);
        desk.later(60);
        site.put(
            "/feed",
            of(second, second_page, "Thirteen went out before dawn, the harbour master said."),
        );
        let pass = desk.pass().await;
        assert_eq!((&pass["new"], &pass["changed"]), (&0.into(), &1.into()), "{second}: {pass}");
        assert_eq!(ids(&desk), before, "{second}");
        // The old name again is the same too.
        site.put("/feed", of(first, first_page, "Fourteen."));
        assert_eq!(desk.pass().await["new"], 0, "{first}");
    }
}

#[tokio::test]
async fn two_stories_on_one_page_stay_two() {
    let (site, page) = (Site::new(), "https://wire.example/live");
    let desk = desk(&site);
    let update = |n: u32| item(&format!("Update {n}"), page, &format!("u{n}"), n, "It goes on.");
    site.put("/feed", channel(&update(1)));
    desk.pass().await;
    site.put("/feed", channel(&[update(2), update(1)].concat()));
    desk.pass().await;
    site.put("/feed", channel(&[update(3), update(2)].concat()));
    desk.pass().await;
    assert_eq!(ids(&desk).len(), 3);
}

#[tokio::test]
async fn stories_that_have_nothing_but_one_link_are_told_apart_by_what_they_say() {
    for page in ["https://wire.example/", "https://wire.example/status"] {
        let site = Site::new();
        let desk = desk(&site);
        let notice = |title: &str, hour: u32, text: &str| {
            format!(
                "<item><title>{title}</title><link>{page}</link><pubDate>Mon, 05 Jan 2026 \
                 {hour:02}:00:00 GMT</pubDate><description>{text}</description></item>"
            )
        };
        let one = || notice("Ferry is late", 5, "By an hour.");
        let two = || notice("Ferry sails again", 6, "Since six.");
        // The same words at another hour are another notice.
        let three = || notice("Ferry is late", 7, "By an hour.");
        let polls = [
            (one(), 1),
            ([two(), one()].concat(), 1),
            ([two(), one()].concat(), 0),
            ([three(), two(), one()].concat(), 1),
            (two(), 0),
        ];
        let mut seen = BTreeMap::new();
        for (poll, (items, new)) in polls.into_iter().enumerate() {
            desk.later(60);
            site.put("/feed", channel(&items));
            let pass = desk.pass().await;
            assert!(pass["new"] == new && pass["changed"] == 0, "{page} {poll}: {pass}");
            let now: BTreeMap<_, _> = desk
                .articles()
                .iter()
                .map(|one| (one.id.to_string(), (one.title.to_string(), one.published)))
                .collect();
            assert!(seen.iter().all(|(id, said)| now.get(id) == Some(said)), "{page} {poll}");
            seen = now;
        }
        // An edit of the one that is there alone is no other story.
        let desk = self::desk(&site);
        site.put("/feed", channel(&one()));
        desk.pass().await;
        desk.later(60);
        site.put("/feed", channel(&one().replace("is late", "is very late")));
        let pass = desk.pass().await;
        assert!(pass["new"] == 0 && pass["changed"] == 1, "{page}: {pass}");
    }
}

#[tokio::test]
async fn the_names_of_others_join_nothing() {
    let site = Site::new();
    let guid = "http://localhost/?p=12";
    let bbc = "https://paper.example/?p=7";
    let opens = item("Harbour opens", "https://harbour.example/opens", guid, 9, "It opened.");
    let own = item("Ferry fares frozen", "https://paper.example/fares", bbc, 9, "Fares stay.");
    site.put("/feed", channel(&[opens, own.clone()].concat()));
    let budget = item("Budget passes", "https://ministry.example/budget", guid, 9, "It passed.");
    let claimed = item("Buy gold", "https://spam.example/gold", bbc, 10, "Gold is cheap today.");
    let seized =
        item("Swindle at the port", "https://harbour.example/opens", "s1", 10, "No ship came.");
    let seized_by_name =
        item("Ferries for sale", "https://paper.example/fares", bbc, 10, "All of them.");
    site.put("/other", channel(&[budget, claimed].concat()));
    site.put("/third", channel(&[seized, seized_by_name].concat()));
    site.put("/copy", channel(&own));
    let source = |name: &str| {
        format!(
            "[[source]]\nname = \"{name}\"\nschedule = \"@hourly\"\nsections = [\"world\"]\n\
             feed.url = \"{}\"\n",
            site.url(&format!("/{name}"))
        )
    };
    let first = format!("[source.feed]\nurl = \"{}\"\n", site.url("/feed"));
    let desk = Desk::new(&[first, source("other"), source("third"), source("copy")].concat());
    for source in &desk.pipeline.settings().sources {
        desk.pipeline.gatherer.gather(source).await;
    }
    let titles: Vec<String> = ids(&desk).into_keys().collect();
    let all = [
        "Budget passes",
        "Buy gold",
        "Ferries for sale",
        "Ferry fares frozen",
        "Harbour opens",
        "Swindle at the port",
    ];
    assert_eq!(titles, all);
}

#[tokio::test]
async fn where_a_redirect_leads_changes_no_article() {
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>W</title><id>x</id>\
        <updated>2026-01-05T08:00:00Z</updated><link href='https://wire.example/'/>\
        <entry><id>tag:wire.example,2026:1</id><title>Story</title><link href='https://wire.example/1'/>\
        <updated>2026-01-05T08:00:00Z</updated><content type='html'>&lt;a href='/x'&gt;x&lt;/a&gt;</content></entry></feed>";
    for feed in [channel(&story(1, "1")), atom.to_owned()] {
        let turn = Arc::new(Mutex::new(0));
        let (server, _) = loopback::serve(move |head, to| {
            if head.starts_with("GET /feed") {
                let mut turn = turn.lock().unwrap();
                *turn += 1;
                return write!(
                    to,
                    "HTTP/1.1 302 Found\r\nLocation: /mirror{turn}/feed?signature={turn}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                );
            }
            let length = feed.len();
            write!(
                to,
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{feed}"
            )
        });
        let desk = Desk::new(&format!("[source.feed]\nurl = \"http://{server}/feed\""));
        assert_eq!(desk.pass().await["new"], 1);
        desk.later(60);
        let pass = desk.pass().await;
        assert_eq!((&pass["new"], &pass["changed"]), (&0.into(), &0.into()), "{pass}");
    }
}

#[tokio::test]
async fn items_without_dates_keep_the_order_of_their_feed() {
    let undated = |numbers: &[u32]| {
        let item = |n: &u32| {
            format!("<item><title>Story {n}</title><link>https://wire.example/{n}</link></item>")
        };
        channel(&numbers.iter().map(item).collect::<String>())
    };
    let site = Site::new();
    let desk = desk(&site);
    site.put("/feed", undated(&[5, 4, 3, 2, 1]));
    desk.pass().await;
    desk.later(60);
    site.put("/feed", undated(&[7, 6, 5, 4, 3]));
    desk.pass().await;
    let titles: Vec<String> = desk.articles().iter().map(|one| one.title.to_string()).collect();
    assert_eq!(titles, [7, 6, 5, 4, 3, 2, 1].map(|n| format!("Story {n}")));
}

#[tokio::test]
async fn an_item_without_a_date_is_no_newer_than_what_stands_above_it() {
    let told = |n: u32| story(n, &format!("https://wire.example/s{n}"));
    let undated = |n: u32| {
        let item = told(n);
        let (before, rest) = item.split_once("<pubDate>").unwrap();
        format!("{before}{}", rest.split_once("</pubDate>").unwrap().1)
    };
    let order = |items: String| async move {
        let site = Site::new();
        site.put("/feed", channel(&items));
        let desk = desk(&site);
        desk.pass().await;
        let titles: Vec<String> = desk.articles().iter().map(|one| one.title.to_string()).collect();
        titles.join(" ").replace("Story ", "")
    };
    let goes_down = [told(9), undated(8), undated(7), told(6), undated(5)].concat();
    assert_eq!(order(goes_down).await, "9 8 7 6 5");
    assert_eq!(order([undated(9), told(8), undated(7)].concat()).await, "9 8 7");
    // In a feed of another order nothing says so.
    let goes_up = [told(2), told(3), undated(4)].concat();
    assert_eq!(order(goes_up).await, "4 3 2");
}

#[tokio::test]
async fn a_date_that_holds_an_article_back_is_told() {
    let site = Site::new();
    let dated = |date: &str| {
        channel(&format!(
            "<item><title>A</title><guid>https://wire.example/a</guid><pubDate>{date}</pubDate></item>"
        ))
    };
    // The clock stands at noon.
    site.put("/feed", dated("Mon, 05 Jan 2026 16:55:00 GMT"));
    let ahead = desk(&site);
    let warnings = ahead.pass().await["warnings"].to_string();
    assert!(warnings.contains("held back until 2026-01-05 16:55:00 UTC"), "{warnings}");
    assert!(warnings.contains("up to 5 h ahead") && warnings.contains("`timezone`"), "{warnings}");
    site.put("/feed", dated("Sat, 16 Nov 2041 19:11:00 GMT"));
    let mistyped = desk(&site);
    let warnings = mistyped.pass().await["warnings"].to_string();
    assert!(warnings.contains("held back until 2041-11-16"), "{warnings}");
    assert!(!warnings.contains("h ahead"), "{warnings}");
    site.put("/feed", dated("Mon, 05 Jan 2026 11:00:00 GMT"));
    assert_eq!(desk(&site).pass().await["warnings"], serde_json::json!([]));
}

#[tokio::test]
async fn a_source_says_in_which_zone_its_dates_are() {
    let site = Site::new();
    let item = |name: &str, date: &str| {
        format!(
            "<item><title>{name}</title><guid>https://wire.example/{name}</guid><pubDate>{date}</pubDate></item>"
        )
    };
    let naive = item("naive", "2026-01-05 15:00:00");
    let zoned = item("zoned", "Mon, 05 Jan 2026 10:00:00 GMT");
    site.put("/feed", channel(&[naive, zoned].concat()));
    let source =
        format!("timezone = \"Asia/Karachi\"\n[source.feed]\nurl = \"{}\"", site.url("/feed"));
    let desk = Desk::new(&source);
    desk.pass().await;
    let dates: Vec<_> = desk.articles().iter().map(|one| one.published.to_rfc3339()).collect();
    assert_eq!(dates, ["2026-01-05T10:00:00+00:00"; 2]);
}
