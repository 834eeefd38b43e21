//! A name and its password begin a session; what ends one, and how often one may try.

use super::newsroom::{Office, cookie, noon, password};
use chrono::TimeDelta;

const PAGE: &str = "/desk/wrong";

#[test]
fn a_name_and_its_password_begin_a_session() {
    let office = Office::usual();
    let answer = office.try_to_sign_in("omar", &password("omar"));
    assert_eq!((answer.status, answer.header("location")), (303, Some("/desk/")));
    let set = answer.header("set-cookie").unwrap();
    assert!(set.starts_with("__Host-"), "{set}");
    for part in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
        assert!(set.contains(part), "{set}");
    }
    let page = office.page(PAGE, &cookie(&answer));
    assert_eq!(page.status, 200);
    assert!(page.text().contains("omar, operator"), "{}", page.text());
}

#[test]
fn a_wrong_word_begins_none() {
    let office = Office::usual();
    for (name, word) in [
        ("omar", "the password of Omar".to_owned()),
        ("omar", String::new()),
        ("omar", password("edna")),
        ("nobody", password("omar")),
        ("", password("")),
    ] {
        let answer = office.try_to_sign_in(name, &word);
        assert_eq!((answer.status, answer.header("set-cookie")), (403, None), "{name} {word}");
        let text = answer.text();
        assert!(text.contains("The name or the password is wrong."), "{text}");
        assert!(word.is_empty() || !text.contains(&word), "no password is shown");
    }
    for cookie in ["", "__Host-pressroom-desk=", "__Host-pressroom-desk=00", "pressroom-desk=1"] {
        assert_eq!(office.page(PAGE, cookie).status, 303, "{cookie}");
    }
}

#[test]
fn a_session_ends() {
    let office = Office::usual();
    let (omar, edna) = (office.sign_in("omar"), office.sign_in("edna"));
    assert_ne!(omar, edna);
    let out = office.form("/desk/sign-out", &omar, &[]);
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(office.page(PAGE, &omar).status, 303, "signed out");
    assert_eq!(office.page(PAGE, &edna).status, 200, "somebody else is not");
    office.clock.set(noon() + TimeDelta::hours(12) - TimeDelta::seconds(1));
    assert_eq!(office.page(PAGE, &edna).status, 200);
    office.clock.set(noon() + TimeDelta::hours(12));
    assert_eq!(office.page(PAGE, &edna).status, 303, "twelve hours are over");
}

#[test]
fn tries_are_bounded() {
    let office = Office::usual();
    for _try in 0..10 {
        assert_eq!(office.try_to_sign_in("omar", "a guess").status, 403);
    }
    let answer = office.try_to_sign_in("omar", &password("omar"));
    assert_eq!((answer.status, answer.header("set-cookie")), (429, None), "even the right one");
    assert_eq!(answer.header("retry-after"), Some("901"));
    office.clock.set(noon() + TimeDelta::minutes(15));
    assert_eq!(office.try_to_sign_in("omar", &password("omar")).status, 303);
}

#[test]
fn nobody_is_sent_elsewhere_after_signing_in() {
    let office = Office::usual();
    for (back, goes) in [
        ("/desk/articles/1", "/desk/articles/1"),
        ("https://evil.example/", "/desk/"),
        ("//evil.example/desk/", "/desk/"),
        ("/desk/\r\nSet-Cookie: x=1", "/desk/"),
        ("/desk\\evil", "/desk/"),
        ("", "/desk/"),
    ] {
        let fields = [("name", "omar"), ("password", &*password("omar")), ("back", back)];
        let answer = office.form("/desk/sign-in", "", &fields);
        assert_eq!((answer.status, answer.header("location")), (303, Some(goes)), "{back:?}");
    }
}
