//! What a selection takes is what the articles say at once, whatever becomes of them.
//! That its order is that of a section's feed, every other promise holds it to.

use crate::store_contract::fixtures::{
    Make, Retracting, article, id, item, listing, minute, name, pass, published,
};
use pressroom::selection::Selection;
use pressroom::store::{Retention, Store};
use std::time::Duration;

fn asking(query: &str) -> Selection {
    Selection { query: Some(query.parse().unwrap()), ..Selection::default() }
}

fn found(store: &mut dyn Store, query: &str) -> Vec<String> {
    let found = store.select(&asking(query), minute(60), 10, Duration::ZERO).unwrap();
    found.iter().map(|article| article.title.to_string()).collect()
}

pub(crate) fn words_are_those_of_the_text_that_is_shown(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 0, vec![item("a", article("a", "Flood in Sindh"))])).unwrap();
    assert_eq!(found(&mut *store, "flood"), ["Flood in Sindh"]);
    store.accept(&pass("wire", 1, vec![item("a", article("a", "Rain in Sindh"))])).unwrap();
    assert_eq!(found(&mut *store, "flood"), [""; 0]);
    assert_eq!(found(&mut *store, "rain"), ["Rain in Sindh"]);
    // A better source has the word; when it goes, the other has it again.
    let mut desk = pass("desk", 2, vec![item("d", article("a", "Storm in Sindh"))]);
    desk.rank = 0;
    let mut wire = pass("wire", 2, vec![]);
    wire.rank = 1;
    store.accept(&wire).unwrap();
    store.accept(&desk).unwrap();
    assert_eq!(found(&mut *store, "storm OR rain"), ["Storm in Sindh"]);
    store.accept(&listing(pass("desk", 3, vec![]), &[])).unwrap();
    assert_eq!(found(&mut *store, "storm OR rain"), ["Rain in Sindh"]);
}

pub(crate) fn what_is_taken_back_is_told_where_it_was(make: Make<'_>) {
    let mut store = make();
    let items = vec![
        item("a", article("a", "Flood in Sindh")),
        item("b", published(article("b", "Flood of the future"), 100)),
        item("c", article("c", "Sunshine")),
    ];
    store.accept(&pass("wire", 0, items)).unwrap();
    for of in ["a", "b", "c"] {
        assert!(store.retract(of, 5, Some("No.")));
    }
    assert_eq!(found(&mut *store, "flood"), [""; 0]);
    let told = store.withdrawn_from(&asking("flood"), minute(4)).unwrap();
    assert_eq!(told.iter().map(|one| one.id.clone()).collect::<Vec<_>>(), [id("a")]);
    assert_eq!(told, store.withdrawn_from(&asking("sindh -sunshine"), minute(4)).unwrap());
    assert_eq!(store.withdrawn_from(&Selection::default(), minute(4)).unwrap().len(), 2);
    assert_eq!(store.withdrawn_from(&asking("flood"), minute(5)).unwrap(), []);
    assert!(store.undo("a", 6));
    assert_eq!(found(&mut *store, "flood"), ["Flood in Sindh"]);
}

pub(crate) fn what_is_removed_or_put_apart_is_found_no_more_or_by_itself(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 0, vec![item("a", article("a", "Flood in Sindh"))])).unwrap();
    store.accept(&pass("agency", 0, vec![item("x", article("a", "Rain in Sindh"))])).unwrap();
    assert_eq!(found(&mut *store, "sindh").len(), 1);
    store.separate(&id("a"), &name("agency"), None, minute(2)).unwrap();
    assert_eq!(found(&mut *store, "sindh").len(), 2);
    assert_eq!(found(&mut *store, "flood"), ["Flood in Sindh"]);
    assert_eq!(found(&mut *store, "rain"), ["Rain in Sindh"]);
    let retention = Retention { published_before: Some(minute(1)), ..Retention::default() };
    assert_eq!(store.retain(retention).unwrap(), 2);
    assert_eq!(found(&mut *store, "sindh"), [""; 0]);
    // A number that is free again leads to the new article only.
    let new = published(article("n", "Sunshine"), 10);
    store.accept(&pass("wire", 3, vec![item("n", new)])).unwrap();
    assert_eq!(found(&mut *store, "sindh"), [""; 0]);
    assert_eq!(found(&mut *store, "sunshine"), ["Sunshine"]);
}
