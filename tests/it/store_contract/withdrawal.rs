//! What is taken back, by whom, and what brings it back.

use crate::store_contract::fixtures::*;
use pressroom::store::{Accepted, Arrivals, TakenBack, TakenBackBy};

pub(crate) fn what_is_not_present_is_taken_back(make: Make<'_>) {
    let mut store = make();
    let items = vec![item("a", article("a", "One")), item("b", article("b", "Two"))];
    store.accept(&listing(pass("desk", 1, items), &["a", "b"])).unwrap();
    let accepted = store.accept(&listing(pass("desk", 2, Vec::new()), &["b"])).unwrap();
    let expected = Accepted { withdrawn: 1, sections: slugs(&["world"]), ..Accepted::default() };
    assert_eq!(accepted, expected);
    assert_eq!(titles(&mut *store, "world"), ["Two"]);
    let told = store.withdrawn(&slug("world"), minute(0)).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0].id, told[0].at, told[0].published), (&id("a"), ended(2), minute(0)));
    assert_eq!(told[0].url, article("a", "One").url);
    assert_eq!(told[0].reason, None);
    assert!(store.withdrawn(&slug("world"), ended(2)).unwrap().is_empty());
    assert!(store.withdrawn(&slug("sport"), minute(0)).unwrap().is_empty());
    // Whoever asks for it is still told what it was.
    assert_eq!(read(&mut *store, "a"), article("a", "One"));
    assert_eq!(store.source(&name("desk")).unwrap().articles, 1);
}

pub(crate) fn what_a_source_takes_back_is_told_with_its_reason(make: Make<'_>) {
    let mut store = make();
    let one = item("a", article("a", "One"));
    store.accept(&pass("desk", 1, vec![one.clone()])).unwrap();
    let taken_back = vec![
        TakenBack {
            key: "a".to_owned(),
            reason: Some("It was not so.".to_owned()),
            word: TakenBackBy::Source,
        },
        TakenBack { key: "never there".to_owned(), reason: None, word: TakenBackBy::Source },
    ];
    let takes_back = Arrivals { taken_back, ..pass("desk", 2, Vec::new()) };
    let expected = Accepted { withdrawn: 1, sections: slugs(&["world"]), ..Accepted::default() };
    assert_eq!(store.accept(&takes_back).unwrap(), expected);
    assert_eq!(store.accept(&takes_back).unwrap(), Accepted::default(), "once is enough");
    let told = store.withdrawn(&slug("world"), minute(0)).unwrap();
    assert_eq!(told[0].reason.as_deref(), Some("It was not so."));
    // And what it brings again is live again.
    store.accept(&pass("desk", 3, vec![one])).unwrap();
    assert_eq!(titles(&mut *store, "world"), ["One"]);
    assert!(store.withdrawn(&slug("world"), minute(0)).unwrap().is_empty());
}

pub(crate) fn what_arrived_is_present_whatever_the_listing_says(make: Make<'_>) {
    let mut store = make();
    let arrivals = listing(pass("desk", 1, vec![item("a", article("a", "One"))]), &[]);
    for (new, unchanged) in [(1, 0), (0, 1)] {
        let accepted = store.accept(&arrivals).unwrap();
        assert_eq!((accepted.new, accepted.unchanged, accepted.withdrawn), (new, unchanged, 0));
        assert_eq!(titles(&mut *store, "world"), ["One"]);
    }
}

pub(crate) fn a_partial_listing_takes_nothing_back(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 1, vec![item("a", article("a", "One"))])).unwrap();
    let accepted = store.accept(&pass("wire", 2, Vec::new())).unwrap();
    assert_eq!(accepted, Accepted::default());
    assert_eq!(titles(&mut *store, "world"), ["One"]);
}

pub(crate) fn what_comes_back_is_live_again_and_newer(make: Make<'_>) {
    let mut store = make();
    let one = item("a", article("a", "One"));
    store.accept(&listing(pass("desk", 1, vec![one.clone()]), &["a"])).unwrap();
    store.accept(&listing(pass("desk", 2, Vec::new()), &[])).unwrap();
    assert!(!store.known(&name("desk")).unwrap().contains(&one.arrived), "it must arrive again");
    let earlier = item("a", published(article("a", "One"), -60));
    let accepted = store.accept(&listing(pass("desk", 3, vec![earlier]), &["a"])).unwrap();
    let expected = Accepted { changed: 1, sections: slugs(&["world"]), ..Accepted::default() };
    assert_eq!(accepted, expected);
    let back = read(&mut *store, "a");
    assert_eq!((back.id, back.published, back.updated), (id("a"), minute(0), ended(3)));
    assert_eq!(titles(&mut *store, "world"), ["One"]);
    assert!(store.withdrawn(&slug("world"), minute(0)).unwrap().is_empty());
    // The text never was another one.
    assert_eq!(store.revisions(&id("a")).unwrap().len(), 1);
}

pub(crate) fn what_another_source_still_has_stays(make: Make<'_>) {
    let mut store = make();
    let both = within(article("a", "One"), &["top"]);
    store.accept(&listing(pass("desk", 1, vec![item("x", both)]), &["x"])).unwrap();
    store.accept(&ranked(pass("wire", 1, vec![item("k", article("a", "One"))]), 1)).unwrap();
    let accepted = store.accept(&listing(pass("desk", 2, Vec::new()), &[])).unwrap();
    assert_eq!((accepted.withdrawn, accepted.sections), (0, slugs(&["top", "world"])));
    // An equal text: only the sections of the one that went are gone.
    assert_eq!(read(&mut *store, "a"), article("a", "One"));
    assert!(titles(&mut *store, "top").is_empty());
    assert!(store.withdrawn(&slug("top"), minute(0)).unwrap().is_empty());
}

pub(crate) fn what_somebody_took_back_no_source_brings_back(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 1, vec![item("k", article("a", "One"))])).unwrap();
    assert!(store.retract("a", 2, Some("Court order")));
    assert!(!store.retract("a", 3, Some("Court order")));
    assert!(!store.retract("a", 3, None));
    assert!(!store.retract("nobody", 3, None));
    // The source edits it; another source brings it; the first drops and returns it.
    for arrivals in [
        pass("wire", 4, vec![item("k", article("a", "One, edited"))]),
        pass("desk", 5, vec![item("x", within(article("a", "Desk"), &["top"]))]),
        listing(pass("wire", 6, Vec::new()), &[]),
        pass("wire", 7, vec![item("k", article("a", "One, back"))]),
    ] {
        let accepted = store.accept(&arrivals).unwrap();
        assert_eq!((accepted.changed, accepted.withdrawn), (0, 0));
        assert!(accepted.sections.is_empty());
        for section in ["top", "world"] {
            assert!(titles(&mut *store, section).is_empty());
        }
    }
    let told: Vec<_> = ["top", "world"]
        .iter()
        .flat_map(|section| store.withdrawn(&slug(section), minute(1)).unwrap())
        .collect();
    assert!(!told.is_empty());
    for withdrawn in told {
        assert_eq!(withdrawn.at, minute(2));
        assert_eq!(withdrawn.reason.unwrap().as_str(), "Court order");
    }
}

pub(crate) fn what_is_gone_already_can_still_be_held(make: Make<'_>) {
    let mut store = make();
    let one = item("k", article("a", "One"));
    store.accept(&listing(pass("desk", 1, vec![one.clone()]), &["k"])).unwrap();
    store.accept(&listing(pass("desk", 2, Vec::new()), &[])).unwrap();
    assert!(!store.retract("a", 3, None));
    store.accept(&listing(pass("desk", 4, vec![one]), &["k"])).unwrap();
    assert!(titles(&mut *store, "world").is_empty());
}

pub(crate) fn restoring_shows_what_the_sources_say_now(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 1, vec![item("k", article("a", "One"))])).unwrap();
    assert!(!store.undo("a", 2));
    assert!(!store.undo("nobody", 2));
    store.retract("a", 2, Some("Check the facts"));
    store.accept(&pass("wire", 3, vec![item("k", article("a", "One, right"))])).unwrap();
    assert!(store.undo("a", 5));
    let back = read(&mut *store, "a");
    assert_eq!((back.title.as_str(), back.updated), ("One, right", minute(5)));
    assert_eq!(titles(&mut *store, "world"), ["One, right"]);
    assert!(store.withdrawn(&slug("world"), minute(0)).unwrap().is_empty());
    // Nothing to show when no source has it: it stays gone, but is free to return.
    store.accept(&listing(pass("wire", 6, Vec::new()), &[])).unwrap();
    store.retract("a", 7, None);
    assert!(!store.undo("a", 8));
    assert!(titles(&mut *store, "world").is_empty());
    store.accept(&pass("wire", 9, vec![item("k", article("a", "Back"))])).unwrap();
    assert_eq!(titles(&mut *store, "world"), ["Back"]);
}

pub(crate) fn what_an_own_item_took_back_for_good_only_that_item_brings_again(make: Make<'_>) {
    let mut store = make();
    let one = |source: &str, at: i64, title: &str| {
        let rank = ["desk", "wire", "agency"].iter().position(|name| *name == source).unwrap();
        let items = vec![item(&format!("{source}/a"), article("a", title))];
        ranked(pass(source, at, items), u32::try_from(rank).unwrap())
    };
    store.accept(&one("desk", 1, "Ours")).unwrap();
    store.accept(&one("wire", 2, "Theirs")).unwrap();
    let key = "desk/a".to_owned();
    let back = TakenBack { key, reason: Some("Not so.".to_owned()), word: TakenBackBy::Withdrawn };
    let mut taken_back = pass("desk", 3, Vec::new());
    taken_back.taken_back = vec![back];
    assert_eq!(store.accept(&taken_back).unwrap().withdrawn, 1);
    assert_eq!(store.accept(&taken_back).unwrap().withdrawn, 0, "once");
    store.accept(&one("wire", 4, "Theirs, edited")).unwrap();
    store.accept(&one("agency", 5, "From a third")).unwrap();
    assert!(titles(&mut *store, "world").is_empty());
    let told = store.withdrawn(&slug("world"), minute(0)).unwrap();
    assert_eq!((told[0].at, told[0].reason.as_deref()), (ended(3), Some("Not so.")));
    // It is live again with its own item, unless the desk took it back as well.
    store.accept(&one("desk", 6, "Ours again")).unwrap();
    assert_eq!(titles(&mut *store, "world"), ["Ours again"]);
    assert!(read(&mut *store, "a").updated >= minute(6));
    store.accept(&taken_back).unwrap();
    store.retract("a", 7, Some("Court order"));
    store.accept(&one("desk", 8, "Ours, third")).unwrap();
    assert!(titles(&mut *store, "world").is_empty());
    assert!(store.undo("a", 9));
    assert_eq!(titles(&mut *store, "world"), ["Ours, third"]);
}

pub(crate) fn what_nobody_saw_is_not_told(make: Make<'_>) {
    let mut store = make();
    let scheduled = item("a", published(article("a", "Embargo"), 60));
    let seen = item("b", published(article("b", "Seen"), 2));
    store.accept(&pass("desk", 1, vec![scheduled, seen])).unwrap();
    for of in ["a", "b"] {
        assert!(store.retract(of, 2, None));
    }
    let told = store.withdrawn(&slug("world"), minute(0)).unwrap();
    assert_eq!(told.iter().map(|withdrawn| &withdrawn.id).collect::<Vec<_>>(), [&id("b")]);
    let next = store.next_change(minute(2), std::time::Duration::from_secs(600)).unwrap();
    assert_eq!(next, Some(minute(12)), "neither shown in minute 60 nor told until then");
}
