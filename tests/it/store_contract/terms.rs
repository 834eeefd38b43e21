//! What may not be shown yet, or not any more.

use crate::store_contract::fixtures::*;
use pressroom::store::{Recognition, Store};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

fn seen(store: &mut dyn Store, at: i64) -> Vec<String> {
    store.expire(minute(at)).unwrap();
    let newest = store.newest(&slug("world"), minute(at), 100, Duration::ZERO).unwrap();
    newest.iter().map(|article| article.title.to_string()).collect()
}

fn told(store: &mut dyn Store, since: i64) -> Vec<i64> {
    let told = store.withdrawn(&slug("world"), minute(since)).unwrap();
    told.iter().map(|one| (one.at - minute(0)).num_seconds()).collect()
}

pub(crate) fn an_embargo_holds_back_even_what_was_shown(make: Make<'_>) {
    let mut store = make();
    let one = item("a", article("a", "One"));
    store.accept(&pass("desk", 1, vec![one.clone()])).unwrap();
    let waits = termed(one.clone(), Some(10), None);
    let accepted = store.accept(&pass("desk", 2, vec![waits.clone()])).unwrap();
    assert_eq!((accepted.changed, accepted.sections), (1, slugs(&["world"])));
    assert!(seen(&mut *store, 9).is_empty());
    assert!(store.counts(minute(9)).unwrap().is_empty());
    assert_eq!(store.next_change(minute(2), HOUR).unwrap(), Some(minute(10)));
    assert_eq!(seen(&mut *store, 10), ["One"]);
    assert_eq!(read(&mut *store, "a").published, minute(10));
    // Once its time has come, the same again changes nothing.
    store.accept(&pass("desk", 11, vec![waits])).unwrap();
    assert_eq!(read(&mut *store, "a").published, minute(10));

    // Without it, what waits has the date that is given now.
    store.accept(&pass("desk", 12, vec![termed(one.clone(), Some(30), None)])).unwrap();
    assert!(seen(&mut *store, 13).is_empty());
    store.accept(&pass("desk", 14, vec![one])).unwrap();
    assert_eq!(seen(&mut *store, 14), ["One"]);
}

pub(crate) fn an_embargo_of_one_source_holds_for_all(make: Make<'_>) {
    let one = item("a", article("a", "One"));
    let waits = termed(one.clone(), Some(10), None);
    for (first, second) in [(&one, &waits), (&waits, &one)] {
        let mut store = make();
        store.accept(&pass("agency", 1, vec![first.clone()])).unwrap();
        store.accept(&pass("desk", 2, vec![second.clone()])).unwrap();
        let other = item("a", article("a", "Two"));
        store.accept(&ranked(pass("third", 3, vec![other]), 1)).unwrap();
        assert!(seen(&mut *store, 9).is_empty());
        assert_eq!(seen(&mut *store, 10), ["One"]);
    }
}

pub(crate) fn a_story_that_waits_is_joined_to_no_other(make: Make<'_>) {
    let words = "The bridge over the harbour was opened to traffic this morning after two years \
        of repairs that cost the city more than anybody had thought when they were begun.";
    let story = |of: &str| {
        let mut article = article(of, "The bridge over the harbour is open again");
        article.content = pressroom::text::CleanHtml::kept(format!("<p>{words}</p>"));
        item(of, article)
    };
    let rule = Recognition {
        window: chrono::TimeDelta::days(2),
        alike: 0.5,
        except: [].into(),
        site: None,
    };
    for (first, second) in [(None, Some(10)), (Some(10), None)] {
        let mut store = make();
        store.recognise(Some(rule.clone()));
        store.accept(&pass("agency", 1, vec![termed(story("a"), first, None)])).unwrap();
        store.accept(&pass("desk", 2, vec![termed(story("b"), second, None)])).unwrap();
        assert_eq!(seen(&mut *store, 9).len(), 1);
        assert_eq!(seen(&mut *store, 10).len(), 2);
    }
}

pub(crate) fn an_article_ends_at_its_own_second(make: Make<'_>) {
    let mut store = make();
    let ends = termed(item("a", article("a", "One")), None, Some(10));
    store.accept(&pass("desk", 1, vec![ends])).unwrap();
    assert_eq!(store.next_change(minute(2), HOUR).unwrap(), Some(minute(10)));
    assert_eq!(seen(&mut *store, 9), ["One"]);
    assert!(told(&mut *store, 0).is_empty());
    // However late it is looked, it ended at its time.
    assert_eq!(store.expire(minute(12)).unwrap(), slugs(&["world"]));
    assert!(store.expire(minute(12)).unwrap().is_empty());
    assert!(titles(&mut *store, "world").is_empty());
    assert_eq!(told(&mut *store, 0), [600]);
    assert_eq!(store.next_change(minute(12), HOUR).unwrap(), Some(minute(70)));
    let kept = store.kept(&id("a")).unwrap().unwrap();
    assert_eq!((kept.expires, kept.withdrawn), (Some(minute(10)), Some(minute(10))));
}

pub(crate) fn an_end_can_be_moved_and_removed(make: Make<'_>) {
    let mut store = make();
    let one = item("a", article("a", "One"));
    store.accept(&pass("desk", 1, vec![termed(one.clone(), None, Some(10))])).unwrap();
    let accepted =
        store.accept(&pass("desk", 2, vec![termed(one.clone(), None, Some(5))])).unwrap();
    assert_eq!(accepted.sections, slugs(&["world"]), "the press must know of the new end");
    assert_eq!(read(&mut *store, "a").updated, minute(0), "the text is as it was");
    assert!(seen(&mut *store, 5).is_empty());
    // Over already, and then it is not: readers were told, so it is newer now.
    let accepted =
        store.accept(&pass("desk", 6, vec![termed(one.clone(), None, Some(20))])).unwrap();
    assert_eq!((accepted.changed, accepted.sections), (1, slugs(&["world"])));
    assert_eq!(seen(&mut *store, 7), ["One"]);
    assert_eq!(read(&mut *store, "a").updated, ended(6));
    assert!(told(&mut *store, 0).is_empty());
    assert!(seen(&mut *store, 20).is_empty());
    store.accept(&pass("desk", 21, vec![one])).unwrap();
    assert_eq!(seen(&mut *store, 10_000), ["One"]);
    assert_eq!(store.revisions(&id("a")).unwrap().len(), 1);
}

pub(crate) fn no_source_brings_back_what_is_over(make: Make<'_>) {
    let mut store = make();
    let ends = termed(item("a", article("a", "One")), None, Some(5));
    store.accept(&listing(pass("desk", 1, vec![ends.clone()]), &["a"])).unwrap();
    store.expire(minute(5)).unwrap();
    let other_text = termed(item("a", article("a", "Two")), None, Some(5));
    for (at, item) in [(6, ends.clone()), (7, other_text), (8, ends.clone())] {
        store.accept(&listing(pass("desk", at, vec![item]), &["a"])).unwrap();
        assert!(titles(&mut *store, "world").is_empty());
        assert_eq!(told(&mut *store, 0), [300]);
    }
    store.accept(&listing(pass("desk", 9, Vec::new()), &[])).unwrap();
    store.accept(&listing(pass("desk", 10, vec![ends]), &["a"])).unwrap();
    assert!(titles(&mut *store, "world").is_empty());
    assert_eq!(told(&mut *store, 0), [300]);
}

pub(crate) fn an_end_that_came_too_late_is_told_from_then_on(make: Make<'_>) {
    let mut store = make();
    let one = item("a", article("a", "One"));
    store.accept(&pass("desk", 1, vec![one.clone()])).unwrap();
    let over = termed(one, None, Some(2));
    let accepted = store.accept(&pass("desk", 8, vec![over])).unwrap();
    assert_eq!((accepted.withdrawn, accepted.sections), (1, slugs(&["world"])));
    assert_eq!(told(&mut *store, 0), [481]);
}

pub(crate) fn what_was_over_before_it_came_is_not_told(make: Make<'_>) {
    let mut store = make();
    let over = termed(item("a", article("a", "One")), None, Some(2));
    let never = termed(item("b", article("b", "Two")), Some(9), Some(8));
    store.accept(&pass("desk", 3, vec![over, never])).unwrap();
    assert!(seen(&mut *store, 10).is_empty());
    assert!(told(&mut *store, -100).is_empty());
}
