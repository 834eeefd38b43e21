//! What is known of a source: its passes, its memory, and what it was refused.

use crate::store_contract::fixtures::*;
use pressroom::fingerprint::Fingerprint;
use pressroom::raw_item::Rejection;
use pressroom::source_memory::{AskedPage, Hold, HoldReason, SourceMemory};
use pressroom::store::{Arrivals, KeptRejection, Store};
use pressroom::web_address::WebAddress;

fn refusal(key: &str, arrived: Option<&str>) -> KeptRejection {
    let rejection = Rejection {
        kind: pressroom::raw_item::RefusalKind::Fault,
        key: key.to_owned(),
        title: Some(format!("Title of {key}")),
        reason: "It has no date: give it one.".to_owned(),
    };
    KeptRejection {
        arrived: arrived.map(|bytes| Fingerprint::of(bytes.as_bytes())),
        rejection,
        said: None,
    }
}

fn refusing(mut arrivals: Arrivals, refusals: Vec<KeptRejection>) -> Arrivals {
    arrivals.refusals = Some(refusals);
    arrivals
}

/// A pass in which the source said that nothing is new.
fn nothing_new(at: i64) -> Arrivals {
    Arrivals { refusals: None, ..pass("wire", at, Vec::new()) }
}

fn refused(store: &mut dyn Store) -> Vec<String> {
    let record = store.source(&name("wire")).unwrap();
    record.rejections.into_iter().map(|rejection| rejection.key).collect()
}

fn knows(store: &mut dyn Store, bytes: &str) -> bool {
    store.known(&name("wire")).unwrap().contains(&Fingerprint::of(bytes.as_bytes()))
}

pub(crate) fn a_pass_that_went_well_is_recorded(make: Make<'_>) {
    let mut store = make();
    store.failed(&name("wire"), minute(1), "no answer").unwrap();
    let items = vec![item("a", article("a", "One")), item("b", article("b", "Two"))];
    store.accept(&pass("wire", 2, items)).unwrap();
    store.accept(&pass("desk", 3, Vec::new())).unwrap();
    let record = store.source(&name("wire")).unwrap();
    assert_eq!((record.last_pass, record.last_success), (Some(minute(2)), Some(ended(2))));
    assert_eq!((record.error, record.failures, record.articles), (None, 0, 2));
    store.retract("a", 4, None);
    assert_eq!(store.source(&name("wire")).unwrap().articles, 1);
    let passes = [(name("desk"), minute(3)), (name("wire"), minute(2))];
    for (name, began) in passes {
        assert_eq!(store.standings().unwrap()[&name].last_pass, Some(began));
    }
}

pub(crate) fn a_pass_that_failed_is_recorded(make: Make<'_>) {
    let mut store = make();
    let memory = SourceMemory { etag: Some("W/\"1\"".to_owned()), ..SourceMemory::default() };
    store.accept(&Arrivals { memory: memory.clone(), ..pass("wire", 1, Vec::new()) }).unwrap();
    store.failed(&name("wire"), minute(5), "no answer").unwrap();
    store.failed(&name("wire"), minute(6), "503").unwrap();
    let record = store.source(&name("wire")).unwrap();
    assert_eq!((record.last_pass, record.last_success), (Some(minute(6)), Some(ended(1))));
    assert_eq!((record.error.as_deref(), record.failures), (Some("503"), 2));
    assert_eq!(record.memory, memory);
    assert_eq!(store.standings().unwrap()[&name("wire")].last_pass, Some(minute(6)));
}

pub(crate) fn memory_is_kept_byte_for_byte(make: Make<'_>) {
    let mut store = make();
    let memory = SourceMemory {
        location: Some("https://wire.example/feed?a=\u{fffd}".to_owned()),
        etag: Some("\"it's \\ \u{7f} odd\"-gzip".to_owned()),
        last_modified: Some(" Tue, 01 Sep 2026 10:00:00 GMT ".to_owned()),
        body: Some(Fingerprint::of(b"body")),
        moved_to: Some(WebAddress::parse("https://wire.example/new").unwrap()),
        judged: None,
        read_by: None,
        rereading: Some(Fingerprint::of(b"selectors")),
        imported: true,
        hold: Some(Hold { since: None, until: Some(minute(9)), reason: HoldReason::Open }),
        shared_names: [Fingerprint::of(b"shared")].into(),
        site_lines: [Fingerprint::of(b"line")].into(),
        pages: vec![AskedPage { page: Fingerprint::of(b"page"), failures: 2 }],
    };
    store.accept(&Arrivals { memory: memory.clone(), ..pass("wire", 1, Vec::new()) }).unwrap();
    assert_eq!(store.source(&name("wire")).unwrap().memory, memory);
}

pub(crate) fn kept_and_refused_items_are_known(make: Make<'_>) {
    let mut store = make();
    let kept = item("a", article("a", "One"));
    let refusals = vec![refusal("b", Some("b")), refusal("line 9", None)];
    store.accept(&refusing(pass("wire", 1, vec![kept.clone()]), refusals.clone())).unwrap();
    let known = store.known(&name("wire")).unwrap();
    assert_eq!(known, [kept.arrived, refusals[0].arrived.unwrap()].into_iter().collect());
    let shown: Vec<Rejection> = refusals.into_iter().map(|refusal| refusal.rejection).collect();
    assert_eq!(store.source(&name("wire")).unwrap().rejections, shown);
}

pub(crate) fn refusals_stay_when_nothing_is_new(make: Make<'_>) {
    let mut store = make();
    let refusals = vec![refusal("b", Some("b")), refusal("line 9", None)];
    store.accept(&refusing(pass("wire", 1, Vec::new()), refusals)).unwrap();
    store.accept(&nothing_new(2)).unwrap();
    store.failed(&name("wire"), minute(3), "no answer").unwrap();
    assert_eq!(refused(&mut *store), ["b", "line 9"]);
    assert!(knows(&mut *store, "b"));
}

pub(crate) fn a_refused_item_stays_shown_while_it_is_known(make: Make<'_>) {
    let mut store = make();
    store.accept(&refusing(pass("wire", 1, vec![]), vec![refusal("b", Some("b"))])).unwrap();
    // The source is read again: it skips "b", which is known, and refuses another.
    store.accept(&refusing(pass("wire", 2, vec![]), vec![refusal("c", Some("c"))])).unwrap();
    assert_eq!(refused(&mut *store), ["b", "c"]);
    // It comes in other bytes and is refused anew: one reason, not two.
    store.accept(&refusing(pass("wire", 3, vec![]), vec![refusal("b", Some("b2"))])).unwrap();
    assert_eq!(refused(&mut *store), ["c", "b"]);
    assert!(knows(&mut *store, "b2") && !knows(&mut *store, "b"));
}

pub(crate) fn an_unreadable_item_is_shown_until_the_next_reading(make: Make<'_>) {
    let mut store = make();
    let unreadable = vec![refusal("line 9", None), refusal("line 9", None)];
    store.accept(&refusing(pass("wire", 1, vec![]), unreadable)).unwrap();
    assert_eq!(refused(&mut *store), ["line 9", "line 9"]);
    store.accept(&refusing(pass("wire", 2, vec![]), vec![refusal("line 3", None)])).unwrap();
    assert_eq!(refused(&mut *store), ["line 3"]);
    store.accept(&pass("wire", 3, Vec::new())).unwrap();
    assert!(refused(&mut *store).is_empty());
}

pub(crate) fn a_refusal_ends_when_its_item_is_kept_or_gone(make: Make<'_>) {
    let mut store = make();
    let refusals = ["a", "b", "c"].map(|key| refusal(key, Some(key)));
    store.accept(&refusing(pass("wire", 1, vec![]), refusals.to_vec())).unwrap();
    let mended = item("a", article("a", "One"));
    store.accept(&listing(pass("wire", 2, vec![mended]), &["a", "c"])).unwrap();
    assert_eq!(refused(&mut *store), ["c"]);
    assert!(!knows(&mut *store, "a") && !knows(&mut *store, "b") && knows(&mut *store, "c"));
}

pub(crate) fn a_refusal_is_examined_again_after_a_day(make: Make<'_>) {
    let mut store = make();
    let refusals = vec![refusal("b", Some("b")), refusal("line 9", None)];
    store.accept(&refusing(pass("wire", 0, vec![]), refusals)).unwrap();
    store.accept(&nothing_new(24 * 60 - 1)).unwrap();
    assert!(knows(&mut *store, "b"));
    store.accept(&nothing_new(24 * 60)).unwrap();
    assert!(!knows(&mut *store, "b"));
    // What was never known is examined in every reading, and there was none.
    assert_eq!(refused(&mut *store), ["line 9"]);
}

pub(crate) fn a_listing_does_not_end_what_has_no_key_in_it(make: Make<'_>) {
    let mut store = make();
    let refusals = vec![refusal("b", Some("b")), refusal("line 9", None)];
    store.accept(&refusing(pass("wire", 1, vec![]), refusals)).unwrap();
    store.accept(&listing(nothing_new(2), &["b"])).unwrap();
    assert_eq!(refused(&mut *store), ["b", "line 9"]);
}

pub(crate) fn known_is_of_one_source_only(make: Make<'_>) {
    let mut store = make();
    let one = item("k", article("a", "One"));
    store.accept(&pass("wire", 1, vec![one.clone()])).unwrap();
    store.accept(&pass("desk", 1, vec![item("k", article("b", "Two"))])).unwrap();
    assert_eq!(store.known(&name("wire")).unwrap(), [one.arrived].into_iter().collect());
    assert!(store.known(&name("nobody")).unwrap().is_empty());
}
