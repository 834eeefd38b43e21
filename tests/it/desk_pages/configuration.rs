//! The configuration in force is shown without its secrets, and another one is tried out
//! before it is written.

use super::newsroom::{Office, encoded, user};
use crate::program::{self, Answer, DESK, Newsroom, Service, article};

/// What a form of the desk's own page sends.
fn preview(service: &Service, headers: &str, text: &str) -> Answer {
    let (here, body) = (&service.admin, encoded(&[("text", text)]));
    let headers = format!("Host: {here}\r\n{headers}Content-Length: {}\r\n", body.len());
    program::send_raw(here, "POST", "/desk/config", &headers, &body)
}

fn ours(service: &Service) -> String {
    let here = &service.admin;
    format!("Origin: http://{here}\r\nContent-Type: application/x-www-form-urlencoded\r\n")
}

#[test]
fn no_secret_of_the_configuration_is_shown() {
    let secrets = "# the old password was hunter2\n[fetch]\nallow_hosts = [\"127.0.0.1\"]\n[alerts]\n\
        webhook = \"https://hooks.slack.example/services/T012/B345/abcdefSECRET\"\n\
        secret = \"a secret of some length\"\n\
        [[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
        [source.feed]\nurl = \"http://127.0.0.1:9/feed?key=hunter4\"\n";
    let newsroom = Newsroom::new(&format!("{DESK}{secrets}{}", user("omar", "operator", "")));
    let text = newsroom.read("config.toml");
    let hash = text.split("password = \"").nth(1).unwrap().split('"').next().unwrap();
    newsroom.write("articles/about.txt", "");
    let service = newsroom.serve();
    let page = program::get(&service.admin, "/desk/config", "");
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    for shown in ["127.0.0.1:9/feed", "omar", "articles", "(not shown)", "config.toml"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let escaped = hash.replace('$', "&#36;");
    for secret in ["hunter", "SECRET", "T012", "a secret of", hash, &escaped, "argon2"] {
        assert!(!page.contains(secret), "{secret}: {page}");
    }
    assert!(page.contains("when the service began"), "{page}");
}

#[test]
fn what_was_taken_up_and_what_was_refused_is_shown() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/about.txt", "");
    let service = newsroom.serve();
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &format!("{config}[[section]]\ntitle = \"Culture\"\n"));
    let page = service.wait_for_admin("/desk/config", |page| page.text().contains("Culture"));
    assert!(page.text().contains("when it was taken up while the service ran"));
    newsroom.write("config.toml", &format!("{config}[[section]]\ntitel = \"Culture\"\n"));
    let page = service.wait_for_admin("/desk/config", |page| page.text().contains("titel"));
    let page = page.text();
    assert!(page.contains("What the file says now is not used"), "{page}");
    let in_force = page.split("In force</h2>").nth(1).unwrap();
    assert!(in_force.contains("Culture") && !in_force.contains("titel"), "{in_force}");
}

#[test]
fn another_configuration_is_tried_and_nothing_is_written() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write(
        "articles/one.md",
        &article("One", "\"world\"", "2026-01-05T10:00:00Z", "Text of it."),
    );
    let service = newsroom.serve();
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("\"One\""));
    let config = newsroom.read("config.toml");
    let more = format!("{config}[[section]]\ntitle = \"Culture & <b>Arts\"\nslug = \"culture\"\n");
    let page = preview(&service, &ours(&service), &more);
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    assert!(page.contains("culture (new): 0 added, 0 removed, 0 moved"), "{page}");
    assert!(page.contains("&#60;b&#62;Arts"), "what was sent is there to go on with: {page}");
    let less = config.replace("[[section]]\ntitle = \"Sports\"\n", "");
    let page = preview(&service, &ours(&service), &less).text();
    assert!(page.contains("Breaks for readers"), "{page}");
    // A line is a line, whatever stands before it.
    let wrong = format!("\r\n\r\n{}", config.replace("title = \"Sports\"", "titel = \"Sports\""));
    let line = wrong.lines().position(|line| line.starts_with("titel")).unwrap() + 1;
    let page = preview(&service, &ours(&service), &wrong).text();
    assert!(page.contains(&format!("Line {line}: ")), "{line}: {page}");
    assert_eq!(newsroom.read("config.toml"), config);
    assert_eq!(service.get("/feeds/culture.json").status, 404);
    // No other site sees what a configuration would do.
    assert_eq!(preview(&service, "Origin: https://evil.example\r\n", &more).status, 403);
    assert_eq!(preview(&service, "", &more).status, 403);
}

#[test]
fn the_configuration_is_for_operators() {
    let office = Office::usual();
    for name in ["rana", "edna", "wali"] {
        let cookie = office.sign_in(name);
        assert_eq!(office.page("/desk/config", &cookie).status, 403, "{name}");
        let sent = office.form("/desk/config", &cookie, &[("text", "x = 1")]);
        assert_eq!(sent.status, 403, "{name}");
        let page = office.page("/desk/", &cookie).text();
        assert!(!page.contains("/desk/config"), "{name} is not led there: {page}");
    }
    let omar = office.sign_in("omar");
    let page = office.page("/desk/config", &omar);
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("came without a file"));
}
