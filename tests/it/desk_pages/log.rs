//! The newest lines of the log are at the desk, for operators.

use super::newsroom::Office;
use crate::program::{self, DESK, Newsroom};

#[test]
fn what_the_service_said_is_read_at_the_desk() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/about.txt", "");
    newsroom.write("articles/bad.md", "+++\ntitle = \"<b>Bad\"\ndraft = \"maybe\"\n+++\nText.\n");
    let service = newsroom.serve();
    let page = service.wait_for_admin("/desk/log", |page| page.text().contains("bad.md"));
    let page = page.text();
    assert!(page.contains("source=desk"), "{page}");
    assert!(!page.contains("<b>"), "{page}");
    let of = |query: &str| program::get(&service.admin, &format!("/desk/log?{query}"), "").text();
    assert!(of("source=desk").contains("bad.md"));
    assert!(!of("source=nobody").contains("bad.md"));
    assert!(!of("level=error").contains("bad.md"), "{}", of("level=error"));
}

#[test]
fn the_log_is_for_operators() {
    let office = Office::usual();
    let (edna, omar) = (office.sign_in("edna"), office.sign_in("omar"));
    assert_eq!(office.page("/desk/log", &edna).status, 403);
    assert_eq!(office.page("/desk/log", &omar).status, 200);
}
