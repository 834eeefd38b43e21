//! Promise: a pass over a source on the web ends when its time is over. It keeps what it has
//! read, refuses and withdraws nothing, says why it ended, and the next passes go on where it
//! stopped, until everything is there: also where there is no time at all. `/health` says
//! since when a pass has been under way.

use crate::loopback;
use crate::program::{Newsroom, PATIENCE};
use crate::site::{Desk, Site, article_page, listing};
use serde_json::Value;
use std::io::Write;
use std::sync::{Arc, Condvar, Mutex};

const STORIES: usize = 40;

fn headline(number: usize) -> (String, String) {
    let path = format!("/news/ferry-number-{number}-runs-again");
    (path, format!("The ferry number {number} runs again from the east pier"))
}

/// A site with a list of stories, as a page and as feeds.
fn site() -> Site {
    let site = Site::new();
    let all: Vec<(String, String)> = (1..=STORIES).map(headline).collect();
    let links: Vec<(&str, &str)> = all.iter().map(|(path, title)| (&**path, &**title)).collect();
    site.put("/", listing(&links));
    let item = |(path, title): &(String, String)| {
        format!(
            "<item><title>{title}</title><link>{}</link><guid>{path}</guid><pubDate>Mon, 05 Jan \
             2026 10:00:00 GMT</pubDate><description>Short.</description></item>",
            site.url(path)
        )
    };
    let items: String = all.iter().map(item).collect();
    site.put("/feed", format!("<rss version=\"2.0\"><channel>{items}</channel></rss>"));
    for (path, title) in &all {
        site.put(path, article_page(title, "It was so."));
    }
    site
}

async fn comes_by_and_by(desk: Desk) {
    let desk = desk.without_time();
    let mut before = 0;
    for _ in 0..STORIES {
        let pass = desk.pass().await;
        let now = desk.articles().len();
        assert!(now > before, "each pass comes further: {before} and {now}, {pass}");
        let lost = [&pass["rejected"], &pass["withdrawn"]];
        assert_eq!(lost, [0, 0], "nothing is refused or withdrawn for it: {pass}");
        let told = pass["warnings"].to_string().contains("`pass_max` in [fetch]");
        assert!(told || now == STORIES, "it says why it ended: {pass}");
        before = now;
        if now == STORIES && !told {
            break;
        }
    }
    assert_eq!(before, STORIES);
    assert_eq!(desk.refusals(), [""; 0]);
}

#[tokio::test]
async fn a_list_of_pages_comes_by_and_by() {
    let site = site();
    let desk = Desk::new(&format!("[source.page]\nurl = \"{}\"\nmax_pages = 100", site.url("/")));
    comes_by_and_by(desk).await;
}

#[tokio::test]
async fn a_feed_whose_pages_are_read_comes_by_and_by() {
    let site = site();
    let desk =
        Desk::new(&format!("[source.feed]\nurl = \"{}\"\nfull_text = true", site.url("/feed")));
    comes_by_and_by(desk).await;
}

#[tokio::test]
async fn a_feed_comes_by_and_by() {
    let site = site();
    comes_by_and_by(Desk::new(&format!("[source.feed]\nurl = \"{}\"", site.url("/feed")))).await;
}

#[test]
fn health_says_since_when_a_pass_has_been_under_way() {
    let gate = Arc::new((Mutex::new(false), Condvar::new()));
    let held = Arc::clone(&gate);
    let (address, _seen) = loopback::serve(move |_, to| {
        let opened = held.0.lock().unwrap();
        drop(held.1.wait_timeout_while(opened, PATIENCE, |opened| !*opened));
        write!(to, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    });
    let newsroom = Newsroom::new(&format!(
        "[fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\ntimeout = \"10m\"\n\
         [[section]]\ntitle = \"World\"\n[[source]]\nname = \"wire\"\nschedule = \"* * * * *\"\n\
         sections = [\"world\"]\n[source.feed]\nurl = \"http://{address}/feed\"\n"
    ));
    let service = newsroom.start();
    let since = |body: &[u8]| -> Value {
        let health: Value = serde_json::from_slice(body).unwrap();
        health["sources"]["wire"]["under_way_since"].clone()
    };
    service.wait_for_admin("/health", |answer| since(&answer.body).is_string());
    *gate.0.lock().unwrap() = true;
    gate.1.notify_all();
    service.wait_for_admin("/health", |answer| since(&answer.body).is_null());
}
