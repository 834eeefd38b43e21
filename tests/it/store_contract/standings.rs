//! How sources stand when the program starts again: what their plan is made of.

use crate::store_contract::fixtures::*;
use pressroom::source_memory::{Hold, HoldReason, SourceMemory, SourceName};

pub(crate) fn how_every_source_stands(make: Make<'_>) {
    let mut store = make();
    assert!(store.standings().unwrap().is_empty());
    store.accept(&pass("wire", 1, Vec::new())).unwrap();
    store.failed(&name("wire"), minute(2), "no answer").unwrap();
    let hold = Some(Hold { since: None, until: None, reason: HoldReason::Gone });
    let memory = SourceMemory { hold, ..SourceMemory::default() };
    store.remember(&name("wire"), &memory).unwrap();
    let standings = store.standings().unwrap();
    let wire = &standings[&SourceName::new("wire")];
    assert_eq!((wire.last_pass, wire.failures, &wire.memory), (Some(minute(2)), 1, &memory));
    assert_eq!(store.source(&name("wire")).unwrap().error.as_deref(), Some("no answer"));
}
