//! A source at the desk: what it has brought, what would come of it now, when it is asked
//! next, and what it has lost at once.

use super::newsroom::{Office, noon, user};
use crate::program::{self, Answer, Newsroom, article};
use crate::running::{Running, SERVER};
use chrono::TimeDelta;
use pressroom::clock::Clock;

const SECTIONS: &str = "[[section]]\ntitle = \"World\"\n[[section]]\ntitle = \"Sports\"\n\
    [[source]]\nname = \"desk\"\nschedule = \"@hourly\"\nsections = [\"world\"]\n\
    base_url = \"https://test.example/\"\n\
    [source.folder]\npath = \"articles\"\nwatch = true\nmirror = true\n";

fn office(articles: usize) -> Office {
    let users = [user("edna", "editor", ""), user("omar", "operator", "")].concat();
    let desk = "[desk]\nhosts = [\"desk.example\"]\nproxies = [\"127.0.0.1\"]\n";
    let newsroom = Newsroom::new(&format!("{SERVER}{SECTIONS}{desk}{users}"));
    for number in 0..articles {
        let date = (noon() - TimeDelta::minutes(number as i64 + 1)).to_rfc3339();
        let text = article(&format!("Kept {number:02}"), "\"world\"", &date, "Text of it.");
        newsroom.write(&format!("articles/kept{number:02}.md"), &text);
    }
    newsroom.write("articles/about.txt", "");
    let clock = Clock::fixed(noon());
    let running = Running::under(clock.clone(), &newsroom);
    Office { newsroom, clock, running }
}

fn wait_for(office: &Office, path: &str, wanted: impl Fn(&str) -> bool) -> String {
    program::wait_for(office.running.admin(), path, |page| wanted(&page.text())).text()
}

/// A form of the desk's own page, sent on the machine.
fn send(office: &Office, path: &str, body: &str) -> Answer {
    let here = office.running.admin();
    let length = body.len();
    let headers = format!("Host: {here}\r\nOrigin: http://{here}\r\nContent-Length: {length}\r\n");
    office.send("POST", path, &headers, body)
}

#[test]
fn a_watched_folder_is_asked_by_its_schedule_too() {
    let office = office(1);
    wait_for(&office, "/desk/articles", |page| page.contains("Kept 00"));
    let next = wait_for(&office, "/desk/next", |page| page.contains("<td>desk</td>"));
    assert!(next.contains("13:00"), "{next}");
    let page = office.here("/desk/sources").text();
    assert!(page.contains("Asked next"), "{page}");
}

#[test]
fn a_source_shows_what_it_has_brought() {
    let office = office(3);
    wait_for(&office, "/desk/articles", |page| page.contains("Kept 02"));
    let all = office.here("/desk/sources").text();
    assert!(all.contains("<a href=\"/desk/sources/desk\">desk</a>"), "{all}");
    let page = office.here("/desk/sources/desk");
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    for said in ["Kept 00", "Kept 02", "<code>kept01</code>", "3 articles"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(office.here("/desk/sources/nobody").status, 404);
}

#[test]
fn what_would_come_of_a_source_is_shown_and_nothing_is_kept() {
    let office = office(1);
    wait_for(&office, "/desk/articles", |page| page.contains("Kept 00"));
    office
        .newsroom
        .write("articles/wrong.md", "+++\ntitle = \"W\"\ndraft = \"maybe\"\n+++\nText.\n");
    let edna = office.sign_in("edna");
    let refused = office.form("/desk/sources/desk/try", &edna, &[]);
    assert_eq!(refused.status, 403, "an editor asks nobody");
    let tried = send(&office, "/desk/sources/desk/try", "");
    assert_eq!(tried.status, 200, "{}", tried.text());
    let page = tried.text();
    assert!(page.contains("Kept 00"), "{page}");
    assert!(page.contains("wrong.md") && page.contains("maybe"), "{page}");
    assert_eq!(send(&office, "/desk/sources/nobody/try", "").status, 404);
}

#[test]
fn what_a_folder_has_lost_at_once_is_confirmed_by_a_button() {
    let office = office(30);
    let count = |page: &str| page.matches("Kept ").count();
    office.running.wait_for("/feeds/world.json", |feed| count(&feed.text()) >= 30);
    for number in 0..25 {
        let path = office.newsroom.path(&format!("articles/kept{number:02}.md"));
        std::fs::remove_file(path).unwrap();
    }
    let page = wait_for(&office, "/desk/wrong", |page| page.contains("are gone from the folder"));
    assert!(page.contains("Withdraw these 25"), "{page}");
    let edna = office.sign_in("edna");
    let seen = office.page("/desk/wrong", &edna).text();
    assert!(!seen.contains("Withdraw these"), "an editor is not offered it: {seen}");
    let path = "/desk/sources/desk/confirm";
    assert_eq!(office.form(path, &edna, &[("lost", "25")]).status, 403);
    let other = send(&office, path, "lost=24");
    assert_eq!(other.status, 409, "another number than was looked at: {}", other.text());
    assert_eq!(send(&office, path, "lost=").status, 422);
    let done = send(&office, path, "lost=25");
    assert_eq!(done.status, 303, "{}", done.text());
    office.running.wait_for("/feeds/world.json", |feed| {
        let feed: serde_json::Value = serde_json::from_slice(&feed.body).unwrap();
        feed["items"].as_array().unwrap().len() == 5
    });
    let audit = office.here("/desk/audit").text();
    assert!(audit.contains("confirmed what it has lost"), "{audit}");
}
