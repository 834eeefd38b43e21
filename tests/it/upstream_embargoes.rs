//! Promise: an embargo of somebody else's holds.
//! - an item whose headline or text begins with a line of embargo is not shown before its time;
//! - where the time cannot be read with certainty, it is refused with the line;
//! - once the time has passed it is shown; a story that tells of an embargo always is;
//! - a page's line holds as a feed's, wherever it stands near the headline and whatever else of
//!   that is cut, in a listing, in a sitemap and as the text of a feed's item;
//! - a time counts in the zone that it names or that its source was given, and in no other;
//! - what says so is no part of what is shown when it is over;
//! - the form that asks for a password is no article;
//! - `try` says the same of an address, a saved feed and a saved page.

use crate::program::{DESK, Newsroom};
use crate::site::{Desk, Site, article_page, listing};

fn feed(items: &[(&str, &str)]) -> String {
    let items = items.iter().enumerate().map(|(number, (title, text))| {
        format!(
            "<item><guid>g{number}</guid><title>{title}</title><link>https://x.example/{number}</link>\
             <pubDate>Mon, 05 Jan 2026 08:00:00 GMT</pubDate>\
             <description><![CDATA[{text}]]></description></item>"
        )
    });
    let items: String = items.collect();
    format!("<rss version='2.0'><channel><title>X</title>{items}</channel></rss>")
}

async fn read(items: &[(&str, &str)]) -> (Desk, serde_json::Value) {
    read_with("", items).await
}

/// The same with this beside the source's name.
async fn read_with(more: &str, items: &[(&str, &str)]) -> (Desk, serde_json::Value) {
    let site = Site::new();
    site.put("/feed", feed(items));
    let desk = Desk::new(&format!("{more}\n[source.feed]\nurl = \"{}\"", site.url("/feed")));
    let report = desk.pass().await;
    (desk, report)
}

const TEXT: &str = "<p>The council approved the harbour plan after a long debate.</p>";

fn below(line: &str) -> String {
    format!("<p>{line}</p>{TEXT}")
}

#[tokio::test]
async fn what_says_until_when_waits_until_then() {
    let lines = [
        "EMBARGOED UNTIL 2026-01-10 18:00 GMT",
        "Under embargo until Saturday 10 January 2026, 18:00 GMT.",
        "Sperrfrist: 10. Januar 2026, 18 Uhr",
        "Sous embargo jusqu’au 10 janvier 2026 à 18:00",
        "Embargado hasta el 10 de enero de 2026, 18:00",
        "発表解禁日時：2026年1月10日 18時",
    ];
    for line in lines {
        let zone = if line.ends_with(['T', '.']) { "" } else { "timezone = \"Europe/Lisbon\"" };
        let (desk, report) = read_with(zone, &[("Harbour plan", &below(line))]).await;
        assert_eq!(desk.articles().len(), 0, "{line}: {report}");
        assert_eq!(report["new"], 1, "{line}: {report}");
        desk.clock.set("2026-01-10T17:59:59Z".parse().unwrap());
        assert_eq!(desk.articles().len(), 0, "{line}");
        desk.clock.set("2026-01-10T18:00:01Z".parse().unwrap());
        let articles = desk.articles();
        assert_eq!(articles.len(), 1, "{line}");
        let shown = articles[0].content.as_str();
        assert!(shown.contains("harbour plan") && !shown.contains("2026"), "{shown}");
    }
    let (desk, report) = read(&[("EMBARGOED UNTIL 2026-01-10 18:00 GMT: Budget", TEXT)]).await;
    assert_eq!((desk.articles().len(), &report["new"]), (0, &1.into()), "{report}");
    desk.clock.set("2026-01-10T18:00:01Z".parse().unwrap());
    let titles: Vec<String> = desk.articles().iter().map(|one| one.title.to_string()).collect();
    assert_eq!(titles, ["Budget"]);
}

/// Ways to say the same at the head of a page.
const ON_PAGES: [&str; 9] = [
    "<p>EMBARGOED UNTIL 10 January 2026, 18:00 GMT</p>",
    "<p class='byline'>By Mara Quill</p><p>Embargoed until Saturday 10 January 2026 18:00 GMT</p>",
    "<p class='embargo'><strong>Embargo: 2026-01-10 18:00 GMT</strong></p>",
    "<div class='meta'><span>By Mara Quill</span> <span>Sperrfrist: 10. Januar 2026, 18:00 Uhr GMT</span></div>",
    "<p>Not for publication before 18:00 GMT, 10 January 2026</p>",
    "<p>UNDER EMBARGO until 18:00 GMT on 10 January 2026</p>",
    "<p class='embargo'>10 January 2026, 18:00 GMT</p>",
    "<time class='date'>Embargoed until 10 January 2026, 18:00 GMT</time>",
    "<p>By Mara Quill<br>Embargoed until 10 January 2026, 18:00 GMT<br>Karachi</p>",
];

#[tokio::test]
async fn a_line_beside_the_headline_of_a_page_holds_it() {
    let site = Site::new();
    let titles: Vec<String> =
        (0..ON_PAGES.len()).map(|n| format!("Harbour number {n} is planned anew")).collect();
    let paths: Vec<String> = (0..ON_PAGES.len()).map(|n| format!("/news/harbour-{n}")).collect();
    for ((path, title), line) in paths.iter().zip(&titles).zip(ON_PAGES) {
        let page = article_page(title, &format!("It is plan {title}."));
        site.put(path, page.replace("</h1>", &format!("</h1>{line}")));
    }
    let links: Vec<(&str, &str)> =
        paths.iter().map(String::as_str).zip(titles.iter().map(String::as_str)).collect();
    site.put("/", listing(&links));
    let map: String = paths
        .iter()
        .map(|path| {
            format!("<url><loc>{}</loc><lastmod>2026-01-05</lastmod></url>", site.url(path))
        })
        .collect();
    let name = "http://www.sitemaps.org/schemas/sitemap/0.9";
    site.put("/map.xml", format!("<urlset xmlns='{name}'>{map}</urlset>"));
    let items: String = links
        .iter()
        .map(|(path, title)| {
            let url = site.url(path);
            format!("<item><guid>{path}</guid><title>{title}</title><link>{url}</link></item>")
        })
        .collect();
    site.put(
        "/feed",
        format!("<rss version='2.0'><channel><title>X</title>{items}</channel></rss>"),
    );
    for (kind, path, more) in
        [("page", "/", ""), ("sitemap", "/map.xml", ""), ("feed", "/feed", "full_text = true")]
    {
        let url = site.url(path);
        let desk = Desk::new(&format!("[source.{kind}]\nurl = \"{url}\"\n{more}"));
        let report = desk.pass().await;
        assert_eq!(report["new"], ON_PAGES.len(), "{kind}: {report} {:?}", desk.refusals());
        desk.clock.set("2026-01-10T17:59:59Z".parse().unwrap());
        let out: Vec<String> = desk.articles().iter().map(|one| one.title.to_string()).collect();
        assert!(out.is_empty(), "{kind}: {out:?}");
        desk.clock.set("2026-01-10T18:00:01Z".parse().unwrap());
        assert_eq!(desk.articles().len(), ON_PAGES.len(), "{kind}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_with_certainty_is_refused() {
    let titles = ["EMBARGOED UNTIL 18:00: budget speech", "[Embargoed until Friday 6pm] Budget"];
    for title in titles {
        let (desk, report) = read(&[(title, TEXT)]).await;
        assert_eq!((desk.articles().len(), &report["new"]), (0, &0.into()), "{title}: {report}");
    }
    let lines = [
        "EMBARGOED",
        "EMBARGOED UNTIL further notice",
        "Embargoed until the end of the speech",
        "Embargoed until 10 January 2026",
        "EMBARGO: 10 January 2026, 18:00 (Paris time)",
        "آج شام 18:00 تک شائع نہ کریں",
    ];
    for line in lines {
        let (desk, report) = read(&[("Harbour plan", &below(line))]).await;
        assert_eq!((desk.articles().len(), &report["new"]), (0, &0.into()), "{line}: {report}");
    }
    // Where nobody says in which zone, the remedy is told; what is over everywhere is over.
    let naive = "Sous embargo jusqu’au 10 janvier 2026 à 18h00";
    let (desk, _) = read(&[("Harbour plan", &below(naive))]).await;
    let refusals = desk.refusals();
    assert!(refusals[0].contains("timezone = \"Europe/Paris\""), "{refusals:?}");
    let past = "Sous embargo jusqu’au 3 janvier 2026 à 18h00";
    let (desk, report) = read(&[("Harbour plan", &below(past))]).await;
    assert_eq!(desk.articles().len(), 1, "{report}");
    let form = "<p>This content is password protected. To view it please enter your password \
                below:</p><form class='post-password-form'></form>";
    let (desk, report) = read(&[("Protected: Secret post", form)]).await;
    assert_eq!((desk.articles().len(), &report["new"]), (0, &0.into()), "{report}");
}

#[tokio::test]
async fn what_is_over_and_what_tells_of_embargoes_is_shown() {
    let stories = [
        ("Harbour plan", below("EMBARGOED UNTIL 2026-01-04 18:00 GMT")),
        ("EU lifts embargo on arms", below("The embargo until 2030 was lifted.")),
        ("Embargo: how the oil ban works", below("Embargo: what it means for prices")),
        ("Embargo until 2030: what it means", below("Under embargo since 2014, Russia sells oil.")),
        ("NFL draft: five names", below("Draft")),
        ("A game for winter", below("Release date: 12 December 2026")),
        ("A game for spring", below("Release Date 2026-12-12")),
        ("Do not publish your address, police say", below("Do not publish your address online.")),
    ];
    let items: Vec<(&str, &str)> = stories.iter().map(|(title, text)| (*title, &**text)).collect();
    let (desk, report) = read(&items).await;
    assert_eq!(desk.articles().len(), stories.len(), "{report}");
}

#[test]
fn trying_it_says_so_too() {
    let newsroom = Newsroom::new(DESK);
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    let line = "EMBARGOED UNTIL 2099-01-10 18:00 GMT";
    newsroom.write("wire.xml", &feed(&[("Harbour plan", &below(line)), ("Other", TEXT)]));
    let told = newsroom.told(&["try", "wire.xml", "--json"]);
    assert!(told.to_string().contains("held back until 2099-01-10 18:00 UTC"), "{told}");
    let page = format!(
        "<html><body><article><h1>Harbour plan</h1>{}</article></body></html>",
        below(line).repeat(2)
    );
    newsroom.write("page.html", &page);
    let url = "https://x.example/plan";
    let told = newsroom.told(&["try", "--as", "page", "--url", url, "page.html", "--json"]);
    assert!(told.to_string().contains("held back until 2099-01-10"), "{told}");
}
