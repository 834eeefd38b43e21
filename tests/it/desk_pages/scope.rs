//! What somebody sees and changes is bounded by their role and their sections, as a token's
//! pushes are.

use super::newsroom::{Office, unseen};

fn note(text: &'static str) -> [(&'static str, &'static str); 1] {
    [("note", text)]
}

#[test]
fn a_role_bounds_what_somebody_does() {
    let office = Office::usual();
    let id = office.push("one", &["world"]);
    let path = format!("/desk/articles/{id}");
    let (rana, edna) = (office.sign_in("rana"), office.sign_in("edna"));
    let seen = office.page(&path, &rana);
    assert_eq!(seen.status, 200);
    assert!(!seen.text().contains("<h2>Change it</h2>"), "a reader is offered nothing");
    let refused = office.form(&format!("{path}/correct"), &rana, &note("It was two."));
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("`editor`"), "{}", refused.text());
    assert_eq!(office.form(&format!("{path}/retract"), &rana, &[]).status, 403);
    assert_eq!(office.form(&format!("{path}/undo"), &rana, &[]).status, 403);
    let done = office.form(&format!("{path}/correct"), &edna, &note("It was two."));
    assert_eq!(done.status, 303, "{}", done.text());
    let page = office.page(&path, &rana).text();
    assert!(page.contains("correction: It was two."), "{page}");
    assert!(page.contains("<td>edna</td>"), "it is kept who did it: {page}");
}

#[test]
fn sections_bound_what_somebody_sees_and_does() {
    let office = Office::usual();
    let (own, both, other) = (
        office.push("own", &["world"]),
        office.push("both", &["world", "sports"]),
        office.push("other", &["sports"]),
    );
    let wali = office.sign_in("wali");
    let page = |id: &str| office.page(&format!("/desk/articles/{id}"), &wali);
    let retract = |id: &str| office.form(&format!("/desk/articles/{id}/retract"), &wali, &[]);
    assert_eq!((page(&own).status, page(&both).status), (200, 200));
    let hidden = page(&other);
    assert_eq!(hidden.status, 403);
    assert!(!hidden.text().contains("Story other"), "{}", hidden.text());
    assert_eq!(retract(&other).status, 403);
    assert_eq!(retract(&both).status, 403, "it is of a section too that is not theirs");
    assert_eq!(retract(&own).status, 303);
    assert_eq!(office.page("/desk/wrong", &wali).status, 403, "that tells of every section");
}

#[test]
fn what_was_taken_back_at_the_desk_is_brought_back_there() {
    let office = Office::usual();
    let id = office.push("one", &["world"]);
    let feed = |wanted: bool| {
        office.running.wait_for("/feeds/world.json", |answer| {
            answer.status == 200 && answer.text().contains("Story one") == wanted
        })
    };
    feed(true);
    let edna = office.sign_in("edna");
    let path = format!("/desk/articles/{id}");
    let done =
        office.form(&format!("{path}/retract"), &edna, &[("reason", "It <b>never</b> was.")]);
    assert_eq!(
        (done.status, done.header("location")),
        (303, Some(&*format!("{path}?done=retract")))
    );
    feed(false);
    let page = office.page(&format!("{path}?done=retract"), &edna).text();
    assert!(page.contains("The article is taken back."), "{page}");
    assert!(page.contains("It &#60;b&#62;never&#60;/b&#62; was."), "{page}");
    // A button undoes what it says, whoever has said something since, and not what is last
    // when it is pressed.
    let undo = |fields: &[(&str, &str)]| office.form(&format!("{path}/undo"), &edna, fields);
    assert!(page.contains("Undo the retraction of Mon 23 Nov 2026, 12:00, by edna"), "{page}");
    let retraction = unseen(&page, "edit");
    let noted = office.form(&format!("{path}/correct"), &edna, &note("Nobody was there."));
    assert_eq!(noted.status, 303);
    let refused = undo(&[("edit", &retraction)]);
    assert_eq!(refused.status, 409, "a page from before the correction: {}", refused.text());
    assert!(refused.text().contains(&format!("<a href=\"{path}\">Look at it again</a>")));
    assert_eq!(undo(&[]).status, 409, "it says nothing of what is undone");
    let nobody = office.form(&format!("{path}/undo"), "", &[("edit", &retraction)]);
    let way = format!("/desk/sign-in?back=%2Fdesk%2Farticles%2F{}", id.replace(':', "%3A"));
    assert_eq!(nobody.status, 401);
    assert!(nobody.text().contains(&way), "{}", nobody.text());
    let page = office.page(&path, &edna).text();
    assert!(page.contains("Undo the correction of"), "{page}");
    let correction = unseen(&page, "edit");
    assert_eq!(undo(&[("edit", &correction)]).status, 303);
    assert_eq!(undo(&[("edit", &correction)]).status, 409, "it was pressed twice");
    let page = office.page(&path, &edna).text();
    assert!(page.contains("It &#60;b&#62;never&#60;/b&#62; was."), "it stays back: {page}");
    let done = undo(&[("edit", &unseen(&page, "edit"))]);
    assert_eq!(done.status, 303, "{}", done.text());
    feed(true);
    assert_eq!(undo(&[("edit", &retraction)]).status, 409);
    embargoes_are_lifted_as_they_were_seen(&office, &path, &edna);
}

fn embargoes_are_lifted_as_they_were_seen(office: &Office, path: &str, cookie: &str) {
    let keep_back = |until: &str| {
        let kept = office.form(&format!("{path}/embargo"), cookie, &[("until", until)]);
        assert_eq!(kept.status, 303, "{}", kept.text());
        unseen(&office.page(path, cookie).text(), "until")
    };
    let lift = |until: &str| office.form(&format!("{path}/lift"), cookie, &[("until", until)]);
    let first = keep_back("2199-01-01T10:00");
    let second = keep_back("2199-02-01T10:00");
    assert_eq!(lift(&first).status, 409, "it was moved since");
    assert_eq!(lift(&second).status, 303);
    assert_eq!(lift(&second).status, 409);
}

/// Every page and every button, with what an unknown person, a reader, an editor, an editor
/// of World, and an operator get; 2 stands for what is done, or refused for another reason
/// than who asks.
const EVERYTHING: [(&str, &str, [u16; 5]); 31] = [
    ("GET", "/desk/", [303, 200, 200, 200, 200]),
    ("GET", "/desk/next", [303, 200, 200, 200, 200]),
    ("GET", "/desk/articles", [303, 200, 200, 200, 200]),
    ("GET", "/desk/sections", [303, 200, 200, 200, 200]),
    ("GET", "/desk/feeds", [303, 200, 200, 200, 200]),
    ("GET", "/desk/feeds/world", [303, 200, 200, 200, 200]),
    ("GET", "/desk/feeds/sports", [303, 200, 200, 404, 200]),
    ("GET", "/desk/feeds/front-page", [303, 200, 200, 404, 200]),
    ("GET", "/desk/wrong", [303, 200, 200, 403, 200]),
    ("GET", "/desk/sources", [303, 200, 200, 403, 200]),
    ("GET", "/desk/sources/desk", [303, 200, 200, 403, 200]),
    ("GET", "/desk/config", [303, 403, 403, 403, 200]),
    ("GET", "/desk/log", [303, 403, 403, 403, 200]),
    ("GET", "/desk/audit", [303, 403, 403, 403, 200]),
    ("GET", "/desk/articles/OTHER", [303, 200, 200, 403, 200]),
    ("GET", "/desk/articles/BOTH", [303, 200, 200, 200, 200]),
    ("POST", "/desk/config", [401, 403, 403, 403, 2]),
    ("POST", "/desk/feeds/world/let-out", [401, 403, 403, 403, 2]),
    ("POST", "/desk/sources/desk/ask", [401, 403, 403, 403, 2]),
    ("POST", "/desk/sources/desk/try", [401, 403, 403, 403, 2]),
    ("POST", "/desk/sources/desk/confirm", [401, 403, 403, 403, 2]),
    ("POST", "/desk/articles/OTHER/correct", [401, 403, 2, 403, 2]),
    ("POST", "/desk/articles/OTHER/retract", [401, 403, 2, 403, 2]),
    ("POST", "/desk/articles/OTHER/embargo", [401, 403, 2, 403, 2]),
    ("POST", "/desk/articles/OTHER/lift", [401, 403, 2, 403, 2]),
    ("POST", "/desk/articles/OTHER/undo", [401, 403, 2, 403, 2]),
    ("POST", "/desk/articles/BOTH/correct", [401, 403, 2, 403, 2]),
    ("POST", "/desk/articles/BOTH/retract", [401, 403, 2, 403, 2]),
    ("POST", "/desk/articles/BOTH/embargo", [401, 403, 2, 403, 2]),
    ("POST", "/desk/articles/BOTH/lift", [401, 403, 2, 403, 2]),
    ("POST", "/desk/articles/BOTH/undo", [401, 403, 2, 403, 2]),
];

/// A time that is to come.
const LATER: &str = "2199-01-01T10:00";

#[test]
fn no_page_and_no_button_goes_beyond_a_role_or_sections() {
    let office = Office::usual();
    let other = office.push("other", &["sports"]);
    let both = office.push("both", &["world", "sports"]);
    office.running.wait_for("/feeds/world.json", |it| it.text().contains("Story both"));
    let names = ["rana", "edna", "wali", "omar"].map(|name| office.sign_in(name));
    let cookies = std::iter::once("").chain(names.iter().map(String::as_str));
    for (person, cookie) in cookies.enumerate() {
        for (method, path, expected) in EVERYTHING {
            let path = path.replace("OTHER", &other).replace("BOTH", &both);
            let answer = match method {
                "GET" => office.page(&path, cookie),
                _ => office.form(&path, cookie, &[("note", "It was two."), ("until", LATER)]),
            };
            let (status, expected) = (answer.status, expected[person]);
            let is_so = match expected {
                2 => ![401, 403, 404].contains(&status),
                expected => status == expected,
            };
            assert!(is_so, "{method} {path} by {person}: {status}, not {expected}");
            if [403, 404].contains(&status) {
                assert!(!answer.text().contains("Story other"), "{path} by {person}");
            }
        }
    }
}
