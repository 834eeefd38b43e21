//! What feeds are given: the right articles, in one order, at the right time.

use crate::store_contract::fixtures::*;
use pressroom::article::Article;
use pressroom::store::{Retention, Store};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

fn keep(store: &mut dyn Store, articles: Vec<Article>) {
    let items = articles.into_iter().map(|a| item(a.id.clone().as_str(), a)).collect();
    store.accept(&pass("wire", 0, items)).unwrap();
}

pub(crate) fn newest_is_by_date_then_id(make: Make<'_>) {
    let mut articles: Vec<Article> = (0..40)
        .map(|number| published(article(&format!("n{number}"), "Same title"), number / 4))
        .collect();
    let mut store = make();
    keep(&mut *store, articles.clone());
    let mut reversed = make();
    keep(&mut *reversed, articles.iter().rev().cloned().collect());
    articles.sort_by(|a, b| b.published.cmp(&a.published).then_with(|| a.id.cmp(&b.id)));
    for limit in [0, 1, 7, 39, 40, 1000] {
        let expected = &articles[..limit.min(40)];
        for store in [&mut store, &mut reversed] {
            // A window of nothing holds what is as new as the newest: four articles.
            let newest = store.newest(&slug("world"), minute(100), limit, Duration::ZERO).unwrap();
            assert_eq!(newest, if limit < 4 { &articles[..4] } else { expected });
        }
    }
    assert!(store.newest(&slug("sport"), minute(100), 9, HOUR).unwrap().is_empty());
}

pub(crate) fn nothing_from_the_future_is_read(make: Make<'_>) {
    let mut store = make();
    keep(&mut *store, (0..5).map(|n| published(article(&format!("n{n}"), "T"), n)).collect());
    for now in -1..6 {
        let newest = store.newest(&slug("world"), minute(now), 10, HOUR).unwrap();
        assert_eq!(i64::try_from(newest.len()).unwrap(), (now + 1).clamp(0, 5), "at {now}");
        assert!(newest.iter().all(|article| article.published <= minute(now)));
    }
}

pub(crate) fn a_burst_is_read_whole(make: Make<'_>) {
    let mut store = make();
    // One a minute for two hours.
    keep(&mut *store, (0..120).map(|n| published(article(&format!("n{n}"), "T"), n)).collect());
    let mut count = |at_least, window| {
        store.newest(&slug("world"), minute(119), at_least, window).unwrap().len()
    };
    assert_eq!(count(10, HOUR), 61, "the newest, and all within the hour before it, to its edge");
    assert_eq!(count(100, HOUR), 100);
    assert_eq!(count(10, Duration::ZERO), 10);
    assert_eq!(count(10, Duration::MAX), 120);
    // The window is before the newest article, not before now.
    assert_eq!(store.newest(&slug("world"), minute(5_000), 10, HOUR).unwrap().len(), 61);
}

pub(crate) fn the_next_change_is_the_next_scheduled_article(make: Make<'_>) {
    let mut store = make();
    keep(
        &mut *store,
        vec![
            published(article("a", "A"), 10),
            published(within(article("b", "B"), &["sport"]), 20),
            // In no section: no feed ever shows it.
            published(within(article("c", "C"), &[]), 15),
        ],
    );
    for (now, next) in [(0, Some(10)), (9, Some(10)), (10, Some(20)), (19, Some(20)), (20, None)] {
        assert_eq!(store.next_change(minute(now), HOUR).unwrap(), next.map(minute), "at {now}");
    }
}

pub(crate) fn the_next_change_is_the_end_of_a_notice(make: Make<'_>) {
    let mut store = make();
    keep(&mut *store, vec![article("a", "A"), article("b", "B"), within(article("c", "C"), &[])]);
    for (of, at) in [("a", 1), ("b", 5), ("c", 3)] {
        assert!(store.retract(of, at, None));
    }
    for (now, next) in [(5, Some(61)), (60, Some(61)), (61, Some(65)), (65, None)] {
        assert_eq!(store.next_change(minute(now), HOUR).unwrap(), next.map(minute), "at {now}");
    }
    // At the very instant that was named, the notice has ended.
    let mut told = |now: i64| store.withdrawn(&slug("world"), minute(now - 60)).unwrap().len();
    assert_eq!((told(60), told(61), told(65)), (2, 1, 0));
}

pub(crate) fn counts_are_of_what_can_be_seen(make: Make<'_>) {
    let mut store = make();
    keep(
        &mut *store,
        vec![
            article("a", "A"),
            within(article("b", "B"), &["top", "world"]),
            published(within(article("c", "C"), &["top", "sport"]), 10),
            article("d", "D"),
        ],
    );
    store.retract("d", 1, None);
    let count = |pairs: &[(&str, u64)]| pairs.iter().map(|(name, n)| (slug(name), *n)).collect();
    assert_eq!(store.counts(minute(9)).unwrap(), count(&[("top", 1), ("world", 2)]));
    let later = count(&[("sport", 1), ("top", 2), ("world", 2)]);
    assert_eq!(store.counts(minute(10)).unwrap(), later);
}

pub(crate) fn an_empty_store_answers_everything(make: Make<'_>) {
    let mut store = make();
    assert!(store.newest(&slug("world"), minute(0), 9, HOUR).unwrap().is_empty());
    assert!(store.withdrawn(&slug("world"), minute(0)).unwrap().is_empty());
    assert_eq!(store.next_change(minute(0), HOUR).unwrap(), None);
    assert_eq!(store.article(&id("a")).unwrap(), None);
    assert!(store.revisions(&id("a")).unwrap().is_empty());
    assert!(store.known(&name("wire")).unwrap().is_empty());
    assert!(store.standings().unwrap().is_empty());
    assert!(store.counts(minute(0)).unwrap().is_empty());
    assert_eq!(store.source(&name("wire")).unwrap(), Default::default());
    let everything = Retention {
        published_before: Some(minute(9)),
        per_section: Some(0),
        ..Retention::default()
    };
    assert_eq!(store.retain(everything).unwrap(), 0);
}
