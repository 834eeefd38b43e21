//! What is kept follows from what the sources said, not from which of them came
//! first: passes interleaved in any order end with equal articles.

use crate::store_contract::fixtures::*;
use pressroom::article::Article;
use pressroom::store::{Arrival, Arrivals, Store};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const SOURCES: [(&str, u32); 3] = [("alpha", 1), ("beta", 0), ("gamma", 1)];
const ARTICLES: [&str; 3] = ["x", "y", "z"];
const SECTIONS: [&str; 3] = ["sport", "top", "world"];

/// An item of a few that meet often: key, article, text, dates and section.
fn any_item() -> impl Strategy<Value = Arrival> {
    (0..3_usize, 0..3_usize, 0..3_usize, -4..4_i64, 0..6_i64, 0..3_usize).prop_map(
        |(key, which, text, first, after, section)| {
            let mut given = article(ARTICLES[which], ["One", "Two", "Three"][text]);
            given.published = minute(first);
            given.updated = minute(first + after);
            item(["k", "l", "m"][key], within(given, &[SECTIONS[section]]))
        },
    )
}

/// The passes of one source, in their order.
fn any_passes(source: usize) -> impl Strategy<Value = Vec<Arrivals>> {
    proptest::collection::vec(proptest::collection::vec(any_item(), 1..4), 0..4).prop_map(
        move |passes| {
            let (source, rank) = SOURCES[source];
            let numbered = (10..).step_by(10).zip(passes);
            numbered.map(|(at, items)| ranked(pass(source, at, items), rank)).collect()
        },
    )
}

/// Fills a store, taking the next pass of the source that `turns` names.
fn filled(make: Make<'_>, passes: &[Vec<Arrivals>], turns: &[usize]) -> Box<dyn Store> {
    let mut store = make();
    let mut queues: Vec<_> = passes.iter().map(|passes| passes.iter()).collect();
    let then_the_rest = [0, 1, 2].repeat(4);
    for turn in turns.iter().chain(&then_the_rest) {
        if let Some(next) = queues[*turn].next() {
            store.accept(next).unwrap();
        }
    }
    store
}

fn articles(store: &mut dyn Store) -> Vec<Option<Article>> {
    ARTICLES.iter().map(|of| store.article(&id(of)).unwrap()).collect()
}

fn feeds(store: &mut dyn Store) -> Vec<Vec<Article>> {
    let newest = |section: &&str| {
        store.newest(&slug(section), minute(1_000), 10, std::time::Duration::ZERO).unwrap()
    };
    SECTIONS.iter().map(newest).collect()
}

pub(crate) fn any_order_of_sources_ends_the_same(make: Make<'_>) {
    let passes = (any_passes(0), any_passes(1), any_passes(2)).prop_map(|(a, b, c)| vec![a, b, c]);
    let turns = || proptest::collection::vec(0..3_usize, 0..12);
    let config = Config { cases: 300, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&(passes, turns(), turns()), |(passes, one, other)| {
            let (mut one, mut other) = (filled(make, &passes, &one), filled(make, &passes, &other));
            prop_assert_eq!(articles(&mut *one), articles(&mut *other));
            prop_assert_eq!(feeds(&mut *one), feeds(&mut *other));
            for article in articles(&mut *one).into_iter().flatten() {
                prop_assert!(article.updated >= article.published);
            }
            // And once more changes nothing: the last pass of each source again.
            let before = (articles(&mut *one), feeds(&mut *one));
            for last in passes.iter().filter_map(|passes| passes.last()) {
                let accepted = one.accept(last).unwrap();
                prop_assert_eq!((accepted.new, accepted.changed, accepted.withdrawn), (0, 0, 0));
                prop_assert!(accepted.sections.is_empty());
            }
            prop_assert_eq!((articles(&mut *one), feeds(&mut *one)), before);
            Ok(())
        })
        .unwrap();
}
