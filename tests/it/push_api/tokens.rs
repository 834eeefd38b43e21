//! Who may do what.

use crate::push_api::newsroom::{DESK, JSON, Newsroom, PAIR, READER, WORLD, item};

const ONE: &str = "/api/articles/one";

#[test]
fn without_a_right_token_nothing_is_shown_or_changed() {
    let newsroom = Newsroom::open();
    let hash = crate::push_api::newsroom::hash(DESK);
    for token in ["", "wrong", "DESK-SECRET", "desk-secret2", "desk-secre", "desk secret", &hash] {
        for (method, path) in [("PUT", ONE), ("GET", "/api/articles"), ("DELETE", ONE)] {
            let refused = newsroom.ask(token, method, path, &[JSON], &item("One", "world"));
            assert_eq!(refused.status, 401, "{token} {method}");
            assert!(refused.header("www-authenticate").starts_with("Bearer"));
            assert!(!refused.problem().contains(token) || token.is_empty());
        }
    }
    let basic = newsroom.ask("", "GET", ONE, &["Authorization: Basic ZGVzazpzZWNyZXQ="], "");
    assert_eq!(basic.status, 401);
    let two = ["Authorization: Bearer wrong", "Authorization: Bearer desk-secret"];
    assert_eq!(newsroom.ask("", "GET", ONE, &two, "").status, 401, "two tokens are none");
    let lower = ["authorization: bearer  desk-secret"];
    assert_eq!(newsroom.ask("", "GET", ONE, &lower, "").status, 404, "the scheme has no case");
    // Nobody is asked for a body that will not be read.
    let huge = newsroom.ask("wrong", "PUT", ONE, &[JSON, "Expect: 100-continue"], "");
    assert_eq!(huge.status, 401);
}

#[test]
fn a_token_changes_only_its_own_sections() {
    let newsroom = Newsroom::open();
    let put = |token, section| newsroom.ask(token, "PUT", ONE, &[JSON], &item("One", section));
    assert_eq!(put(WORLD, "sports").status, 403);
    assert_eq!(put(READER, "world").status, 403);
    assert_eq!(newsroom.get(ONE).status, 404);
    assert_eq!(put(PAIR, "sports").status, 201);
    // Another's article is not taken over by naming one's own section in it.
    assert_eq!(put(WORLD, "world").status, 403);
    assert_eq!(newsroom.ask(WORLD, "DELETE", ONE, &[], "").status, 403);
    assert_eq!(newsroom.ask(WORLD, "GET", ONE, &[], "").status, 403);
    assert_eq!(newsroom.ask(WORLD, "GET", &format!("{ONE}/revisions"), &[], "").status, 403);
    assert_eq!(newsroom.ask(WORLD, "GET", "/api/articles?section=sports", &[], "").status, 403);
    assert_eq!(newsroom.ask(READER, "GET", ONE, &[], "").status, 200);
    let list = newsroom.ask(WORLD, "GET", "/api/articles", &[], "").text();
    assert!(!list.contains("One"), "{list}");
}

#[test]
fn an_item_without_sections_goes_where_its_token_says() {
    let newsroom = Newsroom::open();
    let bare = "{\"title\":\"Bare\",\"content_text\":\"x\"}";
    let put =
        |token, id: &str| newsroom.ask(token, "PUT", &format!("/api/articles/{id}"), &[JSON], bare);
    assert_eq!(put(WORLD, "w").status, 201);
    assert_eq!(newsroom.get("/api/articles/w").json()["_pressroom"]["sections"][0], "world");
    for token in [PAIR, DESK] {
        let refused = put(token, "p");
        assert!(refused.status == 422 && refused.problem().contains("section"), "{refused:?}");
    }
}

#[test]
fn switched_off_it_says_so() {
    let newsroom = Newsroom::open_with(|settings| settings.api.tokens.clear());
    for path in ["/api", "/api/articles", "/api/openapi.json", ONE] {
        let answer = newsroom.get(path);
        assert_eq!(answer.status, 404);
        assert!(answer.problem().contains("switched off"), "{answer:?}");
    }
}
