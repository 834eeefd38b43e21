//! When sources are due: found in order, taken once, planned anew.

use crate::store_contract::fixtures::*;
use pressroom::source_memory::{Hold, HoldReason, SourceMemory, SourceName};
use pressroom::store::Store;

fn taken(store: &mut dyn Store, at: i64, limit: usize) -> Vec<String> {
    let due = store.take_due(minute(at), limit).unwrap();
    due.into_iter().map(|name| name.as_str().to_owned()).collect()
}

pub(crate) fn ten_thousand_due_sources_are_found_in_order(make: Make<'_>) {
    let mut store = make();
    // Due in minute 0, 1, … 99, a hundred each, written down in another order.
    let plan: Vec<_> = (0..10_000_i64)
        .map(|number| {
            let number = number * 7919 % 10_000;
            (name(&format!("s{number:05}")), Some(minute(number / 100)))
        })
        .collect();
    store.replan(&plan).unwrap();
    assert_eq!(store.next_due().unwrap(), Some(minute(0)));
    let mut found = taken(&mut *store, 49, 30);
    assert_eq!(found.len(), 30);
    found.extend(taken(&mut *store, 49, 100_000));
    let expected: Vec<String> = (0..5_000).map(|number| format!("s{number:05}")).collect();
    assert!(found == expected, "{:?}…", &found[..40]);
    assert!(taken(&mut *store, 49, 10).is_empty(), "each is taken once");
    assert_eq!(store.next_due().unwrap(), Some(minute(50)));
    let ran = |standing: &pressroom::store::Standing| standing.last_pass.is_some();
    assert!(!store.standings().unwrap().values().any(ran), "a plan is no pass");
}

pub(crate) fn a_new_plan_replaces_the_old_one(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 1, Vec::new())).unwrap();
    store.replan(&[(name("wire"), Some(minute(5))), (name("gone"), Some(minute(4)))]).unwrap();
    store.replan(&[(name("wire"), Some(minute(6))), (name("never"), None)]).unwrap();
    assert_eq!(store.next_due().unwrap(), Some(minute(6)));
    store.plan(&name("desk"), Some(minute(6))).unwrap();
    store.plan(&name("wire"), Some(minute(3))).unwrap();
    assert_eq!(taken(&mut *store, 6, 10), ["wire", "desk"]);
    assert_eq!(store.next_due().unwrap(), None);
    store.plan(&name("wire"), Some(minute(9))).unwrap();
    store.plan(&name("wire"), None).unwrap();
    assert_eq!(store.next_due().unwrap(), None);
    assert_eq!(store.source(&name("wire")).unwrap().last_pass, Some(minute(1)));
}

pub(crate) fn how_every_source_stands(make: Make<'_>) {
    let mut store = make();
    assert!(store.standings().unwrap().is_empty());
    store.accept(&pass("wire", 1, Vec::new())).unwrap();
    store.failed(&name("wire"), minute(2), "no answer").unwrap();
    let hold = Some(Hold { until: None, reason: HoldReason::Gone });
    let memory = SourceMemory { hold, ..SourceMemory::default() };
    store.remember(&name("wire"), &memory).unwrap();
    let standings = store.standings().unwrap();
    let wire = &standings[&SourceName::new("wire")];
    assert_eq!((wire.last_pass, wire.failures, &wire.memory), (Some(minute(2)), 1, &memory));
    assert_eq!(store.source(&name("wire")).unwrap().error.as_deref(), Some("no answer"));
}
