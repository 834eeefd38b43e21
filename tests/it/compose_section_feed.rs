//! What a section's feed holds:
//! - the newest items, and beyond them all of the window behind the newest one;
//! - nothing of the future, nothing withdrawn, no id twice;
//! - dates that come from what it holds, and the founding date when it holds nothing.

use crate::render_newsroom::{NOW, article, at, settings};
use pressroom::article::{Article, ArticleId, Withdrawn};
use pressroom::compose::{masthead, section_feed};
use pressroom::feed_document::FeedDocument;

fn feed(articles: Vec<Article>, withdrawn: Vec<Withdrawn>) -> FeedDocument {
    let settings = settings();
    let head = masthead(&settings);
    section_feed(&settings, head, &settings.sections[0], articles, withdrawn, at(NOW))
}

fn keys(doc: &FeedDocument) -> Vec<&str> {
    doc.entries.iter().map(|one| one.title.trim_start_matches("Title of ")).collect()
}

fn taken_back(key: &str, when: &str) -> Withdrawn {
    let published = at("2026-08-01T00:00:00Z");
    Withdrawn {
        id: ArticleId::made_from(key),
        at: at(when),
        published,
        url: None,
        reason: None,
        place: None,
        id_in_address: Default::default(),
    }
}

#[test]
fn the_newest_are_kept_and_the_rest_is_cut() {
    let articles = (0..9).map(|n| {
        article(&n.to_string(), at(NOW) - chrono::TimeDelta::hours(2 * n + 1), &["world"])
    });
    assert_eq!(keys(&feed(articles.rev().collect(), vec![])), ["0", "1", "2"]);
}

#[test]
fn a_burst_within_the_window_is_not_cut() {
    let articles = (0..9).map(|n| {
        article(&n.to_string(), at(NOW) - chrono::TimeDelta::minutes(10 * n + 10), &["world"])
    });
    // The newest is of 11:50: the window reaches back to 10:50, both ends in.
    assert_eq!(keys(&feed(articles.collect(), vec![])), ["0", "1", "2", "3", "4", "5", "6"]);
}

#[test]
fn equal_dates_are_ordered_by_id() {
    let articles = ["a", "b", "c"].map(|key| article(key, at(NOW), &["world"]));
    let doc = feed(articles.into(), vec![]);
    assert!(doc.entries.is_sorted_by(|a, b| a.id < b.id));
}

#[test]
fn nothing_of_the_future_leaks() {
    let later = at("2026-09-01T12:00:01Z");
    let mut promised = article("promised", at("2026-09-01T11:00:00Z"), &["world"]);
    promised.updated = later;
    let articles = vec![article("later", later, &["world"]), article("now", at(NOW), &["world"])];
    let doc =
        feed([articles, vec![promised]].concat(), vec![taken_back("x", "2026-09-02T00:00:00Z")]);
    assert_eq!(keys(&doc), ["now", "promised"]);
    assert_eq!(doc.entries[1].updated, at("2026-09-01T11:00:00Z"));
    assert_eq!(doc.updated, at(NOW));
    assert_eq!(doc.withdrawn, []);
}

#[test]
fn what_was_withdrawn_is_no_entry() {
    let articles = vec![article("a", at("2026-09-01T10:00:00Z"), &["world"])];
    let doc = feed(articles, vec![taken_back("a", "2026-09-01T11:00:00Z")]);
    assert_eq!(keys(&doc), [""; 0]);
    assert_eq!(doc.updated, at("2026-09-01T11:00:00Z"), "the withdrawal moves the date");
}

#[test]
fn a_withdrawal_is_told_once_and_the_latest_first() {
    let doc = feed(
        vec![],
        vec![
            taken_back("a", "2026-09-01T09:00:00Z"),
            taken_back("b", "2026-09-01T11:00:00Z"),
            taken_back("a", "2026-09-01T10:00:00Z"),
        ],
    );
    let times: Vec<_> = doc.withdrawn.iter().map(|one| one.at).collect();
    assert_eq!(times, [at("2026-09-01T11:00:00Z"), at("2026-09-01T10:00:00Z")]);
}

#[test]
fn an_address_is_no_identity() {
    let mut copy = article("copy", at("2026-09-01T09:00:00Z"), &["world"]);
    let first = article("first", at("2026-09-01T10:00:00Z"), &["world"]);
    copy.url.clone_from(&first.url);
    assert_eq!(keys(&feed(vec![copy, first], vec![])), ["first", "copy"]);
}

#[test]
fn the_date_is_that_of_the_newest_change() {
    let mut corrected = article("old", at("2026-08-01T00:00:00Z"), &["world"]);
    corrected.updated = at("2026-09-01T11:59:59Z");
    let doc = feed(vec![article("new", at("2026-09-01T11:00:00Z"), &["world"]), corrected], vec![]);
    assert_eq!(doc.updated, at("2026-09-01T11:59:59Z"));
}

#[test]
fn an_empty_feed_has_the_founding_date_and_the_same_identity() {
    let doc = feed(vec![], vec![]);
    assert_eq!(doc.updated, settings().site.founded);
    assert_eq!(doc.id.as_str(), "tag:news.example,2026:feeds/world");
    assert_eq!(doc.title.as_str(), "The Example & Gazette: World");
}

#[test]
fn a_section_without_description_is_described_by_its_title() {
    let mut settings = settings();
    settings.sections[0].description = " ".into();
    let head = masthead(&settings);
    let doc = section_feed(&settings, head, &settings.sections[0], vec![], vec![], at(NOW));
    assert_eq!(doc.description, doc.title);
}
