//! Promise: before its second, nothing that the program emits tells of an embargoed article.
//! - a second before, no byte of any published file, compressed or not, of any answer over HTTP
//!   (feeds, pages, lists, the API without a token, health, metrics), of their headers, of
//!   validators or of the log holds its title, text, tag, author, address, file or id;
//! - at its second it is in every feed, though nobody asked for anything and nothing was polled;
//! - a restart a second before, and a clock that jumps over the second, change nothing of that;
//! - at its end it leaves every feed, with a notice, and its source does not bring it back;
//! - what commands print does not tell of it either.

use crate::program;
use crate::push_api::newsroom::{Newsroom, item, noon};
use chrono::{DateTime, TimeDelta, Utc};
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

const SECRET: &str = "zanzibarquartz";

/// Its time.
fn then() -> DateTime<Utc> {
    noon() + TimeDelta::hours(3)
}

/// Everything that was ever logged in this process, down to the last detail.
static LOG: LazyLock<Log> = LazyLock::new(|| {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        // As the program does: the parser of HTML would log every text.
        .with_env_filter("trace,html5ever=off,markup5ever=off,selectors=off")
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    log
});

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A custom feed, which would take the article at once.
const OWN: &str =
    "[[feed]]\ntitle = \"Picks\"\nslug = \"picks\"\nsections = [\"world\", \"sports\"]\n";

/// An article whose every part is a secret, until `then`; with an end or none.
fn embargoed(title: &str, expires_at: &str) -> String {
    format!(
        "+++\ntitle = \"{title} {SECRET}\"\nsections = [\"world\"]\ndate = 2026-11-23T10:00:00Z\n\
         publish_at = {}\n{expires_at}authors = [\"A. {SECRET}\"]\ntags = [\"{SECRET}\"]\n\
         summary = \"About {SECRET}.\"\nslug = \"{SECRET}\"\nid = \"{SECRET}-{title}\"\n+++\n\
         The text is about {SECRET}.\n",
        then().to_rfc3339()
    )
}

/// A newsroom with an article of a file and a pushed one, both embargoed, and one that
/// could not be read for want of a section.
fn waiting() -> Newsroom {
    LazyLock::force(&LOG);
    let file = embargoed("File", "");
    let refused = file.replace("\"world\"", "\"nowhere\"").replace("-File", "-Refused");
    let files =
        [("zanzibarquartz.md", file.as_str()), ("zanzibarquartz-refused.md", refused.as_str())];
    let newsroom = Newsroom::open_with_files(OWN, &files, |settings| {
        settings.sources[0].judging.sections.clear();
    });
    let publish_at =
        format!("{{\"publish_at\":\"{}\",\"tags\":[\"{SECRET}\"],", then().to_rfc3339());
    let body = item(&format!("Pushed {SECRET}"), "world").replacen('{', &publish_at, 1);
    let id = format!("{SECRET}-pushed");
    assert_eq!(newsroom.put(&id, &body).status, 201);
    let held = newsroom.get(&format!("/api/articles/{id}"));
    assert!(held.text().contains(SECRET), "whoever has the token may read what waits");
    newsroom
}

/// Has a printing made, and waits for it.
fn print(newsroom: &Newsroom, marker: &str) {
    assert_eq!(newsroom.put(marker, &item(marker, "world")).status, 201);
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains(marker));
    newsroom.wait_for("/feeds/index.opml", |list| list.contains("World"));
}

/// Where the secret is in everything that is emitted.
fn leaks(newsroom: &Newsroom) -> Vec<String> {
    let mut emitted = newsroom.published();
    assert!(emitted.len() > 40, "{}", emitted.len());
    let names: Vec<String> = emitted.iter().map(|(name, _)| format!("/feeds/{name}")).collect();
    let id = pressroom::article::ArticleId::made_from(&format!("push\n{SECRET}-pushed"));
    let uuid = id.as_str().trim_start_matches("urn:uuid:");
    let others =
        ["/", "/feeds/", "/feeds", "/api", "/api/articles", "/api/openapi.json", "/robots.txt"];
    let of_id = [format!("/api/articles/{uuid}"), format!("/articles/{uuid}")];
    let paths = names.into_iter().chain(others.map(str::to_owned)).chain(of_id);
    let asked = paths.map(|path| {
        let reply = newsroom.ask("", "GET", &path, &[], "");
        (path, [reply.head.as_bytes(), &reply.body].concat())
    });
    emitted.extend(asked);
    for path in ["/health", "/health/live", "/health/ready", "/metrics"] {
        let reply = newsroom.ask_admin(path);
        emitted.push((path.to_owned(), [reply.head.as_bytes(), &reply.body].concat()));
    }
    emitted.push(("the log".to_owned(), LOG.0.lock().unwrap().clone()));
    let tells = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        text.contains(SECRET) || text.contains(uuid)
    };
    let told = emitted.into_iter().filter(|(_, bytes)| tells(bytes));
    told.map(|(place, _)| place).collect()
}

/// The two articles are in every feed of the section, in every format.
fn is_out(newsroom: &Newsroom) {
    for feed in ["world", "front-page", "picks"] {
        for format in ["rss", "atom", "json"] {
            newsroom.wait_for(&format!("/feeds/{feed}.{format}"), |text| {
                text.contains(&format!("File {SECRET}"))
                    && text.contains(&format!("Pushed {SECRET}"))
            });
        }
    }
}

#[test]
fn nothing_tells_of_it_before_its_second_and_everything_does_then() {
    let mut newsroom = waiting();
    print(&newsroom, "noon");
    assert_eq!(leaks(&newsroom), [""; 0]);
    newsroom.clock.set(then() - TimeDelta::seconds(1));
    newsroom.restart();
    print(&newsroom, "before");
    assert_eq!(leaks(&newsroom), [""; 0]);
    let before = newsroom.ask("", "GET", "/feeds/world.atom", &[], "");
    newsroom.clock.set(then());
    is_out(&newsroom);
    let after = newsroom.ask("", "GET", "/feeds/world.atom", &[], "");
    assert_ne!(before.header("etag"), after.header("etag"));
    assert!(leaks(&newsroom).len() > 20);
    assert!(!LOG.0.lock().unwrap().is_empty());
}

#[test]
fn at_its_end_it_leaves_every_feed_with_a_notice() {
    LazyLock::force(&LOG);
    let ends = then() + TimeDelta::hours(1);
    let expires_at = format!("expires_at = {}\n", ends.to_rfc3339());
    let file = embargoed("Brief", &expires_at).replace(SECRET, "harbour");
    let mut newsroom = Newsroom::open_with_files(OWN, &[("brief.md", &file)], |_| {});
    // The clock jumps over the whole morning, and the notice of it, at its end, is exact.
    newsroom.clock.set(then() + TimeDelta::minutes(20));
    newsroom.wait_for("/feeds/world.json", |feed| feed.contains("Brief harbour"));
    newsroom.clock.set(ends - TimeDelta::seconds(1));
    print(&newsroom, "still");
    for format in ["rss", "atom", "json"] {
        let text = newsroom.ask("", "GET", &format!("/feeds/world.{format}"), &[], "").text();
        assert!(text.contains("Brief harbour"), "{format}");
    }
    newsroom.clock.set(ends);
    let marks = [
        ("rss", "<dcterms:valid>start=2026-11-23T15:00:00Z; end=2026-11-23T16:00:00Z"),
        ("atom", "when=\"2026-11-23T16:00:00Z\""),
        ("json", "\"date_withdrawn\":\"2026-11-23T16:00:00Z\""),
    ];
    for feed in ["world", "front-page", "picks"] {
        for (format, mark) in marks {
            newsroom.wait_for(&format!("/feeds/{feed}.{format}"), |text| {
                !text.contains("Brief harbour") && text.contains(mark)
            });
        }
    }
    newsroom.restart();
    let text = newsroom.wait_for("/feeds/world.json", |text| text.contains("date_withdrawn"));
    assert!(!text.contains("Brief harbour"));
}

#[test]
fn commands_do_not_tell_of_it() {
    let newsroom = program::Newsroom::new(program::DESK);
    let file = embargoed("File", "").replace(&then().to_rfc3339(), "2199-01-01T00:00:00Z");
    newsroom.write("articles/zanzibarquartz.md", &file);
    newsroom.write(
        "articles/one.md",
        &program::article("One", "\"world\"", "2026-01-05T10:00:00Z", "x"),
    );
    for words in [&["run"][..], &["run", "--json"], &["status"], &["status", "--json"], &["check"]]
    {
        let output = newsroom.command(words).env("PRESSROOM_LOG", "trace").output().unwrap();
        assert!(output.status.success());
        let said = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&said).to_lowercase().contains(SECRET), "{words:?}");
    }
    let service = newsroom.serve();
    assert!(!service.said.to_lowercase().contains(SECRET));
}
