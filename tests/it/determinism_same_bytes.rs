//! The same articles make the same bytes:
//! - in whatever order they come, in every format and on every page;
//! - at whatever later instant, as long as nothing new became visible;
//! - and in every list, in whatever order the feeds are named.

use crate::render_newsroom::{NOW, article, at, settings};
use pressroom::article::{Article, ArticleId, Withdrawn};
use pressroom::compose::{Supply, front_page, masthead, section_feed};
use pressroom::feed_document::{FeedDocument, Format};
use pressroom::render::{index, opml, page, render};
use proptest::prelude::*;

fn all_bytes(doc: &FeedDocument) -> Vec<Vec<u8>> {
    let feeds = Format::ALL.map(|format| render(doc, format).expect("the document is written"));
    feeds.into_iter().chain([page(doc).expect("the document is written")]).collect()
}

fn section(articles: Vec<Article>, withdrawn: Vec<Withdrawn>, now: &str) -> FeedDocument {
    let settings = settings();
    let head = masthead(&settings);
    section_feed(&settings, head, &settings.sections[0], articles, withdrawn, at(now))
}

/// Some of one instant, some of one address, two states of one article.
fn articles() -> Vec<Article> {
    let mut articles: Vec<Article> = (0..12)
        .map(|n| {
            let published = at("2026-09-01T11:00:00Z") - chrono::TimeDelta::minutes(n / 4);
            let mut one = article(&n.to_string(), published, &["world"]);
            one.tags = ["b", "a", "c"].map(Into::into).into();
            one
        })
        .collect();
    articles[5].url = articles[4].url.clone();
    let mut other_state = articles[2].clone();
    other_state.summary = "another state".into();
    articles.push(other_state);
    articles
}

fn withdrawn() -> Vec<Withdrawn> {
    let one = |key: &str| Withdrawn {
        id: ArticleId::made_from(key),
        at: at("2026-09-01T11:30:00Z"),
        published: at("2026-08-31T00:00:00Z"),
        url: None,
        reason: None,
        place: None,
        id_in_address: Default::default(),
    };
    ["x", "y", "3"].map(one).into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn order_of_arrival_does_not_show(
        shuffled in Just(articles()).prop_shuffle(),
        gone in Just(withdrawn()).prop_shuffle(),
    ) {
        let expected = section(articles(), withdrawn(), NOW);
        prop_assert_eq!(all_bytes(&section(shuffled.clone(), gone.clone(), NOW)), all_bytes(&expected));

        let settings = settings();
        let head = masthead(&settings);
        let front = |articles: Vec<Article>, withdrawn| {
            let supply = Supply { articles, withdrawn, ..Supply::default() };
            front_page(&settings, head.clone(), supply, at(NOW)).document
        };
        let expected = front(articles(), withdrawn());
        prop_assert_eq!(all_bytes(&front(shuffled, gone)), all_bytes(&expected));
    }
}

#[test]
fn the_passing_of_time_does_not_show() {
    let today = section(articles(), withdrawn(), NOW);
    let years_later = section(articles(), withdrawn(), "2031-03-31T01:02:03Z");
    assert_eq!(all_bytes(&today), all_bytes(&years_later));
}

#[test]
fn lists_do_not_show_the_order_of_their_feeds() {
    let settings = settings();
    let head = masthead(&settings);
    let mut feeds: Vec<FeedDocument> = settings
        .sections
        .iter()
        .map(|one| section_feed(&settings, head.clone(), one, vec![], vec![], at(NOW)))
        .collect();
    feeds.push(front_page(&settings, head, Supply::default(), at(NOW)).document);
    let lists = |feeds: &[FeedDocument]| {
        (
            opml(feeds).expect("the document is written"),
            index(feeds).expect("the document is written"),
        )
    };
    let expected = lists(&feeds);
    feeds.reverse();
    assert_eq!(lists(&feeds), expected);
    let list = String::from_utf8(expected.0).expect("UTF-8");
    let place = |slug: &str| list.find(&format!("/{slug}.rss")).expect("it is there");
    assert!(place("front-page") < place("world") && place("world") < place("culture"));
}
