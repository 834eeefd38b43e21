//! What the pages show, and what can be done from them.

use super::newsroom::{Office, noon};
use crate::program;
use chrono::TimeDelta;

/// A page, once it says this.
fn wait_for(office: &Office, path: &str, wanted: impl Fn(&str) -> bool) -> String {
    let page = program::wait_for(office.running.admin(), path, |page| {
        assert_eq!(page.status, 200, "{}", page.text());
        wanted(&page.text())
    });
    page.text()
}

#[test]
fn the_front_page_is_shown_with_why() {
    let office = Office::usual();
    office.push("one", &["world"]);
    let page = wait_for(&office, "/desk/", |page| page.contains("Story one"));
    assert!(page.contains("counts for world"), "each seat has its reason: {page}");
    assert!(page.contains("<a href=\"/desk/\" aria-current=\"page\">Now</a>"), "{page}");
    let script = "<script src=\"/desk/follow.js\" defer></script>";
    assert!(page.contains(script) && page.matches("<script").count() == 1, "{page}");
    assert!(page.contains("<body data-follows=\"now\">"), "{page}");
    assert_eq!(office.here("/desk").header("location"), Some("/desk/"));
}

#[test]
fn what_goes_out_within_a_day_is_shown_to_whom_it_concerns() {
    let office = Office::usual();
    let later = |hours: i64| (noon() + TimeDelta::hours(hours)).to_rfc3339();
    office.push_with("soon", &["sports"], &serde_json::json!({"publish_at": later(3)}));
    office.push_with("far", &["sports"], &serde_json::json!({"publish_at": later(30)}));
    office.push_with("brief", &["sports"], &serde_json::json!({"expires_at": later(5)}));
    let page = wait_for(&office, "/desk/next", |page| page.contains("Story soon"));
    assert!(page.contains("goes out"), "{page}");
    assert!(page.contains("ends") && page.contains("Story brief"), "{page}");
    assert!(!page.contains("Story far"), "that is not within a day: {page}");
    let wali = office.sign_in("wali");
    let page = office.page("/desk/next", &wali).text();
    assert!(!page.contains("Story soon"), "what waits in other sections is not shown: {page}");
    let found = office.page("/desk/articles?q=brief", &wali).text();
    assert!(!found.contains("Story brief"), "{found}");
}

#[test]
fn articles_are_found_by_words_and_by_name() {
    let office = Office::usual();
    let one = office.push("one", &["world"]);
    office.push("two", &["sports"]);
    let find = |words: &str| office.here(&format!("/desk/articles?q={words}")).text();
    assert!(find("").contains("Story one") && find("").contains("Story two"));
    for words in ["happened+one", &one] {
        let page = find(words);
        assert!(page.contains("Story one") && !page.contains("Story two"), "{words}: {page}");
    }
    // What readers do not have is found as what they have is, and nothing else is told of it.
    let url = "https://test.example/rain";
    let gone = office.push_with("gone", &["sports"], &serde_json::json!({"url": url}));
    let later = (noon() + TimeDelta::hours(72)).to_rfc3339();
    office.push_with("late", &["sports"], &serde_json::json!({"publish_at": later}));
    let (edna, wali) = (office.sign_in("edna"), office.sign_in("wali"));
    let taken = office.form(&format!("/desk/articles/{gone}/retract"), &edna, &[]);
    assert_eq!(taken.status, 303, "{}", taken.text());
    let meant = ["gone", "Story+gone", "https%3A%2F%2Ftest.example%2Frain", &gone];
    for (words, title, state) in meant
        .map(|words| (words, "Story gone", "taken back"))
        .into_iter()
        .chain(["late", "Story+late"].map(|words| (words, "Story late", "waits until")))
    {
        let page = find(words);
        assert!(page.contains(title) && page.contains(state), "{words}: {page}");
        let other = office.page(&format!("/desk/articles?q={words}"), &wali).text();
        assert!(other.contains("There is none."), "{words}, of other sections: {other}");
    }
    assert!(!find("").contains("taken back"));
    let hostile = find("%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
    assert!(!hostile.contains("<script"), "{hostile}");
}

#[test]
fn a_source_is_asked_from_its_page() {
    let office = Office::usual();
    let here = office.running.admin().to_owned();
    office.newsroom.write(
        "articles/new.md",
        &program::article("Fresh", "\"world\"", "2026-11-23T11:00:00Z", "Text of it."),
    );
    office
        .newsroom
        .write("articles/bad.md", "+++\ntitle = \"Bad\"\ndraft = \"perhaps\"\n+++\nText.\n");
    let ask = |name: &str| {
        let headers = format!("Host: {here}\r\nOrigin: http://{here}\r\nContent-Length: 0\r\n");
        office.send("POST", &format!("/desk/sources/{name}/ask"), &headers, "")
    };
    let asked = ask("desk");
    assert_eq!((asked.status, asked.header("location")), (303, Some("/desk/sources?done=ask")));
    let page = wait_for(&office, "/desk/sources", |page| page.contains("bad.md"));
    assert!(page.contains("perhaps"), "the reason is shown: {page}");
    wait_for(&office, "/desk/articles", |page| page.contains("Fresh"));
    assert_eq!(ask("nobody").status, 422);
    let edna = office.sign_in("edna");
    let page = office.page("/desk/sources", &edna).text();
    assert!(!page.contains("Ask desk now"), "an editor is not offered it: {page}");
    assert_eq!(office.form("/desk/sources/desk/ask", &edna, &[]).status, 403);
}
