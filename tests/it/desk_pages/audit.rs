//! Who did what is kept, by whichever way they came, and shown to operators.

use super::newsroom::{Office, TOKEN};
use crate::program;
use pressroom::desk::{Deed, Door};
use pressroom::store::{Deeds, NewDeed, SqliteStore, WantedDeeds};
use serde_json::Value;

/// What the table says: who, by which way, what, to what.
fn rows(page: &str) -> Vec<[String; 4]> {
    let body = page.split("<tbody>").nth(1).unwrap_or_default();
    let rows = body.split("<tr>").skip(1);
    let cell = |cell: &str| {
        let text = cell.split("</td>").next().unwrap().split('>');
        let last = text.filter_map(|part| part.split('<').next());
        last.collect::<String>().trim().to_owned()
    };
    let row = |row: &str| {
        let cells: Vec<String> =
            row.split("<td").skip(2).map(|it| cell(&format!("<td{it}"))).collect();
        cells.try_into().unwrap_or_else(|cells| panic!("{cells:?}"))
    };
    rows.map(row).collect()
}

#[test]
fn who_did_what_is_kept_whichever_way_they_came() {
    let office = Office::usual();
    let id = office.push("one", &["world"]);
    let edna = office.sign_in("edna");
    let path = format!("/desk/articles/{id}");
    assert_eq!(office.form(&format!("{path}/correct"), &edna, &[("note", "Two.")]).status, 303);
    assert_eq!(office.form(&format!("{path}/retract"), &edna, &[]).status, 303);
    // A refused one is no deed.
    let rana = office.sign_in("rana");
    assert_eq!(office.form(&format!("{path}/undo"), &rana, &[]).status, 403);
    let undone = office.newsroom.run(&["undo", &id]);
    assert!(undone.status.success(), "{undone:?}");
    // The same again changes nothing, and is no deed either.
    let item = serde_json::json!({"id": "one", "title": "Story one", "sections": ["world"],
        "content_html": "<p>What happened in one.</p>", "date_published": "2026-11-23T10:00:00Z"})
    .to_string();
    let headers = format!(
        "Host: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n",
        item.len()
    );
    let feeds = office.running.feeds();
    let again = program::send_raw(feeds, "PUT", "/api/articles/one", &headers, &item);
    assert_eq!(again.status, 200, "{}", again.text());
    let omar = office.sign_in("omar");
    assert_eq!(office.form("/desk/sources/desk/ask", &omar, &[]).status, 303);
    let page = office.page("/desk/audit", &omar);
    assert_eq!(page.status, 200, "{}", page.text());
    let told = rows(&page.text());
    let told: Vec<[&str; 4]> = told.iter().map(|row| row.each_ref().map(String::as_str)).collect();
    let expected = [
        ["omar", "at the desk", "had it asked", "desk"],
        ["omar", "at the desk", "signed in", ""],
        ["desk", "by a command", "undid the last word", "Story one"],
        ["rana", "at the desk", "signed in", ""],
        ["edna", "at the desk", "retracted it", "Story one"],
        ["edna", "at the desk", "corrected it", "Story one"],
        ["edna", "at the desk", "signed in", ""],
        ["wire", "by the push API", "pushed a new article", "Story one"],
    ];
    assert_eq!(told, expected);
    let of_edna = rows(&office.page("/desk/audit?who=edna", &omar).text());
    assert!(of_edna.len() == 3 && of_edna.iter().all(|row| row[0] == "edna"), "{of_edna:?}");
    for who in [&edna, &rana] {
        assert_eq!(office.page("/desk/audit", who).status, 403, "that is for operators");
    }
    // The command tells the same.
    let told = office.newsroom.told(&["audit", "--json", "--limit", "4", &id]);
    let deeds: Vec<&Value> = told["deeds"].as_array().unwrap().iter().collect();
    let short: Vec<_> = deeds
        .iter()
        .map(|deed| (deed["by"].clone(), deed["door"].clone(), deed["deed"].clone()))
        .collect();
    assert_eq!(short.len(), 4);
    assert_eq!(short[0], ("desk".into(), "command".into(), "undone".into()));
    assert_eq!(short[3], ("wire".into(), "push".into(), "pushed".into()));
    let words = office.newsroom.run(&["audit"]);
    let words = String::from_utf8(words.stdout).unwrap();
    assert!(words.contains("retracted it") && words.contains(&id), "{words}");
}

#[test]
fn the_oldest_deeds_are_forgotten_and_pushes_end_nothing_that_people_did() {
    let office = Office::open("");
    let path = office.newsroom.path("pressroom.sqlite");
    let mut store = SqliteStore::open(&path).unwrap();
    let keep = |store: &mut SqliteStore, by: &str, door: Door| {
        let (at, deed) = (super::newsroom::noon(), Deed::Asked);
        let deed = NewDeed { at, by, door, deed, article: None, subject: Some("desk") };
        store.keep_deed(&deed).unwrap();
    };
    keep(&mut store, "first", Door::Command);
    let raw = rusqlite::Connection::open(&path).unwrap();
    let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10300)
                INSERT INTO deed (at, by, door, deed) SELECT i, 'wire', 'push', 'pushed' FROM n";
    raw.execute(many, []).unwrap();
    for _ in 0..64 {
        keep(&mut store, "wire", Door::Push);
    }
    let of = |store: &mut SqliteStore, by: &str| {
        let wanted = WantedDeeds { by: Some(by), ..WantedDeeds::default() };
        store.deeds(&wanted, 20_000).unwrap()
    };
    let pushed = of(&mut store, "wire");
    assert!((10_000..10_064).contains(&pushed.len()), "{}", pushed.len());
    assert_eq!(of(&mut store, "first").len(), 1);
    // Pages of the audit go on where the one before ended.
    let wanted = WantedDeeds { before: Some(pushed[9].number), ..WantedDeeds::default() };
    assert_eq!(store.deeds(&wanted, 1).unwrap()[0].number, pushed[10].number);
}
