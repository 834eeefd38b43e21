//! Promise: in which order sources stand in the file is no part of what is remembered of
//! any of them. Where two change their places, one is removed or one comes before them:
//! - each of the others is asked by the validators that it had, and has not changed;
//! - nothing that it brought is judged once more, and no page is read again;
//! - what readers have of it is the same bytes.

use crate::loopback;
use crate::program::Newsroom;
use crate::site::{Site, article_page, listing};
use std::io::Write;
use std::net::SocketAddr;
use std::sync::mpsc::Receiver;

/// A feed of one item with an entity tag: whoever names that is told that it stands.
fn feed() -> (SocketAddr, Receiver<String>) {
    loopback::serve(|head, to| {
        let path = head.split(' ').nth(1).unwrap_or_default().trim_matches('/').to_owned();
        if head.to_ascii_lowercase().contains("if-none-match: \"one\"") {
            return write!(to, "HTTP/1.1 304 x\r\nETag: \"one\"\r\nConnection: close\r\n\r\n");
        }
        let body = format!(
            "<rss version=\"2.0\"><channel><title>{path}</title><link>https://{path}.example/</link>\
             <item><title>Of {path}</title><link>https://{path}.example/1</link>\
             <guid>https://{path}.example/1</guid><pubDate>Mon, 05 Jan 2026 10:00:00 +0000</pubDate>\
             <description>All of {path}.</description></item></channel></rss>"
        );
        write!(
            to,
            "HTTP/1.1 200 x\r\nETag: \"one\"\r\nContent-Type: application/rss+xml\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    })
}

fn source(name: &str, kind: &str) -> String {
    format!(
        "[[source]]\nname = \"{name}\"\nschedule = \"@hourly\"\nsections = [\"{name}\"]\n\
         [source.{kind}]\n"
    )
}

/// Runs; gives the paths of feeds that were asked with a validator, and those without.
fn run(newsroom: &Newsroom, asked: &Receiver<String>) -> (Vec<String>, Vec<String>) {
    let output = newsroom.command(&["run"]).env("PRESSROOM_LOG", "info").output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    assert!(!told.contains("judged once more"), "{told}");
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for head in asked.try_iter() {
        let path = head.split(' ').nth(1).unwrap().trim_matches('/').to_owned();
        let by_tag = head.to_ascii_lowercase().contains("if-none-match");
        if by_tag { with.push(path) } else { without.push(path) }
    }
    without.retain(|path| path != "robots.txt");
    with.sort();
    without.sort();
    (with, without)
}

#[test]
fn the_order_of_sources_is_no_part_of_what_is_remembered() {
    let (feeds, asked) = feed();
    let site = Site::new();
    site.put("/", listing(&[("/news/boats-of-the-harbour-today", "All boats of the harbour")]));
    let page = "/news/boats-of-the-harbour-today";
    site.put(page, article_page("All boats of the harbour", "It was so."));
    let of = |name: &str| match name {
        "site" => source(name, "page") + &format!("url = \"{}\"\n", site.url("/")),
        _ => source(name, "feed") + &format!("url = \"http://{feeds}/{name}\"\n"),
    };
    let sections = ["alpha", "beta", "gamma", "site"];
    let sections = sections.map(|name| format!("[[section]]\ntitle = \"{name}\"\n")).concat();
    let before = "[fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\n";
    let config = |names: &[&str]| {
        let sources: String = names.iter().map(|name| of(name)).collect();
        format!("{before}{sections}{sources}")
    };
    let newsroom = Newsroom::new(&config(&["alpha", "site", "beta"]));
    assert_eq!(run(&newsroom, &asked), (vec![], vec!["alpha".into(), "beta".into()]));
    let bytes =
        |name: &str| ["rss", "atom", "json"].map(|of| newsroom.read(&format!("feeds/{name}.{of}")));
    let published = ["alpha", "beta", "site"].map(bytes);
    assert!(published.iter().all(|feed| feed[0].contains("<item>")), "{published:?}");
    let mut had = vec!["alpha", "site", "beta"];
    for names in [
        &["beta", "site", "alpha"][..],
        &["gamma", "beta", "site", "alpha"],
        &["site", "gamma", "alpha"],
        &["alpha", "gamma", "site"],
        &["gamma", "site"],
    ] {
        let text = newsroom.read("config.toml");
        newsroom.write("config.toml", &text.replace(&config(&had), &config(names)));
        let (mut known, mut new): (Vec<&str>, Vec<&str>) =
            names.iter().filter(|name| **name != "site").partition(|name| had.contains(name));
        known.sort_unstable();
        new.sort_unstable();
        let (with, without) = run(&newsroom, &asked);
        assert_eq!((with, without), (of_all(&known), of_all(&new)), "{names:?}");
        assert_eq!(site.asked(page), 1, "{names:?}");
        assert_eq!(["alpha", "beta", "site"].map(bytes), published, "{names:?}");
        had = names.to_vec();
    }
}

fn of_all(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
