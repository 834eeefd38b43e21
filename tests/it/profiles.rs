//! Promise: what an aggregator would refuse is told before it does.
//! - a feed that meets everything a profile asks has no flaw, and each demand is
//!   broken by one change, with its rule, what was found, and what to do;
//! - a feed that is made for an aggregator leaves out what fails, says so, and has
//!   that aggregator's own elements; no other feed has them;
//! - `pressroom check --profile` says all of it, and ends with 3 when something fails.

use crate::desk::Desk;
use crate::program;
use crate::render_newsroom::{NOW, article, at, settings, web};
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, Author, Media};
use pressroom::compose;
use pressroom::feed_document::{FeedDocument, Picture, Profile};
use pressroom::profile::{Circumstances, Flaw, results};
use pressroom::text::{CleanHtml, XmlText};
use serde_json::json;
use std::sync::Arc;

fn now() -> DateTime<Utc> {
    at(NOW)
}

/// An article that nobody could refuse.
fn whole(number: i64) -> Article {
    Article {
        title: XmlText::new(format!("The committee agrees to rebuild bridge {number}")),
        url: Some(web(&format!("https://news.example/world/{number}"))),
        authors: vec![Author { name: "Sana Mirza".into(), url: None, avatar: None, email: None }],
        summary: "The committee agreed.".into(),
        content: CleanHtml::clean(&format!("<p>{}</p>", "It met on Tuesday. ".repeat(40)), None),
        tags: vec!["bridges".into()],
        media: vec![picture(1200, 800)],
        ..article(&number.to_string(), now() - TimeDelta::hours(number), &["world"])
    }
}

fn picture(width: u32, height: u32) -> Media {
    Media {
        url: web("https://news.example/bridge.jpg"),
        media_type: "image/jpeg".into(),
        length: Some(1000),
        size: Some((width, height)),
        seconds: None,
        description: None,
        credit: None,
        thumbnail: None,
        renditions: Vec::new(),
    }
}

/// A feed that nobody could refuse, with one thing changed in it.
fn feed(change: impl FnOnce(&mut FeedDocument)) -> FeedDocument {
    let mut settings = settings();
    settings.publish.items = 20;
    settings.sections[0].description = "News of the world".into();
    settings.site.logo = Some(Picture { url: web("https://news.example/l.png"), size: None });
    let articles = (1..=20).map(whole).collect();
    let masthead = compose::masthead(&settings);
    let mut doc =
        compose::section_feed(&settings, masthead, &settings.sections[0], articles, vec![], now());
    change(&mut doc);
    doc
}

/// The same with one article of it changed.
fn with(change: impl FnOnce(&mut Article)) -> FeedDocument {
    feed(|doc| change(Arc::make_mut(&mut doc.entries[3])))
}

fn flaws(profile: Profile, doc: &FeedDocument) -> Vec<Flaw> {
    results(profile, doc, &Circumstances { bytes: Some(90_000), ..Circumstances::at(now()) }).flaws
}

#[test]
fn a_whole_feed_is_right_for_everybody() {
    for profile in Profile::ALL {
        assert_eq!(flaws(profile, &feed(|_| {})), [], "{}", profile.name());
        assert_eq!(profile.name().parse(), Ok(profile));
    }
    assert!("msnbc".parse::<Profile>().is_err());
}

#[test]
fn each_demand_on_an_item_is_broken_by_one_change() {
    let html = |html: &str| CleanHtml::kept(html.to_owned());
    type Change = Box<dyn Fn(&mut Article)>;
    let cases: Vec<(Profile, &str, Change)> = vec![
        (Profile::Msn, "https", Box::new(|a| a.url = Some(web("http://news.example/a")))),
        (Profile::Msn, "https", Box::new(|a| a.media[0].url = web("http://news.example/a.jpg"))),
        (
            Profile::Msn,
            "https",
            Box::new(move |a| a.content = html("<p><a href=\"http://a.example/\">A</a></p>")),
        ),
        (Profile::Msn, "title-length", Box::new(|a| a.title = "Twenty characters ok".into())),
        (Profile::Msn, "title-length", Box::new(|a| a.title = XmlText::new("é".repeat(151)))),
        (
            Profile::Msn,
            "title-markup",
            Box::new(|a| a.title = "A <b>bold</b> step for the town".into()),
        ),
        (
            Profile::Msn,
            "title-markup",
            Box::new(|a| a.title = "Tom &amp; Jerry are in town again".into()),
        ),
        (Profile::Msn, "date", Box::new(|a| a.published -= TimeDelta::days(366))),
        (Profile::Msn, "date", Box::new(|a| a.published = now() + TimeDelta::seconds(1))),
        (Profile::Msn, "body", Box::new(move |a| a.content = html("<p> </p>"))),
        (Profile::Msn, "image-size", Box::new(|a| a.media = vec![picture(719, 600)])),
        (Profile::Msn, "image-size", Box::new(|a| a.media[0].size = None)),
        (Profile::Msn, "image-ratio", Box::new(|a| a.media = vec![picture(1900, 1000)])),
        (Profile::Msn, "image-ratio", Box::new(|a| a.media = vec![picture(730, 1500)])),
        (
            Profile::Msn,
            "html",
            Box::new(move |a| {
                a.content = html("<p>A</p><iframe src=\"https://a.example/\"></iframe>")
            }),
        ),
        (
            Profile::Msn,
            "html",
            Box::new(move |a| a.content = html("<p>A</p><script>1</script><object>2</object>")),
        ),
        (
            Profile::Msn,
            "html-nesting",
            Box::new(|a| {
                a.content =
                    CleanHtml::kept(format!("{}A{}", "<div>".repeat(10), "</div>".repeat(10)))
            }),
        ),
        (Profile::Flipboard, "description", Box::new(move |a| a.content = html("<p>Short.</p>"))),
        (Profile::Flipboard, "image", Box::new(|a| a.media = vec![picture(1200, 499)])),
        (Profile::Flipboard, "image", Box::new(|a| a.media.clear())),
        (Profile::Flipboard, "byline", Box::new(|a| a.authors.clear())),
        (Profile::Flipboard, "link", Box::new(|a| a.url = None)),
        (Profile::Flipboard, "own-host", Box::new(|a| a.url = Some(web("https://wire.example/a")))),
        (
            Profile::Flipboard,
            "category",
            Box::new(|a| {
                a.tags.clear();
                a.sections.clear();
            }),
        ),
        (Profile::AppleNews, "link", Box::new(|a| a.url = None)),
        (
            Profile::AppleNews,
            "description",
            Box::new(|a| {
                a.summary = "".into();
                a.content = CleanHtml::default();
            }),
        ),
        (Profile::AppleNews, "valid-tls", Box::new(|a| a.url = Some(web("http://news.example/a")))),
        (Profile::SmartNews, "link", Box::new(|a| a.url = None)),
        (Profile::NewsBreak, "full-text", Box::new(|a| a.content = CleanHtml::default())),
        (Profile::NewsBreak, "image", Box::new(|a| a.media.clear())),
        (Profile::NewsBreak, "byline", Box::new(|a| a.authors.clear())),
        (Profile::GoogleNews, "link", Box::new(|a| a.url = None)),
        (
            Profile::GoogleNews,
            "article-size",
            Box::new(|a| a.content = CleanHtml::kept(format!("<p>{}</p>", "a ".repeat(500_001)))),
        ),
    ];
    for (profile, rule, change) in cases {
        let doc = with(|article| change(article));
        let found = flaws(profile, &doc);
        let rules: Vec<&str> = found.iter().map(|flaw| flaw.rule).collect();
        assert_eq!(rules, [rule], "{}: {found:?}", profile.name());
        let flaw = &found[0];
        assert_eq!(flaw.item.as_ref(), Some(&doc.entries[3].id));
        assert!(!flaw.value.is_empty() && !flaw.remedy.is_empty(), "{flaw:?}");
    }
}

#[test]
fn each_demand_on_a_feed_is_broken_by_one_change() {
    let own = |profile, doc: &FeedDocument| -> Vec<&'static str> {
        let found = flaws(profile, doc);
        assert!(found.iter().all(|flaw| flaw.item.is_none()), "{found:?}");
        found.iter().map(|flaw| flaw.rule).collect()
    };
    let masthead = |doc: &mut FeedDocument| Arc::make_mut(&mut doc.masthead).logo = None;
    assert_eq!(own(Profile::SmartNews, &feed(masthead)), ["logo"]);
    let long = |doc: &mut FeedDocument| doc.description = XmlText::new("d".repeat(31));
    assert_eq!(own(Profile::SmartNews, &feed(long)), ["description"]);
    assert_eq!(own(Profile::SmartNews, &feed(|doc| doc.entries.clear())), ["pub-date"]);
    assert_eq!(own(Profile::Flipboard, &feed(|doc| drop(doc.entries.pop()))), ["items"]);
    let bare = |doc: &mut FeedDocument| doc.language = "en".parse().unwrap();
    assert_eq!(own(Profile::AppleNews, &feed(bare)), ["language"]);
    let plain = |doc: &mut FeedDocument| doc.page = web("http://news.example/world");
    assert_eq!(own(Profile::AppleNews, &feed(plain)), ["valid-tls"]);
    let twice = |doc: &mut FeedDocument| doc.entries[5] = doc.entries[4].clone();
    assert_eq!(own(Profile::Msn, &feed(twice)), ["unique-ids"]);
    for (profile, bytes) in [(Profile::SmartNews, 1_000_001), (Profile::GoogleNews, 2_000_001)] {
        let seen = Circumstances { bytes: Some(bytes), ..Circumstances::at(now()) };
        assert_eq!(results(profile, &feed(|_| {}), &seen).flaws[0].rule, "size");
    }
}

#[test]
fn ids_and_dates_are_held_against_what_they_were_and_are_elsewhere() {
    let before = feed(|_| {});
    let rules = |doc: &FeedDocument| -> Vec<&'static str> {
        let seen = Circumstances { before: Some(&before), ..Circumstances::at(now()) };
        results(Profile::Msn, doc, &seen).flaws.iter().map(|flaw| flaw.rule).collect()
    };
    assert_eq!(rules(&before), [""; 0]);
    assert_eq!(
        rules(&with(|a| a.id = pressroom::article::ArticleId::made_from("x"))),
        ["durable-id"]
    );
    assert_eq!(rules(&with(|a| a.published -= TimeDelta::seconds(1))), ["durable-id"]);
    let others = [with(|a| a.title = "Another story under the same name".into())];
    let seen = Circumstances { others: &others, ..Circumstances::at(now()) };
    let found = results(Profile::Msn, &before, &seen).flaws;
    assert_eq!(found.iter().map(|flaw| flaw.rule).collect::<Vec<_>>(), ["one-article-one-id"]);
}

#[test]
fn a_feed_for_an_aggregator_has_what_it_takes_and_leaves_out_the_rest() {
    let desk = Desk::with(
        "[site.logo]\nurl = \"https://test.example/logo.png\"\n\
         [[feed]]\nsection = \"world\"\nprofile = \"smartnews\"\n\
         [[feed]]\ntitle = \"Break\"\nprofile = \"newsbreak\"\nitems = 1\n",
    );
    let image = json!("https://test.example/a.jpg");
    for (id, hour) in [("a", 9), ("b", 10), ("c", 11)] {
        let date = format!("2026-11-23T{hour:02}:00:00Z");
        let mut item = json!({"id": id, "date_published": date, "authors": [{"name": "Sana"}],
            "url": format!("https://test.example/{id}"), "summary": "Short."});
        if id != "c" {
            item["image"] = image.clone();
        }
        desk.push(item);
    }
    desk.pipeline.publish_all(false).unwrap();
    assert_eq!(desk.titles("world-smartnews"), ["Story c", "Story b", "Story a"]);
    // The newest has no picture; the next takes its place.
    assert_eq!(desk.titles("break"), ["Story b"]);
    assert!(!desk.text("/feeds/world.rss").contains("snf:"));
    insta::assert_snapshot!(desk.text("/feeds/world-smartnews.rss"));
}

#[test]
fn the_program_tells_what_fails() {
    let newsroom = program::Newsroom::shipped();
    newsroom.ended(&["run"], 0);
    let told = newsroom.ended(&["check", "--profile", "msn", "world", "--json"], 3);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let feed = &told["feeds"][0];
    assert_eq!((told["profile"].as_str(), feed["feed"].as_str()), (Some("msn"), Some("world")));
    assert_eq!(told["feeds"].as_array().unwrap().len(), 1);
    let flaw = &feed["flaws"][0];
    assert!(flaw["rule"].is_string() && flaw["value"].is_string() && flaw["remedy"].is_string());
    newsroom.ended(&["check", "--profile", "google-news", "world"], 0);
    newsroom.ended(&["check", "--profile", "msn", "nowhere"], 1);
    newsroom.ended(&["check", "--profile", "nobody"], 2);
}
