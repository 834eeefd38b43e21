//! What `full_text` does for a feed that brings only summaries:
//! - each new item's page is asked for once, over any number of polls
//! - the text comes from the page; title, date and authors stay the feed's
//! - a page that fails leaves the feed's own text, is tried three times, then no more
//! - of how many items the page could not be used is told, with the first and why
//! - a page that says nothing of the item (a notice, a login, another story) fails as well
//! - pages that nobody asked for, because their host is to be left alone, have not failed
//! - a feed whose items differ only in what nobody sees asks for no page again
//! - an item that really changed is read once more
//! - what the source's rules keep out whatever its text is asks for no page; where only the text
//!   can tell, the page is asked for
//! - what `robots.txt` forbids is not asked for; feeds themselves are not its matter

use crate::site::{Desk, Site, article_page};

/// A feed of these items, as path and title, with a mark that nobody sees.
fn feed(site: &Site, items: &[(&str, &str)], mark: u32) -> String {
    let items: String = items
        .iter()
        .map(|(path, title)| {
            format!(
                "<item><guid isPermaLink='false'>{path}</guid><title>{title}</title>\
                 <link>{}</link><author>a@b.example (Ada)</author>\
                 <pubDate>Mon, 05 Jan 2026 09:00:00 GMT</pubDate>\
                 <slash:comments xmlns:slash='http://purl.org/rss/1.0/modules/slash/'>{mark}</slash:comments>\
                 <description>The feed's own words.</description></item>",
                site.url(path)
            )
        })
        .collect();
    format!(
        "<rss version='2.0'><channel><title>Wire</title>{items}<ttl>{mark}</ttl></channel></rss>"
    )
}

const ITEMS: [(&str, &str); 2] = [("/a", "First of the feed"), ("/b", "Second of the feed")];

fn wire() -> Site {
    let site = Site::new();
    site.put("/feed", feed(&site, &ITEMS, 1));
    site.put("/a", article_page("First of the page", "All of it."));
    site.put("/b", article_page("Second of the page", "All of it."));
    site
}

fn desk(site: &Site) -> Desk {
    Desk::new(&format!("[source.feed]\nurl = \"{}\"\nfull_text = true\n", site.url("/feed")))
}

#[tokio::test]
async fn a_page_that_says_nothing_of_the_item_is_not_its_text() {
    for notice in [
        "<h1>Checking your browser</h1><p>The site needs to review the security of your connection before it goes on, so please wait.</p><p>Please switch on scripts and cookies, and load it again when you have done that.</p>",
        "<h1>Log in</h1><p>Only who has paid may go on here, and whoever has may do so with name and password.</p><p>Nobody else can read what stands behind this notice.</p>",
    ] {
        let site = wire();
        site.put("/a", format!("<!doctype html><html><head><title>Just a moment</title></head><body>{notice}</body></html>"));
        let desk = desk(&site);
        assert_eq!(desk.pass().await["new"], 2);
        let articles = desk.articles();
        let texts: Vec<&str> = articles.iter().map(|article| article.content.as_str()).collect();
        let own = texts.iter().filter(|text| text.contains("own words")).count();
        assert_eq!(own, 1, "{texts:?}");
        assert!(
            !texts.iter().any(|text| text.contains("notice") || text.contains("wait")),
            "{texts:?}"
        );
    }
}

#[tokio::test]
async fn each_page_is_asked_for_once_over_three_polls() {
    let site = wire();
    let desk = desk(&site);
    assert_eq!(desk.pass().await["new"], 2);
    // The same items in other bytes, twice.
    for mark in [2, 3] {
        site.put("/feed", feed(&site, &ITEMS, mark));
        let pass = desk.pass().await;
        assert_eq!((&pass["new"], &pass["changed"]), (&0.into(), &0.into()), "{pass}");
    }
    assert_eq!((site.asked("/feed"), site.asked("/a"), site.asked("/b")), (3, 1, 1));
    for article in desk.articles() {
        assert!(article.content.as_str().contains("quiet in the morning"), "{article:?}");
        assert!(article.title.as_str().ends_with("of the feed"));
        assert!(article.published.to_rfc3339().starts_with("2026-01-05T09:00"));
        assert_eq!(article.authors[0].name.as_str(), "Ada");
        assert_eq!(article.summary.as_str(), "The feed's own words.");
    }
}

#[tokio::test]
async fn a_new_item_and_a_changed_one_are_read() {
    let site = wire();
    let desk = desk(&site);
    desk.pass().await;
    site.put("/c", article_page("Third", "All of it."));
    let items = [("/c", "Third of the feed"), ("/a", "First of the feed, corrected"), ITEMS[1]];
    site.put("/feed", feed(&site, &items, 1));
    let pass = desk.pass().await;
    assert_eq!((&pass["new"], &pass["changed"]), (&1.into(), &1.into()), "{pass}");
    assert_eq!((site.asked("/a"), site.asked("/b"), site.asked("/c")), (2, 1, 1));
}

#[tokio::test]
async fn a_failed_page_leaves_the_feeds_text_and_is_given_up() {
    let site = wire();
    site.put_with("/a", 500, "oops");
    site.put("/b", "<html><body></body></html>");
    let desk = desk(&site);
    let first = desk.pass().await;
    assert_eq!((&first["new"], &first["rejected"]), (&2.into(), &0.into()), "{first}");
    let told = first["warnings"].to_string();
    assert!(told.contains("2 of 2") && told.contains("/a: status 500"), "{told}");
    for _ in 0..5 {
        desk.later(30);
        assert_eq!(desk.pass().await["outcome"], "done");
    }
    assert_eq!((site.asked("/a"), site.asked("/b")), (3, 3));
    let articles = desk.articles();
    assert_eq!(articles.len(), 2);
    assert!(articles.iter().all(|one| one.content.as_str().contains("feed's own words")));
    // Nobody asks again, not even when the feed counts its comments.
    site.put("/feed", feed(&site, &ITEMS, 9));
    desk.pass().await;
    assert_eq!((site.asked("/a"), site.asked("/b")), (3, 3));
}

#[tokio::test]
async fn a_page_that_waits_for_its_host_has_not_failed() {
    let (site, pages) = (Site::new(), Site::new());
    site.put("/feed", feed(&pages, &ITEMS, 1));
    pages.put_with("/a", 429, "slowly");
    pages.put("/b", article_page("Second of the page", "All of it."));
    let desk = desk(&site);
    for _ in 0..5 {
        assert_eq!(desk.pass().await["outcome"], "done");
    }
    assert_eq!(pages.asked("/a"), 1);
    pages.put("/a", article_page("First of the page", "All of it."));
    desk.later(24 * 60);
    desk.pass().await;
    let articles = desk.articles();
    assert!(
        articles.iter().all(|one| one.content.as_str().contains("quiet in the morning")),
        "{articles:?}"
    );
}

#[tokio::test]
async fn a_page_that_comes_back_is_taken() {
    let site = wire();
    site.put_with("/a", 503, "later");
    let desk = desk(&site);
    desk.pass().await;
    site.put("/a", article_page("First", "All of it."));
    desk.later(30);
    let second = desk.pass().await;
    assert_eq!(second["changed"], 1, "{second}");
    desk.pass().await;
    assert_eq!((site.asked("/a"), site.asked("/b")), (2, 1));
    assert!(
        desk.articles().iter().all(|one| one.content.as_str().contains("quiet in the morning"))
    );
}

#[tokio::test]
async fn a_page_with_less_than_the_feed_says_is_not_taken() {
    let site = wire();
    site.put("/a", "<article><p>Subscribe!</p></article>");
    let desk = desk(&site);
    desk.pass().await;
    let articles = desk.articles();
    let first = articles.iter().find(|one| one.title.as_str().starts_with("First")).unwrap();
    assert!(first.content.as_str().contains("feed's own words"), "{first:?}");
}

#[tokio::test]
async fn what_is_kept_out_anyway_asks_for_no_page() {
    for (rules, new, asked) in [
        ("[[source.drop]]\ntitle = [\"second\"]\n", 1, (1, 0)),
        ("[[source.drop]]\naddress = [\"/b$\"]\nauthor = [\"ada\"]\n", 1, (1, 0)),
        ("[[source.keep]]\ntitle = [\"first\"]\n", 1, (1, 0)),
        ("[[source.keep]]\ntitle = [\"first\"]\ntext = [\"quiet in the morning\"]\n", 1, (1, 0)),
        ("[[source.keep]]\ntext = [\"quiet in the morning\"]\n", 2, (1, 1)),
        ("[[source.drop]]\ntitle = [\"second\"]\ntext = [\"quiet in the morning\"]\n", 1, (1, 1)),
        ("[[source.drop]]\nwords_above = 10\n", 0, (1, 1)),
    ] {
        let site = wire();
        let feed = format!("[source.feed]\nurl = \"{}\"\nfull_text = true\n", site.url("/feed"));
        let desk = Desk::new(&format!("{feed}{rules}"));
        let pass = desk.pass().await;
        assert_eq!((&pass["new"], &pass["rejected"]), (&new.into(), &(2 - new).into()), "{rules}");
        assert_eq!((site.asked("/a"), site.asked("/b")), asked, "{rules}");
        desk.pass().await;
        assert_eq!((site.asked("/a"), site.asked("/b")), asked, "{rules}");
    }
}

#[tokio::test]
async fn robots_txt_counts_for_pages_and_not_for_the_feed() {
    let site = wire();
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n");
    let desk = desk(&site);
    assert_eq!(desk.pass().await["new"], 2);
    assert_eq!((site.asked("/feed"), site.asked("/a"), site.asked("/b")), (1, 0, 0));
}

#[tokio::test]
async fn without_the_key_no_page_is_asked_for() {
    let site = wire();
    let desk = Desk::new(&format!("[source.feed]\nurl = \"{}\"\n", site.url("/feed")));
    assert_eq!(desk.pass().await["new"], 2);
    assert_eq!(site.requests(), 1);
}
