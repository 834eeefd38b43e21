//! One article, whatever its sources call it and however many bring it.

use crate::store_contract::fixtures::*;
use pressroom::store::Accepted;
use pressroom::web_address::WebAddress;

pub(crate) fn a_key_leads_to_its_article_for_ever(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 1, vec![item("k", article("a", "One"))])).unwrap();
    store.accept(&pass("wire", 2, vec![item("k", article("b", "Two"))])).unwrap();
    // The same key of another source is another item.
    store.accept(&pass("desk", 3, vec![item("k", article("c", "Three"))])).unwrap();
    assert_eq!(read(&mut *store, "a").title.as_str(), "Two");
    assert_eq!(store.article(&id("b")).unwrap(), None);
    assert_eq!(read(&mut *store, "c").title.as_str(), "Three");
}

pub(crate) fn a_second_source_adds_its_sections(make: Make<'_>) {
    let mut store = make();
    store.accept(&pass("wire", 1, vec![item("k", article("a", "One"))])).unwrap();
    let second = within(article("a", "One"), &["sport"]);
    let accepted = store.accept(&ranked(pass("desk", 2, vec![item("x", second)]), 1)).unwrap();
    let changed =
        Accepted { changed: 1, sections: slugs(&["sport", "world"]), ..Accepted::default() };
    assert_eq!(accepted, changed);
    assert_eq!(read(&mut *store, "a"), within(article("a", "One"), &["sport", "world"]));
    assert_eq!(titles(&mut *store, "sport"), ["One"]);
    assert_eq!(store.revisions(&id("a")).unwrap().len(), 1);
}

pub(crate) fn the_lowest_rank_has_the_word(make: Make<'_>) {
    let mut store = make();
    store.accept(&ranked(pass("a-wire", 1, vec![item("k", article("a", "Wire"))]), 7)).unwrap();
    let desk = ranked(pass("desk", 2, vec![item("x", article("a", "Desk"))]), 3);
    assert_eq!(store.accept(&desk).unwrap().changed, 1);
    assert_eq!(read(&mut *store, "a").title.as_str(), "Desk");
    let hidden = ranked(pass("a-wire", 3, vec![item("k", article("a", "Wire again"))]), 7);
    let accepted = store.accept(&hidden).unwrap();
    assert_eq!(accepted, Accepted { unchanged: 1, ..Accepted::default() });
    assert_eq!(read(&mut *store, "a").title.as_str(), "Desk");
    let revisions = store.revisions(&id("a")).unwrap();
    let sources: Vec<_> = revisions.iter().map(|r| (r.source.as_str(), r.at)).collect();
    assert_eq!(sources, [("a-wire", ended(1)), ("desk", ended(2))]);
}

pub(crate) fn of_equal_ranks_the_lowest_name_has_the_word(make: Make<'_>) {
    for order in [["alpha", "beta"], ["beta", "alpha"]] {
        let mut store = make();
        for source in order {
            store.accept(&pass(source, 1, vec![item("k", article("a", source))])).unwrap();
        }
        assert_eq!(read(&mut *store, "a").title.as_str(), "alpha");
    }
}

pub(crate) fn an_equal_text_that_takes_over_is_no_change(make: Make<'_>) {
    let mut store = make();
    store.accept(&ranked(pass("wire", 1, vec![item("k", article("a", "One"))]), 1)).unwrap();
    let before = everything(&mut *store, &["a"], &["world"]);
    let accepted = store.accept(&pass("desk", 2, vec![item("x", article("a", "One"))])).unwrap();
    assert_eq!(accepted, Accepted { unchanged: 1, ..Accepted::default() });
    assert_eq!(everything(&mut *store, &["a"], &["world"]), before);
}

pub(crate) fn a_new_rank_changes_who_has_the_word(make: Make<'_>) {
    let mut store = make();
    store.accept(&ranked(pass("wire", 1, vec![item("k", article("a", "Wire"))]), 1)).unwrap();
    store.accept(&ranked(pass("desk", 2, vec![item("x", article("a", "Desk"))]), 2)).unwrap();
    assert_eq!(read(&mut *store, "a").title.as_str(), "Wire");
    let accepted = store.accept(&ranked(pass("desk", 3, Vec::new()), 0)).unwrap();
    assert_eq!((accepted.changed, accepted.sections), (1, slugs(&["world"])));
    assert_eq!(read(&mut *store, "a").title.as_str(), "Desk");
}

pub(crate) fn a_hidden_text_comes_to_light_when_the_first_goes(make: Make<'_>) {
    let mut store = make();
    let desk = within(article("a", "Desk"), &["top"]);
    store.accept(&listing(pass("desk", 1, vec![item("x", desk)]), &["x"])).unwrap();
    store.accept(&ranked(pass("wire", 2, vec![item("k", article("a", "Wire"))]), 1)).unwrap();
    assert_eq!(read(&mut *store, "a").title.as_str(), "Desk");
    let accepted = store.accept(&listing(pass("desk", 3, Vec::new()), &[])).unwrap();
    assert_eq!((accepted.changed, accepted.withdrawn), (1, 0));
    assert_eq!(accepted.sections, slugs(&["top", "world"]));
    let kept = read(&mut *store, "a");
    assert_eq!((kept.title.as_str(), kept.sections), ("Wire", slugs(&["world"])));
    // The text that readers are shown is another now, whatever the wire's date was.
    assert_eq!((kept.published, kept.updated), (minute(0), ended(3)));
}

pub(crate) fn addresses_of_one_page_find_its_article(make: Make<'_>) {
    let mut store = make();
    let address = |text: &str| WebAddress::parse(text).unwrap();
    let mut one = article("a", "One");
    one.url = Some(address("https://www.news.example/a/?id=7&utm_source=feed"));
    store.accept(&pass("wire", 1, vec![item("k", one.clone())])).unwrap();
    for same in [
        "http://news.example/a/?id=7",
        "https://news.example/a?id=7#part",
        "https://www.news.example/a/?fbclid=x&id=7",
    ] {
        assert_eq!(store.by_address(&address(same)).unwrap(), [id("a")], "{same}");
    }
    for other in [
        "https://news.example/a?id=8",
        "https://news.example/a",
        "https://news.example:8443/a?id=7",
        "https://sport.news.example/a?id=7",
    ] {
        assert!(store.by_address(&address(other)).unwrap().is_empty(), "{other}");
    }
    // The address follows the text; a withdrawn article is found too.
    one.url = Some(address("https://news.example/moved"));
    store.accept(&pass("wire", 2, vec![item("k", one)])).unwrap();
    store.retract("a", 3, None);
    assert!(store.by_address(&address("https://news.example/a?id=7")).unwrap().is_empty());
    assert_eq!(store.by_address(&address("http://news.example/moved/")).unwrap(), [id("a")]);
}
