//! What may not be shown yet, or not any more.

use crate::store_contract::fixtures::*;
use pressroom::store::{Arrival, Arrivals, Recognition, Separated, Store};
use std::collections::BTreeSet;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

fn seen(store: &mut dyn Store, at: i64) -> Vec<String> {
    store.keep_time(minute(at)).unwrap();
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

/// A store that knows stories again, and one story under two names.
fn two_tellings(make: Make<'_>) -> (Box<dyn Store>, [Arrival; 2]) {
    let words = "The bridge over the harbour was opened to traffic this morning after two years \
        of repairs that cost the city more than anybody had thought when they were begun. Buses \
        run over it from noon, and the ferry that took their place makes its last trip tonight. \
        The mayor thanked the workers and said that the railings would be painted in spring.";
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
    let mut store = make();
    store.recognise(Some(rule));
    (store, [story("a"), story("b")])
}

/// Who brings it when: one of the two waits.
fn one_waits(make: Make<'_>, (first, second): (Option<i64>, Option<i64>)) -> Box<dyn Store> {
    let (mut store, [a, b]) = two_tellings(make);
    store.accept(&pass("agency", 1, vec![termed(a, first, None)])).unwrap();
    let mut b = termed(b, second, None);
    b.article.sections = slugs(&["sports"]);
    store.accept(&ranked(pass("desk", 2, vec![b]), 1)).unwrap();
    assert_eq!(everywhere(&mut *store, 9).len(), 1);
    store
}

/// The ids of what two sections have at an instant; the press looks at the clock first.
fn everywhere(store: &mut dyn Store, at: i64) -> BTreeSet<String> {
    store.keep_time(minute(at)).unwrap();
    let sections = ["world", "sports"].map(slug);
    let newest = sections
        .iter()
        .flat_map(|section| store.newest(section, minute(at), 100, Duration::ZERO).unwrap());
    newest.map(|article| article.id.to_string()).collect()
}

const EITHER_WAITS: [(Option<i64>, Option<i64>); 3] =
    [(None, Some(10)), (Some(10), None), (Some(9), Some(10))];

pub(crate) fn a_story_that_waits_is_one_with_others_when_it_is_out(make: Make<'_>) {
    for waits in EITHER_WAITS {
        let mut store = one_waits(make, waits);
        let stays = if waits.0 == Some(10) { "b" } else { "a" };
        let other = if stays == "a" { "b" } else { "a" };
        assert_eq!(store.keep_time(minute(10)).unwrap(), slugs(&["sports", "world"]), "{waits:?}");
        assert_eq!(everywhere(&mut *store, 10), [id(stays).to_string()].into(), "{waits:?}");
        let items = store.provenance(&id(stays)).unwrap();
        assert_eq!(items.len(), 2, "{waits:?}");
        assert_eq!(read(&mut *store, stays).sections, slugs(&["sports", "world"]));
        // Nobody had the other one, and nothing is told of it.
        assert!(store.article(&id(other)).unwrap().is_none(), "{waits:?}");
        assert!(told(&mut *store, 0).is_empty(), "{waits:?}");
        // It is a join like any other.
        let source = if stays == "a" { "desk" } else { "agency" };
        let parted = store.separate(&id(stays), &name(source), None, minute(11)).unwrap();
        assert_eq!(parted, Separated::Into(id(other)), "{waits:?}");
        assert_eq!(everywhere(&mut *store, 12).len(), 2, "{waits:?}");
    }
}

pub(crate) fn what_has_come_out_is_judged_in_whichever_pass_sees_it(make: Make<'_>) {
    for waits in EITHER_WAITS {
        let mut store = one_waits(make, waits);
        let accepted = store.accept(&pass("third", 11, Vec::new())).unwrap();
        assert_eq!(accepted.sections, slugs(&["sports", "world"]), "{waits:?}");
        assert_eq!(everywhere(&mut *store, 11).len(), 1, "{waits:?}");
    }
}

pub(crate) fn people_keep_apart_what_has_come_out(make: Make<'_>) {
    let (mut store, [a, b]) = two_tellings(make);
    store.accept(&pass("agency", 1, vec![a.clone()])).unwrap();
    store.accept(&ranked(pass("desk", 2, vec![b.clone()]), 1)).unwrap();
    store.separate(&id("a"), &name("desk"), None, minute(3)).unwrap();
    store.accept(&pass("agency", 4, vec![termed(a, Some(10), None)])).unwrap();
    assert_eq!(everywhere(&mut *store, 10).len(), 2);
}

pub(crate) fn what_was_parted_only_to_wait_is_one_again(make: Make<'_>) {
    let (mut store, [a, b]) = two_tellings(make);
    let published = |mut arrivals: Arrivals| {
        arrivals.listing.by_publisher = true;
        arrivals
    };
    store.accept(&published(pass("agency", 1, vec![a]))).unwrap();
    store.accept(&published(ranked(pass("desk", 2, vec![b.clone()]), 1))).unwrap();
    assert_eq!(everywhere(&mut *store, 3), [id("a").to_string()].into());
    let waits = ranked(pass("desk", 4, vec![termed(b, Some(10), None)]), 1);
    store.accept(&published(waits)).unwrap();
    assert_eq!(everywhere(&mut *store, 5), [id("a").to_string()].into());
    assert_eq!(store.provenance(&id("a")).unwrap().len(), 1);
    assert_eq!(everywhere(&mut *store, 10), [id("a").to_string()].into());
    assert_eq!(store.provenance(&id("a")).unwrap().len(), 2);
}

pub(crate) fn what_was_taken_back_while_it_waited_stays_back(make: Make<'_>) {
    for waits in [(None, Some(10)), (Some(10), None)] {
        let mut store = one_waits(make, waits);
        let out = if waits.0.is_none() { "a" } else { "b" };
        assert!(store.retract(out, 5, Some("Not so.")));
        assert!(everywhere(&mut *store, 10).is_empty(), "{waits:?}");
        assert!(store.undo(out, 11), "{waits:?}");
        assert_eq!(everywhere(&mut *store, 12), [id(out).to_string()].into(), "{waits:?}");
    }
}

pub(crate) fn a_story_that_readers_had_and_that_waited_is_told_as_withdrawn(make: Make<'_>) {
    let (mut store, [a, b]) = two_tellings(make);
    store.accept(&pass("agency", 1, vec![a.clone()])).unwrap();
    store.accept(&pass("agency", 2, vec![termed(a, Some(10), None)])).unwrap();
    store.accept(&ranked(pass("desk", 3, vec![b]), 1)).unwrap();
    assert_eq!(told(&mut *store, 0).len(), 1, "readers know that it was put off");
    assert_eq!(everywhere(&mut *store, 10), [id("b").to_string()].into());
    assert_eq!(told(&mut *store, 0).len(), 1, "who has it under its first id throws that away");
}

pub(crate) fn an_article_ends_at_its_own_second(make: Make<'_>) {
    let mut store = make();
    let ends = termed(item("a", article("a", "One")), None, Some(10));
    store.accept(&pass("desk", 1, vec![ends])).unwrap();
    assert_eq!(store.next_change(minute(2), HOUR).unwrap(), Some(minute(10)));
    assert_eq!(seen(&mut *store, 9), ["One"]);
    assert!(told(&mut *store, 0).is_empty());
    // However late it is looked, it ended at its time.
    assert_eq!(store.keep_time(minute(12)).unwrap(), slugs(&["world"]));
    assert!(store.keep_time(minute(12)).unwrap().is_empty());
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
    store.keep_time(minute(5)).unwrap();
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
