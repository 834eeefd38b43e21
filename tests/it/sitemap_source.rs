//! What a pass over a sitemap brings:
//! - the pages that changed lately, the newest first, at most `max_pages` a pass, each once
//! - a news sitemap gives title, date, language and keywords
//! - a page that gives no date is of now only where it says itself that it is an article: no
//!   `lastmod` makes news of "About us"
//! - below its headline no wall, no notice and no front page is published
//! - an index is gone down, gzipped sitemaps too, loops end
//! - of a plain list of addresses the days in them count, or those of their pages, and so it is
//!   of a sitemap that says no dates at all
//! - a bomb, 100,000 addresses, damage and what is no sitemap do no harm

use crate::site::{Desk, Site, article_page};
use pressroom::sources::sitemap::{SitemapError, read};
use std::io::Write;

fn desk(site: &Site, more: &str) -> Desk {
    Desk::new(&format!("[source.sitemap]\nurl = \"{}\"\n{more}", site.url("/map.xml")))
}

fn urlset(entries: &[(String, &str)]) -> String {
    let entries: String = entries
        .iter()
        .map(|(url, date)| format!("<url><loc>{url}</loc><lastmod>{date}</lastmod></url>"))
        .collect();
    format!("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>")
}

fn index(urls: &[String]) -> String {
    let entries: String =
        urls.iter().map(|url| format!("<sitemap><loc>{url}</loc></sitemap>")).collect();
    format!("<sitemapindex>{entries}</sitemapindex>")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

#[tokio::test]
async fn what_is_new_comes_first_and_once() {
    let site = Site::new();
    for name in ["a", "b", "c", "old"] {
        site.put(&format!("/{name}"), article_page(name, "Text."));
    }
    let entries = [
        (site.url("/a"), "2026-01-04"),
        (site.url("/old"), "2025-12-01"),
        (site.url("/b"), "2026-01-05T11:00:00+00:00"),
        (site.url("/c"), "2026-01-05T10:00:00Z"),
        (site.url("/undated"), ""),
    ];
    site.put("/map.xml", urlset(&entries));
    let desk = desk(&site, "max_pages = 2");
    assert_eq!(desk.pass().await["new"], 2);
    assert_eq!((site.asked("/a"), site.asked("/b"), site.asked("/c")), (0, 1, 1));
    assert_eq!(desk.pass().await["new"], 1);
    assert_eq!(desk.pass().await["nothing_new"], true);
    assert_eq!((site.asked("/a"), site.asked("/b"), site.asked("/c")), (1, 1, 1));
    assert_eq!((site.asked("/old"), site.asked("/undated")), (0, 0));
    assert!(desk.refusals()[0].contains("1 pages"), "{:?}", desk.refusals());
}

#[tokio::test]
async fn a_news_sitemap_says_more() {
    let site = Site::new();
    site.put("/a", article_page("The page's title", "Fish, chips and vinegar."));
    let url = site.url("/a");
    site.put("/map.xml", format!(
        "<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9' xmlns:image='i'><url>\
         <loc>{url}#top</loc><image:image><image:loc>https://x.example/i?n=1&amp;w=9</image:loc><image:title>No</image:title></image:image>\
         <image:image><image:loc>https://x.example/j.jpg</image:loc></image:image>\
         <news:news><news:publication><news:name>N</news:name><news:language>ur</news:language></news:publication>\
         <news:publication_date>2026-01-05T09:30:00Z</news:publication_date>\
         <news:title><![CDATA[Fish & ]]>chips &amp; vinegar&#33;</news:title>\
         <news:keywords>harbour, fish</news:keywords></news:news></url></urlset>"
    ));
    let desk = desk(&site, "");
    assert_eq!(desk.pass().await["new"], 1);
    let article = &desk.articles()[0];
    assert_eq!(article.title.as_str(), "Fish & chips & vinegar!");
    assert!(article.published.to_rfc3339().starts_with("2026-01-05T09:30"));
    let tags: Vec<&str> = article.tags.iter().map(|tag| tag.as_str()).collect();
    assert!(tags.contains(&"harbour") && tags.contains(&"fish"), "{tags:?}");
    assert_eq!(article.url.as_ref().unwrap().as_str(), url);
    let pictures: Vec<&str> = article.media.iter().map(|one| one.url.as_str()).collect();
    assert_eq!(pictures, ["https://x.example/i?n=1&w=9"]);
}

#[tokio::test]
async fn an_index_is_gone_down_and_its_loops_end() {
    let site = Site::new();
    site.put("/a", article_page("A", "Text."));
    site.put("/b", article_page("B", "Text."));
    let maps = ["/map.xml", "/inner.xml", "/one.xml.gz", "/gone.xml", "/bomb.xml.gz"];
    site.put("/map.xml", index(&maps.map(|path| site.url(path))));
    site.put(
        "/inner.xml",
        index(&[site.url("/map.xml"), site.url("/inner.xml"), site.url("/two.xml")]),
    );
    site.put("/one.xml.gz", gzip(urlset(&[(site.url("/a"), "2026-01-05")]).as_bytes()));
    site.put("/two.xml", urlset(&[(site.url("/b"), "2026-01-05")]));
    site.put("/bomb.xml.gz", gzip(&vec![b' '; 64 << 20]));
    let desk = desk(&site, "");
    assert_eq!(desk.pass().await["new"], 2);
    assert_eq!((site.asked("/map.xml"), site.asked("/inner.xml")), (1, 1));
    let refusals = desk.refusals();
    assert_eq!(refusals.len(), 2, "{refusals:?}");
    assert!(refusals.iter().any(|one| one.contains("bomb.xml.gz") && one.contains("max_bytes")));
    // An index is asked again: it does not change when a sitemap in it does.
    site.put("/c", article_page("C", "Text."));
    site.put("/two.xml", urlset(&[(site.url("/c"), "2026-01-05T11:30:00Z")]));
    assert_eq!(desk.pass().await["new"], 1);
}

#[tokio::test]
async fn what_is_no_sitemap_is_an_error() {
    let site = Site::new();
    let desk = desk(&site, "");
    for body in ["<html><body>404</body></html>", "", "{}", "hello"] {
        site.put("/map.xml", body);
        let pass = desk.pass().await;
        assert!(pass["error"].as_str().unwrap().contains("not a sitemap"), "{body:?}: {pass}");
    }
}

#[test]
fn large_and_damaged_ones_are_read_as_far_as_it_goes() {
    let address = "https://a.example/map.xml".parse().unwrap();
    let read = |bytes: &[u8]| read(bytes, &address, 64 << 20);
    let many: Vec<_> =
        (0..100_000).map(|n| (format!("https://a.example/{n}"), "2026-01-05")).collect();
    assert_eq!(read(urlset(&many).as_bytes()).unwrap().entries.len(), 50_000);
    let cut = "<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url><url><loc>/c";
    assert_eq!(read(cut.as_bytes()).unwrap().entries.len(), 2);
    assert_eq!(read(b"https://a.example/1\nhttps://a.example/2\n").unwrap().entries.len(), 2);
    let mut damaged = gzip(urlset(&many).as_bytes());
    damaged.truncate(1000);
    assert!(matches!(read(&damaged), Err(SitemapError::Damaged { .. })));
    let deep = format!("<urlset>{}", "<x>".repeat(100_000));
    assert!(read(deep.as_bytes()).unwrap().entries.is_empty());
    let bare = "<URLSET><URL><LOC>/a?x=1&y=2</LOC></URL><url><loc>/b?x=1&amp;y=2&z;</loc></url>\
                <url><loc>/c</loc></url></URLSET>";
    let bare = read(bare.as_bytes()).unwrap().entries;
    let paths: Vec<&str> =
        bare.iter().map(|entry| &entry.address.as_str()["https://a.example".len()..]).collect();
    assert_eq!(paths, ["/a?x=1&y=2", "/b?x=1&y=2&z;", "/c"]);
    let odd = "<urlset><url><loc>javascript:x</loc></url><url></url></loc></url></urlset>";
    assert!(read(odd.as_bytes()).unwrap().entries.is_empty());
}

#[tokio::test]
async fn a_plain_list_of_addresses_brings_what_is_new() {
    let site = Site::new();
    let old = article_page("Old", "Text.").replace("2026-01-05", "2019-01-05");
    site.put("/news/the-old-story-of-all", old);
    site.put("/news/the-new-story-of-all", article_page("New", "Text."));
    site.put("/2026/01/05/dated-in-its-path", article_page("Dated", "Text."));
    let lines = [
        "/news/the-old-story-of-all",
        "/2019/01/05/too-old-to-be-asked",
        "/about-us",
        "/news/the-new-story-of-all",
        "/2026/01/05/dated-in-its-path",
    ];
    let lines = lines.map(|path| site.url(path)).join("\r\n");
    let in_xml = |lines: &str| {
        let entries: Vec<_> = lines.split_whitespace().map(|url| (url.to_owned(), "")).collect();
        urlset(&entries)
    };
    let whole = format!("\u{feff}{lines}\r\nnot an address\r\n");
    for (n, [first, then]) in
        [[whole, format!("{lines}\n")], [in_xml(&lines), in_xml(&lines) + " "]].iter().enumerate()
    {
        site.put("/map.xml", first.as_str());
        let desk = desk(&site, "");
        assert_eq!(desk.pass().await["new"], 2);
        assert_eq!(site.asked("/2019/01/05/too-old-to-be-asked") + site.asked("/about-us"), 0);
        site.put("/map.xml", then.as_str());
        assert_eq!(desk.pass().await["new"], 0);
        assert_eq!(site.asked("/news/the-old-story-of-all"), n + 1);
    }
    // Who reads nothing but what is old is told, in either way of writing it.
    let old = site.url("/news/the-old-story-of-all");
    for map in [old.clone(), urlset(&[(old, "2019-01-05")])] {
        site.put("/map.xml", map);
        let told = self::desk(&site, "").pass().await;
        assert_eq!(told["new"], 0, "{told}");
        assert!(told["warnings"].to_string().contains("1 of its pages are older"), "{told}");
    }
}

#[tokio::test]
async fn a_page_that_changed_is_no_news_of_now() {
    let site = Site::new();
    let undated = |title: &str, head: &str| {
        let date = "<meta property='article:published_time' content='2026-01-05T10:00:00Z'>";
        let marks = "<meta property='og:type' content='article'>";
        article_page(title, &format!("{title}: all of it.")).replace(date, "").replace(marks, head)
    };
    let marked = "<meta property='og:type' content='article'>";
    site.put("/the-paper/people-of-ours", undated("About us", ""));
    site.put("/contact", undated("Contact", marked));
    site.put("/news/quay-is-closed-again", undated("The quay is closed again", marked));
    let pages = ["/the-paper/people-of-ours", "/contact", "/news/quay-is-closed-again"];
    let entries = pages.map(|path| (site.url(path), "2026-01-05"));
    site.put("/map.xml", urlset(&entries));
    let desk = desk(&site, "");
    let report = desk.pass().await;
    assert_eq!(report["new"], 1, "{report}");
    let refusals = desk.refusals();
    for path in ["/the-paper/people-of-ours", "/contact"] {
        let of = |one: &&String| one.contains(path) && one.contains("has no date");
        assert!(refusals.iter().any(|one| of(&one)), "{refusals:?}");
    }
    let told = report["warnings"].to_string();
    assert!(told.contains("1 of its items gives no date"), "{told}");
    assert!(told.contains("/news/quay-is-closed-again"), "{told}");
}

#[tokio::test]
async fn below_a_headline_stands_its_own_story() {
    let site = Site::new();
    let page = |title: &str, text: &str| {
        format!(
            "<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
        )
    };
    let wall = "<p>Create a free account or sign in to read this article. It takes a minute, and it \
                costs nothing at all.</p>";
    let gone = "<p>Sorry, the page that you are looking for could not be found. It may have been \
                moved, or the address was mistyped.</p>";
    let told =
        "<p>The council's gap is wider than it had feared, the treasurer said on Monday.</p>";
    site.put("/wall", page("Sign in to continue reading", wall));
    let wall_ja = "<p>この先は会員だけが読めます。登録は無料で、一分で終わります。</p>";
    site.put("/wall-ja", page("ログインしてください", wall_ja));
    site.put("/gone", page("Page not found", gone));
    site.put("/told", article_page("Treasurer speaks of a wider hole", told));
    let entry = |path: &str, title: &str| {
        let url = site.url(path);
        format!(
            "<url><loc>{url}</loc><news:news><news:publication_date>2026-01-05T09:30:00Z\
             </news:publication_date><news:title>{title}</news:title></news:news></url>"
        )
    };
    let landed = "大型の台風は日曜日の朝、九州の南に達し、各地で交通が止まった。";
    site.put("/landed", article_page("台風、九州に上陸 交通に影響", landed));
    let entries = [
        entry("/landed", "大型台風10号が九州に上陸"),
        entry("/wall-ja", "首相、予算案の修正を表明"),
        entry("/wall", "Budget gap is wider than feared"),
        entry("/gone", "Mayor opens new quay after four years"),
        entry("/told", "Budget gap is wider than feared"),
    ]
    .concat();
    let space = "http://www.google.com/schemas/sitemap-news/0.9";
    site.put("/map.xml", format!("<urlset xmlns:news='{space}'>{entries}</urlset>"));
    let desk = desk(&site, "");
    let report = desk.pass().await;
    assert_eq!(report["new"], 2, "{report}");
    let taken: Vec<String> =
        desk.articles().iter().map(|article| article.url.clone().unwrap().to_string()).collect();
    for path in ["/told", "/landed"] {
        assert!(taken.iter().any(|url| url.ends_with(path)), "{path}: {taken:?}");
    }
    let refusals = desk.refusals().join("\n");
    for path in ["/wall", "/wall-ja", "/gone"] {
        assert!(refusals.contains(path) && refusals.contains("says nothing of"), "{refusals}");
    }
}
