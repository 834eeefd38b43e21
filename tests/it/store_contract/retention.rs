//! What is removed, and that it does not come back with the next pass.

use crate::store_contract::fixtures::*;
use pressroom::store::{Accepted, Retention, Store};

fn older_than(minutes: i64) -> Retention {
    Retention { published_before: Some(minute(minutes)), ..Retention::default() }
}

fn newest_only(per_section: usize) -> Retention {
    Retention { per_section: Some(per_section), ..Retention::default() }
}

/// Articles `n0` (oldest) to `n5`, one a minute.
fn six(store: &mut dyn Store) {
    let numbered = (0..6).map(|n| {
        let of = format!("n{n}");
        item(&of, published(article(&of, &of), n))
    });
    store.accept(&pass("wire", 9, numbered.collect())).unwrap();
}

pub(crate) fn what_is_older_is_removed(make: Make<'_>) {
    let mut store = make();
    six(&mut *store);
    store.accept(&pass("wire", 10, vec![item("n0", article("n0", "changed"))])).unwrap();
    store.retract("n1", 11, None);
    assert_eq!(store.retain(older_than(3)).unwrap(), 3);
    assert_eq!(titles(&mut *store, "world"), ["n5", "n4", "n3"]);
    assert!(store.withdrawn(&slug("world"), minute(0)).unwrap().is_empty());
    for of in ["n0", "n1", "n2"] {
        assert_eq!(store.article(&id(of)).unwrap(), None);
        assert!(store.revisions(&id(of)).unwrap().is_empty());
        let url = article(of, of).url.unwrap();
        assert!(store.by_address(&url).unwrap().is_empty());
    }
    assert_eq!(store.source(&name("wire")).unwrap().articles, 3);
    assert_eq!(store.retain(older_than(3)).unwrap(), 0);
}

pub(crate) fn each_section_keeps_its_newest(make: Make<'_>) {
    let mut store = make();
    six(&mut *store);
    let sport = (0..3).map(|n| {
        let of = format!("s{n}");
        item(&of, within(published(article(&of, &of), -n), &["sport"]))
    });
    store.accept(&pass("desk", 9, sport.collect())).unwrap();
    assert_eq!(store.retain(newest_only(2)).unwrap(), 5);
    assert_eq!(titles(&mut *store, "world"), ["n5", "n4"]);
    assert_eq!(titles(&mut *store, "sport"), ["s0", "s1"]);
}

pub(crate) fn what_one_section_keeps_stays_in_all(make: Make<'_>) {
    let mut store = make();
    six(&mut *store);
    // The oldest of the world is the only one of sport.
    let both = within(published(article("n0", "n0"), 0), &["sport", "world"]);
    store.accept(&pass("wire", 10, vec![item("n0", both)])).unwrap();
    assert_eq!(store.retain(newest_only(1)).unwrap(), 4);
    assert_eq!(titles(&mut *store, "sport"), ["n0"]);
    assert_eq!(titles(&mut *store, "world"), ["n5", "n0"]);
}

pub(crate) fn what_was_removed_stays_known_and_removed(make: Make<'_>) {
    let mut store = make();
    six(&mut *store);
    let known = store.known(&name("wire")).unwrap();
    store.retain(older_than(3)).unwrap();
    assert_eq!(store.known(&name("wire")).unwrap(), known);
    // Its source edits it once more; it stays removed, and the edit is known.
    let edited = item("n0", article("n0", "edited"));
    let accepted = store.accept(&pass("wire", 11, vec![edited.clone()])).unwrap();
    assert_eq!(accepted, Accepted { unchanged: 1, ..Accepted::default() });
    assert_eq!(store.article(&id("n0")).unwrap(), None);
    assert!(store.known(&name("wire")).unwrap().contains(&edited.arrived));
    // What the source itself dropped is forgotten, and nothing is told of it.
    let accepted = store.accept(&listing(pass("wire", 12, vec![]), &["n3", "n4", "n5"])).unwrap();
    assert_eq!(accepted, Accepted::default());
    assert_eq!(store.known(&name("wire")).unwrap().len(), 3);
}

pub(crate) fn nothing_is_removed_without_a_limit(make: Make<'_>) {
    let mut store = make();
    six(&mut *store);
    assert_eq!(store.retain(Retention::default()).unwrap(), 0);
    assert_eq!(store.retain(newest_only(6)).unwrap(), 0);
    assert_eq!(titles(&mut *store, "world").len(), 6);
}

pub(crate) fn what_readers_are_being_told_of_stays(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("desk", 1, vec![item("a", article("a", "One"))])).unwrap();
    store.retract("a", 20, None);
    let told_since = |minutes| Retention { told_since: Some(minute(minutes)), ..older_than(15) };
    assert_eq!(store.retain(told_since(19)).unwrap(), 0);
    assert_eq!(store.withdrawn(&slug("world"), minute(19)).unwrap().len(), 1);
    assert_eq!(store.retain(told_since(20)).unwrap(), 1);
}
