//! What a right config means:
//! - the shipped `config.toml` and the starter that `pressroom init` writes pass;
//! - what is not written has the documented default, and some defaults are made
//!   of other keys;
//! - relative paths are relative to the config file, and what is written counts;
//! - the environment overrides where to listen, and nothing else.

use pressroom::article::ArticleId;
use pressroom::config::settings::front_page::{Order, Pinned, Quota};
use pressroom::config::settings::{Location, SourceKind};
use pressroom::config::{Environment, STARTER_FOLDER, Settings, from_text, load, starter};
use std::path::Path;
use std::time::Duration;

const SHORTEST: &str = r#"
[site]
title = "The Indus Courier"
url = "https://www.induscourier.example/en"
founded = 2026-09-01
[[section]]
title = "Top Story"
[[source]]
name = "wire"
schedule = "0 * * * *"
sections = ["top-story"]
feed.url = "https://wire.example/feed"
"#;

fn settings(text: &str) -> Settings {
    let path = Path::new("config.toml");
    from_text(text, path, &Environment::default()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Loads a text from a file beside a folder of that name.
fn load_beside(text: &str, folder: &str) -> Settings {
    use std::io::Write;
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir_all(dir.path().join(folder)).expect("the folder can be made");
    let path = dir.path().join("config.toml");
    std::fs::File::create(&path)
        .expect("the file can be made")
        .write_all(text.as_bytes())
        .expect("the file can be written");
    load(&path, &Environment::default()).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_shipped_config_is_the_indus_courier() {
    let text = include_str!("../../config.toml");
    let settings = load_beside(text, "examples/newsroom");
    let slugs: Vec<&str> = settings.sections.iter().map(|section| section.slug.as_str()).collect();
    assert_eq!(
        slugs,
        [
            "top-story",
            "opinion",
            "newspost",
            "editorial",
            "national",
            "world",
            "sports",
            "business",
            "karachi",
            "lahore",
            "islamabad",
            "peshawar",
        ]
    );
    assert_eq!(settings.site.title.as_str(), "The Indus Courier");
    assert_eq!(settings.site.timezone, chrono_tz::Asia::Karachi);
    assert_eq!(settings.site.tag.as_str(), "www.induscourier.example,2026-09-01");
    assert_eq!(settings.site.feeds_url.as_str(), "http://127.0.0.1:8080/feeds/");
    assert_eq!(settings.sections[0].title.as_str(), "Top Story");
    let [newsroom] = settings.sources.as_slice() else { panic!("one source") };
    let SourceKind::Folder(folder) = &newsroom.kind else { panic!("a folder") };
    assert!(folder.path.ends_with("examples/newsroom") && folder.watch && folder.mirror);
    assert_eq!(newsroom.judging.rules.len(), 3);
    assert_eq!(newsroom.judging.rules[0].category, ["cricket", "hockey", "squash"]);
    assert_eq!(newsroom.judging.rules[0].sections[0].as_str(), "sports");
}

#[test]
fn the_starter_passes() {
    let settings = load_beside(starter(), STARTER_FOLDER);
    assert_eq!(settings.sections.len(), 2);
    assert_eq!(settings.publish.items, 50);
}

#[test]
fn what_is_not_written_has_its_default() {
    let settings = settings(SHORTEST);
    let seconds = Duration::from_secs;
    assert_eq!(settings.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.server.admin.to_string(), "127.0.0.1:8081");
    assert_eq!(settings.server.max_connections, 10_000);
    assert_eq!(settings.server.first_byte_timeout, seconds(10));
    assert_eq!(settings.server.header_timeout, seconds(10));
    assert_eq!(settings.server.max_header_bytes, 16 * 1024);
    assert_eq!(settings.server.shutdown_timeout, seconds(10));
    assert!(settings.server.gone.is_empty() && settings.server.moved.is_empty());
    assert_eq!(settings.store.path, Path::new("pressroom.sqlite"));
    assert_eq!((settings.store.keep, settings.store.keep_per_section), (None, None));
    assert_eq!(settings.publish.folder, Path::new("feeds"));
    assert_eq!(settings.publish.items, 50);
    assert_eq!(settings.publish.window, seconds(3600));
    assert_eq!(settings.publish.cache_min, seconds(60));
    assert_eq!(settings.publish.cache_max, seconds(3600));
    assert_eq!(settings.publish.stale_while_revalidate, seconds(60));
    assert_eq!(settings.publish.stale_if_error, seconds(86_400));
    assert_eq!(settings.publish.keep_withdrawn, seconds(7 * 86_400));
    assert_eq!(settings.publish.max_document_bytes, 2 * 1024 * 1024);
    assert_eq!(settings.publish.collapse_below.to_bits(), 0.2_f64.to_bits());
    assert_eq!(settings.front_page.items, 50);
    assert_eq!(settings.front_page.order, Order::Newest);
    assert_eq!(settings.fetch.timeout, seconds(30));
    assert_eq!(settings.fetch.max_bytes, 32 * 1024 * 1024);
    assert_eq!(settings.sources[0].jitter, Duration::ZERO);
    assert_eq!(settings.site.language.as_str(), "en");
    assert_eq!(settings.site.timezone, chrono_tz::UTC);
}

#[test]
fn the_front_page_is_what_is_written() {
    let text = SHORTEST.replace("founded", "timezone = \"Asia/Karachi\"\nfounded")
        + r#"
[front_page]
items = 20
per_section = 4
order = "scored"
half_life = "90m"
lead = "world"
alike = 1
[[front_page.section]]
name = "world"
weight = 2
min = 3
[[front_page.pin]]
article = "URN:UUID:7D0B9A55-2c4f-5f0e-9d5e-5a1c6b0f3e21"
until = 2020-01-01T00:00:00Z
[[front_page.pin]]
article = "https://www.induscourier.example/budget"
until = 2026-12-31T18:00:00
[[front_page.pin]]
article = "https://www.induscourier.example/harvest"
until = 2026-12-31T19:00
[front_page.breaking]
tags = ["breaking", "عاجل"]
[[section]]
title = "World"
"#;
    let front_page = settings(&text).front_page;
    let slug = |name: &str| name.parse().expect("a short name");
    let world = Quota { section: slug("world"), weight: 2.0, min: 3, max: 4 };
    assert_eq!(front_page.quotas, [Quota::at_most(4, slug("top-story")), world]);
    assert_eq!(front_page.order, Order::Scored { half_life: Duration::from_secs(5400) });
    assert_eq!((front_page.lead, front_page.alike), (Some(slug("world")), Some(1.0)));
    let ends: Vec<String> = front_page.pins.iter().map(|pin| pin.until.to_rfc3339()).collect();
    let expected = ["2020-01-01T00", "2026-12-31T13", "2026-12-31T14"];
    assert_eq!(ends, expected.map(|hour| format!("{hour}:00:00+00:00")));
    let id = ArticleId::kept("urn:uuid:7d0b9a55-2c4f-5f0e-9d5e-5a1c6b0f3e21".into());
    assert_eq!(front_page.pins[0].article, Pinned::Id(id));
    let breaking = front_page.breaking.expect("it is written");
    assert_eq!((breaking.tags.len(), breaking.window), (2, Duration::from_secs(7200)));
}

#[test]
fn some_defaults_are_made_of_other_keys() {
    let settings = settings(SHORTEST);
    let site = &settings.site;
    assert_eq!(site.url.as_str(), "https://www.induscourier.example/en/");
    assert_eq!(site.feeds_url.as_str(), "https://www.induscourier.example/en/feeds/");
    assert_eq!(site.tag.as_str(), "www.induscourier.example,2026-09-01");
    assert_eq!(site.founded.to_rfc3339(), "2026-09-01T00:00:00+00:00");
    let section = &settings.sections[0];
    assert_eq!(section.slug.as_str(), "top-story");
    assert_eq!(section.page.as_str(), "https://www.induscourier.example/en/top-story");
    assert!(!section.description.is_empty() && !site.description.is_empty());
    assert_eq!(settings.front_page.title, site.title);
    assert_eq!(settings.front_page.quotas, [Quota::at_most(10, section.slug.clone())]);
    assert!(settings.fetch.user_agent.starts_with("pressroom/"));
    assert!(settings.fetch.user_agent.contains("(+https://www.induscourier.example/en/)"));
    let contact =
        SHORTEST.replace("[[section]]", "[fetch]\ncontact = \"mailto:f@c.example\"\n[[section]]");
    let agent = self::settings(&contact).fetch.user_agent;
    assert!(agent.ends_with(" (+mailto:f@c.example)"), "{agent}");
}

#[test]
fn a_written_tag_wins_over_the_host() {
    let text = SHORTEST.replace("founded", "tag = \"courier.example,2019\"\nfounded");
    assert_eq!(settings(&text).site.tag.as_str(), "courier.example,2019");
}

#[test]
fn a_source_has_the_newsrooms_zone_or_its_own() {
    use chrono_tz::{Asia::Karachi, Europe::London};
    use pressroom::schedule::Timetable;
    let karachi = SHORTEST.replace("founded", "timezone = \"Asia/Karachi\"\nfounded");
    let expected = Timetable::parse("0 * * * *", Karachi).unwrap();
    assert_eq!(settings(&karachi).sources[0].timetable, expected);
    let london = karachi.replace("name =", "timezone = \"Europe/London\"\nname =");
    let expected = Timetable::parse("0 * * * *", London).unwrap();
    assert_eq!(settings(&london).sources[0].timetable, expected);
}

#[test]
fn what_is_written_counts() {
    let text = SHORTEST.replace(
        "[[section]]",
        r#"timezone = "Asia/Karachi"
editor = "desk@news.example (The (night) desk)"
webmaster = "feeds@news.example"
logo = { url = "https://news.example/l.png", width = 144, height = 40 }
[server]
max_header = "64KiB"
gone = ["horoscopes"]
moved = { "cover-story" = "top-story", home = "front-page" }
[publish]
window = "1h 30m"
cache_max = "2h"
collapse_below = 0
[store]
keep = "52w"
[fetch]
allow_hosts = ["Wire.Internal", "10.0.0.7", "Desk.Internal:8080", "[::1]:81", "[FD00::1]"]
[[section]]"#,
    );
    let settings = settings(&text);
    let editor = settings.site.editor.unwrap();
    assert_eq!(editor.email.as_str(), "desk@news.example");
    assert_eq!(editor.name.unwrap().as_str(), "The (night) desk");
    assert_eq!(settings.site.webmaster.unwrap().name, None);
    assert_eq!(settings.site.logo.unwrap().size, Some((144, 40)));
    assert_eq!(settings.server.max_header_bytes, 64 * 1024);
    assert_eq!(settings.server.gone[0].as_str(), "horoscopes");
    let moved: Vec<String> =
        settings.server.moved.iter().map(|(old, new)| format!("{old} {new}")).collect();
    assert_eq!(moved, ["cover-story top-story", "home front-page"]);
    assert_eq!(settings.publish.window, Duration::from_secs(5400));
    assert_eq!(settings.publish.collapse_below.to_bits(), 0.0_f64.to_bits());
    assert_eq!(settings.store.keep, Some(Duration::from_secs(52 * 7 * 86_400)));
    let allowed = ["wire.internal", "10.0.0.7", "desk.internal:8080", "[::1]:81", "[fd00::1]"];
    assert_eq!(settings.fetch.allow_hosts, allowed);
}

#[test]
fn relative_paths_are_relative_to_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let text =
        SHORTEST.replace("feed.url = \"https://wire.example/feed\"", "feed.file = \"in.xml\"");
    let path = dir.path().join("config.toml");
    let settings = from_text(&text, &path, &Environment::default()).unwrap();
    assert_eq!(settings.store.path, dir.path().join("pressroom.sqlite"));
    assert_eq!(settings.publish.folder, dir.path().join("feeds"));
    let SourceKind::Feed(upstream) = &settings.sources[0].kind else { panic!("a feed") };
    assert_eq!(upstream.location, Location::File(dir.path().join("in.xml")));
}

#[test]
fn the_environment_says_where_to_listen() {
    let environment = Environment::from_variables([
        ("PRESSROOM_LISTEN", "0.0.0.0:9000"),
        ("PRESSROOM_ADMIN", ""),
        ("PRESSROOM_STORE", "elsewhere.sqlite"),
    ]);
    let path = Path::new("config.toml");
    let overridden = from_text(SHORTEST, path, &environment).unwrap();
    assert_eq!(overridden.server.listen.to_string(), "0.0.0.0:9000");
    let mut plain = settings(SHORTEST);
    plain.server.listen = overridden.server.listen;
    assert_eq!(overridden, plain);
}

#[test]
fn two_listeners_may_both_let_the_system_pick_a_port() {
    let text =
        SHORTEST.to_owned() + "[server]\nlisten = \"127.0.0.1:0\"\nadmin = \"127.0.0.1:0\"\n";
    assert_eq!(settings(&text).server.listen.port(), 0);
}
