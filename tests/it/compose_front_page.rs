//! What the front page holds where only the number of items and a cap for all sections
//! are written (what holds for every policy is in `compose_policy`):
//! - the newest of all listed sections, never more of one than its cap;
//! - an article of two sections once, counted for one of them that has room.

use crate::render_newsroom::{NOW, article, at, settings};
use pressroom::article::Article;
use pressroom::compose::{Supply, front_page, masthead};
use pressroom::feed_document::FeedDocument;
use pressroom::section::Slug;

fn compose(articles: &[Article]) -> FeedDocument {
    let settings = settings();
    // An article comes once for each section that has it.
    let articles = articles.iter().flat_map(|one| one.sections.iter().map(|_| one.clone()));
    let supply = Supply { articles: articles.collect(), ..Supply::default() };
    front_page(&settings, masthead(&settings), supply, at(NOW)).document
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
fn an_article_of_two_sections_counts_for_one_with_room() {
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
fn an_article_of_two_sections_makes_room_for_one_of_a_single_section() {
    let doc = compose(&[
        minutes_ago("both", 1, &["world", "culture"]),
        minutes_ago("w1", 2, &["world"]),
        minutes_ago("w2", 3, &["world"]),
    ]);
    // It counts for culture, so that world has both of its own.
    assert_eq!(keys(&doc), ["both", "w1", "w2"]);
}

#[test]
fn sections_that_are_not_listed_are_left_out() {
    let doc = compose(&[minutes_ago("x", 1, &["unlisted"]), minutes_ago("s", 2, &["sport"])]);
    assert_eq!(keys(&doc), ["s"]);
}
