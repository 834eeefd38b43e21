//! Promise: `pressroom discover` says by which ways a site's articles can come in.
//! - feeds that the page links to, with title, number of items and newest date; what
//!   is linked and broken is told with its reason;
//! - well-known places are asked only where nothing is linked;
//! - sitemaps that `robots.txt` names, down an index, those for news told apart;
//! - lists of articles, with a selector, and only when their articles can be read;
//! - the block that it prints is accepted by `check`, and by `run`;
//! - `robots.txt` counts, and no host that is not public is asked unless the
//!   configuration lets it through.

use crate::program::Newsroom;
use crate::site::{LONG, Site, article_page, listing};
use serde_json::Value;

const HEADLINES: [(&str, &str); 4] = [
    ("/news/boats-come-home-late", "The boats of the harbour come home late"),
    ("/news/quay-closed-for-repair", "The old quay is closed for a long repair"),
    ("/news/fish-price-doubles-again", "The price of fish doubles once again"),
    ("/news/storm-warning-lifted", "The warning of a storm has been lifted"),
];

const DESK: &str = "[[section]]\ntitle = \"Coast\"\n[[section]]\ntitle = \"World\"\n\
    [[source]]\nname = \"desk\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
    [source.folder]\npath = \"articles\"\n";

fn newsroom() -> Newsroom {
    let fetch = "[fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\n";
    let newsroom = Newsroom::new(&format!("{fetch}{DESK}"));
    newsroom.write("articles/.gitkeep", "");
    newsroom
}

fn newspaper(head: &str) -> Site {
    let site = Site::new();
    let page = listing(&HEADLINES).replace(
        "<html>",
        &format!("<html><head><title>The Harbour &amp; Post</title>{head}</head>"),
    );
    site.put("/", page);
    for (path, title) in HEADLINES {
        site.put(path, article_page(title, "It was so."));
    }
    site
}

fn feed(title: &str, text: &str, days: &[u32]) -> String {
    let items: String = days
        .iter()
        .map(|day| {
            format!(
                "<item><title>Day {day}</title><guid>{day}</guid><description>{text}</description>\
                 <pubDate>{day:02} Jan 2026 10:00:00 GMT</pubDate></item>"
            )
        })
        .collect();
    format!("<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>")
}

fn kinds(told: &Value) -> Vec<&str> {
    told["ways"].as_array().unwrap().iter().map(|way| way["kind"].as_str().unwrap()).collect()
}

/// Adds the printed block to the configuration, and lets `check` judge it.
fn accepted(newsroom: &Newsroom, told: &Value) {
    let block = told["source"].as_str().unwrap();
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &format!("{config}\n{block}"));
    newsroom.ended(&["check"], 0);
}

#[test]
fn linked_feeds_are_the_way_in() {
    let site = newspaper(
        "<link rel='alternate' type='application/rss+xml' href='/comments.rss'>\
         <link rel='ALTERNATE' type='application/atom+xml; charset=utf-8' href='/gone.atom'>\
         <link rel='alternate' type='application/rss+xml' href='main.rss'>\
         <link rel='alternate' type='application/rss+xml' href='/main.rss'>\
         <link rel='alternate' hreflang='ur' href='/ur'>\
         <link rel='alternate' type='application/json' href='/wp-json/post/1'>",
    );
    site.put("/main.rss", feed("Main & news", "Short.", &[3, 5, 4]));
    site.put("/comments.rss", feed("Comments on: everything", &LONG.repeat(3), &[5, 6]));
    let newsroom = newsroom();
    let told = newsroom.told(&["discover", &site.url("/"), "--json", "--sections", "coast,world"]);
    assert_eq!(kinds(&told), ["feed", "feed", "listing"], "{told}");
    let best = &told["ways"][0];
    assert_eq!(best["address"], site.url("/main.rss").as_str());
    assert_eq!((&best["items"], &best["summaries"]), (&3.into(), &true.into()));
    assert_eq!(best["title"], "Main & news");
    assert_eq!(best["newest"], "2026-01-05T10:00:00Z");
    assert_eq!(told["title"], "The Harbour & Post");
    let dead = told["dead"].as_array().unwrap();
    assert_eq!(dead.len(), 1, "{told}");
    assert!(dead[0]["reason"].as_str().unwrap().contains("404"), "{told}");
    let block = told["source"].as_str().unwrap();
    for line in ["sections = [\"coast\", \"world\"]", "[source.feed]", "full_text = true"] {
        assert!(block.contains(line), "{block}");
    }
    for guess in ["/feed", "/rss.xml", "/ur", "/wp-json/post/1"] {
        assert_eq!(site.asked(guess), 0, "{guess}");
    }
    assert_eq!((site.asked("/main.rss"), site.asked("/robots.txt")), (1, 1));
    accepted(&newsroom, &told);
    // For people: a table, what is dead, and the same block.
    let said = newsroom.ended(&["discover", &site.url("/")], 0);
    assert!(said.contains("feed of summaries") && said.contains("gone.atom"), "{said}");
    assert!(said.contains("[[source]]\nname = \"127-0-0-1-2\""), "{said}");
}

#[test]
fn places_are_guessed_only_where_no_feed_is_linked() {
    let site = newspaper("<link rel='alternate' type='application/rss+xml' href='/gone.rss'>");
    // A page in the place of a feed is no feed.
    site.put("/feed", "<html><p>Not found, says this page with status 200</p></html>");
    site.put("/rss.xml", feed("Found", &LONG.repeat(3), &[2, 1]));
    site.put("/feed.xml", feed("Not asked for", "x", &[1]));
    let told = newsroom().told(&["discover", &site.url("/"), "--json"]);
    assert_eq!(kinds(&told), ["feed", "listing"], "{told}");
    assert_eq!(told["ways"][0]["address"], site.url("/rss.xml").as_str());
    assert_eq!(told["ways"][0]["summaries"], false);
    assert_eq!(site.asked("/feed.xml"), 0);
    assert_eq!(told["dead"].as_array().unwrap().len(), 1, "{told}");
}

#[test]
fn sitemaps_are_told_apart_down_an_index() {
    let site = newspaper("");
    let url = |path: &str| site.url(path);
    site.put(
        "/robots.txt",
        format!("User-agent: *\nDisallow: /feed\nSitemap: {}\n", url("/map.xml")),
    );
    let index: String = ["/pages.xml", "/old.xml", "/older.xml", "/google-news.xml"]
        .iter()
        .zip([4, 3, 2, 1])
        .map(|(path, day)| {
            format!("<sitemap><loc>{}</loc><lastmod>2026-01-0{day}</lastmod></sitemap>", url(path))
        })
        .collect();
    site.put("/map.xml", format!("<sitemapindex>{index}</sitemapindex>"));
    site.put(
        "/google-news.xml",
        format!(
            "<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>{}</loc>\
             <news:news><news:publication_date>2026-01-05T09:00:00Z</news:publication_date>\
             <news:title>Boats</news:title></news:news></url></urlset>",
            url(HEADLINES[0].0)
        ),
    );
    let pages = "<urlset><url><loc>/about</loc><lastmod>2026-01-04</lastmod></url></urlset>";
    site.put("/pages.xml", pages);
    site.put("/old.xml", "no sitemap at all");
    let newsroom = newsroom();
    let told = newsroom.told(&["discover", &url("/"), "--json"]);
    assert_eq!(kinds(&told), ["news-sitemap", "listing", "sitemap", "sitemap-index"], "{told}");
    assert_eq!(told["ways"][0]["title"], "Boats");
    assert_eq!(told["ways"][3]["items"], 4);
    assert_eq!((site.asked("/older.xml"), site.asked("/feed")), (0, 0));
    assert!(told["dead"][0]["address"].as_str().unwrap().ends_with("/old.xml"), "{told}");
    assert!(told["source"].as_str().unwrap().contains("[source.sitemap]"), "{told}");
    accepted(&newsroom, &told);
}

#[test]
fn a_list_of_articles_is_a_way_when_they_can_be_read() {
    let site = newspaper("");
    let newsroom = newsroom();
    let told = newsroom.told(&["discover", &site.url("/"), "--json"]);
    assert_eq!(kinds(&told), ["listing"], "{told}");
    let way = &told["ways"][0];
    assert_eq!((&way["items"], &way["links"]), (&4.into(), &"main h2 a".into()));
    assert_eq!(way["newest"], "2026-01-05T10:00:00Z");
    assert_eq!(HEADLINES.iter().filter(|(path, _)| site.asked(path) == 1).count(), 3);
    accepted(&newsroom, &told);
    newsroom.ended(&["run"], 0);
    assert!(newsroom.read("feeds/coast.rss").contains(HEADLINES[0].1));

    let empty = Site::new();
    empty.put("/", listing(&HEADLINES));
    let told = newsroom.told(&["discover", &empty.url("/"), "--json"]);
    assert_eq!((kinds(&told), &told["source"]), (vec![], &Value::Null), "{told}");
    assert!(newsroom.ended(&["discover", &empty.url("/")], 1).contains("no list of articles"));
}

#[test]
fn an_address_that_is_a_feed_is_taken_for_one() {
    let site = Site::new();
    site.put("/news.rss", feed("News", &LONG.repeat(3), &[1, 2]));
    let told = newsroom().told(&["discover", &site.url("/news.rss"), "--json"]);
    assert_eq!(kinds(&told), ["feed"]);
    assert_eq!(site.asked("/news.rss"), 1);
}

#[test]
fn nobody_is_asked_who_should_not_be() {
    let closed = newspaper("");
    closed.put("/robots.txt", "User-agent: *\nDisallow: /\n");
    let newsroom = newsroom();
    let told = newsroom.told(&["discover", &closed.url("/"), "--json"]);
    assert!(told["dead"][0]["reason"].as_str().unwrap().contains("robots.txt"), "{told}");
    assert_eq!((closed.asked("/"), closed.asked("/feed"), closed.asked("/robots.txt")), (0, 0, 1));
    // The file names no sitemap, and the one where all have theirs may be looked for.
    assert!(closed.requests() <= 2);

    let inside = newspaper("");
    let strict = Newsroom::new(DESK);
    strict.write("articles/.gitkeep", "");
    let said = strict.ended(&["discover", &inside.url("/")], 1);
    assert!(said.contains("allow_hosts"), "{said}");
    assert_eq!(inside.requests(), 0);
}
