//! Promise: a changed configuration is taken up while the service runs, or refused
//! with the reason, and nobody notices who is not meant.
//! - a new section, source, rule or token counts without a restart, and a connection
//!   that was open before goes on;
//! - a source that did not change is not asked again; one that did is, at once;
//! - a file that is wrong changes nothing, and health and metrics say why, with the
//!   line and the remedy, until it is right again;
//! - a change that removes a feed, or alters its address or ids, or the ids of
//!   articles, is refused, unless it is allowed: then the files go, and 404 or 410;
//! - a file that is replaced by renaming, as editors do, or by turning a link, is
//!   noticed, and so is a change that its folder is not told of; SIGHUP reads it again
//!   though it did not change;
//! - what only a restart can change is said;
//! - commands that look show what is in force, and say that the file is not.

use crate::program::{DESK, Newsroom, Service, article};
use crate::site::Site;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;

const CULTURE: &str = "[[section]]\ntitle = \"Culture\"\n";

fn desk() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    newsroom.write(
        "articles/one.md",
        &article("One", "\"world\", \"sports\"", "2026-01-05T10:00:00Z", "Text."),
    );
    newsroom
}

/// The configuration with one text in the place of another.
fn change(newsroom: &Newsroom, from: &str, to: &str) {
    let config = newsroom.read("config.toml");
    assert!(config.contains(from), "{from} is in the file");
    newsroom.write("config.toml", &config.replacen(from, to, 1));
}

fn add(newsroom: &Newsroom, more: &str) {
    newsroom.write("config.toml", &format!("{}{more}", newsroom.read("config.toml")));
}

/// What health says of the configuration, once it says what is waited for.
fn health(service: &Service, wanted: impl Fn(&Value) -> bool) -> Value {
    let parse = |body: &[u8]| serde_json::from_slice::<Value>(body).unwrap();
    parse(&service.wait_for_admin("/health", |answer| wanted(&parse(&answer.body))).body)
}

/// The problem that says this. A file that is half written has others for a moment.
fn problem(service: &Service, says: &str) -> String {
    let told = health(service, |health| {
        health["config_problem"].as_str().is_some_and(|problem| problem.contains(says))
    });
    assert_eq!(told["status"], "degraded");
    told["config_problem"].as_str().unwrap().to_owned()
}

/// One answer on a connection that stays open.
fn ask(connection: &mut TcpStream, path: &str) -> String {
    write!(connection, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let (mut answer, mut byte) = (Vec::new(), [0]);
    while !answer.ends_with(b"\r\n\r\n") {
        connection.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
    }
    let head = String::from_utf8(answer).unwrap();
    let length = head.to_lowercase().split("content-length: ").nth(1).unwrap().to_owned();
    let mut body = vec![0; length.split("\r\n").next().unwrap().parse().unwrap()];
    connection.read_exact(&mut body).unwrap();
    head
}

fn feed(site: &Site, path: &str, title: &str) -> String {
    let item = format!(
        "<item><title>{title}</title><guid>https://wire.example{path}</guid><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><description>Text of {title}.</description></item>"
    );
    site.put(
        path,
        format!("<rss version=\"2.0\"><channel><title>Wire</title>{item}</channel></rss>"),
    );
    let name = path.trim_matches('/');
    let url = site.url(path);
    format!(
        "[[source]]\nname = \"{name}\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n[source.feed]\nurl = \"{url}\"\n"
    )
}

#[test]
fn a_new_section_appears_and_an_open_connection_goes_on() {
    let newsroom = desk();
    newsroom.write(
        "articles/play.md",
        &article("A play", "\"culture\"", "2026-01-05T10:00:00Z", "Text."),
    );
    let service = newsroom.serve();
    let mut connection = TcpStream::connect(&service.feeds).unwrap();
    assert!(ask(&mut connection, "/feeds/culture.json").starts_with("HTTP/1.1 404"));
    let before = service.get("/feeds/world.json");
    add(&newsroom, CULTURE);
    service.wait_for("/feeds/culture.json", |answer| answer.text().contains("A play"));
    assert!(ask(&mut connection, "/feeds/culture.json").starts_with("HTTP/1.1 200"));
    // Pages and lists are published after the feeds.
    service.wait_for("/feeds/index.opml", |answer| answer.text().contains("culture"));
    let after = service.get("/feeds/world.json");
    assert_eq!(before.body, after.body, "a feed that did not change stays as it was");
    assert_eq!(before.header("etag"), after.header("etag"));
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn only_what_changed_is_asked_again() {
    let site = Site::new();
    let newsroom = desk();
    let wire = feed(&site, "/wire", "Wired");
    add(&newsroom, &format!("{wire}[fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\n"));
    let service = newsroom.serve();
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("Wired"));
    assert_eq!(site.asked("/wire"), 1);

    // A new source before it gives it another place in the file, and a new section
    // another list of sections: it is the same source all the same.
    let agency = feed(&site, "/agency", "From the agency");
    change(&newsroom, "[[source]]", &format!("{CULTURE}{agency}[[source]]"));
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("From the agency"));
    assert_eq!((site.asked("/wire"), site.asked("/agency")), (1, 1));

    // A rule makes it another one.
    change(
        &newsroom,
        "[fetch]",
        "[[source.rule]]\nsections = [\"culture\"]\ntitle = [\"Wired\"]\n[fetch]",
    );
    service.wait_for("/feeds/culture.json", |answer| answer.text().contains("Wired"));
    assert_eq!((site.asked("/wire"), site.asked("/agency")), (2, 1));

    // Without it, its article stays, and nothing more is told of it.
    change(&newsroom, &agency, "");
    let told = health(&service, |health| health["sources"]["agency"].is_null());
    assert!(told["sources"]["wire"].is_object(), "{told}");
    assert!(service.get("/feeds/world.json").text().contains("From the agency"));
}

#[test]
fn a_wrong_file_changes_nothing_and_the_reason_is_told() {
    let newsroom = desk();
    let service = newsroom.serve();
    let (right, files) = (newsroom.read("config.toml"), newsroom.published());
    let cases = [
        (right.replace("\"@yearly\"", "\"@yeerly\""), "@yearly"),
        (format!("{right}[publish]\nitmes = 5\n"), "items"),
        (right[..right.len() / 2].to_owned(), "config.toml:"),
        (String::new(), "site"),
        ("\u{0}\u{1}not toml at all [[[".to_owned(), "config.toml:1"),
    ];
    for (wrong, said) in &cases {
        newsroom.write("config.toml", wrong);
        let told = service.wait_for_admin("/health", |answer| {
            let problem = serde_json::from_slice::<Value>(&answer.body).unwrap();
            problem["config_problem"].as_str().is_some_and(|problem| problem.contains(said))
        });
        assert!(told.text().contains("degraded"), "{}", told.text());
        service.wait_for_admin("/metrics", |answer| {
            answer.text().contains("pressroom_config_refused{reason=\"invalid\"} 1")
        });
        assert_eq!(service.get("/feeds/world.json").status, 200);
        newsroom.write("config.toml", &right);
        health(&service, |health| health["config_problem"].is_null());
    }
    let metrics = service
        .wait_for_admin("/metrics", |answer| !answer.text().contains("pressroom_config_refused{"))
        .text();
    assert!(metrics.contains("pressroom_config_reloads_total{outcome=\"invalid\"}"), "{metrics}");
    std::fs::remove_file(newsroom.path("config.toml")).unwrap();
    problem(&service, "no such config file");
    newsroom.write("config.toml", &right);
    health(&service, |health| health["config_problem"].is_null());
    assert!(newsroom.published() == files, "nothing was published meanwhile");
}

#[test]
fn a_section_is_removed_only_when_that_is_allowed() {
    let newsroom = desk();
    let service = newsroom.serve();
    newsroom.write("articles/one.md", &article("One", "\"world\"", "2026-01-05T10:00:00Z", "x"));
    change(&newsroom, "[[section]]\ntitle = \"Sports\"\n", "");
    let said = problem(&service, "allow_breaking");
    for part in ["sports", "Sports", "gone = ["] {
        assert!(said.contains(part), "{part} in {said}");
    }
    service.wait_for_admin("/metrics", |answer| {
        answer.text().contains("pressroom_config_refused{reason=\"breaking\"} 1")
    });
    assert_eq!(service.get("/feeds/sports.json").status, 200);
    assert!(newsroom.path("feeds/sports.json").exists());

    add(&newsroom, "[server]\nallow_breaking = true\n");
    let files = ["sports.json", "sports.rss.gz", "sports.atom.br", "sports.html"];
    let is_left = |name: &&str| newsroom.path(&format!("feeds/{name}")).exists();
    service.wait_for("/feeds/sports.json", |answer| {
        answer.status == 404 && !files.iter().any(is_left)
    });
    health(&service, |health| health["config_problem"].is_null());
    assert!(!newsroom.read("feeds/index.opml").contains("sports"));
    service.wait_for_admin("/metrics", |answer| {
        !answer.text().contains("document_items{document=\"sports")
    });

    add(&newsroom, "gone = [\"sports\"]\n");
    service.wait_for("/feeds/sports.json", |answer| answer.status == 410);
    assert_eq!(service.get("/feeds/world.json").status, 200);
}

#[test]
fn what_readers_would_see_as_new_is_refused() {
    let newsroom = desk();
    let service = newsroom.serve();
    let right = newsroom.read("config.toml");
    let site = "founded = 2026-01-01\n";
    for (wrong, said) in [
        (right.replace("name = \"desk\"", "name = \"newsdesk\""), "1 articles of source \"desk\""),
        (right.replace(site, "founded = 2026-01-02\n"), "tag:test.example,2026-01-01"),
        (right.replace(site, &format!("{site}feeds_url = \"https://f.example/\"\n")), "https://f."),
        (right.replace("title = \"World\"", "title = \"World\"\nslug = \"abroad\""), "feed world"),
    ] {
        newsroom.write("config.toml", &wrong);
        let told = health(&service, |health| {
            health["config_problem"].as_str().is_some_and(|problem| problem.contains(said))
        });
        assert!(told["config_problem"].as_str().unwrap().contains("to keep it: "), "{told}");
    }
    newsroom.write("config.toml", &right);
    health(&service, |health| health["config_problem"].is_null());
    let ids = |newsroom: &Newsroom| newsroom.json("feeds/world.json")["items"][0]["id"].clone();
    let before = ids(&newsroom);
    // What no id hangs on may be changed: the title of the site, and of a section.
    newsroom.write("config.toml", &right.replace("\"World\"", "\"The World\"\nslug = \"world\""));
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("The World"));
    assert_eq!(ids(&newsroom), before);
}

#[test]
fn a_file_that_is_replaced_is_noticed() {
    let newsroom = desk();
    let service = newsroom.serve();
    let config = newsroom.read("config.toml");
    newsroom.write(".config.toml.swp", &format!("{config}{CULTURE}"));
    std::fs::rename(newsroom.path(".config.toml.swp"), newsroom.path("config.toml")).unwrap();
    service.wait_for("/feeds/culture.json", |answer| answer.status == 200);

    // A folder of settings as containers have it: the file is a link into a folder
    // that is a link itself, and only that one is turned.
    let link = |to: &str, name: &str| {
        let _ = std::fs::remove_file(newsroom.path("next"));
        std::os::unix::fs::symlink(to, newsroom.path("next")).unwrap();
        std::fs::rename(newsroom.path("next"), newsroom.path(name)).unwrap();
    };
    newsroom.write("first/config.toml", &format!("{config}{CULTURE}"));
    let science = "[[section]]\ntitle = \"Science\"\n";
    newsroom.write("second/config.toml", &format!("{config}{CULTURE}{science}"));
    link("first", "..data");
    link("..data/config.toml", "config.toml");
    link("second", "..data");
    service.wait_for("/feeds/science.json", |answer| answer.status == 200);
}

/// As in a container that one file is mounted into: nothing is heard of it in its folder.
#[test]
fn a_change_that_nobody_hears_of_is_noticed() {
    let newsroom = desk();
    newsroom.write("elsewhere/settings", &newsroom.read("config.toml"));
    std::fs::remove_file(newsroom.path("config.toml")).unwrap();
    std::fs::hard_link(newsroom.path("elsewhere/settings"), newsroom.path("config.toml")).unwrap();
    let service = newsroom.serve();
    let text = newsroom.read("config.toml");
    let mut file =
        std::fs::File::options().append(true).open(newsroom.path("elsewhere/settings")).unwrap();
    file.write_all(CULTURE.as_bytes()).unwrap();
    assert_eq!(newsroom.read("config.toml"), format!("{text}{CULTURE}"));
    service.wait_for("/feeds/culture.json", |answer| answer.status == 200);
}

#[test]
fn a_hangup_reads_it_again() {
    let newsroom = desk();
    let service = newsroom.serve();
    add(
        &newsroom,
        "[[source]]\nname = \"later\"\nschedule = \"@yearly\"\nfolder.path = \"later\"\n",
    );
    problem(&service, "later");
    newsroom.write("later/two.md", &article("Two", "\"world\"", "2026-01-05T11:00:00Z", "Text."));
    service.signal("-HUP");
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("Two"));
    health(&service, |health| health["config_problem"].is_null());
}

#[test]
fn what_waits_for_a_restart_is_said() {
    let newsroom = desk();
    let service = newsroom.serve();
    let more = "[server]\nmax_connections = 7\n[store]\npath = \"other.sqlite\"\n";
    add(&newsroom, &format!("{CULTURE}{more}"));
    service.wait_for("/feeds/culture.json", |answer| answer.status == 200);
    let told = health(&service, |_| true);
    let waiting: Vec<&str> =
        told["restart_needed"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(waiting, ["server.max_connections", "store.path"]);
    assert!(!newsroom.path("other.sqlite").exists());
    assert_eq!(told["status"], "ok", "{told}");
    assert!(service.get("/feeds/world.json").text().contains("One"));
}

#[test]
fn a_token_counts_at_once() {
    let newsroom = desk();
    let service = newsroom.serve();
    let push = || {
        let mut connection = TcpStream::connect(&service.feeds).unwrap();
        let body = r#"{"title": "Pushed", "content_text": "Text.", "_pressroom": {"sections": ["world"]}}"#;
        write!(
            connection,
            "PUT /api/articles/p1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer the reload's token\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(push().starts_with("HTTP/1.1 404"));
    let token = crate::program::token("cms", "the reload's token", &[]);
    add(&newsroom, &format!("{CULTURE}{token}"));
    service.wait_for("/feeds/culture.json", |answer| answer.status == 200);
    let answer = push();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("Pushed"));
}

/// What the service goes by is shown, whatever its file says meanwhile.
#[test]
fn what_commands_show_is_what_is_in_force() {
    let newsroom = desk();
    let service = newsroom.serve();
    let good = newsroom.read("config.toml");
    let sections = |told: &Value| {
        let feeds = told["feeds"].as_array().unwrap().iter();
        feeds.map(|feed| feed["feed"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = sections(&newsroom.told(&["status", "--json"]));
    for (bad, says) in [
        (good.replacen("title = \"World\"", "title = World", 1), "World"),
        (good.replacen("title = \"World\"", "title = \"Arts\"", 1), "Arts"),
    ] {
        newsroom.write("config.toml", &bad);
        problem(&service, if says == "Arts" { "allow_breaking" } else { "config.toml" });
        for words in [
            &["status"][..],
            &["log", "--no-follow"],
            &["explain", "One"],
            &["waiting"],
            &["list"],
            &["search", "Text"],
            &["show", "One"],
            &["audit"],
            &["export", "all.json"],
        ] {
            let output = newsroom.run(words);
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(0), "{says} {words:?}: {told}");
            assert!(told.contains("goes by"), "{says} {words:?}: {told}");
        }
        std::fs::remove_file(newsroom.path("all.json")).unwrap();
        assert_eq!(sections(&newsroom.told(&["status", "--json"])), before, "{says}");
        let nothing = newsroom.run(&["confirm", "desk"]);
        let told = String::from_utf8_lossy(&nothing.stderr).into_owned();
        assert!(nothing.status.code() == Some(1) && told.contains("nothing to confirm"), "{told}");
    }
    newsroom.write("config.toml", &good);
    health(&service, |health| health["config_problem"].is_null());
    let output = newsroom.run(&["list"]);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    // Without a service the file is all there is.
    service.terminate();
    newsroom.write("config.toml", &good.replacen("title = \"World\"", "title = World", 1));
    newsroom.ended(&["list"], 2);
}
