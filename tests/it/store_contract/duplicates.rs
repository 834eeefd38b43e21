//! One story under several names is one article, once the store is told to
//! recognise stories; and what was joined wrongly can be put apart for good.

use crate::store_contract::fixtures::*;
use chrono::TimeDelta;
use pressroom::article::Article;
use pressroom::store::{Arrival, Matched, Provenance, Recognition, Separated, Store};
use pressroom::text::{CleanHtml, XmlText};
use pressroom::web_address::WebAddress;

/// Numbers that say nothing, the same each time.
fn dice(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    }
}

/// A text of so many words that no other seed's text resembles, in sentences of 25.
fn words(seed: u64, count: usize) -> Vec<String> {
    let mut roll = dice(seed);
    let syllables = ["ka", "lo", "mi", "ter", "ban", "su", "re", "do", "vin", "pal", "ze", "gor"];
    let mut word = || -> String {
        let length = 2 + roll() % 3;
        (0..length).map(|_| syllables[(roll() % 12) as usize]).collect()
    };
    let mut words: Vec<String> = (0..count).map(|_| word()).collect();
    words.iter_mut().skip(24).step_by(25).for_each(|last| last.push('.'));
    words
}

fn story(of: &str, title: &str, words: &[String]) -> Article {
    let mut story = article(of, title);
    story.url = Some(address(&format!("https://{of}.example/{of}")));
    story.content = CleanHtml::kept(format!("<p>{}</p>", words.join(" ")));
    story
}

fn address(text: &str) -> WebAddress {
    WebAddress::parse(text).unwrap()
}

fn at(mut article: Article, url: &str) -> Article {
    article.url = Some(address(url));
    article
}

fn recognising(make: Make<'_>) -> Box<dyn Store> {
    let mut store = make();
    let rule = Recognition {
        window: TimeDelta::days(3),
        alike: 0.8,
        except: [name("hermit")].into(),
        site: None,
    };
    store.recognise(Some(rule));
    store
}

fn count(store: &mut dyn Store) -> usize {
    titles(store, "world").len()
}

/// How many articles two items of two sources become, in both orders.
fn together(make: Make<'_>, one: &Article, other: &Article) -> usize {
    let counts = [[one, other], [other, one]].map(|[first, second]| {
        let mut store = recognising(make);
        store.accept(&pass("wire", 1, vec![item("k", first.clone())])).unwrap();
        store.accept(&ranked(pass("desk", 2, vec![item("x", second.clone())]), 1)).unwrap();
        count(&mut *store)
    });
    assert_eq!(counts[0], counts[1], "in either order");
    counts[0]
}

pub(crate) fn an_edited_story_of_two_sources_is_one(make: Make<'_>) {
    let text = words(1, 300);
    let one = story("a", "Bridge opens at last", &text);
    let mut edited = text.clone();
    edited[20].push('s');
    edited.extend(words(2, 30));
    for other in [
        story("b", "River bridge opens", &text),
        story("b", "River bridge opens", &edited),
        story("b", "River bridge opens", &text[..250]),
    ] {
        assert_eq!(together(make, &one, &other), 1);
    }
    assert_eq!(together(make, &one, &story("b", "Bridge opens at last", &words(3, 300))), 2);
    assert_eq!(together(make, &one, &story("b", "Bridge opens at last", &text[..90])), 2);
}

pub(crate) fn a_story_is_not_recognised_unless_it_is_asked_for(make: Make<'_>) {
    let text = words(1, 200);
    let mut store = make();
    for (source, of) in [("wire", "a"), ("desk", "b")] {
        store.accept(&pass(source, 1, vec![item("k", story(of, "One", &text))])).unwrap();
    }
    assert_eq!(count(&mut *store), 2);
    let mut store = recognising(make);
    for (source, of) in [("wire", "a"), ("hermit", "b"), ("hermit", "c"), ("desk", "d")] {
        let given = item(of, story(of, "One", &text));
        store.accept(&pass(source, 1, vec![given])).unwrap();
    }
    assert_eq!(count(&mut *store), 3, "wire and desk are one, the hermit's stay his");
}

pub(crate) fn a_joined_story_follows_all_other_promises(make: Make<'_>) {
    let text = words(1, 200);
    let mut store = recognising(make);
    let wire = published(story("a", "From the wire", &text), 5);
    store.accept(&ranked(pass("wire", 10, vec![item("k", wire)]), 1)).unwrap();
    let desk = published(within(story("b", "What the desk wrote", &text), &["top"]), 3);
    store.accept(&pass("desk", 11, vec![item("x", desk.clone())])).unwrap();
    let kept = read(&mut *store, "a");
    assert_eq!((kept.title.as_str(), kept.published), ("What the desk wrote", minute(3)));
    assert_eq!(kept.sections, slugs(&["top", "world"]));
    assert_eq!(store.article(&id("b")).unwrap(), None);
    let revisions = store.revisions(&id("a")).unwrap();
    assert_eq!(revisions.len(), 2);
    // Its key leads there, whatever becomes of its words.
    let mut longer = text.clone();
    longer.extend(words(9, 20));
    let edited = within(story("b", "Edited", &longer), &["top"]);
    store.accept(&pass("desk", 12, vec![item("x", edited)])).unwrap();
    assert_eq!(read(&mut *store, "a").title.as_str(), "Edited");
    let told = |store: &mut dyn Store, of: &str| -> Vec<_> {
        let items = store.provenance(&id(of)).unwrap();
        let one = |item: &Provenance| {
            (item.source.as_str().to_owned(), item.key.clone(), item.matched, item.since)
        };
        items.iter().map(one).collect()
    };
    let item_of = |source: &str, key: &str, matched, since| {
        (source.to_owned(), key.to_owned(), matched, Some(ended(since)))
    };
    let wire = item_of("wire", "k", Matched::Key, 10);
    let desk = |matched| item_of("desk", "x", matched, 11);
    assert_eq!(told(&mut *store, "a"), [desk(Matched::Text(1.0)), wire.clone()]);
    assert!(told(&mut *store, "b").is_empty());
    // But for another story, which is one of its own.
    let other = within(story("b", "Another", &words(9, 80)), &["top"]);
    store.accept(&pass("desk", 13, vec![item("x", other)])).unwrap();
    assert_eq!(read(&mut *store, "a").title.as_str(), "From the wire");
    assert_eq!(read(&mut *store, "b").title.as_str(), "Another");
    assert_eq!(told(&mut *store, "a"), [wire]);
    assert_eq!(told(&mut *store, "b"), [desk(Matched::Key)]);
}

pub(crate) fn one_address_of_two_sources_is_one_story(make: Make<'_>) {
    let long = words(4, 90);
    let full = at(story("a", "Ferry strike ends after talks", &long), "https://news.example/ferry");
    let brief = |title: &str, url: &str| at(story("b", title, &words(5, 12)), url);
    for same in [
        "http://news.example/ferry",
        "https://www.news.example/ferry/?utm_source=x&fbclid=1#top",
        "https://m.news.example/ferry",
        "https://amp.news.example/ferry",
        "https://news.example/ferry/amp",
        "https://news.example/ferry.amp.html",
        "https://news.example/ferry?amp=1",
        "https://NEWS.example:443/%66erry",
        "https://news-example.cdn.ampproject.org/c/s/news.example/ferry",
    ] {
        assert_eq!(together(make, &full, &brief("Ferry strike ends", same)), 1, "{same}");
    }
    for other in [
        "https://news.example/ferries",
        "https://news.example/ferry?page=2",
        "https://sport.news.example/ferry",
        "https://news.example:8443/ferry",
    ] {
        assert_eq!(together(make, &full, &brief("Ferry strike ends", other)), 2, "{other}");
    }
    // One address alone is not enough.
    let live = "https://news.example/ferry";
    assert_eq!(together(make, &full, &brief("Harbour festival begins", live)), 2);
    let another = at(story("b", "Ferry strike ends after talks", &words(6, 90)), live);
    assert_eq!(together(make, &full, &another), 2);
}

pub(crate) fn neighbours_in_one_listing_stay_apart(make: Make<'_>) {
    let text = words(1, 200);
    let page = "https://news.example/live";
    let mut store = recognising(make);
    let twins = vec![
        item("k", at(story("a", "At noon", &text), page)),
        item("l", at(story("b", "At one", &text), page)),
        // Nothing at all tells this one from the first.
        item("m", at(story("c", "At noon", &text), page)),
    ];
    store.accept(&pass("wire", 1, twins.clone())).unwrap();
    assert_eq!(titles(&mut *store, "world"), ["At noon", "At one"]);
    let twins: Vec<Arrival> = twins.into_iter().map(|twin| rewrapped(twin, "again")).collect();
    let accepted = store.accept(&pass("wire", 2, twins)).unwrap();
    assert_eq!((accepted.new, accepted.changed), (0, 0));
    // A complete listing says what is there besides what is new.
    let mut store = recognising(make);
    store.accept(&pass("wire", 1, vec![item("k", story("a", "At noon", &text))])).unwrap();
    let second = pass("wire", 2, vec![item("l", story("b", "At one", &text))]);
    store.accept(&listing(second, &["k", "l"])).unwrap();
    assert_eq!(count(&mut *store), 2);
}

pub(crate) fn what_is_listed_still_is_not_superseded(make: Make<'_>) {
    let text = words(1, 200);
    let first = item("k", story("a", "At noon", &text));
    let second = item("l", story("b", "At one", &text));
    for others in [None, Some(vec![&first])] {
        let mut store = recognising(make);
        store.accept(&pass("wire", 1, vec![first.clone()])).unwrap();
        let next = pass("wire", 2, vec![second.clone()]);
        let next = match &others {
            Some(others) => beside(next, others),
            None => next,
        };
        store.accept(&next).unwrap();
        assert_eq!(titles(&mut *store, "world"), ["At noon", "At one"]);
        let mut superseded = |of| store.provenance(&id(of)).unwrap()[0].superseded;
        assert_eq!((superseded("a"), superseded("b")), (false, false));
    }
}

pub(crate) fn a_renamed_item_stays_its_article(make: Make<'_>) {
    let text = words(1, 200);
    let mut store = recognising(make);
    store
        .accept(&pass("wire", 1, vec![item("k", story("a", "Ferry strike ends", &text))]))
        .unwrap();
    let renamed = story("b", "End of the ferry strike", &text);
    let accepted = store.accept(&beside(pass("wire", 2, vec![item("z", renamed)]), &[])).unwrap();
    assert_eq!((accepted.new, accepted.changed), (0, 1));
    assert_eq!(read(&mut *store, "a").title.as_str(), "End of the ferry strike");
    // `a` sorts before `k` and `z`: not the name decides, but which came last.
    let again = story("c", "Ferries sail again", &text);
    store.accept(&beside(pass("wire", 3, vec![item("a", again)]), &[])).unwrap();
    assert_eq!(read(&mut *store, "a").title.as_str(), "Ferries sail again");
    let superseded: Vec<bool> =
        store.provenance(&id("a")).unwrap().iter().map(|item| item.superseded).collect();
    assert_eq!(superseded, [false, true, true]);
    // A short one with its page, under a permanent link of another scheme.
    let short = |of| at(story(of, "Brief", &words(7, 9)), "https://news.example/brief");
    store.accept(&pass("wire", 4, vec![item("http://b", short("d"))])).unwrap();
    let accepted =
        store.accept(&beside(pass("wire", 5, vec![item("https://b", short("e"))]), &[])).unwrap();
    assert_eq!(accepted.new, 0);
    // A file that was moved in a mirrored folder is not withdrawn.
    let mut store = recognising(make);
    let first = pass("desk", 1, vec![item("old/name", story("a", "One", &text))]);
    store.accept(&listing(first, &["old/name"])).unwrap();
    let moved = pass("desk", 2, vec![item("new/name", story("b", "One", &text))]);
    let accepted = store.accept(&listing(moved, &["new/name"])).unwrap();
    assert_eq!((accepted.new, accepted.withdrawn), (0, 0));
    assert_eq!(count(&mut *store), 1);
}

pub(crate) fn far_dates_and_short_texts_say_nothing(make: Make<'_>) {
    let text = words(1, 200);
    let earlier = |title, minutes: i64| published(story("b", title, &text), -minutes);
    let title = "Floods reach the old town again";
    let one = story("a", title, &text);
    assert_eq!(together(make, &one, &earlier(title, 3 * 24 * 60)), 1);
    assert_eq!(together(make, &one, &earlier(title, 3 * 24 * 60 + 1)), 2);
    // What stands under one word today stands under it tomorrow.
    let one = story("a", "Floods", &text);
    assert_eq!(together(make, &one, &earlier("Floods", 12 * 60 - 1)), 1);
    assert_eq!(together(make, &one, &earlier("Floods", 12 * 60)), 2);
    for count in [0, 1, 2, 39] {
        let of = |of| story(of, "One", &text[..count]);
        assert_eq!(together(make, &of("a"), &of("b")), 2, "{count} words");
    }
    // Of middling length the titles must be the same, too.
    let middling = |of, title| story(of, title, &text[..60]);
    assert_eq!(together(make, &middling("a", "Members only"), &middling("b", "Members only!")), 1);
    assert_eq!(together(make, &middling("a", "Members only"), &middling("b", "For members")), 2);
    assert_eq!(together(make, &middling("a", "Strike ends"), &middling("b", "Cup final")), 2);
}

pub(crate) fn what_was_put_apart_stays_apart(make: Make<'_>) {
    let text = words(1, 200);
    let mut store = recognising(make);
    let desk = within(story("b", "What the desk wrote", &text), &["top"]);
    let wire = story("a", "From the wire", &text);
    store.accept(&ranked(pass("wire", 1, vec![item("k", wire.clone())]), 1)).unwrap();
    store.accept(&pass("desk", 2, vec![item("x", desk.clone())])).unwrap();
    assert_eq!(count(&mut *store), 1);
    let (a, b) = (id("a"), id("b"));
    let parted = |store: &mut dyn Store, key| store.separate(&a, &name("desk"), key, minute(9));
    assert_eq!(parted(&mut *store, Some("y")).unwrap(), Separated::NoItem);
    assert_eq!(store.separate(&b, &name("desk"), None, minute(9)).unwrap(), Separated::NoArticle);
    assert_eq!(parted(&mut *store, None).unwrap(), Separated::Into(b.clone()));
    assert_eq!(parted(&mut *store, None).unwrap(), Separated::NoItem);
    let wire_alone = store.separate(&a, &name("wire"), None, minute(9)).unwrap();
    assert_eq!(wire_alone, Separated::Alone);
    let state = |store: &mut dyn Store| {
        let (a, b) = (read(store, "a"), read(store, "b"));
        ((a.title, a.sections, a.published), (b.title, b.sections, b.content))
    };
    let expected = (
        (XmlText::new("From the wire"), slugs(&["world"]), minute(0)),
        (XmlText::new("What the desk wrote"), slugs(&["top"]), desk.content.clone()),
    );
    assert_eq!(state(&mut *store), expected);
    assert_eq!(titles(&mut *store, "top"), ["What the desk wrote"]);
    // Neither a later pass nor going and coming back joins them again.
    let again = |at, items: Vec<Arrival>, keys: &[&str]| listing(pass("desk", at, items), keys);
    store.accept(&pass("desk", 10, vec![rewrapped(item("x", desk.clone()), "new")])).unwrap();
    assert_eq!(state(&mut *store), expected);
    store.accept(&again(11, Vec::new(), &[])).unwrap();
    store.accept(&again(12, vec![item("x", desk)], &["x"])).unwrap();
    assert_eq!(state(&mut *store), expected);
    let gone = ranked(pass("wire", 13, Vec::new()), 1);
    store.accept(&listing(gone, &[])).unwrap();
    store.accept(&ranked(pass("wire", 14, vec![item("k", wire)]), 1)).unwrap();
    assert_eq!(state(&mut *store), expected);
}

pub(crate) fn the_item_that_made_an_article_keeps_it(make: Make<'_>) {
    let text = words(1, 200);
    let mut store = recognising(make);
    store.accept(&pass("wire", 1, vec![item("k", story("a", "Wire", &text))])).unwrap();
    store.accept(&ranked(pass("desk", 2, vec![item("x", story("b", "Desk", &text))]), 1)).unwrap();
    let parted = store.separate(&id("a"), &name("wire"), None, minute(9)).unwrap();
    assert_eq!(parted, Separated::Into(id("a")));
    assert_eq!(read(&mut *store, "b").title.as_str(), "Desk");
    assert_eq!(read(&mut *store, "a").title.as_str(), "Wire");
    // When it goes and comes back it finds its own.
    store.accept(&listing(pass("wire", 10, Vec::new()), &[])).unwrap();
    assert_eq!(count(&mut *store), 1);
    store.accept(&pass("wire", 11, vec![item("k", story("a", "Wire", &text))])).unwrap();
    assert_eq!(titles(&mut *store, "world").len(), 2);
    assert_eq!(read(&mut *store, "a").title.as_str(), "Wire");
    assert_eq!(read(&mut *store, "b").title.as_str(), "Desk");
}

pub(crate) fn a_join_that_is_undone_leaves_no_trace(make: Make<'_>) {
    let text = words(1, 200);
    let items = [
        ("wire", item("k", published(story("a", "From the wire", &text), 5))),
        (
            "desk",
            item("x", published(within(story("b", "What the desk wrote", &text), &["top"]), 3)),
        ),
        ("paper", item("p", published(story("c", "From a paper", &text[..180]), 7))),
    ];
    let at = |of: &str| Some(address(&format!("https://{of}.example/{of}")));
    for (part, ids, titles) in [
        ("wire", ["a", "b"], [Some("From the wire"), Some("What the desk wrote")]),
        ("desk", ["a", "b"], [None, Some("What the desk wrote")]),
        ("paper", ["a", "c"], [None, Some("From a paper")]),
    ] {
        let mut store = recognising(make);
        let passes = (10..).zip(&items).map(|(at, (source, item))| {
            ranked(pass(source, at, vec![item.clone()]), if *source == "wire" { 1 } else { 0 })
        });
        let passes: Vec<_> = passes.collect();
        passes.iter().for_each(|pass| drop(store.accept(pass).unwrap()));
        assert_eq!(store.provenance(&id("a")).unwrap().len(), 3);
        store.separate(&id("a"), &name(part), None, minute(20)).unwrap();
        for (of, title) in ids.iter().zip(titles) {
            let kept = read(&mut *store, of);
            let Some(title) = title else { continue };
            assert_eq!(kept.title.as_str(), title, "without {part}");
            let given = items.iter().find(|(_, item)| item.article.title == kept.title).unwrap();
            let given = &given.1.article;
            assert_eq!(kept.published, given.published.min(kept.published), "{part}, {of}");
            assert_eq!((&kept.content, &kept.url), (&given.content, &given.url), "{part}, {of}");
        }
        let since: Vec<_> = ids
            .iter()
            .flat_map(|of| store.provenance(&id(of)).unwrap())
            .map(|item| (item.source.as_str().to_owned(), item.since))
            .collect();
        for (at, (source, _)) in (10..).zip(&items) {
            assert!(
                since.contains(&((*source).to_owned(), Some(ended(at)))),
                "{source}: {since:?}"
            );
        }
    }
    // Of two, each has the date that it gave.
    let mut store = recognising(make);
    for (at, (source, item)) in (10..).zip(&items[..2]) {
        store.accept(&pass(source, at, vec![item.clone()])).unwrap();
    }
    assert_eq!(read(&mut *store, "a").published, minute(3));
    store.separate(&id("a"), &name("desk"), None, minute(20)).unwrap();
    assert_eq!(read(&mut *store, "a").published, minute(5));
    assert_eq!(read(&mut *store, "b").published, minute(3));
    assert_eq!(read(&mut *store, "b").sections, slugs(&["top"]));
    // Each is found by its own address, and joined with what is like it.
    assert_eq!(store.by_address(&at("b").unwrap()).unwrap(), [id("b")]);
    assert_eq!(store.by_address(&at("a").unwrap()).unwrap(), [id("a")]);
}

pub(crate) fn an_article_is_known_by_all_that_its_items_call_it(make: Make<'_>) {
    let text = words(1, 200);
    let mut store = recognising(make);
    let wire = story("a", "Ferry strike ends", &text);
    store.accept(&ranked(pass("wire", 1, vec![item("k", wire)]), 1)).unwrap();
    let desk = story("b", "Sailors return", &text);
    store.accept(&listing(pass("desk", 2, vec![item("x", desk.clone())]), &["x"])).unwrap();
    let known = |store: &mut dyn Store| {
        for url in ["https://a.example/a", "http://www.b.example/b?utm_source=x"] {
            assert_eq!(store.by_address(&address(url)).unwrap(), [id("a")], "{url}");
        }
        for words in ["ferry strike", "sailors"] {
            assert_eq!(store.find(words, 10).unwrap().articles, [id("a")], "{words}");
        }
    };
    known(&mut *store);
    // Also when its source has it no more, and when it is called otherwise.
    store.accept(&listing(pass("desk", 3, Vec::new()), &[])).unwrap();
    assert_eq!(read(&mut *store, "a").title.as_str(), "Ferry strike ends");
    known(&mut *store);
    store.accept(&listing(pass("desk", 4, vec![item("x", desk)]), &["x"])).unwrap();
    let again = story("c", "Crews are back", &text);
    store.accept(&listing(pass("desk", 5, vec![item("x", again)]), &["x"])).unwrap();
    known(&mut *store);
    // What is shown at an address stands before what once was.
    let other = at(story("d", "Another story", &words(9, 90)), "https://b.example/b");
    store.accept(&pass("paper", 6, vec![item("d", other)])).unwrap();
    assert_eq!(store.by_address(&address("https://b.example/b")).unwrap(), [id("d")]);
}

pub(crate) fn a_chain_is_one_when_its_middle_comes_in_time(make: Make<'_>) {
    let base = words(1, 300);
    let step = |from: usize| base[from..from + 150].to_vec();
    let (first, middle, last) =
        (story("a", "A", &step(0)), story("b", "B", &step(25)), story("c", "C", &step(50)));
    assert_eq!(together(make, &first, &middle), 1);
    assert_eq!(together(make, &first, &last), 2);
    for (order, articles) in [([&first, &middle, &last], 1), ([&first, &last, &middle], 2)] {
        let mut store = recognising(make);
        for (source, story) in ["one", "two", "three"].iter().zip(order) {
            store.accept(&pass(source, 1, vec![item("k", story.clone())])).unwrap();
        }
        assert_eq!(count(&mut *store), articles);
        // Nobody's id is lost: the article keeps that of the story that made it.
        assert_eq!(store.provenance(&id("a")).unwrap().len(), 4 - articles);
    }
}

pub(crate) fn what_was_taken_back_stays_so_under_a_new_name(make: Make<'_>) {
    let text = words(1, 200);
    let mut store = recognising(make);
    store.accept(&pass("wire", 1, vec![item("k", story("a", "One", &text))])).unwrap();
    store.retract("a", 2, None);
    store.accept(&pass("desk", 3, vec![item("x", story("b", "One", &text))])).unwrap();
    assert_eq!(count(&mut *store), 0);
}
