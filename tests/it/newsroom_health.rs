//! Promise: operators learn what is wrong in the newsroom, once, and when it is over.
//! - a section without an article for longer than it usually has none is silent; nights,
//!   weekends and the change of the clocks are no silence; `silent_after` overrides;
//! - a failing source and a document that the gate holds back are told likewise;
//! - one signed post per change of state, none again after a restart;
//! - a receiver that is dead, slow, redirects or is not public costs nothing, and is told
//!   when it is there again;
//! - health, metrics and `pressroom status` say the same.

use crate::program;
use crate::receiver::{self, Post};
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, TimeZone, Utc, Weekday};
use pressroom::clock::Clock;
use pressroom::config::{Environment, Settings, from_text};
use pressroom::desk::{Change, Permit};
use pressroom::health::{Health, HealthReport, Status};
use pressroom::metrics::Metrics;
use pressroom::pipeline::Pipeline;
use serde_json::{Value, json};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

const SECRET: &str = "a secret of the desk";

/// One newsroom, its clock and its receiver of notices.
struct Newsroom {
    folder: tempfile::TempDir,
    settings: Arc<Settings>,
    clock: Clock,
    health: Health,
    metrics: Metrics,
    pipeline: Arc<Pipeline>,
    runtime: tokio::runtime::Runtime,
}

impl Newsroom {
    /// With these lines in `[alerts]`, in `[publish]` and in its section.
    fn open(alerts: &str, publish: &str, section: &str) -> Self {
        let config = format!(
            "site = {{ title = \"The Post\", url = \"https://post.example/\", \
             founded = 2026-01-01, timezone = \"Europe/London\" }}\n\
             fetch = {{ allow_hosts = [\"127.0.0.1\"], pace = \"0s\", timeout = \"60s\" }}\n\
             [alerts]\n{alerts}\n[publish]\n{publish}\n[[section]]\ntitle = \"World\"\n{section}\n\
             [[source]]\nname = \"desk\"\nschedule = \"@daily\"\nsections = [\"world\"]\n\
             folder.path = \"articles\"\n"
        );
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("articles")).unwrap();
        let clock = Clock::fixed(at("2026-02-02T09:00:00Z"));
        let (health, metrics) = (Health::new(), Metrics::new());
        let settings =
            from_text(&config, &folder.path().join("config.toml"), &Environment::default());
        let settings = Arc::new(settings.unwrap_or_else(|problems| panic!("{problems}")));
        let pipeline = open(&settings, &clock, &health, &metrics);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        Self { folder, settings, clock, health, metrics, pipeline, runtime }
    }

    /// The program ends and starts again.
    fn restart(self) -> Self {
        let Self { folder, settings, clock, pipeline, runtime, .. } = self;
        drop(pipeline);
        let (health, metrics) = (Health::new(), Metrics::new());
        let pipeline = open(&settings, &clock, &health, &metrics);
        pipeline.gatherer.recall().unwrap();
        let newsroom = Self { folder, settings, clock, health, metrics, pipeline, runtime };
        newsroom.publish();
        newsroom
    }

    fn push(&self, dates: &[DateTime<Utc>]) {
        let items: Vec<Value> = dates
            .iter()
            .map(|date| {
                json!({"id": date.to_rfc3339(), "title": format!("News of {date}"),
                    "content_text": "It came.", "date_published": date.to_rfc3339(),
                    "sections": ["world"]})
            })
            .collect();
        let body = json!({"version": "https://jsonfeed.org/version/1.1", "items": items});
        self.pipeline.desk.push(body.to_string().as_bytes(), None, &Permit::of_the_desk()).unwrap();
    }

    fn publish(&self) {
        self.pipeline.publish_all(false).unwrap();
        self.health.ready();
    }

    /// How many notices were posted by a look at this instant.
    fn look(&self, now: DateTime<Utc>) -> Result<usize, String> {
        self.clock.set(now);
        self.runtime.block_on(self.pipeline.info.alert()).map_err(|error| error.to_string())
    }

    fn gather(&self) {
        let source = &self.pipeline.settings().sources[0].clone();
        self.runtime.block_on(self.pipeline.gatherer.gather(source));
    }

    fn report(&self) -> HealthReport {
        self.health.report()
    }

    fn is_silent(&self, now: DateTime<Utc>) -> bool {
        self.clock.set(now);
        self.pipeline.info.listen().unwrap();
        !self.report().silent.is_empty()
    }
}

fn open(
    settings: &Arc<Settings>,
    clock: &Clock,
    health: &Health,
    metrics: &Metrics,
) -> Arc<Pipeline> {
    let (clock, health, metrics) = (clock.clone(), health.clone(), metrics.clone());
    Arc::new(Pipeline::open(settings.clone(), clock, health, metrics).unwrap())
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A receiver of notices, at an address whose path is a secret.
fn receiver(answers: &'static [&'static str]) -> (String, Receiver<Post>) {
    let (address, seen) = receiver::receiver(answers);
    (format!("{address}/hooks/secret-path"), seen)
}

fn told(address: &str) -> String {
    format!("webhook = \"{address}\"\nsecret = \"{SECRET}\"")
}

/// The next post, its signature checked.
fn post(seen: &Receiver<Post>) -> Value {
    let (head, body) = seen.try_recv().expect("a notice was posted");
    assert!(head.starts_with("POST /hooks/secret-path HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("content-type: application/json\r\n"), "{head}");
    let signature = head.lines().find_map(|line| line.strip_prefix("x-hub-signature-256: sha256="));
    let digits = signature.unwrap_or_else(|| panic!("no signature in {head}"));
    let tag: Vec<u8> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect();
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
    ring::hmac::verify(&key, &body, &tag).expect("the signature is that of the body");
    serde_json::from_slice(&body).unwrap()
}

/// Every hour from 9 to 17 on working days, in London, up to `end`.
fn office_hours(end: NaiveDate, weeks: u64) -> Vec<DateTime<Utc>> {
    let zone = chrono_tz::Europe::London;
    let days = (1..=weeks * 7).map(|before| end - Days::new(before));
    let working = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let hours = working.flat_map(|day| (9..=17).map(move |hour| day.and_hms_opt(hour, 0, 0)));
    hours.flatten().map(|local| zone.from_local_datetime(&local).unwrap().to_utc()).collect()
}

#[test]
fn silence_is_told_once_and_so_is_its_end() {
    let (address, seen) = receiver(&[]);
    let newsroom = Newsroom::open(&told(&address), "", "");
    // Thursday 5 March is the first day without an article.
    newsroom.clock.set(at("2026-03-05T08:00:00Z"));
    newsroom.push(&office_hours("2026-03-05".parse().unwrap(), 5));
    newsroom.publish();
    assert_eq!(newsroom.look(at("2026-03-05T08:59:00Z")), Ok(0), "the night is no silence");
    assert_eq!(newsroom.report().status, Status::Ok);
    assert_eq!(newsroom.look(at("2026-03-05T09:59:00Z")), Ok(0), "the first article may be late");
    assert_eq!(newsroom.look(at("2026-03-05T10:01:00Z")), Ok(1));
    let notice = post(&seen);
    let message = notice["message"].as_str().unwrap();
    assert!(message.contains("world is silent"), "{message}");
    assert_eq!(notice["text"], format!("The Post: {message}"));
    for (key, value) in [
        ("state", json!("began")),
        ("kind", json!("section_silent")),
        ("subject", json!("world")),
        ("since", json!("2026-03-04T17:00:00Z")),
        ("ended", json!(null)),
        ("newsroom", json!("The Post")),
    ] {
        assert_eq!(notice[key], value, "{notice}");
    }
    assert_eq!(newsroom.report().status, Status::Degraded);
    assert!(newsroom.metrics.encode().contains("pressroom_section_silent{section=\"world\"} 1"));
    for later in ["2026-03-05T10:02:00Z", "2026-03-06T03:00:00Z", "2026-06-01T12:00:00Z"] {
        assert_eq!(newsroom.look(at(later)), Ok(0), "{later}: it was told, and is not usual");
        assert_eq!(newsroom.report().silent.len(), 1, "{later}");
    }

    let newsroom = newsroom.restart();
    assert_eq!(newsroom.look(at("2026-06-01T12:01:00Z")), Ok(0), "a restart tells nothing again");
    assert_eq!(newsroom.report().silent.len(), 1);
    newsroom.push(&[at("2026-06-01T12:02:00Z")]);
    assert_eq!(newsroom.look(at("2026-06-01T12:03:00Z")), Ok(1));
    let over = post(&seen);
    assert_eq!((&over["state"], &over["kind"]), (&json!("ended"), &json!("section_silent")));
    assert_eq!(over["ended"], "2026-06-01T12:03:00Z");
    assert_ne!(over["id"], notice["id"]);
    assert_eq!(newsroom.look(at("2026-06-01T12:04:00Z")), Ok(0));
    assert!(seen.try_recv().is_err());
    assert!(newsroom.metrics.encode().contains("pressroom_section_silent{section=\"world\"} 0"));
}

#[test]
fn a_usual_week_has_no_silence_in_it() {
    // London's clocks go forward on 29 March 2026 and back on 25 October 2026.
    for monday in ["2026-03-30", "2026-10-26", "2026-07-06"] {
        let monday: NaiveDate = monday.parse().unwrap();
        let newsroom = Newsroom::open("", "", "");
        let end = monday + Days::new(7);
        newsroom.clock.set(end.and_hms_opt(12, 0, 0).unwrap().and_utc());
        newsroom.push(&office_hours(end, 6));
        let mut now = (monday - Days::new(2)).and_hms_opt(0, 5, 0).unwrap().and_utc();
        while now.date_naive() < end {
            assert!(!newsroom.is_silent(now), "{now}: {:?}", newsroom.report().silent);
            now += TimeDelta::minutes(30);
        }
    }
}

#[test]
fn one_holiday_makes_no_rule_and_little_history_none() {
    let newsroom = Newsroom::open("", "", "");
    let holiday = "2026-02-12".parse().unwrap();
    let end: NaiveDate = "2026-03-05".parse().unwrap();
    newsroom.clock.set(at("2026-03-05T08:00:00Z"));
    let mut dates = office_hours(end, 5);
    dates.retain(|date| date.date_naive() != holiday);
    newsroom.push(&dates);
    assert!(
        newsroom.is_silent(at("2026-03-05T11:00:00Z")),
        "the Thursday of a holiday counts once"
    );

    let newsroom = Newsroom::open("", "", "");
    assert!(!newsroom.is_silent(at("2026-03-05T11:00:00Z")), "a section without any article");
    newsroom.push(&office_hours(end, 1));
    assert!(!newsroom.is_silent(at("2026-03-05T11:00:00Z")), "a week is no history");
}

#[test]
fn a_section_says_for_itself_when_it_is_silent() {
    for (wanted, silent_from) in [("6h", Some("2026-02-02T15:00:01Z")), ("0s", None)] {
        let newsroom = Newsroom::open("", "", &format!("silent_after = \"{wanted}\""));
        newsroom.push(&[at("2026-02-02T09:00:00Z")]);
        assert!(!newsroom.is_silent(at("2026-02-02T15:00:00Z")), "{wanted}");
        match silent_from {
            Some(from) => assert!(newsroom.is_silent(at(from)), "{wanted}"),
            None => assert!(!newsroom.is_silent(at("2029-01-01T00:00:00Z")), "{wanted}"),
        }
    }
}

#[test]
fn a_source_fails_after_some_passes_and_is_told_when_it_is_back() {
    let (address, seen) = receiver(&[]);
    let newsroom = Newsroom::open(&format!("{}\nsource_failures = 2", told(&address)), "", "");
    newsroom.publish();
    let articles = newsroom.folder.path().join("articles");
    std::fs::remove_dir(&articles).unwrap();
    newsroom.gather();
    assert_eq!(newsroom.look(at("2026-02-02T10:00:00Z")), Ok(0), "once is no trouble yet");
    assert!(newsroom.metrics.encode().contains("pressroom_source_failures{source=\"desk\"} 1"));
    newsroom.gather();
    assert_eq!(newsroom.look(at("2026-02-02T11:00:00Z")), Ok(1));
    let notice = post(&seen);
    assert_eq!((&notice["kind"], &notice["subject"]), (&json!("source_failing"), &json!("desk")));
    assert!(notice["message"].as_str().unwrap().contains("articles"), "it says why: {notice}");

    let newsroom = newsroom.restart();
    newsroom.gather();
    assert_eq!(newsroom.look(at("2026-02-02T12:00:00Z")), Ok(0), "a restart tells nothing again");
    std::fs::create_dir(&articles).unwrap();
    newsroom.gather();
    assert_eq!(newsroom.look(at("2026-02-02T13:00:00Z")), Ok(1));
    assert_eq!(post(&seen)["state"], "ended");
}

#[test]
fn a_document_that_is_held_back_is_told() {
    let (address, seen) = receiver(&[]);
    let newsroom = Newsroom::open(&told(&address), "", "");
    let many: Vec<_> =
        (0..20).map(|minute| at(&format!("2026-02-02T08:{minute:02}:00Z"))).collect();
    newsroom.push(&many);
    newsroom.publish();
    assert_eq!(newsroom.look(at("2026-02-02T09:00:00Z")), Ok(0));
    // A store that lost its articles: nothing was taken back.
    let store = rusqlite::Connection::open(&newsroom.settings.store.path).unwrap();
    store.execute("DELETE FROM placement WHERE id <> (SELECT max(id) FROM placement)", []).unwrap();
    newsroom.publish();
    let held = newsroom.report().held_back.len();
    assert!(held > 2, "{held}");
    assert_eq!(newsroom.look(at("2026-02-02T10:00:00Z")), Ok(held));
    let notices: Vec<Value> = (0..held).map(|_| post(&seen)).collect();
    assert!(notices.iter().all(|notice| notice["kind"] == "document_held_back"), "{notices:?}");
    assert!(notices.iter().any(|notice| notice["subject"] == "world.atom"), "{notices:?}");
    let message = notices[0]["message"].as_str().unwrap();
    assert!(message.contains("pressroom confirm --feed "), "it says what to do: {message}");

    let newsroom = newsroom.restart();
    assert_eq!(newsroom.look(at("2026-02-02T11:00:00Z")), Ok(0), "a restart tells nothing again");
    newsroom.pipeline.publish_all(true).unwrap();
    assert_eq!(newsroom.look(at("2026-02-02T12:00:00Z")), Ok(held));
    assert!((0..held).all(|_| post(&seen)["state"] == "ended"));
}

#[test]
fn an_article_that_is_left_out_is_told() {
    let (address, seen) = receiver(&[]);
    let newsroom = Newsroom::open(&told(&address), "max_document = \"64 KiB\"", "");
    newsroom.push(&[at("2026-02-02T08:00:00Z")]);
    newsroom.publish();
    assert_eq!(newsroom.look(at("2026-02-02T09:00:00Z")), Ok(0));
    let long = json!({"id": "long", "title": "Long", "content_text": "x ".repeat(50_000),
        "date_published": "2026-02-02T09:00:00Z", "sections": ["world"]});
    let desk = Permit::of_the_desk();
    newsroom.pipeline.desk.push(long.to_string().as_bytes(), None, &desk).unwrap();
    newsroom.publish();
    assert_eq!(newsroom.report().held_back, []);
    assert_eq!(newsroom.look(at("2026-02-02T10:00:00Z")), Ok(1));
    let notice = post(&seen);
    assert_eq!(notice["kind"], "article_left_out", "{notice}");
    let message = notice["message"].as_str().unwrap();
    assert!(message.contains("\"Long\"") && message.contains("in parts"), "{message}");

    let newsroom = newsroom.restart();
    assert_eq!(newsroom.look(at("2026-02-02T11:00:00Z")), Ok(0), "a restart tells nothing again");
    let retract = Change::Retract(None);
    newsroom.pipeline.desk.change("long", &retract, &Permit::of_the_desk()).unwrap();
    newsroom.publish();
    assert_eq!(newsroom.look(at("2026-02-02T12:00:00Z")), Ok(1));
    assert_eq!(post(&seen)["state"], "ended");
}

#[test]
fn a_receiver_that_does_not_take_it_is_told_later() {
    let (address, seen) =
        receiver(&["500 Internal Server Error", "302 Found\r\nlocation: /elsewhere"]);
    let newsroom = Newsroom::open(&told(&address), "", "silent_after = \"1h\"");
    assert!(!format!("{:?}", newsroom.settings).contains(SECRET), "no log shows the secret");
    newsroom.push(&[at("2026-02-02T09:00:00Z")]);
    newsroom.publish();
    let mut ids = Vec::new();
    for (status, now) in [("500", "2026-02-02T11:00:00Z"), ("302", "2026-02-02T11:00:01Z")] {
        let error = newsroom.look(at(now)).unwrap_err();
        assert!(error.contains(status) && !error.contains("secret-path"), "{error}");
        ids.push(post(&seen)["id"].clone());
        newsroom.publish();
        assert_eq!(newsroom.look(at(now)), Ok(0), "it is not asked again at once");
    }
    assert_eq!(newsroom.look(at("2026-02-02T11:01:00Z")), Ok(1));
    ids.push(post(&seen)["id"].clone());
    assert!(ids.iter().all(|id| *id == ids[0]), "each attempt tells the same: {ids:?}");
    assert_eq!(newsroom.look(at("2026-02-02T11:02:00Z")), Ok(0));
    assert!(seen.try_recv().is_err(), "nothing was sent elsewhere");
    let metrics = newsroom.metrics.encode();
    assert!(metrics.contains("pressroom_alerts_total{outcome=\"failed\"} 2"), "{metrics}");
    assert!(metrics.contains("pressroom_alerts_total{outcome=\"posted\"} 1"), "{metrics}");
}

#[test]
fn what_was_over_before_it_could_be_told_is_not_told() {
    let (address, seen) = receiver(&["503 Service Unavailable"]);
    let newsroom = Newsroom::open(&told(&address), "", "silent_after = \"1h\"");
    newsroom.push(&[at("2026-02-02T09:00:00Z")]);
    newsroom.publish();
    newsroom.look(at("2026-02-02T11:00:00Z")).unwrap_err();
    assert_eq!(post(&seen)["state"], "began");
    newsroom.push(&[at("2026-02-02T11:01:00Z")]);
    assert_eq!(newsroom.look(at("2026-02-02T11:02:00Z")), Ok(0));
}

#[test]
fn only_public_receivers_are_told_unless_they_are_named() {
    let (address, seen) = receiver(&[]);
    let newsroom = Newsroom::open(
        &told(&address.replace("127.0.0.1", "127.0.0.2")),
        "",
        "silent_after = \"1h\"",
    );
    newsroom.push(&[at("2026-02-02T09:00:00Z")]);
    newsroom.publish();
    let error = newsroom.look(at("2026-02-02T11:00:00Z")).unwrap_err();
    assert!(error.contains("fetch.allow_hosts"), "{error}");
    assert!(!error.contains("secret-path"), "{error}");
    assert!(seen.try_recv().is_err());
}

#[test]
fn a_receiver_that_never_answers_holds_up_no_publishing() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", silent.local_addr().unwrap());
    let newsroom = Newsroom::open(&told(&address), "", "silent_after = \"1h\"");
    newsroom.push(&[at("2026-02-02T09:00:00Z")]);
    newsroom.publish();
    newsroom.clock.set(at("2026-02-02T11:00:00Z"));
    let pipeline = newsroom.pipeline.clone();
    let look = newsroom.runtime.spawn(async move { pipeline.info.alert().await.is_ok() });
    let (_waiting, _) = silent.accept().unwrap();
    newsroom.push(&[at("2026-02-02T10:59:00Z")]);
    let printing = newsroom.pipeline.publish_all(false).unwrap();
    assert!(printing.changed > 3, "{printing:?}");
    assert!(!look.is_finished(), "it is published while the receiver says nothing");
    look.abort();
}

#[test]
fn without_a_receiver_nobody_is_told() {
    let newsroom = Newsroom::open("", "", "silent_after = \"1h\"");
    newsroom.push(&[at("2026-02-02T09:00:00Z")]);
    newsroom.publish();
    assert_eq!(newsroom.look(at("2026-02-02T11:00:00Z")), Ok(0));
    let kept = newsroom.pipeline.ask(|store| store.troubles()).unwrap();
    assert_eq!((kept.len(), kept[0].told.len()), (1, 0), "status shows it all the same");
    newsroom.push(&[at("2026-02-02T11:00:00Z")]);
    assert_eq!(newsroom.look(at("2026-02-02T11:01:00Z")), Ok(0));
    assert_eq!(newsroom.pipeline.ask(|store| store.troubles()).unwrap(), []);
}

#[test]
fn status_tells_of_silence_and_of_what_is_left_out() {
    let config = format!("{}[publish]\nmax_document = \"64 KiB\"\n", program::DESK);
    let config = config.replace("title = \"World\"", "title = \"World\"\nsilent_after = \"1h\"");
    let newsroom = program::Newsroom::new(&config);
    let date = "2026-01-05T10:00:00Z";
    newsroom.write("articles/one.md", &program::article("One", "\"world\"", date, "Text."));
    newsroom.ended(&["run"], 0);
    let long = "long ".repeat(20_000);
    newsroom.write("articles/two.md", &program::article("Two", "\"world\"", date, &long));
    newsroom.ended(&["run"], 3);
    let told = newsroom.told(&["status", "--json"]);
    assert_eq!(told["silent"][0]["section"], "world", "{told}");
    assert_eq!(told["silent"][0]["since"], date);
    assert!(
        told["troubles"]
            .as_array()
            .unwrap()
            .iter()
            .any(|trouble| { trouble["kind"] == "article_left_out" })
    );
    let text = newsroom.ended(&["status"], 0);
    assert!(text.contains("silent: world: no article since 2026-01-05T10:00:00Z"), "{text}");
    assert!(text.contains("\"Two\"") && text.contains("is left out of"), "{text}");
}
