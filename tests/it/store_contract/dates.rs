//! Dates: `published` is fixed, `updated` moves with the text and with nothing else.

use crate::store_contract::fixtures::*;
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::Correction;
use pressroom::store::Accepted;
use pressroom::text::XmlText;

pub(crate) fn published_and_id_stay_as_first_kept(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 1, vec![item("a", article("a", "One"))])).unwrap();
    let mut moved = published(article("another id", "Two"), -60);
    moved.updated = minute(2);
    store.accept(&pass("wire", 3, vec![item("a", moved)])).unwrap();
    let kept = read(&mut *store, "a");
    assert_eq!((kept.id, kept.published, kept.title.as_str()), (id("a"), minute(0), "Two"));
    assert_eq!(store.article(&id("another id")).unwrap(), None);
}

pub(crate) fn updated_follows_the_source_when_it_moves_on(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 1, vec![item("a", article("a", "One"))])).unwrap();
    let mut changed = article("a", "Two");
    changed.updated = minute(7);
    store.accept(&pass("wire", 9, vec![item("a", changed)])).unwrap();
    assert_eq!(read(&mut *store, "a").updated, minute(7));
}

pub(crate) fn updated_is_the_end_of_the_pass_when_the_source_gives_no_later_date(make: Make<'_>) {
    let mut store = make();
    let mut first = article("a", "One");
    first.updated = minute(5);
    store.accept(&pass("wire", 6, vec![item("a", first)])).unwrap();
    for (at, title, given) in [(8, "Two", 5), (9, "Three", 2)] {
        let mut changed = article("a", title);
        changed.updated = minute(given);
        store.accept(&pass("wire", at, vec![item("a", changed)])).unwrap();
        assert_eq!(read(&mut *store, "a").updated, ended(at));
    }
}

pub(crate) fn updated_is_never_before_published(make: Make<'_>) {
    let mut store = make();
    let mut scheduled = published(article("a", "One"), 100);
    scheduled.updated = minute(-5);
    store.accept(&pass("wire", 1, vec![item("a", scheduled.clone())])).unwrap();
    assert_eq!(read(&mut *store, "a").updated, minute(100));
    scheduled.title = XmlText::new("Two");
    store.accept(&pass("wire", 2, vec![item("a", scheduled)])).unwrap();
    assert_eq!(read(&mut *store, "a").updated, minute(100));
}

pub(crate) fn a_date_that_moved_alone_is_no_change(make: Make<'_>) {
    let mut store = make();
    let first = article("a", "One");
    store.accept(&pass("wire", 1, vec![item("a", first.clone())])).unwrap();
    let mut touched = first.clone();
    touched.updated = minute(30);
    touched.published = minute(20);
    let accepted = store.accept(&pass("wire", 31, vec![item("a", touched)])).unwrap();
    assert_eq!(accepted, Accepted { unchanged: 1, ..Accepted::default() });
    assert_eq!(read(&mut *store, "a"), first);
}

pub(crate) fn a_correction_dated_anew_is_no_change(make: Make<'_>) {
    let mut store = make();
    let mut corrected = article("a", "One");
    corrected.corrections = vec![Correction { at: minute(1), note: XmlText::new("Sorry.") }];
    store.accept(&pass("wire", 1, vec![item("a", corrected.clone())])).unwrap();
    let mut again = corrected.clone();
    again.corrections = vec![Correction { at: minute(2), note: XmlText::new("Sorry.") }];
    assert_eq!(store.accept(&pass("wire", 2, vec![item("a", again)])).unwrap().changed, 0);
    assert_eq!(read(&mut *store, "a"), corrected);
    let mut other = corrected;
    other.corrections = vec![Correction { at: minute(3), note: XmlText::new("Sorry again.") }];
    assert_eq!(store.accept(&pass("wire", 3, vec![item("a", other)])).unwrap().changed, 1);
    assert_eq!(read(&mut *store, "a").corrections[0].at, minute(3));
}

pub(crate) fn instants_are_kept_to_the_microsecond(make: Make<'_>) {
    let mut store = make();
    let mut fine = article("a", "One");
    fine.published = minute(0) + TimeDelta::nanoseconds(123_456_789);
    fine.updated = fine.published;
    store.accept(&pass("wire", 1, vec![item("a", fine)])).unwrap();
    let kept = read(&mut *store, "a");
    assert_eq!(kept.published, minute(0) + TimeDelta::microseconds(123_456));
    assert_eq!(kept.updated, kept.published);
}

pub(crate) fn far_dates_are_kept(make: Make<'_>) {
    let mut store = make();
    let far = [DateTime::<Utc>::MIN_UTC, DateTime::UNIX_EPOCH, DateTime::<Utc>::MAX_UTC];
    for (key, instant) in ["a", "b", "c"].into_iter().zip(far) {
        let mut given = article(key, key);
        given.published = instant;
        given.updated = instant;
        store.accept(&pass("wire", 1, vec![item(key, given)])).unwrap();
        assert_eq!(read(&mut *store, key).published.timestamp_micros(), instant.timestamp_micros());
    }
    let newest = store
        .newest(&slug("world"), DateTime::<Utc>::MAX_UTC, 9, std::time::Duration::MAX)
        .unwrap();
    assert_eq!(newest.len(), 3);
}

pub(crate) fn a_time_that_has_not_come_can_be_moved(make: Make<'_>) {
    // Later, earlier, and into the past: always the last date that was given.
    for (next, visible) in [(200, 0), (50, 0), (-5, 1)] {
        let mut store = make();
        let first = item("a", published(article("a", "One"), 100));
        store.accept(&pass("desk", 1, vec![first])).unwrap();
        let moved = published(article("a", "One"), next);
        let accepted = store.accept(&pass("desk", 2, vec![item("a", moved.clone())])).unwrap();
        assert_eq!((accepted.changed, accepted.unchanged), (1, 0), "to {next}");
        assert_eq!(read(&mut *store, "a").published, moved.published);
        assert_eq!(read(&mut *store, "a").updated, moved.updated);
        let seen = store.newest(&slug("world"), minute(3), 10, std::time::Duration::ZERO).unwrap();
        assert_eq!(seen.len(), visible, "to {next}");
        // With a new text as well.
        let rewritten = published(article("a", "Two"), next + 1);
        store.accept(&pass("desk", 3, vec![item("a", rewritten)])).unwrap();
        let kept = read(&mut *store, "a");
        assert_eq!(&*kept.title, "Two");
        assert_eq!(kept.published, minute(if visible == 1 { next } else { next + 1 }));
    }
}
