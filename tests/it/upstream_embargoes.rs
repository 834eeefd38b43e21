//! Promise: an embargo of somebody else's holds.
//! - an item whose headline or text begins with a line of embargo is not shown before its time;
//! - where the time cannot be read with certainty, it is refused with the line;
//! - once the time has passed it is shown; a story that tells of an embargo always is;
//! - a page's line holds as a feed's, but only with its zone;
//! - the form that asks for a password is no article;
//! - `try` says the same of an address, a saved feed and a saved page.

use crate::program::{DESK, Newsroom};
use crate::site::{Desk, Site};

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
    let site = Site::new();
    site.put("/feed", feed(items));
    let desk = Desk::new(&format!("[source.feed]\nurl = \"{}\"", site.url("/feed")));
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
    ];
    for line in lines {
        let (desk, report) = read(&[("Harbour plan", &below(line))]).await;
        assert_eq!(desk.articles().len(), 0, "{line}: {report}");
        assert_eq!(report["new"], 1, "{line}: {report}");
        desk.clock.set("2026-01-10T17:59:59Z".parse().unwrap());
        assert_eq!(desk.articles().len(), 0, "{line}");
        desk.clock.set("2026-01-10T18:00:01Z".parse().unwrap());
        assert_eq!(desk.articles().len(), 1, "{line}");
    }
    let (desk, report) = read(&[("EMBARGOED UNTIL 2026-01-10 18:00 GMT: Budget", TEXT)]).await;
    assert_eq!((desk.articles().len(), &report["new"]), (0, &1.into()), "{report}");
    desk.clock.set("2026-01-10T18:00:01Z".parse().unwrap());
    assert_eq!(desk.articles().len(), 1);
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
        "Embargoed until 10 January 2026",
        "EMBARGO: 10 January 2026, 18:00 (Paris time)",
        "آج شام 18:00 تک شائع نہ کریں",
    ];
    for line in lines {
        let (desk, report) = read(&[("Harbour plan", &below(line))]).await;
        assert_eq!((desk.articles().len(), &report["new"]), (0, &0.into()), "{line}: {report}");
    }
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
