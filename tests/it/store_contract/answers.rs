//! What is asked when articles are pushed: how one stands, and answers given before.

use crate::store_contract::fixtures::{Make, Retracting, article, id, item, minute, pass};
use pressroom::fingerprint::Fingerprint;
use pressroom::store::KeptAnswer;

pub(crate) fn an_article_is_told_with_its_standing(make: Make<'_>) {
    let mut store = make();
    assert_eq!(store.kept(&id("a")).unwrap(), None);
    store.accept(&pass("desk", 1, vec![item("a", article("a", "One"))])).unwrap();
    let kept = store.kept(&id("a")).unwrap().unwrap();
    assert_eq!((&kept.article, kept.revision), (&article("a", "One"), 1));
    assert_eq!((kept.withdrawn, kept.reason), (None, None));
    store.accept(&pass("desk", 2, vec![item("a", article("a", "Two"))])).unwrap();
    store.retract("a", 3, Some("It was not so."));
    let kept = store.kept(&id("a")).unwrap().unwrap();
    assert_eq!((kept.article.title.as_str(), kept.revision), ("Two", 2));
    assert_eq!(kept.withdrawn, Some(minute(3)));
    assert_eq!(kept.reason.as_deref(), Some("It was not so."));
}

pub(crate) fn an_answer_is_kept_until_it_is_forgotten(make: Make<'_>) {
    let mut store = make();
    let answer = |text: &str| KeptAnswer {
        request: Fingerprint::of(text.as_bytes()),
        body: text.as_bytes().to_vec(),
    };
    assert_eq!(store.answer("k", minute(0)).unwrap(), None);
    store.keep_answer("k", &answer("one"), minute(1), minute(0)).unwrap();
    assert_eq!(store.answer("k", minute(1)).unwrap(), Some(answer("one")));
    assert_eq!(store.answer("k", minute(2)).unwrap(), None, "it is too old");
    assert_eq!(store.answer("K", minute(0)).unwrap(), None, "another key");
    store.keep_answer("k", &answer("two"), minute(3), minute(0)).unwrap();
    assert_eq!(store.answer("k", minute(0)).unwrap(), Some(answer("two")));
    store.keep_answer("l", &answer("three"), minute(9), minute(4)).unwrap();
    assert_eq!(store.answer("k", minute(0)).unwrap(), None, "it was forgotten");
    assert_eq!(store.answer("l", minute(0)).unwrap(), Some(answer("three")));
}
