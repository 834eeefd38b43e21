//! What the front page holds:
//! - the newest of all listed sections, never more of one than its cap;
//! - an article of two sections once, counted for the first that has room;
//! - whatever the articles: a total order, no id twice, the caps hold.

#[path = "render_newsroom/mod.rs"]
mod newsroom;

use newsroom::{NOW, article, at, settings, slug};
use pressroom::article::Article;
use pressroom::compose::{front_page, masthead};
use pressroom::feed_document::FeedDocument;
use pressroom::section::Slug;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn compose(articles: &[Article]) -> FeedDocument {
    let settings = settings();
    let mut by_section: BTreeMap<Slug, Vec<Article>> = BTreeMap::new();
    for article in articles {
        for section in &article.sections {
            by_section.entry(section.clone()).or_default().push(article.clone());
        }
    }
    front_page(&settings, masthead(&settings), by_section, vec![], at(NOW))
}

fn keys(doc: &FeedDocument) -> Vec<&str> {
    doc.entries.iter().map(|one| one.title.trim_start_matches("Title of ")).collect()
}

fn minutes_ago(key: &str, minutes: i64, sections: &[&str]) -> Article {
    article(key, at(NOW) - chrono::TimeDelta::minutes(minutes), sections)
}

#[test]
fn a_busy_section_leaves_room_for_the_others() {
    let doc = compose(&[
        minutes_ago("w1", 1, &["world"]),
        minutes_ago("w2", 2, &["world"]),
        minutes_ago("w3", 3, &["world"]),
        minutes_ago("c1", 500, &["culture"]),
    ]);
    assert_eq!(keys(&doc), ["w1", "w2", "c1"]);
    assert_eq!(doc.slug, Slug::front_page());
    assert_eq!(doc.id.as_str(), "tag:news.example,2026:feeds/front-page");
}

#[test]
fn an_article_of_two_sections_counts_for_the_first_with_room() {
    let doc = compose(&[
        minutes_ago("w1", 1, &["world"]),
        minutes_ago("w2", 2, &["world"]),
        minutes_ago("both", 3, &["world", "culture"]),
        minutes_ago("c1", 4, &["culture"]),
        minutes_ago("c2", 5, &["culture"]),
    ]);
    // World is full: "both" takes a place of culture, and c2 finds none.
    assert_eq!(keys(&doc), ["w1", "w2", "both", "c1"]);
}

#[test]
fn sections_that_are_not_listed_are_left_out() {
    let doc = compose(&[minutes_ago("x", 1, &["unlisted"]), minutes_ago("s", 2, &["sport"])]);
    assert_eq!(keys(&doc), ["s"]);
}

fn any_articles() -> impl Strategy<Value = Vec<Article>> {
    let sections = prop::sample::subsequence(vec!["world", "culture", "sport"], 1..=3);
    let one = (0..40u32, -30..300i64, sections, 0..30u32).prop_map(|(key, age, sections, page)| {
        let mut one = minutes_ago(&key.to_string(), age, &sections);
        one.url = Some(
            newsroom::web("https://news.example/").join(&page.to_string()).expect("a valid value"),
        );
        one
    });
    prop::collection::vec(one, 0..40)
}

/// Whether the entries can be shared out so that no section has more than `cap`:
/// tried out, in the order of the sections.
fn caps_can_hold(doc: &FeedDocument, listed: &[Slug], cap: usize) -> bool {
    let mut taken = vec![0; listed.len()];
    doc.entries.iter().all(|entry| {
        let place = (0..listed.len())
            .find(|&place| entry.sections.contains(&listed[place]) && taken[place] < cap);
        place.map(|place| taken[place] += 1).is_some()
    })
}

proptest! {
    #[test]
    fn caps_and_order_hold_for_any_articles(articles in any_articles()) {
        // One id has one state: the store sees to it.
        let mut seen = BTreeSet::new();
        let articles: Vec<Article> =
            articles.into_iter().filter(|one| seen.insert(one.id.clone())).collect();
        let doc = compose(&articles);
        let listed = [slug("world"), slug("culture"), slug("sport")];
        prop_assert!(doc.entries.len() <= 6);
        prop_assert!(caps_can_hold(&doc, &listed, 2));
        prop_assert!(doc.entries.iter().all(|one| one.published <= at(NOW)));
        let in_order = doc.entries.is_sorted_by(|a, b| {
            a.published > b.published || (a.published == b.published && a.id < b.id)
        });
        prop_assert!(in_order);
    }
}
