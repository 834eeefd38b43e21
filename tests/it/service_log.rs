//! Promise: whoever runs the service sees what it says, from where they are.
//! - `pressroom log` shows the newest lines and follows what comes, and ends with the service;
//! - only those of a source or of a weight, where that is wanted; as JSON too;
//! - times are the newsroom's;
//! - what a quiet service did is there as well, and what it is said of shows no other signs
//!   to a terminal than letters;
//! - no address with a secret is told there, in `/health` or in an alert;
//! - only the service's own account may ask, and the socket goes with the service;
//! - without a service it says so, and what is no source is refused with those that there are.

use crate::program::{DESK, Newsroom, PATIENCE, article};
use crate::receiver::receiver;
use crate::site::Site;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};

/// A newsroom in a zone far from UTC, with a file that becomes no article.
fn newsroom(rest: &str) -> Newsroom {
    let newsroom = Newsroom::new(&format!("timezone = \"Asia/Karachi\"\n{DESK}{rest}"));
    let date = "2026-01-05T10:00:00Z";
    newsroom.write("articles/one.md", &article("One", "\"world\"", date, "Text."));
    newsroom.write("articles/none.md", &article("None", "\"cooking\"", date, "Text."));
    newsroom.write("more/two.md", &article("Two", "\"world\"", date, "Words."));
    newsroom
}

const MORE: &str = "[[source]]\nname = \"more\"\nschedule = \"@yearly\"\n\
    base_url = \"https://test.example/\"\n[source.folder]\npath = \"more\"\n";

fn lines(newsroom: &Newsroom, words: &[&str]) -> Vec<Value> {
    let told = newsroom.ended(&[&["log", "--no-follow", "--json"], words].concat(), 0);
    told.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn messages(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["message"].as_str().unwrap()).collect()
}

#[test]
fn the_newest_lines_are_shown_by_source_and_weight() {
    let newsroom = newsroom(MORE);
    let _service = newsroom.serve();
    let all = lines(&newsroom, &[]);
    assert!(messages(&all).contains(&"serving"), "{all:?}");
    let gathered = all.iter().filter(|line| line["message"] == "gathered");
    assert_eq!(gathered.count(), 2, "{all:?}");
    assert!(all.iter().all(|line| line["at"].as_str().unwrap().ends_with("+05:00")), "{all:?}");
    let of_desk = lines(&newsroom, &["--source", "desk"]);
    assert!(messages(&of_desk).contains(&"rejected"), "{of_desk:?}");
    assert!(of_desk.iter().all(|line| line["fields"]["source"] == "desk"), "{of_desk:?}");
    let odd = lines(&newsroom, &["--level", "warn"]);
    assert!(odd.len() < all.len() && odd.iter().all(|line| line["level"] != "info"), "{odd:?}");
    let last = lines(&newsroom, &["--lines", "1"]);
    assert_eq!(last.len(), 1);
    let output = newsroom.run(&["log", "--no-follow", "--lines", "1"]);
    let told = String::from_utf8_lossy(&output.stderr);
    let more = format!("{} lines more came before", all.len() - 1);
    assert!(told.contains(&more) && told.contains(&format!("--lines {}", all.len())), "{told}");
    let output = newsroom.run(&["log", "--no-follow"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("lines more"));
    let text = newsroom.ended(&["log", "--no-follow", "--source", "more"], 0);
    assert!(text.contains(" info  gathered ") && text.contains(" new=1 "), "{text}");
    let text = newsroom.ended(&["log", "--no-follow", "--source", "desk"], 0);
    assert!(text.contains(r#" reason="there is no section \"cooking\""#), "{text}");
}

/// `pressroom log`, running.
struct Follower(Child);

impl Follower {
    fn of(newsroom: &Newsroom) -> Self {
        let mut command = newsroom.command(&["log", "--json"]);
        Self(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn what_comes_is_followed_until_the_service_ends() {
    let newsroom = newsroom("");
    let service = newsroom.serve();
    let mut follower = Follower::of(&newsroom);
    let mut told = BufReader::new(follower.0.stdout.take().unwrap()).lines();
    let mut next = |wanted: &str| {
        told.by_ref().map(Result::unwrap).find(|line| line.contains(wanted)).unwrap()
    };
    next("gathered");
    let date = "2026-01-06T10:00:00Z";
    newsroom.write("articles/late.md", &article("Late", "\"cooking\"", date, "Text."));
    let line: Value = serde_json::from_str(&next("\"key\":\"late\"")).unwrap();
    assert_eq!((&line["level"], &line["message"]), (&"info".into(), &"rejected".into()));
    assert_eq!(service.terminate(), Some(0));
    assert!(follower.0.wait().unwrap().success());
    let mut last = String::new();
    follower.0.stderr.take().unwrap().read_to_string(&mut last).unwrap();
    assert!(last.contains("the service has ended"), "{last}");
    assert!(!newsroom.path("pressroom.sqlite.socket").exists());
}

#[test]
fn it_ends_when_nobody_reads_any_more() {
    let newsroom = newsroom("");
    let _service = newsroom.serve();
    let program = env!("CARGO_BIN_EXE_pressroom");
    let script = format!("\"{program}\" log | head -n 1");
    let mut shell = Command::new("sh");
    let ended = shell.args(["-c", &script]).current_dir(newsroom.path("")).output();
    assert_eq!(String::from_utf8_lossy(&ended.unwrap().stdout).lines().count(), 1);
}

#[test]
fn a_quiet_service_is_asked_in_a_folder_of_any_depth() {
    let deep = format!("{}/{}", "a".repeat(90), "b".repeat(90));
    let newsroom = newsroom(&format!("[store]\npath = \"{deep}/pressroom.sqlite\"\n"));
    std::fs::create_dir_all(newsroom.path(&deep)).unwrap();
    let mut command = newsroom.command(&["--quiet"]);
    let service = Quiet(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    let socket = newsroom.path(&format!("{deep}/pressroom.sqlite.socket"));
    let begun = std::time::Instant::now();
    loop {
        let output = newsroom.run(&["log", "--no-follow"]);
        if String::from_utf8_lossy(&output.stdout).contains("gathered") {
            break;
        }
        assert!(begun.elapsed() < crate::program::PATIENCE, "{output:?}");
        std::thread::yield_now();
    }
    assert_eq!(socket.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    drop(service);
    // One that a service has left behind, as when it is killed, is no service.
    assert!(socket.exists());
    let refused = newsroom.ended(&["log"], 1);
    assert!(refused.contains("no service is running on"), "{refused}");
    let _next = newsroom.serve();
    assert!(messages(&lines(&newsroom, &[])).contains(&"gathered"));
}

/// A service that says nothing, killed with the test.
struct Quiet(Child);

impl Drop for Quiet {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn what_is_no_source_or_level_is_refused() {
    let newsroom = newsroom("");
    let refused = newsroom.ended(&["log", "--source", "desc"], 1);
    assert!(refused.contains("no source \"desc\"") && refused.contains("desk"), "{refused}");
    let refused = newsroom.ended(&["log", "--level", "loud"], 2);
    assert!(refused.contains("error, warn, info, debug or trace"), "{refused}");
    let refused = newsroom.ended(&["log"], 1);
    assert!(refused.contains("journalctl -u pressroom"), "{refused}");
}

#[test]
fn no_address_is_told_with_its_secret() {
    let site = Site::new();
    site.put_with("/wire", 404, "no");
    let url = site.url("/wire?token=SECRET99");
    let (address, posts) = receiver(&[]);
    let newsroom = newsroom(&format!(
        "[fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\n\
         [alerts]\nsource_failures = 1\nwebhook = \"{address}/hook\"\n[[source]]\n\
         name = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\nfeed.url = \"{url}\"\n"
    ));
    let service = newsroom.serve();
    let (_, alert) = posts.recv_timeout(PATIENCE).expect("somebody is told");
    let alert = String::from_utf8(alert).unwrap();
    let health = service.ask_admin("/health").text();
    let log = newsroom.ended(&["log", "--no-follow", "--json"], 0);
    for told in [alert, health, log] {
        assert!(told.contains("/wire") && told.contains("404"), "{told}");
        assert!(!told.contains("SECRET99"), "{told}");
    }
}
