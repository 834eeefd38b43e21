//! Promise: a source that fails is left in peace, and nothing of that is forgotten.
//! - each failure in a row doubles the wait, from the schedule's own interval, bounded,
//!   and the same on every machine;
//! - after five the circuit is open: one probe, and a success closes it;
//! - Retry-After holds the source, and every other source of the same host;
//! - a fresh answer is not asked for again, within the limit that the operator set;
//! - 410 retires a source until its address changes; 301 is remembered;
//! - what was written down by a clock that was ahead holds nobody once it is put right;
//! - a restart keeps all of it, and health tells it.

use crate::loopback;
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::clock::Clock;
use pressroom::config::{Environment, from_text};
use pressroom::health::{Health, Status};
use pressroom::metrics::Metrics;
use pressroom::pipeline::gather::moved::told_of_move;
use pressroom::pipeline::gather::standing::{hold_on, next_pass, plan, quieted};
use pressroom::pipeline::{PassEnd, PassReport, Pipeline};
use pressroom::schedule::Timetable;
use pressroom::schedule::backoff::{Backoff, CIRCUIT_OPENS_AT};
use pressroom::source_memory::{HoldReason, SourceName};
use std::io::Write;
use std::net::SocketAddr;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};

const FEED: &str = "<rss version='2.0'><channel><title>Wire</title><link>https://wire.example/</link>\
    <item><guid isPermaLink='false'>1</guid><title>One</title><link>https://wire.example/1</link>\
    <pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>";

/// What the upstream answers next: the head after the status, and the body.
type Script = Arc<Mutex<String>>;

/// An upstream that answers what the script says; `/moved` always has the feed.
fn upstream() -> (SocketAddr, Receiver<String>, Script) {
    let script = Script::default();
    let says = Arc::clone(&script);
    let (server, asked) = loopback::serve(move |head, to| {
        let mut answer = says.lock().unwrap().clone();
        if head.starts_with("GET /moved") && answer.starts_with("301") {
            answer = "200 OK".to_owned();
        }
        let body = if answer.starts_with("200") { FEED } else { "" };
        let length = body.len();
        write!(
            to,
            "HTTP/1.1 {answer}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
    });
    (server, asked, script)
}

struct Newsroom {
    folder: tempfile::TempDir,
    clock: Clock,
    addresses: Vec<String>,
}

fn noon() -> DateTime<Utc> {
    "2026-11-02T12:00:30Z".parse().unwrap()
}

impl Newsroom {
    /// Sources `s0`, `s1`… at these addresses, asked every ten minutes.
    fn new(addresses: &[String]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, clock: Clock::fixed(noon()), addresses: addresses.to_vec() }
    }

    /// As after a start of the program.
    fn start(&self) -> (Arc<Pipeline>, Health) {
        let mut text =
            "[site]\ntitle = \"T\"\nurl = \"https://news.example/\"\nfounded = 2026-09-01\n\
            [fetch]\npace = \"0s\"\nallow_hosts = [\"127.0.0.1\"]\n[[section]]\ntitle = \"World\"\n"
                .to_owned();
        for (number, address) in self.addresses.iter().enumerate() {
            text += &format!(
                "[[source]]\nname = \"s{number}\"\nschedule = \"*/10 * * * *\"\n\
                 sections = [\"world\"]\nfeed.url = \"{address}\"\n"
            );
        }
        let path = self.folder.path().join("config.toml");
        let settings = from_text(&text, &path, &Environment::default())
            .unwrap_or_else(|problems| panic!("{problems}"));
        let health = Health::new();
        let pipeline =
            Pipeline::open(Arc::new(settings), self.clock.clone(), health.clone(), Metrics::new());
        (Arc::new(pipeline.unwrap()), health)
    }

    fn pass_on(&self, seconds: i64) {
        self.clock.set(self.clock.now() + TimeDelta::seconds(seconds));
    }
}

async fn gather(pipeline: &Arc<Pipeline>, source: usize) -> PassReport {
    let source = pipeline.settings().sources[source].clone();
    pipeline.gatherer.gather(&source).await
}

/// When it would be asked next by a program that starts now.
fn planned(pipeline: &Pipeline, source: usize, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let standings = pipeline.gatherer.recall().unwrap();
    let source = &pipeline.settings().sources[source];
    let standing = &standings[source.name()];
    next_pass(source, standing.last_pass, hold_on(source, &standing.memory), now)
}

#[test]
fn each_failure_doubles_the_wait() {
    let table = Timetable::parse("*/10 * * * *", chrono_tz::UTC).unwrap();
    let wait = |name: &str, failures| {
        Backoff::default()
            .asked_again(&SourceName::new(name), &table, noon(), failures)
            .map(|at| (at - noon()).num_seconds())
    };
    assert_eq!(wait("a", 0), None);
    assert_eq!(wait("a", 1), None, "one failure is the schedule's matter");
    for (failures, minutes) in [(2, 20), (3, 40), (4, 80), (5, 160), (6, 320), (7, 360), (99, 360)]
    {
        let seconds = wait("a", failures).unwrap();
        assert!((minutes * 60..=minutes * 66).contains(&seconds), "{failures}: {seconds}");
        assert_eq!(wait("a", failures), wait("a", failures));
    }
    assert_ne!(wait("a", 7), wait("b", 7), "what failed together must not come back together");
    let daily = Timetable::parse("@daily", chrono_tz::UTC).unwrap();
    let again =
        Backoff::default().asked_again(&SourceName::new("a"), &daily, noon(), 4).unwrap() - noon();
    assert!(again >= TimeDelta::hours(24) && again < TimeDelta::hours(27), "{again}");
}

#[tokio::test]
async fn the_circuit_opens_probes_and_closes_over_restarts() {
    let (server, asked, script) = upstream();
    let newsroom = Newsroom::new(&[format!("http://{server}/feed")]);
    *script.lock().unwrap() = "500 Oops".to_owned();
    for failures in 1..=CIRCUIT_OPENS_AT {
        // Every pass is that of a program that was started anew.
        let (pipeline, health) = newsroom.start();
        let pass = gather(&pipeline, 0).await;
        assert!(matches!(pass.end, PassEnd::Failed { .. }), "{pass:?}");
        let reason = pass.hold.map(|hold| hold.reason);
        let expected = match failures {
            1 => None,
            CIRCUIT_OPENS_AT => Some(HoldReason::Open),
            _ => Some(HoldReason::Failing),
        };
        assert_eq!(reason, expected, "after {failures}");
        assert_eq!(health.report().sources[&pass.source].failures, failures);
        let next = planned(&pipeline, 0, newsroom.clock.now()).unwrap();
        assert_eq!(pass.hold.and_then(|hold| hold.until).unwrap_or(next), next);
        newsroom.clock.set(next);
    }
    let (pipeline, health) = newsroom.start();
    newsroom.pass_on(-60);
    pipeline.gatherer.recall().unwrap();
    let told = health.report().sources[&SourceName::new("s0")].clone();
    assert_eq!((told.failures, told.hold.unwrap().reason), (5, HoldReason::Open));
    assert_eq!(health.report().status, Status::Failing);
    newsroom.pass_on(60);
    *script.lock().unwrap() = "200 OK".to_owned();
    let probe = gather(&pipeline, 0).await;
    assert!(matches!(probe.end, PassEnd::Done { new: 1, .. }) && probe.hold.is_none(), "{probe:?}");
    let told = health.report().sources[&SourceName::new("s0")].clone();
    assert_eq!((told.failures, told.hold), (0, None));
    let now = newsroom.clock.now();
    assert!(planned(&pipeline, 0, now).unwrap() - now <= TimeDelta::minutes(10));
    assert_eq!(asked.try_iter().count(), 6, "one request a pass");
}

#[tokio::test]
async fn retry_after_holds_every_source_of_the_host() {
    let (server, asked, script) = upstream();
    let (other, other_asked, other_script) = upstream();
    let addresses =
        [format!("http://{server}/a"), format!("http://{server}/b"), format!("http://{other}/c")];
    let newsroom = Newsroom::new(&addresses);
    *script.lock().unwrap() = "429 Slow Down\r\nRetry-After: 3600".to_owned();
    *other_script.lock().unwrap() = "200 OK".to_owned();
    let (pipeline, _) = newsroom.start();
    let hour = noon() + TimeDelta::hours(1);
    let first = gather(&pipeline, 0).await;
    assert_eq!(first.hold.unwrap().until, Some(hour));
    assert_eq!(planned(&pipeline, 0, noon()), Some(hour));
    let second = gather(&pipeline, 1).await;
    assert!(matches!(second.end, PassEnd::Waits), "{second:?}");
    assert_eq!(second.hold.unwrap().until, Some(hour));
    let (settings, standings) = (pipeline.settings(), pipeline.gatherer.recall().unwrap());
    let names = ["s0", "s1", "s2"].map(SourceName::new);
    let next = plan(settings, &standings, noon());
    assert_eq!((next[&names[0]], next[&names[1]]), (Some(hour), Some(hour)));
    assert!(next[&names[2]] < Some(hour), "{next:?}");
    let quiet = quieted(settings, &standings, noon());
    assert_eq!(
        quiet.into_iter().collect::<Vec<_>>(),
        [(names[1].clone(), (hour, names[0].clone()))]
    );
    assert!(matches!(gather(&pipeline, 2).await.end, PassEnd::Done { .. }));
    // Started anew, it remembers for whom it waits.
    drop(pipeline);
    newsroom.pass_on(3599);
    let (pipeline, health) = newsroom.start();
    pipeline.gatherer.recall().unwrap();
    assert!(matches!(gather(&pipeline, 1).await.end, PassEnd::Waits));
    let report = health.report();
    let waits = report.sources.get(&SourceName::new("s1"));
    assert!(waits.is_none_or(|one| one.last_error.is_none()), "it did not fail");
    assert_eq!(asked.try_iter().count(), 1);
    *script.lock().unwrap() = "200 OK".to_owned();
    newsroom.pass_on(1);
    assert!(matches!(gather(&pipeline, 1).await.end, PassEnd::Done { .. }));
    assert!(matches!(gather(&pipeline, 0).await.end, PassEnd::Done { .. }));
    assert_eq!(other_asked.try_iter().count(), 1);
}

#[tokio::test]
async fn no_publisher_can_hold_us_for_ever() {
    for wait in ["99999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "18446744073709551615"] {
        let (server, _asked, script) = upstream();
        let newsroom = Newsroom::new(&[format!("http://{server}/a")]);
        *script.lock().unwrap() = format!("503 Busy\r\nRetry-After: {wait}");
        let (pipeline, _) = newsroom.start();
        let pass = gather(&pipeline, 0).await;
        assert_eq!(pass.hold.unwrap().until, Some(noon() + TimeDelta::hours(24)), "{wait}");
        // Nor can a clock that was wrong.
        let earlier = noon() - TimeDelta::days(900);
        let planned = planned(&pipeline, 0, earlier).unwrap();
        assert!(planned <= earlier + TimeDelta::hours(24), "{planned}");
    }
}

#[tokio::test]
async fn what_was_written_down_by_a_clock_that_was_ahead_holds_nobody() {
    let answers = [
        ("429 Slow Down\r\nRetry-After: 3600", HoldReason::Busy),
        ("200 OK\r\nCache-Control: max-age=840", HoldReason::Fresh),
    ];
    for (answer, reason) in answers {
        for ahead in [TimeDelta::hours(3), TimeDelta::hours(30), TimeDelta::days(366)] {
            let (server, asked, script) = upstream();
            let newsroom = Newsroom::new(&[format!("http://{server}/a")]);
            *script.lock().unwrap() = answer.to_owned();
            let (pipeline, _) = newsroom.start();
            newsroom.clock.set(noon() + ahead);
            assert_eq!(gather(&pipeline, 0).await.hold.unwrap().reason, reason);
            // It is put right, and a quarter of an hour passes, over a restart or not.
            newsroom.clock.set(noon());
            let firing = noon() + TimeDelta::seconds(570);
            assert_eq!(planned(&pipeline, 0, noon()), Some(firing), "{answer}, {ahead} ahead");
            newsroom.clock.set(firing);
            *script.lock().unwrap() = "200 OK".to_owned();
            let pass = gather(&pipeline, 0).await;
            assert!(matches!(pass.end, PassEnd::Done { .. }), "{answer}, {ahead} ahead: {pass:?}");
            drop(pipeline);
            let (pipeline, _) = newsroom.start();
            let pass = gather(&pipeline, 0).await;
            assert!(matches!(pass.end, PassEnd::Done { .. }), "{answer}, {ahead} ahead: {pass:?}");
            assert_eq!(asked.try_iter().count(), 3, "{answer}, {ahead} ahead");
        }
    }
}

#[tokio::test]
async fn a_busy_answer_that_names_no_time_holds_no_other_source_unless_it_is_429() {
    for (status, waits) in [("503 Busy", false), ("429 Slow Down", true)] {
        let (server, _asked, script) = upstream();
        let newsroom = Newsroom::new(&[format!("http://{server}/a"), format!("http://{server}/b")]);
        *script.lock().unwrap() = status.to_owned();
        let (pipeline, _) = newsroom.start();
        assert!(matches!(gather(&pipeline, 0).await.end, PassEnd::Failed { .. }));
        let other = gather(&pipeline, 1).await;
        assert_eq!(matches!(other.end, PassEnd::Waits), waits, "{status}: {other:?}");
    }
}

#[tokio::test]
async fn a_fresh_answer_is_not_asked_for_again() {
    let table = [
        ("Cache-Control: max-age=840", Some(840)),
        ("Cache-Control: public, MAX-AGE=\"840\"\r\nAge: 40", Some(800)),
        ("Cache-Control: max-age=86400", Some(900)),
        ("Cache-Control: no-cache, max-age=840", None),
        ("Cache-Control: no-store", None),
        ("Cache-Control: max-age=soon", None),
        ("Cache-Control: max-age=60\r\nAge: 90", None),
        (
            "Date: Mon, 02 Nov 2026 10:00:00 GMT\r\nExpires: Mon, 02 Nov 2026 10:12:00 GMT",
            Some(720),
        ),
        ("Expires: 0", None),
        ("X: y", None),
    ];
    for (header, seconds) in table {
        let (server, _asked, script) = upstream();
        let newsroom = Newsroom::new(&[format!("http://{server}/feed")]);
        *script.lock().unwrap() = format!("200 OK\r\n{header}");
        let (pipeline, health) = newsroom.start();
        let pass = gather(&pipeline, 0).await;
        let until = seconds.map(|seconds| noon() + TimeDelta::seconds(seconds));
        assert_eq!(pass.hold.and_then(|hold| hold.until), until, "{header}");
        let firing: DateTime<Utc> = "2026-11-02T12:10:00Z".parse().unwrap();
        drop(pipeline);
        let next = planned(&newsroom.start().0, 0, noon());
        assert_eq!(next, Some(until.map_or(firing, |until| until.max(firing))), "{header}");
        assert_eq!(health.report().sources[&pass.source].hold, None, "freshness is no trouble");
    }
}

#[tokio::test]
async fn a_source_that_is_gone_is_retired_until_its_address_changes() {
    let (server, asked, script) = upstream();
    let mut newsroom = Newsroom::new(&[format!("http://{server}/feed")]);
    *script.lock().unwrap() = "200 OK".to_owned();
    let (pipeline, _) = newsroom.start();
    gather(&pipeline, 0).await;
    *script.lock().unwrap() = "410 Gone".to_owned();
    newsroom.pass_on(600);
    let pass = gather(&pipeline, 0).await;
    assert_eq!(pass.hold.unwrap().reason, HoldReason::Gone);
    drop(pipeline);
    newsroom.pass_on(400 * 24 * 3600);
    let (pipeline, health) = newsroom.start();
    assert_eq!(planned(&pipeline, 0, newsroom.clock.now()), None);
    let told = health.report().sources[&SourceName::new("s0")].clone();
    assert_eq!(told.hold.unwrap().reason, HoldReason::Gone);
    let articles = pipeline.ask(|store| store.source(&SourceName::new("s0"))).unwrap().articles;
    assert_eq!(articles, 1, "its articles stay");
    assert_eq!(asked.try_iter().count(), 2);
    drop(pipeline);
    newsroom.addresses = vec![format!("http://{server}/new")];
    let (pipeline, _) = newsroom.start();
    assert!(planned(&pipeline, 0, newsroom.clock.now()).is_some());
}

#[tokio::test]
async fn a_permanent_redirect_is_remembered_and_forgotten_when_it_leads_nowhere() {
    let (server, asked, script) = upstream();
    let newsroom = Newsroom::new(&[format!("http://{server}/feed")]);
    let paths = || -> Vec<String> {
        let heads = asked.try_iter();
        heads.map(|head| head.split(' ').nth(1).unwrap().to_owned()).collect()
    };
    *script.lock().unwrap() = format!("301 Moved\r\nLocation: http://{server}/moved");
    gather(&newsroom.start().0, 0).await;
    assert_eq!(paths(), ["/feed", "/moved"]);
    // The new address first, after every start, and it stays remembered.
    for _ in 0..2 {
        let (pipeline, _) = newsroom.start();
        let pass = gather(&pipeline, 0).await;
        let PassEnd::Done { warnings, .. } = &pass.end else { panic!("{pass:?}") };
        // Whoever runs it is told what to write, and who asks how it stands.
        let standings = pipeline.gatherer.recall().unwrap();
        let source = &pipeline.settings().sources[0];
        let stands = told_of_move(source, &standings[source.name()].memory);
        assert_eq!(warnings.last(), stands.as_ref(), "{pass:?}");
        let line = format!("`url = \"http://{server}/moved\"` into its [source.feed]");
        assert!(stands.unwrap().warning.contains(&line), "{pass:?}");
        assert_eq!(paths(), ["/moved"]);
    }
    *script.lock().unwrap() = "404 Not Found".to_owned();
    let pass = gather(&newsroom.start().0, 0).await;
    assert!(matches!(pass.end, PassEnd::Failed { .. }));
    assert_eq!(paths(), ["/moved", "/feed"], "the configured address is asked as well");
    *script.lock().unwrap() = "503 Busy".to_owned();
    gather(&newsroom.start().0, 0).await;
    assert_eq!(paths(), ["/moved"], "who asks to wait is not asked elsewhere");
}
