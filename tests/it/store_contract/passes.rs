//! A pass is kept whole, and costs and changes nothing that it need not.

use crate::store_contract::fixtures::*;
use chrono::TimeDelta;
use pressroom::article::{Article, Author, Correction, Media, Origin};
use pressroom::store::Accepted;
use pressroom::text::{CleanHtml, XmlText};
use pressroom::web_address::WebAddress;

pub(crate) fn a_new_article_is_kept_as_it_was_given(make: Make<'_>) {
    let mut store = make();
    let mut given = within(article("a", "First"), &["top", "world"]);
    let address = WebAddress::parse("https://cdn.example/p.jpg").unwrap();
    given.language = Some("ur-PK".parse().unwrap());
    given.rights = Some(XmlText::new("© News"));
    given.origin = Some(Origin {
        title: XmlText::new("Wire"),
        feed: Some(address.clone()),
        site: None,
        rights: None,
    });
    given.corrections = vec![Correction { at: minute(3), note: XmlText::new("A name was wrong.") }];
    given.media = vec![Media {
        url: address,
        media_type: XmlText::new("image/jpeg"),
        length: Some(u64::MAX),
        size: Some((1200, 800)),
        seconds: None,
        description: Some(XmlText::new("A bridge")),
        credit: None,
        thumbnail: None,
        renditions: Vec::new(),
    }];
    let accepted = store.accept(&pass("wire", 5, vec![item("k", given.clone())])).unwrap();
    let new = Accepted { new: 1, sections: slugs(&["top", "world"]), ..Accepted::default() };
    assert_eq!(accepted, new);
    assert_eq!(read(&mut *store, "a"), given);
    let newest = store.newest(&slug("top"), minute(9), 10, std::time::Duration::ZERO).unwrap();
    assert_eq!(newest, [given.clone()]);
    let revisions = store.revisions(&id("a")).unwrap();
    assert_eq!(revisions.len(), 1);
    assert_eq!((revisions[0].number, revisions[0].at), (1, ended(5)));
    assert_eq!((&revisions[0].source, &revisions[0].article), (&name("wire"), &given));
}

pub(crate) fn the_same_pass_twice_changes_nothing(make: Make<'_>) {
    let mut store = make();
    let first = listing(
        pass("wire", 1, vec![item("a", article("a", "One")), item("b", article("b", "Two"))]),
        &["a", "b"],
    );
    // Another text without another date, one item new, one gone.
    let second = listing(
        pass(
            "wire",
            2,
            vec![item("a", article("a", "One, changed")), item("c", article("c", "3"))],
        ),
        &["a", "c"],
    );
    store.accept(&first).unwrap();
    store.accept(&second).unwrap();
    let before = everything(&mut *store, &["a", "b", "c"], &["world"]);
    let record = store.source(&name("wire")).unwrap();
    let again = store.accept(&second).unwrap();
    assert_eq!(again, Accepted { unchanged: 2, ..Accepted::default() });
    assert_eq!(everything(&mut *store, &["a", "b", "c"], &["world"]), before);
    assert_eq!(store.source(&name("wire")).unwrap(), record);
}

pub(crate) fn other_bytes_of_an_equal_article_change_only_what_is_known(make: Make<'_>) {
    let mut store = make();
    let first = item("a", article("a", "One"));
    let second = rewrapped(first.clone(), "the same item in other bytes");
    store.accept(&pass("wire", 1, vec![first.clone()])).unwrap();
    let before = everything(&mut *store, &["a"], &["world"]);
    let accepted = store.accept(&pass("wire", 2, vec![second.clone()])).unwrap();
    assert_eq!(accepted, Accepted { unchanged: 1, ..Accepted::default() });
    assert_eq!(everything(&mut *store, &["a"], &["world"]), before);
    let known = store.known(&name("wire")).unwrap();
    assert!(known.contains(&second.arrived) && !known.contains(&first.arrived));
}

pub(crate) fn another_text_is_a_revision(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 1, vec![item("a", article("a", "One"))])).unwrap();
    let accepted = store.accept(&pass("wire", 2, vec![item("a", article("a", "Two"))])).unwrap();
    let changed = Accepted { changed: 1, sections: slugs(&["world"]), ..Accepted::default() };
    assert_eq!(accepted, changed);
    store.accept(&pass("wire", 3, vec![item("a", article("a", "One"))])).unwrap();
    let revisions = store.revisions(&id("a")).unwrap();
    let titles: Vec<_> = revisions.iter().map(|r| (r.number, r.article.title.as_str())).collect();
    assert_eq!(titles, [(1, "One"), (2, "Two"), (3, "One")]);
    let kept: Vec<_> = revisions.iter().map(|revision| revision.at).collect();
    assert_eq!(kept, [ended(1), ended(2), ended(3)]);
    assert_eq!(revisions[2].article, read(&mut *store, "a"));
}

pub(crate) fn every_part_of_a_text_counts(make: Make<'_>) {
    let address = WebAddress::parse("https://news.example/else").unwrap();
    let person = Author { name: XmlText::new("B. Writer"), url: None, avatar: None, email: None };
    let wire = Origin { title: XmlText::new("Wire"), feed: None, site: None, rights: None };
    let note = Correction { at: minute(0), note: XmlText::new("Sorry.") };
    let silent: [&dyn Fn(&mut Article); 4] = [
        &|article| article.url = Some(address.clone()),
        &|article| article.language = "ur".parse().ok(),
        &|article| article.origin = Some(wire.clone()),
        &|article| {
            article.content =
                CleanHtml::kept(String::from("<p><a href=\"https://x.example/\">1</a></p>"))
        },
    ];
    let changes: [&dyn Fn(&mut Article); 7] = [
        &|article| article.title = XmlText::new("Two"),
        &|article| article.authors.push(person.clone()),
        &|article| article.summary = XmlText::new("Another."),
        &|article| article.content = CleanHtml::kept("<p>Another.</p>".to_owned()),
        &|article| article.tags.push(XmlText::new("more")),
        &|article| article.rights = Some(XmlText::new("© News")),
        &|article| article.corrections = vec![note.clone()],
    ];
    for (part, change) in changes.iter().enumerate() {
        let mut store = make();
        let mut changed = article("a", "One");
        store.accept(&pass("wire", 1, vec![item("a", changed.clone())])).unwrap();
        change(&mut changed);
        changed.updated = minute(2);
        let accepted = store.accept(&pass("wire", 3, vec![item("a", changed.clone())])).unwrap();
        assert_eq!(accepted.changed, 1, "part {part}");
        assert_eq!(read(&mut *store, "a"), changed);
    }
    for (part, change) in silent.iter().enumerate() {
        let mut store = make();
        let mut changed = article("a", "One");
        changed.content =
            CleanHtml::kept("<p><a href=\"http://www.x.example\">1</a></p>".to_owned());
        store.accept(&pass("wire", 1, vec![item("a", changed.clone())])).unwrap();
        let date = changed.updated;
        change(&mut changed);
        changed.updated = minute(2);
        let accepted = store.accept(&pass("wire", 3, vec![item("a", changed.clone())])).unwrap();
        let sections = slugs(&["world"]);
        assert_eq!(accepted, Accepted { unchanged: 1, sections, ..Accepted::default() }, "{part}");
        changed.updated = date;
        assert_eq!(read(&mut *store, "a"), changed, "it is shown as it is now");
        assert_eq!(store.revisions(&id("a")).unwrap().len(), 1, "and is no other state");
    }
}

pub(crate) fn other_sections_are_a_change_without_a_revision(make: Make<'_>) {
    let mut store = make();
    let one = within(article("a", "One"), &["world", "top"]);
    store.accept(&pass("wire", 1, vec![item("a", one.clone())])).unwrap();
    let moved = within(one, &["world", "sport"]);
    let accepted = store.accept(&pass("wire", 2, vec![item("a", moved.clone())])).unwrap();
    assert_eq!(accepted.changed, 1);
    assert_eq!(accepted.sections, slugs(&["world", "top", "sport"]));
    assert_eq!(read(&mut *store, "a"), moved);
    assert!(titles(&mut *store, "top").is_empty());
    assert_eq!(titles(&mut *store, "sport"), ["One"]);
    assert_eq!(store.revisions(&id("a")).unwrap().len(), 1);
}

pub(crate) fn of_two_items_with_one_key_the_first_counts(make: Make<'_>) {
    let mut store = make();
    let twice = vec![item("a", article("a", "One")), item("a", article("a", "Two"))];
    let twice = pass("wire", 1, twice);
    assert_eq!(store.accept(&twice).unwrap().new, 1);
    store.accept(&twice).unwrap();
    assert_eq!(read(&mut *store, "a").title.as_str(), "One");
    assert_eq!(store.revisions(&id("a")).unwrap().len(), 1);
}

pub(crate) fn hostile_text_comes_back_byte_for_byte(make: Make<'_>) {
    let mut store = make();
    let texts =
        ["let's try & break this <item> ]]>", "'; DROP TABLE article; --", "\u{10FFFF}é\t\n"];
    for (at, text) in texts.iter().enumerate() {
        let mut given = article(text, text);
        given.url = None;
        given.content = CleanHtml::kept(text.repeat(100_000));
        given.authors.clear();
        let key = format!("{text}\0{text}");
        store
            .accept(&pass(text, i64::try_from(at).unwrap(), vec![item(&key, given.clone())]))
            .unwrap();
        assert_eq!(read(&mut *store, text), given);
        assert_eq!(store.source(&name(text)).unwrap().articles, 1);
        // Found again under the same key, NUL and all.
        let again = store.accept(&pass(text, 9, vec![item(&key, given)])).unwrap();
        assert_eq!(again, Accepted { unchanged: 1, ..Accepted::default() });
    }
}

pub(crate) fn a_long_row_of_revisions_keeps_its_ends(make: Make<'_>) {
    let mut store = make();
    for turn in 0..200 {
        let mut flapping = article("a", &format!("Text {turn}"));
        flapping.updated = minute(0) + TimeDelta::seconds(turn);
        store.accept(&pass("wire", turn, vec![item("a", flapping)])).unwrap();
    }
    let revisions = store.revisions(&id("a")).unwrap();
    let numbers: Vec<u32> = revisions.iter().map(|revision| revision.number).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b));
    assert_eq!((numbers.first(), numbers.last()), (Some(&1), Some(&200)));
    assert_eq!(revisions[0].article.title.as_str(), "Text 0");
    assert!(numbers.windows(2).skip(1).all(|pair| pair[1] == pair[0] + 1), "{numbers:?}");
}
