//! What the desk says of an article stands, whatever its sources bring, until it is
//! undone.

use crate::store_contract::fixtures::*;
use pressroom::store::{Arrivals, Change, DESK, Edit, EditKind, Edited, Store};

fn edit(store: &mut dyn Store, of: &str, at: i64, change: Change) -> Edited {
    store.edit(&id(of), &Edit { change, by: DESK.to_owned(), at: minute(at) }).unwrap()
}

fn correct(store: &mut dyn Store, at: i64, note: &str) -> Edited {
    edit(store, "a", at, Change::Correct(note.to_owned()))
}

fn note(store: &mut dyn Store) -> Option<(String, i64)> {
    let correction = read(store, "a").corrections.into_iter().next()?;
    Some((correction.note.to_string(), (correction.at - minute(0)).num_minutes()))
}

fn shown(text: &str, at: i64) -> Option<(String, i64)> {
    Some((text.to_owned(), at))
}

pub(crate) fn a_correction_is_shown_and_stays_whatever_is_brought(make: Make<'_>) {
    let mut store = make();
    let one = item("a", article("a", "One"));
    store.accept(&pass("desk", 1, vec![one.clone()])).unwrap();
    let sections = slugs(&["world"]);
    let done =
        Edited::Done { kind: EditKind::Correction, moved: false, still_held: false, sections };
    assert_eq!(correct(&mut *store, 5, "It was Monday."), done);
    assert_eq!(note(&mut *store), shown("It was Monday.", 5));
    let corrected = read(&mut *store, "a");
    assert_eq!(
        (corrected.id, corrected.published, corrected.updated),
        (id("a"), minute(0), minute(5))
    );
    let again =
        store.accept(&pass("desk", 6, vec![rewrapped(one.clone(), "other bytes")])).unwrap();
    assert_eq!((again.changed, again.unchanged), (0, 1));
    assert_eq!(
        (note(&mut *store), read(&mut *store, "a").updated),
        (shown("It was Monday.", 5), minute(5))
    );
    // Neither another text nor another source takes the note away.
    store.accept(&pass("desk", 7, vec![item("a", article("a", "Two"))])).unwrap();
    store.accept(&pass("agency", 8, vec![one])).unwrap();
    assert_eq!(note(&mut *store), shown("It was Monday.", 5));
    assert_eq!(correct(&mut *store, 9, " It was Monday. "), Edited::Already);
}

pub(crate) fn corrections_add_up_and_undo_takes_the_last_away(make: Make<'_>) {
    let mut store = make();
    let mut own = article("a", "One");
    own.corrections = vec![pressroom::article::Correction {
        at: minute(0),
        note: pressroom::text::XmlText::new("The source's own."),
    }];
    store.accept(&pass("desk", 1, vec![item("a", own)])).unwrap();
    correct(&mut *store, 2, "First.");
    correct(&mut *store, 3, "Second.");
    assert_eq!(note(&mut *store), shown("Second.", 3));
    let all = read(&mut *store, "a").corrections;
    let all: Vec<&str> = all.iter().map(|correction| &*correction.note).collect();
    assert_eq!(all, ["Second.", "First.", "The source's own."]);
    assert_eq!(correct(&mut *store, 3, "First."), Edited::Already);
    for (at, expected) in [(4, shown("First.", 2)), (5, shown("The source's own.", 0))] {
        assert!(matches!(edit(&mut *store, "a", at, Change::Undo), Edited::Done { .. }));
        assert_eq!((note(&mut *store), read(&mut *store, "a").updated), (expected, minute(at)));
    }
    assert_eq!(edit(&mut *store, "a", 6, Change::Undo), Edited::Already);
    let notes = store.revisions(&id("a")).unwrap().into_iter().map(|revision| {
        (revision.number, revision.by, revision.article.corrections[0].note.to_string())
    });
    let by = || Some(DESK.to_owned());
    let expected = [
        (1, None, "The source's own."),
        (2, by(), "First."),
        (3, by(), "Second."),
        (4, by(), "First."),
        (5, by(), "The source's own."),
    ];
    assert!(notes.eq(expected.map(|(number, by, note)| (number, by, note.to_owned()))));
}

pub(crate) fn a_retraction_is_undone_by_undo(make: Make<'_>) {
    let mut store = make();
    let one = item("a", article("a", "One"));
    store.accept(&pass("desk", 1, vec![one.clone()])).unwrap();
    correct(&mut *store, 2, "A note.");
    let retract = || Change::Retract(Some("It was not so.".to_owned()));
    assert!(matches!(edit(&mut *store, "a", 3, retract()), Edited::Done { moved: true, .. }));
    assert_eq!(edit(&mut *store, "a", 4, retract()), Edited::Already);
    store.accept(&pass("desk", 5, vec![rewrapped(one, "other bytes")])).unwrap();
    let told = store.withdrawn(&slug("world"), minute(0)).unwrap();
    assert_eq!((told[0].at, told[0].reason.as_deref()), (minute(3), Some("It was not so.")));
    assert!(titles(&mut *store, "world").is_empty());
    assert!(matches!(edit(&mut *store, "a", 6, Change::Undo), Edited::Done { moved: true, .. }));
    let back = read(&mut *store, "a");
    assert_eq!((back.updated, note(&mut *store)), (minute(6), shown("A note.", 2)));
    assert!(store.withdrawn(&slug("world"), minute(0)).unwrap().is_empty());
    assert_eq!(titles(&mut *store, "world"), ["One"]);
}

pub(crate) fn every_edit_is_kept_with_its_editor(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("desk", 1, vec![item("a", article("a", "One"))])).unwrap();
    let by = |change, by: &str, at| Edit { change, by: by.to_owned(), at: minute(at) };
    store.edit(&id("a"), &by(Change::Correct("A note.".to_owned()), "cms", 2)).unwrap();
    store.edit(&id("a"), &by(Change::Retract(None), "editor", 3)).unwrap();
    store.edit(&id("a"), &by(Change::Undo, "chief", 4)).unwrap();
    let edits = store.edits(&id("a")).unwrap();
    let told: Vec<_> = edits
        .iter()
        .map(|edit| (edit.kind, edit.note.as_deref(), &*edit.by, edit.at, edit.undone.clone()))
        .collect();
    let undone = Some((minute(4), "chief".to_owned()));
    assert_eq!(
        told,
        [
            (EditKind::Correction, Some("A note."), "cms", minute(2), None),
            (EditKind::Retraction, None, "editor", minute(3), undone),
        ]
    );
}

pub(crate) fn an_edit_of_nothing_changes_nothing(make: Make<'_>) {
    let mut store = make();
    for change in [Change::Correct("x".to_owned()), Change::Retract(None), Change::Undo] {
        assert_eq!(edit(&mut *store, "nobody", 1, change), Edited::NoArticle);
    }
    store.accept(&pass("desk", 1, vec![item("a", article("a", "One"))])).unwrap();
    let before = everything(&mut *store, &["a"], &["world"]);
    assert_eq!(edit(&mut *store, "a", 2, Change::Undo), Edited::Already);
    assert_eq!(everything(&mut *store, &["a"], &["world"]), before);
    assert!(store.edits(&id("a")).unwrap().is_empty());
}

pub(crate) fn who_pushed_a_text_is_kept(make: Make<'_>) {
    let mut store = make();
    let by = |who: Option<&str>, at, title| Arrivals {
        by: who.map(str::to_owned),
        ..pass("push", at, vec![item("a", article("a", title))])
    };
    for (who, at, title) in
        [(Some("cms"), 1, "One"), (Some("desk 2"), 2, "Two"), (None, 3, "Three")]
    {
        store.accept(&by(who, at, title)).unwrap();
    }
    let who: Vec<_> = store.revisions(&id("a")).unwrap().into_iter().map(|past| past.by).collect();
    assert_eq!(who, [Some("cms".to_owned()), Some("desk 2".to_owned()), None]);
}
